"""All clients: who is being overlooked, at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import Status
from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.text import folded
from retention_journal.i18n import _
from retention_journal.services.clients import set_status, trash_client
from retention_journal.services.goals import goals_now
from retention_journal.services.lights import client_light
from retention_journal.services.people import short_name
from retention_journal.services.portfolio import ClientFacts
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button, primary_button, quiet_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import Pane, box, column, row
from retention_journal.ui.page import MARGIN_WIDE, MEDIUM, Page, action, empty_state
from retention_journal.ui.pages.client_light import has_reasons
from retention_journal.ui.pages.client_light_acts import LightActs
from retention_journal.ui.pages.client_preview import ClientPreview
from retention_journal.ui.pages.clients_columns import (
    EXTRA,
    Order,
    columns,
    haystack,
    in_order,
)
from retention_journal.ui.pages.clients_legend import Legend
from retention_journal.ui.pages.clients_light import ORDER, Lights, shape
from retention_journal.ui.pages.clients_reading import ClientsReading
from retention_journal.ui.panels import Notice, Rule
from retention_journal.ui.record_table import RecordView
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, label, page_title

if TYPE_CHECKING:
    from retention_journal.services.transfer.lists_out import Listed

_NOT_HERE = frozenset({RhythmState.PAUSED, RhythmState.GONE})
_ALL = "all"
_VIEW = "clients"
#: The places of what may stand where the list does.
_LIST, _NOBODY, _NO_MATCH, _WAIT = range(4)
_PREVIEW_AFTER_MS = 60  # so that holding an arrow key stays smooth
_SIDE, _SIDE_NARROW = 324, 282


class ClientsPage(Page):
    """The list of clients with a preview of the one at hand.

    Signals:
        client_opened: Show the page of this client.
        log_wanted: Log a contact with this client.
        report_wanted: Make a report for this client.
        lost_wanted: Mark this client as lost.
        promise_wanted: Write down a promise to this client.
        agree_wanted: Agree KPIs with this client.
        import_wanted: Bring clients in from a file.
        fact_wanted: Show the page of this client, with the ``RecordRef`` that a fact stands in.
        light_settings_wanted: Show the thresholds of the light.
    """

    client_opened = Signal(int)
    log_wanted = Signal(int)
    report_wanted = Signal(int)
    lost_wanted = Signal(int)
    promise_wanted = Signal(int)
    agree_wanted = Signal(int)
    import_wanted = Signal()
    export_wanted = Signal(int)
    list_wanted = Signal()
    fact_wanted = Signal(int, object)
    light_settings_wanted = Signal()

    watches = frozenset(
        {
            "client", "contact", "contact_role", "interaction", "interaction_contact", "check_in", "promise",
            "kpi_agreement", "kpi_line", "measurement", "loss", "business", "client_event", "light_override",
            "setting", "day_off", "invoice", "engagement", "incident", "incident_move",
        }
    )  # fmt: skip

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        settings: SettingsFile,
        tasks: Tasks | None = None,
    ) -> None:
        """Make the page.

        Args:
            journal: The journal.
            now: Tells the moment.
            settings: Where the order and the columns are remembered.
            tasks: Work beside the window, to read very many clients; None has none.
        """
        super().__init__()
        self._lights = Lights()
        self._reading = ClientsReading(journal, now, tasks, self)
        self._journal, self._now, self._settings = journal, now, settings
        kept = settings.view(_VIEW)
        self._kept = kept if isinstance(kept, dict) else {}
        self._clients: list[ClientFacts] = []
        self._has_clients = False
        self._haystacks: dict[int, str] = {}
        self._wanted: int | None = None
        self._order = _order(self._kept.get("order"))
        self._shows_all = self._kept.get("paused_and_lost") is True
        self._wants_preview = self._kept.get("preview") is not False
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_preview()

    def refresh(self) -> None:
        """Show every client as of now, very many of them as soon as they are read."""
        if not self._reading.begin() and not self._clients:
            self._stack.setCurrentIndex(_WAIT)
            self._show_tools(shown=False)

    def open_place(self, **place: object) -> None:
        """Go to ``client_id``; with ``new`` open the form of a new client."""
        if isinstance(client_id := place.get("client_id"), int) and not self.table.select(client_id):
            self._wanted = client_id  # it may be about to be read
        if place.get("new"):
            self.new_client()

    def current_client_id(self) -> int | None:
        """Return the client at hand, for Ctrl+L and the menu bar."""
        facts = self.table.current()
        return facts.client_id if facts else None

    def new_client(self, name: str = "") -> ClientForm:
        """Open the form of a new client."""
        form = self._open_form(ClientForm(self._journal, self._now, name=name, parent=self))
        form.saved.connect(self.client_opened)
        return form

    def edit_client(self, client_id: int) -> ClientForm:
        """Open the form of a client."""
        return self._open_form(ClientForm(self._journal, self._now, client_id=client_id, parent=self))

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.filter.setMaximumWidth(theme.px(220))
        self._show_preview()
        self._after.start()

    def panes(self) -> Sequence[QWidget]:
        return [self._tools, self._stack, self._side]

    def take_focus(self) -> None:
        self.table.setFocus()

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        self.filter.setFocus()
        self.filter.selectAll()
        return True

    def preview(self) -> bool:
        """Open or close the preview."""
        self._wants_preview = self._side.isHidden()
        self._keep("preview", self._wants_preview)
        self._show_preview(asked=True)
        return True

    def list_shown(self) -> Listed:
        """Return the clients as they stand in the table."""
        from retention_journal.services.transfer.lists_out import Listed, ListKind

        return Listed(ListKind.CLIENTS, ids=tuple(facts.client_id for facts in self.table.records()))

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"client": self._actions}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_preview()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._after.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._after.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        facts = self.table.current()
        if event.key() == Qt.Key.Key_Delete and facts is not None and self.table.hasFocus():
            self.trash(facts)
        elif event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.clear_filter()
        else:
            super().keyPressEvent(event)

    def clear_filter(self) -> None:
        """Show all clients again."""
        self.filter.clear()
        self.chips.set_value(_ALL)
        self._show_clients()
        self.table.setFocus()

    def trash(self, facts: ClientFacts) -> None:
        """Put a client in the trash, and offer to undo it."""
        trash_client(self._journal, facts.client_id, now=self._now())
        self.undoable.emit(_("{name} is in the trash.").format(name=short_name(facts.name)))

    def set_status(self, facts: ClientFacts, status: Status) -> None:
        """Pause a client, or take them up again."""
        set_status(self._journal, facts.client_id, status, today=self._now().date())
        name = short_name(facts.name)
        self.undoable.emit(_("{name}: {status}.").format(name=name, status=status.label))

    def _make_parts(self) -> None:
        self.new_button = primary_button(_("New client"), _("Ctrl+N"), icon="add")
        self.filter = LineField(placeholder=_("Filter"), icon="search")
        self.filter.setAccessibleName(_("Filter clients by name, person or town"))
        self.filter.setClearButtonEnabled(True)
        self.chips = Chips(name=_("Which clients"))
        self.order_button = quiet_button(self._order.label, icon="sort", small=True)
        self.columns_button = quiet_button(_("Columns"), icon="filter", small=True)
        self.table = RecordView(
            columns(lambda: self._now().date(), lambda: self._lights),
            key=lambda facts: facts.client_id,
            name=_("Clients"),
        )
        for name in EXTRA:
            self.table.show_column(name, shown=False)
        self.table.remember_in(self._settings, _VIEW)
        self.preview_panel = ClientPreview()
        self.acts = LightActs(self._journal, self._now, self.current_client_id, self)
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(_PREVIEW_AFTER_MS)
        self._legend = Legend()

    def _lay_out(self) -> None:
        title = row(page_title(_("Clients")), None, self.filter, self.new_button, gap=12)
        self.filter.setMaximumWidth(theme.px(220))
        tools = row(self.chips, self.order_button, self.columns_button, gap=8)
        tools.setStretch(0, 1)
        for button in (self.order_button, self.columns_button):
            tools.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        change = link_button(_("Change the thresholds…"))
        change.clicked.connect(self.light_settings_wanted.emit)
        tight = _(
            "More than a fifth of your clients say Act now. The thresholds may be too tight for this work."
        )
        self.too_tight = Notice("none", Span(tight), buttons=(change,))
        self.too_tight.hide()
        self._tools = box(column(title, tools, self.too_tight, gap=12, margins=(MARGIN_WIDE, 24, 28, 4)))
        nobody = (primary_button(_("New client")), outlined_button(_("Bring in a file")))
        nobody[0].clicked.connect(lambda _checked: self.new_client())
        nobody[1].clicked.connect(self.import_wanted.emit)
        clear = link_button(_("Clear the filter"))
        clear.clicked.connect(self.clear_filter)
        text = _("Write in those you work for, or bring them in from a file.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty_state("clients", _("No clients yet."), text, nobody))
        self._stack.addWidget(empty_state("search", _("No client fits."), buttons=(clear,)))
        self._told = label("", "body", colour="text_2", align=Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(box(column(self._told, None, margins=(12, 12, 12, 12))))
        table = row(self._stack, margins=(MARGIN_WIDE - 12, 0, 0, 0))
        self._foot = box(column(Rule(), row(self._legend, margins=(MARGIN_WIDE, 0, 28, 0)), gap=0))
        main = column(self._tools, table, self._foot, gap=0)
        main.setStretch(1, 1)
        self._side = Pane(self.preview_panel, background="inset")
        self._rule = Rule(standing=True)
        whole = row(box(main), self._rule, self._side, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.new_button.clicked.connect(lambda _checked: self.new_client())
        self.filter.textChanged.connect(lambda _text: self._show_clients())
        self.chips.changed.connect(lambda _value: self._show_clients())
        self.order_button.open_menu(self._order_menu())
        self.columns_button.open_menu(self._columns_menu())
        self.table.opened.connect(lambda facts: self.client_opened.emit(facts.client_id))
        self.table.toggled.connect(lambda _facts: self.preview())
        self.table.current_changed.connect(lambda _facts: self._after.start())
        self.table.menu_wanted.connect(self._open_menu)
        self._after.timeout.connect(self._preview_current)
        self._reading.was_read.connect(self._take)
        self._reading.slow.connect(lambda: self._told.setText(_("Reading the journal…")))
        self.preview_panel.log_wanted.connect(self.log_wanted)
        self.preview_panel.client_opened.connect(self.client_opened)
        self.preview_panel.light.record_wanted.connect(self._open_fact)
        self.preview_panel.light.how_wanted.connect(self.acts.how_light)
        self.preview_panel.light.settled.connect(self.acts.settle_event)
        self.acts.undoable.connect(self.undoable)
        self.acts.light_settings_wanted.connect(self.light_settings_wanted)
        self._actions = [
            action(self, _("&Edit client…"), self._edit_current, "F2"),
            action(self, _("Move to the &trash"), self._trash_current),
        ]

    def _show_clients(self) -> None:
        """Show the clients that fit, in the order chosen, with counts on the chips."""
        here = [facts for facts in self._clients if self._shows_all or facts.state not in _NOT_HERE]
        found = self._filtered(here)
        self._show_chips(found, {self._lights.stand(facts) for facts in here})
        stand = self.chips.value()
        shown = [facts for facts in found if stand in {_ALL, self._lights.stand(facts)}]
        self.table.show_records(in_order(shown, self._order, self._lights))
        self.table.select_first()
        self.too_tight.setVisible(self._lights.are_too_tight())
        self._stack.setCurrentIndex(_LIST if shown else _NO_MATCH if self._clients else _NOBODY)
        self._legend.show_count(len(shown))
        self._show_tools(shown=bool(self._clients))
        if self._has_clients is not bool(self._clients):  # the first has come, or the last has gone
            self._has_clients = bool(self._clients)
            self._show_preview()
        self._after.start()

    def _take(self, clients: list[ClientFacts] | None, found: Lights | None) -> None:
        """Show the clients, their lights, or both; None is what comes later, or came before."""
        self._lights = found or self._lights
        if clients is not None:
            self._clients = clients
            self._haystacks.clear()
        self._show_clients()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._go_to_shown(wanted)

    def _show_tools(self, *, shown: bool) -> None:
        for part in (self.filter, self.chips, self.order_button, self.columns_button, self.new_button):
            part.setVisible(shown)
        self._foot.setVisible(shown)

    def _filtered(self, clients: list[ClientFacts]) -> list[ClientFacts]:
        needle = folded(self.filter.cleaned())
        if not needle:
            return clients
        for facts in clients:
            self._haystacks.setdefault(facts.client_id, haystack(facts))
        return [facts for facts in clients if needle in self._haystacks[facts.client_id]]

    def _show_chips(
        self, clients: list[ClientFacts], known: Collection[Light | RhythmState | None]
    ) -> None:  # fmt: skip
        """Count ``clients`` on the chips; a light that nobody has, whatever the filter, has none."""
        counts = Counter(self._lights.stand(facts) for facts in clients)
        chips = [Chip(_ALL, _("All"), count=len(clients))]
        for stand in ORDER:
            if stand in known or stand is self.chips.value():
                chips.append(Chip(stand, stand.label, shape(stand), counts[stand]))
        self.chips.show_chips(chips)

    def _preview_current(self) -> None:
        facts, now = self.table.current(), self._now()
        if self._side.isHidden():
            return
        goals = goals_now(self._journal, facts.client_id, today=now.date()) if facts else None
        told = client_light(self._journal, facts.client_id, now) if facts else None
        if facts is not None and not has_reasons(facts, told):
            told = None
        self.preview_panel.show_client(facts, told, goals, now.date())

    def _show_preview(self, *, asked: bool = False) -> None:
        """Open or close the preview: in a narrow window only where it is asked for."""
        is_wide = self.window().width() >= MEDIUM * theme.scale()
        shown = self._has_clients and self._wants_preview and (asked or is_wide)
        width = theme.px(_SIDE if is_wide else _SIDE_NARROW)
        self._side.setFixedWidth(width)
        if shown == self._side.isHidden():
            self._side.setVisible(shown)
            self._rule.setVisible(shown)
            self._preview_current()

    def _open_fact(self, record: RecordRef) -> None:
        if (client_id := self.current_client_id()) is not None:
            self.fact_wanted.emit(client_id, record)

    def _order_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for order in Order:
            choice = menu.addAction(order.label)
            choice.setCheckable(True)
            choice.setChecked(order is self._order)
            group.addAction(choice)
            choice.triggered.connect(lambda _checked, order=order: self._put_in(order))
        return menu

    def _put_in(self, order: Order) -> None:
        self._order = order
        self.order_button.setText(order.label)
        self._keep("order", order.value)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._show_clients()

    def _columns_menu(self) -> QMenu:
        menu = self.table.columns_menu(self)
        menu.addSeparator()
        everyone = menu.addAction(_("Show paused and lost"))
        everyone.setCheckable(True)
        everyone.setChecked(self._shows_all)
        everyone.toggled.connect(self._show_all)
        beside = menu.addAction(_("Preview at the side"))
        beside.triggered.connect(lambda _checked: self.preview())
        menu.addSeparator()
        menu.addAction(_("Save this list as a table…")).triggered.connect(
            lambda _checked: self.list_wanted.emit()
        )
        return menu

    def _show_all(self, shown: bool) -> None:
        self._shows_all = shown
        self._keep("paused_and_lost", shown)
        self._show_clients()

    def _open_menu(self, facts: ClientFacts, place: QPoint) -> None:
        self.menu_for(facts).popup(place)

    def menu_for(self, facts: ClientFacts) -> QMenu:
        """Return what can be done with a client."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        client_id = facts.client_id
        is_gone, is_paused = facts.state is RhythmState.GONE, facts.state is RhythmState.PAUSED
        menu.addAction(_("Open")).triggered.connect(lambda: self.client_opened.emit(client_id))
        menu.addAction(_("Log a contact")).triggered.connect(lambda: self.log_wanted.emit(client_id))
        menu.addAction(_("New promise…")).triggered.connect(lambda: self.promise_wanted.emit(client_id))
        menu.addAction(_("Report…")).triggered.connect(lambda: self.report_wanted.emit(client_id))
        menu.addSeparator()
        menu.addAction(_("Edit…")).triggered.connect(lambda: self.edit_client(client_id))
        menu.addAction(_("Export all about this client…")).triggered.connect(
            lambda: self.export_wanted.emit(client_id)
        )
        if is_gone or is_paused:
            status = Status.WON_BACK if is_gone else Status.ACTIVE
            menu.addAction(_("Client again")).triggered.connect(lambda: self.set_status(facts, status))
        else:
            menu.addAction(_("Pause")).triggered.connect(lambda: self.set_status(facts, Status.PAUSED))
        if not is_gone:
            menu.addAction(_("Mark as lost…")).triggered.connect(lambda: self.lost_wanted.emit(client_id))
        menu.addSeparator()
        menu.addAction(_("Move to the trash")).triggered.connect(lambda: self.trash(facts))
        return menu

    def _open_form(self, form: ClientForm) -> ClientForm:
        form.saved.connect(self._go_to)
        form.open_wanted.connect(self.client_opened)
        form.agree_wanted.connect(self.agree_wanted)
        form.undoable.connect(self.undoable)
        form.open()
        return form

    def _go_to(self, client_id: int) -> None:
        """Make a client that was just saved the current one, where the filter lets it be seen."""
        self._wanted = client_id  # it may be about to be read
        self.make_stale()
        if client_id in {facts.client_id for facts in self._clients}:
            self._wanted = None
            self._go_to_shown(client_id)

    def _go_to_shown(self, client_id: int) -> None:
        if not self.table.select(client_id) and (self.filter.text() or self.chips.value() != _ALL):
            self.clear_filter()
            self.table.select(client_id)

    def _edit_current(self) -> None:
        if (client_id := self.current_client_id()) is not None:
            self.edit_client(client_id)

    def _trash_current(self) -> None:
        if (facts := self.table.current()) is not None:
            self.trash(facts)

    def _keep(self, name: str, value: object) -> None:
        self._kept = {**self._kept, name: value}
        self._settings.keep_view(_VIEW, self._kept)


def _order(kept: object) -> Order:
    return next((order for order in Order if order == kept), Order.URGENT)
