from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.kpis import (
    AgreedHow,
    AgreementStatus,
    GoalDirection,
    ImportanceSource,
    LineKind,
    Period,
)
from retention_journal.services.kpis import agreements, current_agreement, keep_draft
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.goal_card import Measure
from retention_journal.ui.dialogs.person_form import PersonForm
from retention_journal.ui.pages.kpi_parts import version_note
from tests.builders import a_client, a_person, an_incident
from tests.services.kpi_samples import FORMS, PLACE, WORDS, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)
TODAY = NOON.date()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def bare(journal):
    client = a_client(journal, "Bare Ltd", language="en")
    a_person(journal, client, "Tom Hale")
    return client


def opened(journal, client, window, **values):
    dialog = AgreeDialog(journal, client, lambda: NOON, window, **values)
    dialog.open()
    return dialog


def write_goal(card, name, target, measure=Measure.HIGHER, unit=""):
    card.name.setText(name)
    card.measure.set_value(measure)
    card.target.setText(target)
    card.unit.setText(unit)


def test_a_first_agreement_goes_from_their_words_to_a_yes(qtbot, journal, bare, window):
    dialog = opened(journal, bare, window)
    told = []
    dialog.undoable.connect(told.append)
    dialog.ask.words.setPlainText(WORDS)
    dialog.accept()
    assert dialog.step is Step.GOALS
    write_goal(dialog.goals.cards[0], "Small changes done", "2", Measure.PROMPT)
    dialog.goals.add_button.click()
    write_goal(dialog.goals.cards[1], "Enquiries", "40")
    dialog.accept()
    assert dialog.step is Step.SCOPE
    dialog.scope.nothing.setChecked(True)
    dialog.accept()
    assert dialog.step is Step.CONFIRM
    assert (
        "1. Small changes done: within 2 working days, counted every month (your own goal)"
        in dialog.confirm.text()
    )
    dialog.accept()
    version = current_agreement(journal, bare, TODAY)
    small, enquiries = version.lines
    assert (version.client_words, version.agreed_by_name, version.agreed_how) == (
        WORDS,
        "Tom Hale",
        AgreedHow.CALL,
    )
    assert (version.agreed_on, version.review_on) == (TODAY, date(2026, 1, 14))
    assert (small.kind, small.turnaround_days, small.importance_client) == (
        LineKind.EXPECTATION,
        Decimal(2),
        5,
    )
    assert small.importance_source is ImportanceSource.SAID
    assert (enquiries.target, enquiries.importance_source) == (Decimal(40), ImportanceSource.ASSUMED)
    assert told == ["Agreed with Bare Ltd."]
    journal.undo()
    assert agreements(journal, bare) == []


def test_the_next_step_opens_only_when_they_were_asked_or_it_is_said_that_they_were_not(
    journal, bare, window
):
    dialog = opened(journal, bare, window)
    dialog.accept()
    assert dialog.step is Step.ASK
    assert "Not asked yet" in dialog.ask.form.field("client_words").error()
    dialog.ask.not_asked.setChecked(True)
    dialog.accept()
    assert dialog.step is Step.GOALS


def test_the_steps_themselves_keep_to_that_too(qtbot, journal, bare, window):
    dialog = opened(journal, bare, window)
    qtbot.mouseClick(dialog.steps.button(Step.CONFIRM), Qt.MouseButton.LeftButton)
    assert dialog.step is Step.ASK
    assert dialog.ask.isVisible()


def test_agree_again_opens_with_the_old_values_and_makes_the_next_version(journal, window):
    client = harbour(journal)
    dialog = opened(journal, client, window)
    assert dialog.ask.words.toPlainText() == WORDS
    assert [card.name.text() for card in dialog.goals.cards] == [
        "Enquiries from the form", "Visits from search", PLACE.name, "Small changes done",
    ]  # fmt: skip
    dialog.goals.cards[0].target.setText("60")
    dialog.goals.cards[1].remove.click()
    dialog.go_to(Step.CONFIRM)
    dialog.confirm.reason.setText("Three surveyors now")
    dialog.accept()
    third, second, _first = agreements(journal, client)
    assert (third.version, third.valid_from, third.change_reason) == (3, TODAY, "Three surveyors now")
    assert (second.status, second.valid_to) == (AgreementStatus.SUPERSEDED, date(2025, 10, 13))
    assert third.lines[0].line_key == second.lines[0].line_key
    assert [line.target for line in third.lines] == [Decimal(60), Decimal(5), Decimal(2)]


