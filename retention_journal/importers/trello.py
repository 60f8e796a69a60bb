"""Trello boards: a quick look for what has to be chosen, and their cards as things to deliver.

A card is never a client; whose it is comes from the board, its list, a label or a custom field.

Source: imports, sections 1.1, 4.5 and 4.9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import Evidence, Incoming
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers import files
from retention_journal.importers.trello_model import Board
from retention_journal.importers.trello_places import BoardPlace, board_at, boards_in
from retention_journal.importers.trello_rows import TrelloRows
from retention_journal.importers.trello_settled import not_found, settled
from retention_journal.importers.trello_values import wall_clock
from retention_journal.importers.trello_ways import TrelloWays


@dataclass(frozen=True)
class ListSeen:
    """A list of a board."""

    id: str
    name: str
    cards: int
    is_archived: bool = False


@dataclass(frozen=True)
class LabelSeen:
    """A label of a board; ``cards`` is how many bear it."""

    id: str
    name: str
    cards: int


@dataclass(frozen=True)
class FieldSeen:
    """A custom field; ``cards`` is how many say something in it."""

    id: str
    name: str
    kind: str
    cards: int


@dataclass(frozen=True)
class MemberSeen:
    """Somebody who wrote comments, on the board still or not."""

    id: str
    name: str
    comments: int


@dataclass(frozen=True)
class TrelloLook:
    """What a first look at a board told.

    Attributes:
        board_id: What a person's choices are kept under.
        lists: From left to right.
        members: Who wrote comments, who wrote most first.
        cards: How many there are.
        archived: How many of them are archived.
        is_table: Whether it is a CSV, which knows no day of delivery.
        boards: All boards at that place; several in an archive only.
        guess: What is taken for chosen where the person says nothing.
    """

    board_id: str
    board_name: str
    lists: tuple[ListSeen, ...]
    labels: tuple[LabelSeen, ...]
    fields: tuple[FieldSeen, ...]
    members: tuple[MemberSeen, ...]
    cards: int
    archived: int
    is_table: bool
    boards: tuple[BoardPlace, ...]
    guess: TrelloWays
    notes: tuple[str, ...] = ()


def trello_look(path: Path, progress: Progress = silent, *, board: str = "") -> TrelloLook:
    """Look at a board, or at one of the boards in an archive.

    Args:
        path: What was chosen.
        progress: May ask to stop.
        board: Id or name of the board, where there are several; "" is the first.

    Raises:
        UnreadableFileError: It cannot be read, or is no board.
        InvalidEntryError: There is no such board.
        CancelledError: ``progress`` asked to stop.
    """
    places = boards_in(path, progress=progress)
    seen = board_at(path, _place(places, board), progress=progress)
    in_list = Counter(card.list_id for card in seen.cards)
    bearing = Counter(id for card in seen.cards for id in set(card.label_ids))
    saying = Counter(id for card in seen.cards for id, _value in (*card.values, *card.day_values))
    written = Counter(one.author for history in seen.histories.values() for one in history.comments)
    members = (MemberSeen(id, name or id, written[id]) for id, name in seen.writers.items())
    return TrelloLook(
        board_id=_fingerprint(seen),
        board_name=seen.name,
        lists=tuple(ListSeen(one.id, one.name, in_list[one.id], one.is_archived) for one in seen.lists),
        labels=tuple(LabelSeen(one.id, one.name, bearing[one.id]) for one in seen.labels),
        fields=tuple(FieldSeen(one.id, one.name, one.kind, saying[one.id]) for one in seen.fields),
        members=tuple(sorted(members, key=lambda one: (-one.comments, one.name))),
        cards=len(seen.cards),
        archived=sum(card.is_archived for card in seen.cards),
        is_table=seen.is_table,
        boards=places,
        guess=settled(TrelloWays(board=board), seen),
        notes=tuple(_notes(seen)),
    )


def read_trello(
    path: Path, ways: TrelloWays | None = None, *, zone: tzinfo, today: date, progress: Progress = silent
) -> Incoming:
    """Return the cards of a board as things to deliver.

    Args:
        path: A board as JSON or CSV, or an archive with several, of which one is read.
        ways: What the person chose; guessed where nothing is told.
        zone: Where the person is; the rows bear the time of its clocks.
        today: Taken for the day on which a card was made that nothing tells of.
        progress: Told cards done of cards in all, at least every 200.

    Raises:
        UnreadableFileError: It cannot be read, is no board, or holds more than can be taken in.
        InvalidEntryError: ``ways`` names something that there is not.
        CancelledError: ``progress`` asked to stop.
    """
    ways = ways or TrelloWays()
    places = boards_in(path, progress=progress)
    board = board_at(path, _place(places, ways.board), progress=progress)
    rows = TrelloRows(board, settled(ways, board), zone, today)
    rows.take_all(progress)
    return Incoming(
        source="trello",
        looks_like=_looks_like(board),
        read=board.read,
        fingerprint=_fingerprint(board),
        promises=tuple(rows.rows),
        problems=(*board.problems, *rows.problems),
        skipped=board.skipped,
        notes=(
            *_of_several(places, board),
            *not_found(ways, board),
            *_notes(board, zone),
            *_notes_of_rows(rows),
        ),
        raw={**board.raw, **rows.raw},
        label=board.name or path.stem,
    )


def _place(places: tuple[BoardPlace, ...], wanted: str) -> BoardPlace:
    """Return the place of the board that is wanted by its id or name; "" is the first."""
    if not wanted or not places[0].member:
        return places[0]
    found = next((one for one in places if one.id == wanted), None)
    named = next((one for one in places if one.name.casefold() == wanted.casefold()), None)
    if found or named:
        return found or named or places[0]
    raise InvalidEntryError(
        "board",
        _("There is no board “{name}” in this archive.").format(name=wanted),
        _("It holds: {names}.").format(names=", ".join(one.name for one in places)),
    )


def _fingerprint(board: Board) -> str:
    return board.id or (f"name:{board.name}" if board.name else "")


def _looks_like(board: Board) -> str:
    lists = ngettext("{n} list", "{n} lists", len(board.lists)).format(n=formats.number(len(board.lists)))
    told = ngettext(
        "A Trello board, “{name}”, with {n} card in {lists}.",
        "A Trello board, “{name}”, with {n} cards in {lists}.",
        board.read,
    )
    return told.format(name=board.name, n=formats.number(board.read), lists=lists)


def _of_several(places: tuple[BoardPlace, ...], board: Board) -> Iterator[str]:
    others = [one.name for one in places if one.member and one.id not in {board.id, board.name}]
    if len(places) > 1:
        told = ngettext(
            "The board “{name}” was read; the archive holds {n} more: {others}.",
            "The board “{name}” was read; the archive holds {n} more: {others}.",
            len(places) - 1,
        )
        n = formats.number(len(places) - 1)
        yield told.format(name=board.name, n=n, others=", ".join(others))


def _notes(board: Board, zone: tzinfo | None = None) -> Iterator[str]:
    yield from board.notes
    if board.is_table:
        yield _(
            "This is the CSV of a board, which does not say when anything happened: no day of delivery, no"
            " moved dates, no comments. Export the board as JSON to have those."
        )
    if board.remembers_from is not None:
        at = wall_clock(board.remembers_from, zone) if zone else board.remembers_from
        yield _(
            "Trello exports the last 1,000 things that happened on a board. What was before {day} is not in"
            " this file; what was brought in from an earlier export is kept."
        ).format(day=formats.day(at.date()))
    if not board.is_table and board.cards and not board.histories:
        yield _("The file tells nothing of what happened to the cards, so that hardly any day is known.")
    if board.read > files.MANY_ROWS:
        yield ngettext("This board has {n} card.", "This board has {n} cards.", board.read).format(
            n=formats.number(board.read)
        )


def _notes_of_rows(rows: TrelloRows) -> Iterator[str]:
    delivered = [row for row in rows.rows if row.is_delivered]
    unknown = sum(row.evidence is Evidence.NONE for row in delivered)
    if unknown:
        told = ngettext(
            "Delivered: {all}. Of {n} of them nobody wrote down when.",
            "Delivered: {all}. Of {n} of them nobody wrote down when.",
            unknown,
        )
        yield told.format(all=formats.number(len(delivered)), n=formats.number(unknown))
    missing = sum(
        max(card.comments - len(rows.board.histories[card.id].comments), 0)
        if card.id in rows.board.histories
        else card.comments
        for card in rows.board.cards
    )
    if missing:
        told = ngettext(
            "{n} older comment is not in the file.", "{n} older comments are not in the file.", missing
        )
        yield told.format(n=formats.number(missing))
