"""Gentle marks under words that might read badly, and the list of reasons below: reachable by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from retention_journal.core import formats
from retention_journal.core.wording import Mark, check
from retention_journal.i18n import _, ngettext
from retention_journal.services.answer_ready import MOST_CHECKED
from retention_journal.ui import theme
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.state import remember, remembered
from retention_journal.ui.text_labels import Span, caption, spans
from retention_journal.ui.toggles import TickBox

_PAUSE_MS = 350
_KEPT, _SHOWN = "wording", "shown"


@dataclass(frozen=True)
class Marked:
    """A mark and the words it stands under, in one of the fields."""

    field: str
    words: str
    mark: Mark


class MarkedField(TextField):
    """A text in the client's language whose marked words are underlined."""

    def __init__(self, *, placeholder: str = "", lines: int = 2) -> None:
        super().__init__(placeholder=placeholder, lines=lines)
        self._marks: tuple[Mark, ...] = ()

    def set_language(self, language: str) -> None:
        """Say in which language it is written, for those to whom it is read."""
        self.setLocale(QLocale(language))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underline ``marks``, whose places are characters of the text as it stands."""
        self._marks = tuple(marks)
        self.setExtraSelections([self._selection(mark) for mark in marks])

    def marks(self) -> tuple[Mark, ...]:
        """Return what is underlined."""
        return self._marks

    def go_to(self, mark: Mark) -> None:
        """Put the cursor over the words of ``mark``."""
        self.setTextCursor(self._cursor(mark))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_marks"):
            self.show_marks(self._marks)

    def _selection(self, mark: Mark) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour("watch"))
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = self._cursor(mark), look
        return made

    def _cursor(self, mark: Mark) -> QTextCursor:
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text[: mark.start]))
        cursor.setPosition(_units(text[: mark.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


class WordingMarks(QWidget):
    """Looks at fields while one writes, and says below what it would look at twice. It never blocks.

    Signals:
        looked: Somebody said that the marks were looked at, or the marks are others now.
    """

    looked = Signal()

    def __init__(self, fields: Mapping[str, MarkedField]) -> None:
        super().__init__()
        self._fields = dict(fields)
        self._language = "en"
        self._looked_at = ""
        self.found: list[Marked] = []
        self.lines: list[LineToOpen] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        for field in self._fields.values():
            field.textChanged.connect(self._pause.start)

    def set_language(self, language: str) -> None:
        """Look at the fields as texts in ``language``."""
        self._language = language
        for field in self._fields.values():
            field.set_language(language)
        self.look()

    def look(self) -> None:
        """Look at the fields now."""
        self._pause.stop()
        shown = self.switch.isChecked()
        found = []
        for name, field in self._fields.items():
            text = field.toPlainText()[:MOST_CHECKED]
            marks = check(text, self._language) if shown else ()
            field.show_marks(marks)
            found += [Marked(name, text[mark.start : mark.end], mark) for mark in marks]
        if found != self.found:
            self.found = found
            self._make_lines()
        self._tell()

    def looked_at(self) -> str:
        """Return the words that were looked at, to be compared; "" where none were."""
        return self._looked_at

    def forget(self) -> None:
        """Let go of what was looked at, since it is another answer."""
        self._looked_at = ""
        self.agreed.setChecked(False)

    def is_shown(self) -> bool:
        """Say whether marks are wanted."""
        return self.switch.isChecked()

    def _lay_out(self) -> None:
        self.switch = TickBox(_("Show marks"))
        self.switch.setAccessibleDescription(
            _("Underlines words that blame, explain what nobody asked, or grovel.")
        )
        self.switch.setChecked(remembered(_KEPT).get(_SHOWN) is not False)
        self.switch.clicked.connect(self._switch)
        self.agreed = TickBox(_("I have looked at them"))
        self.agreed.clicked.connect(self._agree)
        self.told = caption("", wrap=True)
        self._list = column(gap=2)
        stack(self, row(self.switch, None), self.told, box(self._list), row(self.agreed, None), gap=4)

    def _make_lines(self) -> None:
        clear(self._list)
        self.lines = [self._line(one) for one in self.found]
        for line in self.lines:
            self._list.addWidget(line)

    def _line(self, one: Marked) -> LineToOpen:
        words = " ".join(one.words.split())
        told = [Span(f"{formats.quoted(words)} ", "ui_medium"), Span(one.mark.why, "ui", "text_2")]
        if one.mark.instead:
            instead = _("Perhaps: “{words}”").format(words=one.mark.instead)
            told.append(Span(f" {instead}", "ui", "text_2"))
        line = LineToOpen("".join(span.text for span in told))
        line.setAccessibleDescription(_("Enter goes to these words."))
        stack(line, spans(*told, wrap=True, role="ui"), margins=(4, 3, 4, 3))
        line.opened.connect(lambda: self._fields[one.field].go_to(one.mark))
        return line

    def _tell(self) -> None:
        n = len(self.found)
        text = ngettext("{n} place to read once more.", "{n} places to read once more.", n).format(n=n)
        if not n:
            text = _("Nothing here blames, explains unasked or grovels, as far as this check sees.")
        has_words = any(field.toPlainText().strip() for field in self._fields.values())
        self.told.setText(text)
        self.told.setVisible(self.is_shown() and has_words)
        self.agreed.setVisible(bool(n))
        if self.agreed.isChecked() and self._looked_at != self._words():
            self.agreed.setChecked(False)
        self.looked.emit()

    def _agree(self, on: bool) -> None:
        self._looked_at = self._words() if on else ""
        self.looked.emit()

    def _switch(self, on: bool) -> None:
        remember(_KEPT, {_SHOWN: on})
        self.look()

    def _words(self) -> str:
        return "\n".join(field.cleaned() for field in self._fields.values())


def _units(text: str) -> int:
    """Return how long Qt holds a text to be: signs beyond the common ones count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
