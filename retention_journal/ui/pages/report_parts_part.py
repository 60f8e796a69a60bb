"""Which parts a report has; their order never changes."""

from __future__ import annotations

from dataclasses import replace

from retention_journal.core import formats
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_choices import usual_parts_off
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import column
from retention_journal.ui.pages.report_section import Aside, ReportSection, WordedTick
from retention_journal.ui.text_labels import caption
from retention_journal.ui.toggles import TickBox


class PartsSection(ReportSection):
    """A tick for each part; untouched, a report has the parts that all of them have."""

    fields = ("parts_off",)

    def __init__(self) -> None:
        super().__init__()
        self.ticks = {part: TickBox() for part in ReportPart}
        self._lines = {part: WordedTick(tick, part.label) for part, tick in self.ticks.items()}
        self.usual = link_button(_("As in every report"))
        self._firm: frozenset[ReportPart] = frozenset()
        self._chosen: frozenset[ReportPart] | None = None
        note = caption(_("A part with nothing to say is left out by itself."), wrap=True)
        self.lines.addLayout(column(*self._lines.values(), gap=0))
        self.lines.addWidget(note)
        self.lines.addWidget(self.usual)
        self.watch(*self.ticks.values())
        self.usual.clicked.connect(self._use_usual)

    def fill(self, sheet: ReportSheet) -> None:
        self._firm, self._chosen = sheet.offered.parts_off, sheet.offered.content.parts_off
        self._lines[ReportPart.REVIEW].setVisible(sheet.report.review is not None)
        self._show(usual_parts_off(sheet.offered))

    def content(self, before: ReportContent) -> ReportContent:
        return replace(before, parts_off=self._chosen)

    def aside(self) -> Aside:
        shown = [tick for part, tick in self.ticks.items() if not self._lines[part].isHidden()]
        off = sum(not tick.isChecked() for tick in shown)
        if not off:
            return Aside(_("all"))
        n, many = formats.number(len(shown) - off), formats.number(len(shown))
        return Aside(_("{n} of {many}").format(n=n, many=many))

    def take_over(self) -> None:
        off = self.off()
        self._chosen = None if off == self._firm else off
        self.usual.setVisible(self._chosen is not None)

    def off(self) -> frozenset[ReportPart]:
        """Return the parts that are left out."""
        return frozenset(part for part, tick in self.ticks.items() if not tick.isChecked())

    def _use_usual(self) -> None:
        self._chosen = None
        with self.filling():
            self._show(self._firm)
        self.chosen.emit()

    def _show(self, off: frozenset[ReportPart]) -> None:
        for part, tick in self.ticks.items():
            tick.setChecked(part not in off)
        self.usual.setVisible(self._chosen is not None)
