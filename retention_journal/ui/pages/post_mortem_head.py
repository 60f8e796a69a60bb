"""The head of looking back: who left and when, how long they were a client, and what they said."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.losses import LossKind
from retention_journal.i18n import _, ngettext
from retention_journal.services.reflections import LossEntry
from retention_journal.ui import theme
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.text_labels import label, page_title, shortened

_LONGEST_SAID = 60
_MONTHS = 12


class PostMortemHead(QWidget):
    """Signals:
    back_wanted: Go back to Lost & lessons.
    """

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = quiet_button(_("Lost & lessons").replace("&", "&&"), icon="back", small=True)
        self.back.clicked.connect(lambda _checked: self.back_wanted.emit())
        self.name = page_title("")
        self.badge = LightBadge("lost", pill=True)
        right = Qt.AlignmentFlag.AlignRight
        self.tenure = label("", "caption", colour="text_3", align=right)
        self.said = label("", "caption", colour="text_3", align=right, elide=True)
        self._told = box(column(self.tenure, self.said, gap=1))
        title = row(self.name, self.badge, None, self._told, gap=12, margins=(9, 0, 0, 0))
        title.setStretch(0, 0)
        self._around = column(row(self.back, None), title, gap=4)
        self.setLayout(self._around)
        self.fold(is_narrow=False)

    def show_loss(self, name: str, entry: LossEntry, since: date | None, today: date) -> None:
        """Show a loss of ``name``, a client ``since`` that day as far as one knows."""
        self.name.setText(name)
        self.badge.set_state(
            "paused" if entry.kind is LossKind.PAUSE else "lost",
            lost_words(entry.kind, entry.notice_on, today),
        )
        self.tenure.setText(tenure_words(since, entry.ended_on or entry.notice_on))
        said = " ".join(entry.their_words.split())
        self.said.setText(_("Said: {words}").format(words=shortened(said, _LONGEST_SAID)) if said else "")

    def fold(self, *, is_narrow: bool) -> None:
        """Leave out what stands at the right where there is no room."""
        self._told.setVisible(not is_narrow)
        side = 20 if is_narrow else 32
        self._around.setContentsMargins(
            theme.px(side - 9), theme.px(16), theme.px(side), theme.px(12 if is_narrow else 16)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))


def lost_words(kind: LossKind, day: date, today: date) -> str:
    """Return what ended and when: "Lost 26 September", with its year where that is over."""
    told = formats.day_of_month(day) if day.year == today.year else formats.day(day)
    if kind is LossKind.FULL:
        return _("Lost {day}").format(day=told)
    return _("{what}, {day}").format(what=kind.label, day=told)


def tenure_words(since: date | None, until: date) -> str:
    """Return for how long they were a client, or "" where the first day is not known."""
    if since is None or since > until:
        return ""
    months = (until.year - since.year) * _MONTHS + until.month - since.month - (until.day < since.day)
    years, rest = divmod(months, _MONTHS)
    told = []
    if years:
        told.append(ngettext("{n} year", "{n} years", years).format(n=years))
    if rest or not years:
        told.append(ngettext("{n} month", "{n} months", rest).format(n=rest))
    return _("Client for {time}").format(time=" ".join(told))
