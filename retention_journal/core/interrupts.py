"""Ctrl+C in the middle of something that must be whole: it waits until that is done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl+C wait until the block has ended, however it ended.

    For what is short and lies in two places, such as a file and the record that it went out: an interruption
    between the two would leave the one without the other.

    Raises:
        KeyboardInterrupt: It was pressed meanwhile; the block has ended well.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
