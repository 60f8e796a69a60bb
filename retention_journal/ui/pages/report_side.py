"""The right side of the preview: what to see to before sending, what happens after, and earlier reports."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.periods import period_label
from retention_journal.i18n import N_, _
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.people import first_name
from retention_journal.services.report_checks import Check, CheckKind
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, Kind, link_button, outlined_button
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages.report_number_part import NumberEntry
from retention_journal.ui.pages.report_section import WordedTick
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, label, literal, section_title, shortened, tooltip
from retention_journal.ui.toggles import TickBox

_MOST_EARLIER = 3
_LONGEST_NAME = 14
_LINK_PADDING = 2  # a link's own room at its left, which the texts beside it get too
#: The way to mend what a check is about.
_WAYS = {
    CheckKind.NUMBERS: N_("All numbers…"),
    CheckKind.WORDS: N_("Go to your words"),
    CheckKind.TALK: N_("Log a contact"),
    CheckKind.AGREEMENT: N_("Open the agreement"),
    CheckKind.PROMISES: N_("Say why"),
    CheckKind.MEANING: N_("Say what it means"),
    CheckKind.CORRECTS: N_("Open that report"),
    CheckKind.SENDER: N_("Open Settings"),
    CheckKind.READER: N_("Open the client"),
}


class CheckLine(QWidget):
    """One check: a shape with its meaning, a sentence, and the way to mend it."""

    def __init__(
        self,
        state: str,
        text: str,
        *,
        meaning: str,
        note: str = "",
        way: Button | None = None,
        entry: QWidget | None = None,
    ) -> None:
        super().__init__()
        mark = LightBadge(state, size=12, word_shown=False)
        mark.setFixedHeight(theme.line("ui"))
        self.words = label(text, "ui", wrap=True)
        self.words.setAccessibleName(f"{meaning}: {text}")
        words = column(self.words, gap=0, margins=(_LINK_PADDING, 0, 0, 0))
        if note:
            words.addWidget(caption(note, wrap=True))
        lines = column(words, gap=1)
        if entry is not None:
            lines.addWidget(entry)
        if way is not None:
            lines.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(mark, lines, gap=8 - _LINK_PADDING)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class ReportSide(QWidget):
    """Checks, what happens after sending, the client's answer, and earlier reports.

    Signals:
        way_wanted: Mend what a check is about, a ``Check``.
        report_opened: Open an earlier report, its id.
        all_wanted: Every report of this client.
        answer_wanted: Note what the client answered to a report, a ``ReportRow``.
        number_entered: A figure that was missing: where it was typed, a ``NumberEntry``, and the text.
    """

    way_wanted = Signal(object)
    report_opened = Signal(int)
    all_wanted = Signal()
    answer_wanted = Signal(object)
    number_entered = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._calls = True
        self.call = TickBox()
        self.numbers: list[NumberEntry] = []
        self._column = column(gap=18, margins=(24 - _LINK_PADDING, 18, 24, 18))
        self.setLayout(self._column)

    def show_sheet(self, sheet: ReportSheet, sent: ReportRow | None, today: date) -> None:
        """Show what stands beside ``sheet``; ``sent`` is the report shown as it went out, or None."""
        typed = {one.goal.line_key: one.line.text() for one in self.numbers}
        at = next((one.goal.line_key for one in self.numbers if one.line.hasFocus()), "")
        clear(self._column)
        self.numbers = []
        parts = [self._answer(sent)] if sent else [self._before(sheet), self._after(sheet)]
        earlier = [one for one in sheet.earlier if sent is None or one.report_id != sent.report_id]
        if earlier:
            parts.append(self._earlier(earlier, len(sheet.earlier), today))
        for number, part in enumerate(parts):
            if number:
                self._column.addLayout(_indented(Rule()))
            self._column.addWidget(part)
        self._column.addStretch(1)
        for one in self.numbers:
            one.line.setText(typed.get(one.goal.line_key, ""))
            if one.goal.line_key == at:
                one.line.setFocus()

    def _before(self, sheet: ReportSheet) -> QWidget:
        lines = [self._open(check, sheet) for check in sheet.checks]
        lines += [
            CheckLine("steady", text, meaning=_("Fine"), note=note) for text, note in fine_points(sheet)
        ]
        return _part(_("Before you send"), _indented(*lines, gap=8), gap=8)

    def _open(self, check: Check, sheet: ReportSheet) -> CheckLine:
        way = link_button(_(_WAYS[check.kind]))
        way.clicked.connect(lambda: self.way_wanted.emit(check))
        meaning = _("Needed") if check.stops else _("Look at this")
        if check.kind is CheckKind.CORRECTS:
            meaning = _("Note")
        entry = self._entry(check, sheet)
        state = "act" if check.stops else "none" if check.kind is CheckKind.CORRECTS else "watch"
        return CheckLine(state, check.text, meaning=meaning, way=way, entry=entry)

    def _entry(self, check: Check, sheet: ReportSheet) -> NumberEntry | None:
        """Return where the figure that a check misses is entered, or None where that takes more."""
        goal = next((one for one in sheet.offered.goals if one.line_key == check.subject), None)
        if check.kind is not CheckKind.NUMBERS or goal is None or goal.entered_for is None:
            return None
        entry = NumberEntry(goal)
        entry.entered.connect(lambda text: self.number_entered.emit(entry, text))
        self.numbers.append(entry)
        return entry

    def _after(self, sheet: ReportSheet) -> QWidget:
        kept = _(
            "The PDF is kept in the archive exactly as it goes out, and noted on the timeline of {client}."
        ).format(client=sheet.report.client)
        ask = _("Then ask: “Did the report make sense?”")
        name, weekday = first_name(sheet.report.prepared_for), formats.weekday(sheet.call_on)
        pattern = _("Call {name} about it on {weekday}") if name else _("Call about it on {weekday}")
        text = pattern.format(name=shortened(name, _LONGEST_NAME), weekday=weekday)
        self.call = TickBox()
        self.call.setChecked(self._calls)
        self.call.setToolTip(tooltip(formats.weekday_day(sheet.call_on)))
        self.call.toggled.connect(self._want_call)
        said = [label(one, "ui", colour="text_2", wrap=True) for one in (kept, ask)]
        return _part(_("After you send"), _indented(*said, WordedTick(self.call, text), gap=6))

    def _want_call(self, wanted: bool) -> None:
        self._calls = wanted

    def wants_call(self) -> bool:
        """Say whether a call is to be put on the list once the report is sent."""
        return self._calls

    def _answer(self, sent: ReportRow) -> QWidget:
        button = outlined_button(
            _("Change the answer…") if sent.client_reply else _("Note the answer…"), small=True
        )
        button.clicked.connect(lambda: self.answer_wanted.emit(sent))
        if sent.client_reply:
            said: QWidget = quote(sent.client_reply, language=sent.language)
        else:
            said = label(_("Nothing noted yet."), "ui", colour="text_2", wrap=True)
        return _part(_("What the client answered"), _indented(said, button, gap=10))

    def _earlier(self, rows: list[ReportRow], total: int, today: date) -> QWidget:
        lines: list[QWidget] = [self._earlier_line(one, today) for one in rows[:_MOST_EARLIER]]
        if len(rows) > _MOST_EARLIER:
            every = link_button(_("All {n}").format(n=formats.number(total)))
            every.clicked.connect(self.all_wanted)
            lines.append(every)
        return _part(_("Earlier reports"), *lines, gap=2)

    def _earlier_line(self, sent: ReportRow, today: date) -> QWidget:
        period = period_label(sent.period)
        button = Button(literal(period), Kind.FLAT, small=True)
        button.clicked.connect(lambda: self.report_opened.emit(sent.report_id))
        when = ""
        if sent.issued_at is not None:
            day = formats.short_day(sent.issued_at.date(), today=today)
            when = _("sent {day}").format(day=day)
            button.setAccessibleName(_("{period}, sent {day}").format(period=period, day=day))
        made = QWidget()
        stack(made, row(button, None, caption(when), gap=8), gap=0)
        return made


def _part(title: str, *parts: QWidget | QLayout, gap: int = 6) -> QWidget:
    made = QWidget()
    stack(made, _indented(section_title(title)), *parts, gap=gap)
    return made


def _indented(*widgets: QWidget, gap: int = 6) -> QLayout:
    return column(*widgets, gap=gap, margins=(_LINK_PADDING, 0, 0, 0))


def fine_points(sheet: ReportSheet) -> list[tuple[str, str]]:
    """Return what is as it should be in a report, each with a note under it or ""."""
    points = []
    report = sheet.report
    if report.most_important is not None and report.goals:
        who = first_name(report.most_important.who) or report.client
        points.append((_("What matters most to {name} comes first").format(name=who), ""))
    if any(goal.target for goal in report.goals) and not sheet.lacks(CheckKind.NUMBERS):
        points.append((_("Every goal has its number"), ""))
    if report.last_promises and not sheet.lacks(CheckKind.PROMISES):
        points.append((_("What was promised last time is told plainly"), ""))
    if report.setbacks and not sheet.lacks(CheckKind.TALK):
        points.append((_("What went wrong is told plainly, and was talked about"), ""))
    points.append((_("Nothing private is included"), _("Private notes and what you felt never print.")))
    return points
