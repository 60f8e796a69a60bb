"""How a client's light is set: every signal, what it says now, and when it would turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import light_words
from retention_journal.core.light import Level
from retention_journal.core.light_rules import LightRules
from retention_journal.i18n import _
from retention_journal.services.lights import ClientLight, Fact, client_light
from retention_journal.services.own_rules import light_rules
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.layouts import Part, box, column, row, stack
from retention_journal.ui.light import LightBadge, role, shape_of, shape_of_level, word
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, section_title


class HowLight(Dialog):
    """Shows the seventeen signals of one client.

    Signals:
        light_settings_wanted: Show the thresholds.
    """

    light_settings_wanted = Signal()

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], client_id: int, *, parent: QWidget
    ) -> None:
        super().__init__(_("How the light is set"), _("Close"), parent, width=620, cancel=_("Close"))
        self.do_button.hide()
        change = link_button(_("Change the thresholds…"))
        change.clicked.connect(self._change)
        self.buttons.insertWidget(0, change)
        told = client_light(journal, client_id, now())
        parts: list[Part] = [label(told.name if told else "", "page", wrap=True)]
        if told is None:
            parts.append(label(_("Only clients you work for now have a light."), "body", wrap=True))
        else:
            parts += _all(told, light_rules(journal))
        stack(self.content, *parts, None, gap=10)
        self.cancel_button.setFocus()

    def _change(self, _checked: bool = False) -> None:
        self.reject()
        self.light_settings_wanted.emit()


def _all(told: ClientLight, rules: LightRules) -> list[Part]:
    head = LightBadge(shape_of(told.light), text=told.headline)
    known = [fact for fact in told.facts if fact.level is Level.OK]
    unknown = [fact for fact in told.facts if fact.level is Level.UNKNOWN]
    parts: list[Part] = [row(head, None)]
    if told.override_line:
        parts.append(label(told.override_line, "ui", colour="text_2", wrap=True))
    rule = _(
        "Act now: something is broken that you must mend, or several things point the same way."
        " Watch: one thing, or two small changes at once."
    )
    parts.append(label(rule, "ui", colour="text_2", wrap=True))
    groups = (
        (_("What counts now"), told.reasons),
        (_("Nothing against it"), known),
        (_("Not known"), unknown),
    )
    for title, facts in groups:
        if facts:
            parts += [Rule(), section_title(title), *_lines(facts, told, rules)]
    return parts


def _lines(facts: Sequence[Fact], told: ClientLight, rules: LightRules) -> list[Part]:
    rhythm = told.judged.known.rhythm
    return [_line(fact, light_words.how_set(fact.signal, rhythm, rules)) for fact in facts]


def _line(fact: Fact, how: str) -> QWidget:
    shape = shape_of_level(fact.level)
    said = _("Not known") if fact.level is Level.UNKNOWN else word(shape)
    mark = LightBadge(shape, text=said, size=14, word_shown=False)
    title = label(light_words.signal_label(fact.signal), "ui_strong", wrap=True)
    colour = f"{role(shape)}_text" if fact.level in {Level.RED, Level.AMBER} else "text_2"
    words = column(title, label(fact.text, "ui", colour=colour, wrap=True), caption(how, wrap=True), gap=1)
    line = row(mark, words, gap=10)
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return box(line)
