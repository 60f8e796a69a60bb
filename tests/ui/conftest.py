"""What every test of the window has in common: it leaves nothing on the screen for the next one."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Let closed widgets end with their own test.

    pytest-qt asks for their end; without an event loop nobody would see to it until some later test waits
    for something, and until then they are restyled, run their timers and ask a journal that is closed.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
