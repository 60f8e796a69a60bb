"""Icons: Lucide drawings by the name of what they stand for, in the colours of the theme.

An icon never stands alone: beside it is a word, or the widget has a tooltip and an accessible name.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal import paths
from retention_journal.ui import theme


def icon(name: str, colour: str = "text_2", size: int = 16) -> QIcon:
    """Return the icon ``name``, a name of ``tokens.json`` such as "promises", or of Lucide."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def pixmap(name: str, colour: str = "text_2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``name`` as a picture.

    Args:
        name: A name of ``tokens.json``, or of Lucide.
        colour: Role of its lines.
        size: Width and height in pixels at 100 % text size.
        ratio: Device pixels to a pixel.
    """
    return _pixmap(_lucide().get(name, name), theme.colour(colour).name(), theme.px(size), ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str = "text_2", size: int = 16) -> None:
    """Draw the icon ``name`` in the middle of ``rect``, ``size`` pixels wide at 100 % text size."""
    ratio = painter.device().devicePixelRatio()
    picture = pixmap(name, colour, size, ratio)
    side = theme.px(size)
    painter.drawPixmap(
        round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side, picture
    )


class IconMark(QWidget):
    """An icon before words that say the same, as high as one line of them."""

    def __init__(self, icon: str, colour: str = "text_3") -> None:
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.line("ui"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._icon, self._colour, 15)


@cache
def app_icon() -> QIcon:
    """Return the program's own icon, drawn again for small sizes."""
    made = QIcon()
    for name, sizes in (("app-small", (16, 20, 24)), ("app", (32, 48, 64, 128, 256))):
        for side in sizes:
            made.addPixmap(_draw((paths.resources() / "icons" / f"{name}.svg").read_bytes(), side, 1.0))
    return made


def app_picture(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the program's icon as a picture of ``size`` pixels."""
    return _draw((paths.resources() / "icons" / "app.svg").read_bytes(), theme.px(size), ratio)


@cache
def _lucide() -> dict[str, str]:
    return theme.icon_names()


@cache
def _pixmap(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    return _draw(drawing.encode(), side, ratio)


def _draw(drawing: bytes, side: int, ratio: float) -> QPixmap:
    exact = QSize(round(side * ratio), round(side * ratio))
    picture = QPixmap(exact)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, exact.width(), exact.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
