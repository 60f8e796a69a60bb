"""One's own account of what happened: dated, sourced, locked; what is added later says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _
from retention_journal.services.account import AccountRow, account, lock_account, write_account
from retention_journal.services.incidents import IncidentView
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row, stack
from retention_journal.ui.panels import section
from retention_journal.ui.text_labels import caption, label, tooltip

_SHOWN = 400  # letters of an entry shown at once


class AccountPart(QWidget):
    """The account of one incident.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._one: IncidentView | None = None
        self._corrects: int | None = None
        self._entries = column(gap=10)
        self.about = caption("", wrap=True)
        self.text = TextField(placeholder=_("What happened, as you know it today"), lines=2)
        self.source = LineField(placeholder=_("My log, Tor on the phone, the delivery note …"))
        self.write = outlined_button(_("Write it in"), small=True)
        self.lock = outlined_button(_("Lock it"), icon="lock", small=True)
        self.write.clicked.connect(self._write)
        self.lock.clicked.connect(self._lock)
        self._form = Form()
        self._form.add("text", _("Add to the account"), self.text)
        self._form.add("source", _("How you know"), self.source, optional=True)
        buttons = FlowLayout()
        buttons.addWidget(self.write)
        buttons.addWidget(self.lock)
        stack(
            self,
            section(_("Your account"), self.about, box(self._entries)),
            self._form,
            box(buttons),
            gap=12,
        )

    def show_incident(self, one: IncidentView) -> None:
        """Show the account of ``one``."""
        if self._one is None or self._one.incident_id != one.incident_id:
            self.keep()
            self._one, self._corrects = one, None
            draft = kept_words.kept(self._journal.path, self._draft_name())
            self.text.setPlainText(draft.get("words", ""))
            self.source.setText(draft.get("source", ""))
        self._one = one
        rows = account(self._journal, one.incident_id)
        clear(self._entries)
        for entry in rows:
            self._entries.addWidget(self._entry(entry))
        locked = one.account_locked_at
        self.lock.setVisible(bool(rows) and locked is None)
        self.about.setText(_about(locked))

    def keep(self) -> None:
        """Keep what is typed and not written in."""
        if self._one is not None:
            words = {"words": self.text.toPlainText(), "source": self.source.text()}
            kept_words.keep(self._journal.path, self._draft_name(), words)

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.keep()
        self._one = None

    def _entry(self, entry: AccountRow) -> QWidget:
        told = formats.day_and_time(on_the_wall(entry.written_at))
        parts = [
            _("written {moment}").format(moment=told),
            entry.source,
            _("added later") if entry.is_later else "",
            _("a correction") if entry.corrects is not None else "",
            _("corrected below") if entry.is_corrected else "",
        ]
        shown = entry.text if len(entry.text) <= _SHOWN else entry.text[:_SHOWN].rstrip() + " …"
        words = label(shown, "body", wrap=True, colour="text_2" if entry.is_corrected else "text")
        if shown != entry.text:
            words.setToolTip(tooltip(entry.text[: 10 * _SHOWN]))
        below = caption(" · ".join(part for part in parts if part), wrap=True)
        correct = link_button(_("Correct it"))
        correct.setAccessibleName(_("Correct: {text}").format(text=shown[:60]))
        correct.clicked.connect(lambda: self._begin_correction(entry))
        line = row(below, correct, gap=8)
        line.setStretch(0, 1)
        return box(column(words, line, gap=2))

    def _begin_correction(self, entry: AccountRow) -> None:
        self._corrects = entry.entry_id
        self._form.field("text").set_note(_("The entry stays as it is; yours stands below it."))
        self.text.setFocus()

    def _write(self) -> None:
        if self._one is None:
            return
        try:
            write_account(
                self._journal, self._one.incident_id, self.text.toPlainText(), now=self._now(),
                source=self.source.cleaned(), corrects=self._corrects,
            )  # fmt: skip
        except InvalidEntryError as error:
            self._form.show_error(error)
            return
        self._corrects = None
        self._form.field("text").set_note("")
        self._form.clear_errors()
        self.text.clear()
        self.source.clear()
        kept_words.drop(self._journal.path, self._draft_name())
        self.undoable.emit(_("Written in the account."))

    def _lock(self) -> None:
        if self._one is not None:
            lock_account(self._journal, self._one.incident_id, now=self._now())
            self.undoable.emit(_("The account is locked. What you add from now on says that it is later."))

    def _draft_name(self) -> str:
        return f"account {self._one.incident_id if self._one else ''}"


def _about(locked: datetime | None) -> str:
    if locked is None:
        return _(
            "Stories grow. Write down what happened while it is fresh; once locked it is never rewritten."
        )
    moment = formats.day_and_time(on_the_wall(locked))
    return _("Locked {moment}. What is added since says that it is later.").format(moment=moment)
