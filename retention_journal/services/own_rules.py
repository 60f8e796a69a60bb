"""The rules of this journal: thresholds of the light, the nine o'clock list, the days that are worked.

They are kept in the journal, since what it answers depends on them: the window and a script must not differ.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from retention_journal.core.days_off import DayOffKind
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.holidays_known import COUNTRIES, public_holidays, working_days
from retention_journal.core.light_rules import DEFAULT_RULES, THRESHOLDS, LightRules
from retention_journal.core.text import clean
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import DayOff, Setting, key_of

FEWEST_CALLS, MOST_CALLS = 3, 5
_LIGHT, _NINE, _PUBLIC = "light", "nine_oclock", "public_holidays"
_NAMES = uuid.UUID("5d4f3c1e-8a46-4c0e-9d9b-6a2f0c7b9e11")
_WEEK = frozenset(range(7))
_LONGEST_LEAVE_DAYS = 366


@dataclass(frozen=True)
class NineOClock:
    """How the morning's list is made.

    Attributes:
        at: When it is shown, on the wall clock.
        capacity: How many calls it holds, 3 to 5.
        weekdays: Days of the week that are worked, 0 is Monday.
        country: Whose public holidays are kept, a code of ``COUNTRIES``; "" keeps none.
    """

    at: time = time(9, 0)
    capacity: int = 4
    weekdays: frozenset[int] = frozenset(range(5))
    country: str = ""


@dataclass(frozen=True)
class OwnDaysOff:
    """Days you do not work, or do though the calendar says otherwise."""

    day_off_id: int
    first_on: date
    last_on: date
    kind: DayOffKind
    note: str


def light_rules(journal: JournalReader) -> LightRules:
    """Return the thresholds of this journal; one that makes no sense any more takes its default."""
    known = {threshold.name for threshold in THRESHOLDS}
    kept = {name: value for name, value in _setting(journal, _LIGHT).items() if name in known}
    while kept:
        try:
            return DEFAULT_RULES.changed(**kept)
        except InvalidEntryError as error:
            kept.pop(error.field)
    return DEFAULT_RULES


def set_light_rules(journal: Journal, rules: LightRules) -> None:
    """Keep the thresholds, those at their default left out."""
    _keep(journal, _("Change the light"), _LIGHT, rules.differences())


def nine_oclock(journal: JournalReader) -> NineOClock:
    """Return how the morning's list is made in this journal."""
    kept = _setting(journal, _NINE)
    usual = NineOClock()
    try:
        return _checked(
            NineOClock(
                time.fromisoformat(kept.get("at", usual.at.isoformat())).replace(tzinfo=None),
                int(kept.get("capacity", usual.capacity)),
                frozenset(kept.get("weekdays", usual.weekdays)),
                str(kept.get("country", usual.country)),
            )
        )
    except (ValueError, TypeError, InvalidEntryError):
        return usual


def set_nine_oclock(journal: Journal, nine: NineOClock) -> None:
    """Keep how the morning's list is made.

    Raises:
        InvalidEntryError: No day of the week is worked, or more calls than can be made.
    """
    _checked(nine)
    kept = asdict(nine) | {"at": nine.at.isoformat("minutes"), "weekdays": sorted(nine.weekdays)}
    _keep(journal, _("Change nine o’clock"), _NINE, kept)


def working_days_of(journal: JournalReader, today: date) -> WorkingDays:
    """Return the days that are worked, around ``today``."""
    return journal.remembered("working days", today, lambda: _working_days(journal, today))


def _working_days(journal: JournalReader, today: date) -> WorkingDays:
    nine = nine_oclock(journal)
    own = days_off(journal)
    off = [(one.first_on, one.last_on) for one in own if one.kind is not DayOffKind.WORKED]
    on = [one.first_on for one in own if one.kind is DayOffKind.WORKED]
    if not nine.country:
        return working_days(nine.weekdays, "", off, on, today)
    kept = _setting(journal, _PUBLIC)
    if kept.get("country") != nine.country or str(today.year) not in kept.get("years", {}):
        return working_days(nine.weekdays, nine.country, off, on, today)
    public = frozenset(date.fromisoformat(day) for days in kept["years"].values() for day in days)
    plain = working_days(nine.weekdays, "", off, on, today)
    return replace(plain, off=plain.off | public - plain.on)


