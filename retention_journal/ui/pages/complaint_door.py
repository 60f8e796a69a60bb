"""Leave it at the door: what one would like to say and will not, before anything else is written."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.services.incident_feelings import Feelings, feelings, save_feelings
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.fields import TextField
from retention_journal.ui.icons import IconMark
from retention_journal.ui.layouts import FlowLayout, box, row, stack
from retention_journal.ui.segmented import Option
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox
from retention_journal.ui.unsaved_words import UnsavedWords

_STEPS = range(1, 6)
_DASH, _GAP = 3, 3


class Door(QWidget):
    """A dashed box for oneself alone. What is in it is stored apart, and no text for others can reach it."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._incident_id: int | None = None
        self._is_wrong = False
        self._make_fields()
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        scales = (self.load, self.mood)
        self.saving.watch(
            self.words, self.nothing, *(scale.button(value) for scale in scales for value in _STEPS)
        )
        self.unsaved = UnsavedWords(self.saving, {"words": self.words}, None, "door")
        self.words.textChanged.connect(self._words_changed)

    def show_incident(self, incident_id: int) -> None:
        """Show what was left about a complaint; what is being typed about the same one is left alone."""
        is_other = incident_id != self._incident_id
        if is_other:
            self.unsaved.leave()
        self._incident_id = incident_id
        if is_other or not self.saving.has_new:
            self._fill(incident_id)
        self.unsaved.show(incident_id)

    def keep(self) -> None:
        """Save what was typed."""
        self.saving.keep()

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.unsaved.leave()
        self._incident_id = None

    def _fill(self, incident_id: int) -> None:
        kept = feelings(self._journal, incident_id)
        with self.saving.filling():
            if self.words.cleaned() != kept.words:
                self.words.setPlainText(kept.words)
            self.nothing.setChecked(kept.waived)
            self.load.set_value(kept.own_load)
            self.mood.set_value(kept.own_mood)
        self._say("")
        self._words_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("border_strong"), 1)
        pen.setDashPattern([_DASH, _GAP])
        painter.setPen(pen)
        painter.setBrush(theme.colour("inset"))
        corner = theme.radius("panel")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)

    def _make_fields(self) -> None:
        self.words = TextField(placeholder=_("What you would like to say, and will not."), lines=2)
        self.words.setAccessibleName(_("Leave it at the door"))
        self.words.setAccessibleDescription(_("For you alone. It is never printed."))
        self.nothing = TickBox(_("Nothing to leave here"))
        load = [Option(value, str(value)) for value in _STEPS]
        self.load = OptionalSegmented(load, name=_("How much you had on, 1 quiet to 5 too much"), small=True)
        self.mood = OptionalSegmented(load, name=_("What day you had, 1 bad to 5 good"), small=True)

    def _lay_out(self) -> None:
        head = row(
            IconMark("closing", "text_2"), section_title(_("Leave it at the door")), None,
            IconMark("lock"), caption(_("never printed")), gap=6,
        )  # fmt: skip
        self._problem = label("", "caption_medium", colour="act_text", wrap=True)
        self._problem.hide()
        scales = FlowLayout(gap=16)
        scales.addWidget(_scale(_("How much you had on"), _("quiet"), self.load, _("too much")))
        scales.addWidget(_scale(_("Your day"), _("bad"), self.mood, _("good")))
        about = caption(_("If you like to note it. It is never judged, and nobody else sees it."), wrap=True)
        self.own = QWidget()
        stack(self.own, box(scales), about, gap=4)
        stack(
            self, head, self.words, self._problem, row(self.nothing, None), self.own,
            gap=8, margins=(14, 12, 14, 12),
        )  # fmt: skip

    def _save(self) -> bool:
        if self._incident_id is None:
            return True
        kept = Feelings(self.words.cleaned(), self.nothing.isChecked(), self.load.value(), self.mood.value())
        try:
            save_feelings(self._journal, self._incident_id, kept)
        except (InvalidEntryError, JournalError) as error:
            self._say(f"{error.message} {error.advice}".strip())
        else:
            self._say("")
        return not self._is_wrong

    def _say(self, problem: str) -> None:
        self._is_wrong = bool(problem)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _words_changed(self) -> None:
        """Where there are words, there is something to leave."""
        has_words = bool(self.words.cleaned())
        if has_words and self.nothing.isChecked():
            self.nothing.setChecked(False)
        self.nothing.setVisible(not has_words)


def _scale(name: str, least: str, choice: QWidget, most: str) -> QWidget:
    made = QWidget()
    ends = row(caption(least), choice, caption(most), None, gap=6)
    ends.setAlignment(choice, Qt.AlignmentFlag.AlignVCenter)
    stack(made, label(name, "ui", colour="text_2"), ends, gap=3)
    return made
