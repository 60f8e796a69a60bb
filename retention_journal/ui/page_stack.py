"""The pages of the window: registered by name, built when first shown, kept, built anew for a new size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from retention_journal.storage.journal import Journal
from retention_journal.ui.page import Page

#: Where a page stands that can be reached from anywhere and belongs to none in the sidebar.
NOWHERE = "nowhere"


@dataclass(frozen=True)
class Place:
    """A registered page; see ``MainWindow.add_page``."""

    title: str
    icon: str
    factory: Callable[[], Page]
    group: str | None = None
    count: Callable[[], int | None] | None = None
    under: str = ""


class PageStack(QStackedWidget):
    """Pages one above the other; ``toast`` and ``undoable`` pass on what any of them says."""

    toast = Signal(str)
    undoable = Signal(str)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}

    def register(self, name: str, place: Place) -> None:
        """Let ``name`` be built from ``place``."""
        self._places[name] = place

    def places(self) -> dict[str, Place]:
        """Return what is registered, in order."""
        return self._places

    def in_sidebar(self) -> Iterator[tuple[str, Place]]:
        """Yield the pages that have a line of their own in the sidebar."""
        return ((name, place) for name, place in self._places.items() if not place.under)

    def page(self, name: str) -> Page:
        """Return the page ``name``, built now if it is not yet."""
        if name not in self._pages:
            made = self._places[name].factory()
            made.toast.connect(self.toast)
            made.undoable.connect(self.undoable)
            self._journal.on_change(made.on_change)
            self.addWidget(made)
            self._pages[name] = made
        return self._pages[name]

    def built(self) -> dict[str, Page]:
        """Return the pages built so far by name."""
        return dict(self._pages)

    def forget(self, but: str = "") -> None:
        """Let all pages be built anew when shown next, except ``but`` and those with words not yet saved."""
        for name, page in self.built().items():
            if name != but and not _is_written_in(page):
                del self._pages[name]
                self._journal.stop_telling(page.on_change)
                self.removeWidget(page)
                page.hide()
                page.deleteLater()

    def stop_listening(self) -> None:
        """Let no page hear of changes any more."""
        for page in self._pages.values():
            self._journal.stop_telling(page.on_change)


def _is_written_in(page: QWidget) -> bool:
    """Say whether somebody has typed into a field of ``page`` since it was filled."""
    lines = any(field.isModified() for field in page.findChildren(QLineEdit))
    return lines or any(field.document().isModified() for field in page.findChildren(QPlainTextEdit))
