"""One signal of the light as it is set, its thresholds below where it is opened."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.cadence import Rhythm
from retention_journal.core.light import SignalId
from retention_journal.core.light_rules import DEFAULT_RULES, THRESHOLDS, LightRules, Threshold
from retention_journal.core.light_words import how_set, signal_label
from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, quiet_button
from retention_journal.ui.fields import NumberField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.text_labels import caption, label

_INDENT = 20
_NARROWEST = 110


class ThresholdRow(QWidget):
    """One threshold: what it says, its value, what is usual, and back to that.

    Signals:
        tried: Another value: the threshold's name and the value.
    """

    tried = Signal(str, int)

    def __init__(self, threshold: Threshold, value: int) -> None:
        super().__init__()
        self._threshold = threshold
        words = _(threshold.label)
        unit = _(threshold.unit) if threshold.unit else ""
        self.field = NumberField(value, threshold.low, threshold.high, suffix=unit)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._widest = f"{threshold.high} {unit}"
        self.field.setAccessibleName(words)
        self.field.valueChanged.connect(lambda number: self.tried.emit(threshold.name, number))
        self._usual = getattr(DEFAULT_RULES, threshold.name)
        told = _("Usually {usual}, from {low} to {high}.").format(
            usual=formats.number(self._usual),
            low=formats.number(threshold.low),
            high=formats.number(threshold.high),
        )
        self.field.setAccessibleDescription(told)
        self.back_button = link_button(_("Back to the usual value"))
        self.back_button.setAccessibleName(_("Back to the usual value: {what}").format(what=words))
        self.back_button.clicked.connect(self._back)
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        text = box(column(label(words, "ui", wrap=True), caption(told, wrap=True), self._error, None, gap=1))
        right = column(self.field, self.back_button, None, gap=2)
        right.setAlignment(self.field, Qt.AlignmentFlag.AlignRight)
        right.setAlignment(self.back_button, Qt.AlignmentFlag.AlignRight)
        line = row(text, right, gap=16)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.restyle()
        self.show_value(value)

    def restyle(self) -> None:
        """Take over the theme's sizes: every number and its unit has room."""
        words = QFontMetricsF(theme.font("body")).horizontalAdvance(self._widest)
        self.field.setFixedWidth(max(theme.px(_NARROWEST), round(words) + theme.px(30)))

    def show_value(self, value: int) -> None:
        """Show ``value`` without saying that it was tried."""
        if self.field.value() != value:
            self.field.blockSignals(True)
            self.field.setValue(value)
            self.field.blockSignals(False)
        self.back_button.setVisible(value != self._usual)

    def show_error(self, message: str) -> None:
        """Show why this value cannot be, or nothing for ""."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.field.setProperty("wrong", bool(message))
        self.field.update()

    def _back(self) -> None:
        self.field.setFocus()  # the button goes as the value comes back
        self.tried.emit(self._threshold.name, self._usual)


class SignalBlock(QWidget):
    """A signal with the sentence that says how it is set; its thresholds unfold below.

    Signals:
        tried: Another value of a threshold: its name and the value.
    """

    tried = Signal(str, int)

    def __init__(self, signal: SignalId | None, rules: LightRules) -> None:
        super().__init__()
        self.signal = signal
        self._thresholds = [one for one in THRESHOLDS if one.signal is signal]
        self._rules = rules
        self.rows: dict[str, ThresholdRow] = {}
        heading = signal_label(signal) if signal else _("New clients, and your own judgement")
        self._sentence = label("", "ui", colour="text_2", wrap=True)
        self._own = caption("")
        self.open_button = quiet_button(_("Change…"), small=True)
        self.open_button.setCheckable(True)
        self.open_button.setVisible(False)
        self.open_button.setAccessibleName(_("Change: {what}").format(what=heading))
        self.open_button.toggled.connect(self._unfold)
        self._rows = column(gap=10, margins=(_INDENT, 8, 0, 8))
        self._below = box(self._rows)
        self._below.hide()
        title = label(heading, "ui_strong", wrap=True)
        words = column(title, self._sentence, self._own, gap=1)
        line = row(box(words), self.open_button, gap=12)
        line.setStretch(0, 1)
        line.setAlignment(self.open_button, Qt.AlignmentFlag.AlignTop)
        stack(self, line, self._below, gap=2)
        if self._thresholds:
            self.open_button.show()
        self.show_rules(rules)

    def names(self) -> frozenset[str]:
        """Return the names of the thresholds that belong here."""
        return frozenset(one.name for one in self._thresholds)

    def open(self) -> None:
        """Unfold the thresholds and put the focus on the first."""
        self.open_button.setChecked(True)
        next(iter(self.rows.values())).field.setFocus()

    def show_rules(self, rules: LightRules) -> None:
        """Show how the signal is set by ``rules``."""
        self._rules = rules
        self._sentence.setText(_told(self.signal, rules))
        own = len(self.names() & rules.differences().keys())
        several = ngettext("{n} value is your own.", "{n} values are your own.", own)
        self._own.setText(several.format(n=own))
        self._own.setVisible(bool(own))
        for name, line in self.rows.items():
            line.show_value(getattr(rules, name))

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show what cannot be, by the name of the threshold."""
        for name, line in self.rows.items():
            line.show_error(errors.get(name, ""))

    def _unfold(self, is_open: bool) -> None:
        self.open_button.setText(_("Fold away") if is_open else _("Change…"))
        if is_open:
            for threshold in self._thresholds:
                line = ThresholdRow(threshold, getattr(self._rules, threshold.name))
                line.tried.connect(self.tried)
                self.rows[threshold.name] = line
                self._rows.addWidget(line)
        else:
            self.rows.clear()
            clear(self._rows)
        self._below.setVisible(is_open)


def _told(signal: SignalId | None, rules: LightRules) -> str:
    if signal is None:
        return _("How long a client is new, and how long your own judgement may stand.")
    if signal is SignalId.SILENCE:
        return _(
            "Watch when the last real talk is longer ago than the rhythm, Act now when it is longer ago than"
            " the longest silence. Clients without a rhythm of their own have the usual one, set here."
        )
    return how_set(signal, Rhythm(1, 1), rules)
