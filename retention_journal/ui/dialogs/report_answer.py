"""Notes what the client answered to a report, and leads from there into the next agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.agreement import LineEntry
from retention_journal.core.contacts import Answer, Kind
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import ImportanceSource
from retention_journal.core.periods import period_within
from retention_journal.i18n import _
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_answers import (
    GoalsVerdict,
    ReportAnswer,
    answer,
    answer_of,
    goals_asked,
    take_into_agreement,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.log_fields import OptionalSegmented, Question
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import FieldLabel, caption, label
from retention_journal.ui.toggles import TickBox

_CHANNELS = (
    (Kind.EMAIL, "email"),
    (Kind.CALL, "call"),
    (Kind.MESSAGE, "message"),
    (Kind.MEETING, "meeting"),
    (Kind.LETTER, ""),
)
_WIDTH = 640


class ReportAnswerDialog(Dialog):
    """The client's answer to one report; it becomes a contact in the log, and one without a word none."""

    def __init__(
        self,
        journal: Journal,
        report: ReportRow,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        told: Callable[[str], object],
    ) -> None:
        """Make the dialog.

        Args:
            journal: Where it is kept.
            report: The report that was sent.
            now: Tells the time.
            parent: The window it stands over.
            told: Is told what was done, to be said beside an Undo.
        """
        super().__init__(_("What the client answered"), _("Keep the answer"), parent, width=_WIDTH)
        self._journal, self._report, self._now, self._told = journal, report, now, told
        today = now().date()
        known = answer_of(journal, report.report_id)
        self._asked = goals_asked(journal, report.report_id, today)
        self.importance: dict[str, OptionalSegmented] = {}
        form = self.use_form(Form())
        form.add_part(label(self._title(), "body_strong", elide=True))
        self._make_head(form, known or ReportAnswer(on=today))
        self._make_questions(form, known or ReportAnswer())
        if self._asked:
            self._make_review(form)
        self.words.setFocus()

    def submit(self) -> None:
        """Keep the answer, and begin the agreement where that is wanted.

        Raises:
            InvalidEntryError: It says nothing, or its day cannot be.
        """
        given, now = self._given(), self._now()
        with self._journal.change(_("Note an answer to a report")):
            kept = answer(self._journal, self._report.report_id, given, now=now)
            wants = self._wants_agreement() and kept is not None
            if wants:
                take_into_agreement(
                    self._journal, self._report.report_id, self.said_of_goals(), today=now.date()
                )
        said = _("The answer is in the log.") if kept is not None else _("The answer was taken back.")
        self._told(said)
        if wants:
            self._open_agreement()

    def said_of_goals(self) -> dict[str, int]:
        """Return what each goal means to the client now, 1 to 5, for those that they named."""
        return {key: field.value() for key, field in self.importance.items() if field.value() is not None}

    def _given(self) -> ReportAnswer:
        if problem := self.on.problem():
            raise InvalidEntryError("on", problem)
        other = self.other.value()
        return ReportAnswer(
            words=self.words.cleaned(),
            channel=self.channel.value(),
            on=self.on.day(),
            goals=self.goals.value(),
            all_ok=self.all_ok.value(),
            delivery_as_expected=self.works.value(),
            else_answer=other,
            else_to_help=self.what_else.cleaned() if other is Answer.YES else "",
        )

    def _make_head(self, form: Form, known: ReportAnswer) -> None:
        self.words = TextField(known.words, lines=4, people=True)
        form.add("words", _("Their &words"), self.words, note=_("As they said it. It is never printed."))
        channels = [Option(kind, kind.label, icon) for kind, icon in _CHANNELS]
        if known.channel not in {kind for kind, _icon in _CHANNELS}:
            channels.append(Option(known.channel, known.channel.label))
        self.channel = Segmented(channels, known.channel, name=_("How it came"))
        form.add("channel", _("How it came"), self.channel)
        self.on = DateField(known.on, lambda: self._now().date(), past=True)
        form.add_row(("on", _("&Day"), self.on))

    def _make_questions(self, form: Form, known: ReportAnswer) -> None:
        self.all_ok = Question(_("Is all OK?"))
        self.works = Question(_("Does the delivery work as expected?"))
        self.other = Question(_("Anything else I can help with?"))
        self.what_else = LineField(known.else_to_help)
        self.all_ok.set_value(known.all_ok)
        self.works.set_value(known.delivery_as_expected)
        self.other.set_value(known.else_answer)
        for question in (self.all_ok, self.works, self.other):
            form.add_part(question)
        what = form.add("else_to_help", _("What &else"), self.what_else, optional=True)
        what.setVisible(known.else_answer is Answer.YES)
        self.other.changed.connect(lambda said: what.setVisible(said is Answer.YES))
        self.goals = OptionalSegmented(
            [Option(one, one.label) for one in GoalsVerdict], name=_("The goals for the next period are")
        )
        self.goals.set_value(known.goals)
        form.add(
            "goals", _("The goals for the next period are"), self.goals,
            note=_("“Not right” puts a call on the list."),
        )  # fmt: skip

    def _make_review(self, form: Form) -> None:
        """Ask what each goal means to them now, beside what it meant."""
        lines = [_importance(self, line) for line in self._asked]
        title = FieldLabel(_("Is this still what matters? 1 is little, 5 much."))
        form.add_part(box(column(title, *lines, gap=8)))
        self.agree = TickBox(_("Take it into the &agreement"))
        form.add_part(self.agree)
        for field in self.importance.values():
            for n in range(1, 6):
                field.button(n).clicked.connect(lambda _on: self.agree.setChecked(bool(self.said_of_goals())))

    def _wants_agreement(self) -> bool:
        return bool(self._asked) and self.agree.isChecked()

    def _open_agreement(self) -> None:
        """Open the agreement with the draft that was just kept."""
        over = self.parentWidget() or self
        dialog = AgreeDialog(self._journal, self._report.client_id, self._now, over, step=Step.GOALS)
        dialog.undoable.connect(self._told)
        dialog.open()

    def _title(self) -> str:
        return _("{client}, report {period}").format(
            client=self._report.client, period=period_within(self._report.period)
        )


def _importance(dialog: ReportAnswerDialog, line: LineEntry) -> QWidget:
    """Return a line that asks what one goal means to the client now."""
    rated = OptionalSegmented([Option(n, f"{n}") for n in range(1, 6)], name=line.name, small=True)
    dialog.importance[line.line_key] = rated
    name = label(line.name, "body", elide=True)
    was_said = line.importance_client is not None and line.importance_source is ImportanceSource.SAID
    before = _("last time {n}").format(n=line.importance_client) if was_said else _("not asked yet")
    told = row(name, None, caption(before), rated, gap=12)
    return box(told)
