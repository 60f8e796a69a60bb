"""Dialogs: Ctrl+Enter finishes, Esc closes and asks nothing, the content scrolls and the buttons stay."""

from __future__ import annotations

import base64
from contextlib import suppress

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.settings import SettingsFile
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, outlined_button, primary_button
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import Pane, row
from retention_journal.ui.text_labels import Label, caption, window_title


class _Foot(QFrame):
    """The strip of buttons."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("inset"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))


class Dialog(QDialog):
    """The frame of every dialog: content that scrolls, a note and the buttons below.

    Fill ``content`` with a layout, write ``submit`` (call the service; raise ``InvalidEntryError`` as it
    comes) and show the dialog with ``open()``, or ``show()`` where the window stays usable. It is deleted
    when closed. A dialog with a draft overrides ``keep_draft``, which is called on Esc and Cancel.

    Signals:
        toast: What to say of a draft that was kept.
    """

    toast = Signal(str)

    def __init__(
        self,
        title: str,
        do: str,
        parent: QWidget,
        *,
        note: str = "",
        width: int = 640,
        cancel: str = "",
        settings: SettingsFile | None = None,
        name: str = "",
    ) -> None:
        """Make a dialog.

        Args:
            title: Of its window.
            do: Text of the button that finishes, a verb.
            parent: The window it belongs to.
            note: A caption left of the buttons.
            width: In pixels at 100 % text size.
            cancel: Text of the button that closes; "Cancel" unless told.
            settings: Where its size is remembered, together with ``name``.
            name: What it is remembered by.
        """
        super().__init__(parent)
        self._settings, self._name, self._width = settings, name, width
        self._sized = False
        #: Whether it stays open because what was written cannot be kept otherwise.
        self.holds_words = False
        self.setWindowTitle(window_title(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form: Form | None = None
        self.content = QWidget()
        self._scale = theme.scale()
        self._pad()
        self.note: Label = caption(note, wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.cancel_button: Button = outlined_button(cancel or _("Cancel"))
        self.do_button: Button = primary_button(do, _("Ctrl+Enter"))
        self.cancel_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.accept)
        self._pane = Pane(self.content)
        self._foot = _Foot()
        self.buttons = row(self.note, self.cancel_button, self.do_button, gap=10, margins=(20, 14, 20, 14))
        self.buttons.setStretch(0, 1)
        self._foot.setLayout(self.buttons)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._pane, 1)
        lines.addWidget(self._foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def restyle(self) -> None:
        """Grow or shrink with the text, as far as the screen has room."""
        grown, self._scale = theme.scale() / self._scale, theme.scale()
        self._pad()
        if grown != 1 and self._sized:
            room = self.screen().availableGeometry()
            width, height = round(self.width() * grown), round(self.height() * grown)
            self.resize(min(width, room.width() - 40), min(height, room.height() - 80))

    def submit(self) -> None:
        """Do what the dialog is for; raise ``InvalidEntryError`` to stay open."""

    def keep_draft(self) -> bool | None:
        """Keep what was written, because the dialog is left without finishing.

        Returns:
            Whether it could be kept; None where nothing was written.
        """
        return None

    def told_of_draft(self) -> str:
        """Return what to say of a draft that was kept."""
        return _("Draft kept. It is here when you come back.")

    def use_form(self, form: Form) -> Form:
        """Show ``form`` as the content; errors of ``submit`` appear in it."""
        self.form = form
        lines = QVBoxLayout(self.content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(form)
        lines.addStretch(1)
        return form

    def show_invalid(self, error: InvalidEntryError) -> None:
        """Show what is wrong with a field; without a form, beside the buttons."""
        if self.form is not None:
            self.form.show_error(error)
            self._make_room()
            return
        self._warn(f"{error.message} {error.advice}".strip())

    def accept(self) -> None:
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)
            return
        self._keep_size()
        super().accept()

    def reject(self) -> None:
        """Close and keep what was written; where that is not possible, say so and close the second time."""
        is_kept = self.keep_draft()
        self.holds_words = is_kept is False and not self.holds_words
        if self.holds_words:
            self._warn(_("What you wrote cannot be kept as a draft now. Leave once more to let it go."))
            self._make_room()
            return
        if is_kept:
            self.toast.emit(self.told_of_draft())
        self._keep_size()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and self.result() != QDialog.DialogCode.Accepted:
            self.reject()
        if self.holds_words:
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            return  # Enter belongs to the field; Ctrl+Enter finishes
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._sized:
            self._sized = True
            self._put_buttons_last()
            self._take_size()
        super().showEvent(event)

    def _warn(self, told: str) -> None:
        self.note.set_role("caption_medium", "act_text")
        self.note.setText(told)

    def _pad(self) -> None:
        self.content.setContentsMargins(*(theme.px(side) for side in (22, 18, 22, 18)))

    def _put_buttons_last(self) -> None:
        """Let Tab come to the buttons after all that was put into the content since."""
        lines = self.layout()
        if lines is not None:
            self._foot.setParent(None)
            lines.addWidget(self._foot)
            self._foot.show()

    def _take_size(self) -> None:
        width = theme.px(self._width)
        room = self.screen().availableGeometry()
        height = self._needed_height(width)
        kept = self._settings.view(f"dialog.{self._name}") if self._settings and self._name else None
        if isinstance(kept, str) and self.restoreGeometry(QByteArray(base64.b64decode(kept, validate=False))):
            return
        self.resize(min(width, room.width() - 40), min(height, room.height() - 80))

    def _needed_height(self, width: int) -> int:
        """Return how high a dialog of ``width`` is that shows all of its content."""
        if (lines := self.content.layout()) is not None:
            lines.activate()
        inner = self.content.heightForWidth(width) if self.content.hasHeightForWidth() else -1
        return max(inner, self.content.sizeHint().height()) + self._foot.sizeHint().height() + 2

    def _make_room(self) -> None:
        """Grow where what is wrong pushed a field out of view, as far as the screen has room."""
        most = self.screen().availableGeometry().height() - 80
        needed = min(self._needed_height(self.width()), most)
        if needed > self.height():
            self.resize(self.width(), needed)

    def _keep_size(self) -> None:
        if self._settings is not None and self._name:
            state = base64.b64encode(self.saveGeometry().data()).decode()
            self._settings.keep_view(f"dialog.{self._name}", state)


def leave_dialogs(window: QWidget, *, anyhow: bool) -> bool:
    """Close the dialogs that are open over ``window`` as Esc does: what was written is kept as a draft.

    Args:
        window: Whose dialogs they are.
        anyhow: Whether one is closed too whose words can be kept nowhere.

    Returns:
        Whether none stays open for its words.
    """
    dialogs = [dialog for dialog in window.findChildren(Dialog) if dialog.isVisible()]
    for dialog in dialogs:
        with suppress(JournalError):  # it could not be saved, and is kept as a draft
            dialog.reject()
            if anyhow and dialog.holds_words:
                dialog.reject()
    return not any(dialog.holds_words for dialog in dialogs)
