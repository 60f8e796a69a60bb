"""The step of bringing a Trello board in: whose its cards are, what its lists mean, who is the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.importers.trello import ListSeen, TrelloLook
from retention_journal.importers.trello_settled import ids_of
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
from retention_journal.ui import theme
from retention_journal.ui.dialogs.import_trello_parts import ListMeanings, Ticks
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import caption, label, section_title, shortened

_FIELD_WIDTH, _LEAST_WIDTH, _LEAST_NARROW, _WHOSE_WIDTH = 420, 350, 280, 620
_LONGEST = 44


class TrelloStep(QWidget):
    """What only the person can say of a board. ``ways()`` is what they said.

    Signals:
        changed: Something was chosen otherwise.
        board_wanted: Look at another board of the archive; tells its id.
    """

    changed = Signal()
    board_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ways = TrelloWays()
        self._told = label("", "body", colour="text_2", wrap=True)
        self._notes: QVBoxLayout = column(gap=4)
        self.board = Choice()
        self.board_field = FormField(_("Which &board"), self.board)
        self.client = Choice()
        self.client_field = FormField(_("&Whose a card is"), self.client)
        self.name = LineField()
        self.name_field = FormField(_("&Client"), self.name)
        self.labels = Ticks(_("Which labels are clients"))
        self.lists = ListMeanings()
        self.archived = Choice(
            [
                (RELEASED, _("Closed, without having been delivered")),
                (OPEN, _("Still open")),
                (LEFT_OUT, _("Left out")),
            ]
        )
        self.archived_field = FormField(_("&Archived cards that nobody marked as delivered"), self.archived)
        self.agreed = Choice()
        self.agreed_field = FormField(_("When a card was agreed &on"), self.agreed)
        self.members = Ticks(
            _("Who on the board is the client"),
            _("What they wrote becomes contact with the client. What others wrote stays in the note."),
        )
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.client)

    def show_look(self, name: str, look: TrelloLook, ways: TrelloWays) -> None:
        """Ask about the board in the file ``name``.

        Args:
            name: Of the file.
            look: What a first look at it told.
            ways: What was chosen before; what it leaves open is guessed.
        """
        self._ways = replace(ways, board=look.guess.board)
        chosen = _or_guess(ways, look)
        self._told.setText(_sized(name, look))
        clear(self._notes)
        for note in look.notes:
            self._notes.addWidget(bullet("none", note))
        self._offer_boards(look)
        self.client.set_options(_client_options(look), chosen.client_from)
        self.name.setText(chosen.client_name)
        self.name_field.show_error("")
        self.labels.offer([(one.id, one.name, _cards(one.cards)) for one in look.labels],
                          chosen.client_labels or tuple(one.id for one in look.labels))  # fmt: skip
        self.lists.show_lists(look.lists, chosen)
        self.archived.set_value(chosen.archived)
        self.archived_field.setVisible(bool(look.archived) or any(one.is_archived for one in look.lists))
        self._offer_days(look, chosen)
        self.members.offer(
            [(one.id, one.name, _comments(one.comments)) for one in look.members], chosen.client_members
        )
        self._show_needed()

    def ways(self) -> TrelloWays | None:
        """Return what was chosen, or None where something is missing; its field then says what."""
        client_from, name = self.client.value(), self.name.text().strip()
        if client_from == NAME and not name:
            self.name_field.show_error(_("Whom are the cards of this board for?"))
            self.name.setFocus()
            return None
        labels = self.labels.ticked() if client_from == LABEL else ()
        if client_from == LABEL and not labels:
            self.labels.show_error(_("Tick the labels that are clients."))
            return None
        meant = self.lists.meant()
        return replace(
            self._ways,
            client_from=client_from,
            client_name=name if client_from == NAME else "",
            client_labels=() if self.labels.are_all_ticked() else labels,
            delivered_lists=meant.delivered,
            work_lists=meant.in_work,
            ignored_lists=meant.left_out,
            client_members=self.members.ticked(),
            agreed_field=self.agreed.value() or "",
            archived=self.archived.value(),
        )

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what was refused under the field it is about."""
        fields = {"board": self.board_field, "client_name": self.name_field, "archived": self.archived_field}
        field = fields.get(error.field, self.client_field)
        field.show_error(error.message)
        field.widget.setFocus()

    def _offer_boards(self, look: TrelloLook) -> None:
        options = [(one.id, one.name) for one in look.boards]
        self.board.set_options(options, look.guess.board or (look.boards[0].id if look.boards else None))
        self.board_field.setVisible(len(options) > 1)

    def _offer_days(self, look: TrelloLook, chosen: TrelloWays) -> None:
        days = [(one.id, _("“{field}” says it").format(field=one.name)) for one in look.fields
                if one.kind == "date"]  # fmt: skip
        self.agreed.set_options([("", _("The day the card was made")), *days], chosen.agreed_field or "")
        self.agreed_field.setVisible(bool(days))

    def _show_needed(self) -> None:
        """Show what belongs to the way in which the client is told."""
        self.name_field.setVisible(self.client.value() == NAME)
        self.labels.setVisible(self.client.value() == LABEL)
        self.lists.show_naming(is_client=self.client.value() == LIST)
        self.members.setVisible(self.members.has_any)

    def _chosen(self) -> None:
        for field in (self.client_field, self.name_field, self.archived_field):
            field.show_error("")
        self.labels.show_error("")
        self._show_needed()
        self.changed.emit()

    def _listen(self) -> None:
        self.board.chosen.connect(self.board_wanted.emit)
        for choice in (self.client, self.archived, self.agreed):
            choice.chosen.connect(lambda _value: self._chosen())
        self.name.textEdited.connect(lambda _text: self._chosen())
        for part in (self.labels, self.lists, self.members):
            part.changed.connect(self._chosen)

    def _lay_out(self) -> None:
        for field in (self.archived_field, self.agreed_field):
            field.setMaximumWidth(theme.px(_FIELD_WIDTH))
        for field in (self.board_field, self.client_field, self.name_field):
            field.setMaximumWidth(theme.px(_WHOSE_WIDTH))
        self.archived.setMinimumWidth(theme.px(_LEAST_WIDTH))
        self.agreed.setMinimumWidth(theme.px(_LEAST_NARROW))
        whose = column(self.client_field, self.name_field, gap=10)
        told = _("Where nobody wrote down when a card was delivered, it stays without a day.")
        days = row(self.archived_field, self.agreed_field, None, gap=16)
        parts = (
            self._told,
            self._notes,
            self.board_field,
            box(whose),
            self.labels,
            box(column(section_title(_("What the lists mean")), caption(told, wrap=True), gap=2)),
            self.lists,
            box(days),
            self.members,
        )
        stack(self, *parts, None, gap=14)


