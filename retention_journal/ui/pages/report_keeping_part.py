"""Keeps what is written and chosen for a report, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _
from retention_journal.services import kept_reports
from retention_journal.services.promises import edit_promise, promise
from retention_journal.storage.journal import Journal
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.report_words import ReportWordsPane


class ReportKeeping:
    """Keeps the draft that stands in ``pane``.

    Attributes:
        is_refused: Whether what stands there cannot be kept as it is, such as a text that is too long.
    """

    def __init__(self, journal: Journal, now: Callable[[], datetime], pane: ReportWordsPane) -> None:
        self._journal, self._now, self._pane = journal, now, pane
        self.is_refused = False

    def keep(self, client_id: int, period: DayRange, language: str | None) -> bool:
        """Keep whatever is new; False where it is refused, which is said where it stands.

        Args:
            client_id: Who the report is for.
            period: What it is about.
            language: Its language; None leaves it as it is.
        """
        self.is_refused = False
        if not self._pane.has_unkept():
            return True
        words, chosen = self._pane.words(), self._pane.chosen
        content, reasons = chosen.content(), chosen.reasons()
        try:
            with self._journal.change(_("Write a report")):
                if self._pane.has_unkept_words():
                    kept_reports.save_words(self._journal, client_id, period, words, language=language)
                if chosen.has_unkept_content():
                    kept_reports.save_content(self._journal, client_id, period, content, language=language)
                for number, reason in reasons.items():
                    self._give_reason(number, reason)
        except InvalidEntryError as error:
            self.is_refused = True
            self._pane.show_error(error)
            return False
        except JournalError as error:
            show_error(error, self._pane)
            return False
        self._pane.take_kept(words)
        chosen.take_kept(content, reasons)
        return True

    def _give_reason(self, number: int, reason: str) -> None:
        entry = promise(self._journal, number).entry()
        edit_promise(self._journal, number, replace(entry, remark=reason), now=self._now())
