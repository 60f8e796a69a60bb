"""Everything in the journal that holds the words that were typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Kind
from retention_journal.core.text import folded
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.search import NAMES, Hit, search
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.fields import LineField
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import box, column
from retention_journal.ui.page import MARGIN_WIDE, Page, PageHeader, empty_state, lay_out
from retention_journal.ui.palette import underlined
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.search_hits import SHORTEST, detail_of, icon_of, open_record
from retention_journal.ui.text_labels import paint_spans
from retention_journal.ui.toast import announce

WAITS_MS = 150
MOST = 300
_SHORTEST_GUESS = 3
_ALL = "all"
#: What the filters above the list show, by types of record.
_LOST = frozenset(
    [
        "loss",
        "closing_conversation",
        "post_mortem",
        "lesson",
        "action_item",
        "timeline_note",
        "watch_point",
        "care_trial",
        "firm_look_back",
    ]
)
_GROUPS = {
    "contacts": (N_("Contacts"), {"interaction", "check_in"}),
    "people": (N_("People"), {"contact", "contact_role"}),
    "clients": (N_("Clients"), {"client", "client_event", "care_idea", "attachment"}),
    "promises": (N_("Promises"), {"promise", "promise_move"}),
    "goals": (N_("Goals"), {"kpi_agreement", "kpi_line", "measurement", "expectation_item"}),
    "money": (N_("Hours & money"), {"time_entry", "invoice", "engagement"}),
    "complaints": (N_("Complaints"), {"incident", "argument", "account_entry", "cause"}),
    "reports": (N_("Reports"), {"report"}),
    "lost": (N_("Lost & lessons"), _LOST),
}


@dataclass(frozen=True)
class HitCell:
    """What was found on two lines, the words sought underlined, with its icon or a lock."""

    query: Callable[[], str]

    def paint(self, painter: QPainter, rect: QRectF, record: Hit, text: str, _behind: QColor) -> None:
        side = theme.px(17)
        mark = QRectF(rect.left(), rect.top(), side, rect.height())
        paint_icon(painter, mark, icon_of(record), "text_2", 16)
        rect = rect.adjusted(side + theme.px(12), 0, 0, 0)
        upper, lower = theme.line("body"), theme.line("ui")
        below = _below(record)
        top = rect.center().y() - (upper + (lower if below else 0)) / 2
        first = QRectF(rect.left(), top, rect.width(), upper)
        sought = "" if _is_our_word(record) else self.query()
        paint_spans(painter, first, underlined(text, sought, "body_medium", "body_strong", "text"))
        if below:
            second = QRectF(rect.left(), top + upper, rect.width(), lower)
            paint_spans(painter, second, underlined(below, self.query(), "ui", "ui_strong", "text_2"))


class SearchResultsPage(Page):
    """All hits of a text, by groups, each leading to its client.

    Signals:
        client_opened: Show this client, on the tab named ("" for the timeline).
        fact_wanted: Show this client with one of its records, see ``RecordRef``.
        lessons_wanted: Show the lessons.
        back_wanted: Show all clients.
    """

    client_opened = Signal(int, str)
    fact_wanted = Signal(int, object)
    lessons_wanted = Signal()
    back_wanted = Signal()
    watches: ClassVar[frozenset[str]] = frozenset(NAMES)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._hits: list[Hit] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAITS_MS)
        self._timer.timeout.connect(self.refresh)
        self.field = LineField(placeholder=_("Search everything you wrote down"), icon="search")
        self.field.setAccessibleName(_("Search"))
        self.field.setClearButtonEnabled(True)
        self.chips = Chips([Chip(_ALL, _("All"))], name=_("Show"))
        self.list: RecordView[Hit] = RecordView(self._columns(), _key, name=_("Found"), row="row_list")
        self.field.installEventFilter(self)
        self.field.textEdited.connect(lambda _text: self._timer.start())
        self.chips.changed.connect(lambda _group: self._show_group())
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda index: self._open(self.list.table.at(index.row())))
        self._lay_out()

    def open_place(self, **place: object) -> None:
        """Search for ``text``."""
        text = str(place.get("text") or "")
        if text or not self.field.text():
            self.field.setText(text)
            self.field.selectAll()
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds of the words typed."""
        text = self.field.text().strip()
        self._hits = search(self._journal, text, MOST) if len(text) >= SHORTEST else []
        counts = Counter(_group(hit) for hit in self._hits)
        chips = [Chip(_ALL, _("All"), count=len(self._hits))]
        chips += [Chip(name, _(_GROUPS[name][0]), count=counts[name]) for name in _GROUPS if counts[name]]
        self.chips.show_chips(chips)
        self.chips.setVisible(len(chips) > 2)  # noqa: PLR2004 - with one group there is nothing to choose
        self._show_group()
        self._header.set_texts(_("Search"), self._said(text))
        self._show_nothing(text)

    def take_focus(self) -> None:
        """Begin with the words to find."""
        self.field.setFocus()

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        """Put the focus in the field."""
        self.field.setFocus()
        self.field.selectAll()
        return True

    def panes(self) -> Sequence[QWidget]:
        """Return the field and the list."""
        return [self.field, self.list]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.list.records():
                self.list.setFocus()
                self.list.selectRow(max(self.list.currentIndex().row(), 0))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._timer.stop()
                self.refresh()
                self._open(self.list.current() or next(iter(self.list.records()), None))
                return True
        return super().eventFilter(watched, event)

    def _columns(self) -> list[Column[Hit]]:
        return [
            Column(
                _("Found"),
                lambda hit: hit.title,
                None,
                HitCell(self.field.text),
                accessible=lambda hit: ", ".join(part for part in (hit.title, _below(hit)) if part),
            ),
            Column(
                _("Client"),
                lambda hit: hit.client if hit.type != "client" else "",
                cell=TextCell("ui", "text"),
                width=210,
            ),
            Column(
                _("When"), self._when, lambda hit: (hit.day is None, hit.day), TextCell("ui", "text_3"), 110
            ),
        ]

    def _lay_out(self) -> None:
        self._header = PageHeader(_("Search"))
        self._nothing = QStackedWidget()
        found = box(column(self.list, gap=0, margins=(MARGIN_WIDE - 12, 0, MARGIN_WIDE - 12, 0)))
        self._stack = QStackedWidget()
        self._stack.addWidget(found)
        self._stack.addWidget(self._nothing)
        side = MARGIN_WIDE
        head = box(column(self.field, self.chips, gap=12, margins=(side, 0, side, 0)))
        lay_out(self, self._header, column(head, self._stack, gap=10))

    def _show_group(self) -> None:
        group = self.chips.value()
        self.list.show_records([hit for hit in self._hits if group in {_ALL, _group(hit)}])
        if self._hits and self.list.current() is None:
            self.list.selectRow(0)

    def _show_nothing(self, text: str) -> None:
        self._stack.setCurrentIndex(0 if self._hits else 1)
        if self._hits:
            return
        while old := self._nothing.currentWidget():
            self._nothing.removeWidget(old)
            old.deleteLater()
        self._nothing.addWidget(self._hint(text))

    def _hint(self, text: str) -> QWidget:
        if len(text) < SHORTEST:
            advice = _(
                "Type the beginning of one or several words. å, ä, ö, ø and æ are found with and without"
                " their marks; words between quotation marks are found as they stand."
            )
            return empty_state("search", _("Search everything you wrote down."), advice)
        headline = _("Nothing found for “{text}”.").format(text=text)
        announce(self, headline)
        guess = self._guess(text)
        if not guess:
            return empty_state("search", headline, _("Try fewer words, or only the beginning of one."))
        button = outlined_button(_("Search for “{text}”").format(text=guess.replace("&", "&&")))
        button.clicked.connect(lambda: self._take(guess))
        return empty_state("search", headline, _("Did you mean the beginning of a word?"), [button])

    def _guess(self, text: str) -> str:
        """Return the longest beginning of the last word that is found, or ""."""
        for length in range(len(text) - 1, _SHORTEST_GUESS - 1, -1):
            shorter = text[:length].strip()
            if len(folded(shorter)) >= _SHORTEST_GUESS and search(self._journal, shorter, 1):
                return shorter
        return ""

    def _take(self, text: str) -> None:
        self.field.setText(text)
        self.field.setFocus()
        self.refresh()

    def _said(self, text: str) -> str:
        if not self._hits:
            return ""
        if len(self._hits) >= MOST:
            return _("The {n} best of what holds “{text}”.").format(n=MOST, text=text)
        many = len(self._hits)
        return ngettext("{n} place holds “{text}”.", "{n} places hold “{text}”.", many).format(
            n=many, text=text
        )

    def _when(self, hit: Hit) -> str:
        return formats.days_ago(hit.day, self._now().date()) if hit.day else ""

    def _open(self, hit: Hit | None) -> None:
        if hit is not None:
            open_record(hit, self._open_client, self._open_page, self.fact_wanted.emit)

    def _open_client(self, client_id: int, tab: str = "") -> None:
        self.client_opened.emit(client_id, tab)

    def _open_page(self, page: str) -> None:
        (self.lessons_wanted if page == "lessons" else self.back_wanted).emit()


def _key(hit: Hit) -> Any:
    return hit.type, hit.id


def _group(hit: Hit) -> str:
    return next(name for name, (_title, types) in _GROUPS.items() if hit.type in types)


def _is_our_word(hit: Hit) -> bool:
    """Say whether the title is the program's own, such as "Meeting", and was not what was found."""
    return bool(hit.kind) and hit.title == Kind(hit.kind).label


def _below(hit: Hit) -> str:
    """Return the second line of a hit: where its words stand, and that it is private."""
    private = _("Private") if hit.is_private and hit.kind != Kind.NOTE else ""  # its name says so
    return " · ".join(part for part in (private, detail_of(hit, client=False)) if part)
