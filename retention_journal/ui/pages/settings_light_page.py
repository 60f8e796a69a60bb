"""The settings of the light: every threshold in plain words, to be tried before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.light import SignalClass, SignalId
from retention_journal.core.light_rules import DEFAULT_RULES, LightRules
from retention_journal.core.progress import Progress
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.light_trial import Trial, try_rules
from retention_journal.services.own_rules import light_rules, set_light_rules
from retention_journal.services.portfolio import count_living
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import Part, box, clear, column, row, scrolled
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import MARGIN_WIDE, Page, PageHeader, lay_out
from retention_journal.ui.pages.settings_light import how_lights_combine
from retention_journal.ui.pages.settings_light_rows import SignalBlock
from retention_journal.ui.pages.settings_light_trial import TrialBar
from retention_journal.ui.pages.settings_parts import bounded
from retention_journal.ui.panels import Notice, Rule
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import Span, label

#: So long nothing is asked while somebody is typing a number.
DEBOUNCE_MS = 250
#: Beyond so many clients the answer is worked out beside the window.
_MANY_CLIENTS = 1_000
_WIDEST = 760
_ABOVE = 8
_LOWEST = 480  # in a page less high the line below the title makes room for the values
_GROUPS = {
    SignalClass.HARD: (
        N_("Something to mend"),
        N_("One of these at Act now makes the light Act now."),
    ),
    SignalClass.SOFT: (
        N_("One thing each"),
        N_("Two of these at Act now, or three things together, make the light Act now."),
    ),
    SignalClass.DRIFT: (
        N_("Changes of habit"),
        N_("Two at once count as one thing, and so does one beside a thing above. One alone is a note."),
    ),
}


class LightSettingsPage(Page):
    """The thresholds of the light. Values are tried first: the only settings that ask before they hold.

    Signals:
        settings_wanted: Go back to the settings.
    """

    settings_wanted = Signal()
    watches: ClassVar[frozenset[str]] = frozenset({"setting", "client"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], *, tasks: Tasks) -> None:
        super().__init__()
        self._journal, self._now, self._tasks = journal, now, tasks
        self._kept = light_rules(journal)
        self._tried: dict[str, int] = {}
        self._question = 0
        self._wanted: SignalBlock | None = None
        self._task: Task | None = None
        self._wait = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._wait.timeout.connect(self._ask)
        self.back_button = link_button(_("Settings"), icon="back")
        self.back_button.clicked.connect(self.settings_wanted)
        self.usual_button = link_button(_("All values back to the usual"))
        self.usual_button.clicked.connect(self._try_usual)
        self.blocks = [SignalBlock(signal, self._kept) for signal in (*SignalId, None)]
        for block in self.blocks:
            block.tried.connect(self._try)
        self._notices = column()
        self.trial = TrialBar()
        self.trial.keep_button.clicked.connect(self.keep)
        self.trial.leave_button.clicked.connect(self.leave)
        self._content = self._built()
        self._pane = scrolled(self._content)
        self._header = PageHeader(_("The light"))
        head = box(column(row(self.back_button, None), self._header, gap=2))
        below = column(self._pane, self.trial, gap=0)
        below.setStretch(0, 1)
        lay_out(self, head, below)
        self.trial.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.height() >= theme.px(_LOWEST)
        told = _("Try other values, see what they would change, then keep them or not.")
        self._header.set_texts(_("The light"), told if has_room else "")

    def refresh(self) -> None:
        """Show what the journal holds; values that are being tried stay."""
        self._kept = light_rules(self._journal)
        self._show()
        self._wait.start(0)

    def open_place(self, **place: object) -> None:
        """Unfold the signal that ``signal`` names, such as "S1"."""
        self._wanted = None
        for block in self.blocks:
            if place.get("signal") and block.signal == place["signal"] and block.names():
                block.open()
                self._wanted = block

    def take_focus(self) -> None:
        """Begin with the signal that was asked for, or with the first, where none is open."""
        if self._wanted is not None:
            self._wanted.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._wanted, partial(self._to_the_top, self._wanted))
        elif not any(block.open_button.isChecked() for block in self.blocks):
            self.blocks[0].open_button.setFocus()

    def _to_the_top(self, block: SignalBlock) -> None:
        top = block.mapTo(self._content, block.rect().topLeft()).y()
        self._pane.verticalScrollBar().setValue(top - theme.px(_ABOVE))

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return [self._content, *([self.trial] if self.trial.isVisible() else [])]

    def save(self) -> bool:
        """Keep the values tried; False where none are."""
        if not self._tried:
            return False
        self.keep()
        return True

    def keep(self) -> None:
        """Let the values tried hold from here on."""
        rules = self._rules()
        if rules is None or not self._tried:
            return
        tried, self._tried = self._tried, {}
        try:
            set_light_rules(self._journal, rules)
        except JournalError as error:
            self._tried = tried
            show_error(error, self.window(), retry=self.keep)
            return
        self._focus_back()
        self.undoable.emit(_("The light is set anew."))

    def leave(self) -> None:
        """Take the values back to what holds."""
        self._tried.clear()
        self._show()
        self._wait.start(0)
        self._focus_back()

    # -- inside -------------------------------------------------------------------------------------------

    def _built(self) -> QWidget:
        parts: list[Part] = [how_lights_combine(), self._notices]
        for weight, (title, told) in _GROUPS.items():
            said = label(_(told), "ui", colour="text_2", wrap=True)
            parts += [4, Rule(), column(label(_(title), "section", wrap=True), said, gap=2)]
            parts += [one for one in self.blocks if one.signal and one.signal.weight is weight]
        parts += [Rule(), self.blocks[-1], row(self.usual_button, None)]
        made = _Readable()
        made.setLayout(column(*parts, gap=14))
        made.setEnabled(not self._journal.is_read_only)
        return box(column(bounded(made), None, margins=(MARGIN_WIDE, 0, MARGIN_WIDE, 32)))

    def _try(self, name: str, value: int) -> None:
        if value == getattr(self._kept, name):
            self._tried.pop(name, None)
        else:
            self._tried[name] = value
        self._show()
        self._wait.start()

    def _try_usual(self) -> None:
        own = self._kept.differences().keys() | self._tried.keys()
        for name in own:
            self._try(name, getattr(DEFAULT_RULES, name))

    def _rules(self) -> LightRules | None:
        """Return the rules with what is tried; None where they cannot be."""
        return None if self._problem() else replace(self._kept, **self._tried)

    def _show(self) -> None:
        """Show the values, what cannot be of them, and that they are tried."""
        shown = replace(self._kept, **self._tried)
        error = self._problem()
        for block in self.blocks:
            block.show_rules(shown)
            block.show_errors({error.field: error.message} if error else {})
        self.usual_button.setVisible(bool(shown.differences()))
        self.trial.setVisible(bool(self._tried))
        if error:
            self.trial.show_problem(error.message)

    def _problem(self) -> InvalidEntryError | None:
        try:
            self._kept.changed(**self._tried)
        except InvalidEntryError as error:
            return error
        return None

    def _ask(self) -> None:
        """Find out what the values would change; with many clients beside the window."""
        rules = self._rules()
        if rules is None or not self.isVisible():
            return
        self._question += 1
        if self._task is not None:
            self._task.cancel()
        tell, now = partial(self._answer, self._question), self._now()
        if count_living(self._journal) <= _MANY_CLIENTS:
            tell(try_rules(self._journal, now, rules))
            return
        self.trial.show_asking()
        self._task = self._tasks.start(partial(_try_in, self._journal.path, now, rules), on_success=tell)

    def _answer(self, question: int, trial: Trial) -> None:
        if question != self._question:
            return  # the values are others by now
        clear(self._notices)
        if trial.has_many_red:
            self._notices.addWidget(_many_red(trial))
        if self._tried and self._problem() is None:
            self.trial.show_trial(trial)
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Scroll to the value at hand, which the bar below may have covered."""
        now = QApplication.focusWidget()
        if now is not None and self._content.isAncestorOf(now):
            self._pane.ensureWidgetVisible(now)

    def _focus_back(self) -> None:
        """Put the focus where values are tried; the bar that had it is gone."""
        opened = next((block for block in self.blocks if block.open_button.isChecked()), None)
        (opened.open_button if opened else self.back_button).setFocus()


class _Readable(QWidget):
    """A column no wider than lines are easy to read."""

    def __init__(self) -> None:
        super().__init__()
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.setMaximumWidth(theme.px(_WIDEST))


def _try_in(path: Path, now: datetime, rules: LightRules, progress: Progress) -> Trial:
    progress(0, 1)  # stops here where other values have been asked about meanwhile
    with JournalReader.open(path) as reader:
        return try_rules(reader, now, rules)


def _many_red(trial: Trial) -> Notice:
    told = ngettext(
        "{n} of your {clients} clients is at Act now.",
        "{n} of your {clients} clients are at Act now.",
        trial.red,
    ).format(n=trial.red, clients=trial.clients)
    advice = _("These values may be too tight for this work.")
    return Notice("watch", Span(told, "ui_strong"), Span(" " + advice, "ui"))
