"""What happened to the cards of a board, out of the actions that its JSON still holds.

The actions stand newest first, and the oldest are missing where there are 1,000 of them.

Source: imports, section 1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from retention_journal.importers.trello_model import Comment, DueChange, History, ListMove, Tick
from retention_journal.importers.trello_values import (
    dict_in,
    id_in,
    made_at,
    moment,
    moment_in,
    name_in,
    text_in,
)

_COMMENTS = frozenset({"commentCard", "copyCommentCard"})
_MADE = frozenset({"createCard", "copyCard", "emailCard", "convertToCardFromCheckItem"})


def histories_of(
    actions: Sequence[dict[str, Any]], members: Sequence[dict[str, Any]]
) -> tuple[dict[str, History], dict[str, str], datetime | None]:
    """Return what is remembered of each card, who wrote comments, and the oldest time that is remembered.

    Args:
        actions: In the order of the file.
        members: Who is on the board now; some who wrote are not any more.
    """
    timed = [(at, said) for said in actions if (at := _when(said)) is not None]
    if timed and timed[0][0] >= timed[-1][0]:
        timed.reverse()
    timed.sort(key=lambda pair: pair[0])  # keeps the order of what happened at once
    histories: dict[str, History] = {}
    names = {id_in(one): name_in(one, "fullName") or name_in(one, "username") for one in members}
    writers: dict[str, str] = {}
    for at, said in timed:
        data = dict_in(said, "data")
        card = id_in(dict_in(data, "card"))
        if not card:
            continue
        history = histories.setdefault(card, History())
        if history.seen_at is None:
            history.seen_at = at
        kind = text_in(said, "type")
        if kind in _COMMENTS:
            comment = _comment(at, said, data, names)
            history.comments.append(comment)
            if comment.author:
                writers.setdefault(comment.author, comment.name)
        else:
            _add(history, kind, at, data)
    return histories, writers, timed[0][0] if timed else None


def _when(said: dict[str, Any]) -> datetime | None:
    return moment_in(said, "date") or made_at(id_in(said))


def _comment(at: datetime, said: dict[str, Any], data: dict[str, Any], names: dict[str, str]) -> Comment:
    creator = dict_in(said, "memberCreator")
    author = id_in(said, "idMemberCreator") or id_in(creator)
    name = names.get(author) or name_in(creator, "fullName") or name_in(creator, "username")
    return Comment(id_in(said), at, author, name, text_in(data, "text"))


def _add(history: History, kind: str, at: datetime, data: dict[str, Any]) -> None:
    """Write down what an action did to its card."""
    if kind == "updateCard":
        _add_update(history, at, data)
    elif kind == "moveCardToBoard":
        history.moves.append(ListMove(at, "", id_in(dict_in(data, "list"))))
    elif kind in _MADE:
        history.made_in = id_in(dict_in(data, "list"))
    elif kind == "updateCheckItemStateOnCard":
        item = dict_in(data, "checkItem")
        if text_in(item, "state") == "complete":
            history.step_ticks[id_in(item)] = at
        else:
            history.step_ticks.pop(id_in(item), None)


def _add_update(history: History, at: datetime, data: dict[str, Any]) -> None:
    before, after = id_in(dict_in(data, "listBefore")), id_in(dict_in(data, "listAfter"))
    if after:
        history.moves.append(ListMove(at, before, after))
    old, new = dict_in(data, "old"), dict_in(data, "card")
    if "due" in old and "due" in new:
        was, now = old["due"], new["due"]
        known = [moment(value) if isinstance(value, str) else None for value in (was, now)]
        if all(value is None or at is not None for value, at in zip((was, now), known, strict=True)):
            history.dues.append(DueChange(at, *known))
    if isinstance(old.get("dueComplete"), bool) and isinstance(new.get("dueComplete"), bool):
        history.ticks.append(Tick(at, new["dueComplete"]))