def keep_public_holidays(journal: Journal, today: date) -> None:
    """Note the public holidays of the years around ``today``, since to look them up takes a while."""
    country = nine_oclock(journal).country
    kept = _setting(journal, _PUBLIC)
    if not country or journal.is_read_only:
        return
    if kept.get("country") == country and str(today.year + 1) in kept.get("years", {}):
        return
    with journal.note() as note:
        uid = str(uuid.uuid5(_NAMES, _PUBLIC))
        note.delete_where(Setting, Setting.uid == uid)
        note.insert(Setting, uid=uid, name=_PUBLIC, value=_public(country, today))


def days_off(journal: JournalReader) -> list[OwnDaysOff]:
    """Return the days you said of yourself that you do or do not work, the earliest first."""
    query = (
        DayOff.select(
            key_of(DayOff).alias("day_off_id"), DayOff.first_on, DayOff.last_on, DayOff.kind, DayOff.note
        )
        .where(DayOff.trashed_at.is_null())
        .order_by(DayOff.first_on, key_of(DayOff))
    )
    return [OwnDaysOff(*row) for row in journal.tuples(query)]


def add_days_off(
    journal: Journal, first_on: date, last_on: date, kind: DayOffKind = DayOffKind.LEAVE, note: str = ""
) -> int:
    """Note days off, first and last included, or one worked day, and return the id.

    Raises:
        InvalidEntryError: They end before they begin, or last longer than a year.
    """
    if last_on < first_on:
        raise InvalidEntryError("last_on", _("The last day is before the first."))
    if (last_on - first_on).days > _LONGEST_LEAVE_DAYS:
        raise InvalidEntryError("last_on", _("That is longer than a year."))
    if kind is DayOffKind.WORKED and last_on != first_on:
        raise InvalidEntryError("last_on", _("Note each worked day by itself."))
    with journal.change(_("Note days off")) as change:
        return change.insert(
            DayOff, first_on=first_on, last_on=last_on, kind=kind, note=clean(note, lines=False)
        )


def remove_days_off(journal: Journal, day_off_id: int) -> None:
    """Take days off back.

    Raises:
        NotFoundError: They are not in the journal.
    """
    with journal.change(_("Remove days off")) as change:
        change.update(DayOff, day_off_id)  # says so where it is not there
        change.delete(DayOff, day_off_id)


def _checked(nine: NineOClock) -> NineOClock:
    if not FEWEST_CALLS <= nine.capacity <= MOST_CALLS:
        raise InvalidEntryError(
            "capacity", _("Choose from {low} to {high} calls.").format(low=FEWEST_CALLS, high=MOST_CALLS)
        )
    if not nine.weekdays or not nine.weekdays <= _WEEK:
        raise InvalidEntryError("weekdays", _("Choose at least one day of the week."))
    if nine.country and nine.country not in COUNTRIES:
        raise InvalidEntryError("country", _("The holidays of this country are not known."))
    return nine


def _public(country: str, today: date) -> dict[str, Any]:
    years = range(today.year - 2, today.year + 2)
    return {
        "country": country,
        "years": {str(year): [f"{day}" for day in public_holidays(country, year, "en")] for year in years},
    }


def _setting(journal: JournalReader, name: str) -> dict[str, Any]:
    kept = journal.tuples(Setting.select(Setting.value).where(Setting.name == name))
    return kept[0][0] if kept and isinstance(kept[0][0], dict) else {}


def _keep(journal: Journal, label: str, name: str, value: dict[str, Any]) -> None:
    uid = str(uuid.uuid5(_NAMES, name))
    with journal.change(label) as change:
        if not change.update_where(Setting, Setting.name == name, value=value):
            change.insert(Setting, uid=uid, name=name, value=value)
