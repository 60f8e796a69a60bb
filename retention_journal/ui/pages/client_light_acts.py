"""What a person can do with a client's light: judge it, note what happened, say who knows whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.i18n import _
from retention_journal.services.events import settle_event
from retention_journal.services.overrides import end_override
from retention_journal.services.people import Person
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.event_form import EventForm
from retention_journal.ui.dialogs.how_light import HowLight
from retention_journal.ui.dialogs.set_light import SetLight
from retention_journal.ui.dialogs.who_knows import WhoKnows

D = TypeVar("D", EventForm, SetLight, WhoKnows)


class LightActs(QObject):
    """Opens the dialogs of the client at hand over a page.

    Signals:
        undoable: What was done, to be said beside an Undo.
        toast: What to say.
        light_settings_wanted: Show the thresholds of the light.
    """

    undoable = Signal(str)
    toast = Signal(str)
    light_settings_wanted = Signal()

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client: Callable[[], int | None],
        over: QWidget,
    ) -> None:
        """Make the acts.

        Args:
            journal: Where things are kept.
            now: Tells the moment.
            client: Tells the client at hand; None where there is none, and then nothing is done.
            over: The page the dialogs belong to.
        """
        super().__init__(over)
        self._journal, self._now, self._client, self._over = journal, now, client, over

    def add_to(self, menu: QMenu, *, has_judgement: bool) -> None:
        """Add what can be done with the light itself."""
        by_hand = menu.addAction(_("Set the light by hand…"))
        by_hand.triggered.connect(lambda _checked: self.set_light())
        if has_judgement:
            back = menu.addAction(_("Take your judgement back"))
            back.triggered.connect(lambda _checked: self.take_judgement_back())

    def edit_event(self, event_id: int | None = None) -> EventForm | None:
        """Open the form of an event, or of a new one."""
        if (client := self._client()) is None:
            return None
        return self._opened(EventForm(self._journal, self._now, client, event_id=event_id, parent=self._over))

    def settle_event(self, event_id: int) -> None:
        """Say that an event was talked about today."""
        settle_event(self._journal, event_id, now=self._now())
        self.undoable.emit(_("Talked about."))

    def set_light(self) -> SetLight | None:
        """Set the light by hand."""
        if (client := self._client()) is None:
            return None
        return self._opened(SetLight(self._journal, self._now, client, parent=self._over))

    def take_judgement_back(self) -> None:
        """Let the facts show again."""
        if (client := self._client()) is not None:
            end_override(self._journal, client, now=self._now())
            self.undoable.emit(_("The light follows the facts again."))

    def who_knows(self, person: Person | None = None) -> WhoKnows | None:
        """Note who knows whom, beginning with a person where one is named."""
        if (client := self._client()) is None:
            return None
        contact = person.contact_id if person else None
        return self._opened(WhoKnows(self._journal, self._now, client, contact_id=contact, parent=self._over))

    def how_light(self) -> HowLight | None:
        """Show how the light is set."""
        if (client := self._client()) is None:
            return None
        dialog = HowLight(self._journal, self._now, client, parent=self._over)
        dialog.light_settings_wanted.connect(self.light_settings_wanted)
        dialog.open()
        return dialog

    def _opened(self, dialog: D) -> D:
        dialog.undoable.connect(self.undoable)
        if isinstance(dialog, EventForm):
            dialog.toast.connect(self.toast)
        dialog.open()
        return dialog
