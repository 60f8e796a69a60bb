"""Parts of the tab about what was agreed: the table of goals, small requests, and the versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats, kpi_words
from retention_journal.core.chart import Mark, sparkline
from retention_journal.core.kpis import AgreementStatus, GoalDirection, period_before
from retention_journal.core.periods import DayRange, month_of, period_label
from retention_journal.i18n import DEFAULT, _, language
from retention_journal.services.goals import Goal
from retention_journal.services.kpis import Agreement
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.delegates import ChartCell, LightCell, TextCell, TwoLines
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.star import paint_star
from retention_journal.ui.text_labels import Span, caption, label, section_title, spans_width

_GAP = 2  # steps of importance
_STAR, _SMALLER = 18, 40  # where names begin, left of them the star


@dataclass(frozen=True)
class GoalCell:
    """A goal's name, with a star where it matters most to the client, and one line about it."""

    person: str

    def paint(self, painter: QPainter, rect: QRectF, record: Goal, text: str, behind: QColor) -> None:
        """Draw the cell of ``record`` in ``rect``."""
        side = theme.px(14)
        if record.is_clients_first:
            at = QRectF(rect.left() - theme.px(4), rect.center().y() - side / 2, side, side)
            paint_star(painter, at, theme.colour("accent"))
        role = "body_strong" if record.is_clients_first else "body"
        below = TwoLines[Goal](lambda goal: goal_note(goal, self.person), role)
        below.paint(painter, rect.adjusted(_indent(record), 0, 0, 0), record, text, behind)

    def text_width(self, record: Goal, text: str) -> float:
        """Return how much room the cell takes as it is painted."""
        role = "body_strong" if record.is_clients_first else "body"
        below = spans_width([Span(goal_note(record, self.person), "caption")])
        return _indent(record) + max(spans_width([Span(text, role)]), below)


def _indent(goal: Goal) -> int:
    """Return how far from the left a goal's name stands: smaller goals stand in."""
    return theme.px(_SMALLER if goal.leads_to else _STAR)


