"""Pages: what the window shows beside its sidebar. A page is stale while hidden and fresh once shown.

A page emits wishes (``client_opened = Signal(int)``); only the window goes anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QSizePolicy, QWidget

from retention_journal.storage.journal import Changed
from retention_journal.ui import theme
from retention_journal.ui.icons import pixmap
from retention_journal.ui.layouts import Pane, Part, column, row, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import Label, label, page_title

if TYPE_CHECKING:
    from retention_journal.services.transfer.lists_out import Listed

NARROW, MEDIUM = 1024, 1280
_LARGE_TEXT = 1.5
MARGIN_WIDE, MARGIN_NARROW = 32, 20


class Page(QWidget):
    """One page. Say what it ``watches`` (names of tables) and write ``refresh``.

    ``toast`` puts a text in a toast; ``undoable`` says what was done and offers to undo it.

    Attributes:
        watches: Tables whose change makes the page stale.
    """

    toast = Signal(str)
    undoable = Signal(str)
    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True

    def refresh(self) -> None:
        """Show what the journal holds now."""

    def on_change(self, changed: Changed) -> None:
        """Take note of a change of the journal: refresh at once if visible, else when shown."""
        if changed.tables & self.watches:
            self.make_stale()

    def make_stale(self) -> None:
        """Refresh at once if visible, else when shown."""
        self._stale = True
        if self.isVisible():
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._freshen()
        super().showEvent(event)

    def _freshen(self) -> None:
        self._stale = False
        self.refresh()

    def open_place(self, **place: object) -> None:
        """Show what ``place`` names, such as ``client_id=7``; the window calls it before showing the page."""

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through, in reading order; each takes or passes on the focus."""
        return [self]

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        """Put the focus in the page's own search (Ctrl+F); False where it has none."""
        return False

    def save(self) -> bool:
        """Do what Ctrl+S means on this page; False where all is saved already."""
        return False

    def keep(self) -> None:
        """Save what was typed and waits for a pause; called before the journal is closed."""

    def preview(self) -> bool:
        """Open or close the preview at the side (F9); False where there is none."""
        return False

    def drop_words(self) -> str:
        """Return what is said while files are held above the window; "" where the window brings them in."""
        return ""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were let go above this page, where ``drop_words`` says that it does."""

    def list_shown(self) -> Listed | None:
        """Return the list that is shown, which can be saved as a table; None where there is none."""
        return None

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        """Return the page's commands by menu ("client", "report", …), shown there while it is open."""
        return {}


def action(
    owner: QObject, text: str, done: object, shortcut: str = "", *, icon: str = "", anywhere: bool = False
) -> QAction:
    """Return a command of ``owner`` that calls ``done``.

    Args:
        owner: The widget the command belongs to.
        text: With "&" before its letter in menus.
        done: Called without arguments.
        shortcut: "Ctrl+L", or "" for none.
        icon: Name of an icon, for the palette.
        anywhere: Whether its key works in the whole window.
    """
    made = QAction(text, owner)
    if shortcut:
        made.setShortcut(shortcut)
        made.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if anywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
    made.setData(icon)
    made.triggered.connect(lambda _checked=False: done())  # type: ignore[operator]
    if isinstance(owner, QWidget):
        owner.addAction(made)
    return made


