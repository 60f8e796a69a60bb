"""The head of the preview: which report, for whom, how far it has come, and what to do with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, period_label
from retention_journal.i18n import _
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, primary_button, quiet_button
from retention_journal.ui.layouts import FlowLayout, column, row
from retention_journal.ui.text_labels import label, page_title

_BACK_PADDING = 9  # the room a quiet button has at its left: the word, not its edge, stands at the margin
_CLIENT_ROOM = 160  # pixels a client's name needs at least before the buttons go below


class ReportHead(QWidget):
    """Title, client and buttons; the buttons go below where both have no room beside each other."""

    def __init__(self, switch: QWidget) -> None:
        super().__init__()
        self.back_button = quiet_button(_("Reports"), icon="back", small=True)
        self.title = page_title("")
        self.client = label("", "body", colour="text_2", elide=True)
        self.state = label("", "body", colour="text_2", elide=True)
        self.looked_button = outlined_button(_("I have looked it through"), icon="tick")
        self.looked_button.setToolTip(_("Ctrl+Shift+Enter"))
        self.mail_button = outlined_button(_("Draft e-mail"), icon="email")
        self.save_button = primary_button(_("Save PDF…"), _("Ctrl+S"), icon="save")
        self.mail_button.setAccessibleName(_("Draft e-mail"))
        self.mail_button.setToolTip(_("Draft e-mail"))
        self.client_above = label("", "body", colour="text_2", elide=True)
        for name in (self.title, self.client, self.state):
            name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shown: tuple[str, DayRange, ReportState] | None = None
        self._buttons = FlowLayout()
        for button in (switch, self.looked_button, self.mail_button, self.save_button):
            self._buttons.addWidget(button)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(theme.px(_BACK_PADDING), 0, 0, 0)
        self._line.addLayout(row(self.title, self.client, self.state, None, gap=12), 1)
        self._line.addLayout(self._buttons)
        self.setLayout(
            column(
                row(self.back_button, self.client_above, None, gap=10),
                self._line,
                gap=2,
                margins=(32 - _BACK_PADDING, 18, 32, 14),
            )
        )
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take less height, for a small window or large text: the client stands above, keys are not named."""
        self.client.setVisible(not compact)
        self.client_above.setVisible(compact)
        self.save_button.set_hint("" if compact else _("Ctrl+S"))
        self.mail_button.setText("" if compact else _("Draft e-mail"))
        self.looked_button.setText(_("Looked through") if compact else _("I have looked it through"))
        self.fold()

    def show_sheet(self, sheet: ReportSheet, sent: ReportRow | None, today: date) -> None:
        """Show which report it is; ``sent`` is the one shown as it went out, or None."""
        self.title.setText(_title(sheet.report.period))
        for name in (self.client, self.client_above):
            name.setText(sheet.report.client)
        was_looked_through = self._shown == (sheet.report.client, sheet.report.period, ReportState.REVIEWED)
        self._shown = (sheet.report.client, sheet.report.period, sheet.state)
        self.state.setText(_state(sheet, sent, today))
        if sent is None and was_looked_through and sheet.state is ReportState.DRAFT:
            self.show_changed()
        self.looked_button.setVisible(sent is None and sheet.state is not ReportState.REVIEWED)
        self.save_button.setText(_("Save a copy…") if sent else _("Save PDF…"))
        self.fold()

    def show_changed(self) -> None:
        """Say that a report that was looked through was changed since, and is a draft again."""
        self.state.setText(_("Changed since, a draft again"))
        self.looked_button.show()
        self.fold()

    def fold(self) -> None:
        """Put the buttons beside the title, or below it."""
        words = self.title.sizeHint().width() + min(self.client.sizeHint().width(), theme.px(_CLIENT_ROOM))
        wanted = self._buttons.sizeHint().width() + words + theme.px(120)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(below if self.width() < wanted else beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()


def _state(sheet: ReportSheet, sent: ReportRow | None, today: date) -> str:
    """Return how far a report has come, with the day on which it was sent."""
    if sent is None or sent.issued_at is None:
        if sheet.report.corrects is None:
            return sheet.state.label
        pattern = _("{state}, corrects no. {number}")
        return pattern.format(state=sheet.state.label, number=sheet.report.corrects.number)
    day = formats.short_day(sent.issued_at.date(), today=today)
    if sent.corrected_by is not None:
        number = formats.number(sent.corrected_by)
        return _("Sent {day}, corrected by no. {number}").format(day=day, number=number)
    if sent.corrects is not None:
        number = formats.number(sent.corrects)
        return _("Sent {day}, corrects no. {number}").format(day=day, number=number)
    return _("Sent {day}").format(day=day)


def _title(period: DayRange) -> str:
    """Return the title with one capital, at its beginning, wherever a language puts the period."""
    told = period_label(period)
    title = _("{period} report").format(period=told[:1].lower() + told[1:])
    return title[:1].upper() + title[1:]


def told_of(sent: ReportRow | None) -> str:
    """Return what to say of the pages of a report that was sent."""
    if sent is None or sent.issued_at is None:
        return ""
    day = formats.day(sent.issued_at.date())
    if sent.has_pdf:
        return _("These are the pages exactly as they were sent on {day}.").format(day=day)
    return _(
        "Sent on {day}. The file itself is not in this journal, so the pages are printed again from what"
        " the journal holds today."
    ).format(day=day)
