"""What went wrong: which complaint a report tells, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_checks import CheckKind
from retention_journal.services.report_choices import Complaint
from retention_journal.services.report_content import ChosenSetback, ReportContent
from retention_journal.services.report_setbacks import to_choose
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.buttons import link_button
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.pages.report_section import Aside, ReportSection, show_text
from retention_journal.ui.text_labels import caption, label, shortened
from retention_journal.ui.toggles import TickBox

_LONGEST_WORDS = 90


class SetbackLine(QWidget):
    """One complaint: told or not, quoted or not, and the five things to say of it."""

    def __init__(self, incident: str, complaint: Complaint | None) -> None:
        super().__init__()
        self.incident = incident
        self.is_silent = False
        self.told = TickBox(_title(complaint))
        self.quoted = TickBox(_("Quote their words"))
        self.words = {
            "fact": TextField(lines=1),
            "consequence": TextField(lines=1),
            "did": TextField(lines=1),
            "changed": TextField(lines=1),
            "apology": TextField(lines=1),
        }
        names = {
            "fact": _("What happened"),
            "consequence": _("What it meant for the client"),
            "did": _("What was done"),
            "changed": _("What is different now"),
            "apology": _("In your own words"),
        }
        fields = [Field(names[name], field) for name, field in self.words.items()]
        self._more = QWidget()
        stack(self._more, self.quoted, *fields, gap=8)
        said = complaint.words if complaint else ""
        quote = caption(
            formats.quoted(shortened(" ".join(said.split()), _LONGEST_WORDS)) if said else "", wrap=True
        )
        self.warning = label(
            _("You have not talked about it since. Call first."),
            "caption_medium",
            colour="watch_text",
            wrap=True,
        )
        self.warning.hide()
        stack(self, self.told, self.warning, quote, self._more, gap=6)
        quote.setVisible(bool(said))
        self.quoted.setVisible(bool(said))
        self.told.toggled.connect(self._more.setVisible)
        self.told.toggled.connect(lambda on: self.warning.setVisible(on and self.is_silent))
        self._more.setVisible(False)

    def show_item(self, item: ChosenSetback) -> None:
        """Show what is told of it."""
        self.told.setChecked(item.is_told)
        self._more.setVisible(item.is_told)
        self.quoted.setChecked(item.with_words)
        for name, field in self.words.items():
            show_text(field, getattr(item, name))

    def item(self) -> ChosenSetback:
        """Return what is told of it."""
        words = {name: field.cleaned() for name, field in self.words.items()}
        told, quoted = self.told.isChecked(), self.quoted.isChecked()
        return ChosenSetback(self.incident, is_told=told, with_words=quoted, **words)


class SetbacksSection(ReportSection):
    """The complaints of the period, filled in from what the client was told already."""

    fields = ("setbacks",)
    part = ReportPart.SETBACKS

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SetbackLine] = []
        self._chosen: tuple[ChosenSetback, ...] | None = None
        self._offers: tuple[ChosenSetback, ...] = ()
        self._complaints: Mapping[str, Complaint] = {}
        self._untold: set[int | str | None] = set()
        self._list = column(gap=14)
        self.as_offered = link_button(_("As offered"))
        self.lines.addLayout(self._list)
        self.lines.addWidget(self.as_offered)
        self.as_offered.clicked.connect(self._go_back)

    def has_something(self, sheet: ReportSheet) -> bool:
        return bool(sheet.offered.setbacks or sheet.offered.content.setbacks)

    def fill(self, sheet: ReportSheet) -> None:
        self._chosen, self._offers = sheet.offered.content.setbacks, sheet.offered.setbacks
        self._complaints = sheet.offered.complaints
        self._untold = {check.subject for check in sheet.checks if check.kind is CheckKind.TALK}
        self._show()

    def content(self, before: ReportContent) -> ReportContent:
        return replace(before, setbacks=self._chosen)

    def aside(self) -> Aside:
        told = sum(row.told.isChecked() for row in self.rows)
        warns = any(not row.warning.isHidden() for row in self.rows)
        n, many = formats.number(told), formats.number(len(self.rows))
        return Aside(_("{n} of {many}").format(n=n, many=many), warns=warns)

    def go_to(self, subject: int | str | None) -> None:
        for row in self.rows:
            if row.incident == subject:
                row.told.setFocus()
                return
        super().go_to(subject)

    def take_over(self) -> None:
        self._chosen = tuple(row.item() for row in self.rows)
        self.as_offered.setVisible(True)

    def _go_back(self) -> None:
        self._chosen = None
        with self.filling():
            self._show()
        self.chosen.emit()

    def _show(self) -> None:
        items = to_choose(self._chosen, self._offers)
        if [row.incident for row in self.rows] != [one.incident for one in items]:
            clear(self._list)
            self.rows = [SetbackLine(one.incident, self._complaints.get(one.incident)) for one in items]
            for row in self.rows:
                self._list.addWidget(row)
                self.watch(row.told, row.quoted, *row.words.values())
        for row, one in zip(self.rows, items, strict=True):
            row.show_item(one)
            row.is_silent = one.incident in self._untold
            row.warning.setVisible(one.is_told and row.is_silent)
        self.as_offered.setVisible(self._chosen is not None)


def _title(complaint: Complaint | None) -> str:
    if complaint is None:
        return _("Something else")
    return _("The one of {day}").format(day=formats.day_of_month(complaint.received_on))
