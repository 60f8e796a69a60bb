"""What was chosen for a board, with names made ids and everything guessed that was left to a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.importers import trello_words
from retention_journal.importers.trello_model import Board, BoardField, BoardLabel
from retention_journal.importers.trello_ways import (
    BOARD,
    FIELD,
    LABEL,
    LEFT_OUT,
    LIST,
    NAME,
    OPEN,
    RELEASED,
    TrelloWays,
)

_LEAST_SHARE = 3  # a third of the cards
_SEVERAL = ("_lists", "_labels", "_members")


class Named(Protocol):
    """A list, label, field or member."""

    @property
    def id(self) -> str:
        """By what it is known."""

    @property
    def name(self) -> str:
        """What people call it."""


def settled(ways: TrelloWays, board: Board) -> TrelloWays:
    """Return ways with nothing left to a guess, and with ids where a name was told.

    Raises:
        InvalidEntryError: It names something that there is not.
    """
    _refuse_unknown(ways)
    lists = _Lists(ways, board)
    writers = [BoardLabel(id, name) for id, name in board.writers.items()]
    return replace(
        ways,
        client_from=_client_from(ways, board),
        client_labels=ids_of(ways.client_labels, board.labels),
        delivered_lists=lists.of("delivered_lists", trello_words.is_delivered),
        work_lists=lists.of("work_lists", trello_words.is_in_work),
        ignored_lists=lists.of("ignored_lists", trello_words.is_no_work),
        client_members=ids_of(ways.client_members, writers),
        agreed_field=_agreed_field(ways, board),
    )


def not_found(ways: TrelloWays, board: Board) -> Iterator[str]:
    """Yield what was told of lists that the board does not have."""
    known = {one.id for one in board.lists}
    for told in (ways.delivered_lists, ways.work_lists, ways.ignored_lists):
        for name in ids_of(told or (), board.lists):
            if name not in known:
                yield _("There is no list “{name}” on this board.").format(name=name)


@dataclass(frozen=True)
class _Lists:
    """The lists of a board; each means one thing, and what was told comes before any guess."""

    ways: TrelloWays
    board: Board

    def of(self, name: str, guess: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the ids of those that mean the one thing."""
        told = getattr(self.ways, name)
        if told is not None:
            return ids_of(told, self.board.lists)
        taken = {
            id
            for other in ("ignored_lists", "delivered_lists", "work_lists")
            for id in ids_of(getattr(self.ways, other) or (), self.board.lists)
        }
        return tuple(one.id for one in self.board.lists if one.id not in taken and guess(one.name))


def ids_of(told: Iterable[str] | str, things: Sequence[Named]) -> tuple[str, ...]:
    """Return ids for what was told by id or by name; what is neither stays as it is."""
    ids = {one.id for one in things}
    found: list[str] = []
    for one in (told,) if isinstance(told, str) else told:
        word = str(one)
        named = [thing.id for thing in things if thing.name.casefold() == word.strip().casefold()]
        found += [word] if word in ids else named or [word]
    return tuple(dict.fromkeys(found))


def _client_from(ways: TrelloWays, board: Board) -> str:
    if not ways.client_from:
        guess = next((one.id for one in board.fields if _says_clients(one, board)), "")
        return f"{FIELD}{guess}" if guess else BOARD
    if not ways.client_from.startswith(FIELD):
        return ways.client_from
    (field, *_others) = ids_of(ways.client_from.removeprefix(FIELD), board.fields)
    if field not in {one.id for one in board.fields}:
        raise InvalidEntryError(
            "client_from",
            _("This board has no field “{name}”.").format(name=field),
            _("Choose again by what the client of a card is told."),
        )
    return f"{FIELD}{field}"


def _says_clients(field: BoardField, board: Board) -> bool:
    """Say whether a field is called so and says whose a card is on many of them."""
    if not trello_words.is_client_field(field.name):
        return False
    saying = sum(any(id == field.id for id, _text in card.values) for card in board.cards)
    return saying * _LEAST_SHARE >= max(len(board.cards), 1)


def _agreed_field(ways: TrelloWays, board: Board) -> str:
    if ways.agreed_field is not None:
        return ids_of(ways.agreed_field, board.fields)[0]
    days = (one for one in board.fields if one.kind == "date" and trello_words.is_agreed_field(one.name))
    return next((one.id for one in days), "")


def _refuse_unknown(ways: TrelloWays) -> None:
    for field in fields(ways):
        value = getattr(ways, field.name)
        fits = (str, tuple, list) if field.name.endswith(_SEVERAL) else (str,)
        if not isinstance(value, fits) and not (value is None and field.default is None):
            told = _("“{text}” is nothing that can be chosen for {name}.")
            raise InvalidEntryError(field.name, told.format(text=value, name=field.name))
    is_field = ways.client_from.startswith(FIELD)
    if ways.client_from not in {"", BOARD, LIST, LABEL, NAME} and not is_field:
        raise InvalidEntryError(
            "client_from",
            _("“{text}” does not say by what the client of a card is told.").format(text=ways.client_from),
            _("It can be: {names}.").format(names=", ".join((BOARD, LIST, LABEL, NAME, f"{FIELD}…"))),
        )
    if ways.client_from == NAME and not ways.client_name.strip():
        raise InvalidEntryError("client_name", _("Whom are the cards of this board for?"))
    if ways.archived not in {RELEASED, OPEN, LEFT_OUT}:
        raise InvalidEntryError(
            "archived",
            _("“{text}” does not say what becomes of archived cards.").format(text=ways.archived),
            _("It can be: {names}.").format(names=", ".join((RELEASED, OPEN, LEFT_OUT))),
        )
