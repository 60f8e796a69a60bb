"""The settings of privacy: what is kept about somebody, erasing it, and for how long records are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_names
from retention_journal.services.erasure import has_erased
from retention_journal.services.erasure_backups import Rewritten, erase_from_backups
from retention_journal.services.retention_periods import (
    KeptKind,
    confirmable,
    days_until_first,
    live_on,
    periods,
    set_period,
)
from retention_journal.services.transfer.person_export import everybody
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import FlowLayout, box, column, stack
from retention_journal.ui.pages.settings_parts import beside
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label

#: Years that are offered; another number that was set elsewhere is shown too.
_OFFERED = (1, 2, 3, 5, 7, 10)


class PrivacyFields(QWidget):
    """What is kept about whom, and for how long.

    Signals:
        everything_wanted: Take everything about a client (its number, True) or a person (False) out.
        erase_wanted: Erase this client for good.
        person_erase_wanted: Erase this person for good.
        due_wanted: Look through what is past its time.
        said: What was done.
    """

    everything_wanted = Signal(int, bool)
    erase_wanted = Signal(int)
    person_erase_wanted = Signal(int)
    due_wanted = Signal()
    said = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime], tasks: Tasks) -> None:
        super().__init__()
        self._journal, self._now, self._tasks = journal, now, tasks
        self.who = Choice([(None, _("Choose a client or a person"))], None)
        self.who.currentIndexChanged.connect(lambda _at: self._show_whether())
        self.everything_button = outlined_button(_("Everything about them…"), icon="export", small=True)
        self.erase_button = outlined_button(_("Erase for good…"), icon="trash", small=True)
        self.again_button = link_button(_("Erase from all backups again"))
        self.everything_button.clicked.connect(self._want_everything)
        self.erase_button.clicked.connect(self._want_erasing)
        self.again_button.clicked.connect(self.erase_from_backups)
        self.kept: dict[KeptKind, Choice] = {}
        self._due = label("", "ui", colour="text_2", wrap=True)
        self.due_button = outlined_button(_("Look through the list…"), small=True)
        self.due_button.clicked.connect(self.due_wanted)
        self._lay_out()

    def refresh(self) -> None:
        """Show who is in the journal, how long records are kept, and what is past its time."""
        before = self.who.value()
        clients = [((one.id, True), one.name) for one in client_names(self._journal)]
        people = [((number, False), name) for number, name in everybody(self._journal)]
        self.who.set_options([(None, _("Choose a client or a person")), *clients, *people], before)
        chosen = periods(self._journal)
        for kind, choice in self.kept.items():
            years = chosen.get(kind)
            choice.set_options(_offered(years), years)
            choice.setEnabled(not self._journal.is_read_only)
        self._show_whether()
        self._show_due()

    def erase_from_backups(self) -> None:
        """Erase what was erased before from backups that still hold it, such as a stick that was away."""
        path, now = self._journal.path, self._now()

        def work(progress: Progress) -> Rewritten:
            return erase_from_backups(path, now=now, progress=progress)

        task = self._tasks.start(work, on_success=self._say_rewritten)
        TaskDialog(task, _("Erasing from the backups"), self.window())

    def _say_rewritten(self, found: Rewritten) -> None:
        n, left = len(found.rewritten), len(found.not_reached) + len(found.still_to_do)
        told = ngettext("{n} backup was written anew.", "{n} backups were written anew.", n)
        told = told.format(n=formats.number(n)) if n else _("No backup held anything that was erased.")
        if left:
            more = ngettext("{n} backup could not be reached.", "{n} backups could not be reached.", left)
            told = f"{told} {more.format(n=formats.number(left))}"
        self.said.emit(told)

    def _want_everything(self) -> None:
        if (chosen := self.who.value()) is not None:
            self.everything_wanted.emit(*chosen)

    def _want_erasing(self) -> None:
        if (chosen := self.who.value()) is not None:
            number, is_client = chosen
            (self.erase_wanted if is_client else self.person_erase_wanted).emit(number)

    def _keep(self, kind: KeptKind, years: int | None) -> None:
        if periods(self._journal).get(kind) != years:
            set_period(self._journal, kind, years)
            self._show_due()

    def _show_whether(self) -> None:
        is_chosen = self.who.value() is not None
        self.everything_button.setEnabled(is_chosen)
        self.erase_button.setEnabled(is_chosen and not self._journal.is_read_only)
        self.again_button.setVisible(has_erased(self._journal))

    def _show_due(self) -> None:
        due = live_on(self._journal, self._now().date())
        self.due_button.setVisible(bool(due))
        if not periods(self._journal):
            self._due.setText(_("Everything is kept until you delete or erase it."))
            return
        if not due:
            self._due.setText(_("Nothing is past its time."))
            return
        told = ngettext("{n} entry is past its time.", "{n} entries are past their time.", len(due))
        ready, wait = len(confirmable(due)), days_until_first(due) or 0
        if ready:
            more = ngettext(
                "{n} of them may go once you confirm it.", "{n} of them may go once you confirm it.", ready
            ).format(n=formats.number(ready))
        else:
            more = ngettext(
                "The first may go after {n} more day of use, once you confirm it.",
                "The first may go after {n} more days of use, once you confirm it.",
                wait,
            ).format(n=formats.number(wait))
        self._due.setText(f"{told.format(n=formats.number(len(due)))} {more}")

    def _lay_out(self) -> None:
        asked = caption(
            _("For somebody who asks what you keep about them, or wants it gone."),
            wrap=True,
        )
        acts = FlowLayout(8)
        for button in (self.everything_button, self.erase_button, self.again_button):
            acts.addWidget(button)
        fields = [self._kept_field(kind) for kind in KeptKind]
        pairs = [beside(left, right) for left, right in zip(fields[::2], fields[1::2], strict=False)]
        rest = fields[2 * len(pairs) :]
        kept = caption(
            _(
                "Nothing goes by itself: what is past its time is listed, waits 30 days of use, and goes only"
                " when you confirm the list. Look up what the law asks you to keep."
            ),
            wrap=True,
        )
        listed = FlowLayout(8)
        listed.addWidget(self.due_button)
        stack(
            self,
            column(Field(_("Client or &person"), self.who), asked, box(acts), gap=8),
            8,
            column(label(_("For how long records are kept"), "ui_strong"), kept, *pairs, *rest, gap=10),
            column(self._due, box(listed), gap=8),
            gap=14,
        )

    def _kept_field(self, kind: KeptKind) -> QWidget:
        choice = Choice(_offered(None), None)
        choice.chosen.connect(lambda years, kind=kind: self._keep(kind, years))
        self.kept[kind] = choice
        return Field(kind.label, choice)


def _offered(chosen: int | None) -> list[tuple[int | None, str]]:
    years = sorted({*_OFFERED, *([chosen] if chosen else [])})
    told = [(n, ngettext("{n} year", "{n} years", n).format(n=n)) for n in years]
    return [(None, _("Until I delete them")), *told]
