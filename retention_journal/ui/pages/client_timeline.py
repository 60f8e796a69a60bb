"""The timeline of one client, with what comes next beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core.errors import NotFoundError
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.i18n import _
from retention_journal.services.client_sheet import client_sheet
from retention_journal.services.contacts import trash_contact
from retention_journal.services.events import open_events, trash_event
from retention_journal.services.judging import judged
from retention_journal.services.links import neighbours
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.people import (
    Person,
    make_primary,
    people,
    person_stays,
    short_name,
    trash_person,
)
from retention_journal.services.promises import trash_promise
from retention_journal.services.timeline import PAGE, timeline, timeline_counts
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, link_button, primary_button, quiet_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.dialogs.person_form import PersonForm
from retention_journal.ui.dialogs.person_left import PersonLeft
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import Pane, box, column, row, scrolled
from retention_journal.ui.light import shape_of
from retention_journal.ui.page import MARGIN_NARROW, MARGIN_WIDE, MEDIUM, NARROW, Page, empty_state
from retention_journal.ui.pages.client_side import Around, ClientSide
from retention_journal.ui.pages.timeline_list import TimelineView
from retention_journal.ui.pages.watch_part import WatchPart
from retention_journal.ui.panels import Rule

_EVERYTHING = "everything"
_SIDE, _SIDE_NARROW = 324, 282
_SEARCH_AFTER_MS = 200


class TimelineTab(Page):
    """All that happened with one client, newest first.

    Signals:
        entry_opened: The ``TimelineEntry`` to open or edit.
        next_opened: The ``NextThing`` to open.
        log_wanted: Log a contact with this client.
        event_opened: Open the event of this id.
        settled: The event of this id was talked about.
        knows_wanted: Note whom a person knows, or anybody for None.
        client_opened: Go to another client.
        person_export_wanted: Take all about a person (contact) out.
        person_erase_wanted: Erase a person (contact) for good.
    """

    entry_opened = Signal(object)
    next_opened = Signal(object)
    log_wanted = Signal(int)
    event_opened = Signal(int)
    settled = Signal(int)
    knows_wanted = Signal(object)
    client_opened = Signal(int)
    person_export_wanted = Signal(int)
    person_erase_wanted = Signal(int)

    watches = frozenset(
        {
            "client", "contact", "contact_role", "interaction", "interaction_contact", "check_in",
            "promise", "kpi_agreement", "kpi_line", "measurement", "loss", "closing_conversation", "report",
            "client_event", "contact_link", "light_override", "setting", "day_off", "incident",
            "incident_move", "watch_point", "engagement",
        }
    )  # fmt: skip

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._shown = PAGE
        self._has_earlier = False
        self._wants_side: bool | None = None
        self.chips = Chips(name=_("What to show"))
        self.search = LineField(placeholder=_("Find in the timeline"), icon="search")
        self.search.setClearButtonEnabled(True)
        self.search_button = icon_button("search", _("Find in the timeline"), small=True)
        self.side_button = quiet_button(_("About"), icon="info", small=True)
        self.list = TimelineView()
        self.side = ClientSide()
        self.watch = WatchPart(journal, now)
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(_SEARCH_AFTER_MS)
        self._lay_out()
        self._connect()

    def show_client(self, client_id: int) -> None:
        """Show the timeline of ``client_id`` from its newest entry."""
        if client_id != self._client_id:
            self._client_id, self._shown = client_id, PAGE
            self.chips.show_chips([])
            self.search.clear()
            self._close_search()
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        try:
            sheet = client_sheet(self._journal, self._client_id, self._now().date())
        except NotFoundError:
            return
        self.side.show_sheet(sheet, self._around(self._client_id), self._now().date())
        self.watch.show_client(self._client_id)
        self._show_chips(self._client_id)
        self._show_entries()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.make_stale()

    def take_focus(self) -> None:
        self.list.setFocus()
        if self.list.current_entry() is None:
            self.list.step(1)

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        self.search.show()
        self.search_button.hide()
        self.search.setFocus()
        self.search.selectAll()
        return True

    def preview(self) -> bool:
        self._wants_side = self._side.isHidden()
        self._show_side()
        return True

    def panes(self) -> list[QWidget]:
        return [self.chips, self._stack, self._side]

    def trash(self, entry: TimelineEntry) -> None:
        """Put an entry in the trash, and offer to undo it."""
        if entry.table == "interaction":
            trash_contact(self._journal, entry.record_id, now=self._now())
        elif entry.table == "promise":
            trash_promise(self._journal, entry.record_id, now=self._now())
        elif entry.table == "client_event":
            trash_event(self._journal, entry.record_id, now=self._now())
        elif entry.table == "health_snapshot":
            self.toast.emit(_("The journal notes how the light turns by itself."))
            return
        else:
            self.toast.emit(_("This is changed where it was made. Enter opens it."))
            return
        self.undoable.emit(_("{name} is in the trash.").format(name=short_name(entry.title)))

    def edit_person(self, person: Person | None) -> PersonForm | None:
        """Open a person's form, or a new one."""
        if self._client_id is None:
            return None
        form = PersonForm(self._journal, self._now, self._client_id, person, parent=self)
        form.undoable.connect(self.undoable)
        form.open()
        return form

    def person_left(self, person: Person) -> PersonLeft | None:
        """Ask when a person left, and who comes after."""
        if self._client_id is None:
            return None
        here = people(self._journal, self._client_id, self._now().date())
        others = [one for one in here if one.is_current and one.role_id != person.role_id]
        dialog = PersonLeft(self._journal, self._now, person, others, parent=self)
        dialog.undoable.connect(self.undoable)
        dialog.open()
        return dialog

    def edit_client(self) -> ClientForm | None:
        """Open the client's form."""
        if self._client_id is None:
            return None
        form = ClientForm(self._journal, self._now, client_id=self._client_id, parent=self)
        form.undoable.connect(self.undoable)
        form.open()
        return form

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.search.isHidden():
            self.search.clear()
            self._close_search()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    def _lay_out(self) -> None:
        self.search.setMaximumWidth(theme.px(240))
        self.search.hide()
        tools = row(self.chips, self.search, self.search_button, self.side_button, gap=8)
        tools.setStretch(0, 1)
        log = primary_button(_("Log a contact"), _("Ctrl+L"), icon="log")
        log.clicked.connect(self._log)
        clear = link_button(_("Show everything"))
        clear.clicked.connect(self.show_everything)
        nothing = empty_state("call", _("Nothing yet."), _("The first entry is usually a call."), (log,))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(scrolled(nothing))
        self._stack.addWidget(scrolled(empty_state("search", _("Nothing fits."), buttons=(clear,))))
        main = column(
            box(row(tools, margins=(0, 0, 20, 0))), self._stack, gap=8, margins=(MARGIN_WIDE, 14, 0, 0)
        )
        main.setStretch(1, 1)
        self._main = main
        beside = box(column(self.side, self.watch, None, gap=0))
        self._side = Pane(beside, background="inset")
        self._rule = Rule(standing=True)
        whole = row(box(main), self._rule, self._side, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.chips.changed.connect(lambda _value: self._from_the_top())
        self.search.textChanged.connect(lambda _text: self._after.start())
        self._after.timeout.connect(self._from_the_top)
        self.search_button.clicked.connect(lambda _checked: self.find())
        self.side_button.clicked.connect(lambda _checked: self.preview())
        self.list.entry_opened.connect(self._open)
        self.list.entry_deleted.connect(self.trash)
        self.list.earlier_wanted.connect(self.show_earlier)
        self.watch.undoable.connect(self.undoable)
        self.watch.toast.connect(self.toast)
        self.side.person_wanted.connect(self.edit_person)
        self.side.left_wanted.connect(self.person_left)
        self.side.notes_wanted.connect(self.edit_client)
        self.side.first_wanted.connect(self._call_first)
        self.side.back_wanted.connect(self._is_back)
        self.side.trash_wanted.connect(self._trash_person)
        self.side.next_opened.connect(self.next_opened)
        self.side.event_opened.connect(self.event_opened)
        self.side.settled.connect(self.settled)
        self.side.knows_wanted.connect(self.knows_wanted)
        self.side.client_opened.connect(self.client_opened)
        self.side.person_export_wanted.connect(self.person_export_wanted)
        self.side.person_erase_wanted.connect(self.person_erase_wanted)

    def show_earlier(self) -> None:
        """Show another page of what lies further back."""
        self._shown += PAGE
        self._show_entries()

    def show_everything(self) -> None:
        """Take the filter and the search away."""
        self.search.clear()
        self._close_search()
        self.chips.set_value(_EVERYTHING)
        self._from_the_top()

    def stand_on(self, table: str, record_id: int) -> bool:
        """Go to the entry of a record, however far back; False where it is not on the timeline."""
        if self.chips.value() not in {None, _EVERYTHING} or not self.search.isHidden():
            self.show_everything()
        while not self.list.stand_on(table, record_id):
            if not self._has_earlier:
                return False
            self.show_earlier()
        self.list.setFocus()
        self.list.scrollTo(self.list.currentIndex())
        return True

    def edit_role(self, role_id: int) -> PersonForm | None:
        """Open the form of whoever has this role."""
        if self._client_id is None:
            return None
        found = people(self._journal, self._client_id, self._now().date())
        return self.edit_person(next((one for one in found if one.role_id == role_id), None))

    def _around(self, client_id: int) -> Around:
        now = self._now()
        known = neighbours(self._journal, client_id, now.date())
        clients = {one.client_id for one in known if one.client_id is not None}
        lights = judged(self._journal, now, clients) if clients else {}
        shapes: dict[int | None, str] = {number: shape_of(one.light) for number, one in lights.items()}
        working = working_days_of(self._journal, now.date())
        return Around(working, open_events(self._journal, client_id, now.date()), known, shapes)

    def _from_the_top(self) -> None:
        self._shown = PAGE
        self._show_entries()
        self.list.scrollToTop()

    def _show_chips(self, client_id: int) -> None:
        counts = timeline_counts(self._journal, client_id)
        chips = [Chip(_EVERYTHING, _("Everything"))]
        chips += [Chip(kind, kind.label) for kind in EntryKind if counts.get(kind)]
        self.chips.show_chips(chips if len(chips) > 2 else [])  # noqa: PLR2004 - one kind is everything

    def _show_entries(self) -> None:
        if self._client_id is None:
            return
        value: Any = self.chips.value()
        kinds = () if value in {None, _EVERYTHING} else (value,)
        sought = self.search.cleaned() if not self.search.isHidden() else ""
        page = timeline(self._journal, self._client_id, kinds=kinds, contains=sought, limit=self._shown)
        self._has_earlier = page.has_earlier
        self.list.show_entries(page.entries, self._now().date(), has_earlier=page.has_earlier)
        nothing = 2 if kinds or sought else 1
        self._stack.setCurrentIndex(0 if page.entries else nothing)

    def _show_side(self) -> None:
        """Show what stands beside, in a narrow window only where it is asked for."""
        window = self.window().width() / theme.scale()
        is_narrow = window < NARROW
        self.side_button.setVisible(is_narrow)
        shown = self._wants_side if is_narrow else self._wants_side is not False
        self._side.setFixedWidth(theme.px(_SIDE if window >= MEDIUM else _SIDE_NARROW))
        self._side.setVisible(bool(shown))
        self._rule.setVisible(bool(shown))
        left = theme.px(MARGIN_WIDE if window >= MEDIUM else MARGIN_NARROW)
        self._main.setContentsMargins(left, theme.px(14), 0, 0)

    def _close_search(self) -> None:
        self.search.hide()
        self.search_button.show()

    def _open(self, entry: TimelineEntry) -> None:
        if entry.table == "contact_role":
            self.edit_role(entry.record_id)
        else:
            self.entry_opened.emit(entry)

    def _call_first(self, person: Person) -> None:
        make_primary(self._journal, person.role_id, today=self._now().date())
        self.undoable.emit(_("{name} is called first.").format(name=short_name(person.display_name)))

    def _is_back(self, person: Person) -> None:
        person_stays(self._journal, person.role_id, today=self._now().date())
        self.undoable.emit(_("{name} is back.").format(name=short_name(person.display_name)))

    def _trash_person(self, person: Person) -> None:
        trash_person(self._journal, person.role_id, now=self._now())
        self.undoable.emit(_("{name} is in the trash.").format(name=short_name(person.display_name)))

    def _log(self) -> None:
        if self._client_id is not None:
            self.log_wanted.emit(self._client_id)
