"""What is shown in place of a locked journal: its name, one field, and nothing of what it holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.services.passphrases import is_sheet
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import link_button, primary_button, quiet_button
from retention_journal.ui.fields import SecretField, TextField
from retention_journal.ui.first_run import SUFFIX
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, column, row, scrolled, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label

_WIDTH = 420
_BLANK = 6  # left of the book in its picture
_HANGS = 9  # how far the quiet buttons stand out, so that their words are in line with the others
_TRIES = 5
_LONGEST_WAIT_S = 60


class LockedPage(QWidget):
    """Asks for the passphrase of a journal; each wish goes to whoever opens journals.

    After five that did not fit, each further one costs a wait that doubles.

    Signals:
        words_given: The passphrase, or the lines of the recovery sheet.
        open_wanted: Open the journal at this Path instead.
        start_wanted: Show the first page.
        quit_wanted: Close the program.
    """

    words_given = Signal(str)
    open_wanted = Signal(object)
    start_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._wrong = 0
        self._seconds_left = 0
        self.setWindowTitle(_("Retention Journal"))
        self.words = SecretField()
        self.sheet = TextField()
        self.sheet.setAccessibleName(_("Lines of the recovery sheet"))
        self._words_field = Field(_("&Passphrase"), self.words)
        self._sheet_field = Field(
            _("&Lines of the recovery sheet"), self.sheet, note=_("All six, as they are printed.")
        )
        self._sheet_field.hide()
        self.button = primary_button(_("Open"), _("Enter"))
        self.button.clicked.connect(self.go)
        self.other_button = link_button("")
        self.other_button.clicked.connect(self._change_way)
        self._ticker = QTimer(self)
        self._ticker.setInterval(1000)
        self._ticker.timeout.connect(self._tick)
        around = row(None, self._content(), None)
        around.setStretch(1, 6)
        page = box(column(None, around, None, None, margins=(28, 28, 28, 28)))
        stack(self, scrolled(page), gap=0)
        self._name_ways()
        self.words.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(1000), theme.px(680))

    def go(self) -> None:
        """Try what was written."""
        if self._seconds_left:
            return
        self._say("")
        if not self._by_sheet():
            self.words_given.emit(self.words.text())
        elif self._is_sheet():
            self.words_given.emit(self.sheet.toPlainText())

    def take(self, words: str) -> None:
        """Open it with what the keyring of the system has, unless somebody is typing or was wrong by now."""
        if not self.words.text() and not self._by_sheet() and not self._wrong:
            self.words_given.emit(words)

    def refuse(self, message: str) -> None:
        """Say that what was written does not open the journal; the field is ready for another try."""
        self._wrong += 1
        self._say(message)
        self.words.selectAll()
        (self.sheet if self._by_sheet() else self.words).setFocus()
        if self._wrong >= _TRIES:
            self._seconds_left = min(2 ** (self._wrong - _TRIES + 1), _LONGEST_WAIT_S)
            self._ticker.start()
            self._tick(first=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go()
        else:
            super().keyPressEvent(event)

    def _is_sheet(self) -> bool:
        """Say whether a whole sheet was typed; what is wrong with it is told, and is no try."""
        try:
            if is_sheet(self.sheet.toPlainText()):
                return True
            self._say(_("These are not the six lines of a recovery sheet."))
        except InvalidEntryError as error:
            self._say(error.message)
        self.sheet.setFocus()
        return False

    def _by_sheet(self) -> bool:
        return not self._sheet_field.isHidden()

    def _say(self, message: str) -> None:
        self._words_field.show_error("" if self._by_sheet() else message)
        self._sheet_field.show_error(message if self._by_sheet() else "")

    def _tick(self, *, first: bool = False) -> None:
        self._seconds_left -= 0 if first else 1
        self.button.setEnabled(not self._seconds_left)
        if not self._seconds_left:
            self._ticker.stop()
            self._wait.setText("")
            return
        told = ngettext("Try again in {n} second.", "Try again in {n} seconds.", self._seconds_left)
        self._wait.setText(told.format(n=self._seconds_left))

    def _change_way(self) -> None:
        by_sheet = not self._by_sheet()
        self._say("")
        self._sheet_field.setVisible(by_sheet)
        self._words_field.setVisible(not by_sheet)
        self._name_ways()
        (self.sheet if by_sheet else self.words).setFocus()

    def _name_ways(self) -> None:
        by_sheet = self._by_sheet()
        self.other_button.setText(
            _("Open it with the passphrase") if by_sheet else _("Forgotten? Open it with the recovery sheet")
        )

    def _content(self) -> QWidget:
        picture = QLabel()
        picture.setPixmap(icons.app_picture(48, self.devicePixelRatioF()))
        self._wait = caption("", wrap=True)
        inner = box(
            column(
                row(_HANGS - _BLANK, picture, None, gap=0),
                14,
                column(
                    label(self._path.stem, "page", wrap=True),
                    label(_("This journal is locked."), "body", colour="text_2", wrap=True),
                    12,
                    self._words_field,
                    self._sheet_field,
                    self._wait,
                    row(self.other_button, None, self.button, gap=10),
                    18,
                    Rule(),
                    gap=6,
                    margins=(_HANGS, 0, _HANGS, 0),
                ),
                4,
                self._foot(),
                gap=6,
            )
        )
        inner.setFixedWidth(theme.px(_WIDTH + 2 * _HANGS))
        return inner

    def _foot(self) -> QWidget:
        self.open_button = quiet_button(_("Open another journal…"))
        self.start_button = quiet_button(_("Other ways to begin"))
        self.quit_button = quiet_button(_("Quit"))
        self.open_button.clicked.connect(self._choose)
        self.start_button.clicked.connect(self.start_wanted)
        self.quit_button.clicked.connect(self.quit_wanted)
        return box(column(row(self.open_button, None, self.quit_button), row(self.start_button, None), gap=0))

    def _choose(self) -> None:
        kinds = _("Journals ({patterns})").format(patterns=f"*{SUFFIX}")
        dialog = QFileDialog(self, _("Open a journal"), str(self._path.parent), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_wanted.emit(Path(name)))
        dialog.open()
