"""A trial of more care: what more, with whom, from when to when; what was counted and what it may mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.care_trial import told
from retention_journal.core.clients import Tier
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.care_trials import TrialEntry, TrialRow, held, save_trial, trash_trial, trials
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column
from retention_journal.ui.panels import section
from retention_journal.ui.text_labels import label

_USUAL = timedelta(days=89)
_LONGEST = 300


class CareTrialDialog(KeptDialog):
    """Begins a trial, or shows how one stands."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(_("Try more care"), _("Keep"), parent, width=620)
        self._journal, self._now = journal, now
        self._trials = trials(journal)
        self._form = self.use_form(Form())
        self.which = Choice(
            [*((one, _named(one)) for one in self._trials), (None, _("A new trial"))],
            self._trials[0] if self._trials else None,
        )
        self.what = LineField(placeholder=_("A call every second week"), longest=_LONGEST)
        self.tier = Choice([(None, _("All clients")), *((one, one.label) for one in Tier)])
        self.started = DateField(None, self._today)
        self.ends = DateField(None, self._today)
        self.finding = TextField(lines=3)
        self.counted = label("", "ui", wrap=True)
        self._away = quiet_button(_("Move to the trash"), icon="trash")
        self._lay_out()
        self._show(self.which.value())
        self.keep_as(journal.path, "care trial", bring_back=not self._trials)
        self.what.setFocus()

    def entry(self) -> TrialEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day is none.
        """
        days: list[date] = []
        for name, field in (("started_on", self.started), ("ends_on", self.ends)):
            day = field.day()
            if (problem := field.problem()) or day is None:
                raise InvalidEntryError(name, problem or _("Choose a day."))
            days.append(day)
        return TrialEntry(
            self.what.cleaned(), days[0], days[1], self.tier.value(), self.finding.toPlainText()
        )

    def submit(self) -> None:
        """Keep the trial.

        Raises:
            JournalError: It cannot be kept so.
        """
        chosen: TrialRow | None = self.which.value()
        save_trial(self._journal, self.entry(), chosen.trial_id if chosen else None)
        self.drop_draft()
        self.undoable.emit(_("The trial is kept."))

    def keep_draft(self) -> bool | None:
        return super().keep_draft() if self.which.value() is None else None

    def trash(self) -> None:
        """Put the trial that is shown in the trash and close."""
        chosen: TrialRow | None = self.which.value()
        if chosen is not None:
            trash_trial(self._journal, chosen.trial_id, now=self._now())
            self.undoable.emit(_("The trial is in the trash."))
            self.done(0)

    def _lay_out(self) -> None:
        form = self._form
        told_first = _("More of one thing, for a while, held against as long before. Counts, and no proof.")
        form.add_part(label(told_first, "ui", colour="text_2", wrap=True))
        if self._trials:
            form.add("which", _("&Trial"), self.which)
        form.add("what", _("&What more"), self.what)
        form.add("tier", _("With who&m"), self.tier)
        form.add_row(
            ("started_on", _("&From"), self.started),
            ("ends_on", _("&To and with"), self.ends),
        )
        self._result = box(column(section(_("So it stands"), self.counted), gap=0))
        form.add_part(self._result)
        self._finding = form.add("finding", _("What you &make of it"), self.finding, optional=True)
        self._away.clicked.connect(lambda _checked=False: self.trash())
        self.buttons.insertWidget(1, self._away)
        self.which.chosen.connect(self._show)
        for day in (self.started, self.ends):
            day.changed.connect(self._count)
        self.tier.chosen.connect(lambda _tier: self._count())

    def _show(self, chosen: TrialRow | None) -> None:
        today = self._today()
        entry = chosen.entry if chosen else TrialEntry("", today, today + _USUAL)
        self.what.setText(entry.what)
        self.tier.set_value(entry.tier)
        self.started.set_day(entry.started_on)
        self.ends.set_day(entry.ends_on)
        self.finding.setPlainText(entry.finding)
        self._away.setVisible(chosen is not None)
        self._finding.setVisible(chosen is not None)
        self._count()

    def _count(self) -> None:
        """Say what was counted, as the days stand in the form."""
        try:
            found = held(self._journal, self.entry(), self._today()) if self.which.value() else None
        except InvalidEntryError:
            found = None
        self._result.setVisible(found is not None)
        if found is not None:
            self.counted.setText("\n".join(told(found)))

    def _today(self) -> date:
        return self._now().date()


def _named(one: TrialRow) -> str:
    return _("{what}, from {day}").format(what=one.entry.what, day=formats.day(one.entry.started_on))
