from __future__ import annotations

import threading
import traceback
import weakref
from contextlib import suppress
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid

from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.settings import Settings, SettingsFile
from retention_journal.ui import messages, theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.about import AboutDialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.history import History, Stop
from retention_journal.ui.palette import Hit, Palette, underlined
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.toast import Toast


@pytest.fixture
def window(qtbot):
    theme.apply(Settings())
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


# Toast


def test_a_toast_says_what_was_done_and_undoes_it(qtbot, window):
    undone = []
    toast = Toast(window)
    toast.say("Call with Elsa logged.", "Undo", lambda: undone.append(1))
    assert toast.isVisible()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not toast.isVisible()


def test_a_toast_without_an_offer_has_no_button_and_shows_markup_as_text(window):
    toast = Toast(window)
    toast.say("<b>Elsa</b>")
    assert toast.words.text() == "<b>Elsa</b>"
    assert not toast.button.isVisible()


def test_a_long_toast_stays_inside_its_window(window):
    toast = Toast(window)
    toast.say("word " * 400, "Undo", lambda: None)
    assert window.rect().contains(toast.geometry())


# Messages


def box(window):
    return window.findChild(QMessageBox)


def test_an_error_the_person_can_act_on_is_told_plainly(window):
    messages.show_error(JournalError("The disk is <full>.", "Free some space."), window)
    assert box(window).text() == "The disk is <full>."
    assert box(window).informativeText() == "Free some space."
    assert box(window).textFormat() is Qt.TextFormat.PlainText
    assert box(window).detailedText() == ""


@pytest.mark.usefixtures("logged_on_purpose")
def test_a_fault_of_ours_offers_its_details(qapp, window):
    messages.show_error(ZeroDivisionError("oh"), window)
    assert "ZeroDivisionError" in box(window).detailedText()
    next(b for b in box(window).buttons() if b.text() == "Copy the details").click()
    assert "ZeroDivisionError" in qapp.clipboard().text()


def test_a_cancel_is_no_error(window):
    messages.show_error(CancelledError(""), window)
    assert box(window) is None


def test_trying_again_tries_again(window):
    tries = []
    messages.show_error(JournalError("Full."), window, retry=lambda: tries.append(1))
    next(b for b in box(window).buttons() if b.text() == "Try again").click()
    assert tries == [1]


@pytest.mark.parametrize(("button", "happened"), [("Delete for good", 1), ("Keep", 0)])
def test_a_question_does_only_what_is_pressed(window, button, happened):
    done = []
    asked = messages.confirm(
        window, "Delete this for good?", "1 client.", "Delete for good", "Keep", lambda: done.append(1)
    )
    assert asked.defaultButton().text() == "Keep"
    next(b for b in asked.buttons() if b.text() == button).click()
    assert len(done) == happened


# Tasks


