"""The questions of the start, the bed without slats: asked one by one, left and taken up again.

Every answer is kept as soon as it is given, and each is an act that can be undone.
Source: capabilities B1 and B3; ideas 3.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.expectations import LONGEST_TEXT, SAID, ItemState, progress
from retention_journal.i18n import _
from retention_journal.services import expectations as lists
from retention_journal.services.clients import client_entry
from retention_journal.services.expectation_items import expectations
from retention_journal.services.intake_questions import add_question, questions_for, trash_question
from retention_journal.services.people import people
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.intake_rows import Asked, IntakeRow, keys
from retention_journal.ui.fields import Choice, DateField, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.text_labels import Span, caption, label, section_title, spans
from retention_journal.ui.toast import announce
from retention_journal.ui.toggles import TickBox

_WIDTH = 860


class IntakeDialog(Dialog):
    """Asks the questions of the start of one client.

    Signals:
        toast: How far the list has come, said when it is left.
    """

    def __init__(
        self, journal: Journal, client_id: int, now: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(_("Questions of the start"), _("Done"), parent, width=_WIDTH)
        self._journal, self._client_id, self._now = journal, client_id, now
        client = client_entry(journal, client_id)
        self._kind: EngagementType = client.engagement_type
        self._touched = False
        known = [(one.contact_id, one.display_name) for one in people(journal, client_id, now().date())]
        self.by = Choice([(None, _("Nobody yet")), *known], known[0][0] if known else None)
        self.on = DateField(now().date(), self._today, past=True)
        self.rows: list[IntakeRow] = []
        self.progress = label("", "ui_medium", colour="text_2")
        self._list = column(gap=8)
        self.new = LineField(placeholder=_("One more question, in your own words"), longest=LONGEST_TEXT)
        self.every = TickBox(_("Ask it of every new client of this kind"))
        self.add_button = outlined_button(_("&Add"), icon="add", small=True)
        self.cancel_button.hide()
        self._lay_out(client.name)
        self._fill()
        self._wire()
        QTimer.singleShot(0, self, self.take_focus)

    def take_focus(self) -> None:
        """Put the focus on the first question without an answer."""
        at = next((one for one in self.rows if one.state.value() is ItemState.OPEN), None)
        self._focus(at or (self.rows[0] if self.rows else None))

    def submit(self) -> None:
        """Say how far it has come: all of it is kept."""
        self._keep_written()
        self._say()

    def keep_draft(self) -> None:
        if self.on.problem() or (self.on.day() or self._today()) > self._today():
            self.on.set_day(self._today())  # an answer is worth more than its day
        self._keep_written()
        self._say()

    # -- acts -----------------------------------------------------------------------------------------------

    def save(self, at: IntakeRow) -> None:
        """Keep what a row says; the first answer puts all questions on the client's list.

        Raises:
            InvalidEntryError: The day it was said is none, or has not come yet.
        """
        state: ItemState = at.state.value()
        said = self._said() if state in SAID else {}
        with self._journal.change(_("Answer a question")):
            item_id = self._item_of(at)
            text = at.answer.cleaned()
            kept = lists.answer(self._journal, item_id, state, text, today=self._today(), **said)
            at.asked = replace(at.asked, item_id=kept)
        self._take_over()

    def add(self) -> None:
        """Put one more question on the list, and ask new clients too where that is ticked."""
        text = self.new.cleaned()
        if not text:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self._journal.change(_("Add a question")):
            if self.every.isChecked():
                add_question(self._journal, self._kind, text)
                lists.start_intake(self._journal, self._client_id)
            else:
                lists.add_item(self._journal, self._client_id, text)
        self._touched = True
        self.new.clear()
        self._fill()
        self._focus(next((one for one in self.rows if one.asked.question == text), None))

    def move_row(self, at: IntakeRow, step: int) -> None:
        """Move a question up or down the list."""
        place = self.rows.index(at) + step
        if not 0 <= place < len(self.rows):
            return
        with self._journal.change(_("Move a question")):
            item_id, other = self._item_of(at), self._item_of(self.rows[place])
            order = [one.item_id for one in expectations(self._journal, self._client_id)]
            lists.move_item(self._journal, item_id, order.index(other))
        self._again(item_id)

    def mark_saved(self, at: IntakeRow) -> None:
        """Note that a question spared both a quarrel, or take that back."""
        on = None if at.asked.saved_on else self._today()
        with self._journal.change(_("Note that a question saved you")):
            item_id = self._item_of(at)
            lists.mark_saved(self._journal, item_id, on)
        self._again(item_id)

    def reword(self, at: IntakeRow, words: str) -> None:
        """Put a question in other words; the next clients are asked in these too."""
        if not words or words == at.asked.question:
            self._focus(at)
            return
        with self._journal.change(_("Reword a question")):
            item_id = lists.reword_item(self._journal, self._item_of(at), words, today=self._today())
        self._again(item_id)

    def drop(self, at: IntakeRow, *, for_all: bool = False) -> None:
        """Take a question off this list, or off every list to come as well."""
        place = self.rows.index(at)
        with self._journal.change(_("Take a question off the list")):
            item_id = self._item_of(at)
            origin = self._origin_of(item_id)
            if for_all and origin is not None:
                trash_question(self._journal, origin, now=self._now())
            lists.trash_item(self._journal, item_id, now=self._now())
        self._fill()
        self._focus(self.rows[min(place, len(self.rows) - 1)] if self.rows else None)

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self, client: str) -> None:
        letters, saved = keys()
        meant = (_("included"), _("not included"), _("assumed"), _("open"))  # as the letters stand
        told = spans(
            *_keys(*zip(letters, meant, strict=True)),
            *_keys((_("Enter"), _("writes the answer")), (saved, _("saved us"))),
            wrap=True,
            role="caption",
        )
        why = caption(
            _("A bed is sold without slats until somebody asks. Ask now what nobody mentions."), wrap=True
        )
        form = Form()
        form.add_row(("confirmed_by", _("&Who answers"), self.by), ("on", _("W&hen"), self.on))
        self.form = self._heading = form
        more = row(self.new, self.add_button, gap=8)
        more.setStretch(0, 1)
        head = row(section_title(client), None, self.progress, gap=12)
        below = row(self.every, None)
        stack(self.content, head, why, form, 4, told, self._list, 6, more, below, None, gap=8)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.new.returnPressed.connect(self.add)

    def _fill(self) -> None:
        """Show the list as it is kept, and the questions that are not on it yet as open."""
        clear(self._list)
        self.rows = []
        times = {one.question_id: (one.asked, one.saved) for one in questions_for(self._journal, self._kind)}
        held = [item for item in expectations(self._journal, self._client_id) if item.is_question]
        asked = [Asked.of_item(item, times.get(item.asked_from, (0, 0))) for item in held]
        fresh = [Asked.of_question(one) for one in lists.unasked(self._journal, self._client_id)]
        born = [one for one in fresh if one.born_from]
        for one in [*born, *asked, *(one for one in fresh if not one.born_from)]:
            self._add_row(one)
        self._tell()

    def _add_row(self, asked: Asked) -> None:
        made = IntakeRow(len(self.rows) + 1, asked)
        self.rows.append(made)
        self._list.addWidget(made)
        made.answered.connect(lambda: self._guarded(self.save, made))
        made.done.connect(lambda: self._next(made))
        made.step.connect(lambda step: self._go(made, step))
        made.moved.connect(lambda step: self.move_row(made, step))
        made.saved.connect(lambda: self.mark_saved(made))
        made.reworded.connect(lambda words: self._guarded(self.reword, made, words))
        made.dropped.connect(lambda: self.drop(made))
        made.never.connect(lambda: self.drop(made, for_all=True))

    def _guarded(self, act: Callable[..., None], *told: object) -> None:
        """Do ``act``, and show what is wrong at its field."""
        self._heading.clear_errors()
        try:
            act(*told)
        except InvalidEntryError as error:
            self._heading.show_error(error)
            self._pane.ensureWidgetVisible(self._heading)

    def _item_of(self, at: IntakeRow) -> int:
        """Return which line of the client's list a row is; the first act puts all questions on it."""
        self._touched = True
        if at.asked.item_id is None:
            lists.start_intake(self._journal, self._client_id)
            self._take_over()
        assert at.asked.item_id is not None  # noqa: S101 - it is on the list now: for the type checker
        return at.asked.item_id

    def _take_over(self) -> None:
        """Let every row know which line of the list it is, and what is kept of it."""
        left = [one for one in expectations(self._journal, self._client_id) if one.is_question]
        for shown in self.rows:
            known = shown.asked
            found = next(
                (
                    item
                    for item in left
                    if item.item_id == known.item_id
                    or (known.item_id is None and item.question == known.question)
                ),
                None,
            )
            if found is not None:
                left.remove(found)
                shown.show_saved(Asked.of_item(found, known.times))
        self._tell()

    def _origin_of(self, item_id: int) -> int | None:
        found = expectations(self._journal, self._client_id)
        return next(item.asked_from for item in found if item.item_id == item_id)

    def _again(self, item_id: int) -> None:
        """Show the list anew with the focus on one of its lines."""
        self._fill()
        self._focus(next((one for one in self.rows if one.asked.item_id == item_id), None))

    def _said(self) -> dict[str, Any]:
        """Return who answers, and when."""
        if problem := self.on.problem():
            raise InvalidEntryError("on", problem)
        if (self.on.day() or self._today()) > self._today():
            raise InvalidEntryError("on", _("This day has not come yet."))
        return {"confirmed_by": self.by.value(), "on": self.on.day()}

    def _tell(self) -> None:
        told = progress(one.state.value() for one in self.rows).sentence if self.rows else ""
        if told != self.progress.text():
            self.progress.setText(told)
            announce(self.progress, told)

    def _say(self) -> None:
        if self._touched:
            self.toast.emit(self.progress.text())

    def _keep_written(self) -> None:
        """Keep an answer that is still being written, or could not be kept for its day."""
        for one in self.rows:
            if one.answer.cleaned() != one.asked.answer or one.state.value() is not one.asked.state:
                self.save(one)

    def _next(self, at: IntakeRow) -> None:
        """Go to the next question; after the last one to the end of the list."""
        place = self.rows.index(at) + 1
        if place < len(self.rows):
            self._focus(self.rows[place])
        else:
            self.do_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, at: IntakeRow, step: int) -> None:
        place = self.rows.index(at) + step
        if 0 <= place < len(self.rows):
            self._focus(self.rows[place])

    def _focus(self, at: IntakeRow | None) -> None:
        if at is None:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        at.setFocus(Qt.FocusReason.TabFocusReason)
        if (lines := self.content.layout()) is not None:
            lines.activate()
        self._pane.ensureWidgetVisible(at, 0, 40)

    def _today(self) -> date:
        return self._now().date()


def _keys(*told: tuple[str, str]) -> list[Span]:
    """Return keys with what they do, the keys in strong letters."""
    found = []
    for key, does in told:
        found += [Span(key, "caption_medium", "text_2"), Span(f" {does}   ", "caption", "text_3")]
    return found
