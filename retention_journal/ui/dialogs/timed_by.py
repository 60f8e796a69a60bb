"""The choice of the expectation by which a promise is timed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from retention_journal.i18n import _
from retention_journal.services.turnaround import Timing, timings
from retention_journal.storage.journal import Journal
from retention_journal.ui.fields import Choice
from retention_journal.ui.text_labels import shortened
from retention_journal.ui.toggles import TickBox

_LONGEST_CHOICE = 70


class TimedBy(Choice):
    """One of the expectations of a client's agreement that have a turnaround, or none of them.

    A small request is always timed: by the one that is chosen, and by the first where none is.
    """

    def __init__(
        self, journal: Journal, today: Callable[[], date], line_key: str | None, *, small: TickBox
    ) -> None:
        """Make a choice without anything to choose; ``show_client`` fills it.

        Args:
            journal: Where the agreements are.
            today: Gives the day whose agreement is offered.
            line_key: What the promise was timed by until now.
            small: The tick that makes a small request of it.
        """
        super().__init__()
        self._journal, self._today, self._small = journal, today, small
        self._before, self._was_small = line_key, small.isChecked()
        self._is_chosen, self._choice = False, line_key
        self._timings: list[Timing] = []
        self.chosen.connect(self._keep)
        small.toggled.connect(lambda _checked: self._offer())

    @property
    def has_any(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._timings)

    def show_client(self, client_id: int | None) -> None:
        """Offer what is agreed with a client; None is nobody yet."""
        self._is_chosen = False
        today = self._today()
        self._timings = [] if client_id is None else timings(self._journal, client_id, today, self._before)
        self._offer()

    def line_key(self) -> str | None:
        """Return the expectation to be kept: the one chosen, else what follows from the tick."""
        if self._is_chosen:
            return self._choice or (self._usual() if self._small.isChecked() else None)
        if self._small.isChecked() == self._was_small:
            return self._before
        return self._usual() if self._small.isChecked() else None

    def _usual(self) -> str | None:
        """Return what a small request is timed by where nobody chose: the first that is agreed."""
        return self._before or (self._timings[0].line_key if self._timings else None)

    def _keep(self, line_key: str | None) -> None:
        self._is_chosen, self._choice = True, line_key

    def _offer(self) -> None:
        """Offer what there is; a small request is timed in any case."""
        small = self._small.isChecked()
        taken = self.line_key() or (self._usual() if small else None)
        options: list[tuple[str | None, str]] = [] if small else [(None, _("It is not timed"))]
        options += [(one.line_key, shortened(one.text, _LONGEST_CHOICE)) for one in self._timings]
        self.set_options(options, taken)