def _or_guess(ways: TrelloWays, look: TrelloLook) -> TrelloWays:
    """Return what was chosen before, by ids, with what it leaves open guessed."""
    guess, lists, agreed = look.guess, look.lists, ways.agreed_field
    client_from = ways.client_from or guess.client_from
    if client_from.startswith(FIELD):
        client_from = FIELD + ids_of(client_from.removeprefix(FIELD), look.fields)[0]
    return replace(
        ways,
        client_from=client_from,
        client_labels=ids_of(ways.client_labels, look.labels),
        delivered_lists=_told_or(ways.delivered_lists, guess.delivered_lists, lists),
        work_lists=_told_or(ways.work_lists, guess.work_lists, lists),
        ignored_lists=_told_or(ways.ignored_lists, guess.ignored_lists, lists),
        client_members=ids_of(ways.client_members, look.members),
        agreed_field=ids_of(guess.agreed_field or "" if agreed is None else agreed, look.fields)[0],
    )


def _told_or(
    told: Sequence[str] | None, guess: Sequence[str] | None, lists: Sequence[ListSeen]
) -> tuple[str, ...]:
    return ids_of(told if told is not None else guess or (), lists)


def _client_options(look: TrelloLook) -> Sequence[tuple[str, str]]:
    """Return by what a card's client can be told, what the board cannot tell left out."""
    fields = [(f"{FIELD}{one.id}", _("The field “{name}” says it").format(name=one.name))
              for one in look.fields if one.kind in {"text", "list"}]  # fmt: skip
    board = shortened(look.board_name, _LONGEST)
    options = [(BOARD, _("The board is the client: {name}").format(name=board))] if board else []
    options += [(LIST, _("Each list is a client"))]
    options += [(LABEL, _("A label says it"))] if look.labels else []
    return [*options, *fields, (NAME, _("All cards are for one client…"))]


def _sized(name: str, look: TrelloLook) -> str:
    told = ngettext(
        "“{file}” is the Trello board “{board}” with {n} card.",
        "“{file}” is the Trello board “{board}” with {n} cards.",
        look.cards,
    ).format(file=name, board=look.board_name, n=formats.number(look.cards))
    more = _("Say what its lists and labels mean; it is remembered for this board.")
    return f"{told} {more}"


def _cards(count: int) -> str:
    return ngettext("{n} card", "{n} cards", count).format(n=formats.number(count))


def _comments(count: int) -> str:
    return ngettext("{n} comment", "{n} comments", count).format(n=formats.number(count))
