"""Looking back on a loss in the window: five steps by keyboard, left and taken up again, then closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.incidents import CauseKind, Locus, Verdict, Whose
from retention_journal.core.known_before import KnownKind
from retention_journal.core.lessons import Effect, PostMortemForm, PostMortemState
from retention_journal.core.losses import LossKind, LossReason
from retention_journal.services.actions import (
    ActionEntry,
    action,
    actions_of_post_mortem,
    add_action,
    do_action,
)
from retention_journal.services.causes import CauseEntry, add_loss_cause, loss_causes
from retention_journal.services.closings import mark_lost
from retention_journal.services.lessons import add_lesson
from retention_journal.services.post_mortems import (
    PrivatePage,
    begin,
    finish,
    post_mortem,
    private_page,
    save,
    save_private_page,
)
from retention_journal.services.reflections import ClosingEntry, LossEntry, edit_loss, reflection_of
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.action_form import ActionForm
from retention_journal.ui.dialogs.cause_form import CauseForm
from retention_journal.ui.dialogs.effect_form import EffectForm
from retention_journal.ui.dialogs.keeping_claim_form import KeepingClaimForm
from retention_journal.ui.dialogs.lesson_sheet_form import LessonSheetDialog
from retention_journal.ui.dialogs.timeline_note_form import TimelineNoteForm
from retention_journal.ui.pages.client_reflection import ReflectionTab
from retention_journal.ui.pages.post_mortem import PostMortemPage
from retention_journal.ui.pages.post_mortem_short import ShortStep
from retention_journal.ui.pages.post_mortem_steps_bar import (
    AGAIN,
    HAPPENED,
    LESSONS,
    LOOK_BACK,
    PRIVATE,
    TALK,
)
from retention_journal.ui.pages.reflection_parts import LossBlock
from tests.builders import NOON, TODAY, a_call, a_client

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WEEK = timedelta(days=7)


class Clock:
    """What time it is, to be moved on."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def loss(journal):
    client = a_client(journal, "Nordvik", start_date=TODAY - timedelta(days=800))
    entry = LossEntry(TODAY, their_words="A cheaper offer", primary_reason=LossReason.PRICE_OR_BUDGET)
    return mark_lost(journal, client, entry, ClosingEntry(held_on=TODAY), today=TODAY)


@pytest.fixture
def page(qtbot, journal, clock):
    page = PostMortemPage(journal, clock)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    return page


def shown(page, loss, step=None):
    page.open_place(loss_id=loss, **({} if step is None else {"step": step}))
    page.show()
    page.take_focus()
    return page


