"""What a person chooses when a Trello board is brought in: whose its cards are, and what its lists mean.

Source: imports, sections 4.1, step 4, and 4.9.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What the client of a card is told by; a custom field is ``FIELD`` with its id behind it.
BOARD, LIST, LABEL, NAME, FIELD = "board", "list", "label", "name", "field:"
#: What becomes of archived cards of which nobody wrote down that they were delivered.
RELEASED, OPEN, LEFT_OUT = "released", "open", "left_out"


@dataclass(frozen=True)
class TrelloWays:
    """What a person chooses for a board; None and "" leave it to a guess by the names.

    Lists, labels, fields and members are told by their ids, or by their names.

    Attributes:
        board: Id or name of the board, where an archive holds several; "" is the first.
        client_from: By what a card's client is told: ``BOARD``, ``LIST``, ``LABEL``, ``FIELD`` with one, or
            ``NAME`` where all cards are for ``client_name``. "" is a field that is called so, else the board.
        client_name: The only client of the board, for ``NAME``.
        client_labels: The labels that are clients, for ``LABEL``; none means all labels are.
        delivered_lists: The lists that hold what is delivered.
        work_lists: The lists that hold what is being worked on.
        ignored_lists: The lists whose cards are left out.
        client_members: Members who are the client; what they wrote is contact with them.
        agreed_field: The custom field with the day that a card was agreed on; "" is the day the card
            was made.
        archived: What becomes of archived cards that are not delivered: ``RELEASED``, ``OPEN`` or
            ``LEFT_OUT``.
    """

    board: str = ""
    client_from: str = ""
    client_name: str = ""
    client_labels: tuple[str, ...] = ()
    delivered_lists: tuple[str, ...] | None = None
    work_lists: tuple[str, ...] | None = None
    ignored_lists: tuple[str, ...] | None = None
    client_members: tuple[str, ...] = ()
    agreed_field: str | None = None
    archived: str = RELEASED
