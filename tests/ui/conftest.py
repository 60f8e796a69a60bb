"""What every test of the window has in common: it leaves nothing on the screen for the next one."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

#: What `make check` runs of the window: one whole day, and the list played by keys alone.
_EVERYDAY = ("test_whole_day.py", "test_today.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a window, so that the everyday run can pass it over."""
    for item in items:
        if item.path.parent.name == "ui" and item.path.name not in _EVERYDAY:
            item.add_marker(pytest.mark.window)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Let closed widgets end with their own test.

    pytest-qt asks for their end; without an event loop nobody would see to it until some later test waits
    for something, and until then they are restyled, run their timers and ask a journal that is closed.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
