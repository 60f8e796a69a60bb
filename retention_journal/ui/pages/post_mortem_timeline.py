"""Forward in time before a loss: what the journal knew, each line opening its source, and what one adds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.known_before import KnownBefore, KnownKind, KnownLine
from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row, stack
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.text_labels import Span, caption, label, paint_spans, tooltip

_DAY_WIDTH = 56


class SignNumber(QWidget):
    """The number of a sign in its circle, as on the strip; empty where a line is none."""

    def __init__(self, number: int | None) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if number is not None:
            self.setToolTip(tooltip(_("A sign one could have seen then")))

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.line("ui"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._number is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(17)
        circle = QRectF(0, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("watch_text"))
        painter.drawEllipse(circle)
        words = [Span(formats.number(self._number), "caption_medium", "surface")]
        paint_spans(painter, circle, words, Qt.AlignmentFlag.AlignHCenter)


class KnownLineRow(LineToOpen):
    """One line: its day, its number where it is a sign, what happened, and what it is."""

    def __init__(self, line: KnownLine) -> None:
        day = formats.short_day(line.on)
        super().__init__(f"{day}, {line.text}")
        self.line = line
        left = label(day, "ui", colour="text_3")
        left.setMinimumWidth(theme.px(_DAY_WIDTH))
        what = line.kind.label
        if line.kind is KnownKind.OWN:
            known = _("known then") if line.known_then else _("not known then")
            what = f"{what}, {known}"
        words = [label(line.text, "ui", wrap=True)]
        if line.detail:
            words.append(caption(" ".join(line.detail.split())[:200], wrap=True))
        right = caption(what)
        mark = SignNumber(line.number)
        across = row(left, mark, column(*words, gap=0), right, gap=8, margins=(4, 3, 4, 3))
        across.setStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for part in (left, mark, right):
            across.setAlignment(part, top)
        self.setLayout(across)


class TimelinePart(QWidget):
    """The lines, folded away until they are asked for.

    Signals:
        line_opened: This ``KnownLine``.
        add_wanted: Add what no record tells.
    """

    line_opened = Signal(object)
    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: KnownBefore | None = None
        self.unfold_button = link_button("", icon="down")
        self.add = link_button(_("Add what you did not know then…"))
        self._lines = column(gap=0)
        self._box = box(self._lines)
        self._box.hide()
        acts = FlowLayout(gap=14)
        acts.addWidget(self.unfold_button)
        acts.addWidget(self.add)
        stack(self, box(acts), self._box, gap=4)
        self.unfold_button.clicked.connect(lambda _checked: self.unfold(is_open=self._box.isHidden()))
        self.add.clicked.connect(lambda _checked: self.add_wanted.emit())

    def show_known(self, known: KnownBefore) -> None:
        """Show what was known."""
        self._known = known
        if not self._box.isHidden():
            self._fill()
        self._name()

    def unfold(self, *, is_open: bool) -> None:
        """Show the lines, or fold them away."""
        self._box.setVisible(is_open)
        if is_open:
            self._fill()
        self._name()

    def rows(self) -> list[KnownLineRow]:
        """Return the lines that are shown."""
        found = [self._lines.itemAt(number) for number in range(self._lines.count())]
        widgets = [one.widget() for one in found if one is not None]
        return [one for one in widgets if isinstance(one, KnownLineRow)]

    def _fill(self) -> None:
        clear(self._lines)
        if self._known is None:
            return
        for line in self._known.lines:
            made = KnownLineRow(line)
            made.opened.connect(lambda line=line: self.line_opened.emit(line))
            self._lines.addWidget(made)

    def _name(self) -> None:
        count = len(self._known.lines) if self._known else 0
        since = formats.day(self._known.first) if self._known else ""
        told = ngettext(
            "Forward in time from {day}, {n} line", "Forward in time from {day}, {n} lines", count
        ).format(day=since, n=formats.number(count))
        self.unfold_button.setText(told if self._box.isHidden() else _("Fold the lines away"))
        self.unfold_button.set_icon("down" if self._box.isHidden() else "up")
        self.unfold_button.setVisible(count > 0)
