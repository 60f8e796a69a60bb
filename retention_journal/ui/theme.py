"""Colours, type and measures of the window, from ``resources/tokens.json``.

Widgets ask for a role, never for a colour or a size: ``colour("act_text")``, ``font("caption")``,
``px(12)``. A widget that keeps what it asked for has a method ``restyle()``, which is called after every
change of theme or text size. ``apply`` is called once at start and again when the person changes a setting.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal import paths
from retention_journal.settings import Settings, Theme
from retention_journal.ui import style_sheet

#: Sizes, line heights and weights of text roles that are not in the tokens by themselves.
_VARIANTS = {
    "name": ("section", 17, 24, 600),
    "body_medium": ("body", 14, 21, 500),
    "ui_strong": ("ui", 13, 20, 600),
    "ui_medium": ("ui", 13, 20, 500),
    "caption_medium": ("caption", 12, 17, 500),
    "people_huge": ("people_large", 27, 40, 400),
}
_FIRST_DISPLAY_SIZE = 20
_DISPLAY = frozenset({"page", "figure"})


class Watch(QObject):
    """Tells that colours or sizes have changed."""

    changed = Signal()


class _Current:
    """The one theme in use."""

    dark = False
    scale = 1.0
    animate = True
    high_contrast = False
    serif = True
    choice = Theme.SYSTEM
    watching = False
    looks: tuple[object, ...] = ()
    colours: ClassVar[dict[str, QColor]] = {}


watch = Watch()


def apply(settings: Settings) -> None:
    """Give the whole program the looks that ``settings`` ask for; nothing happens where it has them."""
    wanted = _looks(settings)
    if wanted == _Current.looks:
        return
    _Current.looks = wanted
    _Current.choice = settings.theme
    _Current.scale = settings.text_scale / 100
    _Current.animate = settings.animation
    _Current.high_contrast = settings.high_contrast
    _Current.serif = settings.serif
    hints = QGuiApplication.styleHints()
    if not _Current.watching:
        _Current.watching = True
        hints.colorSchemeChanged.connect(_follow_system)
    hints.setColorScheme(
        {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}.get(
            settings.theme, Qt.ColorScheme.Unknown
        )
    )
    _Current.dark = _is_dark()
    _restyle_all()


def is_dark() -> bool:
    """Say whether the window is dark."""
    return _Current.dark


def animates() -> bool:
    """Say whether things may move: the person's own setting."""
    return _Current.animate


def scale() -> float:
    """Return the text size as a factor, 0.8 to 2.0."""
    return _Current.scale


def px(size: float) -> int:
    """Return ``size``, in pixels at 100 %, at the text size in use; never 0 for something."""
    return max(round(size * _Current.scale), 1 if size else 0)


def colour(role: str) -> QColor:
    """Return the colour of ``role``, such as "act_text"; see ``color_use`` in the tokens."""
    made = _Current.colours.get(role)
    if made is None:
        made = _Current.colours[role] = _colour(css(role))
    return QColor(made)


def css(role: str) -> str:
    """Return the colour of ``role`` as style sheets write it."""
    if _Current.high_contrast and role in {"text_2", "text_3", "none_text"}:
        role = "text"
    return _rgba(_tokens()["color"]["dark" if _Current.dark else "light"][role])


def font(role: str = "body", *, tab: bool = False) -> QFont:
    """Return the font of ``role`` at the text size in use.

    Args:
        role: page, figure, name, section, body, body_medium, body_strong, ui, ui_medium, ui_strong, caption,
            caption_medium; for people's own words people, people_large, people_huge.
        tab: Whether all digits are equally wide, for columns of numbers and clocks.
    """
    return QFont(_font(role, tab, _Current.scale, _Current.serif))


def line(role: str) -> int:
    """Return the height of one line of ``role``, in pixels at the text size in use."""
    return px(_role(role)["line"])


def size(name: str) -> int:
    """Return the measure ``name`` of the tokens, such as "control" or "row_table", scaled."""
    return px(_tokens()["size"][name])


