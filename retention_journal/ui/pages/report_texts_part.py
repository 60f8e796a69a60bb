"""Texts that only some reports have: what was learnt, what was decided, what is proposed."""

from __future__ import annotations

from dataclasses import replace

from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Field
from retention_journal.ui.pages.report_section import Aside, ReportSection, show_text


class LearntSection(ReportSection):
    """What was learnt, and what was decided since last time."""

    fields = ("learnt", "decisions")
    part = ReportPart.LEARNT

    def __init__(self) -> None:
        super().__init__()
        self.learnt, self.decisions = TextField(), TextField()
        self._offered = ""
        self.learnt_field = Field(_("Learnt, and worth trying"), self.learnt)
        self.decisions_field = Field(_("Decided since last time"), self.decisions)
        for field in (self.learnt_field, self.decisions_field):
            self.lines.addWidget(field)
        self.watch(self.learnt, self.decisions)

    def fill(self, sheet: ReportSheet) -> None:
        kept, self._offered = sheet.offered.content, sheet.offered.decisions
        show_text(self.learnt, kept.learnt)
        show_text(self.decisions, kept.decisions or self._offered)
        note = _("Emptied, it says again what the journal has. To leave it out, take the tick from the part.")
        self.decisions_field.set_note(note if self._offered else "")

    def content(self, before: ReportContent) -> ReportContent:
        decided = self.decisions.cleaned()
        return replace(
            before, learnt=self.learnt.cleaned(), decisions="" if decided == self._offered else decided
        )

    def aside(self) -> Aside:
        return Aside(_("written") if self.learnt.cleaned() or self.decisions.cleaned() else "")


class ReviewSection(ReportSection):
    """What is proposed for the next quarter, on the page that ends one."""

    fields = ("proposal",)
    part = ReportPart.REVIEW

    def __init__(self) -> None:
        super().__init__()
        self.proposal = TextField(lines=3)
        note = _("It stands above the line for the client’s yes.")
        self.lines.addWidget(Field(_("What you propose"), self.proposal, note=note))
        self.watch(self.proposal)

    def has_something(self, sheet: ReportSheet) -> bool:
        return sheet.report.review is not None

    def fill(self, sheet: ReportSheet) -> None:
        show_text(self.proposal, sheet.offered.content.proposal)

    def content(self, before: ReportContent) -> ReportContent:
        return replace(before, proposal=self.proposal.cleaned())

    def aside(self) -> Aside:
        return Aside(_("written") if self.proposal.cleaned() else "")
