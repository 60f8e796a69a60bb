"""Every page and dialog by keyboard alone: Tab reaches all, each control has a name, no letters clash."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from retention_journal import i18n
from retention_journal.services.clients import find_client
from retention_journal.services.incidents import incidents
from retention_journal.services.sample import fill_sample
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages.client_kpis import KpiTab

NOW = datetime(2026, 11, 20, 9, 12)
PAGES = (
    "today", "clients", "promises", "complaints", "reports", "lessons", "insights", "settings", "light",
    "questions", "trash", "search",
)  # fmt: skip
TABS = ("timeline", "kpis", "promises", "complaints", "reports", "files", "reflection")


def a_goal(desk, client):
    """Open the first goal of the client."""
    desk.open_client(client, "kpis")
    tab = next(one for one in desk.findChildren(KpiTab))
    tab.open_goal(tab.table.table.records()[0].line.line_key)


DIALOGS = {
    "quick log": lambda desk, client: desk.log_contact(client),
    "new client": lambda desk, client: desk.new_client(),
    "new promise": lambda desk, client: desk.new_promise(client),
    "new complaint": lambda desk, client: desk.new_complaint(),
    "agree KPIs": lambda desk, client: desk.agree(client),
    "numbers": lambda desk, client: desk.enter_numbers(client),
    "numbers of all clients": lambda desk, client: desk.enter_all_numbers(),
    "a goal": a_goal,
    "mark lost": lambda desk, client: desk.mark_lost(client),
    "set a call": lambda desk, client: desk.page("today").calls.set_call(),
    "not until": lambda desk, client: desk.page("today").calls.snooze(client, "Harbour & Hale"),
    "backups": lambda desk, client: desk.show_backups(),
    "help": lambda desk, client: desk.show_help_for("today"),
    "palette": lambda desk, client: desk.open_palette(),
}
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
LANGUAGES = ("en", "nb", "sv")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("keyboard") / "sample.rjournal"
    with Journal.create(path) as journal:
        fill_sample(journal, NOW.date())
    return path


@pytest.fixture
def desk_in(qtbot, sample, tmp_path):
    """Return a desk that speaks a language, with a client of the sample at hand."""
    opened = []

    def desk_in(language):
        i18n.use(language)
        theme.apply(Settings(language=language))
        journal = Journal.open(sample)
        desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOW)
        desk.resize(1440, 900)
        desk.show()
        desk.activateWindow()
        qtbot.waitUntil(desk.isActiveWindow)
        desk.client = find_client(journal, "Harbour & Hale Surveyors").id
        opened.append((desk, journal))
        return desk

    yield desk_in
    for desk, journal in opened:
        desk.finish()
        desk.hide()
        desk.deleteLater()
        journal.close()
    i18n.use("en")


def places(desk):
    """Show every page, one after the other, and yield its name and the page."""
    for page in PAGES:
        desk.go_to(page)
        QApplication.sendPostedEvents()
        put_focus(desk)
        yield page, desk.page(page)
    for tab in TABS:
        desk.open_client(desk.client, tab)
        QApplication.sendPostedEvents()
        put_focus(desk)
        yield f"client {tab}", desk.page("client")
    for one in incidents(desk.journal)[:1]:
        for step in range(5):
            desk.open_complaint(one.incident_id, step)
            QApplication.sendPostedEvents()
            put_focus(desk)
            yield f"complaint at step {step + 1}", desk.page("complaints")
    desk.make_report(desk.client)
    yield "report", desk.page("report")


def put_focus(desk):
    if QApplication.focusWidget() is None:
        QTest.keyClick(desk, Qt.Key.Key_F6)


def dialogs(desk, qtbot):
    """Show every dialog, one after the other, and yield its name and the dialog."""
    for name, show in DIALOGS.items():
        show(desk, desk.client)
        qtbot.waitUntil(lambda: any(one.isVisible() for one in desk.findChildren(QDialog)))
        dialog = next(one for one in desk.findChildren(QDialog) if one.isVisible())
        yield name, dialog
        dialog.close()
        dialog.deleteLater()
        qtbot.waitUntil(lambda: not any(one.isVisible() for one in desk.findChildren(QDialog)))


def controls(root) -> list[QWidget]:
    """Return what can be pressed, chosen or written in."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is root.window()
        and not is_inner(one)
        and (isinstance(one, CONTROLS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def is_inner(widget) -> bool:
    """Say whether ``widget`` is a part of Qt's own widgets that nobody meets alone."""
    return (
        isinstance(widget, QHeaderView)
        or widget.objectName().startswith("qt_")
        or isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox))
    )


def called(widget) -> str:
    """Return what a screen reader calls ``widget``."""
    proxied = [one for one in (widget, widget.focusProxy()) if one is not None]
    for one in proxied:
        text = getattr(one, "text", None)
        words = one.accessibleName() or (text() if isinstance(one, QAbstractButton) and text else "")
        if words.strip():
            return words
    return ""


def nameless(root) -> list[str]:
    return [described(one) for one in controls(root) if not called(one)]


def described(widget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} {widget.objectName()}"


