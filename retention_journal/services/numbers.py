"""Numbers of KPIs: entered by period, in one change however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from retention_journal.core.agreement import LineEntry
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.figures import parse_figure
from retention_journal.core.kpis import AgreementStatus, Period, kind_of, period_before, period_of
from retention_journal.core.periods import JANUARY, DayRange, period_code, period_label
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.business_year import year_start
from retention_journal.services.kpis import agreements, in_force
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, Measurement, key_of

#: How many periods the grid for entering numbers shows.
GRID_PERIODS = 12


class Cell(NamedTuple):
    """One place in the grid: a goal in a period."""

    line_key: str
    period: DayRange


@dataclass(frozen=True)
class NumberGrid:
    """What is known of a client's goals that are due equally often.

    Attributes:
        kind: How often their figures are due.
        periods: Oldest first, the running one last.
        lines: The goals, in the order of the agreement.
        values: Figures entered so far.
        notes: What was written beside them.
    """

    kind: Period
    periods: tuple[DayRange, ...]
    lines: tuple[LineEntry, ...]
    values: Mapping[Cell, Decimal]
    notes: Mapping[Cell, str]


def number_grids(
    journal: JournalReader, client_id: int, *, today: date, periods: int = GRID_PERIODS
) -> list[NumberGrid]:
    """Return a grid for each kind of period that the client's goals have, monthly ones first.

    The goals are those that hold, else those that are to come or drafted.
    """
    history = agreements(journal, client_id)
    shown = in_force(history, today) or next(
        (old for old in history if old.status in (AgreementStatus.AGREED, AgreementStatus.DRAFT)), None
    )
    if shown is None:
        return []
    values, notes = _entered(journal, client_id)
    year = year_start(journal)
    order = (Period.MONTH, Period.WEEK, Period.QUARTER, Period.YEAR)
    grids = []
    for kind in order:
        lines = tuple(line for line in shown.lines if line.period is kind)
        if lines:
            grids.append(NumberGrid(kind, last_periods(kind, today, periods, year), lines, values, notes))
    return grids


def enter_numbers(
    journal: Journal,
    client_id: int,
    period: DayRange,
    values: Mapping[str, str],
    *,
    source: str = "",
    language: str | None = None,
) -> int:
    """Enter the figures of one period as they were typed, and return how many changed.

    Args:
        journal: Where to.
        client_id: Whose goals.
        period: The days the figures are about.
        values: What was typed, by ``line_key``; "" removes a figure.
        source: Where the figures come from; "" leaves what was said before.
        language: Decides between decimal signs; None is the program's language.

    Raises:
        InvalidEntryError: A text is no number; ``field`` is "KEY/PERIOD". Nothing was changed.
    """
    grid = {Cell(key, period): text for key, text in values.items()}
    return enter_grid(journal, client_id, grid, source=source, language=language)


def enter_grid(
    journal: Journal,
    client_id: int,
    typed: Mapping[Cell, str],
    *,
    notes: Mapping[Cell, str] | None = None,
    source: str = "",
    language: str | None = None,
) -> int:
    """Enter a whole grid of figures as one act that undoes as one, and return how many changed.

    Args:
        journal: Where to.
        client_id: Whose goals.
        typed: What was typed; "" removes a figure. Cells that are not named stay as they are.
        notes: What to write beside a figure, for cells that have one.
        source: Where the figures come from; "" leaves what was said before.
        language: Decides between decimal signs; None is the program's language.

    Raises:
        InvalidEntryError: A text is no number; ``field`` is ``field_of`` its cell. Nothing was changed.
        NotFoundError: The client or a goal is not in the journal.
    """
    with journal.change(_("Enter numbers")) as change:
        return enter_in_change(
            change, journal, client_id, typed, notes=notes or {}, source=source, language=language
        )


def enter_in_change(
    change: Writer,
    journal: JournalReader,
    client_id: int,
    typed: Mapping[Cell, str],
    *,
    notes: Mapping[Cell, str],
    source: str,
    language: str | None,
) -> int:
    """Enter a client's figures as a part of a larger act; see ``enter_grid``."""
    _check_client(journal, client_id)
    units = {line.line_key: line.unit for old in agreements(journal, client_id) for line in old.lines}
    read = {cell: _read(cell, text, units, language) for cell, text in typed.items()}
    kept = _kept(journal, client_id)
    return sum(
        _write(change, client_id, cell, value, kept.get(cell), source, notes.get(cell))
        for cell, value in read.items()
    )


