"""A firm's logo: PNG, JPEG or SVG, decoded safely and made small enough to embed.

An SVG is drawn by resvg, which runs no scripts, and only after everything that points outside it was taken
out: nothing is fetched and no file is read, whatever it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, tostring

import resvg_py
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

from retention_journal import paths
from retention_journal.i18n import _
from retention_journal.reports import colour
from retention_journal.reports.colour import Brand

#: Most pixels of a picture that is opened at all: 40 million, as a large camera makes.
_MOST_PIXELS = 40_000_000
_MOST_BYTES = 20_000_000
_PRINTED_PIXELS = (900, 300)
#: A logo with less contrast than this against the strip gets a white ground.
_VISIBLE = 2.2

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
#: What may do something, or take for ever, and is no part of a logo.
_DROPPED = {"script", "foreignObject", "style", "filter", "feImage", "animate", "set", "metadata"}
_KEPT_CHILDREN = {"a"}
_ANYWHERE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_EMBEDDED = re.compile(r"data:image/(png|jpe?g);base64,", re.IGNORECASE)
#: Shapes that an SVG may draw, counting each use of a part again: more are a bomb rather than a logo.
_MOST_SHAPES = 20_000
_DEEPEST = 100


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
    """Decode a PNG, JPEG or SVG file; a report is printed without a logo rather than not at all."""
    if not data:
        return LogoOrReason(None)
    if len(data) > _MOST_BYTES:
        return LogoOrReason(None, _("The logo is too large to print."))
    try:
        found = _decoded(data)
    except ValueError:
        return LogoOrReason(None, _("The logo cannot be read; a PNG, JPEG or SVG picture is needed."))
    if found is None:
        return LogoOrReason(None, _("The logo is too large to print."))
    return LogoOrReason(Logo(found, _needs_white(found, brand)))


def is_svg(data: bytes) -> bool:
    """Say whether ``data`` looks like an SVG rather than like a picture of points."""
    return b"<svg" in data[:4096].lower() and not data.startswith((b"\x89PNG", b"\xff\xd8"))


def safe_svg(data: bytes) -> str:
    """Return an SVG without anything that runs, points outside or could take for ever.

    Raises:
        ValueError: It is no SVG, declares entities, or draws more than a logo would.
    """
    try:
        root = fromstring(data, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError, RecursionError) as error:
        raise ValueError("no safe SVG") from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise ValueError("no SVG")
    rules = _plain_rules(root)
    _clean(root, rules, 0)
    if _shapes(root) > _MOST_SHAPES:
        raise ValueError("more shapes than a logo has")
    return tostring(root, encoding="unicode")


@lru_cache(maxsize=4)
def _decoded(data: bytes) -> Image.Image | None:
    """Return the picture, RGB or RGBA; None where it is too large.

    Raises:
        ValueError: It cannot be read.
    """
    if is_svg(data):
        data = _drawn(data)
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.thumbnail(_PRINTED_PIXELS)
            see_through = "A" in picture.getbands() or "transparency" in picture.info
            return picture.convert("RGBA" if see_through else "RGB")
    except Image.DecompressionBombError:
        return None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValueError("no picture") from error


def _drawn(data: bytes) -> bytes:
    """Return an SVG drawn as a PNG as high as it is printed, or as wide where it is very wide."""
    svg = safe_svg(data)
    width, height = _PRINTED_PIXELS
    across, down = _proportions(svg)
    is_wide = across * height > width * down
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width if is_wide else None,
        height=None if is_wide else height,
        skip_system_fonts=True,
        font_files=[str(paths.resources() / "fonts" / "Inter-SemiBold.ttf")],
        font_family="Inter",
        serif_family="Inter",
        sans_serif_family="Inter",
        monospace_family="Inter",
    )
    return bytes(drawn)


def _proportions(svg: str) -> tuple[float, float]:
    """Return the width and height an SVG says it has; a square where it says nothing one can use."""
    root = fromstring(svg)
    box = re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))
    told = (root.get("width", ""), root.get("height", ""))
    try:
        across, down = (float(box[2]), float(box[3])) if len(box) == 4 else map(_length, told)  # noqa: PLR2004
    except ValueError:
        return 1.0, 1.0
    return (across, down) if across > 0 and down > 0 else (1.0, 1.0)


def _length(text: str) -> float:
    found = re.match(r"\s*([\d.]+)\s*(px|pt|mm|cm|in|pc|q)?\s*$", text, re.IGNORECASE)
    if found is None:
        raise ValueError("no length")
    return float(found[1])


def _clean(element: Element, rules: dict[str, str], depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError("nested deeper than a logo is")
    _clean_attributes(element, rules)
    for child in list(element):
        name = _name(child)
        if name in _KEPT_CHILDREN:
            child.tag = f"{_SVG}g"
            child.attrib.clear()
        elif name in _DROPPED or _points_outside(child, name):
            element.remove(child)
            continue
        _clean(child, rules, depth + 1)


def _clean_attributes(element: Element, rules: dict[str, str]) -> None:
    for name in (element.get("class") or "").split():
        if name in rules:
            element.set("style", f"{rules[name]};{element.get('style', '')}")
    for name, value in list(element.attrib.items()):
        plain = name.rpartition("}")[2]
        if plain.lower().startswith("on") or plain == "base" or _ANYWHERE.search(value):
            del element.attrib[name]


def _points_outside(element: Element, name: str) -> bool:
    hrefs = [element.get(href) for href in _HREFS if element.get(href) is not None]
    if name == "image":
        return not (hrefs and all(_EMBEDDED.match(href or "") for href in hrefs))
    return any(not (href or "").startswith("#") for href in hrefs)


def _plain_rules(root: Element) -> dict[str, str]:
    """Return what the style sheet says of classes, as drawing programs write it; the rest is dropped."""
    rules: dict[str, str] = {}
    for sheet in root.iter(f"{_SVG}style"):
        for names, body in _CSS_RULE.findall(sheet.text or ""):
            if _ANYWHERE.search(body):
                continue
            for name in names.split(","):
                if re.fullmatch(r"\s*\.[\w-]+\s*", name):
                    key = name.strip()[1:]
                    rules[key] = f"{rules[key]};{body.strip()}" if key in rules else body.strip()
    return rules


def _shapes(root: Element) -> int:
    """Return how many shapes are drawn, those that are used again each time anew."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: Counter[str] = Counter()

    def weight(element: Element, path: tuple[str, ...]) -> int:
        total = 1 + sum(weight(child, path) for child in element)
        for target in _targets(element):
            if target in path:
                raise ValueError("a part that uses itself")
            if target in named:
                if target not in known:
                    known[target] = weight(named[target], (*path, target))
                total += known[target]
        if total > _MOST_SHAPES:
            raise ValueError("more shapes than a logo has")
        return total

    return weight(root, ())


def _targets(element: Element) -> Iterator[str]:
    for value in element.attrib.values():
        if value.startswith("#") and _name(element) in {"use", "pattern", "linearGradient", "radialGradient"}:
            yield value[1:]
        yield from re.findall(r"url\(\s*['\"]?#([^)'\"]+)", value)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _needs_white(picture: Image.Image, brand: Brand) -> bool:
    if picture.mode != "RGBA":
        return True
    ground = colour.rgb(brand.main) or colour.WHITE
    return colour.contrast(_usual_colour(picture), ground) < _VISIBLE


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
