"""The clients behind each figure of Insights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.client_lives import Life
from retention_journal.core.incidents import IncidentState
from retention_journal.core.income_kept import Kept
from retention_journal.core.insights import Behind, WhyLost
from retention_journal.core.moments import on_the_wall
from retention_journal.core.periods import DayRange
from retention_journal.core.retention_figures import Figure
from retention_journal.i18n import _, ngettext
from retention_journal.services.full_losses import full_losses
from retention_journal.services.worth import share_words, worth_of_clients
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Incident, key_of

_DAY = timedelta(days=1)


class Names:
    """Finds who is behind a figure."""

    def __init__(self, journal: JournalReader, lives: Sequence[Life], today: date) -> None:
        self._journal, self._lives, self._today = journal, lives, today
        self._ids = _ids_by_name(journal)
        self._ways: dict[str, Callable[[DayRange], Iterator[Behind]]] = {
            "losses": self._who_left,
            "logo_retention": self._who_stayed,
            "tenure": self._how_long,
            "survival": self._how_long,
            "won_lost": self._moved,
            "reason_coverage": self._reasons,
            "concentration": self._shares,
            "recovery": self._closed,
        }

    def behind(self, key: str, figure: Figure, period: DayRange) -> tuple[Behind, ...]:
        """Return the clients behind the figure ``key`` of ``period``; none where it has no names."""
        if key in self._ways:
            return tuple(self._ways[key](period))
        if isinstance(figure, Kept):
            return tuple(self._fees(figure))
        return tuple(self._named(figure))

    def losses(self, period: DayRange) -> tuple[WhyLost, ...]:
        """Return the losses of a period, the newest first."""
        written = full_losses(self._journal)
        found = (
            WhyLost(one.client_id, one.name, loss.left_on, loss.reason, loss.source, loss.certainty)
            for one in self._lives
            for loss in written.get(one.client_id, ())
            if loss.left_on in period and loss.left_on in one.left
        )
        return tuple(sorted(found, key=lambda one: one.left_on, reverse=True))

    def _had(self, period: DayRange) -> Iterator[Life]:
        return (one for one in self._lives if one.was_here(period.first - _DAY))

    def _who_left(self, period: DayRange) -> Iterator[Behind]:
        for one in self._had(period):
            days = [day for day in one.left if day in period]
            if days:
                yield Behind(one.client_id, one.name, _("Left {day}").format(day=formats.day(days[-1])))

    def _who_stayed(self, period: DayRange) -> Iterator[Behind]:
        for one in self._had(period):
            if not one.left_in(period):
                yield Behind(one.client_id, one.name, _("Since {day}").format(day=formats.day(one.start)))

    def _how_long(self, _period: DayRange) -> Iterator[Behind]:
        """Yield how long each has stayed, the longest first."""
        for one in sorted(self._lives, key=lambda one: (-one.months(self._today), one.name)):
            yield Behind(one.client_id, one.name, self._stay(one))

    def _stay(self, one: Life) -> str:
        months = one.months(self._today)
        told = ngettext("{n} month", "{n} months", months).format(n=formats.number(months))
        if one.had_gone(self._today):
            return _("{months}, left {day}").format(months=told, day=formats.day(one.left[-1]))
        return told

    def _moved(self, period: DayRange) -> Iterator[Behind]:
        """Yield each time somebody came, came back or left, the newest first."""
        days = []
        for one in self._lives:
            days += [(day, _("Won {day}"), one) for day in (one.start,) if day in period]
            days += [(day, _("Won back {day}"), one) for day in one.back if day in period]
            days += [(day, _("Lost {day}"), one) for day in one.left if day in period]
        for day, told, one in sorted(days, key=lambda found: found[0], reverse=True):
            yield Behind(one.client_id, one.name, told.format(day=formats.day(day)), day)

    def _reasons(self, period: DayRange) -> Iterator[Behind]:
        """Yield the losses of a period with their reason, the newest first."""
        for loss in self.losses(period):
            told = _("{reason}. {certainty}.").format(
                reason=loss.reason.label, certainty=loss.certainty.label
            )
            yield Behind(loss.client_id, loss.name, told)

    def _shares(self, _period: DayRange) -> Iterator[Behind]:
        worths = worth_of_clients(self._journal, self._today)
        names = {number: name for name, numbers in self._ids.items() for number in numbers}
        shares = [
            (share, client) for client, worth in worths.items() for share in worth.shares if client in names
        ]
        for share, client in sorted(shares, key=lambda one: (one[0].currency, -one[0].percent)):
            yield Behind(client, names[client], share_words(share))

    def _closed(self, period: DayRange) -> Iterator[Behind]:
        rows = (
            Incident.select(
                Incident.client, Client.name, Incident.outcome, Incident.received_at, Incident.closed_at
            )
            .join(Client, on=Incident.client == key_of(Client))
            .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null())
            .where(Incident.state != IncidentState.WITHDRAWN)
            .order_by(Incident.received_at.desc(), key_of(Incident).desc())
        )
        for client, name, outcome, received, closed in self._journal.tuples(rows):
            if (outcome or closed) and on_the_wall(received).date() in period:
                yield Behind(client, name, outcome.label if outcome else _("Closed"))

    def _fees(self, kept: Kept) -> Iterator[Behind]:
        for each in kept.by_currency or (kept,):
            for one in each.names:
                told = _("{before} a month, now {after}").format(
                    before=formats.money(one.start_minor, each.currency),
                    after=formats.money(one.end_minor, each.currency),
                )
                yield Behind(self._id(one.client), one.client, told)

    def _named(self, figure: Figure) -> Iterator[Behind]:
        """Yield the names a figure tells itself."""
        for one in getattr(figure, "names", ()):
            name = one if isinstance(one, str) else str(getattr(one, "client", ""))
            if name:
                yield Behind(getattr(one, "client_id", None) or self._id(name), name)

    def _id(self, name: str) -> int | None:
        numbers = self._ids.get(name, [])
        return numbers[0] if len(numbers) == 1 else None


def _ids_by_name(journal: JournalReader) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = Client.select(key_of(Client), Client.name).where(Client.trashed_at.is_null())
    for number, name in journal.tuples(rows):
        found[name].append(number)
    return found