def test_closing_keeps_what_was_written_as_a_draft(journal, bare, window):
    dialog = opened(journal, bare, window)
    dialog.ask.words.setPlainText(WORDS)
    write_goal(dialog.goals.cards[0], "Enquiries", "lots")
    dialog.reject()
    (draft,) = agreements(journal, bare)
    assert (draft.status, draft.client_words) == (AgreementStatus.DRAFT, WORDS)
    assert [(line.name, line.target) for line in draft.lines] == [("Enquiries", None)]
    again = opened(journal, bare, window)
    assert again.ask.words.toPlainText() == WORDS
    assert again.goals.cards[0].name.text() == "Enquiries"


def test_closing_without_a_change_keeps_nothing(journal, bare, window):
    opened(journal, bare, window).reject()
    assert agreements(journal, bare) == []
    client = harbour(journal)
    opened(journal, client, window).reject()
    assert len(agreements(journal, client)) == 2


def test_a_draft_is_agreed_when_somebody_says_yes(journal, bare, window):
    keep_draft(journal, bare, an_entry(FORMS, by=None, on=None), today=TODAY)
    dialog = opened(journal, bare, window)
    dialog.go_to(Step.CONFIRM)
    dialog.confirm.by.set_value(None)
    dialog.accept()
    assert dialog.confirm.form.field("agreed_by").error() == "Say who agreed. Until then, keep it as a draft."
    dialog.confirm.by.setCurrentIndex(1)
    dialog.accept()
    assert [old.status for old in agreements(journal, bare)] == [AgreementStatus.AGREED]


@pytest.mark.parametrize(
    ("field", "text", "where"),
    [("target", "many", "target"), ("name", "Visits from search", "name")],
)
def test_what_is_wrong_with_a_goal_is_shown_in_its_card(journal, window, field, text, where):
    dialog = opened(journal, harbour(journal), window)
    card = dialog.goals.cards[0] if field == "target" else dialog.goals.cards[3]
    getattr(card, field).setText(text)
    dialog.go_to(Step.CONFIRM)
    dialog.accept()
    assert dialog.step is Step.GOALS
    assert card.form.isVisible()
    assert card.form.field(where).error()


def test_a_day_that_is_none_is_shown_at_its_field(journal, window):
    dialog = opened(journal, harbour(journal), window)
    dialog.go_to(Step.CONFIRM)
    dialog.confirm.valid_from.line.setText("31 September")
    dialog.accept()
    assert dialog.confirm.form.field("valid_from").error()
    assert dialog.isVisible()


def test_no_goal_at_all_is_said_above_the_cards(journal, bare, window):
    dialog = opened(journal, bare, window)
    dialog.ask.not_asked.setChecked(True)
    dialog.go_to(Step.CONFIRM)
    dialog.accept()
    assert dialog.step is Step.GOALS
    assert current_agreement(journal, bare, TODAY) is None


def test_who_was_asked_and_when_is_taken_over_to_the_yes_until_said_otherwise(journal, window):
    client = a_client(journal, "Bare Ltd")
    a_person(journal, client, "Tom Hale")
    kari = a_person(journal, client, "Kari Vik", is_primary=False)
    dialog = opened(journal, client, window)
    dialog.ask.not_asked.setChecked(True)
    dialog.ask.by.set_value(kari)
    dialog.ask.on.set_day(date(2025, 10, 3))
    dialog.ask.how.set_value(AgreedHow.MEETING)
    dialog.go_to(Step.CONFIRM)
    said = dialog.confirm
    assert (said.by.value(), said.on.day(), said.how.value()) == (kari, date(2025, 10, 3), AgreedHow.MEETING)
    assert (said.valid_from.day(), said.review.day()) == (date(2025, 10, 3), date(2026, 1, 3))


