"""The JSON of a Trello board, read into a board of ours.

Source: imports, sections 1.1 and 4.8.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from retention_journal.core import formats
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.importers import encodings, files
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.trello_actions import histories_of
from retention_journal.importers.trello_model import (
    Board,
    BoardField,
    BoardLabel,
    BoardList,
    Card,
    Checklist,
    Step,
)
from retention_journal.importers.trello_values import (
    dict_in,
    dicts_in,
    id_in,
    ids_in,
    moment,
    moment_in,
    name_in,
    text_in,
)

#: Actions that an export holds at most. Source: imports, 1.1.
MOST_ACTIONS = 1_000

_DEEPEST = 200
_SHOWN_CHARACTERS = 60
_MOST_BYTES = 10**15
_RAW_CHARACTERS = 500
_KINDS = {"text", "number", "date", "checkbox", "list"}


def json_of(content: bytes) -> Any:
    """Return what stands in JSON of any encoding.

    Raises:
        UnreadableFileError: It is no JSON, or nested more than 200 deep.
    """
    encoding = encodings.guess_bytes(content)
    try:
        said = json.loads(content.decode(encoding, "replace").removeprefix("\ufeff"))
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise UnreadableFileError(
            _("This file begins like a Trello board but is cut off or damaged."),
            _("Export the board once more: Menu, Print, export, share, Export as JSON."),
        ) from error
    _refuse_deep(said)
    return said


def is_board(said: Any) -> bool:
    """Say whether something out of JSON is a board with its lists and cards."""
    return (
        isinstance(said, dict) and isinstance(said.get("lists"), list) and isinstance(said.get("cards"), list)
    )


def board_of(said: Any, progress: Progress = silent) -> Board:
    """Return the board that stands in JSON.

    Args:
        said: What ``json_of`` returned.
        progress: Told cards done of cards in all, every 200.

    Raises:
        UnreadableFileError: It is no board, or holds more cards than can be taken in.
        CancelledError: ``progress`` asked to stop.
    """
    if not is_board(said):
        raise UnreadableFileError(
            _("This is not a Trello board: it has no lists and cards."),
            _("Export the whole board: Menu, Print, export, share, Export as JSON."),
        )
    if len(said["cards"]) > files.MOST_ROWS:
        raise UnreadableFileError(
            _("This board has more than {n} cards.").format(n=formats.number(files.MOST_ROWS)),
            _("Archive what is long done on a board of its own, and export both."),
        )
    actions = dicts_in(said, "actions")
    histories, writers, oldest = histories_of(actions, dicts_in(said, "members"))
    reading = _Reading(said)
    cards = tuple(reading.cards(progress))
    return Board(
        id=id_in(said),
        name=name_in(said),
        lists=tuple(BoardList(id_in(one), name_in(one), _is(one, "closed")) for one in _sorted_lists(said)),
        cards=cards,
        labels=tuple(
            BoardLabel(id_in(one), name_in(one) or text_in(one, "color"))
            for one in dicts_in(said, "labels")
            if id_in(one)
        ),
        fields=tuple(BoardField(id_in(one), name_in(one), _kind(one)) for one in _fields(said)),
        writers=writers,
        histories=histories,
        read=len(said["cards"]),
        problems=tuple(reading.problems),
        raw=reading.raw,
        remembers_from=oldest if len(actions) >= MOST_ACTIONS else None,
    )


class _Reading:
    """One look through the cards of a board."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.problems: list[Problem] = []
        self.raw: dict[str, str] = {}
        self._cards: list[Any] = said["cards"]
        self._options = {
            id_in(option): text_in(dict_in(option, "value"), "text")
            for one in _fields(said)
            for option in dicts_in(one, "options")
        }
        self._members = {
            id_in(one): name_in(one, "fullName") or name_in(one, "username")
            for one in dicts_in(said, "members")
        }
        self._checklists = _checklists_by_card(said)
        self._places: set[str] = set()

    def cards(self, progress: Progress) -> Iterator[Card]:
        """Yield the cards that can be read; the others become problems."""
        for number, said in enumerate(self._cards, 1):
            if number % files.ROWS_PER_STEP == 1:
                progress(number - 1, len(self._cards))
            place = self._place(said, number)
            if isinstance(said, dict) and _card_id(said):
                yield self._card(place, said)
                continue
            told = _("It is damaged: it has no id. Left out.")
            self.problems.append(Problem(place, told, left_out=True))
            self.raw[place] = json.dumps(said, ensure_ascii=False)[:_RAW_CHARACTERS]
        progress(len(self._cards), len(self._cards))

    def _place(self, said: Any, number: int) -> str:
        short = said.get("idShort") if isinstance(said, dict) else None
        if isinstance(short, int) and not isinstance(short, bool):
            place = _("card #{n}").format(n=short)
            if place not in self._places:
                self._places.add(place)
                return place
        return _("card {n} of the file").format(n=formats.number(number))

    def _card(self, place: str, said: dict[str, Any]) -> Card:
        id = _card_id(said)
        values, days = self._values(place, said)
        return Card(
            place=place,
            id=id,
            name=name_in(said),
            desc=text_in(said, "desc"),
            list_id=id_in(said, "idList"),
            label_ids=ids_in(said, "idLabels") or tuple(id_in(one) for one in dicts_in(said, "labels")),
            link=name_in(said, "shortUrl") or name_in(said, "url"),
            is_archived=_is(said, "closed"),
            due=self._time(place, said, "due", _("Its due date")),
            is_ticked=_is(said, "dueComplete"),
            completed=self._time(place, said, "dateCompleted", _("The day it was completed")),
            start=self._time(place, said, "start", _("Its first day")),
            last_activity=moment_in(said, "dateLastActivity"),
            is_template=_is(said, "isTemplate"),
            role=text_in(said, "cardRole"),
            comments=_count(dict_in(said, "badges").get("comments")),
            checklists=self._checklists.get(id) or _checklists_in(said),
            values=values,
            day_values=days,
            others=tuple(self._others(said)),
        )

    def _time(self, place: str, said: dict[str, Any], key: str, what: str) -> Any:
        at = moment_in(said, key)
        if at is None and said.get(key):
            text = clean_value(said[key])
            told = _("{what} says “{text}”, which is no time. It was left empty.").format(
                what=what, text=text
            )
            self.problems.append(Problem(place, told, column=key))
        return at

    def _values(self, place: str, said: dict[str, Any]) -> tuple[Any, Any]:
        """Return what the custom fields of a card say, as text, and those that are dates."""
        texts, days = [], []
        for item in dicts_in(said, "customFieldItems"):
            field, value = id_in(item, "idCustomField"), dict_in(item, "value")
            if day := text_in(value, "date"):
                at = moment(day)
                if at is not None:
                    days.append((field, at))
                    continue
                told = _("A field of it says “{text}”, which is no time.").format(text=clean_value(day))
                self.problems.append(Problem(place, told))
            text = text_in(value, "text") or text_in(value, "number") or day
            if text_in(value, "checked"):
                text = _("yes") if text_in(value, "checked") == "true" else ""
            text = text or self._options.get(id_in(item, "idValue"), "")
            if text:
                texts.append((field, text))
        return tuple(texts), tuple(days)

    def _others(self, said: dict[str, Any]) -> Iterator[str]:
        names = [name for id in ids_in(said, "idMembers") if (name := self._members.get(id))]
        if names:
            yield _("Members: {names}").format(names=", ".join(names))
        for one in dicts_in(said, "attachments"):
            name, bytes = name_in(one) or name_in(one, "url"), one.get("bytes")
            if isinstance(bytes, int) and not isinstance(bytes, bool) and 0 < bytes < _MOST_BYTES:
                size = formats.number(max(round(bytes / 1000), 1))
                yield _("Attachment: {name} ({size} kB)").format(name=name, size=size)
            elif name:
                yield _("Attachment: {name}").format(name=name)