def annotate(journal: Journal, client_id: int, notes: Mapping[Cell, str]) -> int:
    """Write notes beside figures that were entered, as one act, and return how many changed.

    Raises:
        InvalidEntryError: There is no figure beside which a note could stand; ``field`` is ``field_of`` its
            cell. Nothing was changed.
        NotFoundError: The client is not in the journal.
    """
    with journal.change(_("Write a note on a number")) as change:
        _check_client(journal, client_id)
        kept = _kept(journal, client_id)
        changed = 0
        for cell, note in notes.items():
            figure = kept.get(cell)
            if figure is None:
                raise InvalidEntryError(field_of(cell), _("There is no number yet to write a note on."))
            if clean(note) != figure.note:
                change.update(Measurement, figure.record, note=clean(note))
                changed += 1
        return changed


def field_of(cell: Cell) -> str:
    """Return the name under which a refusal speaks of a cell."""
    return f"{cell.line_key}/{period_code(cell.period)}"


class _Kept(NamedTuple):
    record: int
    value: Decimal
    source: str
    note: str


def _read(cell: Cell, text: str, units: Mapping[str, str], language: str | None) -> Decimal | None:
    if cell.line_key not in units:
        raise NotFoundError(_("This goal is not agreed with the client."))
    if cell.period.last < cell.period.first:
        raise InvalidEntryError(field_of(cell), _("The period ends before it begins."))
    if kind_of(cell.period) is None:
        raise InvalidEntryError(
            field_of(cell),
            _("{period} is not a whole week, month, quarter or year.").format(
                period=period_label(cell.period)
            ),
        )
    return parse_figure(text, field=field_of(cell), unit=units[cell.line_key], language=language)


def _write(
    change: Writer,
    client_id: int,
    cell: Cell,
    value: Decimal | None,
    kept: _Kept | None,
    source: str,
    note: str | None,
) -> int:
    """Bring one figure to what was typed, and return 1 where that changed anything."""
    if value is None:
        if kept is not None:
            change.delete(Measurement, kept.record)
        return int(kept is not None)
    if kept is None:
        change.insert(
            Measurement,
            client=client_id,
            line_key=cell.line_key,
            period_start=cell.period.first,
            period_end=cell.period.last,
            value=value,
            source=clean(source),
            note=clean(note or ""),
        )
        return 1
    same = str(value) == str(kept.value)
    note = kept.note if note is None else clean(note)
    if same and note == kept.note:
        return 0
    told = kept.source if same else clean(source) or kept.source
    change.update(Measurement, kept.record, value=value, source=told, note=note)
    return 1


def _kept(journal: JournalReader, client_id: int) -> dict[Cell, _Kept]:
    query = Measurement.select(
        Measurement.line_key, Measurement.period_start, Measurement.period_end, key_of(Measurement),
        Measurement.value, Measurement.source, Measurement.note,
    ).where((Measurement.client == client_id) & Measurement.trashed_at.is_null())  # fmt: skip
    return {
        Cell(key, DayRange(first, last)): _Kept(record, value, source, note)
        for key, first, last, record, value, source, note in journal.tuples(query)
    }


def _entered(journal: JournalReader, client_id: int) -> tuple[dict[Cell, Decimal], dict[Cell, str]]:
    kept = _kept(journal, client_id)
    return (
        {cell: figure.value for cell, figure in kept.items()},
        {cell: figure.note for cell, figure in kept.items() if figure.note},
    )


def last_periods(kind: Period, today: date, count: int, year: int = JANUARY) -> tuple[DayRange, ...]:
    """Return the last ``count`` periods of a kind, oldest first, the running one last.

    Args:
        kind: Week, month, quarter or year.
        today: Lies in the running one.
        count: How many, 1 or more.
        year: The month in which the business year begins, 1 to 12.
    """
    periods = [period_of(kind, today, year)]
    while len(periods) < count:
        periods.append(period_before(periods[-1]))
    return tuple(reversed(periods))


def _check_client(journal: JournalReader, client_id: int) -> None:
    query = Client.select(key_of(Client)).where((key_of(Client) == client_id) & Client.trashed_at.is_null())
    if journal.value(query) is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
