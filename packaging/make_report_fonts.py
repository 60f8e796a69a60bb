"""Make the TrueType files that only reports use: two more typefaces, and what helps out with other letters.

reportlab embeds TrueType outlines only and applies no OpenType features, so that features and hints are left
out and tabular figures are baked in. Each file holds the letters it is needed for and no others. Names that
their makers reserve ("Plex", "Source") are not used for what was changed. Needed only when a font is renewed:

    npm install @ibm/plex-sans source-serif @fontsource/noto-emoji @fontsource/noto-sans-thai
    apt-get install fonts-dejavu-core fonts-droid-fallback fonts-nanum
    pip install fonttools brotli
    python packaging/make_report_fonts.py node_modules resources/fonts/reports

They lie apart from the fonts of the window, which are all read when the program starts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from make_fonts import Cut, bake_tabular_figures, name

PLEX = "@ibm/plex-sans/fonts/complete/woff2/IBMPlexSans-{}.woff2"
NOTO = "@fontsource/noto-{}-400-normal.woff2"
SERIF = "source-serif/TTF/SourceSerif4{}.ttf"
DEBIAN = "/usr/share/fonts/truetype/{}"

#: Latin, Greek, Cyrillic, punctuation, currencies, letterlike signs, arrows, the common signs and shapes.
WRITTEN = [
    range(0x20, 0x7F), range(0xA0, 0x250), range(0x2B0, 0x530), range(0x1E00, 0x2600), range(0x2713, 0x2719),
]  # fmt: skip
#: Armenian, Hebrew, Arabic with its joined forms, Georgian, Lao, and signs; no Latin, which the others write.
SCRIPTS_AND_SIGNS = [
    range(0x1C4, 0x530), range(0x531, 0x780), range(0xE80, 0xF00), range(0x10A0, 0x1100),
    range(0x1D00, 0x27C0), range(0x27E0, 0x2800), range(0x2900, 0x2C00),
    range(0xFB13, 0xFE00), range(0xFE20, 0xFEFF), range(0xFFFD, 0xFFFE),
]  # fmt: skip
THAI = [range(0xE00, 0xE80)]
#: Kana, bopomofo, the ideographs of the main plane without the rare extension A, and forms of full width.
HAN = [
    range(0x2E80, 0x3400), range(0x4E00, 0xA000), range(0xF900, 0xFB00),
    range(0xFE30, 0xFE50), range(0xFF01, 0xFFF0),
]  # fmt: skip
HANGUL = [range(0x3131, 0x318F), range(0xAC00, 0xD7A4)]
PICTURES = [range(0x203C, 0x3300), range(0x1F000, 0x1FB00)]


@dataclass(frozen=True)
class Part:
    """One file to make.

    Attributes:
        cut: Its family and style.
        source: The file of its maker, below the npm packages unless it is a full path.
        letters: What it is to write.
        keeps: Whether its figures are as they should be.
    """

    cut: Cut
    source: str
    letters: list[range]
    keeps: bool = False


PARTS = [
    Part(Cut("RJ Sans", "Regular", 400, 0), PLEX.format("Regular"), WRITTEN, True),
    Part(Cut("RJ Sans", "SemiBold", 600, 0), PLEX.format("SemiBold"), WRITTEN, True),
    Part(Cut("RJ Sans", "Italic", 400, 0), PLEX.format("Italic"), WRITTEN, True),
    Part(Cut("RJ Serif", "Regular", 400, 0), SERIF.format("-Regular"), WRITTEN),
    Part(Cut("RJ Serif", "SemiBold", 600, 0), SERIF.format("-Semibold"), WRITTEN),
    Part(Cut("RJ Serif", "Italic", 400, 0), SERIF.format("-It"), WRITTEN),
    *(
        Part(Cut(family, "Regular", 400, 0), source, letters, True)
        for family, source, letters in (
            ("RJ Scripts", DEBIAN.format("dejavu/DejaVuSans.ttf"), SCRIPTS_AND_SIGNS),
            ("RJ Thai", NOTO.format("sans-thai/files/noto-sans-thai-thai"), THAI),
            ("RJ Pictures", NOTO.format("emoji/files/noto-emoji-emoji"), PICTURES),
            ("RJ Han", DEBIAN.format("droid/DroidSansFallbackFull.ttf"), HAN),
            ("RJ Hangul", DEBIAN.format("nanum/NanumGothic.ttf"), HANGUL),
        )
    ),
]


def cut_to(font: TTFont, letters: Iterable[int]) -> None:
    """Leave only ``letters`` in the font, without features and hints."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.drop_tables += [
        "GSUB",
        "GPOS",
        "GDEF",
        "BASE",
        "STAT",
        "DSIG",
        "vhea",
        "vmtx",
        "gasp",
        "FFTM",
        "kern",
    ]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(letters))
    subsetter.subset(font)


def main() -> None:
    """Make every file: first argument the npm packages, second the folder to write to."""
    packages, folder = map(Path, sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for part in PARTS:
        font = TTFont(packages / part.source, recalcTimestamp=False)
        font.flavor = None
        if not part.keeps:
            bake_tabular_figures(font)
        cut_to(font, (point for points in part.letters for point in points))
        name(font, part.cut)
        path = folder / part.cut.file_name
        font.save(path)
        total += path.stat().st_size
        print(f"{path.name}: {path.stat().st_size // 1024} KiB, {len(font.getBestCmap())} letters")
    print(f"{total // 1024} KiB")


if __name__ == "__main__":
    main()