def test_even_the_fastest_work_tells_its_result_on_the_windows_thread(qtbot, window):
    seen = []
    tasks = Tasks(window, on_error=seen.append)
    tasks.start(lambda progress: 7, on_success=lambda r: seen.append((r, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen) and not tasks.busy())
    assert seen == [(7, threading.main_thread())]


def test_an_exception_in_work_is_handed_on(qtbot, window):
    seen = []
    tasks = Tasks(window, on_error=seen.append)
    tasks.start(lambda progress: 1 / 0)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


class Doing:
    """Work that, as a widget's method would, must end where the window lives."""

    def __init__(self, fails):
        self.fails = fails

    def __call__(self, _progress):
        if self.fails:
            raise RuntimeError


@pytest.mark.parametrize("fails", [False, True])
def test_work_ends_on_the_windows_thread_even_if_nobody_else_holds_it(qtbot, window, fails):
    tasks = Tasks(window, on_error=lambda _error: None)
    ended_on = []
    for _time in range(200):  # who lets go last is a matter of luck
        doing = Doing(fails)
        weakref.finalize(doing, lambda: ended_on.append(threading.current_thread()))
        tasks.start(doing)
        del doing
    qtbot.wait_until(lambda: len(ended_on) == 200, timeout=30_000)
    assert set(ended_on) == {threading.main_thread()}


def test_the_error_of_failed_work_keeps_its_lines_but_not_what_was_at_hand(qtbot, window):
    at_hand, told = [], []

    def read(_progress):
        held = Doing(fails=True)
        at_hand.append(weakref.ref(held))
        try:
            held(_progress)
        except RuntimeError as error:
            raise OSError("No such file") from error

    Tasks(window, on_error=told.append).start(read)
    qtbot.wait_until(lambda: told != [])
    (error,) = told
    assert [left() for left in at_hand] == [None]
    assert [line.name for line in traceback.extract_tb(error.__traceback__)][-1] == "read"
    assert [line.name for line in traceback.extract_tb(error.__cause__.__traceback__)] == ["read", "__call__"]


def test_work_that_was_called_off_before_it_began_ends_too(qtbot, window):
    tasks, may_go_on, ended = Tasks(window, on_error=lambda _error: None), threading.Event(), []
    tasks.start(lambda _progress: may_go_on.wait(30))
    waiting = Doing(fails=False)
    weakref.finalize(waiting, ended.append, True)
    tasks.start(waiting)
    del waiting
    assert not tasks.stop(wait_ms=0)
    may_go_on.set()
    qtbot.wait_until(lambda: ended == [True], timeout=30_000)


def test_work_beside_waits_for_nothing_counts_as_busy_and_is_stopped_with_the_rest(qtbot, window):
    seen, go_on = [], threading.Event()
    tasks = Tasks(window, on_error=seen.append)
    beside = tasks.beside(window)
    tasks.start(lambda _progress: go_on.wait(60))
    beside.start(lambda _progress: 7, on_success=seen.append)
    qtbot.wait_until(lambda: seen == [7])
    go_on.set()
    qtbot.wait_until(lambda: not tasks.busy())
    is_asked = threading.Event()

    def until_asked(progress):
        with suppress(CancelledError):
            while True:
                progress(0, 1)
        is_asked.set()

    beside.start(until_asked)
    assert tasks.busy()
    assert tasks.stop(60_000)
    assert is_asked.is_set()


def test_a_thread_beside_ends_with_whom_it_belongs_to(qtbot, window):
    owner = QObject()
    tasks = Tasks(window, on_error=lambda _error: None)
    tasks.beside(owner).start(lambda _progress: None)
    qtbot.wait_until(lambda: not tasks.busy())
    owner.deleteLater()
    qtbot.wait_until(lambda: not isValid(owner))
    assert not tasks.busy()
    assert tasks.stop()


def test_work_that_outlives_its_dialog_is_finished_and_told_to_nobody(qtbot, caplog):
    go_on, ended, seen = threading.Event(), threading.Event(), []

    def work(_progress):
        go_on.wait(10)
        ended.set()

    owner = QObject()
    Tasks(owner, on_error=seen.append).start(work, on_success=seen.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    go_on.set()
    assert ended.wait(5)
    other = Tasks(on_error=seen.append)
    other.start(lambda _progress: "later", on_success=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["later"]
    assert not caplog.records


def test_work_that_is_stopped_ends_at_its_next_report(qtbot, window):
    begun, seen = threading.Event(), []

    def work(progress):
        while True:
            progress(1, 3)
            begun.set()

    tasks = Tasks(window, on_error=seen.append)
    task = tasks.start(work)
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], CancelledError)


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot, window):
    go_on, seen = threading.Event(), []

    def work(progress):
        progress(2, 9)
        go_on.wait(10)
        progress(3, 9)

    tasks = Tasks(window, on_error=seen.append)
    dialog = TaskDialog(tasks.start(work), "Writing reports", window)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible)
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.destroyed, timeout=10_000):
        go_on.set()
    assert isinstance(seen[0], CancelledError)


def test_the_dialog_of_long_work_goes_by_itself_when_the_work_ends(qtbot, window):
    go_on, done = threading.Event(), []
    tasks = Tasks(window, on_error=lambda error: pytest.fail(str(error)))
    task = tasks.start(lambda _progress: go_on.wait(10), on_success=done.append)
    dialog = TaskDialog(task, "Writing reports", window)
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    dialog.close()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed, timeout=10_000):
        go_on.set()
    assert done == [True]


# Dialog


class NameDialog(Dialog):
    def __init__(self, parent, **more):
        super().__init__("New client", "Add", parent, **more)
        self.name = LineField()
        self.use_form(Form()).add("name", "&Name", self.name)
        self.added, self.drafts = [], []

    def submit(self):
        if not self.name.cleaned():
            raise InvalidEntryError("name", "A client needs a name.")
        self.added.append(self.name.cleaned())

    def keep_draft(self):
        self.drafts.append(self.name.text())


def test_a_dialog_stays_open_while_a_field_is_wrong_and_ctrl_enter_finishes(qtbot, window):
    dialog = NameDialog(window)
    added = dialog.added
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.field("name").error() == "A client needs a name."
    dialog.name.setText("Ada Ltd")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert added == ["Ada Ltd"]


