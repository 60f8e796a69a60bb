"""Which lesson applies to which client now, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType
from retention_journal.core.lesson_triggers import (
    Happening,
    LivingClient,
    Trigger,
    applying,
    month_of_tenure,
    told,
    value_label,
    values_of,
)
from retention_journal.core.lessons import TriggerKind

TODAY = date(2026, 11, 23)
KINDS = TriggerKind


def lunde(start=date(2026, 10, 2), contacts=1, happenings=(), engagement=EngagementType.PROJECT):
    return LivingClient(7, "client-uid", "Lunde", engagement, start, contacts, tuple(happenings))


def trigger(kind=KINDS.NEW_CLIENT, value=""):
    return Trigger(3, "lesson-uid", kind, value)


def sentences(*clients, trigger=trigger(), answered=None, today=TODAY):  # noqa: B008
    return [one.sentence for one in applying([trigger], clients, answered or {}, today)]


def test_the_design_s_own_sentence_is_made():
    assert sentences(lunde()) == ["Applies now: Lunde, month 2, one contact."]


@pytest.mark.parametrize(
    ("start", "applies"),
    [
        (None, False),
        (TODAY + timedelta(days=1), False),
        (TODAY, True),
        (TODAY - timedelta(days=89), True),
        (TODAY - timedelta(days=90), False),
    ],
)
def test_a_client_is_new_for_ninety_days(start, applies):
    assert bool(sentences(lunde(start))) is applies


@pytest.mark.parametrize(
    ("kind", "value", "happening", "sentence"),
    [
        (KINDS.CONTACT_LEFT, "", ("", 3, "Marte Eide"), "Applies now: Lunde, Marte Eide left 3 days ago."),
        (
            KINDS.INCIDENT_KIND,
            "missed_deadline",
            ("missed_deadline", 1, "The list came late"),
            "Applies now: Lunde, the list came late, yesterday.",
        ),
        (
            KINDS.CAUSE_KIND,
            "time_pressure",
            ("time_pressure", 2, ""),
            "Applies now: Lunde, time pressure, 2 days ago.",
        ),
        (
            KINDS.EVENT_KIND,
            "acquired_or_merged",
            ("acquired_or_merged", 0, ""),
            "Applies now: Lunde, bought up or merged, today.",
        ),
        (
            KINDS.SIGNAL,
            "S1",
            ("S1", None, ""),
            "Applies now: Lunde, the light says: it is quiet for too long.",
        ),
    ],
)
def test_what_happens_at_a_client_brings_its_lesson_back(kind, value, happening, sentence):
    which, days, name = happening
    on = None if days is None else TODAY - timedelta(days=days)
    at = lunde(happenings=[Happening(kind, which, on, "uid", name)])
    assert sentences(at, trigger=trigger(kind, value)) == [sentence]


@pytest.mark.parametrize(
    ("kind", "value"), [(KINDS.CAUSE_KIND, "misunderstanding"), (KINDS.INCIDENT_KIND, "time_pressure")]
)
def test_another_value_or_another_kind_brings_nothing_back(kind, value):
    at = lunde(happenings=[Happening(KINDS.CAUSE_KIND, "time_pressure", TODAY, "uid")])
    assert sentences(at, trigger=trigger(kind, value)) == []


def test_what_happened_long_ago_or_lies_ahead_brings_nothing_back():
    for days in (90, -1):
        on = TODAY - timedelta(days=days)
        at = lunde(happenings=[Happening(KINDS.CONTACT_LEFT, "", on, "uid", "Marte")])
        assert sentences(at, trigger=trigger(KINDS.CONTACT_LEFT)) == []


def test_a_lesson_for_one_kind_of_work_leaves_the_others_alone():
    waits = trigger(KINDS.ENGAGEMENT_TYPE, "project")
    assert sentences(lunde(), trigger=waits) == ["Applies now: Lunde, month 2, project."]
    assert sentences(lunde(engagement=EngagementType.RETAINER), trigger=waits) == []


def test_a_month_of_the_year_is_told_once_for_everybody():
    waits = trigger(KINDS.MONTH, "11")
    (one,) = applying([waits], [lunde()], {}, TODAY)
    assert (one.sentence, one.client_id) == ("Applies now: it is November.", None)
    assert applying([waits], [lunde()], {one.key: TODAY}, TODAY) == []
    assert applying([waits], [lunde()], {one.key: TODAY}, date(2027, 11, 1)) != []
    assert applying([waits], [lunde()], {}, date(2026, 12, 1)) == []


def test_the_next_occurrence_is_told_though_the_last_was_answered():
    first = Happening(KINDS.CONTACT_LEFT, "", TODAY - timedelta(days=20), "first", "Marte")
    waits = trigger(KINDS.CONTACT_LEFT)
    (one,) = applying([waits], [lunde(happenings=[first])], {}, TODAY)
    answered = {one.key: TODAY}
    assert applying([waits], [lunde(happenings=[first])], answered, TODAY) == []
    second = Happening(KINDS.CONTACT_LEFT, "", TODAY, "second", "Odd")
    assert len(applying([waits], [lunde(happenings=[first, second])], answered, TODAY)) == 1


def test_a_light_without_a_record_is_asked_about_again_after_ninety_days():
    at = lunde(happenings=[Happening(KINDS.SIGNAL, "S1", None, "")])
    waits = trigger(KINDS.SIGNAL, "S1")
    (one,) = applying([waits], [at], {}, TODAY)
    assert applying([waits], [at], {one.key: TODAY}, TODAY + timedelta(days=89)) == []
    assert applying([waits], [at], {one.key: TODAY}, TODAY + timedelta(days=90)) != []


@given(
    st.sampled_from([kind for kind in KINDS if kind is not KINDS.NONE]),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 200),
)
def test_nothing_that_was_answered_is_shown_again_the_same_day(kind, start, days):
    value = next(iter(values_of(kind)), ("", ""))[0]
    on = TODAY - timedelta(days=days)
    at = [lunde(start, happenings=[Happening(kind, value, on, "uid", "x")])]
    shown = applying([trigger(kind, value)], at, {}, TODAY)
    assert applying([trigger(kind, value)], at, {one.key: TODAY for one in shown}, TODAY) == []


def test_a_lesson_without_a_trigger_applies_to_nobody():
    at = lunde(happenings=[Happening(KINDS.NONE, "", TODAY, "uid")])
    assert sentences(at, trigger=trigger(KINDS.NONE)) == []


@pytest.mark.parametrize(
    ("start", "month"),
    [(TODAY, 1), (date(2026, 10, 24), 1), (date(2026, 10, 23), 2), (date(2026, 8, 23), 4)],
)
def test_the_month_of_working_together_begins_on_the_day_of_the_first(start, month):
    assert month_of_tenure(start, TODAY) == month


def test_every_choice_has_a_name_and_every_kind_its_words():
    for kind in TriggerKind:
        for value, name in values_of(kind):
            assert name
            assert value_label(kind, value) == name
    assert told(KINDS.NONE, "") == ""
    assert told(KINDS.MONTH, "7") == "July"
    assert told(KINDS.ENGAGEMENT_TYPE, "project") == "A new client of this kind: Project"
    assert told(KINDS.EVENT_KIND, "no longer one") == "This happens at a client"
