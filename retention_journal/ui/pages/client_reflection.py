"""A client's Reflection tab: private notes, and after a loss the talk, the look back and the lessons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.clients import GONE, Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.i18n import _
from retention_journal.services.closings import rewrite_note, save_feelings, write_note
from retention_journal.services.contacts import trash_contact
from retention_journal.services.lessons import LessonView
from retention_journal.services.post_mortems import post_mortem
from retention_journal.services.reflections import LossView, PrivateNote, Reflection, reflection_of
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.dialogs.won_back import WonBackDialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import FlowLayout, box, clear, column
from retention_journal.ui.page import Page, TwoPanes, side_margin
from retention_journal.ui.pages.reflection_parts import AtTheDoor, LossBlock, NoteLine, never_printed
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, section_title

_SIDE, _SIDE_NARROW = 360, 288
_MOST_NOTES = 30
_BAR = 12  # room of the scroll bar, inside the margin


class ReflectionTab(Page):
    """What is written privately about one client. Nothing here can enter a report.

    Signals:
        post_mortem_wanted: Look back on this loss, by id.
    """

    post_mortem_wanted = Signal(int)

    watches = frozenset({"client", "loss", "closing_conversation", "post_mortem", "lesson", "interaction"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._reflection: Reflection | None = None
        self._shows_all = False
        self.all_notes = link_button("")
        self.note = TextField(placeholder=_("A note to yourself"), lines=3)
        self.note.setAccessibleName(_("A note to yourself"))
        self.keep_note = outlined_button(_("Keep the note"), small=True)
        self.mark_lost = outlined_button(_("Mark as lost…"), small=True)
        self.again = outlined_button(_("Client again"), small=True)
        self.at_the_door = AtTheDoor()
        self.losses, self.notes = column(gap=24), column(gap=0)
        self._lay_out()
        self._wire()

    def show_client(self, client_id: int) -> None:
        """Show what is written about ``client_id``."""
        if client_id != self._client_id:
            self._keep_drafts()
            self._client_id, self._reflection, self._shows_all = client_id, None, False
            self.note.setPlainText(self._draft("note"))
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        try:
            reflection = reflection_of(self._journal, self._client_id)
        except NotFoundError:
            return
        before, self._reflection = self._reflection, reflection
        self._show_losses(reflection)
        self._show_notes(reflection)
        self._show_door(before, reflection)
        gone = reflection.status in GONE
        self.mark_lost.setVisible(not gone)
        self.again.setVisible(gone or reflection.status is Status.PAUSED)

    def panes(self) -> Sequence[QWidget]:
        return [self.panes_widget.main, self.panes_widget.side]

    def take_focus(self) -> None:
        self.note.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_drafts()
        super().hideEvent(event)

    def mark_as_lost(self) -> None:
        """Open the dialog that marks this client as lost."""
        if self._client_id is None:
            return
        dialog = MarkLostDialog(self._journal, self._now, self, client_id=self._client_id)
        dialog.talked.connect(self._talk)
        self._open(dialog)

    # -- making it ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for button in (self.mark_lost, self.again):
            buttons.addWidget(button)
        self._no_loss = box(
            column(
                section_title(_("If they leave")),
                label(
                    _(
                        "Write it down the same day, ask for a closing conversation within a few, and keep "
                        "one lesson. What was written stays here, also when they come back."
                    ),
                    "ui",
                    colour="text_2",
                    wrap=True,
                ),
                gap=4,
            )
        )
        main = box(
            column(
                never_printed(),
                4,
                self.losses,
                self._no_loss,
                box(buttons),
                None,
                gap=10,
                margins=(0, 16, 0, 24),
            )
        )
        side = box(
            column(
                self.at_the_door,
                section_title(_("Private notes")),
                self.note,
                self.keep_note,
                self.notes,
                self.all_notes,
                None,
                gap=8,
                margins=(0, 16, 0, 24),
            )
        )
        self.panes_widget = TwoPanes(main, side, side_width=_SIDE, side_medium=_SIDE_NARROW)
        self._around = column(self.panes_widget, gap=0)
        self.setLayout(self._around)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_margin(self)
        self._around.setContentsMargins(side, 0, side - theme.px(_BAR), 0)

    def _wire(self) -> None:
        self.keep_note.clicked.connect(self._keep_note)
        self.mark_lost.clicked.connect(self.mark_as_lost)
        self.again.clicked.connect(self._win_back)
        self.all_notes.clicked.connect(self._toggle_notes)
        self.at_the_door.kept.connect(self._keep_feelings)

    def _show_losses(self, reflection: Reflection) -> None:
        clear(self.losses)
        self._no_loss.setVisible(not reflection.losses)
        for number, loss in enumerate(reflection.losses):
            if number:
                self.losses.addWidget(Rule())
            block = LossBlock(loss, post_mortem(self._journal, loss.loss_id), self._now().date())
            block.change_wanted.connect(self._change)
            block.talk_wanted.connect(lambda wanted: self._talk(reflection.client_id, wanted.loss_id))
            block.look_back_wanted.connect(lambda wanted: self.post_mortem_wanted.emit(wanted.loss_id))
            block.lesson_wanted.connect(self._write_lesson)
            block.rewrite_wanted.connect(self._rewrite_lesson)
            self.losses.addWidget(block)

    def _show_notes(self, reflection: Reflection) -> None:
        clear(self.notes)
        shown = reflection.notes if self._shows_all else reflection.notes[:_MOST_NOTES]
        for note in shown:
            line = NoteLine(note, self._now().date())
            line.change_wanted.connect(self._change_note)
            line.trash_wanted.connect(self._trash_note)
            self.notes.addWidget(line)
        self.all_notes.setVisible(len(reflection.notes) > _MOST_NOTES)
        self.all_notes.setText(
            _("Show fewer")
            if self._shows_all
            else _("Show all {n}").format(n=formats.number(len(reflection.notes)))
        )
        if not reflection.notes:
            self.notes.addWidget(
                caption(_("No notes yet. A note never counts as having been in touch."), wrap=True)
            )

    def _show_door(self, before: Reflection | None, reflection: Reflection) -> None:
        """Show the private page of the newest loss; words being written there are left alone."""
        self.at_the_door.setVisible(bool(reflection.losses))
        if not reflection.losses:
            return
        kept = reflection.losses[0].look_back.private_feelings
        known = before.losses[0].look_back.private_feelings if before and before.losses else None
        if kept != known:
            self.at_the_door.show_words(self._draft("door") or kept)
        if before is None:
            self.at_the_door.fold()

    def _toggle_notes(self) -> None:
        self._shows_all = not self._shows_all
        if self._reflection is not None:
            self._show_notes(self._reflection)

    # -- acts ---------------------------------------------------------------------------------------------

    def _keep_note(self) -> None:
        if self._client_id is None:
            return
        try:
            write_note(self._journal, self._client_id, self.note.toPlainText(), now=self._now())
        except InvalidEntryError as error:
            self.toast.emit(error.message)
            self.note.setFocus()
            return
        self.note.clear()
        kept_words.drop(self._journal.path, self._draft_name("note"))
        self.undoable.emit(_("The note is kept."))

    def _change_note(self, note: PrivateNote) -> None:
        dialog = NoteDialog(self._journal, note, self)
        dialog.undoable.connect(self.undoable)
        dialog.open()

    def _trash_note(self, note: PrivateNote) -> None:
        trash_contact(self._journal, note.interaction_id, now=self._now())
        self.undoable.emit(_("The note is in the trash."))

    def _keep_feelings(self, words: str) -> None:
        if self._reflection is None or not self._reflection.losses:
            return
        kept_words.drop(self._journal.path, self._draft_name("door"))
        if save_feelings(self._journal, self._reflection.losses[0], words):
            self.undoable.emit(_("Kept, and folded away."))

    def _win_back(self) -> None:
        if self._reflection is not None:
            whom = self._reflection
            dialog = WonBackDialog(self._journal, self._now, whom.client_id, whom.client, parent=self)
            dialog.undoable.connect(self.undoable)
            dialog.open()

    def _change(self, loss: LossView) -> None:
        self._open(MarkLostDialog(self._journal, self._now, self, client_id=self._client_id, loss=loss))

    def _talk(self, client_id: int, loss_id: int) -> None:
        dialog = ClosingConversationDialog(
            self._journal, self._now, self, client_id=client_id, loss_id=loss_id
        )
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _write_lesson(self, loss: LossView) -> None:
        self._open(LessonDialog(self._journal, self._now, self, loss_id=loss.loss_id))

    def _rewrite_lesson(self, lesson: LessonView) -> None:
        self._open(LessonDialog(self._journal, self._now, self, lesson=lesson))

    def _open(self, dialog: LessonDialog | MarkLostDialog) -> None:
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    # -- drafts -------------------------------------------------------------------------------------------

    def _keep_drafts(self) -> None:
        """Keep what was typed and not saved; words like those in the journal are no draft."""
        if self._client_id is None or self._reflection is None:
            return
        kept_words.keep(self._journal.path, self._draft_name("note"), {"words": self.note.toPlainText()})
        losses = self._reflection.losses
        feelings = self.at_the_door.words.toPlainText()
        if losses and feelings != losses[0].look_back.private_feelings:
            kept_words.keep(self._journal.path, self._draft_name("door"), {"words": feelings})

    def _draft(self, what: str) -> str:
        return kept_words.kept(self._journal.path, self._draft_name(what)).get("words", "")

    def _draft_name(self, what: str) -> str:
        return f"{what} {self._client_id}"


class NoteDialog(Dialog):
    """Says a private note in other words.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, note: PrivateNote, parent: QWidget) -> None:
        super().__init__(_("Private note"), _("Save"), parent, width=560)
        self._journal, self._note = journal, note
        self.words = TextField(note.text, lines=4)
        self.use_form(Form()).add("text", _("&Note"), self.words)
        self.words.setFocus()

    def submit(self) -> None:
        rewrite_note(self._journal, self._note.interaction_id, self.words.toPlainText())
        self.undoable.emit(_("The note is changed."))