class PageHeader(QWidget):
    """The head of a page: its title, a line below, and buttons at the right."""

    def __init__(self, title: str, subtitle: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title: Label = page_title(title)
        self.subtitle: Label = label(subtitle, "body", colour="text_2", wrap=True)
        if not subtitle:
            self.subtitle.hide()  # shown before it has a parent it would be a window of its own
        words = column(self.title, self.subtitle, gap=2)
        line = row(words, *buttons, gap=8)
        line.setStretch(0, 1)
        self.setLayout(line)

    def set_texts(self, title: str, subtitle: str = "") -> None:
        """Show another title and line."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))


def margins(page: QWidget) -> tuple[int, int, int, int]:
    """Return the margins of a page's content, smaller in a narrow window; unscaled, for ``stack``."""
    side = MARGIN_WIDE if page.window().width() >= MEDIUM * theme.scale() else MARGIN_NARROW
    return (side, 24, side, 24)


def side_margin(page: QWidget) -> int:
    """Return the room at the left and right of a page's content, in pixels."""
    return theme.px(margins(page)[0])


def empty_state(icon: str, headline: str, text: str = "", buttons: Sequence[QWidget] = ()) -> QWidget:
    """Return what stands in place of content that is not there yet.

    Args:
        icon: Name of an icon, drawn pale above.
        headline: What is so, such as "No clients yet."
        text: What to do about it.
        buttons: The way there.
    """
    made = QWidget()
    drawing = _Drawing(icon)
    words = [label(headline, "section", align=Qt.AlignmentFlag.AlignHCenter, wrap=True)]
    if text:
        words.append(label(text, "body", colour="text_2", align=Qt.AlignmentFlag.AlignHCenter, wrap=True))
    below: list[Part] = [row(None, *buttons, None)] if buttons else []
    lines = column(drawing, 4, *words, *([10] if below else []), *below, gap=6)
    lines.setAlignment(drawing, Qt.AlignmentFlag.AlignHCenter)
    inner = QWidget()
    inner.setMaximumWidth(theme.px(460))
    inner.setLayout(lines)
    around = row(None, inner, None)
    around.setStretch(1, 4)
    stack(made, None, around, None, margins=(24, 32, 24, 32))
    return made


class _Drawing(QWidget):
    """A large pale icon."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.setFixedSize(theme.px(36), theme.px(36))

    def paintEvent(self, _event: object) -> None:
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        painter.drawPixmap(self.rect(), pixmap(self._icon, "text_3", 36, self.devicePixelRatio()))


class TwoPanes(QWidget):
    """A main column and a right column with a hairline between; in a narrow window the right goes below."""

    folded_changed = Signal(bool)

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        *,
        side_width: int = 324,
        side_medium: int = 262,
    ) -> None:
        super().__init__()
        self.main, self.side = main, side
        self._widths = (side_width, side_medium)
        self._folded: bool | None = None
        self._rule = Rule(standing=True)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._both = QWidget()
        self._inner = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._both)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(main, 1, Qt.AlignmentFlag(0))
        self._inner.addWidget(self._rule)
        self._inner.addWidget(side, 0, Qt.AlignmentFlag(0))
        self.pane = Pane(self._both)
        self._line.addWidget(self.pane)
        self._arrange()

    def is_folded(self) -> bool:
        """Say whether the right column stands under the main one."""
        return bool(self._folded)

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale = theme.scale()
        window = self.window().width() / scale
        narrow = window < NARROW or (scale > _LARGE_TEXT and self.width() / scale < NARROW - 216)
        gap = theme.px(36 if window >= MEDIUM else 22)
        width = theme.px(self._widths[0] if window >= MEDIUM else self._widths[1])
        self._inner.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._inner.setSpacing(gap if not narrow else theme.px(28))
        self._rule.setVisible(not narrow)
        self.side.setMinimumWidth(0 if narrow else width)
        self.side.setMaximumWidth(16777215 if narrow else width)
        top = Qt.AlignmentFlag.AlignTop
        self._inner.setAlignment(self.side, Qt.AlignmentFlag(0) if narrow else top)
        self._inner.setAlignment(self.main, Qt.AlignmentFlag(0))
        if narrow != self._folded:
            self._folded = narrow
            self.folded_changed.emit(narrow)


def lay_out(page: Page, header: QWidget, content: QWidget | QLayout) -> None:
    """Give ``page`` its header and, below it to the edge, its content."""
    side = MARGIN_WIDE
    around = column(header, margins=(side, 24, side, 0))
    lines = column(around, gap=22)
    if isinstance(content, QLayout):
        lines.addLayout(content, 1)
    else:
        lines.addWidget(content, 1)
    page.setLayout(lines)


def focus_pane(panes: Sequence[QWidget], *, backwards: bool = False) -> None:
    """Move the focus to the next of ``panes``, or the one before."""
    now = QApplication.focusWidget()
    at = next(
        (n for n, pane in enumerate(panes) if now is pane or (now is not None and pane.isAncestorOf(now))), -1
    )
    step = -1 if backwards else 1
    for away in range(1, len(panes) + 1):
        pane = panes[(at + step * away) % len(panes)]
        if _focus_into(pane):
            return


def _focus_into(pane: QWidget) -> bool:
    if not pane.isVisible():
        return False
    if pane.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        pane.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    inside = [
        one
        for one in pane.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]
    if inside:
        inside[0].setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(inside)
