"""The cards of a board, turned into things to deliver.

Source: imports, sections 4.5 and 4.9 "Trello card → deliverable".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from retention_journal.core.contacts import Direction, Kind, default_outcome
from retention_journal.core.incoming import ContactRow, PromiseRow, Whose
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _
from retention_journal.importers import files
from retention_journal.importers.mail_quotes import own_words
from retention_journal.importers.trello_delivery import (
    begun_at,
    delivery_of,
    due_moves,
    is_taken_back,
)
from retention_journal.importers.trello_model import Board, BoardList, Card, History
from retention_journal.importers.trello_note import card_note
from retention_journal.importers.trello_values import made_at, wall_clock
from retention_journal.importers.trello_ways import (
    BOARD,
    FIELD,
    LABEL,
    LEFT_OUT,
    LIST,
    OPEN,
    TrelloWays,
)

_KEPT_CHARACTERS = 500
_RAW_CHARACTERS = 500
_LINE = frozenset("-–—_=*~#.·•+ ")
_ROLES = {
    "separator": N_("It only parts other cards."),
    "link": N_("It is only a link."),
    "board": N_("It is only a link to another board."),
    "mirror": N_("It only mirrors a card of another board."),
}


@dataclass
class TrelloRows:
    """One pass over the cards of a board.

    Attributes:
        ways: What the person chose, with nothing left to guess.
    """

    board: Board
    ways: TrelloWays
    zone: tzinfo
    today: date
    rows: list[PromiseRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lists = {one.id: one for one in self.board.lists}
        self._labels = {one.id: one.name for one in self.board.labels}
        self._fields = {one.id: one for one in self.board.fields}
        client_labels = self.ways.client_labels or tuple(self._labels)
        self._client_labels = client_labels if self.ways.client_from == LABEL else ()
        self._client_field = self.ways.client_from.removeprefix(FIELD) if self._is_by_field else ""
        told_elsewhere = {self._client_field, self.ways.agreed_field or "", *self._client_labels}
        self._passed_over = frozenset(told_elsewhere - {""})

    @property
    def _is_by_field(self) -> bool:
        return self.ways.client_from.startswith(FIELD)

    def take_all(self, progress: Progress) -> None:
        """Turn all cards into rows; each is a row or a problem."""
        for done, card in enumerate(self.board.cards):
            if done % files.ROWS_PER_STEP == 0:
                progress(done, len(self.board.cards))
            told = self._left_out(card)
            if told:
                self._leave(card, told)
            else:
                self.rows.append(self._row(card))
        progress(len(self.board.cards), len(self.board.cards))

    def _left_out(self, card: Card) -> str:
        """Return why a card is no thing to deliver, "" where it is one."""
        its_list = self._lists.get(card.list_id)
        if told := _no_work(card):
            return told
        if its_list and its_list.id in (self.ways.ignored_lists or ()):
            return _("It is in the list “{name}”, which is left out.").format(name=its_list.name)
        if self.ways.archived == LEFT_OUT and self._is_put_away(card, its_list):
            delivered = delivery_of(card, self._history(card), self.ways.delivered_lists or ())
            return "" if delivered.is_delivered else _("It is archived, and not delivered.")
        return ""

    def _leave(self, card: Card, told: str) -> None:
        self.problems.append(Problem(card.place, told, left_out=True, is_by_choice=True))
        self.raw[card.place] = f"{card.name}\n{card.desc}".strip()[:_RAW_CHARACTERS]

    def _row(self, card: Card) -> PromiseRow:
        history = self._history(card)
        delivery = delivery_of(card, history, self.ways.delivered_lists or ())
        made_on, made_how = self._made(card, history)
        begun = begun_at(card, history, self.ways.work_lists or ())
        whose = self._whose(card)
        contacts = tuple(self._contacts(card, history, whose))
        return PromiseRow(
            place=card.place,
            ext_id=f"card:{card.id}",
            whose=whose,
            text=card.name,
            made_on=made_on,
            note=self._note(card, history, contacts),
            link=card.link,
            made_how=made_how,
            started_on=self._day(begun),
            due_at=wall_clock(card.due, self.zone) if card.due else None,
            moves=due_moves(history, self.zone),
            is_delivered=delivery.is_delivered,
            delivered_on=self._day(delivery.at),
            evidence=delivery.evidence,
            is_released=not delivery.is_delivered and self._is_released(card, history),
            not_after=self._day(delivery.not_after),
            contacts=contacts,
        )

    def _history(self, card: Card) -> History:
        return self.board.histories.get(card.id) or History()

    def _is_put_away(self, card: Card, its_list: BoardList | None) -> bool:
        return card.is_archived or (its_list is not None and its_list.is_archived)

    def _is_released(self, card: Card, history: History) -> bool:
        """Say whether nobody waits for a card any more: its date was taken back, or it was put away."""
        if is_taken_back(card, history):
            return True
        return self.ways.archived != OPEN and self._is_put_away(card, self._lists.get(card.list_id))

    def _note(self, card: Card, history: History, contacts: tuple[ContactRow, ...]) -> str:
        ids = {contact.ext_id.removeprefix("action:") for contact in contacts}
        return card_note(
            card,
            history,
            self.zone,
            fields=self._fields,
            labels=self._labels,
            passed_over=self._passed_over | ids,
        )

    def _day(self, at: datetime | None) -> date | None:
        return wall_clock(at, self.zone).date() if at else None

    # When it was agreed on

    def _made(self, card: Card, history: History) -> tuple[date, str]:
        """Return when a card was agreed on, and how that is known; "" where the board says so itself."""
        agreed = dict(card.day_values).get(self.ways.agreed_field or "")
        if agreed:
            return wall_clock(agreed, self.zone).date(), ""
        made = made_at(card.id)
        if made:
            return wall_clock(made, self.zone).date(), _("Agreed on: the day the card was made.")
        seen = [at for at in (history.seen_at, card.start, card.completed, card.last_activity) if at]
        if seen:
            told = _("Agreed on: the first day the board tells of the card.")
            return wall_clock(min(seen), self.zone).date(), told
        told = _("Nothing tells when it was made, so today is taken for the day it was agreed on.")
        self.problems.append(Problem(card.place, told))
        return self.today, _("Agreed on: the day it was brought in.")

    # Whose it is

    def _whose(self, card: Card) -> Whose:
        return Whose(clean(self._client_name(card), lines=False))

    def _client_name(self, card: Card) -> str:
        if self.ways.client_from == BOARD:
            return self.board.name
        if self.ways.client_from == LIST:
            return self._list_name(card)
        if self.ways.client_from == LABEL:
            return self._label_name(card)
        if self._is_by_field:
            return dict(card.values).get(self._client_field, "")
        return self.ways.client_name

    def _list_name(self, card: Card) -> str:
        """Return the name of a card's list, where that says a client and not how far the work is."""
        ways = self.ways
        is_state = card.list_id in {*(ways.delivered_lists or ()), *(ways.work_lists or ())}
        its_list = self._lists.get(card.list_id)
        return its_list.name if its_list and not is_state else ""

    def _label_name(self, card: Card) -> str:
        names = [
            name for id in card.label_ids if id in self._client_labels and (name := self._labels.get(id))
        ]
        names = list(dict.fromkeys(names))
        if len(names) > 1:
            told = _("It has the labels of several clients: {names}. The first is taken.")
            self.problems.append(Problem(card.place, told.format(names=", ".join(names))))
        return names[0] if names else ""

    # What the client said

    def _contacts(self, card: Card, history: History, whose: Whose) -> Iterator[ContactRow]:
        for comment in history.comments:
            if not comment.id or comment.author not in self.ways.client_members:
                continue
            words = own_words(clean(comment.text))
            yield ContactRow(
                place=_("{card}, comment").format(card=card.place),
                ext_id=f"action:{comment.id}",
                whose=whose,
                kind=Kind.MESSAGE,
                direction=Direction.INBOUND,
                outcome=default_outcome(Kind.MESSAGE, Direction.INBOUND),
                occurred_at=wall_clock(comment.at, self.zone),
                summary=card.name,
                client_words=words[:_KEPT_CHARACTERS].strip(),
                word_count=len(words.split()) or None,
                people=((comment.name, ""),) if comment.name else (),
            )


def _no_work(card: Card) -> str:
    """Return why no work stands on a card, "" where some does."""
    if card.is_template:
        return _("It is a template.")
    if card.role:
        return _(_ROLES[card.role]) if card.role in _ROLES else _("It is no card with work of its own.")
    if not card.name:
        return _("It has no name.")
    return _(_ROLES["separator"]) if _LINE.issuperset(card.name) else ""
