"""The field in which a client is found by two letters and Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from retention_journal.i18n import _
from retention_journal.services.choices import Fit, fitting, is_named
from retention_journal.services.clients import ClientName
from retention_journal.ui import theme
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import stack
from retention_journal.ui.panels import Panel
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

_FIT = int(Qt.ItemDataRole.UserRole)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROW_PADDING = 7


class ClientField(QWidget):
    """A line to type in, and the clients that fit under it; the first one is taken with Enter.

    Signals:
        chosen: The ``Fit`` that was taken.
        new_wanted: The name of a client that is not in the journal yet.
    """

    chosen = Signal(object)
    new_wanted = Signal(str)

    def __init__(
        self, clients: Sequence[ClientName], *, may_add: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clients = clients
        self._may_add = may_add
        self.line = LineField(placeholder=_("Client or person"))
        self.line.setAccessibleName(_("Client or person"))
        self.line.setAccessibleDescription(_("Type a few letters, then Enter."))
        self.line.textEdited.connect(self._show_fitting)
        self.line.installEventFilter(self)
        stack(self, self.line)
        self.setFocusProxy(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Clients that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_FitDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self._over = parent or self
        self._popup = Panel(self.list, strong=True, padding=(2, 5, 2, 5))
        self._popup.setParent(self._over)
        self._popup.hide()

    def show_text(self, text: str) -> None:
        """Put ``text`` into the line, as if it had just been typed."""
        self.line.setText(text)
        self._show_fitting(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._handle(event):
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._popup.hide()
        if event.type() == QEvent.Type.Resize and self._popup.isVisible():
            self._place_list()
        return super().eventFilter(watched, event)

    def _handle(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._step(_STEPS[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._popup.isHidden():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._take(self.list.currentItem())
            return True
        return False

    def _step(self, by: int) -> None:
        if self._popup.isHidden():
            self._show_fitting(self.line.text())
        elif self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())

    def _show_fitting(self, typed: str) -> None:
        self.list.clear()
        for fit in fitting(self._clients, typed):
            item = QListWidgetItem(fit.client.name, self.list)
            item.setData(_FIT, fit)
            item.setToolTip(tooltip(fit.client.name))
            if fit.person:
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    _("{person}, {client}").format(person=fit.person, client=fit.client.name),
                )
        name = typed.strip()
        if self._may_add and name and not is_named(self._clients, name):
            QListWidgetItem(_("Add “{name}” as a new client").format(name=name), self.list)
        self.list.setCurrentRow(0)
        self._popup.setVisible(self.list.count() > 0)
        self._place_list()

    def _place_list(self) -> None:
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        place = self.line.mapTo(self._over, self.line.rect().bottomLeft())
        room = max(theme.px(80), self._over.height() - place.y() - theme.px(8))
        height = min(rows + theme.px(14), room)
        self._popup.setGeometry(place.x(), place.y() + theme.px(3), self.line.width(), height)
        self._popup.raise_()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        fit = item.data(_FIT)
        self._popup.hide()
        if isinstance(fit, Fit):
            self.chosen.emit(fit)
        else:
            self.new_wanted.emit(self.line.cleaned())


class _FitDelegate(QStyledItemDelegate):
    """Paints the person strong and the client beside it, or a plain line for a new client."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.line("body") + 2 * theme.px(_ROW_PADDING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        fit = index.data(_FIT)
        words = [Span(str(index.data()), "body_medium", "accent")]
        if isinstance(fit, Fit):
            words = [Span(fit.person or fit.client.name, "body_strong")]
            if fit.person:
                words.append(Span(f"  {fit.client.name}", "body", "text_2"))
        paint_spans(painter, rect.adjusted(theme.px(12), 0, -theme.px(10), 0), words)
        painter.restore()
