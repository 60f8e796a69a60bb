"""The form of hours: when, how long, for what, and whom it served.

What the clock measured over midnight is shown as the days it fell on, each with its own length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import Bucket, duration, parse_minutes
from retention_journal.i18n import _
from retention_journal.services.clients import client_name, client_names
from retention_journal.services.hours import (
    HoursEntry,
    HoursRow,
    Served,
    edit_hours,
    hours_entry,
    log_hours,
    serves,
    trash_hours,
)
from retention_journal.services.timer import discard_timer
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, row
from retention_journal.ui.text_labels import label, shortened
from retention_journal.ui.toggles import TickBox

_LONGEST_LENGTH, _LONGEST_TASK, _LONGEST_CHOICE = 30, 200, 90


@dataclass(frozen=True)
class _Part:
    """The fields of one day; ``day`` is None where the clock told it, ``suffix`` is that of their names."""

    before: HoursEntry
    length: LineField
    day: DateField | None
    suffix: str = ""


class HoursForm(KeptDialog):
    """Writes hours down, or changes them."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        entry_id: int | None = None,
        measured: Sequence[HoursEntry] = (),
        parent: QWidget,
    ) -> None:
        """Make the form.

        Args:
            journal: Where the hours are kept.
            now: The clock on the wall.
            client_id: For whom; None asks for it, and none is taken too.
            entry_id: The entry to change; None writes a new one.
            measured: What the clock measured, an entry for each day; written down, it is thrown away.
            parent: The window it belongs to.
        """
        title = _("Write down hours") if entry_id is None else _("Change hours")
        super().__init__(title, _("Write it down") if entry_id is None else _("Save"), parent, width=560)
        self._journal, self._now, self._measured = journal, now, tuple(measured)
        self._before: HoursRow | None = None if entry_id is None else hours_entry(journal, entry_id)
        self._client_id = self._before.client_id if self._before else client_id
        self._form = self.use_form(Form())
        entries = self._measured or (self._before.entry() if self._before else self._usual(),)
        self._make(entries)
        self._lay_out()
        if not self._measured:
            self.keep_as(journal.path, f"hours {entry_id or f'for {client_id or 0}'}")
        (self.client or (self.task if self._measured else self.parts[0].length)).setFocus()

    def entries(self) -> list[HoursEntry]:
        """Return what the form says, an entry for each day; of several days an empty one is left out.

        Raises:
            InvalidEntryError: A day or a length is none.
        """
        served: Served | None = self.served.value()
        found = []
        for part in self.parts:
            if len(self.parts) > 1 and not part.length.cleaned():
                continue
            day, minutes = self._day(part), self._minutes(part)
            entry = replace(
                part.before,
                worked_on=day,
                minutes=minutes,
                bucket=self.bucket.value(),
                billable=self.billable.isChecked(),
                task=self.task.cleaned(),
                started_at=part.before.started_at if day == part.before.worked_on else None,
            )
            if served != self._served_before:
                entry = replace(
                    entry,
                    line_key=served.line_key if served else None,
                    promise_id=served.promise_id if served else None,
                )
            found.append(entry)
        if not found:
            raise InvalidEntryError("minutes", _("How long?"))
        return found

    def submit(self) -> None:
        """Write the hours down, or change them.

        Raises:
            JournalError: They cannot be kept so.
        """
        entries, today = self.entries(), self._today()
        if self.client is not None and self._client_id is None and self.client.line.cleaned():
            raise InvalidEntryError("client_id", _("Choose a client of the list, or leave it empty."))
        if self._before:
            edit_hours(self._journal, self._before.entry_id, entries[0], today=today)
            said = _("Hours changed.")
        else:
            self._log(entries, today)
            said = _("{hours} written down.").format(hours=duration(sum(one.minutes for one in entries)))
        self.drop_draft()
        if self._measured:
            discard_timer(self._journal)
        self.undoable.emit(said)

    def trash(self) -> None:
        """Put the hours in the trash and close."""
        if self._before is None:
            return
        trash_hours(self._journal, self._before.entry_id, now=self._now())
        self.undoable.emit(_("The hours are in the trash."))
        self.drop_draft()
        self.done(0)

    def _log(self, entries: Sequence[HoursEntry], today: date) -> None:
        """Write all days as one step; what a day cannot hold is told at that day."""
        days = {self._day(part): part.suffix for part in self.parts}
        with self._journal.change(_("Write down hours")):
            for entry in entries:
                try:
                    log_hours(self._journal, self._client_id, entry, today=today)
                except InvalidEntryError as error:
                    raise _at(error, days[entry.worked_on]) from error

    def _usual(self) -> HoursEntry:
        bucket = Bucket.HUNT if self._client_id is None else Bucket.SERVE
        return HoursEntry(self._today(), 0, bucket, bucket is Bucket.SERVE)

    # -- what the fields say --------------------------------------------------------------------------------

    def _day(self, part: _Part) -> date:
        if part.day is None:
            return part.before.worked_on
        if problem := part.day.problem():
            raise InvalidEntryError("worked_on", problem)
        return part.day.day() or part.before.worked_on

    def _minutes(self, part: _Part) -> int:
        try:
            return parse_minutes(part.length.text())
        except InvalidEntryError as error:
            raise _at(error, part.suffix) from error

    # -- parts ----------------------------------------------------------------------------------------------

    def _make(self, entries: Sequence[HoursEntry]) -> None:
        first = entries[0]
        self.parts = list(self._parts(entries))
        self.client: ClientField | None = None
        if self._client_id is None and self._before is None:
            self.client = ClientField(client_names(self._journal), may_add=False, parent=self)
            self.client.chosen.connect(lambda fit: self._take_client(fit.client.id, fit.client.name))
            self.client.line.textEdited.connect(lambda _text: self._forget_client())
        self.bucket = Choice([(bucket, bucket.label) for bucket in Bucket], first.bucket)
        self.bucket.chosen.connect(self._follow_bucket)
        self.task = LineField(first.task, longest=_LONGEST_TASK)
        self.served = Choice()
        self._served_before = self._offer_served(first)
        self.billable = TickBox(_("Cha&rged to the client"))
        self.billable.setChecked(first.billable)
        self._billable_was_set = self._before is not None
        self.billable.clicked.connect(lambda _checked: self._keep_billable())
        for field in (self.task, *(part.length for part in self.parts)):
            field.returnPressed.connect(self.accept)

    def _parts(self, entries: Sequence[HoursEntry]) -> Iterator[_Part]:
        such_as = _("1:30, {decimal} or 90 min").format(decimal=formats.number(Decimal("1.5")))
        for number, entry in enumerate(entries, start=1):
            told = duration(entry.minutes) if entry.minutes else ""
            length = LineField(told, placeholder=such_as, longest=_LONGEST_LENGTH)
            day = DateField(entry.worked_on, self._today, past=True) if len(entries) == 1 else None
            if day is not None:
                day.line.returnPressed.connect(self.accept)
            yield _Part(entry, length, day, "" if number == 1 else f"_{number}")

    def _lay_out(self) -> None:
        form = self._form
        if self.client is not None:
            note = _("Empty is for none: the hunt for new ones, or the office.")
            form.add("client_id", _("C&lient"), self.client, optional=True, note=note)
        else:
            form.add_part(label(self._client_words(), "body_strong", elide=True))
        self._add_days()
        form.add("task", _("&Task"), self.task, optional=True)
        form.add_row(
            ("bucket", _("&What for"), self.bucket),
            ("serves", _("It &served"), self.served, True),
        )
        form.add_part(box(row(self.billable, None)))
        if self._before is not None:
            away = quiet_button(_("Move to the trash"), icon="trash")
            away.clicked.connect(lambda _checked: self.trash())
            self.buttons.insertWidget(1, away)
        elif len(self.parts) > 1:
            self.note.setText(_("The clock ran over midnight. A day left empty is not written down."))

    def _add_days(self) -> None:
        day = self.parts[0].day
        if day is not None:
            self._form.add_row(
                ("worked_on", _("&Day"), day), ("minutes", _("&How long"), self.parts[0].length)
            )
            return
        for part in self.parts:
            title = _("How long on {day}").format(day=formats.day(part.before.worked_on))
            self._form.add(f"minutes{part.suffix}", title, part.length)

    def _client_words(self) -> str:
        if self._client_id is None:
            return _("For no client")
        return client_name(self._journal, self._client_id).name

    def _offer_served(self, entry: HoursEntry | None) -> Served | None:
        """Offer what the hours can serve and return what ``entry`` served; it is offered though it ended."""
        today = self._today()
        known = [] if self._client_id is None else serves(self._journal, self._client_id, today)
        taken = None
        if entry is not None and (entry.line_key or entry.promise_id):
            taken = next((one for one in known if _is_served(one, entry)), None)
            if taken is None:
                before = self._before
                words = (before.goal_name or before.promise_text) if before else ""
                taken = Served(entry.line_key, entry.promise_id, words or _("What it served before"))
                known.append(taken)
        options: list[tuple[Served | None, str]] = [(None, _("Nothing in particular"))]
        options += [(one, shortened(one.text, _LONGEST_CHOICE)) for one in known]
        self.served.set_options(options, taken)
        self.served.setEnabled(bool(known))
        return taken

    # -- what follows ---------------------------------------------------------------------------------------

    def _follow_bucket(self, bucket: Bucket) -> None:
        """Charge paid work and nothing else, until the person says otherwise."""
        if not self._billable_was_set:
            self.billable.setChecked(bucket is Bucket.SERVE)

    def _keep_billable(self) -> None:
        self._billable_was_set = True

    def _take_client(self, client_id: int, name: str) -> None:
        self._client_id = client_id
        if self.client is not None:
            self.client.line.setText(name)
        self._offer_served(None)
        self.parts[0].length.setFocus()

    def _forget_client(self) -> None:
        if self._client_id is not None:
            self._client_id = None
            self._offer_served(None)

    def _today(self) -> date:
        return self._now().date()


def _is_served(one: Served, entry: HoursEntry) -> bool:
    if entry.line_key is not None:
        return one.line_key == entry.line_key
    return one.promise_id == entry.promise_id


def _at(error: InvalidEntryError, suffix: str) -> InvalidEntryError:
    """Return ``error`` at the field of its own day."""
    return InvalidEntryError(f"{error.field}{suffix}", error.message, error.advice)
