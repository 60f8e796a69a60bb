"""The lines at the foot of the sidebar: the clock while it runs, and that all is saved and backed up."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from retention_journal.core.hours import duration
from retention_journal.i18n import _
from retention_journal.services.timer import Running
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.text_labels import Span, paint_spans, tooltip


class FootLine(QAbstractButton):
    """A line or two at the foot of the sidebar; pressing it asks for more (``wanted``)."""

    wanted = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.rail = False
        self._icon = icon
        self._lines: tuple[str, str] = ("", "")
        self._trouble = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.wanted)

    def show_lines(self, first: str, second: str = "", *, trouble: bool = False, more: str = "") -> None:
        """Show one or two lines, such as "Saved on this computer", "Backed up 08:41".

        Args:
            first: The upper line.
            second: The lower line, or "".
            trouble: Whether something needs to be done, such as a backup that failed.
            more: What is said besides to who asks, by a tooltip or a screen reader.
        """
        self._lines, self._trouble = (first, second), trouble
        whole = " · ".join(line for line in (*self._lines, more) if line)
        self.setAccessibleName(whole)
        self.setToolTip(tooltip(whole))
        self.updateGeometry()
        self.update()

    def lines(self) -> tuple[str, str]:
        """Return what it says."""
        return self._lines

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self._lines[1] and not self.rail else 1
        return QSize(theme.px(36), theme.px(16) + lines * theme.line("caption"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(QRectF(0, 0, rect.width(), 1), theme.colour("border"))
        icon, ink = ("warning", "watch_text") if self._trouble else (self._icon, "text_3")
        body = rect.adjusted(0, theme.px(9), 0, -theme.px(3))
        if self.rail:
            paint_icon(painter, body, icon, ink, 14)
        else:
            paint_icon(painter, QRectF(theme.px(10), body.top(), theme.px(14), body.height()), icon, ink, 14)
            step, left = theme.line("caption"), theme.px(32)
            for number, line in enumerate(one for one in self._lines if one):
                room = QRectF(left, body.top() + number * step, rect.width() - left, step)
                paint_spans(painter, room, [Span(line, "caption", "text_3")])
        if self.hasFocus():
            paint_focus(painter, rect, 5)


class StatusLine(FootLine):
    """Says how safe the journal is."""

    def __init__(self) -> None:
        super().__init__("lock")
        self.show_lines(_("Saved on this computer"))


class ArrivalLine(FootLine):
    """Says that a file arrived in the watched folder, or that the folder is gone; else it is not there."""

    def __init__(self) -> None:
        super().__init__("import")
        self.hide()

    def show_arrival(self, name: str) -> None:
        """Offer the file ``name``; "" is nothing to offer."""
        self.setVisible(bool(name))
        if name:
            self.show_lines(name, _("Can be brought in"), more=_("Press it to look at it, or to say no."))

    def show_missing(self, folder: str) -> None:
        """Say that the watched ``folder`` is not there."""
        self.setVisible(True)
        self.show_lines(_("The watched folder is gone"), trouble=True, more=folder)


class ClockLine(FootLine):
    """Says for whom the clock runs and for how long; not there while it does not."""

    def __init__(self) -> None:
        super().__init__("hours")
        self.hide()

    def show_clock(self, one: Running | None, minutes: int, is_forgotten: bool) -> None:
        """Show the clock.

        Args:
            one: The clock, or None where none was started.
            minutes: For how long it ran, 0 or more.
            is_forgotten: Whether nobody can have worked for so long.
        """
        self.setVisible(one is not None)
        if one is None:
            return
        passed = duration(minutes)
        stopped = _("Stopped after {time}").format(time=passed)
        ways = [_("Was it forgotten?")] if is_forgotten else []
        ways.append(_("Press it to go to the clock."))
        self.show_lines(
            one.client_name or _("For no client"),
            passed if one.stopped_at is None else stopped,
            trouble=is_forgotten,
            more=" ".join((one.task, *ways)).strip(),
        )
