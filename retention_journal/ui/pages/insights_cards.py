"""The figures of Insights that need no chart: each a sentence, its basis, and the clients behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.insights import Insight
from retention_journal.i18n import ngettext
from retention_journal.ui.buttons import link_button, paint_focus
from retention_journal.ui.layouts import column, row
from retention_journal.ui.pages.insights_rows import BlockRows, even_rows
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label

_LONG = 70  # letters of a text that is read at a glance
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class FigureCard(QWidget):
    """One figure; Enter shows the clients behind it, the arrows go to the next.

    Signals:
        stepped: Go to the one before (-1) or the next (1).
        behind_wanted: Show the clients behind this ``Insight``.
    """

    stepped = Signal(int)
    behind_wanted = Signal(object)

    def __init__(self, insight: Insight) -> None:
        super().__init__()
        self.insight = insight
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = caption("", strong=True)
        self.told = label("", "body_strong", wrap=True)
        self.rest = label("", "ui", colour="text_2", wrap=True)
        self.basis = caption("", wrap=True)
        self.link = link_button("")
        self.link.clicked.connect(lambda: self.behind_wanted.emit(self.insight))
        self.setLayout(
            column(Rule(), 4, self.title, self.told, self.rest, self.basis, row(self.link, None), None, gap=3)
        )
        self.show_insight(insight)

    def show_insight(self, insight: Insight) -> None:
        """Show a figure."""
        self.insight = insight
        many = len(insight.behind)
        self.title.setText(insight.title)
        self.told.set_role(
            "body" if insight.is_silent else "body_strong", "text_2" if insight.is_silent else None
        )
        first, rest = in_two(insight.told)
        self.told.setText(first)
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
        self.basis.setText(insight.basis)
        self.link.setText(
            ngettext("Show the client", "Show the {n} clients", many).format(n=formats.number(many))
        )
        self.link.setAccessibleName(f"{self.link.text()}: {insight.title}")
        self.link.setVisible(bool(many))
        self.setAccessibleName(f"{insight.title}: {insight.told}")
        self.setAccessibleDescription(insight.basis)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers():
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.behind_wanted.emit(self.insight)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self.rect().toRectF().adjusted(-1, 3, 1, 0), 5)


class FigureCards(QWidget):
    """All the other figures, in rows.

    Signals:
        stepped: Beyond the first (-1) or the last (1) of them.
        behind_wanted: Show the clients behind an ``Insight``.
    """

    stepped = Signal(int)
    behind_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, FigureCard] = {}
        self._rows: BlockRows | None = None
        self._beside = 0
        self._lines = column(gap=0)
        self.setLayout(self._lines)

    def show_figures(self, told: Mapping[str, Insight]) -> None:
        """Show these figures; the widgets stay while they are the same ones."""
        if list(told) != list(self.cards):
            self._make(list(told.values()))
        for key, insight in told.items():
            self.cards[key].show_insight(insight)

    def arrange(self, beside: int) -> None:
        """Lay ``beside`` of them in each row."""
        self._beside = beside
        if self._rows is not None and beside:
            self._rows.arrange(even_rows(len(self.cards), beside))

    def take_focus(self, *, last: bool = False) -> bool:
        """Put the focus on the first, or the last; False where there is none."""
        cards = list(self.cards.values())
        if cards:
            cards[-1 if last else 0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(cards)

    def _make(self, told: Sequence[Insight]) -> None:
        if self._rows is not None:
            self._lines.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self.cards = {one.key: FigureCard(one) for one in told}
        for at, card in enumerate(self.cards.values()):
            card.stepped.connect(lambda step, at=at: self._step(at + step, step))
            card.behind_wanted.connect(self.behind_wanted)
        self._rows = BlockRows(list(self.cards.values()))
        self._lines.addWidget(self._rows)
        self.arrange(self._beside)

    def _step(self, at: int, step: int) -> None:
        cards = list(self.cards.values())
        if 0 <= at < len(cards):
            cards[at].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stepped.emit(step)


def in_two(told: str) -> tuple[str, str]:
    """Return the first sentence of a long text and what follows it; a short one stays whole."""
    first, stop, rest = told.partition(". ")
    return (f"{first}.", rest) if stop and len(told) > _LONG else (told, "")
