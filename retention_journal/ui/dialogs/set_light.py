"""Setting a client's light by hand: one step from the facts, with a reason and an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light import Light
from retention_journal.i18n import _, ngettext
from retention_journal.services.overrides import Judgeable, judgeable, set_override
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import DateField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import row
from retention_journal.ui.light import LightBadge, shape_of
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import label

_USUAL_DAYS = 14


class SetLight(Dialog):
    """Says what you judge of a client beside what the facts say.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], client_id: int, *, parent: QWidget
    ) -> None:
        super().__init__(_("Set the light by hand"), _("Set it"), parent, width=520)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._found = judgeable(journal, client_id, now())
        self._form = self.use_form(Form())
        self._make(self._found)
        self.reason.setFocus()

    def submit(self) -> None:
        """Set the light.

        Raises:
            JournalError: It cannot be set so.
        """
        until = self.until.day()
        if until is None:
            raise InvalidEntryError("until", self.until.problem())
        light: Light = self.light.value()
        set_override(
            self._journal, self._client_id, light, self.reason.cleaned(), until, now=self._now()
        )  # fmt: skip
        said = _("Your judgement: {light}, until {day}.")
        self.undoable.emit(said.format(light=light.label, day=formats.day_of_month(until)))

    def _make(self, found: Judgeable) -> None:
        form, today = self._form, self._today()
        before = found.override
        badge = LightBadge(shape_of(found.facts_light), text=_facts(found))
        form.add_part(row(badge, None))
        told = _("You may know more than the journal does. Both are shown, and facts that get worse win.")
        form.add_part(label(told, "ui", colour="text_2", wrap=True))
        set_to = Light(before.light) if before and Light(before.light) in found.allowed else found.allowed[0]
        self.light = Segmented(
            [Option(light, light.label) for light in found.allowed], set_to, name=_("Your judgement")
        )
        self.reason = TextField(before.reason if before else "", lines=2)
        usual = today + timedelta(days=min(_USUAL_DAYS, found.most_days))
        self.until = DateField(before.until if before else usual, self._today)
        form.add("light", _("Your &judgement"), self.light)
        form.add("reason", _("&Why"), self.reason)
        days = found.most_days
        note = ngettext("For {n} day at most.", "For {n} days at most.", days).format(n=days)
        form.add("until", _("&Until"), self.until, note=note)

    def _today(self) -> date:
        return self._now().date()


def _facts(found: Judgeable) -> str:
    if not found.reasons:
        return _("The facts say {light}.").format(light=found.facts_light.label)
    return ngettext(
        "The facts say {light}, {n} reason.", "The facts say {light}, {n} reasons.", found.reasons
    ).format(light=found.facts_light.label, n=found.reasons)
