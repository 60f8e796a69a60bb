"""Everything of a report that one chooses beside the words, in sections that open one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_content import NOTHING_CHOSEN, ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.report_fold import FoldHead, Folds
from retention_journal.ui.pages.report_goals_part import GoalsSection
from retention_journal.ui.pages.report_next_part import NeedsSection, NextSection
from retention_journal.ui.pages.report_parts_part import PartsSection
from retention_journal.ui.pages.report_promised_part import PromisedSection
from retention_journal.ui.pages.report_section import ReportSection
from retention_journal.ui.pages.report_setbacks_part import SetbacksSection
from retention_journal.ui.pages.report_texts_part import LearntSection, ReviewSection
from retention_journal.ui.text_labels import label


class ReportChosen(QWidget):
    """The sections of one report, and what stands in them.

    Signals:
        typed: Something is being written.
        chosen: Something was chosen; it is kept at once.
        left: A field was left.
        opened: A section was opened, its head.
    """

    typed = Signal()
    chosen = Signal()
    left = Signal()
    opened = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.parts, self.promised = PartsSection(), PromisedSection()
        self.goals, self.setbacks = GoalsSection(), SetbacksSection()
        self.learnt, self.review = LearntSection(), ReviewSection()
        self.next, self.needs = NextSection(today), NeedsSection(today)
        self.part_folds, self._folds = Folds(), Folds()
        self._heads: dict[ReportSection, FoldHead] = {self.parts: self.part_folds.add(_("Parts"), self.parts)}
        self._kept: ReportContent = NOTHING_CHOSEN
        sections: tuple[tuple[str, ReportSection], ...] = (
            (_("Promised last time"), self.promised),
            (_("Remarks to the goals"), self.goals),
            (_("What went wrong"), self.setbacks),
            (_("Learnt and decided"), self.learnt),
            (_("Goals for the next period"), self.next),
            (_("What you need from them"), self.needs),
            (_("For the next quarter"), self.review),
        )
        for title, section in sections:
            self._heads[section] = self._folds.add(title, section)
        stack(self, label(_("On the other pages"), "ui_strong"), self._folds, gap=6)
        for section in self._heads:
            section.typed.connect(self._typed)
            section.chosen.connect(self._chose)
            section.left.connect(self.left)
        for folds in (self.part_folds, self._folds):
            folds.opened.connect(self.opened)

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Show what was chosen for the report of ``sheet``; what is being written stays as it is."""
        if not self.has_unkept():
            self._kept = sheet.offered.content
            for section, head in self._heads.items():
                section.show_sheet(sheet)
                self._show_head(head, on=section.has_something(sheet))
        self._show_asides()

    def content(self) -> ReportContent:
        """Return what is chosen, as it stands."""
        content = self._kept
        for section in self._heads:
            content = section.content(content)
        return content

    def reasons(self) -> dict[int, str]:
        """Return why promises were late, where it was written and is not kept yet, by their numbers."""
        return self.promised.reasons()

    def has_unkept(self) -> bool:
        """Say whether there is anything that the journal does not have."""
        return self.has_unkept_content() or bool(self.reasons())

    def has_unkept_content(self) -> bool:
        """Say whether something is chosen otherwise than the journal has it."""
        return self.content() != self._kept

    def take_kept(self, content: ReportContent, reasons: dict[int, str]) -> None:
        """Take note of what is in the journal now."""
        self._kept = content
        self.promised.take_kept(reasons)

    def forget(self) -> None:
        """Drop what is written here, because another report is shown next."""
        self.take_kept(self.content(), self.reasons())

    def go_to(self, section: ReportSection, subject: int | str | None = None) -> None:
        """Open a section and put the focus on what ``subject`` is about."""
        self._heads[section].setChecked(True)
        QTimer.singleShot(0, section, lambda: section.go_to(subject))

    def show_error(self, section: ReportSection, message: str) -> None:
        """Say at the top of a section what is wrong in it, and open it."""
        section.show_error(message)
        self.go_to(section)

    def section_about(self, error: InvalidEntryError) -> ReportSection | None:
        """Return the section that an error is about, or None."""
        return next((one for one in self._heads if error.field in one.fields), None)

    def head_of(self, section: ReportSection) -> FoldHead:
        """Return the head of a section."""
        return self._heads[section]

    def _typed(self) -> None:
        for section in self._heads:
            section.show_error("")
        self._show_asides()
        self.typed.emit()

    def _chose(self) -> None:
        self._show_asides()
        self.chosen.emit()

    def _show_head(self, head: FoldHead, *, on: bool) -> None:
        if not on:
            head.setChecked(False)
        head.setVisible(on)

    def _show_asides(self) -> None:
        off = self.parts.off()
        for section, head in self._heads.items():
            aside = section.aside()
            if section.part in off and section.part is not ReportPart.LEARNT:
                head.set_aside(_("left out"))
            else:
                head.set_aside(aside.text, warns=aside.warns)
