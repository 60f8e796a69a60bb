"""A view of a PDF with its bar: the page in sight, and how large pages are shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.settings import SettingsFile
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, Kind, icon_button
from retention_journal.ui.layouts import row
from retention_journal.ui.panels import Panel, Rule
from retention_journal.ui.pdf_layout import LARGEST, SMALLEST, Fit, Showing
from retention_journal.ui.pdf_view import PdfView
from retention_journal.ui.text_labels import label, literal

_OFFERED = (50, 75, 100, 125, 150, 200, 300, 400)
_AS_ON_PAPER = 100


class PageBar(Panel):
    """Turns the pages of a view: back, "Page 1 of 3", on, and how large they are shown."""

    def __init__(self, view: PdfView) -> None:
        super().__init__(strong=True)
        self._view = view
        self.back = icon_button("back", _("Page before"), small=True)
        self.on = icon_button("forward", _("Next page"), small=True)
        self.words = label("", "ui_medium", align=Qt.AlignmentFlag.AlignHCenter)
        self.size_button = Button(_("Whole page"), Kind.QUIET, small=True)
        self.menu = QMenu(self.size_button)
        self.menu.aboutToShow.connect(self._offer_sizes)
        self.size_button.open_menu(self.menu)
        parts = (self.back, self.words, self.on, Rule(standing=True), self.size_button)
        self.setLayout(row(*parts, gap=6, margins=(6, 3, 6, 3)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.clicked.connect(lambda: view.turn(-1))
        self.on.clicked.connect(lambda: view.turn(1))
        view.page_changed.connect(lambda _page: self._show())
        view.showing_changed.connect(lambda _showing: self._show())
        self._show()

    def _offer_sizes(self) -> None:
        self.menu.clear()
        add_sizes(self.menu, self._view)

    def _show(self) -> None:
        page, count, showing = self._view.page(), self._view.page_count(), self._view.showing()
        text = _("Page {n} of {all}").format(n=formats.number(page), all=formats.number(count))
        self.words.setText(text if count else _("No page yet"))
        self.back.setEnabled(page > showing.together)
        self.on.setEnabled(-(-page // showing.together) < -(-count // showing.together))
        size = size_words(showing)
        self.size_button.setText(size)
        self.size_button.setAccessibleName(_("Size of the pages: {size}").format(size=size))
        self.size_button.setEnabled(bool(count))
        self.adjustSize()


class PdfPane(QWidget):
    """A view of a PDF with its page bar at the lower edge."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PdfView()
        self.bar = PageBar(self.view)
        self.view.setParent(self)
        self.bar.setParent(self)
        self.setFocusProxy(self.view)
        self._settings: tuple[SettingsFile, str] | None = None
        self._is_narrow = False
        self._chosen = Showing()
        self.view.page_changed.connect(lambda _page: self._place())
        self.view.showing_changed.connect(self._take)
        self.view.menu_wanted.connect(lambda place: self.menu().popup(place))

    def remember_in(self, settings: SettingsFile, name: str) -> None:
        """Show pages as kept under ``name``, and keep what is chosen from here on."""
        self._settings = (settings, f"pages.{name}")
        self._chosen = _showing(settings.view(f"pages.{name}"))
        self.set_narrow(self._is_narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Show pages as wide as there is room where whole ones would be too small to read."""
        self._is_narrow = narrow
        self.view.show_as(Showing(Fit.WIDTH) if narrow else self._chosen)

    def menu(self) -> QMenu:
        """Return what can be done with the pages, for the mouse and the menu key."""
        menu, view = QMenu(self), self.view
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(_("&Copy"))
        copy.setEnabled(bool(view.marked_text()))
        copy.triggered.connect(lambda _checked: view.copy())
        menu.addAction(_("Select &all")).triggered.connect(lambda _checked: view.mark_all())
        links = [link for link in view.links(view.page()) if link.address]
        if links:
            menu.addSeparator()
        for link in links:
            made = menu.addAction(_("Open {address}").format(address=literal(link.address)))
            made.triggered.connect(lambda _checked=False, link=link: view.open_link(link))
        menu.addSeparator()
        add_sizes(menu, view)
        return menu

    def restyle(self) -> None:
        """Take over the theme's measures."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return self.view.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.view.minimumSizeHint()

    def _take(self, showing: Showing) -> None:
        """Keep what was chosen; the size of a narrow window is nobody's choice."""
        self._place()
        if self._is_narrow or showing == self._chosen:
            return
        self._chosen = showing
        if self._settings is not None:
            settings, name = self._settings
            kept = {"fit": showing.fit.value, "percent": round(showing.percent), "two": showing.two}
            settings.keep_view(name, kept)

    def _place(self) -> None:
        """Put the bar under the sheets, where the picture has it."""
        self.bar.adjustSize()
        room = self.bar.height() + theme.px(12)
        self.view.setGeometry(0, 0, self.width(), max(self.height() - room - theme.px(8), 0))
        self.bar.move((self.width() - self.bar.width()) // 2, self.height() - room)
        self.bar.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))


def size_words(showing: Showing) -> str:
    """Return how large pages are shown, in a word or two."""
    if showing.fit is Fit.FREE:
        return _("{n} %").format(n=formats.number(round(showing.percent)))
    return _("Whole page") if showing.fit is Fit.PAGE else _("Page width")


def add_sizes(menu: QMenu, view: PdfView) -> None:
    """Add every size to ``menu``, and whether two pages stand side by side; each with its key."""
    now = view.showing()

    def add(text: str, showing: Showing, key: str = "") -> None:
        made = QAction(f"{text}\t{key}" if key else text, menu)
        made.setCheckable(True)
        made.setChecked(showing == now)
        made.triggered.connect(lambda _checked=False: view.show_as(showing))
        menu.addAction(made)

    add(_("Whole page"), replace(now, fit=Fit.PAGE), "W" if now.fit is Fit.WIDTH else "")
    add(_("Page width"), replace(now, fit=Fit.WIDTH), "W" if now.fit is not Fit.WIDTH else "")
    menu.addSeparator()
    for percent in _OFFERED:
        text = size_words(Showing(Fit.FREE, percent))
        key = _("Ctrl+0") if percent == _AS_ON_PAPER else ""
        add(text, replace(now, fit=Fit.FREE, percent=percent), key)
    menu.addSeparator()
    add(_("Two pages side by side"), replace(now, two=not now.two), "T")
    menu.actions()[-1].setChecked(now.two)


def _showing(kept: object) -> Showing:
    """Return what a view was left like; anything that is none of it shows whole pages."""
    if not isinstance(kept, dict):
        return Showing()
    fit, percent = kept.get("fit"), kept.get("percent")
    return Showing(
        Fit(fit) if fit in set(Fit) else Fit.PAGE,
        min(max(percent, SMALLEST), LARGEST) if isinstance(percent, int) else 100,
        kept.get("two") is True,
    )
