"""One line to a goal, and what its name means where the client sees it for the first time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_choices import GoalChoice
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.pages.report_section import Aside, ReportSection, show_text
from retention_journal.ui.text_labels import label


class GoalLine(QWidget):
    """What is said of one goal."""

    def __init__(self, goal: GoalChoice) -> None:
        super().__init__()
        self.goal = goal
        self.remark = TextField(lines=1, placeholder=_("A remark to it"))
        self.remark.setAccessibleName(_("Remark to “{goal}”").format(goal=goal.name))
        self.meaning = TextField(lines=1, placeholder=_("What its name means"))
        self.meaning.setAccessibleName(_("What “{goal}” means").format(goal=goal.name))
        stack(self, label(goal.name, "ui_medium", wrap=True), self.remark, self.meaning, gap=4)


class GoalsSection(ReportSection):
    """Remarks to the goals, in the client's order."""

    fields = ("remarks", "glossary")
    part = ReportPart.SCORECARD

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GoalLine] = []
        self._list = column(gap=12)
        self.lines.addLayout(self._list)

    def has_something(self, sheet: ReportSheet) -> bool:
        return bool(sheet.offered.goals)

    def fill(self, sheet: ReportSheet) -> None:
        if tuple(row.goal for row in self.rows) != sheet.offered.goals:
            clear(self._list)
            self.rows = [GoalLine(goal) for goal in sheet.offered.goals]
            for row in self.rows:
                self._list.addWidget(row)
                self.watch(row.remark, row.meaning)
        kept = sheet.offered.content
        for row in self.rows:
            key = row.goal.line_key
            show_text(row.remark, kept.remarks.get(key, ""))
            show_text(row.meaning, kept.glossary.get(key, ""))
            row.meaning.setVisible(row.goal.is_new or bool(kept.glossary.get(key)))

    def content(self, before: ReportContent) -> ReportContent:
        remarks, glossary = dict(before.remarks), dict(before.glossary)
        for row in self.rows:
            for texts, field in ((remarks, row.remark), (glossary, row.meaning)):
                if text := field.cleaned():
                    texts[row.goal.line_key] = text
                else:
                    texts.pop(row.goal.line_key, None)
        return replace(before, remarks=remarks, glossary=glossary)

    def aside(self) -> Aside:
        silent = sum(row.goal.is_new and not row.meaning.cleaned() for row in self.rows)
        if silent:
            return Aside(_("{n} new").format(n=formats.number(silent)), warns=True)
        said = sum(bool(row.remark.cleaned()) for row in self.rows)
        n, many = formats.number(said), formats.number(len(self.rows))
        return Aside(_("{n} of {many}").format(n=n, many=many)) if said else Aside()

    def go_to(self, subject: int | str | None) -> None:
        for row in self.rows:
            if row.goal.line_key == subject:
                field = row.meaning if row.goal.is_new and not row.meaning.cleaned() else row.remark
                field.setFocus()
                return
        super().go_to(subject)
