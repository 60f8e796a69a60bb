"""The fonts, icons and tokens that ship with the program are whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfbase.ttfonts import TTFont

from retention_journal import paths

FONTS = sorted((paths.resources() / "fonts").glob("*.ttf"))
ICONS = sorted((paths.resources() / "icons").glob("*.svg"))
TOKENS = json.loads((paths.resources() / "tokens.json").read_text(encoding="utf-8"))

FAMILIES = {
    "Inter-Regular": "Inter",
    "Inter-Medium": "Inter",
    "Inter-SemiBold": "Inter",
    "InterTab-Regular": "InterTab",
    "InterTab-Medium": "InterTab",
    "InterTab-SemiBold": "InterTab",
    "InterDisplay-SemiBold": "Inter Display",
    "Newsreader-Regular": "Newsreader",
    "Newsreader-Italic": "Newsreader",
    "NewsreaderDisplay-Regular": "Newsreader Display",
}
WESTERN_NAMES = (
    "Ærø Øystein Åse Märta Göteborg Łódź Šárka Žižek Çağrı Íñigo Őrsi Ștefan Þóra Ğ – — ’ “ ” … € ·"
)
EASTERN_NAMES = "Ελένη Γιώργος Наталія Ђорђе Щербина Ivó ₴ £"
FIGURES = "0123456789"


def stem(path: Path) -> str:
    return path.stem


def test_every_font_is_here_and_no_other():
    assert {path.stem for path in FONTS} == set(FAMILIES)


@pytest.mark.parametrize("path", FONTS, ids=stem)
def test_qt_knows_a_font_by_the_family_the_design_names(path, qapp):
    number = QFontDatabase.addApplicationFont(str(path))
    assert FAMILIES[path.stem] in QFontDatabase.applicationFontFamilies(number)


@pytest.mark.parametrize("path", FONTS, ids=stem)
def test_a_font_draws_european_names_in_a_report(path):
    drawn = TTFont(path.stem, str(path)).face.charWidths
    wanted = WESTERN_NAMES + (EASTERN_NAMES if path.stem.startswith("Inter") else "")
    assert [letter for letter in wanted if ord(letter) not in drawn] == []


@pytest.mark.parametrize("path", [path for path in FONTS if path.stem.startswith("InterTab")], ids=stem)
def test_figures_of_the_tabular_fonts_are_of_one_width(path):
    widths = TTFont(path.stem, str(path)).face.charWidths
    assert len({widths[ord(figure)] for figure in FIGURES}) == 1


def test_every_icon_the_design_names_is_here():
    named = set(TOKENS["icons"]["names"].values()) | {"app", "app-small"}
    assert {path.stem for path in ICONS} == named


@pytest.mark.parametrize("path", ICONS, ids=stem)
def test_an_icon_can_be_drawn(path, qapp):
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    image = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_licences_stand_beside_what_others_made(folder):
    assert list((paths.resources() / folder).glob("LICENSE-*.txt"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_colours(theme):
    wrong = {
        name: colour
        for name, colour in TOKENS["color"][theme].items()
        if not re.fullmatch(r"#[0-9A-F]{6}([0-9A-F]{2})?", colour)
    }
    assert not wrong


def test_light_and_dark_name_the_same_colours():
    assert TOKENS["color"]["light"].keys() == TOKENS["color"]["dark"].keys()
