"""Making very many records that are all kept, without Python looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Keep Python from looking for what can be thrown away; afterwards it does as it did before.

    It looks through all of them again and again as their number grows, a third of the time for 5,000 clients
    or a board of 5,000 cards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
