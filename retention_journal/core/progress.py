"""How long work reports how far it is and learns to stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told now and then how far a piece of work is.

    Raises:
        CancelledError: The person asked to stop.
    """

    def __call__(self, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` units are finished; ``total`` 0 means not known."""


def silent(done: int, total: int) -> None:
    """Report nothing and never ask to stop."""
