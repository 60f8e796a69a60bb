"""Invoices out of the rows that speak of them: one row each, or one row for each line.

Source: imports, section 4.9: grouped by number, client and currency; the total is the sum of the lines,
compared with any column of totals; currencies are never added together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from retention_journal.core.incoming import InvoiceRow, Whose
from retention_journal.core.intake import Problem
from retention_journal.core.invoices import InvoiceState, state_of
from retention_journal.i18n import _
from retention_journal.importers.invoice_amounts import minor_of
from retention_journal.importers.invoice_rows import Line, NotTakenError

_Key = tuple[str, str, str, object]


@dataclass(frozen=True)
class Grouped:
    """The invoices of a table.

    Attributes:
        problems: Rows that were left out because their invoice cannot be known whole.
        rows: How many rows the invoices were made of.
    """

    invoices: tuple[InvoiceRow, ...]
    problems: tuple[Problem, ...]
    rows: int


def grouped(lines: Sequence[Line], spoilt: Iterable[str] = ()) -> Grouped:
    """Return the invoices that rows speak of, in the order of the file.

    Args:
        lines: What the rows say.
        spoilt: Numbers of invoices of which a row could not be read; none of these is taken in by half.
    """
    half = set(spoilt) - {""}
    groups = _groups(lines)
    totals_are_of_lines = any(_differ(group) for group in groups.values() if group[0].amount is None)
    repeated = Counter(number for number, *_rest in groups)
    of_client = Counter((number, client) for number, client, *_rest in groups)
    found: list[InvoiceRow] = []
    problems: list[Problem] = []
    rows = 0
    for key, group in groups.items():
        number, client, currency, _day = key
        try:
            if number in half:
                raise NotTakenError(
                    _("Another row of invoice {number} cannot be read. Left out.").format(number=number)
                )
            total = _total(group, totals_are_of_lines=totals_are_of_lines)
            parts = [client] if repeated[number] > 1 else []
            if of_client[number, client] > 1:
                parts += [currency, group[0].issued_on.isoformat()]
            found.append(_invoice(group, total, _ext_id(group[0], total, parts)))
            rows += len(group)
        except NotTakenError as error:
            problems += [Problem(line.place, error.message, left_out=True) for line in group]
    return Grouped(tuple(_told_apart(found)), tuple(problems), rows)


def _told_apart(invoices: Sequence[InvoiceRow]) -> Iterator[InvoiceRow]:
    """Return invoices of which no two are known by the same name; drafts without number may be alike."""
    taken: Counter[str] = Counter()
    for invoice in invoices:
        taken[invoice.ext_id] += 1
        count = taken[invoice.ext_id]
        yield invoice if count == 1 else replace(invoice, ext_id=f"{invoice.ext_id}|{count}")


def _groups(lines: Sequence[Line]) -> dict[_Key, list[Line]]:
    """Return the rows of each invoice; of whole invoices, the same number on another day is another one."""
    groups: dict[_Key, list[Line]] = defaultdict(list)
    for count, line in enumerate(lines):
        apart: object = line.issued_on if line.amount is None else ""
        if not line.number:
            apart = count
        groups[line.number, line.client_key, line.currency, apart].append(line)
    return groups


def _differ(group: Sequence[Line]) -> bool:
    return len({line.total for line in group}) > 1


def _total(group: Sequence[Line], *, totals_are_of_lines: bool) -> int:
    """Return what an invoice asks for, in minor units.

    Raises:
        NotTakenError: Its rows contradict each other, or it is too much to be kept.
    """
    first = group[0]
    for one, told in (
        ("issued_on", _("The rows of invoice {number} say different days. Left out.")),
        ("state", _("The rows of invoice {number} say different states. Left out.")),
    ):
        if len({getattr(line, one) for line in group}) > 1:
            raise NotTakenError(told.format(number=first.number))
    amounts = [line.amount for line in group if line.amount is not None]
    stated = {line.total for line in group if line.total is not None}
    if len(amounts) < len(group):
        if len(group) > 1 and totals_are_of_lines:
            return _kept(sum((line.total or Decimal(0) for line in group), Decimal(0)), first)
        if len(stated) != 1:
            raise NotTakenError(_contradiction(first))
        return _kept(stated.pop(), first)
    lines = sum(amounts, Decimal(0))
    if not stated:
        return _kept(lines, first)
    together = sum((line.total or Decimal(0) for line in group), Decimal(0))
    if len(group) > 1 and all(line.total == line.amount for line in group):
        return _kept(together, first)
    if len(stated) > 1:
        if first.is_gross:
            raise NotTakenError(_contradiction(first))
        return _kept(together, first)
    total = _kept(stated.pop(), first)
    taxed = lines + sum((line.tax for line in group), Decimal(0))
    if first.is_gross and total not in {
        _kept(lines, first),
        _kept(taxed, first),
        _kept(lines + first.tax, first),
    }:
        raise NotTakenError(
            _("The lines of invoice {number} do not add up to its total. Left out.").format(
                number=first.number
            )
        )
    return total


def _contradiction(line: Line) -> str:
    return _("The rows of invoice {number} say different totals. Left out.").format(number=line.number)


def _kept(amount: Decimal, line: Line) -> int:
    minor = minor_of(-abs(amount) if line.is_credit else amount, line.currency)
    if minor is None:
        raise NotTakenError(
            _("The amount of invoice {number} is too large. Left out.").format(number=line.number)
        )
    return minor


def _invoice(group: Sequence[Line], total: int, ext_id: str) -> InvoiceRow:
    first = group[0]
    paid_on = max((line.paid_on for line in group if line.paid_on is not None), default=None)
    paid = _paid(group, total)
    said = first.state
    if said is InvoiceState.PAID or (said is None and paid is None and paid_on is not None):
        state, paid = InvoiceState.PAID, total
    elif said is InvoiceState.PART_PAID and not paid:
        state = InvoiceState.PART_PAID
    else:
        state = state_of(total, paid or 0, said or InvoiceState.SENT)
    return InvoiceRow(
        place=first.place, ext_id=ext_id, whose=_whose(group), number=first.number,
        issued_on=first.issued_on, total_minor=total, currency=first.currency,
        due_on=next((line.due_on for line in group if line.due_on is not None), None),
        paid_on=paid_on if state is InvoiceState.PAID else None, paid_minor=paid or 0, state=state,
        note=_note(group), anchor=f"{first.number}|{first.issued_on.isoformat()}" if first.number else "",
    )  # fmt: skip


def _paid(group: Sequence[Line], total: int) -> int | None:
    """Return what was paid so far, with the sign of the total; None where no column says it."""
    first = group[0]
    told = {line.paid for line in group if line.paid is not None}
    left = {line.open for line in group if line.open is not None}
    if len(told) == 1:
        paid = minor_of(abs(told.pop()), first.currency)
    elif len(left) == 1:
        rest = minor_of(left.pop(), first.currency)
        paid = None if rest is None else abs(total) - (abs(rest) if total < 0 else rest)
    else:
        return None
    if paid is None or paid < 0 or not total:
        return None
    return -paid if total < 0 else paid


def _whose(group: Sequence[Line]) -> Whose:
    return Whose(
        group[0].whose.name,
        tuple(dict.fromkeys(one for line in group for one in line.whose.addresses)),
        tuple(dict.fromkeys(one for line in group for one in line.whose.numbers)),
    )


def _note(group: Sequence[Line]) -> str:
    """Return the lines of an invoice, one each, and below them what its rows note, once."""
    notes = dict.fromkeys(note for line in group for note in line.note)
    return "\n".join([*(line.text for line in group if line.text), *notes])


def _ext_id(line: Line, total: int, parts: Sequence[str]) -> str:
    if line.number:
        return "|".join([f"inv:{line.number}", *parts])
    said = "|".join((line.client_key, line.issued_on.isoformat(), str(total), line.currency, line.text))
    return f"inv:draft:{sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"
