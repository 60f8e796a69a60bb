"""What is looked for on the screen: texts of people that Qt would read as marks, promise 21."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from retention_journal.core.attachments import cleaned_name
from retention_journal.core.keeping import nothing_thrown_away
from tests.reliability.hostile_journal import MARK

WIDEST = 1600
LONGEST = 6_001
_AS_A_FILES_NAME = cleaned_name(MARK)  # what no system takes in a name is not in it on screen either
_ROWS = 30
#: What Python lets go of, Qt ends, and it would end widgets that are still walked.
_nothing_ends = nothing_thrown_away


class Findings:
    """What is wrong, and how much was looked at."""

    def __init__(self) -> None:
        self.wrong: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.marked: Counter[str] = Counter()

    def look_at_everything(self) -> None:
        with _nothing_ends():
            for widget in QApplication.allWidgets():
                if isValid(widget) and not _is_qts_own(widget):
                    self.look_at(widget)

    def look_at_what_shows(self) -> None:
        with _nothing_ends():
            for widget in QApplication.allWidgets():
                if isValid(widget) and widget.isVisible() and not _is_qts_own(widget):
                    self.look_at(widget)

    def look_at(self, widget: QWidget) -> None:
        self.seen[type(widget).__name__] += 1
        for told in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            self.tip(widget, told)
        for told in (widget.accessibleName(), widget.accessibleDescription()):
            self.spoken(widget, told)
        self.title(widget)
        for action in widget.actions():
            self.caption(widget, action.text())
            if isinstance(widget, QMenu) and widget.toolTipsVisible():
                self.tip(widget, action.toolTip())
        if isinstance(widget, QLabel):
            self.label(widget)
        if isinstance(widget, QAbstractButton):
            self.caption(widget, widget.text())
        if isinstance(widget, QGroupBox):
            self.caption(widget, widget.title())
        if isinstance(widget, QMenu):
            self.caption(widget, widget.title())
        if isinstance(widget, QTabBar):
            for tab in range(widget.count()):
                self.caption(widget, widget.tabText(tab))
                self.tip(widget, widget.tabToolTip(tab))
        if isinstance(widget, QTextEdit):
            self.found(widget, "takes pasted marks", widget.acceptRichText() and not widget.isReadOnly())
            self.found(widget, "reads marks", MARK in widget.document().toHtml())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            self.cells(widget)

    def label(self, widget: QLabel) -> None:
        is_plain = widget.textFormat() is Qt.TextFormat.PlainText or not widget.text()  # a picture
        self.found(widget, "is a label that reads marks", not is_plain)
        self.found(widget, "opens links by itself", widget.openExternalLinks())
        self.found(widget, "shows a text without end", len(widget.text()) > LONGEST)
        if MARK in widget.text():
            self.marked["label"] += 1
            self.found(widget, "is as wide as a mark says", widget.minimumSizeHint().width() > WIDEST)

        self.found(
            widget, "takes an ampersand for an Alt letter", bool(widget.buddy()) and _lost(widget.text())
        )

    def spoken(self, widget: QWidget, told: str) -> None:
        """What a screen reader says is the text itself, and not how it is written for Qt to show it."""
        if "img src=x" in told:
            self.marked["spoken"] += 1
            self.found(widget, "says marks for letters", "&&" in told or "&lt;" in told or "<qt>" in told)

    def title(self, widget: QWidget) -> None:
        told = widget.windowTitle()
        if widget.isWindow() and "<img" in told:
            self.marked["title"] += 1
            self.found(widget, "reads a mark in its title", "[*]" in told.replace("[*][*]", ""))
        self.found(widget, "has a title without end", len(told) > LONGEST)

    def caption(self, widget: QWidget, told: str) -> None:
        if "img src=x" in told:
            self.marked["caption"] += 1
            self.found(widget, "takes an ampersand for an Alt letter", _lost(told))

    def tip(self, widget: QWidget, told: str) -> None:
        if not told:
            return
        if "img" in told:
            self.marked["tooltip"] += 1
        if GuiQt.mightBeRichText(told):
            read = QTextDocumentFragment.fromHtml(told).toPlainText()
            self.found(widget, "reads marks in its tooltip", MARK in told or not told.startswith("<qt>"))
            kept = MARK in read or _AS_A_FILES_NAME in read
            self.found(widget, "loses a mark in its tooltip", "img src=x" in told and not kept)
        self.found(widget, "has a tooltip without end", len(told) > 2 * LONGEST)

    def cells(self, view: QAbstractItemView) -> None:
        model, root = view.model(), view.rootIndex()
        for row in range(min(model.rowCount(root), _ROWS)):
            for column in range(model.columnCount(root) if isinstance(view, QTableView) else 1):
                at = model.index(row, column, root)
                self.tip(view, _words(at.data(Qt.ItemDataRole.ToolTipRole)))
                self.spoken(view, _words(at.data(Qt.ItemDataRole.AccessibleTextRole)))
                self.spoken(view, _words(at.data(Qt.ItemDataRole.AccessibleDescriptionRole)))
        for column in range(model.columnCount(root) if isinstance(view, QTableView) else 0):
            told = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            self.tip(view, _words(told))

    def found(self, widget: QWidget, what: str, is_wrong: bool) -> None:
        if is_wrong:
            text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.toolTip()
            inside = " in ".join(type(one).__name__ for one in _above(widget))
            self.wrong[f"{inside} {what}: {text[:60]!r}"] += 1


def _words(told: object) -> str:
    return told if isinstance(told, str) else ""


def _lost(told: str) -> bool:
    """Whether Qt would read an ampersand that a person wrote as the mark of an Alt letter."""
    return any(written in told.replace("&&", "") for written in ("&Ada", "&amp;", "&#60;"))


def _above(widget: QWidget) -> list[QWidget]:
    told, at = [], widget
    while at is not None and len(told) < 4:
        told.append(at)
        at = at.parentWidget()
    return told


def _is_qts_own(widget: QWidget) -> bool:
    """Whether a widget is inside Qt's file dialog, which shows names of files and nothing of a journal."""
    at: QWidget | None = widget
    while at is not None:
        if isinstance(at, QFileDialog) or type(at).__name__ in {"QTipLabel", "QColorDialog"}:
            return type(at) is not QLabel
        at = at.parentWidget()
    return False