def clean_value(value: Any) -> str:
    """Return the beginning of a value that was not understood."""
    return str(value)[:_SHOWN_CHARACTERS]


def _card_id(said: dict[str, Any]) -> str:
    return id_in(said) or id_in(said, "shortLink")


def _sorted_lists(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lists from left to right, each once."""
    seen: dict[str, dict[str, Any]] = {}
    for one in dicts_in(said, "lists"):
        if id_in(one):
            seen.setdefault(id_in(one), one)
    return sorted(seen.values(), key=_position)


def _position(said: dict[str, Any]) -> float:
    at = said.get("pos")
    sound = isinstance(at, int | float) and abs(at) < _MOST_BYTES  # neither infinite nor no number at all
    return float(at) if sound and at is not None else 0.0


def _fields(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in dicts_in(said, "customFields") if id_in(one)]


def _kind(said: dict[str, Any]) -> str:
    kind = text_in(said, "type")
    return kind if kind in _KINDS else "text"


def _checklists_by_card(said: dict[str, Any]) -> dict[str, tuple[Checklist, ...]]:
    found: dict[str, list[Checklist]] = {}
    for one in dicts_in(said, "checklists"):
        found.setdefault(id_in(one, "idCard"), []).append(_checklist(one))
    return {card: tuple(lists) for card, lists in found.items()}


def _checklists_in(said: dict[str, Any]) -> tuple[Checklist, ...]:
    return tuple(_checklist(one) for one in dicts_in(said, "checklists"))


def _checklist(said: dict[str, Any]) -> Checklist:
    steps = (
        Step(id_in(one), name_in(one), text_in(one, "state") == "complete")
        for one in sorted(dicts_in(said, "checkItems"), key=_position)
    )
    return Checklist(name_in(said), tuple(step for step in steps if step.name))


def _count(value: Any) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < files.MOST_ROWS else 0


def _is(said: dict[str, Any], key: str) -> bool:
    return said.get(key) is True


def _refuse_deep(said: Any) -> None:
    """Stop at JSON that is nested deeper than anything sound."""
    level = [said]
    for _depth in range(_DEEPEST):
        deeper: list[Any] = []
        for one in level:
            inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            deeper += [value for value in inner if isinstance(value, dict | list)]
        if not deeper:
            return
        level = deeper
    raise _too_deep()


def _too_deep() -> UnreadableFileError:
    return UnreadableFileError(
        _("This file is nested too deeply, or too large, to be read."),
        _("Export it again from where it came from."),
    )
