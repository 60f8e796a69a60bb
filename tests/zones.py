"""The clock on the wall of another place, for tests of hours over summer time and journeys."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

needs_zones = pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="the zone of a process cannot be set here"
)


@contextmanager
def wall_of(zone: str) -> Iterator[None]:
    """Let this machine stand in a zone, such as "Europe/Oslo"."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
