"""The coloured strip at the head of page 1: who sends the report, for whom, and which period."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.report import Issuer
from retention_journal.i18n import _
from retention_journal.reports import colour, fonts
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import COVER, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Lines, Style, set_text
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

#: Most pixels of a picture that is opened at all: 40 million, as a large camera makes.
_MOST_PIXELS = 40_000_000
_MOST_BYTES = 20_000_000
_PRINTED_PIXELS = (900, 300)
_LOGO_HEIGHT, _LOGO_WIDTH = 10 * mm, 62 * mm
#: Width to height from which a logo most likely spells the firm's name itself.
_WORDMARK = 2.4
#: A logo with less contrast than this against the strip gets a white ground.
_VISIBLE = 2.2

_RINGS = (19, 25, 31, 37, 43, 49)
_NAME_WIDTH = 150 * mm
_NAMES = (
    (Style(fonts.DISPLAY, 27, 33, colour.PAPER), 2),
    (Style(fonts.DISPLAY, 18, 22, colour.PAPER), 3),
)


@dataclass(frozen=True)
class Logo:
    """A decoded picture, small enough to embed.

    Attributes:
        image: The picture, RGB or RGBA.
        on_white: Whether it needs a white ground to be seen on the strip.
    """

    image: Image.Image
    on_white: bool

    @property
    def shape(self) -> float:
        """Its width as a share of its height."""
        return self.image.width / self.image.height


@dataclass(frozen=True)
class LogoOrReason:
    """The logo to print; without one, the reason why a given one cannot be, "" where none was given."""

    logo: Logo | None
    reason: str = ""


def read_logo(data: bytes | None, brand: Brand) -> LogoOrReason:
    """Decode a PNG or JPEG file; a report is printed without a logo rather than not at all."""
    if not data:
        return LogoOrReason(None)
    if len(data) > _MOST_BYTES:
        return LogoOrReason(None, _("The logo is too large to print."))
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return LogoOrReason(None, _("The logo is too large to print."))
            return LogoOrReason(_prepared(picture, brand))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return LogoOrReason(None, _("The logo cannot be read; a PNG or JPEG picture is needed."))


def draw_cover(canvas: Canvas, words: Words, brand: Brand, logo: Logo | None) -> None:
    """Draw the strip."""
    foot = PAGE_HEIGHT - COVER
    canvas.setFillColor(ink(brand.main))
    canvas.rect(0, foot, PAGE_WIDTH, COVER, 0, 1)
    _rings(canvas, brand, foot)
    _issuer(canvas, words.report.issuer, logo)
    sender = set_text(words.sender(), Style(fonts.REGULAR, 9, 13, brand.pale), _NAME_WIDTH, 1)
    name = _name(one_line(words.report.client))
    label = set_text(words.label(), Style(fonts.REGULAR, 10, 14, brand.pale), _NAME_WIDTH, 1)
    top = foot + 9 * mm + sender.height
    above = top + 1.5 * mm + name.height
    label.draw(canvas, MARGIN, above + 0.5 * mm + label.height)
    name.draw(canvas, MARGIN, above)
    sender.draw(canvas, MARGIN, top)


def _name(client: str) -> Lines:
    """Return the client's name, smaller where it is long, and cut where it is longer still."""
    for style, most in _NAMES:
        lines = set_text(client, style, _NAME_WIDTH, most + 1)
        if len(lines.lines) <= most:
            return lines
    return set_text(client, style, _NAME_WIDTH, most)


def _rings(canvas: Canvas, brand: Brand, foot: float) -> None:
    canvas.saveState()
    strip = canvas.beginPath()
    strip.rect(0, foot, PAGE_WIDTH, COVER)
    canvas.clipPath(strip, stroke=0)
    canvas.setStrokeColor(ink(brand.ring))
    canvas.setLineWidth(1)
    for radius in _RINGS:
        canvas.circle(184 * mm, foot, radius * mm, 1, 0)
    canvas.restoreState()


def _issuer(canvas: Canvas, issuer: Issuer, logo: Logo | None) -> None:
    left, top = MARGIN, PAGE_HEIGHT - 10 * mm
    if logo is not None:
        left += _draw_logo(canvas, logo, left, top) + 4 * mm
        if logo.shape >= _WORDMARK:
            return
    style = Style(fonts.SEMIBOLD, 12, 16, colour.PAPER)
    name = set_text(one_line(issuer.name), style, PAGE_WIDTH - MARGIN - left, 1)
    name.draw(canvas, left, top - (_LOGO_HEIGHT - name.height) / 2)


def _draw_logo(canvas: Canvas, logo: Logo, left: float, top: float) -> float:
    """Draw the logo and return the width it takes."""
    pad = 1.5 * mm if logo.on_white else 0.0
    height = _LOGO_HEIGHT - 2 * pad
    width = min(height * logo.shape, _LOGO_WIDTH - 2 * pad)
    height = width / logo.shape
    if logo.on_white:
        canvas.setFillColor(ink(colour.PAPER))
        canvas.roundRect(left, top - _LOGO_HEIGHT, width + 2 * pad, _LOGO_HEIGHT, 1.5 * mm, 0, 1)
    foot = top - _LOGO_HEIGHT / 2 - height / 2
    canvas.drawImage(ImageReader(logo.image), left + pad, foot, width, height, mask="auto")
    return float(width + 2 * pad)


def _prepared(picture: Image.Image, brand: Brand) -> Logo:
    picture.thumbnail(_PRINTED_PIXELS)
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    if not see_through:
        return Logo(picture.convert("RGB"), on_white=True)
    picture = picture.convert("RGBA")
    ground = colour.rgb(brand.main) or colour.WHITE
    return Logo(picture, on_white=colour.contrast(_usual_colour(picture), ground) < _VISIBLE)


def _usual_colour(picture: Image.Image) -> colour.Rgb:
    """Return the mean colour of what can be seen of a picture."""
    small = picture.copy()
    small.thumbnail((64, 64))
    total = [0, 0, 0, 0]
    data = small.tobytes()
    for start in range(0, len(data), 4):
        red, green, blue, alpha = data[start : start + 4]
        for band, value in enumerate((red, green, blue)):
            total[band] += value * alpha
        total[3] += alpha
    if not total[3]:
        return colour.WHITE
    return total[0] // total[3], total[1] // total[3], total[2] // total[3]
