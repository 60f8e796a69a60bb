"""When two names, or two phone numbers, are probably the same, and in which order names stand.

Source: imports, section 4.4, "Matching clients".
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from retention_journal.core.text import folded

#: Likeness of two normal names from which on they are worth asking about.
ALIKE = 0.85
#: Digits at the end of a phone number by which two numbers are compared.
PHONE_DIGITS = 8

_COMPARED = 200  # characters of a name that are compared; the cost grows with their square
_LEGAL_FORMS = frozenset(
    {
        "as", "asa", "ab", "publ", "aps", "enk", "ans", "da", "ba", "sa", "nuf", "ks", "iks", "hb",
        "kb", "ivs", "amba", "smba", "gmbh", "mbh", "ag", "kg", "ug", "ohg", "ev", "ek", "ltd",
        "limited", "inc", "incorporated", "llc", "llp", "plc", "corp", "corporation", "co", "oy", "oyj",
        "bv", "nv", "sarl", "sas", "srl", "spa", "pty",
    }
)  # fmt: skip
_AND = frozenset({"og", "and", "och", "und"})
_JOINED = {"aktiebolag": "ab", "aktieselskab": "as", "aksjeselskap": "as"}
_NORDIC = {
    "nb": {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"},
    "sv": {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"},
}
_NORDIC["nn"] = _NORDIC["no"] = _NORDIC["da"] = _NORDIC["nb"]
_NORDIC["fi"] = _NORDIC["sv"]


@lru_cache(maxsize=20_000)
def normal_name(text: str) -> str:
    """Return what stays of a name when spelling, accents, legal form and word order are taken away.

    "Fjord & Fjell AS" and "fjell og fjord" have the same normal name. A name that is nothing but a
    legal form keeps it; one without any letter or digit is "".
    """
    words = [_JOINED.get(word, word) for piece in folded(text).split() for word in _words(piece)]
    kept = [word for word in words if word not in _LEGAL_FORMS and word not in _AND]
    return " ".join(sorted(kept or words))


def _words(piece: str) -> list[str]:
    """Return the words of a run without blanks; "a/s" and "g.m.b.h." are one word each."""
    parts = "".join(c if c.isalnum() else "" if c in "'\u2019`\u00b4" else " " for c in piece).split()
    initials = len(parts) > 1 and all(len(part) == 1 for part in parts)
    return ["".join(parts)] if initials and "&" not in piece else parts


def alike(first: str, second: str) -> bool:
    """Say whether two names are close enough to ask about; never enough to merge them unasked."""
    one, other = normal_name(first)[:_COMPARED], normal_name(second)[:_COMPARED]
    if not one or not other:
        return False
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def last_digits(phone: str) -> str:
    """Return the last eight digits of a phone number without its extension; "" where it has fewer."""
    digits = _digits(phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def same_phone(first: str, second: str) -> bool:
    """Say whether two numbers are one: the same last digits, and no two different countries."""
    ending = last_digits(first)
    if not ending or ending != last_digits(second):
        return False
    one, other = _international(first), _international(second)
    return not one or not other or one == other


def _digits(phone: str) -> str:
    spoken = phone.casefold().replace("(0)", "")
    for extension in ("x", "ext", ";", "#", "lokal", "ankn"):
        spoken = spoken.partition(extension)[0] or spoken
    return "".join(str(unicodedata.decimal(c)) for c in spoken if c.isdecimal())


def _international(phone: str) -> str:
    """Return all digits of a number that names its country, else ""."""
    digits = _digits(phone)
    if phone.strip().removeprefix("tel:").startswith(("+", "\uff0b")):
        return digits
    return digits[2:] if digits.startswith("00") else ""


@lru_cache(maxsize=20_000)
def sort_key(name: str, language: str) -> str:
    """Return a text whose plain byte order is the order of names in ``language``.

    Norwegian and Danish end in z æ(ä) ø(ö) å, Swedish in z å ä(æ) ö(ø); elsewhere these letters stand
    with a and o. Capitals, accents and punctuation do not count; ``{ | }``, which follow z, stand for
    the three letters. The key can be stored: it has neither control characters nor outer blanks.
    """
    spoken = language.replace("_", "-").casefold().split("-")[0]
    order = _NORDIC.get(spoken, {})
    composed = unicodedata.normalize("NFC", name.casefold())
    key = "".join(order.get(c) or _plain(c) for c in composed)
    return " ".join(key.split()) or " ".join(composed.split())


def _plain(character: str) -> str:
    """Return a letter or digit without its accent, a blank for what parts words, else nothing."""
    if character.isascii():
        if character.isalnum():
            return character
        return "" if character in "'`\"" else " "
    if character.isalnum():
        return folded(character)
    if unicodedata.category(character)[0] == "M":
        return "" if unicodedata.combining(character) else character
    return " " if character.isspace() or unicodedata.category(character) == "Pd" else ""
