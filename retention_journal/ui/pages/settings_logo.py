"""The logo on reports: choosing a picture, and seeing it on white as the paper is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.business import LOGO_BYTES
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import caption

_LOGO_WIDTH, _LOGO_HEIGHT = 260, 72


class LogoField(QWidget):
    """A picture, and choosing another.

    Signals:
        chosen: The bytes of a picture, or None for no picture.
        refused: The InvalidEntryError why a file was not taken.
    """

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Your logo"))
        self._none = caption(_("No logo yet"))
        self.paper = Paper()
        self.paper.setLayout(row(self.picture, None, margins=(12, 10, 12, 10)))
        self.choose_button = outlined_button(_("Choose a picture…"), small=True)
        self.remove_button = quiet_button(_("Remove"), small=True)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda: self.chosen.emit(None))
        self.setFocusProxy(self.choose_button)
        stack(self, self.paper, self._none, row(self.choose_button, self.remove_button, None, gap=6), gap=8)

    def show_logo(self, logo: bytes | None) -> None:
        """Show the picture, or that there is none."""
        picture = _pixmap(logo, self.devicePixelRatioF()) if logo else QPixmap()
        self.picture.setPixmap(picture)
        self.paper.setVisible(not picture.isNull())
        self._none.setVisible(picture.isNull())
        self.remove_button.setVisible(logo is not None)
        self.choose_button.setText(_("Choose another…") if logo else _("Choose a picture…"))

    def take_file(self, path: Path) -> None:
        """Take the picture in the file ``path``."""
        try:
            self.chosen.emit(picture_in(path))
        except InvalidEntryError as error:
            self.refused.emit(error)

    def _choose(self) -> None:
        kinds = _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg *.svg")
        dialog = QFileDialog(self, _("Choose your logo"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()


class Paper(QWidget):
    """White also in the dark, as the report is."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def picture_in(path: Path) -> bytes:
    """Return the bytes of the picture in ``path``.

    Raises:
        InvalidEntryError: It cannot be read, is too large, or is no PNG, JPEG or SVG.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LOGO_BYTES + 1)
    except OSError as error:
        message = _("“{name}” cannot be read.").format(name=path.name)
        raise InvalidEntryError("logo", message, _("Choose another picture.")) from error
    if len(content) > LOGO_BYTES:
        raise InvalidEntryError("logo", _("The picture is larger than 2 MB."), _("Choose a smaller one."))
    _refuse_other_files(path, content)
    return content


def _refuse_other_files(path: Path, content: bytes) -> None:
    from retention_journal.reports.colour import DEFAULT_BRAND, brand
    from retention_journal.reports.logo import read_logo

    found = read_logo(content, brand(DEFAULT_BRAND))
    if found.logo is None:
        message = _("“{name}” is no picture that can be printed.").format(name=path.name)
        raise InvalidEntryError("logo", message, found.reason or _("Choose another picture."))


def _pixmap(logo: bytes, ratio: float) -> QPixmap:
    from retention_journal.reports.colour import DEFAULT_BRAND, brand
    from retention_journal.reports.logo import read_logo

    found = read_logo(logo, brand(DEFAULT_BRAND)).logo
    if found is None:
        return QPixmap()
    points = found.image.convert("RGBA")
    image = QImage(points.tobytes(), *points.size, 4 * points.width, QImage.Format.Format_RGBA8888)
    room = (round(theme.px(_LOGO_WIDTH) * ratio), round(theme.px(_LOGO_HEIGHT) * ratio))
    if image.width() > room[0] or image.height() > room[1]:
        image = image.scaled(
            *room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(ratio)
    return picture
