"""The bar that says what the values tried would change, and asks whether to keep them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from retention_journal.core.light import Light
from retention_journal.i18n import _, ngettext
from retention_journal.services.light_trial import Trial
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, primary_button
from retention_journal.ui.layouts import FlowLayout, Pane, box, clear, column, row, stack
from retention_journal.ui.light import LightBadge
from retention_journal.ui.page import MARGIN_WIDE
from retention_journal.ui.pages.settings_light import SHAPES
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import label, shortened
from retention_journal.ui.toast import announce

_SHOWN = 30
_LONGEST_NAME = 40
_TALLEST = 132


class TrialBar(QWidget):
    """What the values tried would change, with Keep and Leave as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.headline = label("", "ui_strong", wrap=True)
        self.keep_button = primary_button(_("Keep"), _("Ctrl+S"))
        self.leave_button = outlined_button(_("Leave as it was"))
        self._flow = FlowLayout(10)
        self._names = _Names(box(self._flow))
        head = row(self.headline, self.leave_button, self.keep_button, gap=8)
        head.setStretch(0, 1)
        inside = column(head, self._names, gap=10, margins=(MARGIN_WIDE, 12, MARGIN_WIDE, 12))
        stack(self, Rule(), box(inside), gap=0)
        self.setAccessibleName(_("What these values would change"))

    def show_asking(self) -> None:
        """Say that the answer is being worked out."""
        self.headline.setText(_("Looking at your clients…"))
        self._names.hide()
        self.keep_button.setEnabled(True)

    def show_problem(self, message: str) -> None:
        """Say why these values cannot be kept."""
        self.headline.setText(_("These values cannot be kept. {why}").format(why=message))
        self._names.hide()
        self.keep_button.setEnabled(False)

    def show_trial(self, trial: Trial) -> None:
        """Show whose light would be another."""
        many = len(trial.changes)
        if many:
            several = ngettext(
                "With these values {n} client would change:",
                "With these values {n} clients would change:",
                many,
            )
            self.headline.setText(several.format(n=many))
        else:
            self.headline.setText(_("With these values no client would change."))
        self.keep_button.setEnabled(True)
        clear(self._flow)
        shown: list[QWidget] = [_change(*change) for change in trial.changes[:_SHOWN]]
        if many > _SHOWN:
            rest = ngettext("And {n} more.", "And {n} more.", many - _SHOWN)
            shown.append(label(rest.format(n=many - _SHOWN), "ui", colour="text_2"))
        for one in shown:
            self._flow.addWidget(one)
            one.show()  # at once, so that the room it takes is known
        self._names.setVisible(bool(many))
        self._names.updateGeometry()
        announce(self, self.headline.text())


class _Names(Pane):
    """The clients who would change, in a few lines that scroll."""

    def sizeHint(self) -> QSize:
        content = self.widget()
        width = max(self.viewport().width(), theme.px(240))
        height = 0 if content is None else content.heightForWidth(width)
        return QSize(width, min(height, theme.px(_TALLEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), min(self.sizeHint().height(), theme.line("ui") + theme.px(6)))


def _change(name: str, now: Light, then: Light) -> QWidget:
    """Return one client with the light now and the light then."""
    arrow = label("→", "ui", colour="text_2")
    made = box(
        row(
            label(shortened(name, _LONGEST_NAME), "ui"),
            LightBadge(SHAPES[now], text=now.label),
            arrow,
            LightBadge(SHAPES[then], text=then.label),
            gap=6,
        )
    )
    told = _("{name}: {now}, then {then}").format(name=name, now=now.label, then=then.label)
    made.setAccessibleName(told)
    return made
