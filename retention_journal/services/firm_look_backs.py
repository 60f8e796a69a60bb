"""Looking back on the firm itself, after three and a half and after five years.

Source: capability F14; the seed text's own look back after 3.5 years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext
from retention_journal.services.client_lives import client_lives
from retention_journal.services.lessons import lessons
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, FirmLookBack, key_of

#: After so many months from the first client it is offered: 3.5 and 5 years. Source: capability F14.
OFFERED_MONTHS = (42, 60)
#: For so many months it stays offered; then the moment has passed.
_OFFERED_FOR = 2
_LONGEST = 20_000
_YEAR_MONTHS = 12


@dataclass(frozen=True)
class FirmEntry:
    """Four answers about the years from one day to another."""

    covers_from: date
    covers_to: date
    went_well: str = ""
    went_wrong: str = ""
    would_tell: str = ""
    from_now_on: str = ""


@dataclass(frozen=True)
class FirmRow:
    """A look back that was kept."""

    look_back_id: int
    written_on: date
    entry: FirmEntry


@dataclass(frozen=True)
class FirmFacts:
    """What the journal knows of those years.

    Attributes:
        income: What was paid, in words, a line for each currency; empty where nothing is known.
        lessons: The lessons learnt in them, the oldest first.
    """

    won: int
    lost: int
    clients: int
    income: tuple[str, ...]
    lessons: tuple[str, ...]


def save_look_back(
    journal: Journal, entry: FirmEntry, *, today: date, look_back_id: int | None = None
) -> int:
    """Keep a look back on the firm, a new one for None, and return its id.

    Raises:
        InvalidEntryError: Nothing is said, a text is too long, or it ends before it begins.
        NotFoundError: It is not in the journal.
    """
    values = _checked(entry, today)
    with journal.change(_("Look back on the firm")) as change:
        if look_back_id is None:
            return change.insert(FirmLookBack, written_on=today, **values)
        change.update(FirmLookBack, look_back_id, **values)
        return look_back_id


def trash_look_back(journal: Journal, look_back_id: int, *, now: datetime) -> None:
    """Put a look back in the trash as of ``now``."""
    with journal.change(_("Move the look back to the trash")) as change:
        change.trash(FirmLookBack, look_back_id, at=now)


def look_backs(journal: JournalReader) -> list[FirmRow]:
    """Return every look back on the firm, the newest first."""
    one = FirmLookBack
    query = (
        one.select(
            key_of(one), one.written_on, one.covers_from, one.covers_to, one.went_well, one.went_wrong,
            one.would_tell, one.from_now_on,
        )
        .where(one.trashed_at.is_null())
        .order_by(one.written_on.desc(), key_of(one).desc())
    )  # fmt: skip
    return [FirmRow(number, on, FirmEntry(*rest)) for number, on, *rest in journal.tuples(query)]


def first_day(journal: JournalReader) -> date | None:
    """Return the day of the first client; None where nobody wrote one down."""
    found: date | None = journal.value(
        Client.select(Client.start_date)
        .where(Client.trashed_at.is_null() & Client.start_date.is_null(False))
        .where(Client.status != Status.PROSPECT)
        .order_by(Client.start_date)
        .limit(1)
    )
    return found


def is_offered(journal: JournalReader, today: date) -> bool:
    """Say whether three and a half or five years have just passed and nobody looked back since."""
    first = first_day(journal)
    if first is None:
        return False
    for months in OFFERED_MONTHS:
        due, over = _months_after(first, months), _months_after(first, months + _OFFERED_FOR)
        if due <= today < over:
            return not any(row.written_on >= due for row in look_backs(journal))
    return False


def facts_of(journal: JournalReader, years: DayRange, today: date) -> FirmFacts:
    """Return what the journal knows of the years from one day to another."""
    lives = client_lives(journal, today).known
    return FirmFacts(
        won=sum(one.won_in(years) for one in lives),
        lost=sum(one.losses_in(years) for one in lives),
        clients=sum(one.was_here(years.last) for one in lives),
        income=_income(journal, years),
        lessons=tuple(
            one.text
            for one in sorted(lessons(journal), key=lambda one: (one.learnt_on, one.id))
            if one.learnt_on in years
        ),
    )


def told(facts: FirmFacts) -> tuple[str, ...]:
    """Return the facts in sentences."""
    counted = ngettext(
        "{won} client won, {lost} lost, {n} at the end.",
        "{won} clients won, {lost} lost, {n} at the end.",
        facts.won,
    ).format(won=formats.number(facts.won), lost=formats.number(facts.lost), n=formats.number(facts.clients))
    learnt = len(facts.lessons)
    many = ngettext("{n} lesson learnt.", "{n} lessons learnt.", learnt).format(n=formats.number(learnt))
    return (counted, *facts.income, many)


def _income(journal: JournalReader, years: DayRange) -> tuple[str, ...]:
    rows = journal.sql(
        "SELECT currency, sum(total_minor) FROM invoice WHERE trashed_at IS NULL AND paid_on >= ?"
        " AND paid_on <= ? GROUP BY currency ORDER BY sum(total_minor) DESC",
        day_number(years.first),
        day_number(years.last),
    )
    return tuple(_("Paid: {money}.").format(money=formats.money(minor, code)) for code, minor in rows)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _YEAR_MONTHS)
    return date(day.year + years, month + 1, min(day.day, 28))


def _checked(entry: FirmEntry, today: date) -> dict[str, object]:
    if entry.covers_to < entry.covers_from:
        raise InvalidEntryError("covers_to", _("The last day is before the first."))
    if entry.covers_to > today:
        raise InvalidEntryError("covers_to", _("That day is still to come."))
    words = {
        name: clean(getattr(entry, name)) for name in ("went_well", "went_wrong", "would_tell", "from_now_on")
    }
    for name, text in words.items():
        if len(text) > _LONGEST:
            raise InvalidEntryError(name, _("At most {n} characters.").format(n=_LONGEST))
    if not any(words.values()):
        raise InvalidEntryError("went_well", _("Write one answer, or leave it for now."))
    return {"covers_from": entry.covers_from, "covers_to": entry.covers_to, **words}
