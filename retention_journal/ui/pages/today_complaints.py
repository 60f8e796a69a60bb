"""Complaints on Today: what is waited for, and how long there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt

from retention_journal.core import formats
from retention_journal.core.incident_clock import Clock, Waits, left_words
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _
from retention_journal.services.incidents import IncidentView
from retention_journal.ui.incident_watch import LIGHTS
from retention_journal.ui.layouts import column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.text_labels import caption, label, shortened

_LONGEST_NAME, _LONGEST_WORDS = 60, 90


class ComplaintLine(LineToOpen):
    """One complaint that waits for something. Enter or a click opens it at the step that is due."""

    def __init__(self, one: IncidentView, clock: Clock, now: Callable[[], datetime]) -> None:
        super().__init__("")
        self.one, self._clock, self._now = one, clock, now
        name = label(shortened(one.client_name, _LONGEST_NAME), "ui_medium", wrap=True)
        self._calm = label("", "ui", colour="text_2")
        self._badge = LightBadge("watch", size=12)
        above = row(name, self._calm, self._badge, gap=8)
        above.setStretch(0, 1)
        for told in (self._calm, self._badge):
            above.setAlignment(told, Qt.AlignmentFlag.AlignTop)
        words = label(shortened(one.name, _LONGEST_WORDS), "ui", colour="text_2", wrap=True)
        below = caption(clock.waits.label, wrap=True)
        self.setLayout(column(above, words, below, gap=0, margins=(5, 3, 5, 3)))
        self.tell()

    def tell(self) -> None:
        """Say how long there is by now."""
        now = self._now()
        left, light = clock_words(self._clock, now), LIGHTS[self._clock.urgency(now)]
        self._calm.setText(left)
        self._calm.setVisible(not light)
        self._badge.setVisible(bool(light))
        if light:
            self._badge.set_state(light, left)
        self.setAccessibleName(
            ", ".join((self.one.client_name, self.one.name, self._clock.waits.label, left))
        )


def clock_words(clock: Clock, now: datetime) -> str:
    """Return how long there is: in hours for an answer, by the day where only a day was named."""
    if not clock.is_day:
        return left_words(clock.left(now))
    day, today = on_the_wall(clock.due_at).date(), now.date()
    return _day_words(clock, day, today)


def _day_words(clock: Clock, day: date, today: date) -> str:
    if day == today:
        return _("call today") if clock.waits is Waits.FOLLOW_UP else _("today")
    if day < today:
        return formats.days_ago(day, today)
    told = formats.short_day(day, today=today)
    return _("call on {day}").format(day=told) if clock.waits is Waits.FOLLOW_UP else told
