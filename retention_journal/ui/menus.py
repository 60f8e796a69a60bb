"""The menu bar: the same commands as keys and palette; a menu without commands is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from retention_journal.core.text import folded
from retention_journal.i18n import N_, _
from retention_journal.ui.palette import Hit

#: Menus from left to right, by the names that pages use.
MENUS = {
    "journal": N_("&Journal"),
    "edit": N_("&Edit"),
    "go": N_("&Go"),
    "client": N_("&Client"),
    "report": N_("&Report"),
    "view": N_("&View"),
    "help": N_("&Help"),
}


class Menus:
    """Fills the menu bar from the window's commands and those of the page that is open."""

    def __init__(self, bar: QMenuBar) -> None:
        self._menus: dict[str, QMenu] = {}
        self._own: dict[str, list[QAction | None]] = {name: [] for name in MENUS}
        self._last: dict[str, list[QAction | None]] = {name: [] for name in MENUS}
        self._page: Mapping[str, Sequence[QAction]] = {}
        self._changed = set(MENUS)
        for name, title in MENUS.items():
            self._menus[name] = bar.addMenu(_(title))

    def add(self, menu: str, action: QAction | None, *, last: bool = False) -> None:
        """Add a command to ``menu``, or a line for None; ``last`` puts it below those of the page."""
        (self._last if last else self._own)[menu].append(action)
        self._changed.add(menu)

    def show_page_actions(self, actions: Mapping[str, Sequence[QAction]]) -> None:
        """Show the commands of the page that is open."""
        self._changed.update(self._page, actions)
        self._page = actions
        self.fill()

    def fill(self) -> None:
        """Fill anew the menus that have changed."""
        for name, menu in self._menus.items():
            if name not in self._changed:
                continue
            menu.clear()
            page: list[QAction | None] = [*self._page.get(name, ())]
            parts = [self._own[name], page, self._last[name]]
            for number, part in enumerate(part for part in parts if part):
                if number:
                    menu.addSeparator()
                for action in part:
                    menu.addSeparator() if action is None else menu.addAction(action)
            menu.menuAction().setVisible(any(parts))
        self._changed.clear()

    def menu(self, name: str) -> QMenu:
        """Return the menu ``name``."""
        return self._menus[name]

    def actions(self) -> Iterator[QAction]:
        """Yield every command that can be given now."""
        for name in MENUS:
            for action in (*self._own[name], *self._page.get(name, ()), *self._last[name]):
                if action is not None and action.isEnabled() and action.isVisible():
                    yield action

    def hits(self, query: str) -> Iterable[Hit]:
        """Yield the commands in which every word of ``query`` occurs, for the palette."""
        words = folded(query).split()
        for action in self.actions():
            title = plain(action.text())
            if all(word in folded(title) for word in words):
                yield Hit(
                    group=_("Do"),
                    title=title,
                    activate=action.trigger,
                    icon=str(action.data() or ""),
                    hint=action.shortcut().toString(action.shortcut().SequenceFormat.NativeText),
                )


def plain(text: str) -> str:
    """Return the text of a command as it is read: without the marks of Alt keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
