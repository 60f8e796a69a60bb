"""The style sheet: what Fusion and the palette cannot say, filled from the tokens."""

from __future__ import annotations

import re
from collections.abc import Callable

_SHEET = """
QLineEdit, QPlainTextEdit {
  background: @surface; color: @text; border: 1px solid @border_strong; border-radius: 6px;
  padding: {5}px {9}px; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus {
  border: 2px solid @focus; padding: {4}px {8}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: @act; }
QLineEdit:disabled, QPlainTextEdit:disabled {
  background: @inset; color: @text_3; border-color: @border; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: 0; padding: 0; background: transparent; }
QMenuBar { background: @window; color: @text_2; border-bottom: 1px solid @border; padding: 0 {6}px; }
QMenuBar::item { background: transparent; padding: {4}px {9}px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @selected; color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @border_strong; padding: {5}px; }
QMenu::item { padding: {5}px {22}px {5}px {12}px; border-radius: 4px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @text_3; }
QMenu::separator { height: 1px; background: @border; margin: {4}px {8}px; }
QMenu::icon { padding-left: {8}px; }
QMenu::indicator { width: {14}px; height: {14}px; left: {4}px; }
QToolTip { background: @surface; color: @text; border: 1px solid @border_strong; padding: {4}px {6}px; }
QTableView, QListView, QTreeView { background: @surface; border: 0; outline: 0; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @text_3; border: 0; border-bottom: 1px solid @border;
  padding: 0 {8}px; }
QHeaderView::section:horizontal:first { padding-left: {12}px; }
QHeaderView::section:only-one { padding-left: {12}px; }
QSplitter::handle { background: @border; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: @border_strong; border-radius: 2px; border: 0; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px 2px 5px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 5px 2px 3px 2px; }
QScrollBar::handle:vertical:hover { background: @text_3; margin: 2px 3px 2px 3px; }
QScrollBar::handle:horizontal:hover { background: @text_3; margin: 3px 2px 3px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @text_2; border: 0; border-bottom: 3px solid transparent;
  padding: {9}px {2}px {7}px {2}px; margin-left: {10}px; margin-right: {10}px; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @window; }
QCalendarWidget QToolButton { color: @text; background: transparent; border: 0; padding: {4}px {8}px; }
QCalendarWidget QToolButton:hover { background: @hover; }
QCalendarWidget QAbstractItemView { background: @surface; color: @text; selection-background-color: @accent;
  selection-color: @on_accent; }
"""


def text(css: Callable[[str], str], px: Callable[[float], int]) -> str:
    """Return the style sheet in the colours that ``css`` and the measures that ``px`` give."""
    coloured = re.sub(r"@(\w+)", lambda found: css(found[1]), _SHEET)
    return re.sub(r"\{(\d+)\}", lambda found: str(px(int(found[1]))), coloured)
