"""The dialog for what a client answered to a report: to the log, to a call and to the agreement."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.core.contacts import Answer, Kind
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import reports
from retention_journal.services.kpis import agreements
from retention_journal.services.planned_calls import planned_calls
from retention_journal.services.report_answers import GoalsVerdict, ReportAnswer, answer, answer_of
from retention_journal.services.status import status_report
from retention_journal.settings import Settings, Theme
from retention_journal.ui import theme
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.report_answer import ReportAnswerDialog
from tests.services.kpi_samples import harbour

SEPTEMBER, AUGUST = month_of(date(2025, 9, 1)), month_of(date(2025, 8, 1))
SENT, NOW = datetime(2025, 10, 14, 15, 20), datetime(2025, 10, 16, 9, 5)


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def client(journal):
    return harbour(journal)


@pytest.fixture
def told():
    return []


@pytest.fixture
def ask(qtbot, journal, client, told):
    over = QWidget()
    qtbot.add_widget(over)
    over.resize(1000, 800)
    over.show()

    def open_for(period=SEPTEMBER):
        rows = [one for one in reports(journal, client) if one.period == period]
        if not rows:
            report = status_report(journal, client, period, today=SENT.date(), draft=False)
            issue(journal, client, report, pdf_bytes=b"%PDF", now=SENT, reviewed_now=True, follow_up=False)
            rows = [one for one in reports(journal, client) if one.period == period]
        dialog = ReportAnswerDialog(journal, rows[0], lambda: NOW, over, told=told.append)
        dialog.open()
        return dialog

    return open_for


def keep(qtbot, dialog):
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)


def the_answer(journal):
    return answer_of(journal, reports(journal)[0].report_id)


def test_an_answer_is_typed_and_stands_in_the_log(qtbot, journal, ask, told):
    dialog = ask()
    qtbot.keyClicks(dialog.words, "Clear, thank you.")
    dialog.channel.button(Kind.CALL).click()
    dialog.on.line.setText("2025-10-15")
    qtbot.keyClick(dialog.all_ok, Qt.Key.Key_Y)
    dialog.goals.button(GoalsVerdict.RIGHT).click()
    keep(qtbot, dialog)
    assert the_answer(journal) == ReportAnswer(
        "Clear, thank you.", Kind.CALL, date(2025, 10, 15), GoalsVerdict.RIGHT, Answer.YES
    )
    assert told == ["The answer is in the log."]
    assert journal.undo_label == "Note an answer to a report"


def test_the_answer_that_was_kept_is_shown_and_changed(qtbot, journal, ask, told):
    ask().close()
    number = reports(journal)[0].report_id
    kept = ReportAnswer(
        "Hm.", Kind.MESSAGE, date(2025, 10, 15), GoalsVerdict.NEARLY, else_answer=Answer.YES,
        else_to_help="Flats",
    )  # fmt: skip
    first = answer(journal, number, kept, now=NOW)
    dialog = ask()
    assert (dialog.words.cleaned(), dialog.channel.value(), dialog.on.day()) == (
        "Hm.", Kind.MESSAGE, date(2025, 10, 15),
    )  # fmt: skip
    assert (dialog.goals.value(), dialog.other.value()) == (GoalsVerdict.NEARLY, Answer.YES)
    assert dialog.what_else.isVisible()
    dialog.words.setPlainText("Right.")
    keep(qtbot, dialog)
    assert the_answer(journal).words == "Right."
    assert answer(journal, number, kept, now=NOW) == first


def test_what_else_is_asked_only_where_there_is_something_else(ask):
    dialog = ask()
    assert not dialog.what_else.isVisible()
    dialog.other.set_value(Answer.YES)
    assert dialog.what_else.isVisible()
    dialog.what_else.setText("Flats")
    dialog.other.set_value(Answer.NO)
    assert not dialog.what_else.isVisible()


def test_what_is_wrong_stands_at_its_field(qtbot, journal, ask):
    dialog = ask()
    keep(qtbot, dialog)
    assert "Write what they said" in dialog.form.field("words").error()
    qtbot.keyClicks(dialog.words, "Thank you.")
    dialog.on.line.setText("2025-10-01")
    keep(qtbot, dialog)
    assert dialog.form.field("on").error() == "The report was sent on 14 October 2025."
    dialog.on.line.setText("someday")
    keep(qtbot, dialog)
    assert "not a day" in dialog.form.field("on").error()
    assert dialog.isVisible()
    assert reports(journal)[0].state is ReportState.ISSUED


def test_everything_emptied_takes_the_answer_back(qtbot, journal, ask, told):
    dialog = ask()
    qtbot.keyClicks(dialog.words, "Thank you.")
    keep(qtbot, dialog)
    dialog = ask()
    dialog.words.clear()
    keep(qtbot, dialog)
    assert told[-1] == "The answer was taken back."
    assert reports(journal)[0].state is ReportState.ISSUED


def test_goals_that_are_not_right_put_a_call_on_the_list(qtbot, journal, ask):
    dialog = ask()
    dialog.goals.button(GoalsVerdict.NOT_RIGHT).click()
    keep(qtbot, dialog)
    assert [call.asked_by_client for call in planned_calls(journal, NOW.date())] == [True]


def test_a_quarterly_answer_opens_the_agreement_with_what_they_said(qtbot, journal, client, ask, told):
    dialog = ask()
    assert not dialog.agree.isChecked()
    key, field = next(iter(dialog.importance.items()))
    field.button(4).click()
    assert dialog.agree.isChecked()
    qtbot.keyClicks(dialog.words, "Enquiries count more now.")
    over = dialog.parentWidget()
    keep(qtbot, dialog)
    draft = agreements(journal, client)[0]
    assert draft.status is AgreementStatus.DRAFT
    assert {line.line_key: line.importance_client for line in draft.lines}[key] == 4
    form = over.findChild(AgreeDialog)
    assert form.step is Step.GOALS
    assert [line.importance_client for line in form.goals.drafted() if line.line_key == key] == [4]
    form.close()
    journal.undo()
    assert agreements(journal, client)[0].status is AgreementStatus.AGREED
    assert the_answer(journal) is None


def test_figures_without_the_tick_change_no_agreement(qtbot, journal, client, ask):
    dialog = ask()
    next(iter(dialog.importance.values())).button(4).click()
    dialog.agree.setChecked(False)
    qtbot.keyClicks(dialog.words, "Thank you.")
    keep(qtbot, dialog)
    assert agreements(journal, client)[0].status is AgreementStatus.AGREED


def test_a_report_in_the_middle_of_a_quarter_asks_nothing_of_the_agreement(ask):
    assert ask(AUGUST).importance == {}


def test_every_field_is_reached_by_the_keyboard_and_named(ask):
    dialog = ask()
    for field in (dialog.words, dialog.on.line, dialog.what_else):
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert field.accessibleName()
    for group in (dialog.channel, dialog.goals, *dialog.importance.values()):
        assert group.accessibleName()