def test_a_range_asks_for_both_ends(journal, bare, window):
    dialog = opened(journal, bare, window)
    dialog.ask.not_asked.setChecked(True)
    dialog.go_to(Step.GOALS)
    card = dialog.goals.cards[0]
    write_goal(card, "Stock", "10", Measure.RANGE)
    card.measure.chosen.emit(Measure.RANGE)
    assert card.high.isVisible()
    dialog.go_to(Step.CONFIRM)
    dialog.accept()
    assert card.form.field("target_high").error()
    card.high.setText("20")
    card.period.set_value(Period.QUARTER)
    dialog.go_to(Step.CONFIRM)
    dialog.accept()
    (line,) = current_agreement(journal, bare, TODAY).lines
    assert (line.direction, line.target, line.target_high) == (GoalDirection.RANGE, Decimal(10), Decimal(20))
    assert line.period is Period.QUARTER


def test_the_text_can_be_copied(qtbot, journal, window):
    dialog = opened(journal, harbour(journal), window)
    dialog.go_to(Step.CONFIRM)
    qtbot.mouseClick(dialog.confirm.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().startswith("What we agreed, Harbour & Hale Surveyors\n")
    assert dialog.confirm.copy.text() == "Copied"


def test_a_card_closes_when_another_opens_and_says_its_goal_in_a_line(journal, window):
    dialog = opened(journal, harbour(journal), window)
    dialog.go_to(Step.GOALS)
    first, second = dialog.goals.cards[:2]
    first.edit.click()
    assert first.form.isVisible()
    second.edit.click()
    assert not first.form.isVisible()
    assert second.form.isVisible()


def test_the_whole_dialog_has_names_for_those_who_do_not_see_it(journal, window):
    dialog = opened(journal, harbour(journal), window)
    for step in Step:
        dialog.go_to(step)
        for widget in dialog.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
                named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert (
                    named
                    or widget.parent().accessibleName()
                    or not widget.metaObject()
                    .className()
                    .startswith(("LineField", "TextField", "Choice", "Button"))
                ), widget


def test_who_agrees_can_be_added_on_the_way(qtbot, journal, window):
    alone = a_client(journal, "Alone Ltd")
    dialog = opened(journal, alone, window)
    dialog.ask.words.setPlainText(WORDS)
    dialog.ask.add_person.click()
    form = dialog.findChild(PersonForm)
    form.name.setText("Ada Byron")
    form.accept()
    dialog.accept()
    write_goal(dialog.goals.cards[0], "Enquiries", "40")
    dialog.accept()
    dialog.scope.nothing.setChecked(True)
    dialog.accept()
    dialog.accept()
    assert current_agreement(journal, alone, TODAY).agreed_by_name == "Ada Byron"


def test_what_it_is_agreed_after_is_chosen_where_something_went_wrong(journal, window):
    client = harbour(journal)
    heard = datetime(2025, 10, 3, 9, 0).astimezone(UTC)
    an_incident(journal, client, received_at=heard, title="Waited for pictures")
    dialog = opened(journal, client, window, step=Step.CONFIRM)
    happened = dialog.confirm.happened
    assert [happened.itemText(n) for n in range(happened.count())] == [
        "Nothing in particular", "“Waited for pictures” (3 October)",
    ]  # fmt: skip
    assert happened.isVisible()
    happened.setCurrentIndex(1)
    dialog.reject()  # kept as a draft
    again = opened(journal, client, window, step=Step.CONFIRM)
    assert again.confirm.happened.currentIndex() == 1
    again.accept()
    held = current_agreement(journal, client, TODAY)
    assert held.after.title == "Waited for pictures"
    assert "14 October 2025, after “Waited for pictures” (3 October)" in version_note(held)


def test_where_nothing_went_wrong_it_is_not_asked_about(journal, window):
    client = harbour(journal)
    dialog = opened(journal, client, window, step=Step.CONFIRM)
    assert "incident" not in dialog.confirm.form.widgets()
    assert not dialog.confirm.happened.isVisible()
    dialog.reject()
