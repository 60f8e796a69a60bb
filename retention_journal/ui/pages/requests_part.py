"""Small requests on the tab about what was agreed: how long each took, against the agreed time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint
from retention_journal.core.request_chart import ChartWords, RequestStem, request_chart, request_places
from retention_journal.i18n import DEFAULT, _, language, ngettext
from retention_journal.services.goal_readings import SmallRequest
from retention_journal.services.goals import Goal, Goals
from retention_journal.ui import theme
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import caption, section_title

_WIDTH, _HEIGHT = 600, 160


class RequestsPart(QWidget):
    """Small requests since the time before, each as tall as it took, against what was agreed."""

    def __init__(self) -> None:
        super().__init__()
        self._requests: tuple[SmallRequest, ...] = ()
        self._goal: Goal | None = None
        self._person = ""
        self._complained: Sequence[date] = ()
        self._told = caption("")
        self.chart = ReadableChart(width=_WIDTH, height=_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chart.resized.connect(self._draw)
        self.frame = ChartFrame(self.chart)
        head = row(section_title(_("Small requests")), self._told, None, gap=10)
        stack(self, head, caption(_("working days")), self.frame, None, gap=4)

    def show_requests(self, goals: Goals, person: str, complained: Sequence[date] = ()) -> None:
        """Show the small requests of ``goals``; hidden where there are none.

        Args:
            goals: What is agreed, with the requests done lately.
            person: Who agreed to it, by first name; "" where nobody is named.
            complained: Days on which the client complained of waiting.
        """
        self._requests, self._person, self._complained = goals.requests, person, complained
        self._goal = next((goal for goal in goals.goals if goal.line.turnaround_days is not None), None)
        self.setVisible(bool(self._requests))
        if self._requests:
            self._told.setText(self._sentence())
            self._draw()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._draw()

    def _draw(self) -> None:
        days = self._goal.line.turnaround_days if self._goal else None
        label_of_goal = _("{name}’s goal").format(name=self._person) if self._person else _("Their goal")
        told = [(on, _("Complaint, {day}").format(day=formats.short_day(on))) for on in self._complained]
        stems = [RequestStem(one.asked_on, one.working_days) for one in self._requests]
        marks = request_chart(
            stems,
            goal_days=days,
            words=ChartWords(label_of_goal, told),
            width=max(self.chart.width(), 1) / theme.scale(),
            height=_HEIGHT,
        )
        points = [
            ChartPoint(place, self._read(one))
            for place, one in zip(request_places(stems, days, told), self._requests, strict=True)
        ]
        sentences = [self._sentence(), *(f"{words}." for _on, words in told)]
        self.chart.show_chart(marks, points, self._table(), " ".join(sentences))

    def _sentence(self) -> str:
        if not self._requests:
            return ""
        n = len(self._requests)
        since = _small(formats.month_name(self._requests[0].asked_on))
        text = ngettext("{n} since {month}.", "{n} since {month}.", n).format(n=n, month=since)
        if self._agreed_days() is None:
            return text
        kept = sum(self._is_in_time(one) for one in self._requests)
        return _("{sentence} {kept} of {n} in time.").format(sentence=text, kept=kept, n=n)

    def _read(self, one: SmallRequest) -> str:
        """Return a request as it is read aloud: when it was asked, what it was, how long it took."""
        took = ngettext("{n} working day", "{n} working days", one.working_days).format(n=one.working_days)
        parts = [f"{formats.short_day(one.asked_on)}: {one.text}", took]
        if self._agreed_days() is not None:
            parts.append(_("in time") if self._is_in_time(one) else _("late"))
        return ", ".join(parts)

    def _table(self) -> list[tuple[str, ...]]:
        head = (_("Asked"), _("What"), _("Done"), _("Working days"))
        lines = [
            (formats.day(one.asked_on), one.text, formats.day(one.done_on), str(one.working_days))
            for one in self._requests
        ]
        return [head, *lines]

    def _agreed_days(self) -> object:
        return self._goal.line.turnaround_days if self._goal else None

    def _is_in_time(self, one: SmallRequest) -> bool:
        days = self._goal.line.turnaround_days if self._goal else None
        return days is None or one.working_days <= days


def _small(month: str) -> str:
    """Return a month's name as it stands inside a line; only English keeps its capital."""
    return month if language() == DEFAULT else month[:1].lower() + month[1:]