def window_size(name: str) -> tuple[int, int]:
    """Return the width and height "window_min", "window_default" or "dialog_min"; not scaled."""
    width, height = _tokens()["size"][name]
    return int(width), int(height)


def radius(name: str) -> int:
    """Return the radius of a "control", "panel", "chip" or "dialog"; it does not grow with the text."""
    return int(_tokens()["radius"][name])


def icon_names() -> dict[str, str]:
    """Return which Lucide icon stands for which thing."""
    return dict(_tokens()["icons"]["names"])


@cache
def _tokens() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((paths.resources() / "tokens.json").read_text(encoding="utf-8"))
    for one in content["type"]["scale"]:
        one["id"] = one["id"].replace("-", "_")
    return content


@cache
def _colour(name: str) -> QColor:
    if name.startswith("rgba"):
        red, green, blue, alpha = (int(part) for part in name[5:-1].split(","))
        return QColor(red, green, blue, alpha)
    return QColor(name)


def _rgba(value: str) -> str:
    if len(value) == len("#RRGGBBAA"):
        parts = [int(value[at : at + 2], 16) for at in (1, 3, 5, 7)]
        return "rgba({},{},{},{})".format(*parts)
    return value


@cache
def _role(role: str) -> dict[str, Any]:
    if role in _VARIANTS:
        base, pixels, height, weight = _VARIANTS[role]
        return {**_role(base), "size": pixels, "line": height, "weight": weight}
    for one in _tokens()["type"]["scale"]:
        if one["id"] == role:
            return dict(one)
    raise KeyError(role)


@cache
def _font(role: str, tab: bool, scale_: float, serif: bool) -> QFont:
    _load_fonts()
    told = _role(role)
    made = QFont()
    if told.get("family") == "people" and serif:
        display = told["size"] >= _FIRST_DISPLAY_SIZE
        made.setFamilies(["Newsreader Display" if display else "Newsreader", "Newsreader", "Georgia"])
    elif role in _DISPLAY:
        made.setFamilies(["Inter Display", "Inter"])
    else:
        made.setFamilies(["InterTab" if tab else "Inter", "Inter"])
    made.setPixelSize(max(round(told["size"] * scale_), 9))
    made.setWeight(QFont.Weight(told["weight"]))
    if role not in _DISPLAY:  # the display cut is drawn tighter already
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, told["tracking"] * scale_)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def _load_fonts() -> None:
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _looks(settings: Settings) -> tuple[object, ...]:
    """Return all that a widget could look different by."""
    chosen = (settings.theme, settings.text_scale, settings.animation, settings.high_contrast, settings.serif)
    return (*chosen, QApplication.instance())


def _is_dark() -> bool:
    if _Current.choice is Theme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return _Current.choice is Theme.DARK


def _follow_system() -> None:
    if _Current.choice is Theme.SYSTEM and _is_dark() != _Current.dark:
        _Current.dark = _is_dark()
        _restyle_all()


def _restyle_all() -> None:
    _Current.colours.clear()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    if app.style().objectName().casefold() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("ui"))
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet.text(css, px))
    for widget in app.allWidgets():
        restyle = getattr(widget, "restyle", None)
        if restyle is not None and not _is_closed(widget.window()):
            restyle()
        widget.update()
    watch.changed.emit()


def _is_closed(window: QWidget) -> bool:
    """Say whether ``window`` was shown and closed; it waits to be deleted, and its journal may be gone."""
    return window.isHidden() and window.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _palette() -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for of, name in (
        (role.Window, "surface"),
        (role.Base, "surface"),
        (role.AlternateBase, "inset"),
        (role.Button, "surface"),
        (role.ToolTipBase, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.BrightText, "on_accent"),
        (role.PlaceholderText, "text_3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "border"),
        (role.Dark, "border_strong"),
        (role.Shadow, "border_strong"),
    ):
        made.setColor(of, colour(name))
    for of in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, of, colour("text_3"))
    return made


def _widgets() -> list[QWidget]:
    """Return every widget of every window; asking Qt for all there are crashes on one that is just ending."""
    tops = QApplication.topLevelWidgets()
    return [widget for top in tops for widget in (top, *top.findChildren(QWidget))]
