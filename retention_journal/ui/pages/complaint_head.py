"""The head of a complaint: its name, who said it and when, and the clock, large."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.incident_clock import Clock
from retention_journal.i18n import _
from retention_journal.services.incidents import IncidentView, answer_hours, save_words
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import icon_button, link_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge, role
from retention_journal.ui.pages.complaint_words import came_words, ended_words, large_clock
from retention_journal.ui.panels import Bar
from retention_journal.ui.text_labels import Span, caption, literal, shortened, spans
from retention_journal.ui.unsaved_words import UnsavedWords

_CLOCK_WIDTH, _NARROW = 226, 560
_LONGEST_TITLE, _LONGEST_NAME = 200, 48


class ClockFace(QWidget):
    """How long there is, large, with a bar of how much is gone and what to do."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._clock: Clock | None = None
        self._ended = ""
        self.figure = spans(role="figure")
        self.mark = LightBadge("watch", size=16, word_shown=False)
        self.bar = Bar()
        self.below = caption("", wrap=True)
        line = row(self.mark, self.figure, None, gap=7)
        self.setLayout(column(line, self.bar, self.below, gap=5))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.restyle()

    def show_clock(self, clock: Clock | None, ended: str) -> None:
        """Show a clock; without one, how the complaint stands."""
        self._clock, self._ended = clock, ended
        self.tick()

    def tick(self) -> None:
        """Show how long there is by now."""
        for part in (self.figure, self.bar):
            part.setVisible(self._clock is not None)
        if self._clock is None:
            self.mark.hide()
            self.below.setText(self._ended)
            self.setAccessibleName(self._ended)
            return
        told = large_clock(self._clock, self._now())
        ink = f"{role(told.light)}_text" if told.light else "text"
        self.figure.show_spans(
            [Span(told.figure, "figure", ink), Span(f"  {told.rest}", "caption", "text_3")]
        )
        self.mark.setVisible(bool(told.light))
        if told.light:
            self.mark.set_state(told.light)
        self.bar.show_share(told.share_gone, role(told.light) if told.light else "accent")
        is_late = told.light == "act"
        self.below.set_role("caption_medium" if is_late else "caption", "act_text" if is_late else "text_3")
        self.below.setText(told.below)
        self.setAccessibleName(" ".join(part for part in (told.figure, told.rest, told.below) if part))

    def light(self) -> str:
        """Return which light the clock shows now: "act" where it is late."""
        return "" if self._clock is None else large_clock(self._clock, self._now()).light

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.setFixedWidth(theme.px(_CLOCK_WIDTH))
        self.tick()


class TitleField(LineField):
    """The name of a complaint, looking like a title until one writes in it. Esc brings back what it was."""

    def restyle(self) -> None:
        """Take over the theme's sizes and colours."""
        self.setFont(theme.font("page"))
        self.setFixedHeight(theme.line("page") + theme.px(8))
        edge = f"border: 1px solid transparent; background: transparent; padding: 0 {theme.px(5)}px;"
        over = f"border: 1px solid {theme.css('border')};"
        empty = f"placeholder-text-color: {theme.css('text')};"
        focus = f"border: 2px solid {theme.css('focus')}; padding: 0 {theme.px(4)}px;"
        self.setStyleSheet(
            f"QLineEdit {{ {edge} {empty} }} QLineEdit:hover {{ {over} }} QLineEdit:focus {{ {focus} }}"
        )


class ComplaintHead(QWidget):
    """Name, client and clock of one complaint.

    Signals:
        client_opened: Open its client, by id.
        more_wanted: Show what else can be done with it.
        back_wanted: Show the list again, where it stands instead of this.
    """

    client_opened = Signal(int)
    more_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal = journal
        self._one: IncidentView | None = None
        self.title = TitleField(longest=_LONGEST_TITLE)
        self.title.setAccessibleName(_("What it is about"))
        self.title.installEventFilter(self)
        self.client = link_button("")
        self.came = caption("", wrap=False)
        self.clock = ClockFace(now)
        self.more = icon_button("more", _("More about this complaint"))
        self.back = icon_button("back", _("All complaints"))
        self.back.hide()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.title)
        self.unsaved = UnsavedWords(self.saving, {"title": self.title}, journal.path, "complaint title")
        self.client.clicked.connect(self._open_client)
        self.more.clicked.connect(self.more_wanted)
        self.back.clicked.connect(self.back_wanted)
        self._lay_out()

    def show_incident(self, one: IncidentView) -> None:
        """Show whose complaint it is and how it stands."""
        is_other = self._one is None or self._one.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
        self._one = one
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                if is_other or self.title.cleaned() != one.title:
                    self.title.setText(one.title)
                    self.title.setCursorPosition(0)
                self.title.setPlaceholderText(one.name)
        self.unsaved.show(one)
        self.client.setText(literal(shortened(one.client_name, _LONGEST_NAME)))
        self.client.setAccessibleName(_("Open {client}").format(client=one.client_name))
        self.came.setText("·  " + came_words(one))
        self.clock.show_clock(one.clock(answer_hours(self._journal)), ended_words(one))

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.unsaved.leave()
        self._one = None

    def fold(self, width: int) -> None:
        """Put the clock below where ``width``, in pixels at 100 %, is small."""
        is_narrow = width < _NARROW
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)
        self.clock.setContentsMargins(theme.px(6) if is_narrow else 0, 0, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = watched is self.title and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._one:
            self.saving.forget()
            self.title.setText(self._one.title)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        about = row(self.client, self.came, gap=6, margins=(6, 0, 0, 0))
        about.setStretch(1, 1)
        top = row(self.back, self.title, self.more, gap=4)
        top.setStretch(1, 1)
        words = box(column(top, about, None, gap=0))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(12))
        self._line.addWidget(words, 1)
        self._line.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._line)

    def _save(self) -> bool:
        if self._one is None:
            return True
        try:
            save_words(self._journal, self._one.incident_id, title=self.title.cleaned())
        except JournalError:  # it stays in the field, and is tried again
            return False
        return True

    def _open_client(self) -> None:
        if self._one is not None:
            self.client_opened.emit(self._one.client_id)
