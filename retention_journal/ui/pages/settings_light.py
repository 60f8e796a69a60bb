"""How lights combine, in three sentences, and the way from the settings to the thresholds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.light import Light
from retention_journal.core.shapes import Shape
from retention_journal.i18n import _, ngettext
from retention_journal.services.own_rules import light_rules
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import caption

SHAPES = {
    Light.RED: Shape.ACT,
    Light.AMBER: Shape.WATCH,
    Light.GREEN: Shape.STEADY,
    Light.GREY: Shape.NONE,
}


def how_lights_combine() -> QWidget:
    """Return the three sentences that say what makes a light. Source: rules, section 3."""
    act = _("Act now: something is broken that you must mend, or several things point the same way.")
    watch = _("Watch: one thing, or two small changes at once.")
    steady = _(
        "Steady: nothing known against it, and enough known to say so. Where too little is known, it says"
        " that."
    )
    return box(
        column(bullet(Shape.ACT, act), bullet(Shape.WATCH, watch), bullet(Shape.STEADY, steady), gap=4)
    )


class LightFields(QWidget):
    """What the settings page says of the light.

    Signals:
        light_settings_wanted: Show the thresholds.
    """

    light_settings_wanted = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._own = caption("", wrap=True)
        self.open_button = outlined_button(_("Set the light…"), small=True)
        self.open_button.clicked.connect(self.light_settings_wanted)
        stack(self, how_lights_combine(), row(self.open_button, None), self._own, gap=10)

    def refresh(self) -> None:
        """Say how many thresholds are not the usual ones."""
        own = len(light_rules(self._journal).differences())
        several = ngettext("{n} value is your own.", "{n} values are your own.", own)
        self._own.setText(several.format(n=own) if own else _("All values are the usual ones."))
