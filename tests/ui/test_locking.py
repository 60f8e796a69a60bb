"""Locking in the window: at once no client's name is left on the screen, and nothing typed is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from retention_journal import i18n, paths
from retention_journal.app import Program
from retention_journal.core.passphrases import Strength, strength
from retention_journal.reports.recovery_page import print_recovery_page
from retention_journal.services.backups import make_backup
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.services.passphrases import recovery_sheet
from retention_journal.settings import SettingsFile
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.ui import state
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.passphrase import PassphraseAct, PassphraseDialog
from retention_journal.ui.dialogs.quick_log import QuickLog
from retention_journal.ui.dialogs.recovery_sheet import RecoverySheetDialog
from retention_journal.ui.locked_page import LockedPage

pytestmark = pytest.mark.promise(24)
WORDS = "fire stille fjorder ved kaia"
NAME = "Havblikk Arkitekter"


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 10, 9, 12)

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def program(qtbot, qapp, tmp_path, clock, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=clock)
    yield program
    program.end()
    keys.ring.let_go()
    state.forget_seals()
    i18n.use("en")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Solheim.rjournal"
    with Journal.create(made, key=Key.from_passphrase(WORDS)) as journal:
        add_client(journal, ClientEntry(name=NAME), today=datetime(2026, 3, 1).date())
    keys.ring.let_go()
    return made


@pytest.fixture
def desk(program, path):
    program.begin(path)
    unlock(program)
    assert isinstance(program.window, Desk)
    return program.window


def unlock(program, words=WORDS):
    page = program.window
    assert isinstance(page, LockedPage)
    page.words.setText(words)
    QTest.keyClick(page.words, Qt.Key.Key_Return)


def texts_on_the_screen():
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        yield widget.windowTitle()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()


def test_a_locked_journal_asks_for_its_passphrase_and_says_when_it_does_not_fit(program, path):
    program.begin(path)
    page = program.window
    assert isinstance(page, LockedPage)
    unlock(program, WORDS.upper())
    assert program.window is page
    assert any("Capitals count" in text for text in texts_on_the_screen())
    unlock(program)
    assert isinstance(program.window, Desk)


def test_a_passphrase_of_the_command_line_is_tried_once(program, path):
    program.begin(path, WORDS.upper())
    assert isinstance(program.window, LockedPage)
    assert any("Capitals count" in text for text in texts_on_the_screen())
    program.end()
    program.begin(path, WORDS)
    assert isinstance(program.window, Desk)


def test_after_five_wrong_ones_each_further_costs_a_wait(program, path):
    program.begin(path)
    page = program.window
    for _wrong in range(4):
        unlock(program, "wrong")
    assert page.button.isEnabled()
    unlock(program, "wrong")
    assert not page.button.isEnabled()
    assert any("Try again in 2 seconds" in text for text in texts_on_the_screen())
    unlock(program)
    assert program.window is page


def test_the_lines_of_the_sheet_open_it_too(program, path, qtbot):
    sheet = Key.from_passphrase(WORDS, path.read_bytes()[:16]).sheet
    program.begin(path)
    page = program.window
    QTest.mouseClick(page.other_button, Qt.MouseButton.LeftButton)
    page.sheet.setPlainText("\n".join(sheet))
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert isinstance(program.window, Desk)


def test_promise_24_locked_by_the_keyboard_no_name_is_left_and_what_was_typed_is_kept(
    program, desk, qtbot, path
):
    desk.open_client(1)
    QApplication.clipboard().setText(NAME)
    desk.log_contact(1)
    log = next(iter(desk.findChildren(QuickLog)))
    field = next(one for one in log.findChildren(QPlainTextEdit) if one.isVisible())
    field.setPlainText(f"{NAME} will ring about the roof")
    QTest.keyClick(
        desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert isinstance(program.window, LockedPage)
    assert not [text for text in texts_on_the_screen() if NAME in text or "roof" in text]
    assert NAME not in QApplication.clipboard().text()
    assert keys.ring.held() == ()
    for file in paths.state_folder().rglob("*"):
        assert not file.is_file() or NAME.encode() not in file.read_bytes(), file
    qtbot.wait_until(lambda: not [w for w in QApplication.allWidgets() if isinstance(w, Desk)])
    with pytest.raises(Exception, match="locked"):
        JournalReader.open(path)
    unlock(program)
    again = program.window
    assert isinstance(again, Desk)
    again.log_contact(1)
    log = next(iter(again.findChildren(QuickLog)))
    assert any("ring about the roof" in one.toPlainText() for one in log.findChildren(QPlainTextEdit))


def test_it_locks_itself_when_nothing_is_touched(program, desk, clock):
    clock.pass_by(seconds=40)
    program.auto_lock.look()
    assert program.window is desk
    for _look in range(30):
        clock.pass_by(seconds=30)
        program.auto_lock.look()
    assert isinstance(program.window, LockedPage)


def test_a_touch_now_and_then_keeps_it_open(program, desk, clock):
    for number in range(40):
        clock.pass_by(seconds=30)
        if number % 5 == 0:
            QTest.mouseMove(desk.windowHandle(), QPoint(number + 1, 5))
        program.auto_lock.look()
    assert program.window is desk


def test_it_locks_after_the_computer_has_slept(program, desk, clock):
    clock.pass_by(hours=7)
    program.auto_lock.look()
    assert isinstance(program.window, LockedPage)


def test_the_first_touch_after_a_sleep_finds_it_locked(program, desk, clock):
    clock.pass_by(hours=7)
    QTest.mouseMove(desk.windowHandle(), QPoint(7, 7))
    assert isinstance(program.window, LockedPage)


def test_never_is_never_but_for_sleep(program, desk, clock):
    desk.settings.change(lock_after_minutes=0)
    for _look in range(400):
        clock.pass_by(seconds=30)
        program.auto_lock.look()
    assert program.window is desk


def test_the_system_says_when_it_sleeps_and_when_the_screen_is_locked(program, desk):
    program.auto_lock.going_to_sleep(False)
    assert program.window is desk
    program.auto_lock.session_locked()
    assert isinstance(program.window, LockedPage)
    unlock(program)
    program.auto_lock.going_to_sleep(True)
    assert isinstance(program.window, LockedPage)


def test_a_journal_without_a_passphrase_is_never_locked(program, tmp_path, clock):
    program.create(tmp_path / "open.rjournal")
    desk = program.window
    clock.pass_by(hours=7)
    program.auto_lock.look()
    assert program.window is desk
    desk.lock_now()
    assert program.window is desk
    assert desk.findChildren(PassphraseDialog)


def given(qtbot, program, act, **words):
    desk = program.window
    desk.ask_passphrase(act)
    dialog = desk.findChildren(PassphraseDialog)[-1]
    for name, text in words.items():
        getattr(dialog, name).setText(text)
    dialog.accept()
    qtbot.wait_until(lambda: isinstance(program.window, Desk) and program.window is not desk)
    return program.window


def test_it_is_set_changed_and_removed_in_the_window(program, qtbot, tmp_path):
    path = tmp_path / "firm.rjournal"
    program.create(path)
    add_client(program.window.journal, ClientEntry(name=NAME), today=datetime(2026, 3, 1).date())
    kept = make_backup(program.window.journal, today=datetime(2026, 3, 10).date())
    desk = given(qtbot, program, PassphraseAct.SET, new=WORDS, again=WORDS)
    assert NAME.encode() not in path.read_bytes() + kept.path.read_bytes()
    (sheet,) = desk.findChildren(RecoverySheetDialog)
    assert len(sheet.lines.accessibleDescription().splitlines()) == 6
    sheet.save_text(tmp_path / "sheet.txt")
    sheet.accept()
    assert (tmp_path / "sheet.txt").stat().st_mode & 0o077 == 0
    desk = given(
        qtbot,
        program,
        PassphraseAct.CHANGE,
        now=WORDS,
        new="noe helt annet i dag",
        again="noe helt annet i dag",
    )
    desk.findChildren(RecoverySheetDialog)[-1].accept()
    desk.lock_now()
    unlock(program)
    assert isinstance(program.window, LockedPage)
    unlock(program, "noe helt annet i dag")
    desk = given(qtbot, program, PassphraseAct.REMOVE, now="noe helt annet i dag")
    assert not desk.journal.is_locked_with_passphrase
    assert NAME.encode() in path.read_bytes()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"now": "wrong", "new": "a b c d", "again": "a b c d"}, "now"),
        ({"now": WORDS, "new": "", "again": ""}, "new"),
        ({"now": WORDS, "new": "one two three", "again": "one two"}, "again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_changed(program, desk, path, words, wrong):
    before = path.read_bytes()
    desk.ask_passphrase(PassphraseAct.CHANGE)
    dialog = desk.findChildren(PassphraseDialog)[-1]
    for name, text in words.items():
        getattr(dialog, name).setText(text)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.field(wrong).error()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "judged"),
    [
        ("", Strength.NONE),
        ("katt", Strength.SHORT),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.SHORT),
        ("sommerferie26x", Strength.FAIR),
        (WORDS, Strength.GOOD),
        ("correct horse battery staple", Strength.GOOD),
    ],
)
def test_a_passphrase_is_judged_plainly(words, judged):
    assert strength(words) is judged


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_sheet_is_one_page_that_says_all_six_lines(path, tmp_path, language):
    i18n.use(language)
    keys.unlock(path, WORDS)
    sheet = recovery_sheet(path, datetime(2026, 3, 10).date())
    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(print_recovery_page(sheet))
    (page,) = PdfReader(pdf).pages
    told = " ".join(page.extract_text().split())
    for line in sheet.lines:
        assert all(word in told for word in line.split()), line
    i18n.use("en")
    keys.ring.let_go()


def test_a_journal_is_locked_from_its_first_byte_on_the_first_page(program, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "documents", lambda: tmp_path)
    program.begin(None)
    page = program.window
    page.name.setText("Mine")
    page.passphrase.wanted.setChecked(True)
    page.passphrase.first.setText(WORDS)
    page.go()
    assert program.window is page, "the second field is empty"
    page.passphrase.again.setText(WORDS)
    page.go()
    assert isinstance(program.window, Desk)
    assert program.window.journal.is_locked_with_passphrase
    assert program.window.findChildren(RecoverySheetDialog)
    assert (tmp_path / "Mine.rjournal").read_bytes()[:15] != b"SQLite format 3"
