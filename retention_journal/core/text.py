"""What a cleaned text is."""

from __future__ import annotations

import unicodedata

#: Kinds of characters that nobody sees; they join letters, and alone are no text.
_UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})
#: Marks that turn the direction of the text around them; they can make a name read as another.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, *, lines: bool = True) -> str:
    """Return ``text`` as people mean it: trimmed, composed, without control characters.

    Args:
        text: Anything typed, pasted or imported.
        lines: Whether line breaks are part of it; otherwise they become blanks.

    NUL must never get into the journal, and lone surrogates cannot be stored as UTF-8.
    """
    if text.isprintable() or (lines and text.replace("\n", "").isprintable()):
        return unicodedata.normalize("NFC", text).strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(_kept(character, lines) for character in text)
    if all(unicodedata.category(character) in _UNSEEN for character in kept):
        return ""
    return unicodedata.normalize("NFC", kept).strip()  # last, so that cleaning twice changes nothing more


def _kept(character: str, lines: bool) -> str:
    if character == "\n":
        return "\n" if lines else " "
    if character == "\t":
        return "\t" if lines else " "
    if character in _BIDI or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character


def folded(text: str) -> str:
    """Return ``text`` as search compares it: small letters, å ä ö ø æ and accents as plain letters."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


#: Letters that no decomposition takes apart; the search index in the file folds the same ones.
FOLDS = (
    ("ø", "o"), ("Ø", "O"), ("æ", "ae"), ("Æ", "Ae"), ("ß", "ss"),
    ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ð", "d"), ("Ð", "D"), ("þ", "th"), ("Þ", "Th"),
)  # fmt: skip
_FOLDED = str.maketrans(dict(FOLDS))
