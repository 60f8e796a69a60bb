"""Beside an outside reason: what the journal shows of the time before, and whether it stays the main one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from retention_journal.core import excuse_words, formats
from retention_journal.core.excuse_check import Finding
from retention_journal.core.losses import LossReason
from retention_journal.i18n import _, ngettext
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row
from retention_journal.ui.panels import Panel
from retention_journal.ui.text_labels import Span, caption, label, spans

_MOST_SOURCES = 5


class ExcusePanel(Panel):
    """Shows the facts and their sources, and takes one answer; hidden where there is nothing to say.

    It keeps the other reasons of the loss: "felt overlooked" is added to them, and taken away again.
    """

    def __init__(self) -> None:
        super().__init__(fill="inset", edge="", padding=(14, 12, 14, 12))
        self._finding: Finding | None = None
        self._main = LossReason.UNKNOWN
        self._others: tuple[LossReason, ...] = ()
        self._kept: Finding | None = None
        self.facts = spans(wrap=True, role="ui")
        self._sources = column(gap=1)
        self._question = label(_("Keep as main reason?"), "ui_medium")
        self.yes = outlined_button(_("&Yes"), small=True)
        self.yes.setAccessibleDescription(_("Keep as main reason?"))
        self.add = outlined_button(_("Add “felt &overlooked”"), small=True)
        self._question.setMinimumHeight(self.yes.sizeHint().height())  # in the middle of their line
        self.told = caption("", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.take_away = link_button(_("Take this reason away"))
        self.take_away.setAccessibleDescription(_("“Felt overlooked” is no longer one of the reasons."))
        answers = FlowLayout()
        for part in (self._question, self.yes, self.add):
            answers.addWidget(part)
        self._asked = box(answers)
        self._told = box(row(self.told, self.take_away, None, gap=8))
        self._source_box = box(self._sources)
        self.setLayout(
            column(
                self.facts, self._source_box, self._asked, self._told, gap=8, margins=(14, 12, 14, 12)
            )
        )  # fmt: skip
        self.yes.clicked.connect(self._keep)
        self.add.clicked.connect(self._add)
        self.take_away.clicked.connect(self._take_away)
        self.hide()

    def others(self) -> tuple[LossReason, ...]:
        """Return the reasons beside the main one."""
        return tuple(one for one in self._others if one is not self._main)

    def show_others(self, reasons: tuple[LossReason, ...]) -> None:
        """Take over the reasons beside the main one."""
        self._others = reasons
        self._follow()

    def show_finding(self, main: LossReason, finding: Finding | None) -> None:
        """Show what stands beside the main reason; None is nothing."""
        self._main, self._finding = main, finding
        clear(self._sources)
        if finding is not None:
            self.facts.show_spans(
                [
                    Span(excuse_words.chosen(finding), "ui_strong"),
                    Span(" " + excuse_words.facts(finding), "ui"),
                ]
            )
            for source in _some(excuse_words.sources(finding)):
                self._sources.addWidget(caption(source, wrap=True))
        self._follow()

    def _follow(self) -> None:
        has_facts, overlooked = self._finding is not None, LossReason.OVERLOOKED in self.others()
        kept = has_facts and self._kept == self._finding
        self.facts.setVisible(has_facts)
        self._source_box.setVisible(has_facts)
        self._asked.setVisible(has_facts and not overlooked and not kept)
        self._told.setVisible(overlooked or kept)
        self.take_away.setVisible(overlooked)
        self.told.setText(_("“Felt overlooked” is one of the other reasons.") if overlooked else _("Kept."))
        self.setVisible(has_facts or overlooked)

    def _keep(self) -> None:
        self._kept = self._finding
        self._follow()

    def _add(self) -> None:
        self._others = (*self._others, LossReason.OVERLOOKED)
        self._follow()
        self.take_away.setFocus()

    def _take_away(self) -> None:
        self._others = tuple(one for one in self._others if one is not LossReason.OVERLOOKED)
        self._kept = None
        self._follow()
        if self.add.isVisible():
            self.add.setFocus()


def _some(sources: tuple[str, ...]) -> list[str]:
    """Return the first of the sources, and how many more there are."""
    rest = len(sources) - _MOST_SOURCES
    if rest <= 0:
        return list(sources)
    return [
        *sources[:_MOST_SOURCES],
        ngettext("and {n} more", "and {n} more", rest).format(n=formats.number(rest)),
    ]
