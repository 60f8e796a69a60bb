"""Another date for a promise: tell them first, then change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core import formats, promise_words
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.promises import Move, PromiseDirection
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _
from retention_journal.services.promise_letter import new_date_letter
from retention_journal.services.promises import PromiseRow, end_of, move_promise, promise
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.panels import inset
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox

_LONGEST = 500
_AHEAD = 2  # working days; what is promised anew should hold


class MoveForm(KeptDialog):
    """Gives a promise another date, and drafts the e-mail that tells it."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        promise_id: int,
        working: WorkingDays,
        *,
        parent: QWidget,
    ) -> None:
        self._journal, self._now, self._working = journal, now, working
        self._promised = promise(journal, promise_id)
        self._is_ours = self._promised.direction is PromiseDirection.OURS
        title = _("Tell them a new date") if self._is_ours else _("Change the date")
        super().__init__(title, _("Change the date"), parent, width=560)
        self._form = self.use_form(Form())
        self.due = DateField(working.add(self._today(), _AHEAD), self._today)
        self.reason = LineField(longest=_LONGEST)
        self.letter = label("", "ui", wrap=True, selectable=True)
        self.copy_button = outlined_button(_("Copy the e-mail"), icon="copy", small=True)
        self.knows = TickBox(_("They &know the new date"))
        self._lay_out()
        self.due.changed.connect(self._draft)
        self.reason.textChanged.connect(lambda _text: self._draft())
        self.copy_button.clicked.connect(self._copy)
        self.keep_as(journal.path, f"move {promise_id}")
        self._draft()
        self.due.line.setFocus()
        self.due.line.selectAll()

    def submit(self) -> None:
        """Change the date.

        Raises:
            InvalidEntryError: There is no day, or one before the promise was made.
        """
        if problem := self.due.problem():
            raise InvalidEntryError("due_at", problem)
        day = self.due.day()
        if day is None or day == self._promised.due_on:
            raise InvalidEntryError("due_at", _("It is due on that day already."))
        move_promise(
            self._journal,
            self._promised.promise_id,
            end_of(day),
            today=self._today(),
            remark=self.reason.cleaned() or None,
            client_knows=self.knows.isChecked(),
        )
        self.drop_draft()
        self.undoable.emit(_("Moved to {day}.").format(day=formats.days_ahead(day, self._today())))

    def _lay_out(self) -> None:
        form = self._form
        told = [self._promised.client_name, self._due_now()]
        about = caption(" · ".join(part for part in told if part), wrap=True)
        form.add_part(column(label(self._promised.text, "body_strong", wrap=True), about, gap=2))
        if self._promised.moves:
            form.add_part(moves_box(self._promised.moves, self._today()))
        form.add("due_at", _("&New date"), self.due)
        note = _("Fit for the client to read.")
        form.add("remark", _("&Why"), self.reason, optional=True, note=note)
        if self._is_ours:
            head = row(section_title(_("Tell them first")), None, self.copy_button)
            form.add_part(column(head, inset(self.letter), gap=6))
        form.add_part(box(row(self.knows, None)))

    def _due_now(self) -> str:
        promised = self._promised
        if promised.due_on is None:
            return _("no date")
        due = promised.due_on
        day = _("promised for {weekday} {day}").format(
            weekday=formats.weekday(due), day=formats.day_of_month(due)
        )
        late = promised.how_late(self._today(), self._working)
        return f"{day} · {late}" if late else day

    def _draft(self) -> None:
        if self._is_ours:
            self.letter.setText(self._letter())

    def _letter(self) -> str:
        return new_date_letter(
            self._journal, self._promised, self.due.day(), self.reason.cleaned(), today=self._today()
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._letter())
        self.copy_button.setText(_("Copied"))
        self.knows.setChecked(True)

    def _today(self) -> date:
        return self._now().date()


def moves_box(moves: Sequence[Move], today: date) -> QWidget:
    """Return the small history of a promise: what was promised first, and every move of it."""
    lines = [caption(line, wrap=True) for line in promise_words.steps(moves, today)]
    return inset(*lines, gap=2)


def is_late_and_ours(promised: PromiseRow, today: date) -> bool:
    """Say whether there is a new date to tell: an open promise of yours whose day is over."""
    return promised.direction is PromiseDirection.OURS and promised.is_late(today) and not promised.is_kept
