"""Make the TrueType files in resources/fonts from the variable fonts that their makers publish.

Qt and reportlab both want plain TrueType files with one weight each; reportlab moreover applies no OpenType
features, so that tabular figures are baked into a family of their own. Needed only when a font is renewed:

    npm install inter-ui @fontsource-variable/newsreader
    pip install fonttools brotli
    python packaging/make_fonts.py node_modules resources/fonts
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

INTER = "inter-ui/variable/InterVariable.woff2"
NEWSREADER = "@fontsource-variable/newsreader/files/newsreader-{script}-opsz-{slant}.woff2"
NEWSREADER_SCRIPTS = ("latin", "latin-ext")

WINDOWS_ENGLISH = (3, 1, 0x409)
NAMES_OF_A_STYLE = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)
FS_SELECTION_ITALIC, FS_SELECTION_BOLD, FS_SELECTION_REGULAR = 1 << 0, 1 << 5, 1 << 6

EVERY_INTER = [
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x391, 0x3A2),
    range(0x3A3, 0x3CF),
    range(0x400, 0x460),
]
EVERY_NEWSREADER = [range(0x20, 0x7F), range(0xA0, 0x180)]
LATIN_GAPS = {
    0xAD,  # soft hyphen: never drawn
    *range(0x180, 0x250),  # Latin Extended-B: African and phonetic letters, which few text fonts draw whole
}
NEEDED_FROM_EXTENDED_B = {0x18F, 0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1E6, 0x1E7, *range(0x218, 0x21C)}


@dataclass(frozen=True)
class Cut:
    """One font file to make: its family, its style and where on the variable axes it sits."""

    family: str
    style: str
    weight: int
    optical_size: int
    tabular: bool = False

    @property
    def file_name(self) -> str:
        """Return the name of the file, for instance `InterTab-Medium.ttf`."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


INTER_CUTS = [
    Cut(family, style, weight, 14, tabular=family == "InterTab")
    for family in ("Inter", "InterTab")
    for style, weight in (("Regular", 400), ("Medium", 500), ("SemiBold", 600))
] + [Cut("Inter Display", "SemiBold", 600, 32)]
NEWSREADER_CUTS = [
    Cut("Newsreader", "Regular", 400, 16),
    Cut("Newsreader", "Italic", 400, 16),
    Cut("Newsreader Display", "Regular", 400, 36),
]


def instance(source: Path, cut: Cut) -> TTFont:
    """Return the one cut of a variable font, as plain TrueType outlines."""
    font = TTFont(source, recalcTimestamp=False)
    wanted = {"wght": cut.weight, "opsz": cut.optical_size}
    axes = {axis.axisTag for axis in font["fvar"].axes}
    font = instantiateVariableFont(font, {tag: place for tag, place in wanted.items() if tag in axes})
    font.flavor = None
    return font


def merged(paths: list[Path], cut: Cut, folder: Path) -> TTFont:
    """Return one font with the letters of all the scripts its maker publishes separately."""
    parts = []
    for number, source in enumerate(paths):
        part = folder / f"part-{number}.ttf"
        instance(source, cut).save(part)
        parts.append(part)
    try:
        font = Merger().merge([str(part) for part in parts])
    finally:
        for part in parts:
            part.unlink()
    font.recalcTimestamp = False
    return font


def bake_tabular_figures(font: TTFont) -> None:
    """Let 0 to 9 lead to the figures of equal width, for programs that apply no font features."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    instead: dict[str, str] = {}
    for index in lookups:
        for subtable in table.LookupList.Lookup[index].SubTable:
            instead.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    for mapping in font["cmap"].tables:
        if mapping.isUnicode():
            for digit in range(0x30, 0x3A):
                mapping.cmap[digit] = instead.get(mapping.cmap[digit], mapping.cmap[digit])
    widths = {font["hmtx"][font.getBestCmap()[digit]][0] for digit in range(0x30, 0x3A)}
    if len(widths) != 1:
        raise SystemExit("the tabular figures are not of equal width")


def name(font: TTFont, cut: Cut) -> None:
    """Give the font the family by which Qt and reportlab find it, and the matching style bits."""
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID not in NAMES_OF_A_STYLE]
    of_four = cut.style in ("Regular", "Italic")
    plain = cut.family.replace(" ", "")
    texts = {
        1: cut.family if of_four else f"{cut.family} {cut.style}",
        2: cut.style if of_four else "Regular",
        3: f"retention-journal:{plain}-{cut.style}",
        4: f"{cut.family} {cut.style}",
        6: f"{plain}-{cut.style}",
    }
    if not of_four:
        texts |= {16: cut.family, 17: cut.style}
    for name_id, text in texts.items():
        names.setName(text, name_id, *WINDOWS_ENGLISH)
    italic = cut.style == "Italic"
    font["OS/2"].usWeightClass = cut.weight
    kept = font["OS/2"].fsSelection & ~(FS_SELECTION_ITALIC | FS_SELECTION_BOLD | FS_SELECTION_REGULAR)
    font["OS/2"].fsSelection = kept | (FS_SELECTION_ITALIC if italic else FS_SELECTION_REGULAR)
    font["head"].macStyle = 2 if italic else 0


def missing_letters(font: TTFont, ranges: list[range]) -> list[str]:
    """Return the letters of `ranges` that the font cannot draw, as code points."""
    drawn = font.getBestCmap()
    wanted = {point for letters in ranges for point in letters} - (LATIN_GAPS - NEEDED_FROM_EXTENDED_B)
    return [f"U+{point:04X}" for point in sorted(wanted) if point not in drawn]


def save(font: TTFont, cut: Cut, folder: Path, ranges: list[range]) -> None:
    """Name, check and write one font."""
    if cut.tabular:
        bake_tabular_figures(font)
    name(font, cut)
    missing = missing_letters(font, ranges)
    path = folder / cut.file_name
    font.save(path)
    print(f"{path.name}: {path.stat().st_size // 1024} KiB, {len(font.getBestCmap())} letters", end="")
    print(f", misses {' '.join(missing)}" if missing else "")


def main() -> None:
    """Make every font of the program: first argument the npm packages, second the folder to write to."""
    packages, folder = map(Path, sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    for cut in INTER_CUTS:
        save(instance(packages / INTER, cut), cut, folder, EVERY_INTER)
    for cut in NEWSREADER_CUTS:
        slant = "italic" if cut.style == "Italic" else "normal"
        paths = [packages / NEWSREADER.format(script=script, slant=slant) for script in NEWSREADER_SCRIPTS]
        save(merged(paths, cut, folder), cut, folder, EVERY_NEWSREADER)


if __name__ == "__main__":
    main()
