"""What comes from Trello and is no board: a card, a list of cards, an answer of its interface, a web page.

Source: imports, section 1.1, "Look-alikes that must be refused kindly".
"""

from __future__ import annotations

from collections.abc import Collection

from retention_journal.i18n import N_

#: A message with ``{name}``, and what to do instead.
Told = tuple[str, str]

_WHOLE_BOARD = N_("Export the whole board: Menu, Print, export, share, Export as JSON.")
_SIGN_IN = N_(
    "Sign in to Trello, open the board, and export it there: Menu, Print, export, share, Export as JSON."
)
_BOARD = frozenset({"lists", "cards"})
_CARD = frozenset({"idBoard", "idList"})
_MARKS = (
    frozenset({"idOrganization", "prefs"}),
    frozenset({"idOrganization", "labelNames"}),
    frozenset({"idBoard", "pos", "closed"}),
    frozenset({"idMemberCreator", "type", "data"}),
    frozenset({"idBoards", "username"}),
    frozenset({"idModel", "callbackURL"}),
    frozenset({"boards", "cards", "options"}),
    frozenset({"cards", "labelNames"}),
    frozenset({"lists", "labelNames"}),
    frozenset({"cards", "shortLink"}),
)
_ANSWERS = (
    "invalid id", "unauthorized permission requested", "unauthorized card permission requested",
    "unauthorized org access", "board not found", "card not found", "model not found", "invalid key",
    "invalid token", "invalid app token", "the requested resource was not found", "cannot get /",
    "rate limit exceeded",
)  # fmt: skip
_OTHER = frozenset({"_id", "_format"})  # Wekan's
_LONGEST_ANSWER = 200
_PAGE = ("<!doctype html", "<html")
_PAGE_HEAD = 20_000
_LARGE_MARKS = (b'"labelNames"', b'"idOrganization"', b'"shortLink"', b'"nodeId"')
_ENOUGH_MARKS = 2


def no_board(keys: Collection[str], *, is_list: bool) -> Told | None:
    """Return what JSON of Trello's is that is no board, None where it is not Trello's at all.

    Args:
        keys: Those of the outermost object, or of the first one in a list.
        is_list: Whether it is a list.
    """
    found = frozenset(keys)
    if _OTHER & found and "cards" in found:
        return N_("“{name}” is a board of another program than Trello."), N_("Export it there as CSV.")
    if found >= _BOARD and not is_list:
        return None
    if found >= _CARD and is_list:
        return N_("“{name}” is a list of Trello cards without their board."), _WHOLE_BOARD
    if found >= _CARD:
        return N_("“{name}” is a Trello card, not a board."), _WHOLE_BOARD
    if any(found >= marks for marks in _MARKS):
        return N_(
            "“{name}” is a part of what Trello knows, not a whole board with lists and cards."
        ), _WHOLE_BOARD
    return None


def answer(text: str) -> Told | None:
    """Return what Trello answered instead of a board, None where it is no such answer.

    Args:
        text: The beginning of the file in small letters.
    """
    if len(text) <= _LONGEST_ANSWER and text.strip(' ."\n').startswith(_ANSWERS):
        return N_(
            "“{name}” holds no board but an answer of Trello's: it did not find it, or may not show it."
        ), _SIGN_IN
    if text.startswith(_PAGE) and "trello" in text[:_PAGE_HEAD]:
        return N_("“{name}” is a web page of Trello's, not an export."), _SIGN_IN
    return None


def begins_board(head: bytes) -> bool:
    """Say whether JSON that is too large to be looked at whole begins as a board does, and not as a card."""
    first_card = head.find(b'"idList"')
    board = head if first_card < 0 else head[:first_card]
    return sum(mark in board for mark in _LARGE_MARKS) >= _ENOUGH_MARKS
