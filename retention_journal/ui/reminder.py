"""The reminder at nine o'clock, and the icon in the system's tray it comes from.

Both are the person's choice, and both are left out without a word where the system has no tray.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from retention_journal.core.errors import JournalError
from retention_journal.i18n import N_, _, ngettext
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.icons import app_icon
from retention_journal.ui.put_off import put_off_until

if TYPE_CHECKING:
    from retention_journal.ui.morning_ahead import MorningAhead

_EACH_MINUTE_MS = 60_000
_SHOWN_MS = 20_000
#: A computer that wakes up later than this does not speak of the morning any more.
_LATEST = timedelta(hours=3)
_LIKE_MARKS = frozenset("<&")
_IN_WORDS = {
    1: N_("One call today."),
    2: N_("Two calls today."),
    3: N_("Three calls today."),
    4: N_("Four calls today."),
    5: N_("Five calls today."),
}


class Tray(Protocol):
    """What the reminder wants of the system's tray."""

    def is_there(self) -> bool:
        """Say whether the system has a tray."""

    def show_icon(self, shown: bool) -> None:
        """Show the icon, or take it away."""

    def say(self, headline: str, text: str) -> None:
        """Show a message for a while."""

    def when_clicked(self, act: Callable[[], object]) -> None:
        """Call ``act`` when the icon or its message is clicked."""


def as_it_is(headline: str, text: str, platform: str = sys.platform) -> tuple[str, str]:
    """Return the headline and the text of a message so that the system shows both as they are.

    Outside Windows and macOS a text may be read as marks, which Qt does not prevent; a headline is not.
    Source: freedesktop.org, Desktop Notifications Specification, "Markup".
    """
    if platform in {"win32", "darwin"} or not _LIKE_MARKS & set(text):
        return headline, text
    return f"{headline} {text}", ""


class SystemTray:
    """The tray of this computer; its icon is made when it is first shown."""

    def __init__(self) -> None:
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._act: Callable[[], object] = lambda: None

    def is_there(self) -> bool:
        """Say whether the system has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_icon(self, shown: bool) -> None:
        """Show the icon, or take it away."""
        if self._icon is None:
            if not shown:
                return
            self._icon = self._made()
        self._icon.setVisible(shown)

    def say(self, headline: str, text: str) -> None:
        """Show a message for a while."""
        if self._icon is not None and self._icon.supportsMessages():
            self._icon.showMessage(*as_it_is(headline, text), app_icon(), _SHOWN_MS)

    def when_clicked(self, act: Callable[[], object]) -> None:
        """Call ``act`` when the icon or its message is clicked."""
        self._act = act

    def _made(self) -> QSystemTrayIcon:
        made = QSystemTrayIcon(app_icon())
        made.setToolTip("Retention Journal")
        made.activated.connect(self._activated)
        made.messageClicked.connect(self._clicked)
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._fill)  # each time, in the language spoken by then
        self._fill()
        made.setContextMenu(self._menu)
        return made

    def _fill(self) -> None:
        if self._menu is not None:
            self._menu.clear()
            self._menu.addAction(_("Show Retention Journal")).triggered.connect(self._clicked)

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how is not QSystemTrayIcon.ActivationReason.Context:
            self._clicked()

    def _clicked(self) -> None:
        self._act()


class Reminder(QObject):
    """Says once, at the time that is set and on days that are worked, whom to call.

    It looks at the clock each minute, since a timer for a whole night does not survive the computer's sleep.

    Signals:
        wanted: The person clicked: show the window.
    """

    wanted = Signal()

    def __init__(self, settings: SettingsFile, now: Callable[[], datetime], tray: Tray) -> None:
        super().__init__()
        self._settings, self._now, self._tray = settings, now, tray
        self._journal: Journal | None = None
        self._looked_at = now()
        self._said_on: date | None = None
        self._ahead: MorningAhead | None = None
        self._is_to_say = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH_MINUTE_MS)
        self._timer.timeout.connect(self.look)
        tray.when_clicked(self.wanted.emit)
        settings.on_change(self._show_icon)

    def follow(self, journal: Journal | None) -> None:
        """Speak of the calls in ``journal`` from here on; of None there is nothing to say."""
        self._journal, self._is_to_say = journal, False
        self._looked_at = self._now()
        if self._ahead is not None:
            self._ahead.stop()
            self._ahead = None
        if journal is None:
            self._timer.stop()
            self._tray.show_icon(False)
        else:
            from retention_journal.ui.morning_ahead import MorningAhead

            self._ahead = MorningAhead(journal, self._now, self)
            self._ahead.ready.connect(self._say)
            self._timer.start()
            self._show_icon(self._settings.current)

    def look(self) -> None:
        """Look at the clock, and speak where the time has come since it was looked at last."""
        before, now = self._looked_at, self._now()
        self._looked_at = now
        self._show_icon(self._settings.current)
        if self._journal is None or not self._settings.current.reminder or not self._tray.is_there():
            return
        if self._said_on == now.date() or not _is_time(self._journal, before, now):
            return
        self._said_on = now.date()
        self._is_to_say = True
        if self._ahead is not None and self._ahead.is_at_hand():
            self._say()

    def _say(self) -> None:
        """Say whom to call, in a big journal as soon as that is known."""
        if self._journal is None or not self._is_to_say:
            return
        self._is_to_say = False
        message = _message(self._journal, self._now())
        if message:
            self._tray.show_icon(True)  # also where it is switched off: a message needs one for that moment
            self._tray.say(*message)

    def _show_icon(self, settings: Settings) -> None:
        self._tray.show_icon(self._journal is not None and settings.tray and self._tray.is_there())


def _is_time(journal: JournalReader, before: datetime, now: datetime) -> bool:
    """Say whether nine o'clock of a day that is worked came after ``before`` and not too long ago."""
    from retention_journal.services.own_rules import nine_oclock, working_days_of

    try:
        at = datetime.combine(now.date(), nine_oclock(journal).at)
        return before < at <= now < at + _LATEST and working_days_of(journal, now.date()).is_working(
            now.date()
        )
    except JournalError:
        return False  # the file is away for the moment; nobody asked, so nobody need be told


def _message(journal: JournalReader, now: datetime) -> tuple[str, str] | None:
    """Return how many calls there are and who is first; None where there are none."""
    from retention_journal.services.morning import morning
    from retention_journal.services.portfolio import client_facts

    try:
        calls = morning(journal, now, put_off_until(journal.path)).calls
        if not calls:
            return None
        first = client_facts(journal, calls[0].client_id, now.date())
    except JournalError:
        return None
    many = len(calls)
    told = _(_IN_WORDS[many]) if many in _IN_WORDS else _several(many)
    return told, _("{name} first.").format(name=first.primary_contact or first.name)


def _several(many: int) -> str:
    return ngettext("{n} call today.", "{n} calls today.", many).format(n=many)
