"""Objections to what one will say, each with what may be right of it, what can be shown, and a reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core.answer_desk import DeskFact
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.services.arguments import (
    ArgumentEntry,
    ArgumentRow,
    add_argument,
    arguments,
    change_argument,
    move_argument,
    trash_argument,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, literal, section_title, shortened
from retention_journal.ui.toggles import TickBox
from retention_journal.ui.unsaved_words import UnsavedWords

_LONGEST_IN_MENU = 70


class ObjectionCard(QWidget):
    """One objection; saved as one writes.

    Signals:
        failed: It could not be kept, and stays in its fields.
        wanted: What to do with it: "up", "down" or "trash".
    """

    failed = Signal(str)
    wanted = Signal(str)

    def __init__(self, journal: Journal, argument: ArgumentRow) -> None:
        super().__init__()
        self._journal, self.argument = journal, argument
        self._facts: tuple[DeskFact, ...] = ()
        self.is_wrong = False
        self._make_fields()
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.objection, self.may_be_right, self.evidence, self.reply, self.conceded)
        words: dict[str, LineField | TextField] = {
            "objection": self.objection, "could_be_right": self.may_be_right, "evidence": self.evidence,
            "reply": self.reply,
        }  # fmt: skip
        self.unsaved = UnsavedWords(self.saving, words, journal.path, "objection")
        self.show_argument(argument)

    def show_argument(self, argument: ArgumentRow) -> None:
        """Show it as it is kept; what is being typed is left alone."""
        self.argument = argument
        if not self.saving.has_new:
            self._fill(argument.entry)
            self._tell()
        self.unsaved.show(argument.argument_id)

    def _fill(self, entry: ArgumentEntry) -> None:
        with self.saving.filling():
            if self.objection.cleaned() != entry.objection:
                self.objection.setText(entry.objection)
            for field, text in (
                (self.may_be_right, entry.could_be_right),
                (self.evidence, entry.evidence),
                (self.reply, entry.reply),
            ):
                if field.cleaned() != text:
                    field.setPlainText(text)
            self.conceded.setChecked(entry.is_conceded)

    def show_facts(self, facts: Sequence[DeskFact]) -> None:
        """Offer the ticked facts as evidence."""
        self._facts = tuple(facts)
        self.from_journal.setVisible(bool(facts))

    def menu(self) -> QMenu:
        """Return the ticked facts, to be taken as evidence."""
        menu = QMenu(self)
        for fact in self._facts:
            action = menu.addAction(literal(shortened(fact.text, _LONGEST_IN_MENU)))
            action.triggered.connect(lambda _on=False, text=fact.text: self._take(text))
        return menu

    def _make_fields(self) -> None:
        self.objection = LineField(longest=2_000)
        self.objection.setAccessibleName(_("What they say, or may say"))
        self.may_be_right, self.evidence, self.reply = (
            TextField(lines=1),
            TextField(lines=1),
            TextField(lines=1),
        )
        self.conceded = TickBox(_("They are right in this"))
        self.from_journal = link_button(_("Take a ticked fact…"))
        self.up = icon_button("up", _("Move this objection up"), small=True)
        self.down = icon_button("down", _("Move this objection down"), small=True)
        self.away = icon_button("trash", _("Take this objection away"), small=True)
        self.state = caption("")

    def _lay_out(self) -> None:
        head = row(self.objection, self.up, self.down, self.away, gap=2)
        head.setStretch(0, 1)
        stack(
            self, head, self.state,
            Field(_("What of it may be right?"), self.may_be_right), row(self.conceded, None),
            Field(_("What can be shown"), self.evidence), row(self.from_journal, None),
            Field(_("What you say to it"), self.reply), Rule(), gap=7, margins=(0, 6, 0, 6),
        )  # fmt: skip
        self.from_journal.clicked.connect(self._open_menu)
        for button, word in ((self.up, "up"), (self.down, "down"), (self.away, "trash")):
            button.clicked.connect(lambda _on=False, word=word: self.wanted.emit(word))

    def _entry(self) -> ArgumentEntry:
        return ArgumentEntry(
            self.objection.cleaned(),
            self.may_be_right.cleaned(),
            self.evidence.cleaned(),
            self.conceded.isChecked(),
            self.reply.cleaned(),
        )

    def _save(self) -> bool:
        try:
            change_argument(self._journal, self.argument.argument_id, self._entry())
        except (InvalidEntryError, JournalError) as error:
            self.is_wrong = True
            self.failed.emit(f"{error.message} {error.advice}".strip())
        else:
            self.is_wrong = False
            self.failed.emit("")
        self._tell()
        return not self.is_wrong

    def _tell(self) -> None:
        entry = self._entry()
        if entry.is_conceded:
            self.state.setText(_("Conceded"))
        elif entry.is_settled:
            self.state.setText(_("There is evidence"))
        else:
            self.state.setText(_("Wants evidence, or a yes from you"))

    def _take(self, text: str) -> None:
        before = self.evidence.cleaned()
        self.evidence.setPlainText(f"{before}\n{text}" if before else text)
        self.saving.keep()
        self.evidence.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.from_journal.mapToGlobal(self.from_journal.rect().bottomLeft()))


class Objections(QWidget):
    """The objections about a complaint, and a line to add one.

    Signals:
        undoable: What to say of an act, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._incident_id: int | None = None
        self._not_added: dict[int, str] = {}
        self._facts: tuple[DeskFact, ...] = ()
        self.cards: list[ObjectionCard] = []
        self._list = column(gap=4)
        self.new = LineField(placeholder=_("What else might they say?"), longest=2_000)
        self.new.setAccessibleName(_("A new objection"))
        self.add = outlined_button(_("Add"), icon="add", small=True)
        self._problem = caption("", wrap=True)
        self._problem.hide()
        about = _("Say it as they would. To each, either you can show something, or they are right.")
        line = row(self.new, self.add, gap=8)
        line.setStretch(0, 1)
        stack(
            self, section_title(_("Objections")), caption(about, wrap=True), box(self._list), self._problem,
            line, gap=8,
        )  # fmt: skip
        self.add.clicked.connect(self._add)
        self.new.returnPressed.connect(self._add)

    def show_incident(self, incident_id: int) -> None:
        """Show the objections about a complaint; cards stay where they are, with what is being typed."""
        if incident_id != self._incident_id:
            self.forget()
            self.new.setText(self._not_added.pop(incident_id, ""))
        self._incident_id = incident_id
        rows = arguments(self._journal, incident_id)
        if [card.argument.argument_id for card in self.cards] != [one.argument_id for one in rows]:
            self._make_cards(rows)
        for card, one in zip(self.cards, rows, strict=True):
            card.show_argument(one)

    def show_facts(self, facts: Sequence[DeskFact]) -> None:
        """Offer the ticked facts as evidence."""
        self._facts = tuple(facts)
        for card in self.cards:
            card.show_facts(self._facts)

    def keep(self) -> None:
        """Save what was typed; an objection that was typed and not added is added."""
        for card in self.cards:
            card.saving.keep()
        if self._incident_id is not None and self.new.cleaned():
            self._add()

    def forget(self) -> None:
        """Let go of the complaint; a new objection that could not be added waits for it."""
        self.keep()
        if self._incident_id is not None and self.new.cleaned():
            self._not_added[self._incident_id] = self.new.cleaned()
        self._incident_id = None

    def _make_cards(self, rows: Sequence[ArgumentRow]) -> None:
        self._keep_typed(rows)
        clear(self._list)
        self.cards = [ObjectionCard(self._journal, one) for one in rows]
        for place, card in enumerate(self.cards):
            card.show_facts(self._facts)
            card.up.setEnabled(place > 0)
            card.down.setEnabled(place < len(rows) - 1)
            card.failed.connect(self._say)
            card.wanted.connect(lambda word, card=card: self._do(card, word))
            self._list.addWidget(card)

    def _keep_typed(self, rows: Sequence[ArgumentRow]) -> None:
        """Save what is being typed in cards that stay."""
        there = {one.argument_id for one in rows}
        for card in self.cards:
            if card.argument.argument_id in there:
                card.saving.keep()
            else:
                card.saving.forget()

    def _add(self) -> None:
        text = self.new.cleaned()
        if self._incident_id is None or not text:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            add_argument(self._journal, self._incident_id, ArgumentEntry(text))
        except (InvalidEntryError, JournalError) as error:
            self._say(f"{error.message} {error.advice}".strip())
            return
        self.new.clear()
        self.show_incident(self._incident_id)

    def _do(self, card: ObjectionCard, word: str) -> None:
        card.saving.keep()
        number, place = card.argument.argument_id, self.cards.index(card)
        if word == "trash":
            trash_argument(self._journal, number, now=self._now())
            self.undoable.emit(_("Objection taken away."))
        else:
            move_argument(self._journal, number, place + (1 if word == "down" else -1))
        if self._incident_id is not None:
            self.show_incident(self._incident_id)
        self._focus_again(number, word)

    def _focus_again(self, number: int, word: str) -> None:
        """Keep the focus at what was moved, else at the line for a new one."""
        card = next((one for one in self.cards if one.argument.argument_id == number), None)
        if card is None:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wished, other = (card.up, card.down) if word == "up" else (card.down, card.up)
        (wished if wished.isEnabled() else other).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
