"""One client: the head that is always there, and tabs for what is known and agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from retention_journal.core import formats
from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import Status
from retention_journal.core.errors import NotFoundError
from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.timeline import TimelineEntry
from retention_journal.i18n import _
from retention_journal.services.attaching import count_attached
from retention_journal.services.client_sheet import ClientSheet, NextKind, NextThing, client_sheet
from retention_journal.services.clients import set_status, trash_client
from retention_journal.services.complaint_rows import complaint_rows, count_answers_owed
from retention_journal.services.lights import ClientLight, client_light
from retention_journal.services.people import short_name
from retention_journal.services.worth import client_worth, worth_facts
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import primary_button
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.page import MARGIN_NARROW, MARGIN_WIDE, MEDIUM, Page, action, empty_state
from retention_journal.ui.pages.client_header import HANGS, ClientHeader, HeadPane
from retention_journal.ui.pages.client_light import has_light
from retention_journal.ui.pages.client_light_acts import LightActs
from retention_journal.ui.pages.client_timeline import TimelineTab
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import literal

TIMELINE = "timeline"


class ClientTab(Protocol):
    """What a tab can do beside being a ``Page``."""

    def show_client(self, client_id: int) -> None:
        """Show what it has of this client."""


if TYPE_CHECKING:
    from retention_journal.services.transfer.lists_out import Listed


@dataclass(frozen=True)
class Tab:
    """A tab to be: its id, its title, and what makes its page when it is first looked at.

    Ids the page knows: "kpis", "promises", "complaints", "reports", "files", "reflection"; from the timeline
    it goes to them.
    """

    id: str
    title: str
    make: Callable[[], Page]


_TAB_OF = {
    "promise": "promises",
    "kpi_line": "kpis",
    "kpi_agreement": "kpis",
    "measurement": "kpis",
    "report": "reports",
    "invoice": "money",
    "engagement": "money",
    "time_entry": "money",
    "expectation_item": "kpis",
    "loss": "reflection",
    "closing_conversation": "reflection",
    "attachment": "files",
}


#: Lights that say that a client may go.
_AT_RISK = frozenset({Light.RED, Light.AMBER})


def tab_of(table: str) -> str:
    """Return the tab on which records of a type stand; "" is the timeline."""
    return _TAB_OF.get(table, "")


class ClientPage(Page):
    """A client with its tabs; the timeline is always the first.

    Signals:
        back_wanted: Go to the list of clients.
        log_wanted: Log a contact with this client.
        report_wanted: Make a report for this client.
        lost_wanted: Mark this client as lost.
        promise_wanted: Write down a promise to this client.
        contact_wanted: Edit the contact (interaction) of this id.
        promise_opened: Edit the promise of this id.
        client_opened: Go to another client.
        light_settings_wanted: Show the thresholds of the light.
        complaint_opened: Open the complaint of this id.
        complaint_wanted: Write down a complaint of this client.
        export_wanted: Take all about this client out.
        person_export_wanted: Take all about one of its people out.
        erase_wanted: Erase this client for good.
        person_erase_wanted: Erase one of its people for good.
        list_wanted: Save the list shown as a table.
    """

    back_wanted = Signal()
    log_wanted = Signal(int)
    report_wanted = Signal(int)
    lost_wanted = Signal(int)
    promise_wanted = Signal(int)
    contact_wanted = Signal(int)
    promise_opened = Signal(int)
    client_opened = Signal(int)
    light_settings_wanted = Signal()
    complaint_opened = Signal(int)
    complaint_wanted = Signal(int)
    export_wanted = Signal(int)
    person_export_wanted = Signal(int)
    erase_wanted = Signal(int)
    person_erase_wanted = Signal(int)
    list_wanted = Signal()

    watches = frozenset(
        {
            "client", "contact", "contact_role", "interaction", "interaction_contact", "check_in", "promise",
            "kpi_agreement", "kpi_line", "measurement", "loss", "report", "business", "client_event",
            "light_override", "setting", "day_off", "invoice", "engagement", "time_entry", "incident",
            "attachment",
        }
    )  # fmt: skip

    def __init__(self, journal: Journal, now: Callable[[], datetime], tabs: Sequence[Tab] = ()) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._sheet: ClientSheet | None = None
        self._light: ClientLight | None = None
        self._tabs = (Tab(TIMELINE, _("Timeline"), self._make_timeline), *tabs)
        self._made: dict[str, Page] = {}
        self.acts = LightActs(journal, now, self.current_client_id, self)
        self.header = ClientHeader()
        self.bar = QTabBar()
        self._stack = QStackedWidget()
        self._places: dict[str, int] = {}
        self._lay_out()
        self._connect()

    @property
    def timeline(self) -> TimelineTab:
        """The first tab."""
        return cast(TimelineTab, self._page(TIMELINE))

    def current_client_id(self) -> int | None:
        """Return the client at hand, for Ctrl+L and the menu bar."""
        return self._client_id

    def current_tab(self) -> str:
        """Return the id of the tab that is shown."""
        return self._tabs[max(self.bar.currentIndex(), 0)].id

    def open_place(self, **place: object) -> None:
        """Show the client ``client_id``, on the tab ``tab`` where one is named."""
        client_id = place.get("client_id")
        if isinstance(client_id, int) and client_id != self._client_id:
            self._client_id = client_id
            self.make_stale()
        tab = place.get("tab") or (TIMELINE if isinstance(client_id, int) else "")
        if isinstance(tab, str) and tab:
            self.show_tab(tab)
        self._show_in_tab()

    def show_tab(self, tab: str) -> None:
        """Show the tab of an id; one that is not there changes nothing."""
        for number, known in enumerate(self._tabs):
            if known.id == tab:
                self.bar.setCurrentIndex(number)
                self._show_current_tab()

    def tab(self, tab: str) -> Page:
        """Return the page of a tab, made where it was not looked at yet."""
        return self._page(tab)

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        today = self._now().date()
        try:
            self._sheet = client_sheet(self._journal, self._client_id, today)
            self._light = client_light(self._journal, self._client_id, self._now())
        except NotFoundError:
            self._sheet = self._light = None
            self._whole.setCurrentIndex(1)
            return
        self._whole.setCurrentIndex(0)
        self.header.show_sheet(self._sheet, self._light, today, self._at_stake(today))
        self.header.clock.show_rows(complaint_rows(self._journal, self._client_id), self._now)
        counts = {
            "promises": self._sheet.open_promises,
            "complaints": count_answers_owed(self._journal, self._client_id),
            "reports": self._sheet.reports,
            "files": count_attached(self._journal, self._client_id),
        }
        for number, known in enumerate(self._tabs):
            count = counts.get(known.id, 0)
            title = f"{known.title}  {formats.number(count)}" if count else known.title
            self.bar.setTabText(number, literal(title))

    def on_change(self, changed: Changed) -> None:
        super().on_change(changed)
        for page in self._made.values():
            page.on_change(changed)

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._fold()
        self.make_stale()

    def panes(self) -> Sequence[QWidget]:
        return [self.header, self.bar, *self._current().panes()]

    def take_focus(self) -> None:
        self._current().take_focus()

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        self.show_tab(TIMELINE)
        return self.timeline.find()

    def preview(self) -> bool:
        return self._current().preview()

    def drop_words(self) -> str:
        return self._current().drop_words() if self._sheet is not None else ""

    def take_files(self, paths: Sequence[Path]) -> None:
        self._current().take_files(paths)

    def list_shown(self) -> Listed | None:
        """Return the list of the tab that is open."""
        from retention_journal.services.transfer.lists_out import Listed, ListKind

        kinds = {TIMELINE: ListKind.CONTACTS, "promises": ListKind.PROMISES, "money": ListKind.INVOICES}
        kind = kinds.get(self.current_tab())
        if kind is None or self._client_id is None:
            return None
        return Listed(kind, client=self._client_id)

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"client": self._actions}

    def edit(self) -> ClientForm | None:
        """Open the client's form."""
        if self._client_id is None:
            return None
        form = ClientForm(self._journal, self._now, client_id=self._client_id, parent=self)
        form.undoable.connect(self.undoable)
        form.open_wanted.connect(self.client_opened)
        form.open()
        return form

    def set_status(self, status: Status) -> None:
        """Pause the client, or take them up again."""
        if self._sheet is None:
            return
        facts = self._sheet.facts
        set_status(self._journal, facts.client_id, status, today=self._now().date())
        text = _("{name}: {status}.").format(name=short_name(facts.name), status=status.label)
        self.undoable.emit(text)

    def trash(self) -> None:
        """Put the client in the trash and go back to the list."""
        if self._sheet is None:
            return
        facts = self._sheet.facts
        trash_client(self._journal, facts.client_id, now=self._now())
        self.back_wanted.emit()
        self.undoable.emit(_("{name} is in the trash.").format(name=short_name(facts.name)))

    def open_record(self, record: RecordRef) -> None:
        """Show the record that a fact of the light stands in."""
        if record.type in _TAB_OF:
            self._show_on_tab(record.type, record.id)
        elif record.type == "client_event":
            self.acts.edit_event(record.id)
        elif record.type == "incident":
            self.complaint_opened.emit(record.id)
        elif record.type == "contact_role":
            self.timeline.edit_role(record.id)
        elif record.type == "interaction":
            self.show_tab(TIMELINE)
            if not self.timeline.stand_on(record.type, record.id):
                self.contact_wanted.emit(record.id)

    def _show_on_tab(self, table: str, record_id: int) -> None:
        """Show the tab of a record, on its line where the tab knows it."""
        tab = _TAB_OF[table]
        self.show_tab(tab)
        stand_on = getattr(self._current(), "stand_on", None) if self.current_tab() == tab else None
        if callable(stand_on):
            stand_on(table, record_id)

    def _at_stake(self, today: date) -> tuple[str, ...]:
        """Return what a client is worth, where the light says that they may go (capabilities A6, D14)."""
        if self._client_id is None or self._light is None or self._light.light not in _AT_RISK:
            return ()
        return worth_facts(client_worth(self._journal, self._client_id, today))

    def more_menu(self) -> QMenu:
        """Return what else can be done with the client."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        state = self._sheet.facts.state if self._sheet else RhythmState.IN_RHYTHM
        menu.addAction(self._edit_action)
        menu.addAction(_("New promise…")).triggered.connect(lambda _checked: self._wish(self.promise_wanted))
        wrong = menu.addAction(_("New complaint…"))
        wrong.triggered.connect(lambda _checked: self._wish(self.complaint_wanted))
        menu.addAction(_("New person…")).triggered.connect(lambda _checked: self.timeline.edit_person(None))
        menu.addAction(_("Who knows whom…")).triggered.connect(lambda _checked: self.acts.who_knows())
        menu.addAction(_("Note an event…")).triggered.connect(lambda _checked: self.acts.edit_event())
        menu.addSeparator()
        if self._sheet and self._light and has_light(self._sheet.facts):
            self.acts.add_to(menu, has_judgement=self._light.judged.known.override is not None)
            menu.addSeparator()
        if state in {RhythmState.PAUSED, RhythmState.GONE}:
            status = Status.WON_BACK if state is RhythmState.GONE else Status.ACTIVE
            again = menu.addAction(_("Client again"))
            again.triggered.connect(lambda _checked: self.set_status(status))
        else:
            pause = menu.addAction(_("Pause"))
            pause.triggered.connect(lambda _checked: self.set_status(Status.PAUSED))
        if state is not RhythmState.GONE:
            lost = menu.addAction(_("Mark as lost…"))
            lost.triggered.connect(lambda _checked: self._wish(self.lost_wanted))
        menu.addSeparator()
        everything = menu.addAction(_("Export all about this client…"))
        everything.triggered.connect(lambda _checked: self._wish(self.export_wanted))
        if self.list_shown() is not None:
            menu.addAction(_("Save this list as a table…")).triggered.connect(
                lambda _checked: self.list_wanted.emit()
            )
        menu.addSeparator()
        menu.addAction(self._trash_action)
        erase = menu.addAction(_("Erase for good…"))
        erase.triggered.connect(lambda _checked: self._wish(self.erase_wanted))
        erase.setEnabled(not self._journal.is_read_only)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _lay_out(self) -> None:
        for known in self._tabs:
            self.bar.addTab(literal(known.title))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(_("What to show of this client"))
        self._head = column(self.header, gap=0, margins=(MARGIN_WIDE - HANGS, 18, 28, 0))
        self._tab_row = row(self.bar, None, gap=0, margins=(MARGIN_WIDE - 10, 8, 28, 0))
        self._head_pane = HeadPane(box(self._head))
        lines = column(self._head_pane, self._tab_row, Rule(), self._stack, gap=0)
        lines.setStretch(3, 1)
        back = primary_button(_("To all clients"))
        back.clicked.connect(self.back_wanted.emit)
        text = _("Undo brings it back, and so does the trash.")
        self._whole = QStackedWidget()
        self._whole.addWidget(box(lines))
        self._whole.addWidget(empty_state("trash", _("This client is in the trash."), text, (back,)))
        self.setLayout(column(self._whole, gap=0))

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.header.light.record_wanted.connect(self.open_record)
        self.header.clock.opened.connect(lambda number: self.open_record(RecordRef("incident", number)))
        self.header.light.how_wanted.connect(self.acts.how_light)
        self.header.light.settled.connect(self.acts.settle_event)
        self.acts.undoable.connect(self.undoable)
        self.acts.toast.connect(self.toast)
        self.acts.light_settings_wanted.connect(self.light_settings_wanted)
        self.header.report_button.clicked.connect(lambda _checked: self._wish(self.report_wanted))
        self.header.log_button.clicked.connect(lambda _checked: self._wish(self.log_wanted))
        self.header.more_button.clicked.connect(lambda _checked: self._open_more())
        self.bar.currentChanged.connect(lambda _number: self._show_current_tab())
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._next_tab(step))
        self._edit_action = action(self, _("&Edit client…"), self.edit, "F2")
        self._trash_action = action(self, _("Move to the &trash"), self.trash)
        self._actions = [self._edit_action, self._trash_action]

    def _make_timeline(self) -> Page:
        made = TimelineTab(self._journal, self._now)
        made.entry_opened.connect(self._open_entry)
        made.next_opened.connect(self._open_next)
        made.log_wanted.connect(self.log_wanted)
        made.event_opened.connect(self.acts.edit_event)
        made.settled.connect(self.acts.settle_event)
        made.knows_wanted.connect(self.acts.who_knows)
        made.client_opened.connect(self.client_opened)
        made.person_export_wanted.connect(self.person_export_wanted)
        made.person_erase_wanted.connect(self.person_erase_wanted)
        return made

    def _page(self, tab: str) -> Page:
        if tab not in self._made:
            known = next(known for known in self._tabs if known.id == tab)
            page = self._made[tab] = known.make()
            page.toast.connect(self.toast)
            page.undoable.connect(self.undoable)
            self._places[tab] = self._stack.addWidget(page)
        return self._made[tab]

    def _current(self) -> Page:
        return self._page(self.current_tab())

    def _show_current_tab(self) -> None:
        self._show_in_tab()  # before it is seen: the client it showed last may be in the trash
        self._stack.setCurrentWidget(self._current())

    def _show_in_tab(self) -> None:
        if self._client_id is not None:
            cast(ClientTab, self._current()).show_client(self._client_id)

    def _next_tab(self, step: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def _open_entry(self, entry: TimelineEntry) -> None:
        if entry.table == "interaction":
            self.contact_wanted.emit(entry.record_id)
        elif entry.table == "promise":
            self.promise_opened.emit(entry.record_id)
        elif entry.table == "client_event":
            self.acts.edit_event(entry.record_id)
        elif entry.table == "incident":
            self.complaint_opened.emit(entry.record_id)
        elif entry.table == "health_snapshot":
            self.acts.how_light()
        elif entry.table in _TAB_OF:
            self._show_on_tab(entry.table, entry.record_id)

    def _open_next(self, thing: NextThing) -> None:
        if thing.kind in {NextKind.PROMISE, NextKind.THEIR_PROMISE}:
            self.promise_opened.emit(thing.record_id)
        elif thing.kind is NextKind.REPORT:
            self._wish(self.report_wanted)
        else:
            self._wish(self.log_wanted)

    def _open_more(self) -> None:
        button = self.header.more_button
        self.more_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _wish(self, signal: object) -> None:
        if self._client_id is not None:
            signal.emit(self._client_id)  # type: ignore[attr-defined]

    def _fold(self) -> None:
        window = self.window().width() / theme.scale()
        self.header.fold(window, self.window().height() / theme.scale())
        side = theme.px(MARGIN_WIDE if window >= MEDIUM else MARGIN_NARROW)
        self._head.setContentsMargins(side - theme.px(HANGS), theme.px(18), side, 0)
        self._tab_row.setContentsMargins(side - theme.px(10), theme.px(8), side, 0)
        self._head_pane.fit()
