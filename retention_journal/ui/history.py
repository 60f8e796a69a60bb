"""Where the person has been: back and forward through pages, as in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 100


@dataclass(frozen=True)
class Stop:
    """A page and what it showed, such as "client" and ``{"client_id": 7}``."""

    page: str
    place: Mapping[str, Any] = field(default_factory=dict)


class History:
    """The stops, and which of them is shown."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def current(self) -> Stop | None:
        """The stop shown, or None before the first."""
        return self._stops[self._at] if self._stops else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop after this one."""
        return self._at < len(self._stops) - 1

    def go(self, stop: Stop) -> None:
        """Go on to ``stop``; what lay ahead is forgotten. The same stop again changes nothing."""
        if stop == self.current:
            return
        self._stops = [*self._stops[: self._at + 1], stop][-_LONGEST:]
        self._at = len(self._stops) - 1

    def drop(self) -> None:
        """Forget the stop shown, because there is nothing to see there any more."""
        del self._stops[self._at]
        self._at -= 1

    def back(self) -> Stop | None:
        """Go back one stop and return it, or None at the first."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self._stops[self._at]

    def forward(self) -> Stop | None:
        """Go forward one stop and return it, or None at the last."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self._stops[self._at]
