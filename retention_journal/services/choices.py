"""Finding a client by the first letters of its name, or of a person there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retention_journal.core.clients import GONE
from retention_journal.core.text import folded
from retention_journal.services.clients import ClientName

_NOT_AT_ALL = 9


@dataclass(frozen=True)
class Fit:
    """A client that fits what was typed; ``person`` is whom the letters mean, or the first one there."""

    client: ClientName
    person: str = ""


def fitting(clients: Iterable[ClientName], typed: str, *, most: int = 8) -> list[Fit]:
    """Return the clients that fit ``typed``, the likeliest first, at most ``most``.

    Marks and capitals do not matter. A name that begins so comes before a word in it that does, a client
    before a person, one you work with before one that left. Nothing typed fits everybody.
    """
    wanted = " ".join(folded(typed).split())
    ranked: list[tuple[bool, int, int, Fit]] = []
    for client in clients:
        rank, person = _rank(client, wanted)
        if rank < _NOT_AT_ALL:
            ranked.append((client.status in GONE, rank, len(ranked), Fit(client, person)))
    return [fit for *_order, fit in sorted(ranked, key=lambda found: found[:3])[:most]]


def is_named(clients: Iterable[ClientName], typed: str) -> bool:
    """Say whether a client is called exactly what was typed, whatever the capitals and marks."""
    wanted = " ".join(folded(typed).split())
    return any(" ".join(folded(client.name).split()) == wanted for client in clients)


def _rank(client: ClientName, wanted: str) -> tuple[int, str]:
    first = client.people[0] if client.people else ""
    best, person = _rank_of(client.name, wanted), first
    for name in client.people:
        rank = _rank_of(name, wanted) + 1
        if rank < best:
            best, person = rank, name
    return best, person


def _rank_of(name: str, wanted: str) -> int:
    """Return 0 where the name begins so, 2 where a word does, 4 where it stands inside, 9 where nowhere."""
    plain = " ".join(folded(name).split())
    if plain.startswith(wanted):
        return 0
    if f" {wanted}" in plain:
        return 2
    return 4 if wanted in plain else _NOT_AT_ALL