class GoalTable(RecordView[Goal]):
    """The goals of a period, as high as it has lines: the page scrolls, the table does not."""

    def __init__(self, period: DayRange, person: str) -> None:
        super().__init__(goal_columns(period, person), key=lambda goal: goal.line.line_key, name=_("KPIs"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Show ``goals`` in the order given."""
        self.show_records(list(goals))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        super().restyle()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = self.verticalHeader().defaultSectionSize() * self.table.rowCount()
        return QSize(theme.px(600), self.horizontalHeader().height() + lines + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())


def goal_columns(period: DayRange, person: str) -> list[Column[Goal]]:
    """Return what the table says of each goal."""
    name = GoalCell(person)
    return [
        Column(
            _("KPI"), lambda goal: goal.line.name, cell=name, most=215, accessible=_goal_read, name="goal"
        ),
        Column(
            _("Agreed target"), agreed_target, width=130, most=280, cell=TextCell(), drop=3, name="target"
        ),
        Column(
            _period_heading(period),
            goal_value,
            width=110,
            most=180,
            cell=TextCell("name", "text"),
            drop=4,
            name="value",
        ),
        Column(_trend_heading(period), _trend_read, width=140, cell=_CHART, drop=2, name="trend"),
        Column(_("Status"), goal_status, width=130, most=210, cell=LightCell(goal_state), name="status"),
        Column(_("Agreed by"), _agreed_by, width=130, most=210, cell=_AGREED, drop=1, name="agreed"),
    ]


def goal_note(goal: Goal, person: str) -> str:
    """Return the line under a goal's name: whose it is, which way is good, or how far you are apart.

    Source: capability B7, "the gap is shown".
    """
    if goal.leads_to:
        return _("on the way to “{goal}”").format(goal=goal.leads_to)
    if goal.is_clients_first:
        return _("{name}’s own priority").format(name=person) if person else _("The client’s own priority")
    if goal.line.direction is GoalDirection.LOWER and goal.line.turnaround_days is None:
        return _("lower is better")
    theirs, own = goal.line.importance_client, goal.line.importance_own
    if theirs is not None and own is not None and abs(theirs - own) >= _GAP:
        return _("means {theirs} of 5 to them, {own} of 5 to you").format(theirs=theirs, own=own)
    return ""


def agreed_target(goal: Goal) -> str:
    """Return what was agreed, and the unit where the figure alone would not say it."""
    return kpi_words.target_words(goal.stated) or _("no figure agreed")


def goal_value(goal: Goal) -> str:
    """Return the figure of the period with its unit; "–" where there is none."""
    if goal.value is None:
        return "–"
    return kpi_words.amount(goal.value, kpi_words.unit_of(goal.line))


def goal_status(goal: Goal) -> str:
    """Return how a goal stands, in words."""
    if goal.value is not None and goal.target is None:
        return _("Not agreed then")
    return kpi_words.status_words(goal.status, goal.trend, goal.line)


def goal_state(goal: Goal) -> str:
    """Return the shape beside those words."""
    return kpi_words.status_shape(goal.status, goal.trend).value


def goal_marks(goal: Goal) -> tuple[Mark, ...]:
    """Return the small chart of a goal."""
    return sparkline(goal.points, kpi_words.status_shape(goal.status, goal.trend))


def agreed_when(goal: Goal) -> str:
    """Return when and how a goal was agreed, "3 Sept 2025, by phone"."""
    agreed = goal.agreed
    if agreed is None or agreed.agreed_on is None:
        return ""
    day = formats.short_day(agreed.agreed_on, today=date.min)  # with its year, whichever it is
    return f"{day}, {agreed.agreed_how.label}" if agreed.agreed_how else day


def _agreed_by(goal: Goal) -> str:
    return goal.agreed.agreed_by_name if goal.agreed else ""


def _goal_read(goal: Goal) -> str:
    note = goal_note(goal, "")
    return f"{goal.line.name}, {note}" if note else goal.line.name


def _trend_read(goal: Goal) -> str:
    """Return every figure of the small chart in words, for screen readers and the tooltip."""
    told = []
    for point in goal.points:
        value = formats.number(point.value) if point.value is not None else _("no number")
        told.append(f"{period_label(point.period)}: {value}")
    return ", ".join(told)


def _period_heading(period: DayRange) -> str:
    return formats.month_name(period.first) if month_of(period.first) == period else period_label(period)


def _trend_heading(period: DayRange) -> str:
    first = period
    for _step in range(5):
        first = period_before(first)
    if month_of(period.first) != period:
        return _("Over time")
    return _("{first} to {last}").format(
        first=formats.month_name(first.first), last=_small(formats.month_name(period.first))
    )


_CHART = ChartCell(goal_marks)
_AGREED = TwoLines(agreed_when, "ui")


def _small(month: str) -> str:
    """Return a month's name as it stands inside a line; only English keeps its capital."""
    return month if language() == DEFAULT else month[:1].lower() + month[1:]


class VersionLine(QWidget):
    """One version of the agreement: when, with whom and why; its goals when asked for."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__()
        self.toggle = link_button(_("Goals"), icon="down")
        self.toggle.setAccessibleDescription(version_title(agreement))
        self._goals = caption("\n".join(_goal_lines(agreement)), wrap=True)
        self._goals.hide()
        self.toggle.clicked.connect(self._turn)
        title = label(version_title(agreement), "ui_medium", elide=True)
        head = row(title, self.toggle, gap=6)
        head.setStretch(0, 1)
        about = caption(version_note(agreement), wrap=True)
        if not about.text():
            about.hide()  # shown before it has a parent it would be a window of its own
        stack(self, head, about, self._goals, gap=1)

    def _turn(self) -> None:
        shown = self._goals.isHidden()
        self._goals.setVisible(shown)
        self.toggle.set_icon("up" if shown else "down")


class HistoryPart(QWidget):
    """Every version of what was agreed, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=10)
        stack(self, section_title(_("What was agreed when")), self._lines, None, gap=10)

    def show_history(self, history: Sequence[Agreement]) -> None:
        """Show the versions of ``history``; hidden where there are none."""
        clear(self._lines)
        agreed = [old for old in history if old.status is not AgreementStatus.DRAFT]
        for old in agreed:
            self._lines.addWidget(VersionLine(old))
        self.setVisible(bool(agreed))


def version_title(agreement: Agreement) -> str:
    """Return from when to when a version held."""
    first = formats.day(agreement.valid_from)
    if agreement.status is AgreementStatus.WITHDRAWN:
        return _("{day}, withdrawn").format(day=first)
    if agreement.valid_to is None:
        return _("Since {day}").format(day=first)
    return _("{first} to {last}").format(first=first, last=formats.day(agreement.valid_to))


def version_note(agreement: Agreement) -> str:
    """Return who agreed a version, when and how, after what, and why it came."""
    told = [agreement.agreed_by_name, agreement.agreed_how.label if agreement.agreed_how else ""]
    if agreement.agreed_on is not None:
        told.append(formats.day(agreement.agreed_on))
    if agreement.after is not None:
        told.append(_("after {incident}").format(incident=agreement.after.words(agreement.valid_from)))
    text = ", ".join(part for part in told if part)
    return f"{text}\n{agreement.change_reason}" if agreement.change_reason else text


def _goal_lines(agreement: Agreement) -> list[str]:
    lines = []
    for line in agreement.lines:
        target = kpi_words.target_words(line)
        lines.append(f"{line.name}: {target}" if target else line.name)
    return lines
