"""F1: what the page at hand is for, and the keys that work there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.help_words import HelpWords, help_for
from retention_journal.ui.layouts import Part, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label

#: Pages that are part of another one.
_UNDER = {"report": "reports"}


class HelpDialog(Dialog):
    """Help for one page. Show it with ``show()``, so that the page can be used beside it."""

    def __init__(self, page: str, parent: QWidget) -> None:
        words = help_for(_UNDER.get(page, page))
        super().__init__(
            _("Help: {page}").format(page=words.title), _("Close"), parent, width=620, cancel=_("Close")
        )
        self.do_button.hide()
        parts: list[Part] = [label(words.title, "page", wrap=True), 4]
        parts += [label(text, "body", wrap=True) for text in words.paragraphs]
        stack(self.content, *parts, 8, Rule(), 4, caption(_("Keys"), strong=True), _keys(words), None, gap=10)
        self.cancel_button.setFocus()


def _keys(words: HelpWords) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(24))
    grid.setVerticalSpacing(theme.px(5))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for line, (key, does) in enumerate(words.keys):
        grid.addWidget(label(key, "ui_medium"), line, 0, top)
        grid.addWidget(label(does, "ui", colour="text_2", wrap=True), line, 1)
    return made
