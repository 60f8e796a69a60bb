"""Invoices: when they were due, when they were paid, and what is still open."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from retention_journal import i18n
from retention_journal.core import figures, formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _

#: "1 250,-" and "1 250:-", as whole amounts are written in Norway and Sweden.
_WHOLE = re.compile(r"[,:.]\s*[-–−]+\s*$")
_SAFELY_KEPT = 2**63 - 1


class InvoiceState(Term):
    """How far an invoice has come. Source: vocabulary, "Invoice"."""

    DRAFT = "draft", N_("Draft")
    SENT = "sent", N_("Sent")
    PART_PAID = "part_paid", N_("Partly paid")
    PAID = "paid", N_("Paid")
    DISPUTED = "disputed", N_("Disputed")
    WRITTEN_OFF = "written_off", N_("Written off")


#: What nobody was asked to pay, or no longer is.
NOT_ASKED_FOR = frozenset({InvoiceState.DRAFT, InvoiceState.WRITTEN_OFF})
#: What a person says of an invoice, whatever was paid of it.
_SAID = frozenset({InvoiceState.DRAFT, InvoiceState.DISPUTED, InvoiceState.WRITTEN_OFF})


def state_of(total_minor: int, paid_minor: int, said: InvoiceState = InvoiceState.SENT) -> InvoiceState:
    """Return how far an invoice has come by what was paid of it.

    Args:
        total_minor: What was asked for, in minor units; negative for a credit note.
        paid_minor: What was paid so far, with the same sign.
        said: What a person said of it. A draft, a dispute or what was written off stays so until all is paid.
    """
    if paid_minor and abs(paid_minor) >= abs(total_minor):
        return InvoiceState.PAID
    if said in _SAID:
        return said
    return InvoiceState.PART_PAID if paid_minor else InvoiceState.SENT


def days_after_due(due_on: date, paid_on: date | None, today: date) -> int:
    """Return how many days after its due day an invoice was paid, or today waits; negative is early."""
    came = paid_on if paid_on is not None and paid_on <= today else today
    return (came - due_on).days


def checked_currency(text: str, *, field: str = "currency") -> str:
    """Return the ISO 4217 code typed, in capitals.

    Raises:
        InvalidEntryError: There is no such currency.
    """
    from babel.numbers import is_currency

    code = text.strip().upper()
    if not is_currency(code):
        raise InvalidEntryError(
            field,
            _("There is no currency “{code}”.").format(code=text.strip()[:12]),
            _("Write three letters, such as NOK, SEK, GBP or EUR."),
        )
    return code


def minor_typed(text: str, currency: str, *, field: str, language: str | None = None) -> int | None:
    """Return an amount of money as people write it, in minor units; None for an empty field.

    Args:
        text: "1 250,50", "1,250.50", "kr 1 250", "1 250,-" or "£1,250"; a minus makes a credit note.
        currency: The ISO 4217 code, which says how many decimals there are.
        field: Name of the field, for the refusal.
        language: Decides what reads both ways; None is the program's language.

    Raises:
        InvalidEntryError: It is not one amount, or has smaller parts than the currency, or is too large.
    """
    from babel.numbers import get_currency_precision

    amount = figures.parse_figure(_bare(text, currency), field=field, language=language)
    if amount is None:
        return None
    places = get_currency_precision(currency)
    minor = amount.scaleb(places)
    if minor != minor.to_integral_value():
        raise InvalidEntryError(
            field, _("{currency} has {n} decimals.").format(currency=currency, n=formats.number(places))
        )
    if abs(minor) > _SAFELY_KEPT:
        raise InvalidEntryError(field, _("This amount is too large."))
    return int(minor)


def typed(minor: int | None, currency: str, language: str | None = None) -> str:
    """Return an amount as one would type it into a field, "1250.50"; "" for None."""
    from babel.numbers import get_currency_precision

    if minor is None:
        return ""
    places = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-places)
    whole = amount == amount.to_integral_value()
    return figures.typed(amount.quantize(Decimal(1)) if whole else amount, language)


def totals(amounts: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return the sum in each currency, by its code; currencies are never added together."""
    found: dict[str, int] = {}
    for currency, minor in amounts:
        found[currency] = found.get(currency, 0) + minor
    return tuple(sorted((currency, minor) for currency, minor in found.items() if minor))


def told(amounts: tuple[tuple[str, int], ...], language: str | None = None) -> str:
    """Return sums beside each other, "kr 18 400 and £250"; "" for none."""
    words = [formats.money(minor, currency, language) for currency, minor in amounts]
    if len(words) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(words)
    both = i18n.texts_in(language or i18n.language()).gettext("{first} and {second}")
    return both.format(first=", ".join(words[:-1]), second=words[-1])


def _bare(text: str, currency: str) -> str:
    """Return an amount without the words and signs of its currency before or after it."""
    from babel.numbers import get_currency_symbol

    bare = _WHOLE.sub("", text.strip())
    marks = {currency, "kr", "kr."} | {
        get_currency_symbol(currency, tag) for tag in ("en_GB", "nb_NO", "sv_SE")
    }
    for mark in sorted(marks, key=len, reverse=True):
        sign, rest = ("-", bare[1:].lstrip()) if bare[:1] in {"-", "−", "–"} else ("", bare)
        if rest.casefold().startswith(mark.casefold()):
            bare = sign + rest[len(mark) :].strip()
        if bare.casefold().endswith(mark.casefold()):
            bare = bare[: len(bare) - len(mark)].strip()
    return _WHOLE.sub("", bare)