def test_enter_in_a_field_does_not_finish_a_dialog(qtbot, window):
    dialog = NameDialog(window)
    dialog.open()
    qtbot.keyClicks(dialog.name, "Ada")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_escape_closes_a_dialog_and_keeps_the_draft(qtbot, window):
    dialog = NameDialog(window)
    drafts = dialog.drafts
    dialog.open()
    qtbot.keyClicks(dialog.name, "Ad")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert drafts == ["Ad"]


def test_closing_the_window_of_a_dialog_keeps_the_draft_once(qtbot, window):
    dialog = NameDialog(window)
    drafts = dialog.drafts
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        dialog.close()
    assert drafts == [""]


def test_a_dialog_opens_in_the_size_it_was_left(qtbot, window, tmp_path):
    settings = SettingsFile(tmp_path / "settings.json")
    first = NameDialog(window, settings=settings, name="client")
    first.open()
    first.resize(555, 333)
    first.reject()
    again = NameDialog(window, settings=settings, name="client")
    again.open()
    assert again.width() == 555


def test_about_names_the_work_of_others(window):
    dialog = AboutDialog(window)
    dialog.show()
    texts = [child.accessibleName() for child in dialog.findChildren(QWidget)]
    assert {"Lucide", "ISC", "Inter, Newsreader"} <= set(texts)


# Palette


def hits(query):
    everyone = [("Byggmester Rognan", "Tor Rognan"), ("Elsa Ångström", "Lindqvist")]
    return [
        Hit("Clients", name, partial(CHOSEN.append, name), detail, more=partial(more, name))
        for name, detail in everyone
        if query.casefold() in name.casefold()
    ]


def more(name):
    return [Hit("Do", f"Log a contact with {name}", partial(CHOSEN.append, "log"))]


def commands(query):
    return [Hit("Do", "New client", partial(CHOSEN.append, "new"), hint="Ctrl+N")] if "n" in query else []


CHOSEN: list[str] = []


@pytest.fixture
def palette(qtbot, window):
    CHOSEN.clear()
    made = Palette(window, [hits], commands)
    qtbot.addWidget(made)
    made.ask()
    return made


def titles(palette):
    return [hit.title for hit in palette.hits()]


def test_typing_finds_clients_and_commands_after_a_moment(qtbot, palette):
    qtbot.keyClicks(palette.field, "rogn")
    qtbot.waitUntil(lambda: titles(palette) == ["Byggmester Rognan", "New client"])
    assert palette.current().title == "Byggmester Rognan"


def test_enter_takes_the_first_hit_even_before_the_moment_is_over(qtbot, palette):
    qtbot.keyClicks(palette.field, "elsa")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert CHOSEN == ["Elsa Ångström"]
    assert not palette.isVisible()


def test_down_passes_the_headings(qtbot, palette):
    qtbot.keyClicks(palette.field, "rogn")
    palette.search_now()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert CHOSEN == ["new"]


def test_an_angle_bracket_asks_for_commands_only(qtbot, palette):
    qtbot.keyClicks(palette.field, "> n")
    palette.search_now()
    assert titles(palette) == ["New client"]


def test_tab_lists_what_can_be_done_with_a_client(qtbot, palette):
    qtbot.keyClicks(palette.field, "rogn")
    palette.search_now()
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert titles(palette) == ["Log a contact with Byggmester Rognan"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isVisible()


def test_nothing_found_is_said(qtbot, palette):
    qtbot.keyClicks(palette.field, "qqq")
    palette.search_now()
    assert titles(palette) == []


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Byggmester Rognan", "rogn", ["Rogn"]),
        ("Elsa Ångström", "angst", ["Ångst"]),
        ("Øyane Sjømat", "sjo øy", ["Øy", "Sjø"]),
        ("Æsops", "ae", ["Æ"]),
        ("Nobody", "x", []),
        ("", "x", []),
    ],
)
def test_what_matches_is_underlined_with_or_without_marks(text, query, marked):
    spans = underlined(text, query, "body", "body_strong", "text")
    assert "".join(span.text for span in spans) == text
    assert [span.text for span in spans if span.underline] == marked


# History


def test_back_and_forward_walk_through_what_was_shown():
    history = History()
    for stop in (
        Stop("today"),
        Stop("client", {"client_id": 7}),
        Stop("client", {"client_id": 7}),
        Stop("reports"),
    ):
        history.go(stop)
    assert history.back() == Stop("client", {"client_id": 7})
    assert history.back() == Stop("today")
    assert history.back() is None
    assert history.forward() == Stop("client", {"client_id": 7})
    history.go(Stop("clients"))
    assert history.forward() is None
    assert not history.can_go_forward
