"""A font whose text can be copied and searched for, whatever letters it is in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from threading import Lock

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

_PLAIN = range(0xFB1D)
#: Ligatures and joined forms of Hebrew and Arabic letters; a reader looks for the letters themselves.
_JOINED_FORMS = (range(0xFB1D, 0xFE00), range(0xFE70, 0xFEFF))

#: A font's file is read from one place in it, which all documents of the process share.
_reading = Lock()


class FontFile(TTFont):  # type: ignore[misc]
    """A TrueType font that says truly which letters it drew.

    The library writes a letter beyond U+FFFF, as an emoji is, in a way that no reader understands.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Add the font to a document that is being closed."""
        drawn = [list(letters) for letters in self.state[doc].subsets] if doc in self.state else []
        with _reading:
            super().addObjects(doc)
        for number, letters in enumerate(drawn):
            if all(letter in _PLAIN for letter in letters):
                continue
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _told(name, letters)


def _told(name: str, letters: Sequence[int]) -> str:
    """Return the table from the codes of a font to the letters that they stand for."""
    table = str(makeToUnicodeCMap(name, letters))
    for code, letter in enumerate(letters):
        if letter not in _PLAIN:
            table = table.replace(f"<{code:02X}> <{letter:04X}>", f"<{code:02X}> <{_hex(letter)}>")
    return table


def _hex(letter: int) -> str:
    """Return a letter as a reader looks for it, in UTF-16."""
    text = chr(letter)
    if any(letter in forms for forms in _JOINED_FORMS):
        text = unicodedata.normalize("NFKC", text)
    return text.encode("utf-16-be").hex().upper()
