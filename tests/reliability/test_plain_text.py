"""The screen shows text and not marks: every page, dialog and menu, full of names that would be marks.

Source: reliability, promise 21. Widgets are walked as they stand, so that a new one is looked at without
being told of. In full (``make reliability``) every button of every page is pressed; else those that open
something.
"""

from __future__ import annotations

import ast
import os
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

import retention_journal
from retention_journal.core.errors import JournalError
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.tables import Client, Incident, Interaction, Loss
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.messages import confirm, show_error, tell
from retention_journal.ui.text_labels import label, literal, tooltip, window_title
from tests.reliability.hostile_journal import HOSTILE, MARK, WIDER, make
from tests.reliability.marks_on_screen import LONGEST, Findings
from tests.screenshots import settle

pytestmark = [
    pytest.mark.promise(21),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),  # the offscreen one
]
NOW = datetime(2026, 11, 20, 9, 12)
IN_FULL = bool(os.environ.get("RELIABILITY"))
PAGES = (
    "today", "clients", "promises", "complaints", "reports", "lessons", "insights", "settings", "light",
    "questions", "trash", "search",
)  # fmt: skip
TABS = ("timeline", "kpis", "promises", "complaints", "reports", "files", "reflection", "money")
_SETTLES_MS = 10
_FREEZE_S = 0.5


# --- going everywhere -------------------------------------------------------------------------------------


class Crawler:
    """Opens everything at one desk, and looks at it."""

    def __init__(self, desk: Desk, findings: Findings) -> None:
        self.desk, self.findings = desk, findings
        self.dialogs: Counter[str] = Counter()
        self.pressed: set[tuple[str, str]] = set()

    def pages(self) -> None:
        for page in PAGES:
            self.desk.go_to(page)
            self.stop()
        self.findings.look_at_everything()

    def tabs(self, client: int) -> None:
        for tab in TABS:
            self.desk.open_client(client, tab)
            self.stop()

    def commands(self) -> None:
        """Choose each line of each menu, but those that leave this journal."""
        self.desk.go_to("clients")
        for name in [act.text() for act in self._lines()]:
            for act in self._lines():
                if act.text() == name and act.isEnabled() and not any(word in name for word in LEAVES):
                    self.do(act.trigger)
                    break
            self.desk.go_to("clients")

    def buttons(self, show) -> None:
        """Press the buttons of a page, each as it stands when the page is shown anew."""
        show()
        settle(_SETTLES_MS)
        for number in range(len(self._pressable())):
            show()
            settle(_SETTLES_MS)
            if number < len(now := self._pressable()):
                button = now[number]
                told = (type(self.desk.page(self.desk.current_page())).__name__, _name_of(button))
                if told not in self.pressed:
                    self.pressed.add(told)
                    self.do(button.click)

    def menus_of_rows(self) -> None:
        """Open the menu of the first row of each table and list that is shown."""
        for view in self.desk.findChildren(QAbstractItemView):
            if isValid(view) and view.isVisible() and view.model() is not None and view.model().rowCount():
                view.setCurrentIndex(view.model().index(0, 0))
                settle(_SETTLES_MS)
                place = view.visualRect(view.currentIndex()).center()
                event = QContextMenuEvent(
                    QContextMenuEvent.Reason.Keyboard, place, view.viewport().mapToGlobal(place)
                )
                self.do(lambda view=view, event=event: QApplication.sendEvent(view.viewport(), event))

    def do(self, act) -> None:
        """Do something, look at what it opened, and leave that; some wait for an answer in between."""
        QTimer.singleShot(4 * _SETTLES_MS, self._leave_what_waits)
        act()
        settle(_SETTLES_MS)
        self.stop()
        self.leave()

    def stop(self) -> None:
        settle(_SETTLES_MS)
        self.note_what_is_open()
        self.findings.look_at_what_shows()

    def note_what_is_open(self) -> None:
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and isinstance(one, QDialog | QMenu):
                self.dialogs[type(one).__name__] += 1

    def leave(self) -> None:
        for _round in range(4):
            if popup := QApplication.activePopupWidget():
                popup.close()
            for one in QApplication.topLevelWidgets():
                if isValid(one) and isinstance(one, QDialog) and one.isVisible():
                    one.reject()
            for one in self.desk.findChildren(QDialog):
                if isValid(one) and one.isVisible():
                    one.reject()
            settle(2)

    def _leave_what_waits(self) -> None:
        if popup := QApplication.activePopupWidget():
            self.note_what_is_open()
            self.findings.look_at(popup)
            popup.close()

    def _lines(self) -> list[QAction]:
        return [
            act
            for menu in self.desk.menuBar().findChildren(QMenu)
            for act in menu.actions()
            if not act.isSeparator() and act.menu() is None and act.text()
        ]

    def _pressable(self) -> list[QAbstractButton]:
        page = self.desk.page(self.desk.current_page())
        return [
            one
            for one in page.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and (IN_FULL or _opens_something(one))
        ]


