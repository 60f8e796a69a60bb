"""What is said of a passphrase while it is typed: a plain verdict, never a rule about capitals."""

from __future__ import annotations

from enum import StrEnum

_SHORT_LETTERS = 14
_LONG_WORDS, _LONG_LETTERS = 4, 20
_FEW_SIGNS = 5


class Strength(StrEnum):
    """How hard a passphrase is to guess."""

    NONE = "none"
    SHORT = "short"
    FAIR = "fair"
    GOOD = "good"


def strength(passphrase: str) -> Strength:
    """Judge a passphrase by its length and by how often it repeats itself; it is never refused.

    Source: DESIGN 7.1 ("Four words make it hard to guess"); reliability, threat model B.
    """
    words = passphrase.split()
    letters = sum(map(len, words))
    if not letters:
        return Strength.NONE
    if letters < _SHORT_LETTERS or len(set("".join(words).casefold())) < _FEW_SIGNS:
        return Strength.SHORT
    if len({word.casefold() for word in words}) >= _LONG_WORDS or letters >= _LONG_LETTERS:
        return Strength.GOOD
    return Strength.FAIR
