"""What complaints have in common, on the page; and the card that is read before the next contact."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from retention_journal.core.incidents import CauseKind, IncidentKind, IncidentOutcome, IncidentState
from retention_journal.core.recovery import research_words
from retention_journal.services.claims import shows_claims
from retention_journal.services.links import link_persons
from retention_journal.services.reach import listeners
from retention_journal.services.repeat_guard import repeat
from retention_journal.services.today import today_view
from retention_journal.storage.tables import Cause
from retention_journal.ui.dialogs.quick_log import open_quick_log
from retention_journal.ui.pages.complaints_patterns import PatternsPart
from retention_journal.ui.pages.repeat_card import RepeatCard
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_client, a_person, an_incident

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def part(qtbot, journal):
    made = PatternsPart(journal, lambda: NOON)
    qtbot.add_widget(made)
    made.refresh()
    journal.on_change(lambda _changed: made.refresh())
    made.resize(1000, 800)
    made.show()
    return made


def texts(widget):
    return [one.text() for one in widget.findChildren(Label) if not one.isHidden()]


def read(chart):
    return [point.text for point in chart.points()]


def link(widget, text):
    return [one for one in widget.findChildren(QPushButton) if one.text() == text][-1]


def test_an_empty_journal_says_to_ask(part):
    assert texts(part.empty) == ["No complaints. Ask, so that it is not silence."]
    assert part.empty.isVisible()
    assert not part.reach_words.isVisible()


def test_what_went_wrong_long_ago_is_told_as_that(journal, part):
    an_incident(
        journal, a_client(journal, "Ada"), received_at=AT - timedelta(days=500), resolved_at=AT,
        state=IncidentState.RESOLVED,
    )  # fmt: skip
    assert (part.empty.isHidden(), part.none_lately.isHidden()) == (True, False)
    assert (
        read(part.dots)[1] == "Put right: too early. Ada, The list came late, 26 October 2024. An annoyance."
    )
    part.span.set_value(None)
    assert part.none_lately.isHidden()


def test_what_is_said_of_others_is_switched_off_for_good_and_undone(qtbot, journal, part):
    an_incident(journal, a_client(journal, "Ada"), received_at=AT)
    qtbot.waitUntil(lambda: research_words() in texts(part))
    with qtbot.waitSignal(part.undoable):
        part.claims.click()
    qtbot.waitUntil(lambda: research_words() not in texts(part))
    assert part.claims.text() == "Show what is said of others"
    part.claims.click()
    journal.undo()
    assert not shows_claims(journal)
    journal.undo()
    assert shows_claims(journal)


def test_kinds_causes_and_those_hit_again_are_counted(qtbot, journal, part):
    ada = a_client(journal, "Ada & Sons")
    for days in (1, 40, 200):
        number = an_incident(
            journal, ada, received_at=AT - timedelta(days=days), kind=IncidentKind.SLOW_RESPONSE
        )
        with journal.change("Why") as change:
            change.insert(Cause, incident=number, kind=CauseKind.TIME_PRESSURE)
    assert part.empty.isHidden()
    assert read(part.kinds) == ["Slow to answer: 3 of 3"]
    assert read(part.causes) == ["Time pressure: 3 of 3"]
    with qtbot.waitSignal(part.client_opened) as opened:
        link(part, "Ada && Sons · 3").click()
    assert opened.args == [ada]


def test_all_time_looks_further_back(journal, part):
    an_incident(journal, a_client(journal), received_at=AT - timedelta(days=700), kind=IncidentKind.TONE)
    an_incident(journal, a_client(journal, "Bo"), received_at=AT, kind=IncidentKind.QUALITY)
    assert read(part.kinds) == ["Quality: 1 of 1"]
    assert part.chart.points()[-1].text == "March 2026: 1"
    part.span.set_value(None)
    assert read(part.kinds) == ["Quality: 1 of 2", "How they were met: 1 of 2"]
    assert [point.text for point in part.chart.points()][2:4] == ["March: 1", "April: 1"]
    assert not part.all_years.isHidden()


def test_a_gap_leads_to_its_complaint(qtbot, journal, part):
    number = an_incident(
        journal, a_client(journal, "Ada"), received_at=AT, title="Late", process_gap="No day of its own"
    )
    assert "Nothing changed yet." in texts(part)
    with qtbot.waitSignal(part.incident_opened) as opened:
        link(part, "Ada: Late").click()
    assert opened.args == [number]


def test_how_many_each_tells_is_changed_here_and_undone(journal, part):
    an_incident(journal, a_client(journal, "Ada"), received_at=AT)
    part.listeners.setValue(4)
    part.listeners.editingFinished.emit()
    assert listeners(journal) == 4
    assert part.reach_words.text().startswith("1 unhappy: if each tells 4, about 4 may hear.")
    journal.undo()
    assert listeners(journal) == 10


def test_who_knows_the_unhappy_is_listed_and_opened(qtbot, journal, part):
    berg, lunde = a_client(journal, "Berg"), a_client(journal, "Lunde")
    tor, kari = a_person(journal, berg, "Tor"), a_person(journal, lunde, "Kari")
    link_persons(journal, tor, kari)
    an_incident(journal, berg, received_at=AT)
    assert "Kari knows Tor" in texts(part)
    assert "1 of your own clients knows them." in part.reach_words.text()
    for name, number in (("Lunde", lunde), ("Berg", berg)):
        with qtbot.waitSignal(part.client_opened) as opened:
            link(part, name).click()
        assert opened.args == [number]


def test_each_complaint_is_a_dot_that_the_keyboard_reads_and_opens(qtbot, journal, part):
    first = an_incident(
        journal, a_client(journal, "Ada"), received_at=AT - timedelta(days=400), title="Late",
        answered_at=AT - timedelta(days=400), resolved_at=AT - timedelta(days=399),
        state=IncidentState.CLOSED, outcome=IncidentOutcome.RECOVERED,
    )  # fmt: skip
    an_incident(journal, a_client(journal, "Bo"), received_at=AT, title="Wrong")
    assert part.became_words.text() == "1 of 2 complaints were put right."
    assert part.kinds.points(), "the dots are of all time, the counts of twelve months"
    part.dots.setFocus()
    qtbot.keyClick(part.dots, Qt.Key.Key_Home)
    assert part.dots.text() == "Answered in time: yes. Ada, Late, 3 February 2025. An annoyance."
    with qtbot.waitSignal(part.incident_opened) as opened:
        qtbot.keyClick(part.dots, Qt.Key.Key_Return)
    assert opened.args == [first]
    qtbot.keyClick(part.dots, Qt.Key.Key_End)
    assert part.dots.text().startswith("Still a client a year on: too early. Bo, Wrong")


def test_who_stayed_is_told_with_its_range_and_the_research_as_a_claim(qtbot, journal, part):
    for number in range(5):
        a_client(journal, f"Quiet {number}", start_date=date(2020, 1, 1))
        an_incident(
            journal, a_client(journal, f"Mended {number}"), received_at=AT - timedelta(days=420),
            resolved_at=AT - timedelta(days=400), state=IncidentState.CLOSED,
            outcome=IncidentOutcome.RECOVERED,
        )  # fmt: skip
    told = (
        "Recovered: 5 of 5 still here (range 57–100 %). No incident: 5 of 5 (57–100 %)."
        " Too few to tell apart."
    )
    qtbot.waitUntil(lambda: {told, research_words()} <= set(texts(part)))


def test_how_one_works_and_ones_own_days_are_told_once_there_are_three(qtbot, journal, part):
    for number in range(3):
        an_incident(
            journal, a_client(journal, f"C{number}"), received_at=AT, own_load=5, own_mood=2,
            outcome=IncidentOutcome.RECOVERED_STRONGER, state=IncidentState.CLOSED, process_gap="No list",
            cost_minutes=90, cost_minor=10_000, currency="NOK",
        )  # fmt: skip
    wanted = {
        "3 of 3 came on days you noted as full.",
        "3 of 3 came on days you noted as bad ones.",
        "3 of 3 that have ended were recovered. 3 of them stand stronger than before."
        " That took 4 h 30 min and NOK 300 in all.",
        "3 gaps found; 0 led to a change.",
    }
    qtbot.waitUntil(lambda: wanted <= set(texts(part)))


@pytest.fixture
def hit_twice(journal):
    client = a_client(journal, "Byggmester Rognan")
    an_incident(journal, client, received_at=AT, title="Ventetid", client_words="Da må du si fra.")
    an_incident(
        journal, client, received_at=AT - timedelta(days=60), title="Feil nummer", remedy="Rettet",
        state=IncidentState.CLOSED, outcome=IncidentOutcome.RECOVERED,
    )  # fmt: skip
    return client


def test_the_card_tells_both_stories(qtbot, journal, hit_twice):
    card = RepeatCard()
    qtbot.add_widget(card)
    card.show_repeat(repeat(journal, hit_twice, TODAY), TODAY)
    told = " ".join(texts(card))
    assert "Ventetid · 10 Mar" in told
    assert "Da må du si fra." in told
    assert "Mended by: Rettet" in told
    card.show_repeat(None, TODAY)
    assert card.isHidden()


def test_a_story_of_many_words_leaves_the_card_small(qtbot, journal):
    client = a_client(journal)
    for _number in range(2):
        an_incident(
            journal,
            client,
            received_at=AT,
            title="",
            client_words="so\n" * 20_000,
            answer_doing="it " * 20_000,
        )
    card = RepeatCard()
    qtbot.add_widget(card)
    card.show_repeat(repeat(journal, client, TODAY), TODAY)
    card.resize(500, 10)
    assert card.layout().heightForWidth(500) < 400
    assert any(text.startswith("Mended by: it it") for text in texts(card))


def test_it_is_read_before_a_talk_is_logged(qtbot, journal, hit_twice):
    window = QWidget()
    qtbot.add_widget(window)
    dialog = open_quick_log(window, journal, lambda: NOON, client_id=hit_twice)
    assert not dialog.fields.repeat.isHidden()
    dialog.choose_client(a_client(journal, "Another"))
    assert dialog.fields.repeat.isHidden()


def test_it_stands_on_the_call_of_the_morning(journal, hit_twice):
    (one,) = [call for call in today_view(journal, NOON).calls if call.call.client_id == hit_twice]
    assert one.repeat is not None
    assert len(one.repeat.stories) == 2
