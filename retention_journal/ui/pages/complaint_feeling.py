"""How somebody was or sounded, in five words from cold to warm; nothing until somebody says so."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from retention_journal.i18n import N_, _
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.segmented import Option

#: The steps of the log's tone, 1 cool to 5 warm.
FEELINGS = {1: N_("Cold"), 2: N_("Cooler"), 3: N_("As usual"), 4: N_("Warmer"), 5: N_("Warm")}


class Feeling(OptionalSegmented):
    """Five steps; a second click on the one taken takes it back."""

    def __init__(self, name: str) -> None:
        options = [Option(value, _(word)) for value, word in FEELINGS.items()]
        super().__init__(options, name=name, small=True)

    def buttons(self) -> list[QAbstractButton]:
        """Return what is clicked."""
        return [self.button(value) for value in FEELINGS]
