"""Looking back on the firm: four questions, with what the journal knows of those years beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _
from retention_journal.services.firm_look_backs import (
    FirmEntry,
    FirmRow,
    facts_of,
    first_day,
    look_backs,
    save_look_back,
    told,
    trash_look_back,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column
from retention_journal.ui.panels import section
from retention_journal.ui.text_labels import label

_MOST_LESSONS = 6


class FirmLookBackDialog(KeptDialog):
    """Asks the four questions of a look back, or shows what was answered."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(_("Look back on the firm"), _("Keep"), parent, width=680)
        self._journal, self._now = journal, now
        self._kept = look_backs(journal)
        self._form = self.use_form(Form())
        self.which = Choice([(None, _("Today")), *((one, _named(one)) for one in self._kept)], None)
        self.first = DateField(None, self._today, past=True)
        self.last = DateField(None, self._today, past=True)
        self.went_well = TextField(lines=2)
        self.went_wrong = TextField(lines=2)
        self.would_tell = TextField(lines=2)
        self.from_now_on = TextField(lines=2)
        self.facts = label("", "ui", colour="text_2", wrap=True)
        self.learnt = label("", "people", wrap=True)
        self._away = quiet_button(_("Move to the trash"), icon="trash")
        self._lay_out()
        self._show(None)
        self.keep_as(journal.path, "firm look back")
        self.went_well.setFocus()

    def entry(self) -> FirmEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day is none.
        """
        days: list[date] = []
        for name, field in (("covers_from", self.first), ("covers_to", self.last)):
            day = field.day()
            if (problem := field.problem()) or day is None:
                raise InvalidEntryError(name, problem or _("Choose a day."))
            days.append(day)
        return FirmEntry(days[0], days[1], *(field.toPlainText() for field in self._texts()))

    def submit(self) -> None:
        """Keep the look back.

        Raises:
            JournalError: It cannot be kept so.
        """
        chosen: FirmRow | None = self.which.value()
        number = chosen.look_back_id if chosen else None
        save_look_back(self._journal, self.entry(), today=self._today(), look_back_id=number)
        self.drop_draft()
        self.undoable.emit(_("The look back on the firm is kept."))

    def keep_draft(self) -> bool | None:
        return super().keep_draft() if self.which.value() is None else None

    def trash(self) -> None:
        """Put the look back that is shown in the trash and close."""
        chosen: FirmRow | None = self.which.value()
        if chosen is not None:
            trash_look_back(self._journal, chosen.look_back_id, now=self._now())
            self.undoable.emit(_("The look back is in the trash."))
            self.done(0)

    def _lay_out(self) -> None:
        form = self._form
        if self._kept:
            form.add("which", _("W&hich one"), self.which)
        form.add_row(("covers_from", _("&From"), self.first), ("covers_to", _("&To and with"), self.last))
        form.add_part(box(column(section(_("What the journal knows"), self.facts, self.learnt), gap=0)))
        form.add("went_well", _("What went &well?"), self.went_well)
        form.add("went_wrong", _("What went wron&g?"), self.went_wrong, optional=True)
        form.add(
            "would_tell", _("What would you tell &yourself at the start?"), self.would_tell, optional=True
        )
        form.add("from_now_on", _("What is different from &now on?"), self.from_now_on, optional=True)
        self._away.clicked.connect(lambda _checked=False: self.trash())
        self.buttons.insertWidget(1, self._away)
        self.which.chosen.connect(self._show)
        for day in (self.first, self.last):
            day.changed.connect(self._tell)

    def _texts(self) -> tuple[TextField, ...]:
        return (self.went_well, self.went_wrong, self.would_tell, self.from_now_on)

    def _show(self, chosen: FirmRow | None) -> None:
        today = self._today()
        entry = chosen.entry if chosen else FirmEntry(first_day(self._journal) or today, today)
        self.first.set_day(min(entry.covers_from, today))
        self.last.set_day(entry.covers_to)
        answers = (entry.went_well, entry.went_wrong, entry.would_tell, entry.from_now_on)
        for field, text in zip(self._texts(), answers, strict=True):
            field.setPlainText(text)
        self._away.setVisible(chosen is not None)
        self._tell()

    def _tell(self) -> None:
        """Show the facts of the years that stand in the form."""
        first, last = self.first.day(), self.last.day()
        known = first is not None and last is not None and first <= last
        self.facts.setVisible(known)
        self.learnt.setVisible(False)
        if first is None or last is None or not known:
            return
        facts = facts_of(self._journal, DayRange(first, last), self._today())
        self.facts.setText(" ".join(told(facts)))
        self.learnt.setText("\n".join(f"– {text}" for text in facts.lessons[-_MOST_LESSONS:]))
        self.learnt.setVisible(bool(facts.lessons))

    def _today(self) -> date:
        return self._now().date()


def _named(one: FirmRow) -> str:
    return _("Written {day}").format(day=formats.day(one.written_on))
