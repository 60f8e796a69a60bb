"""Amounts of money out of the cells of a table: "1 250,50", "kr 1 250,-", "£1,250", "(500.00)"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from retention_journal.importers import values

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What the journal can keep, in minor units.
MOST_MINOR = 2**63 - 1

_LONGEST = 60
_WHOLE = re.compile(r"[,:.][-–−]{1,2}\Z")
_MINUS = "-–−"
_SIGNS = {"€": "EUR", "£": "GBP"}
_WORDS = frozenset({"kr", "kr.", "$", "us$", "€", "£", ":-", "¤"})


def bare_amount(cell: str) -> tuple[str, str]:
    """Return the digits of an amount with their signs, and the currency that stands beside them, else "".

    A minus behind it, or brackets around it, make it negative.
    """
    word = cell.strip()
    if len(word) > _LONGEST or (word[:1].isdecimal() and word[-1:].isdecimal()):
        return word, ""
    minus = word.startswith("(") and word.endswith(")")
    word = word[1:-1].strip() if minus else word
    if word[:1] in _MINUS and word[:1]:
        minus, word = True, word[1:].strip()
    word, currency = _without_currency(word)
    word = _WHOLE.sub("", word).strip()
    if word[:1] and word[:1] in _MINUS:
        minus, word = True, word[1:].strip()
    elif word[-1:] and word[-1:] in _MINUS:
        minus, word = True, word[:-1].strip()
    return (f"-{word}" if minus and word else word), currency


def read_amount(cell: str, sign: str) -> Decimal | None:
    """Return the amount that a cell says with ``sign`` before its decimals, None where it says none."""
    return values.read_number(bare_amount(cell)[0], sign)


def decimal_sign_of(cells: Iterable[str]) -> str | values.Ambiguous:
    """Return the sign before the decimals of amounts, by all cells that hold some."""
    return values.decimal_sign(bare_amount(cell)[0] for cell in cells)


def minor_of(amount: Decimal, currency: str) -> int | None:
    """Return an amount in minor units, rounded to the nearest, half of one up; None where it is too large."""
    minor = int(amount.scaleb(_decimals(currency)).to_integral_value(ROUND_HALF_UP))
    return minor if abs(minor) <= MOST_MINOR else None


@lru_cache(maxsize=512)
def _decimals(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


@lru_cache(maxsize=512)
def is_currency_code(text: str) -> bool:
    """Say whether there is a currency with this code, in capitals."""
    from babel.numbers import is_currency

    return bool(is_currency(text))


def told(amount: Decimal) -> str:
    """Return an amount as it is noted, without zeros behind it that say nothing: "10", "99.5"."""
    plain = format(amount, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _without_currency(word: str) -> tuple[str, str]:
    """Return a word without the currency before or behind it, and its code where it is certain."""
    for part, rest in _ends_of(word):
        code = part.upper()
        if part.casefold() in _WORDS:
            return rest, _SIGNS.get(part, "")
        if len(part) == len("NOK") and part.isascii() and part.isalpha() and is_currency_code(code):
            return rest, code
    return word, ""


def _ends_of(word: str) -> list[tuple[str, str]]:
    """Return what stands before the first digit or sign, and behind the last digit, each with the rest."""
    first = next((at for at, c in enumerate(word) if c.isdecimal() or c in f".,{_MINUS}"), 0)
    last = next((at for at in range(len(word), 0, -1) if word[at - 1].isdecimal()), len(word))
    behind = word[last:]
    whole = _WHOLE.match(behind.strip()) and not behind.strip()[2:].strip(_MINUS)
    ends = [(word[:first].strip(), word[first:].strip())] if first else []
    if behind.strip() and not whole and not behind.strip().startswith(tuple(_MINUS)):
        ends.append((behind.strip(), word[:last].strip()))
    return ends
