"""Figures as people type them into a field, with the decimal comma or the decimal point."""

from __future__ import annotations

import re
from decimal import Decimal

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _

_BLANKS = " \u00a0\u2009\u202f'’"
_PLAIN = re.compile(r"\d*(?:\.\d+)?|\d+\.", re.ASCII)
_LONGEST = 60
_MOST_DIGITS = 18
_MOST_DECIMALS = 6


def parse_figure(text: str, *, field: str, unit: str = "", language: str | None = None) -> Decimal | None:
    """Return the exact number typed, or None for an empty field.

    Args:
        text: What was typed or pasted. Comma and point are both taken as the decimal sign; blanks,
            apostrophes and, where they stand in groups of three, the other sign part thousands.
        field: Name of the field, for the refusal.
        unit: The goal's unit; it and "%" may stand behind the number.
        language: Decides "3,840" and "1.500", which read both ways; None is the program's language.

    Raises:
        InvalidEntryError: It is not one number, or can be read in two ways, or is too long.
    """
    word = _bare(text, unit)
    if not word:
        return None
    sign, digits = ("-", word[1:]) if word[0] == "-" else ("", word.removeprefix("+"))
    plain = _plain(digits, field, language) if len(word) <= _LONGEST else ""
    if not plain or plain == "." or not _PLAIN.fullmatch(plain):
        raise InvalidEntryError(
            field,
            _("“{text}” is not a number.").format(text=text.strip()[:_LONGEST]),
            _("Write it as {example}.").format(example=formats.number(Decimal("12.5"), language)),
        )
    number = Decimal(f"{sign}{plain.removesuffix('.')}") + 0
    _check_length(number, field)
    return number


def typed(value: Decimal | None, language: str | None = None) -> str:
    """Return a figure as one would type it into a field: no signs between thousands; "" for None."""
    if value is None:
        return ""
    sign = "." if i18n.nearest(language or i18n.language()) == i18n.DEFAULT else ","
    return format(value, "f").replace(".", sign)


def _bare(text: str, unit: str) -> str:
    word = text.strip().replace("−", "-").replace("–", "-")
    for ending in (unit.strip(), "%"):
        if ending and word.casefold().endswith(ending.casefold()):
            word = word[: len(word) - len(ending)].rstrip()
    return "".join(letter for letter in word if letter not in _BLANKS)


def _plain(digits: str, field: str, language: str | None) -> str:
    """Return digits with a point before the decimals and no signs between thousands; "" where unclear."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        sign = max(".,", key=digits.rindex)
        whole, _sign, decimals = digits.rpartition(sign)
        return f"{_ungrouped(whole, ',' if sign == '.' else '.')}.{decimals}" if sign not in whole else ""
    if points > 1 or commas > 1:
        return _ungrouped(digits, "." if points else ",")
    if (points or commas) and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits, re.ASCII):
        return _by_language(digits, field, language)
    return digits.replace(",", ".")


def _by_language(digits: str, field: str, language: str | None) -> str:
    """Return what "3,840" or "1.500" means where the language says so, and refuse it where it does not."""
    english = i18n.nearest(language or i18n.language()) == i18n.DEFAULT
    if english:
        return digits.replace(",", "")
    if "," in digits:
        return digits.replace(",", ".")
    raise InvalidEntryError(
        field,
        _("“{text}” can be read in two ways.").format(text=digits),
        _("Write {thousands} or {decimals}.").format(
            thousands=digits.replace(".", ""), decimals=digits.replace(".", ",")
        ),
    )


def _ungrouped(whole: str, group: str) -> str:
    if group not in whole:
        return whole
    return (
        whole.replace(group, "") if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole) else "x"
    )


def _check_length(number: Decimal, field: str) -> None:
    parts = number.as_tuple()
    decimals = -parts.exponent if isinstance(parts.exponent, int) else 0
    if len(parts.digits) > _MOST_DIGITS or decimals > _MOST_DECIMALS:
        raise InvalidEntryError(
            field,
            _("This number has too many digits."),
            _("Up to {digits} digits are kept, {decimals} of them decimals.").format(
                digits=_MOST_DIGITS, decimals=_MOST_DECIMALS
            ),
        )