def press(window: QWidget, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def written(window: QWidget, text: str) -> None:
    """Write where the focus is."""
    QTest.keyClicks(QApplication.focusWidget() or window, text)


def tab_to(window: QWidget, field: QWidget, most: int = 60) -> None:
    """Go to ``field`` with Tab alone."""
    for _time in range(most):
        if QApplication.focusWidget() is field:
            return
        press(window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {field.accessibleName() or field}")


def opened(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    dialog = next(one for one in window.findChildren(kind) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    return dialog


def name_a_cause(qtbot, desk, step, locus, whose, evidence):
    tab_to(desk, step.causes.add)
    press(desk, Qt.Key.Key_Space)
    dialog = opened(qtbot, desk, CauseForm)
    dialog.locus.set_value(locus)
    dialog.whose.set_value(whose)
    tab_to(desk, dialog.evidence)
    written(desk, evidence)
    press(desk, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)


def test_a_loss_is_looked_back_on_to_the_end_and_closed_a_week_later_by_keyboard_alone(
    qtbot, journal, tmp_path, loss, clock
):
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), clock)
    qtbot.addWidget(desk)
    desk.resize(1440, 900)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.open_post_mortem(loss)
    page = desk.page("post_mortem")
    assert page.step_number() == HAPPENED

    press(desk, Qt.Key.Key_Return, CTRL)
    assert page.step_number() == TALK
    press(desk, Qt.Key.Key_Return, CTRL)
    assert page.step_number() == LOOK_BACK
    step = page.step()
    for name, words in (("differently", "Called sooner"), ("seen_earlier", "In May"), ("come_along", "No")):
        tab_to(desk, step.questions.questions[name].words)
        written(desk, words)
    name_a_cause(qtbot, desk, step, Locus.SITUATION, Whose.THEIRS, "A new owner")
    name_a_cause(qtbot, desk, step, Locus.PERSON, Whose.OURS, "Six weeks without a call")

    press(desk, Qt.Key.Key_Return, CTRL)
    assert page.step_number() == LESSONS
    assert post_mortem(journal, loss).differently == "Called sooner"
    written(desk, "Next time I will call the new contact")
    press(desk, Qt.Key.Key_Tab)
    tab_to(desk, page.step().to_do.add)
    press(desk, Qt.Key.Key_Space)
    form = opened(qtbot, desk, ActionForm)
    written(desk, "Call every new contact")
    tab_to(desk, form.done_when)
    written(desk, "Two calls are logged")
    press(desk, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not form.isVisible())
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    press(desk, Qt.Key.Key_Return, CTRL)

    assert page.step_number() == AGAIN
    assert page.go_button.text() == "Written to the end"
    press(desk, Qt.Key.Key_Return, CTRL)
    view = post_mortem(journal, loss)
    assert view.state is PostMortemState.IN_REVIEW
    assert view.reread_on == TODAY + WEEK

    clock.now = NOON + WEEK
    desk.go_to("lessons")
    desk.open_post_mortem(loss, AGAIN)
    page.make_stale()
    press(desk, Qt.Key.Key_Return, CTRL)
    assert post_mortem(journal, loss).state is PostMortemState.CLOSED
    desk.finish()


def test_it_is_taken_up_where_one_stopped(page, qtbot, journal, loss):
    save(journal, loss, differently="Yes")
    shown(page, loss, LOOK_BACK)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(page, Qt.Key.Key_Down, ALT)
    assert page.step_number() == LESSONS
    with_another = PostMortemPage(journal, lambda: NOON)
    try:
        shown(with_another, loss)
        assert with_another.step_number() == LESSONS
    finally:
        with_another.close()
        with_another.deleteLater()


def test_stop_for_today_saves_what_is_typed_and_leaves(page, qtbot, journal, loss):
    shown(page, loss, LOOK_BACK)
    page.step().well.went_well.setPlainText("They thanked us")
    with qtbot.waitSignal(page.lost_list_wanted):
        page.stop_button.click()
    assert post_mortem(journal, loss).went_well == "They thanked us"


def test_what_was_undone_is_shown_as_it_was(page, journal, loss):
    shown(page, loss, LOOK_BACK)
    words = page.step().questions.questions["differently"].words
    words.setPlainText("Called sooner")
    page.keep()
    journal.undo()
    assert words.toPlainText() == ""
    journal.redo()
    assert words.toPlainText() == "Called sooner"


def test_an_answer_taken_back_is_no_answer(page, journal, loss):
    shown(page, loss, LOOK_BACK)
    button = page.step().questions.questions["come_along"].answer.button(Verdict.PARTLY)
    button.click()
    assert post_mortem(journal, loss).could_come_along is Verdict.PARTLY
    button.click()
    assert post_mortem(journal, loss).could_come_along is Verdict.UNKNOWN


def test_the_private_page_is_reached_from_every_step_and_is_folded_again_when_it_is_left(page, journal, loss):
    save_private_page(journal, loss, PrivatePage("It hurts"))
    shown(page, loss, LESSONS)
    page.steps.private.click()
    assert page.step_number() == PRIVATE
    private = page.step()
    assert private.page.is_folded()
    private.page.unfold()
    private.page.words.setPlainText("It hurts a lot")
    page.go_on()
    assert page.step_number() == LESSONS
    assert private.page.is_folded()
    assert private_page(journal, loss).words == "It hurts a lot"


def test_one_sided_causes_ask_for_the_other_side_or_why_there_is_none(page, journal, loss):
    add_loss_cause(
        journal, loss, CauseEntry(CauseKind.UNKNOWN, Locus.PERSON, Whose.OUTSIDE, None, "A cheaper offer")
    )
    shown(page, loss, LOOK_BACK)
    causes = page.step().causes
    assert causes.guard.field("none_ours_because").isVisibleTo(page)
    causes.none_ours.setPlainText("We had called every week")
    page.keep()
    assert post_mortem(journal, loss).none_ours_because == "We had called every week"
    assert len(loss_causes(journal, loss)) == 1
    assert causes.dots.accessibleName()


def test_what_the_journal_knew_is_drawn_and_listed_and_each_line_opens_its_source(page, qtbot, journal, loss):
    client = post_mortem(journal, loss).client_id
    call = a_call(journal, client, NOON - timedelta(days=60))
    shown(page, loss, LOOK_BACK)
    knew = page.step().knew
    assert knew.strip.accessibleName()
    knew.timeline.unfold(is_open=True)
    line = next(row for row in knew.timeline.rows() if row.line.table == "interaction")
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert wanted.args == ["interaction", call, client]


def test_what_one_did_not_know_then_stands_in_the_timeline_too_and_is_changed_there(page, journal, loss):
    shown(page, loss, LOOK_BACK)
    timeline = page.step().knew.timeline
    timeline.unfold(is_open=True)
    form = page.step().knew.open_form()
    form.text.setPlainText("They had asked two others")
    form.submit()
    form.close()
    own = next(row for row in timeline.rows() if row.line.kind is KnownKind.OWN)
    assert "They had asked two others" in own.accessibleName()
    QTest.keyClick(own, Qt.Key.Key_Return)
    again = page.findChildren(TimelineNoteForm)[-1]
    assert again.text.toPlainText() == "They had asked two others"
    again.close()


def test_a_journal_that_knows_nothing_says_that_this_may_be_the_lesson(page, loss):
    shown(page, loss, LOOK_BACK)
    assert page.step().knew.too_little.isVisibleTo(page)


def test_what_is_wanting_leads_to_its_step(page, journal, loss):
    shown(page, loss, AGAIN)
    assert not page.go_button.isVisible()
    page.step().wanting_links()[0].click()
    assert page.step_number() == LOOK_BACK


def test_a_small_break_has_six_fields_on_one_page(page, journal):
    client = a_client(journal, "Kvarnen")
    entry = LossEntry(TODAY, kind=LossKind.DOWNGRADE)
    number = mark_lost(journal, client, entry, ClosingEntry(), today=TODAY)
    shown(page, number, LOOK_BACK)
    assert isinstance(page.step(), ShortStep)
    page.step().texts["went_wrong"].setPlainText("I did not ask")
    page.step().lesson.words.setPlainText("Ask in March")
    page.go_on()
    assert page.step_number() == AGAIN
    assert post_mortem(journal, number).went_wrong == "I did not ask"
    assert [one.text for one in reflection_of(journal, client).losses[0].lessons] == ["Ask in March"]
    page.show_step(HAPPENED)
    page.step().form.set_value(PostMortemForm.FULL)
    page.show_step(LOOK_BACK)
    assert not isinstance(page.step(), ShortStep)


def test_a_lesson_without_words_is_no_lesson_and_the_draft_of_one_comes_back(page, journal, loss):
    shown(page, loss, LESSONS)
    page.step().lesson.keep_button.click()
    assert page.step().lesson.form.field("text").error()
    page.step().lesson.words.setPlainText("Call the new contact")
    page.show_step(HAPPENED)
    page.show_step(LESSONS)
    assert page.step().lesson.words.toPlainText() == "Call the new contact"


def test_an_action_is_done_with_the_space_key(page, journal, loss):
    shown(page, loss, LESSONS)
    form = page.step().to_do.open_form()
    form.text.setText("Call every new contact")
    form.done_when.setText("Two calls are logged")
    form.submit()
    form.close()
    line = page.step().to_do.lines()[0]
    QTest.keyClick(line, Qt.Key.Key_Space)
    number = post_mortem(journal, loss).post_mortem_id
    assert actions_of_post_mortem(journal, number)[0].done_on == TODAY


def test_what_it_costs_is_said_beside_a_claim_that_can_be_changed(page, journal, loss):
    view = reflection_of(journal, post_mortem(journal, loss).client_id).losses[0]
    edit_loss(journal, loss, replace(view.entry, value_lost_minor=120_000_00, currency="NOK"), today=TODAY)
    shown(page, loss, HAPPENED)
    part = page.step().cost
    assert "NOK 120,000" in part.told.text().replace("\N{NO-BREAK SPACE}", " ")
    assert "about one fifth" in part.told.text()
    part.change.click()
    (form,) = page.findChildren(KeepingClaimForm)
    form.percent.setValue(30)
    form.source.setText("my accountant")
    form.accept()
    assert "about 30 % of winning one (my accountant)" in part.told.text()
    journal.undo()
    assert "about one fifth" in part.told.text()


def test_ninety_days_after_it_is_done_one_is_asked_whether_it_helped(page, clock, journal, loss):
    number = begin(journal, loss)
    of_loss = add_action(journal, ActionEntry("Call them", "called twice"), post_mortem_id=number)
    asked = do_action(journal, of_loss, today=TODAY)
    shown(page, loss, LESSONS)
    (line,) = page.step().to_do.lines()
    assert line.helped is None
    clock.now = datetime.combine(asked, clock.now.time())
    page.refresh()
    (line,) = page.step().to_do.lines()
    line.helped.click()
    (form,) = page.findChildren(EffectForm)
    form.effect.set_value(Effect.HELPED)
    form.words.setPlainText("Nobody left since")
    form.accept()
    row = action(journal, of_loss)
    assert (row.effect, row.effect_note) == (Effect.HELPED, "Nobody left since")
    (line,) = page.step().to_do.lines()
    assert line.helped is None
    assert "It helped" in line.accessibleName()
    journal.undo()
    assert action(journal, of_loss).effect is None


def test_one_that_was_finished_says_until_when_it_rests_and_can_be_opened_again(page, journal, loss):
    save(
        journal, loss, differently="a", seen_earlier="b", come_along="c", no_action_because="d",
        none_ours_because="e", none_situational_because="f",
    )  # fmt: skip
    shown(page, loss, LESSONS)
    page.step().lesson.words.setPlainText("Let it go")
    page.go_on()
    finish(journal, loss, today=TODAY)
    assert "17 March" in page.step().state.text()
    page.step().reopen_button.click()
    assert post_mortem(journal, loss).state is PostMortemState.DRAFT


def test_when_to_look_and_to_call_again_is_saved_as_it_is_typed(page, journal, loss):
    shown(page, loss, AGAIN)
    step = page.step()
    step.call_on.line.setText("")
    QTest.keyClicks(step.call_on.line, "2026-06-01")
    page.keep()
    client = post_mortem(journal, loss).client_id
    assert reflection_of(journal, client).losses[0].entry.winback_on.isoformat() == "2026-06-01"


def test_a_loss_put_in_the_trash_while_it_is_shown_says_so(page, journal, loss):
    from retention_journal.services.clients import trash_client

    shown(page, loss)
    trash_client(journal, post_mortem(journal, loss).client_id, now=NOON)
    assert page.list_button.isVisible()


@pytest.mark.parametrize("width", [860, 1000, 1200])
def test_there_is_always_a_way_to_each_step_and_to_their_words(page, loss, width):
    page.resize(width, 640)
    shown(page, loss)
    is_narrow = width < 900
    assert page.bar.isVisible() is is_narrow
    assert page.steps.isVisible() is not is_narrow
    if is_narrow:
        assert not page.side.isVisible()
        page.shown.set_value(1)
    assert page.side.isVisible()


@pytest.mark.parametrize(
    ("become", "says"),
    [
        (lambda journal, loss: None, "Look back on it"),
        (lambda journal, loss: save(journal, loss, differently="Yes"), "Go on, step 1 of 5"),
    ],
)
def test_the_reflection_tab_says_how_far_it_has_come_and_leads_there(qtbot, journal, loss, become, says):
    become(journal, loss)
    tab = ReflectionTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.show_client(post_mortem(journal, loss).client_id)
    tab.show()
    block = tab.findChild(LossBlock)
    assert block.look_back.text() == says
    with qtbot.waitSignal(tab.post_mortem_wanted) as wanted:
        block.look_back.click()
    assert wanted.args == [loss]


def test_what_was_learnt_from_it_can_be_put_on_a_sheet_for_a_colleague(page, journal, loss):
    add_lesson(journal, "Call Nordvik sooner", today=TODAY, loss_id=loss)
    shown(page, loss, AGAIN)
    page.step().sheet_button.click()
    dialog = next(one for one in page.findChildren(LessonSheetDialog) if one.isVisible())
    assert [one.text for one in dialog.sheet().lessons] != []
    dialog.close()


def test_what_happened_is_told_in_ones_own_words_too(page, journal, loss):
    shown(page, loss, HAPPENED)
    page.step().texts["summary"].setPlainText("A new owner took all to one agency")
    page.go_on()
    assert post_mortem(journal, loss).summary == "A new owner took all to one agency"
