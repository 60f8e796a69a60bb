"""Both sides: what is for oneself comes first, their side is saved as one writes, facts are ticked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from retention_journal.core.incidents import IncidentKind, Verdict
from retention_journal.core.promises import PromiseState
from retention_journal.services.answer_desk import facts
from retention_journal.services.arguments import ArgumentEntry, add_argument, arguments
from retention_journal.services.incident_feelings import Feelings, feelings, save_feelings
from retention_journal.services.incidents import incident, save_words, trash_incident
from retention_journal.ui.layouts import scrolled
from retention_journal.ui.pages.complaint_sides import SidesStep
from retention_journal.ui.pages.complaint_steps_bar import ANSWER
from tests.builders import a_client, a_person, a_promise, an_incident

NOW = datetime(2026, 10, 14, 9, 0)
CAME = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
WORDS = "Vi ventet elleve dager på å få byttet to bilder."


@pytest.fixture
def client(journal):
    return a_client(journal, "Byggmester Rognan", language="nb")


@pytest.fixture
def complaint(journal, client):
    tor = a_person(journal, client, "Tor Rognan")
    a_promise(
        journal, client, "Bytte to bilder", made_on=date(2026, 10, 2), due_at=datetime(2026, 10, 12, 23, 59)
    )
    a_promise(journal, client, "Forslag til tilbygg", made_on=date(2026, 10, 5))
    return an_incident(
        journal, client, received_at=CAME, kind=IncidentKind.SLOW_RESPONSE, title="", client_words=WORDS,
        reported_by=tor,
    )  # fmt: skip


@pytest.fixture
def step(qtbot, journal, complaint):
    made = SidesStep(journal, lambda: NOW)
    pane = scrolled(made)
    made.pane = pane
    qtbot.addWidget(pane)
    pane.resize(960, 800)
    made.listener = lambda _changed: made.show_incident(incident(journal, made.incident.incident_id))
    journal.on_change(made.listener)
    made.show_incident(incident(journal, complaint))
    pane.show()
    return made


def kept(journal, complaint):
    return incident(journal, complaint)


def test_the_private_page_is_first_until_it_was_used(qtbot, journal, step, complaint):
    assert step.door_is_first()
    assert step.door.y() < step.columns.y()
    step.take_focus()
    qtbot.keyClicks(step.door.words, "Three evenings for nothing")
    step.door.keep()
    assert feelings(journal, complaint).words == "Three evenings for nothing"
    assert step.door_is_first(), "it does not move while one writes"
    step.hide()
    step.show()
    assert not step.door_is_first()
    assert step.isAncestorOf(step.door)


def test_there_may_be_nothing_to_leave(qtbot, journal, step, complaint):
    qtbot.mouseClick(step.door.nothing, Qt.MouseButton.LeftButton)
    assert feelings(journal, complaint) == Feelings(waived=True)
    qtbot.keyClicks(step.door.words, "Well")
    step.door.keep()
    assert feelings(journal, complaint) == Feelings("Well")
    assert step.door.nothing.isHidden()


def test_own_load_and_mood_are_optional_and_taken_back_by_a_second_click(qtbot, journal, step, complaint):
    step.door.load.button(4).click()
    step.door.mood.button(2).click()
    assert feelings(journal, complaint) == Feelings(own_load=4, own_mood=2)
    step.door.load.button(4).click()
    assert feelings(journal, complaint) == Feelings(own_mood=2)


def test_questions_name_who_said_it(step):
    assert step.asked["right_about"].widget.accessibleName() == "What is Tor right about?"
    assert step.asked["would_put_right"].widget.accessibleName() == "What would put it right, in Tor’s eyes?"


def test_their_side_is_saved_as_one_writes_each_time_one_undo(qtbot, journal, step, complaint):
    qtbot.keyClicks(step.right_about, "Elleve dager er for lenge.")
    qtbot.waitUntil(
        lambda: kept(journal, complaint).right_about == "Elleve dager er for lenge.", timeout=5_000
    )
    qtbot.keyClicks(step.expected, "Samme uke.")
    step.expected.clearFocus()
    step.keep()
    assert kept(journal, complaint).expected == "Samme uke."
    assert journal.undo() == "Write about a complaint"
    assert step.expected.toPlainText() == ""
    assert step.right_about.toPlainText() == "Elleve dager er for lenge."


def test_verdicts_and_what_was_never_agreed_are_kept_at_once(journal, step, complaint):
    step.is_right.button(Verdict.PARTLY).click()
    step.fault.button(Verdict.YES).click()
    step.never_agreed.click()
    one = kept(journal, complaint)
    assert (one.client_is_right, one.our_fault, one.never_agreed) == (Verdict.PARTLY, Verdict.YES, True)
    step.fault.button(Verdict.YES).click()
    assert kept(journal, complaint).our_fault is Verdict.UNKNOWN


def test_what_is_being_typed_is_not_overwritten_by_what_happens_elsewhere(qtbot, journal, step, complaint):
    qtbot.keyClicks(step.their_side, "Jeg må mase")
    save_words(journal, complaint, remedy="Bildene")
    assert step.their_side.toPlainText() == "Jeg må mase"
    step.keep()
    assert kept(journal, complaint).their_side == "Jeg må mase"


def test_another_complaint_takes_along_what_was_typed(qtbot, journal, step, client, complaint):
    other = an_incident(journal, client, received_at=CAME, title="Another", client_words="")
    qtbot.keyClicks(step.right_about, "Mye")
    step.show_incident(incident(journal, other))
    assert kept(journal, complaint).right_about == "Mye"
    assert step.right_about.toPlainText() == ""
    assert not step.no_words.isHidden()


def test_a_text_that_cannot_be_kept_stays_in_its_field(qtbot, journal, step, complaint):
    one = kept(journal, complaint)
    journal.stop_telling(step.listener)
    trash_incident(journal, complaint, now=NOW)
    qtbot.keyClicks(step.right_about, "Nowhere to go")
    step.keep()
    assert "is not in the journal" in step.problem.text()
    journal.undo()
    step.show_incident(one)
    assert step.right_about.toPlainText() == "Nowhere to go"
    went = []
    step.go_to.connect(went.append)
    step.go_on()
    assert (went, kept(journal, complaint).right_about) == ([ANSWER], "Nowhere to go")


def test_facts_are_ticked_and_say_why_they_stand_there(qtbot, journal, step, complaint):
    near = next(line for line in step.facts.lines if line.fact.key.startswith("promise"))
    assert near.tick.isChecked()
    assert near.toolTip() == "Both say “byttet”."
    far = next(line for line in step.facts.lines if line.fact.text.startswith("Forslag"))
    assert far.detail.text() == "True, but not what Tor asked about."
    far.tick.setFocus()
    qtbot.keyClick(far.tick, Qt.Key.Key_Space)
    chosen = {fact.key for fact in facts(journal, kept(journal, complaint), now=NOW) if fact.is_chosen}
    assert {near.fact.key, far.fact.key} <= chosen
    again = next(line for line in step.facts.lines if line.fact.key == far.fact.key)
    assert again.tick.isChecked()
    assert again.tick.hasFocus()


def test_a_fact_leads_to_where_it_stands(qtbot, step):
    opened = []
    step.open_record.connect(lambda kind, number: opened.append((kind, number)))
    line = step.facts.lines[0]
    qtbot.mouseClick(line.source, Qt.MouseButton.LeftButton)
    assert opened == [(line.fact.source.type, line.fact.source.id)]


def test_the_chart_shows_once_there_are_four_small_requests(journal, step, client):
    assert step.chart.isHidden()
    for day in (1, 4, 8, 11):
        a_promise(
            journal, client, f"Small {day}", made_on=date(2026, 9, day), is_small_request=True,
            state=PromiseState.KEPT, delivered_at=datetime(2026, 9, day + 5, 12),
        )  # fmt: skip
    assert not step.chart.isHidden()
    assert len(step.chart.chart.points()) == 4


def test_an_objection_is_written_settled_moved_and_taken_away(qtbot, journal, step, complaint):
    add = step.objections
    qtbot.keyClicks(add.new, "Dere svarer aldri.")
    qtbot.keyClick(add.new, Qt.Key.Key_Return)
    qtbot.keyClicks(add.new, "Andre er raskere.")
    qtbot.keyClick(add.new, Qt.Key.Key_Return)
    assert [card.state.text() for card in add.cards] == ["Wants evidence, or a yes from you"] * 2
    (take, *_rest) = add.cards[0].menu().actions()
    take.trigger()
    assert add.cards[0].state.text() == "There is evidence"
    add.cards[1].conceded.click()
    assert add.cards[1].state.text() == "Conceded"
    assert all(row.is_settled for row in arguments(journal, complaint))
    add.cards[1].up.click()
    assert [row.entry.objection for row in arguments(journal, complaint)] == [
        "Andre er raskere.",
        "Dere svarer aldri.",
    ]
    assert add.cards[0].down.hasFocus()
    said = []
    step.undoable.connect(said.append)
    add.cards[0].away.click()
    assert (said, len(add.cards)) == (["Objection taken away."], 1)


def test_an_objection_that_was_typed_and_not_added_is_not_lost(qtbot, journal, step, complaint):
    qtbot.keyClicks(step.objections.new, "And the price?")
    step.go_on()
    assert [row.entry.objection for row in arguments(journal, complaint)] == ["And the price?"]


def test_letters_typed_in_one_objection_survive_another_one(qtbot, journal, step, complaint):
    add_argument(journal, complaint, ArgumentEntry("One"))
    qtbot.keyClicks(step.objections.cards[0].reply, "You are right")
    add_argument(journal, complaint, ArgumentEntry("Two"))
    assert [row.entry.reply for row in arguments(journal, complaint)] == ["You are right", ""]


def test_the_button_goes_on_to_the_answer(journal, step):
    went = []
    step.go_to.connect(went.append)
    assert step.primary() == "Go on to the answer"
    step.go_on()
    assert went == [ANSWER]


def test_a_field_shows_all_its_lines_also_when_the_window_gets_narrower(qtbot, journal, step, complaint):
    save_words(journal, complaint, right_about="Elleve dager er for lenge, og jeg svarte bare én gang. " * 2)
    step.pane.resize(720, 800)
    qtbot.waitUntil(lambda: step.width() < 740, timeout=2_000)
    field = step.right_about
    lines = field.document().size().height()
    assert lines > 2
    room = lines * field.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: field.viewport().height() >= room, timeout=2_000)


def test_in_a_narrow_window_it_is_one_column(qtbot, journal, step, complaint):
    save_feelings(journal, complaint, Feelings(waived=True))
    step.pane.resize(640, 800)
    qtbot.waitUntil(step.columns.is_folded, timeout=2_000)
    assert step.minimumSizeHint().width() <= 640
