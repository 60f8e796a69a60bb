"""What an action changed, asked 90 days after it was done: the fact first, then the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lessons import Effect
from retention_journal.i18n import _
from retention_journal.services.actions import action, came_again, note_effect
from retention_journal.storage.journal import Journal
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import caption, label


class EffectForm(Dialog):
    """Asks whether an action helped.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], parent: QWidget, *, action_id: int
    ) -> None:
        """Make the form.

        Raises:
            NotFoundError: The action is not in the journal.
        """
        super().__init__(_("Did it help?"), _("Note it"), parent, width=520)
        self._journal, self._action = journal, action_id
        shown = action(journal, action_id)
        self.effect = Chips([Chip(one, one.label) for one in Effect], name=_("Did it help?"))
        self.words = TextField(lines=2)
        form = self.use_form(Form())
        form.add_part(label(shown.entry.text, "body_strong", wrap=True))
        if again := came_again(journal, shown, now().date()):
            form.add_part(caption(again, wrap=True))
        form.add("effect", _("Did it help?"), self.effect)
        form.add("effect_note", _("&How you know it"), self.words, optional=True)
        if shown.effect is not None:
            self.effect.set_value(shown.effect)
            self.words.setPlainText(shown.effect_note)
        self.effect.setFocus()

    def submit(self) -> None:
        """Keep the answer.

        Raises:
            InvalidEntryError: Nothing is chosen.
        """
        chosen = self.effect.value()
        if chosen is None:
            raise InvalidEntryError("effect", _("Choose one."))
        note_effect(self._journal, self._action, chosen, self.words.cleaned())
        self.undoable.emit(_("What it changed is noted."))
