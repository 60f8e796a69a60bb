"""The table of the dialog for numbers of one client."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.dialogs.number_model import NumberModel
from retention_journal.ui.dialogs.sheet import SheetTable

_COLUMN, _ROW, _HEAD = 132, 34, 48


class NumberTable(SheetTable):
    """The figures of one kind of period: periods down, goals across."""

    def __init__(self, model: NumberModel) -> None:
        super().__init__(model, model.type_in, _("Numbers"))
        self.show_model(model)
        self.restyle()

    def show_model(self, model: NumberModel) -> None:
        """Show the figures of another kind of period, with the last whole one ready to be typed into."""
        self.show_sheet(model, model.type_in)
        row = max(model.rowCount() - 2, 0)
        columns = range(model.columnCount())
        empty = (at for at in columns if not model.index(row, at).data(Qt.ItemDataRole.EditRole))
        self.setCurrentIndex(model.index(row, next(empty, 0)))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(theme.font("caption_medium"))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {theme.css('surface')}; border: 0;"
            f" border-bottom: 1px solid {theme.css('border')}; }}"
        )
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        model = self.model()
        rows, columns = model.rowCount(), model.columnCount()
        side = self.verticalHeader().sizeHint().width()
        return QSize(
            side + theme.px(_COLUMN) * columns + 2, theme.px(_HEAD) + theme.px(_ROW) * rows + theme.px(14)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), self.sizeHint().height())

    def numbers(self) -> NumberModel:
        """Return the figures shown."""
        model = self.model()
        assert isinstance(model, NumberModel)  # noqa: S101 - the only model it is given
        return model
