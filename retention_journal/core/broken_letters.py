"""Letters that were read in the wrong encoding once, such as "nÃ¤r" for "när", and what they were.

Text in UTF-8 that a program takes for Windows, Mac or DOS letters shows two or three odd signs for each
letter beyond a to z. Each such group says exactly which letter it was, and hardly ever stands in a text that
is right; so what is broken can be undone, even twice over, and what is fine is left alone. A letter that was
replaced by "?" or "�" is lost, and only told.

Source: capability H4; the groups are those of the encodings themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: The sign that stands where a letter is lost.
REPLACED = "\ufffd"

_MOST_TIMES = 4  # that a text was broken, one after the other
_MOST_LOST = 200
_CONTINUES = range(0x80, 0xC0)  # bytes of UTF-8 after the first of a letter


def _bytes_of(*encodings: str) -> dict[str, int]:
    """Return which byte each letter beyond ASCII is in the first of the encodings that has it."""
    found: dict[str, int] = {}
    for encoding in encodings:
        for byte in range(0x80, 0x100):
            letter = bytes([byte]).decode(encoding, "replace")
            if letter != REPLACED:
                found.setdefault(letter, byte)
    return found


def _continuing(letters: dict[str, int]) -> str:
    return re.escape("".join(letter for letter, byte in letters.items() if byte in _CONTINUES))


_WINDOWS = _bytes_of("cp1252", "latin-1")
_MAC = _bytes_of("mac_roman")
_DOS = (_bytes_of("cp437"), _bytes_of("cp865"), _bytes_of("cp850"))
_W, _M = _continuing(_WINDOWS), _continuing(_MAC)
_D = "".join(dict.fromkeys("".join(map(_continuing, _DOS))))

#: Groups that stand for one letter. What begins with a letter of Nordic texts (Å, Ä, Æ) must look odder
#: still, or follow a group that is sure. Of what begins with a root (√) only the letters of these
#: languages, so that no sum is taken for one.
_SURE = f"[ÂÃ][{_W}]|â[{_W}][{_W}]|ð[Ÿ\x9f][{_W}][{_W}]|Å[¡¾]|Ä‡"
_WINDOWS_RUN = re.compile(f"(?:{_SURE})(?:{_SURE}|[ÄÅÆË][{_W}])*")
_LOST_QUOTE = re.compile("â€(?![\x80-\x9f])")  # ” whose last byte is a control sign that was cleaned away
_MAC_LETTERS = "".join(letter.encode()[1:].decode("mac_roman") for letter in "åäöøæÅÄÖØÆüÜßéÉèàáóíêëïñçô")
_MAC_RUN = re.compile(f"(?:√[{_MAC_LETTERS}]|¬[{_M}]|‚Ä[ìîòôöúùû¢¶]|‚Ç¨|‚Ñ¢)+")  # noqa: RUF001 - such signs
_DOS_RUN = re.compile(f"(?:[├┬][{_D}]|[ΓÔ][Çéä][{_D}])+")
_CONTROL = re.compile("[\x80-\x9f]")
_LOST_LETTER = re.compile(r"(?<![\w/.=&?])[^\W\d_]{1,30}\?[^\W\d_]{1,30}(?![\w/=&?])")


@dataclass(frozen=True)
class Mend:
    """One text before and after."""

    before: str
    after: str


@dataclass(frozen=True)
class Suspicion:
    """What is broken in some texts.

    Attributes:
        mends: All texts that can be mended, each once, the commonest first.
        texts: In how many texts, equal ones counted each time.
        lost: The first texts with letters that nobody can bring back.
    """

    mends: tuple[Mend, ...]
    texts: int
    lost: tuple[str, ...] = ()


def mended(text: str) -> str:
    """Return ``text`` with the letters it had before it was read wrongly; what is fine stays as it is.

    What was read as Windows letters goes first and as often as it takes, for half of it looks like Mac's.
    """
    if text.isascii():
        return text
    for _time in range(_MOST_TIMES):
        once = _WINDOWS_RUN.sub(lambda run: _decoded(run[0], _WINDOWS), text)
        if once == text:
            break
        text = once
    text = _MAC_RUN.sub(lambda run: _decoded(run[0], _MAC), text)
    text = _DOS_RUN.sub(lambda run: _decoded_dos(run[0]), text)
    return _LOST_QUOTE.sub("”", text)


def is_broken(text: str) -> bool:
    """Say whether a text has letters that can be mended."""
    return not text.isascii() and mended(text) != text


def has_lost_letters(text: str) -> bool:
    """Say whether a text has letters that were replaced for good: "�", or "?" inside a word."""
    return REPLACED in text or ("?" in text and _LOST_LETTER.search(text) is not None)


def broken_in(texts: Iterable[str]) -> Suspicion | None:
    """Return what is broken in ``texts``, None where nothing is.

    Args:
        texts: Values of a file or of the journal, in any order.
    """
    counts: dict[str, int] = {}
    lost: dict[str, None] = {}
    for text in texts:
        if is_broken(text):
            counts[text] = counts.get(text, 0) + 1
        if has_lost_letters(text):
            lost.setdefault(text)
    if not counts and not lost:
        return None
    commonest = sorted(counts, key=lambda text: -counts[text])
    mends = tuple(Mend(text, mended(text)) for text in commonest)
    return Suspicion(mends, sum(counts.values()), tuple(lost)[:_MOST_LOST])


def _decoded(run: str, letters: dict[str, int]) -> str:
    """Return what a run of signs says once its bytes are read as UTF-8; as it stands where that fails."""
    try:
        return bytes(letters[letter] for letter in run).decode()
    except (KeyError, UnicodeDecodeError):
        return run


def _decoded_dos(run: str) -> str:
    """Return what a run says in the first of the code pages of DOS in which it makes sense."""
    readings = [_decoded(run, letters) for letters in _DOS]
    return next((read for read in readings if read != run and not _CONTROL.search(read)), run)
