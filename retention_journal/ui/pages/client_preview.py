"""The client at the side of the list: who, why now, what matters most, and what was said last time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats, standing
from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import LIVING
from retention_journal.core.kpi_words import amount, status_shape, unit_of
from retention_journal.core.kpis import GoalDirection
from retention_journal.i18n import DEFAULT, _, language
from retention_journal.services.goals import Goal, Goals
from retention_journal.services.kpis import Agreement
from retention_journal.services.lights import ClientLight
from retention_journal.services.people import first_name
from retention_journal.services.portfolio import ClientFacts
from retention_journal.ui.buttons import outlined_button, primary_button
from retention_journal.ui.layouts import Part, box, clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages.client_light import LightLines
from retention_journal.ui.pages.clients_columns import SHAPES
from retention_journal.ui.panels import Rule, bullet
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, label

_MOST_NUMBERS = 5


class ClientPreview(QWidget):
    """Shows one client beside the list."""

    log_wanted = Signal(int)
    client_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.light = LightLines(has_shape=True)
        self._column = column(gap=14, margins=(24, 26, 24, 20))
        self.setLayout(self._column)

    def show_client(
        self, facts: ClientFacts | None, told: ClientLight | None, goals: Goals | None, today: date
    ) -> None:
        """Show ``facts``, the light of who has one, and how the goals stand; None shows what to do."""
        self._column.removeWidget(self.light)  # it stays, with what was unfolded in it
        self.light.hide()
        clear(self._column)
        parts: list[Part] = []
        if facts is None:
            parts.append(label(_("Choose a client to see more."), "ui", colour="text_3", wrap=True))
        else:
            parts += [self._who(facts), self._buttons(facts), Rule()]
            parts.append(_why(facts, today) if told is None else self.light)
            if told is not None:
                self.light.show_light(told)
            parts += _said(facts, goals.agreement if goals else None)
            parts += _numbers(goals)
        for part in parts:
            if isinstance(part, QWidget):
                self._column.addWidget(part)
                part.show()  # at once: Qt would leave the place empty for a turn
        self._column.addStretch(1)

    def _who(self, facts: ClientFacts) -> QWidget:
        person = ", ".join(filter(None, (facts.primary_contact, facts.primary_title)))
        lines = [
            " · ".join(filter(None, (person, facts.locality))),
            since(facts),
            facts.phone,
        ]
        words = [label(text, "ui", colour="text_2", wrap=True, selectable=True) for text in lines if text]
        return box(column(label(facts.name, "name", wrap=True), *words, gap=1))

    def _buttons(self, facts: ClientFacts) -> QWidget:
        log = primary_button(_("Log a contact"), icon="log")
        log.clicked.connect(lambda: self.log_wanted.emit(facts.client_id))
        open_it = outlined_button(_("Open"), _("Enter"))
        open_it.clicked.connect(lambda: self.client_opened.emit(facts.client_id))
        return box(row(log, open_it, None, gap=8))


def since(facts: ClientFacts) -> str:
    """Return since when they are a client, "Client since February 2022"."""
    if facts.start_date is None:
        return ""
    return _("Client since {month}").format(month=month_inside(facts.start_date))


def month_inside(day: date) -> str:
    """Return the month as it stands inside a sentence, "February 2022" or "februar 2022"."""
    month = formats.month(day)
    return month if language() == DEFAULT else month[:1].lower() + month[1:]


def reasons(facts: ClientFacts, today: date) -> list[tuple[str, str]]:
    """Return why a client stands as it does: each a shape and a sentence, the most pressing first."""
    told = []
    if promised := standing.promise_reason(facts.late_promises, facts.promises_today):
        told.append(("act" if facts.late_promises else "watch", promised))
    silence = standing.silence(facts.last_contact_on, facts.rhythm, facts.state, facts.days_beyond, today)
    told.append((SHAPES[facts.state], silence))
    if facts.state is RhythmState.PAUSED:
        told.insert(0, ("paused", _("Paused. A call now and then keeps the door open.")))
    return told


def _why(facts: ClientFacts, today: date) -> QWidget:
    badge = LightBadge(SHAPES[facts.state], text=facts.state.label)
    bullets = [bullet(shape, sentence) for shape, sentence in reasons(facts, today)]
    return box(column(row(badge, None), *bullets, gap=6))


def _said(facts: ClientFacts, agreement: Agreement | None) -> list[QWidget]:
    """Return what matters most to the client, and what was noted last time."""
    parts: list[QWidget] = []
    if agreement and agreement.client_words:
        name = first_name(agreement.agreed_by_name or facts.primary_contact) or facts.name
        title = _("What matters most to {name}").format(name=name)
        said = quote(agreement.client_words, language=facts.language)
        parts.append(box(column(caption(title, strong=True), said, gap=4)))
    elif facts.status in LIVING and agreement is None:
        parts.append(label(_("Nothing agreed yet. Ask what matters most."), "ui", colour="text_2", wrap=True))
    if facts.last_summary and facts.last_summary_on:
        title = _("Last time, {day}").format(day=formats.day_of_month(facts.last_summary_on))
        words = label(facts.last_summary, "ui", colour="text_2", wrap=True)
        parts.append(box(column(caption(title, strong=True), words, gap=4)))
    return [Rule(), *parts] if parts else []


def _numbers(goals: Goals | None) -> list[QWidget]:
    """Return how the goals stand in the last whole month, those that have a figure."""
    known = [goal for goal in goals.goals if goal.value is not None] if goals and goals.agreement else []
    if goals is None or not known:
        return []
    title = _("Numbers in {month}").format(month=month_inside(goals.period.first))
    lines = [_number(goal) for goal in known[:_MOST_NUMBERS]]
    return [box(column(caption(title, strong=True), *lines, gap=4))]


def _number(goal: Goal) -> QWidget:
    shape = status_shape(goal.status, goal.trend)
    mark = LightBadge(shape, text=goal.status.label, size=12, word_shown=False)
    name = label(goal.line.name, "ui", elide=True)
    told = label(value_and_target(goal), "ui", colour="text_2", align=Qt.AlignmentFlag.AlignRight)
    line = row(mark, name, told, gap=8)
    line.setStretch(1, 1)
    return box(line)


def value_and_target(goal: Goal) -> str:
    """Return a figure beside what was agreed: "72 of 60", "3 days, agreed 1"."""
    if goal.value is None:
        return ""
    low, high = goal.target.bounds if goal.target else (None, None)
    if low is None or high is None:
        return amount(goal.value, unit_of(goal.line))
    if goal.line.direction is GoalDirection.HIGHER and goal.line.turnaround_days is None:
        figure = formats.number(goal.value)
        return _("{value} of {target}").format(value=figure, target=formats.number(low))
    agreed = formats.number(low) if low == high else f"{formats.number(low)}–{formats.number(high)}"
    value = amount(goal.value, unit_of(goal.line))
    return _("{value}, agreed {target}").format(value=value, target=agreed)