def test_every_control_has_a_name(desk_in, qtbot):
    desk = desk_in("en")
    found = {"window": nameless(desk)}
    found |= {name: nameless(page) for name, page in places(desk)}
    found |= {name: nameless(dialog) for name, dialog in dialogs(desk, qtbot)}
    lacking = found_out(found)
    assert not lacking, lacking


def test_every_label_shows_text_and_no_markup(desk_in, qtbot):
    desk = desk_in("en")
    for name, root in [*places(desk)]:
        assert rich(root) == [], name
    for name, dialog in dialogs(desk, qtbot):
        assert rich(dialog) == [], name


def found_out(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {', '.join(sorted(set(wrong)))}" for name, wrong in found.items() if wrong)


def rich(root) -> list[str]:
    return [
        described(one)
        for one in root.findChildren(QLabel)
        if one.textFormat() is not Qt.TextFormat.PlainText and one.text()
    ]


def test_tab_comes_to_every_control_and_round_again(desk_in, qtbot):
    desk = desk_in("en")
    found = {}
    for name, page in places(desk):
        found[name] = left_out(desk, page)
    for name, dialog in dialogs(desk, qtbot):
        qtbot.waitUntil(lambda d=dialog: d.isAncestorOf(QApplication.focusWidget() or desk))
        found[name] = left_out(dialog, dialog)
    lacking = found_out(found)
    assert not lacking, lacking


def left_out(window, root) -> list[str]:
    """Return the controls of ``root`` that Tab does not come to in ``window``."""
    met: list[QWidget] = []
    for _press in range(400):
        at = QApplication.focusWidget()
        if at is None:
            return ["nothing has the focus"]
        met.append(at)
        if isinstance(at, QAbstractItemView) and at.tabKeyNavigation():
            QTest.keyClick(at, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(at, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is met[0] and len(met) > 1:
            break
    wanted = [one for one in controls(root) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    names = {known_as(one) for one in met if isValid(one)}  # some are made anew when they get the focus
    return [known_as(one) for one in wanted if known_as(one) not in names and not is_met_inside(one, met)]


def known_as(widget) -> str:
    return f"{described(widget)}: {called(widget)}"


def is_met_inside(control, met) -> bool:
    """Say whether a group that takes the focus as one, or a part of the control, was come to."""
    if control.focusProxy() in met:
        return True
    if isinstance(control, QAbstractButton) and (control.group() or control.autoExclusive()):
        beside = control.group().buttons() if control.group() else control.parentWidget().children()
        return any(one in met for one in beside)
    return any(isValid(one) and control.isAncestorOf(one) for one in met)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_letters_clash_in_a_menu_or_a_dialog(desk_in, qtbot, language):
    desk = desk_in(language)
    found = {}
    for name, _page in places(desk):
        found[f"menu bar, {name}"] = clashes(
            action.text() for action in desk.menuBar().actions() if action.isVisible()
        )
        for action in desk.menuBar().actions():
            if menu := action.menu():
                found[f"{name}: {action.text()}"] = clashes(one.text() for one in menu.actions())
    for name, dialog in dialogs(desk, qtbot):
        found[name] = clashes(texts_with_letters(dialog))
    lacking = found_out(found)
    assert not lacking, lacking


def texts_with_letters(dialog):
    for one in dialog.findChildren(QWidget):
        if one.isVisible() and isinstance(one, (QLabel, QAbstractButton)):
            buddy = one.buddy() if isinstance(one, QLabel) else one
            if buddy is not None:
                yield one.text()


def clashes(texts) -> list[str]:
    texts = [text for text in texts if letter(text)]
    many = Counter(letter(text) for text in texts)
    return [text for text in texts if many[letter(text)] > 1]


def letter(text: str) -> str:
    """Return the letter after the single ampersand of ``text``."""
    _before, mark, after = text.replace("&&", "").partition("&")
    return after[:1].casefold() if mark else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_commands_share_a_key(desk_in, language):
    desk = desk_in(language)
    for name, _page in places(desk):
        keys: Counter[str] = Counter()
        commands = {
            action
            for menu in desk.menuBar().findChildren(QMenu)
            for action in menu.actions()
            if isinstance(action, QAction) and not action.isSeparator()
        }
        for command in commands:
            keys.update(key.toString() for key in command.shortcuts())
        assert [key for key, times in keys.items() if times > 1] == [], name


def test_the_focus_comes_back_when_a_dialog_closes(desk_in, qtbot):
    desk = desk_in("en")
    desk.go_to("clients")
    for name, show in DIALOGS.items():
        if name in {"agree KPIs", "numbers", "a goal"}:
            continue  # they lead to another page
        desk.activateWindow()
        qtbot.waitUntil(desk.isActiveWindow)
        before = QApplication.focusWidget()
        show(desk, desk.client)
        qtbot.waitUntil(lambda: any(one.isVisible() for one in desk.findChildren(QDialog)))
        dialog = next(one for one in desk.findChildren(QDialog) if one.isVisible())
        qtbot.waitUntil(lambda d=dialog: d.isAncestorOf(QApplication.focusWidget() or desk))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda d=dialog: not any(one.isVisible() for one in desk.findChildren(QDialog)))
        desk.activateWindow()
        qtbot.waitUntil(desk.isActiveWindow)
        assert QApplication.focusWidget() is before, name