def _name_of(button: QAbstractButton) -> str:
    return (button.text() or button.accessibleName()).replace("&", "").split(HOSTILE)[0][:40]


def _opens_something(button: QAbstractButton) -> bool:
    return _name_of(button).endswith("…") or (hasattr(button, "menu") and button.menu() is not None)


#: Commands that leave the journal, or end the program.
LEAVES = ("ample", "Quit", "New journal", "Open", "Lock", "Close")


@pytest.fixture
def desk(qtbot, tmp_path, monkeypatch):
    for ask, nothing in (
        ("getOpenFileName", ("", "")),
        ("getSaveFileName", ("", "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, ask, lambda *_a, nothing=nothing, **_k: nothing)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_a: True)
    theme.apply(Settings())
    with make(tmp_path / "own.rjournal", NOW.date(), WIDER) as journal:
        made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOW)
        qtbot.addWidget(made)
        made.resize(1300, 850)
        made.show()
        settle(_SETTLES_MS)
        yield made
        made.finish()


@pytest.mark.slow
def test_nothing_in_any_window_reads_marks_in_what_people_wrote(desk):
    """Promise 21: 0 rich-text sinks."""
    findings = Findings()
    crawler = Crawler(desk, findings)
    journal = desk.journal
    client = next(iter(journal.tuples(Incident.select(Incident.client))))[0]
    lost = [number for (number,) in journal.tuples(Loss.select(Loss.id))]
    crawler.pages()
    crawler.tabs(client)
    crawler.commands()
    for page in PAGES:
        crawler.buttons(lambda page=page: desk.go_to(page))
        desk.go_to(page)
        crawler.menus_of_rows()
    for tab in TABS:
        crawler.buttons(lambda tab=tab: desk.open_client(client, tab))
        crawler.menus_of_rows()
    for (number,) in list(journal.tuples(Incident.select(Incident.id)))[: 20 if IN_FULL else 2]:
        for step in range(6):
            crawler.buttons(lambda number=number, step=step: desk.open_complaint(number, step))
    for loss in lost[: 20 if IN_FULL else 1]:
        for step in range(6):
            crawler.buttons(lambda loss=loss, step=step: desk.open_post_mortem(loss, step))
    crawler.buttons(lambda: desk.make_report(client))
    print(
        f"{sum(findings.seen.values())} widgets of {len(findings.seen)} kinds, {dict(findings.marked)} marked"
    )
    print(f"{len(crawler.dialogs)} kinds of dialogs and menus: {sorted(crawler.dialogs)}")
    findings.look_at_everything()
    print("\n".join(f"{count} x {what}" for what, count in findings.wrong.items()))
    assert findings.wrong == Counter()
    assert len(crawler.dialogs) > 20
    assert findings.marked["label"] > 100


# --- the single parts -------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot):
    theme.apply(Settings())
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_no_message_reads_marks(window):
    """Promise 21: errors name clients, files and what was typed."""
    findings = Findings()
    show_error(JournalError(HOSTILE, HOSTILE), window, retry=lambda: None)
    tell(window, HOSTILE, HOSTILE)
    confirm(window, HOSTILE, HOSTILE, literal(HOSTILE), "Keep", lambda: None)
    boxes = window.findChildren(QMessageBox)
    for one in boxes:
        for inside in [one, *one.findChildren(QWidget)]:
            findings.look_at(inside)
        one.close()
    assert (len(boxes), findings.marked["label"], findings.marked["caption"]) == (3, 6, 1)
    assert findings.wrong == Counter()


def test_a_mark_is_found_where_there_is_one(qtbot):
    """Else the crawl would say nothing."""
    findings = Findings()
    bad = QLabel(MARK)
    bad.setToolTip(MARK)
    qtbot.addWidget(bad)
    button = QPushButton(MARK, bad)
    button.setWindowTitle(MARK)
    edit = QTextEdit(bad)
    edit.setHtml("<b>x</b>")
    for one in (bad, button, edit):
        findings.look_at(one)
    told = " ".join(findings.wrong)
    for what in (
        "reads marks in its tooltip",
        "is a label that reads marks",
        "Alt letter",
        "takes pasted marks",
    ):
        assert what in told


@given(st.text(max_size=80), st.sampled_from(["", MARK, "a<b and c>d", "&amp;", "x\n y", "[*]", "<table>"]))
def test_a_tooltip_says_what_was_written(text, more):
    """Promise 21, for any text: what Qt reads as marks reads as the same letters."""
    whole = "".join(one for one in text + more if one.isprintable() or one == "\n")
    told = tooltip(whole)
    if GuiQt.mightBeRichText(told):
        read = QTextDocumentFragment.fromHtml(told).toPlainText().replace("\u00a0", " ")
        assert "".join(read.split()) == "".join(whole.split())
    else:
        assert told == whole


def test_a_title_says_what_was_written(window):
    window.setWindowTitle(window_title(MARK))
    assert window.windowTitle().replace("[*][*]", "[*]") == MARK


def test_a_text_without_end_is_cut_before_it_reaches_the_screen(window):
    """Promise 21: no freeze with a megabyte of text."""
    endless = "x" * 1_000_000
    made = label(endless, elide=True)
    assert len(made.text()) <= LONGEST
    assert len(tooltip(endless)) <= LONGEST
    assert len(window_title(endless)) <= LONGEST


#: Qt's ways to read marks.
MARKS = {"setHtml", "insertHtml", "QStaticText", "setMarkdown", "QTextBrowser", "insertMarkdown", "RichText"}
TIPS = {"setToolTip", "setWhatsThis"}


def test_nothing_in_the_window_asks_qt_to_read_marks():
    """Structural: no rich text at all, labels only of ``text_labels``, tooltips only through ``tooltip``."""
    found = []
    for module in sorted((Path(retention_journal.__file__).parent / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in MARKS:
                found.append((module.name, name))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QLabel":
                is_picture = not node.args and "setPixmap" in module.read_text(encoding="utf-8")
                found += [] if is_picture or module.name == "text_labels.py" else [(module.name, "QLabel")]
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TIPS:
                found += [(module.name, ast.unparse(node))] if not _is_safe(node.args[-1]) else []
    assert found == []


def _is_safe(told: ast.expr) -> bool:
    """Whether a tooltip is a text of ours, or one that went through ``tooltip``."""
    if isinstance(told, ast.Constant):
        return True
    if isinstance(told, ast.IfExp):
        return _is_safe(told.body) and _is_safe(told.orelse)
    if isinstance(told, ast.BoolOp):
        return all(map(_is_safe, told.values))
    return isinstance(told, ast.Call) and getattr(told.func, "id", "") in {"tooltip", "_", "ngettext"}


@pytest.mark.slow
def test_a_megabyte_in_every_text_leaves_the_window_alive(desk):
    """Promise 21: no page takes long to show a text that nobody could read; in full, none over 0.5 s."""
    client = desk.journal.value(Client.select(Client.id))
    endless = "ord " * 250_000
    with desk.journal.change("Write") as change:
        number = desk.journal.value(Interaction.select(Interaction.id).where(Interaction.client == client))
        change.update(Interaction, number, summary=endless)
        change.update(Client, client, notes=endless)
        incident = desk.journal.value(Incident.select(Incident.id))
        change.update(Incident, incident, client_words=endless)
    slowest = 0.0
    for show in (
        lambda: desk.open_client(client),
        lambda: desk.go_to("complaints"),
        lambda: desk.go_to("search"),
        lambda: desk.go_to("today"),
        lambda: desk.go_to("clients"),
    ):
        show()
        settle(_SETTLES_MS)
        begun = time.thread_time()
        show()
        desk.grab()
        slowest = max(slowest, time.thread_time() - begun)
    print(f"the slowest page with a megabyte in it took {slowest:.2f} s")
    assert slowest < (_FREEZE_S if IN_FULL else 20 * _FREEZE_S)
