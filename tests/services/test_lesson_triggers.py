"""Lessons come back when what they wait for happens at a living client, and are answered once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.clients import EngagementType, Status
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.events import EventKind
from retention_journal.core.incidents import CauseKind, IncidentKind
from retention_journal.core.lesson_triggers import Answer
from retention_journal.core.lessons import TriggerKind
from retention_journal.services.clients import trash_client
from retention_journal.services.good_news import good_news
from retention_journal.services.judging import judged
from retention_journal.services.lesson_triggers import answer_lesson, applying_now
from retention_journal.services.lessons import LessonAbout, add_lesson, lessons, retire_lesson, rewrite_lesson
from retention_journal.storage.tables import Client, ClientEvent, ContactRole, Loss
from tests.builders import NOON, TODAY, a_call, a_cause, a_client, a_person, an_incident

NEW = TODAY - timedelta(days=40)


def a_lesson(journal, kind=TriggerKind.NEW_CLIENT, value="", **about):
    return add_lesson(
        journal, "Meet a second person.", today=TODAY, trigger_kind=kind, trigger_value=value, **about
    )


def told(journal, now=NOON):
    return [one.sentence for one in applying_now(journal, now)]


def test_a_new_client_brings_the_lesson_back_until_it_is_answered_and_undo_asks_again(journal):
    lunde = a_client(journal, "Lunde", start_date=NEW)
    a_client(journal, "Old Ltd", start_date=TODAY - timedelta(days=900))
    a_client(journal, "Gone Ltd", start_date=NEW, status=Status.LOST)
    a_person(journal, lunde)
    a_lesson(journal)
    assert told(journal) == ["Applies now: Lunde, month 2, one contact."]
    answer_lesson(journal, applying_now(journal, NOON)[0], Answer.NOT_FOR_THEM, today=TODAY)
    assert told(journal) == []
    assert journal.undo() == "Not for them"
    assert told(journal) == ["Applies now: Lunde, month 2, one contact."]
    journal.redo()
    assert told(journal) == []


def test_each_kind_of_trigger_finds_what_the_journal_knows(journal):
    ada = a_client(journal, "Ada Ltd", engagement_type=EngagementType.ONE_OFF, start_date=TODAY)
    a_person(journal, ada, "Marte Eide")
    late = an_incident(journal, ada, kind=IncidentKind.MISSED_DEADLINE)
    a_cause(journal, late, CauseKind.TIME_PRESSURE)
    with journal.change("x") as change:
        change.insert(ClientEvent, client=ada, kind=EventKind.CUTS, happened_on=TODAY)
        change.update_where(ContactRole, ContactRole.client == ada, valid_to=TODAY)
    for kind, value in [
        (TriggerKind.ENGAGEMENT_TYPE, "one_off"),
        (TriggerKind.CONTACT_LEFT, ""),
        (TriggerKind.INCIDENT_KIND, "missed_deadline"),
        (TriggerKind.CAUSE_KIND, "time_pressure"),
        (TriggerKind.EVENT_KIND, "cuts"),
        (TriggerKind.SIGNAL, "H1"),
        (TriggerKind.MONTH, "3"),
    ]:
        a_lesson(journal, kind, value)
    assert sorted(told(journal, NOON + timedelta(hours=20))) == [
        "Applies now: Ada Ltd, Marte Eide left yesterday.",
        "Applies now: Ada Ltd, cuts, yesterday.",
        "Applies now: Ada Ltd, month 1, one-off job.",
        "Applies now: Ada Ltd, the light says: a complaint waits.",
        "Applies now: Ada Ltd, the list came late, yesterday.",
        "Applies now: Ada Ltd, time pressure, yesterday.",
        "Applies now: it is March.",
    ]


def test_what_is_retired_trashed_or_settled_does_not_come_back(journal):
    client = a_client(journal, "Lunde", start_date=NEW)
    lesson = a_lesson(journal)
    trash_client(journal, client, now=NOON)
    assert told(journal) == []
    journal.undo()
    assert len(told(journal)) == 1
    retire_lesson(journal, lesson, today=TODAY)
    assert told(journal) == []


def test_a_lesson_goes_on_when_the_client_it_came_from_is_erased(journal):
    lost = a_client(journal, "Gone Ltd", status=Status.LOST)
    with journal.change("x") as change:
        loss = change.insert(Loss, client=lost, notice_on=TODAY)
    a_client(journal, "Lunde", start_date=NEW)
    a_lesson(journal, loss_id=loss, origin="A client lost in spring")
    with journal.change("x") as change:
        change.delete(Client, lost)
    (lesson,) = lessons(journal)
    assert (lesson.loss_id, lesson.client, lesson.origin) == (None, "", "A client lost in spring")
    assert len(told(journal)) == 1


def test_a_lesson_applied_for_a_client_is_good_news_until_it_is_told(journal):
    lunde = a_client(journal, "Lunde", start_date=NEW)
    a_lesson(journal)
    answer_lesson(journal, applying_now(journal, NOON)[0], Answer.DONE, today=TODAY)

    def news(day=TODAY):
        known = [judged(journal, datetime.combine(day, NOON.time()))[lunde].known]
        return [one.what for one in good_news(journal, known, day).get(lunde, ())]

    assert news() == ["A lesson you learnt was applied for them: “Meet a second person.”"]
    assert news(TODAY + timedelta(days=15)) == []
    a_call(journal, lunde, datetime.combine(TODAY + timedelta(days=1), NOON.time()))
    assert news(TODAY + timedelta(days=2)) == []


def test_a_trigger_that_asks_for_a_value_is_not_kept_without_one(journal):
    with pytest.raises(InvalidEntryError) as refused:
        a_lesson(journal, TriggerKind.CAUSE_KIND, "not a cause")
    assert refused.value.field == "trigger_value"
    assert lessons(journal) == []


def test_what_a_lesson_is_about_changes_without_starting_it_over(journal):
    number = a_lesson(journal)
    (before,) = lessons(journal)
    about = LessonAbout(trigger_kind=TriggerKind.MONTH, trigger_value="7")
    rewrite_lesson(journal, number, before.text, today=TODAY + timedelta(days=3), about=about)
    (after,) = lessons(journal)
    assert (after.when, after.next_review_on, after.last_read_on) == ("July", before.next_review_on, None)
    journal.undo()
    assert lessons(journal)[0].when == "A new client"


def test_a_lesson_of_a_complaint_tells_its_client_and_its_day(journal):
    incident = an_incident(journal, a_client(journal, "Harbour & Hale"))
    a_lesson(journal, incident_id=incident)
    (lesson,) = lessons(journal)
    assert (lesson.client, lesson.went_wrong_at.date()) == ("Harbour & Hale", date(2026, 3, 10))
