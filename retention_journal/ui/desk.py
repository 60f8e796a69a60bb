"""The window of one open journal: its pages, its commands, and what each page's wishes lead to.

What pages and dialogs wish leads to its acts, see ``wishes``; what deals in files is in ``desk_files``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent

from retention_journal.core.contacts import Kind
from retention_journal.core.light_facts import RecordRef
from retention_journal.i18n import _
from retention_journal.services.complaint_rows import count_answers_owed, incident_of
from retention_journal.services.morning import calls_left
from retention_journal.services.portfolio import count_living
from retention_journal.services.promises import open_promises
from retention_journal.services.reports_due import reports_due
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Changed, Journal
from retention_journal.ui import desk_help, files_at_hand, reports_together
from retention_journal.ui.clock_watch import ClockWatch
from retention_journal.ui.desk_lock import LockDesk
from retention_journal.ui.incident_watch import IncidentWatch
from retention_journal.ui.light_watch import LightWatch
from retention_journal.ui.look_back_commands import add_look_back_commands
from retention_journal.ui.morning_ahead import MorningAhead
from retention_journal.ui.page import Page
from retention_journal.ui.page_stack import NOWHERE
from retention_journal.ui.palette import Hit, Provider
from retention_journal.ui.put_off import put_off_until
from retention_journal.ui.wishes import grant, listen

#: Pages to come back to in a window made anew; from the others it is Today.
_KEPT_PLACES = frozenset({"clients", "promises", "complaints", "reports", "lessons", "insights", "settings"})


class Desk(LockDesk):
    """Everything a person does with one journal.

    Signals:
        new_wanted: Go to the four ways to a journal.
        sample_wanted: Open the sample firm.
        language_wanted: Speak this language.
    """

    new_wanted = Signal()
    sample_wanted = Signal()
    language_wanted = Signal(object)

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(journal, settings, now)
        self.lights = LightWatch(journal, now, self)
        self.lights.noted.connect(self._lights_noted)
        self.incidents = IncidentWatch(journal, now, self)
        self.incidents.told.connect(self.say_in_title)
        self.clock = ClockWatch(journal, now, self)
        self.clock.told.connect(self.sidebar.clock.show_clock)
        self.sidebar.clock.wanted.connect(self.open_clock)
        self.morning = MorningAhead(journal, now, self)
        self.morning.ready.connect(self.show_counts, Qt.ConnectionType.QueuedConnection)  # Today first
        self._log: QObject | None = None
        self._calls_left = 0
        self._searches: list[Provider] = []
        self._add_pages()
        self._add_menus()
        self._add_searches()
        self.say_how_safe()
        self.incidents.start()
        self.clock.start()
        self.go_to("today")

    # -- what there is ------------------------------------------------------------------------------------

    def _add_pages(self) -> None:
        self.add_page("today", _("Today"), "today", self._today, count=self._count_calls)
        self.add_page("clients", _("Clients"), "clients", self._clients, count=self._count_clients)
        self.add_page("client", _("Client"), "person", self._client, under="clients")
        self.add_page("promises", _("Promises"), "promises", self._promises, count=self._count_promises)
        self.add_page(
            "complaints", _("Complaints"), "complaints", self._complaints, count=self._count_complaints
        )
        self.add_page("reports", _("Reports"), "reports", self._reports, count=self._count_reports)
        self.add_page("report", _("Report"), "reports", self._report, under="reports")
        self.add_page("lessons", _("Lost & lessons"), "lessons", self._lessons, group=_("Look back"))
        self.add_page(
            "post_mortem", _("Looking back on a loss"), "lessons", self._post_mortem, under="lessons"
        )
        self.add_page("insights", _("Insights"), "insights", self._insights)
        self.add_page("settings", _("Settings"), "settings", self._settings, group="", shortcut="Ctrl+,")
        self.add_page("light", _("The light"), "settings", self._light, under="settings")
        self.add_page("questions", _("Questions to ask"), "settings", self._questions, under="settings")
        self.add_page("trash", _("Trash"), "trash", self._trash, under=NOWHERE)
        self.add_page("search", _("Search"), "search", self._search, under=NOWHERE)

    def _today(self) -> Page:
        from retention_journal.ui.pages.today import TodayPage

        page = TodayPage(self.journal, self.now, self.morning)
        page.sample_wanted.connect(self.sample_wanted)
        page.write_wanted.connect(self.write_to)
        page.record_wanted.connect(self.show_record)
        self.incidents.ticked.connect(page.side.tick)
        self.backup_watch.looked.connect(page.look_at_backups)
        page.nine_settings_wanted.connect(partial(self.open_settings, "nine"))
        page.lost_list_wanted.connect(partial(self.go_to, "lessons"))
        return grant(self, page)

    def _clients(self) -> Page:
        from retention_journal.ui.pages.clients import ClientsPage

        return grant(self, ClientsPage(self.journal, self.now, self.settings, self.tasks))

    def _client(self) -> Page:
        from retention_journal.ui.pages.client import ClientPage, Tab

        tabs = (
            Tab("kpis", _("Agreement & KPIs"), self._tab_kpis),
            Tab("promises", _("Promises"), self._tab_promises),
            Tab("complaints", _("Complaints"), self._tab_complaints),
            Tab("money", _("Hours & money"), self._tab_money),
            Tab("reports", _("Reports"), self._tab_reports),
            Tab("files", _("Files"), partial(files_at_hand.files_tab, self)),
            Tab("reflection", _("Reflection"), self._tab_reflection),
        )
        page = grant(self, ClientPage(self.journal, self.now, tabs))
        self.incidents.ticked.connect(page.header.clock.tick)
        return page

    def _tab_kpis(self) -> Page:
        from retention_journal.ui.pages.client_kpis import KpiTab

        return grant(self, KpiTab(self.journal, self.now))

    def _tab_promises(self) -> Page:
        from retention_journal.ui.pages.client_promises import PromisesTab

        return grant(self, PromisesTab(self.journal, self.now))

    def _tab_complaints(self) -> Page:
        from retention_journal.ui.pages.client_complaints import ComplaintsTab

        return grant(self, ComplaintsTab(self.journal, self.now))

    def _tab_money(self) -> Page:
        from retention_journal.ui.pages.client_money import MoneyTab

        page = grant(self, MoneyTab(self.journal, self.now))
        page.call_wanted.connect(self.log_contact)
        page.clock_moved.connect(self.clock.look)
        return page

    def _tab_reports(self) -> Page:
        from retention_journal.ui.pages.client_reports import ReportsTab

        return grant(self, ReportsTab(self.journal, self.now))

    def _tab_reflection(self) -> Page:
        from retention_journal.ui.pages.client_reflection import ReflectionTab

        return grant(self, ReflectionTab(self.journal, self.now))

    def _promises(self) -> Page:
        from retention_journal.ui.pages.promises import PromisesPage

        return grant(self, PromisesPage(self.journal, self.now))

    def _complaints(self) -> Page:
        from retention_journal.ui.pages.complaints import ComplaintsPage

        page = ComplaintsPage(self.journal, self.now)
        page.record_wanted.connect(self.show_record)
        return grant(self, page)

    def _reports(self) -> Page:
        from retention_journal.ui.pages.reports import ReportsPage

        return grant(self, ReportsPage(self.journal, self.now, settings=self.settings, tasks=self.tasks))

    def _report(self) -> Page:
        from retention_journal.ui.pages.report_preview import ReportPreviewPage

        return grant(
            self, ReportPreviewPage(self.journal, self.now, settings=self.settings, tasks=self.tasks)
        )

    def _lessons(self) -> Page:
        from retention_journal.ui.pages.lost_lessons import LostLessonsPage

        page = LostLessonsPage(self.journal, self.now)
        page.insights_wanted.connect(partial(self.go_to, "insights"))
        page.open_post_mortem.connect(self.open_post_mortem)
        return grant(self, page)

    def _post_mortem(self) -> Page:
        from retention_journal.ui.pages.post_mortem import PostMortemPage

        page = PostMortemPage(self.journal, self.now)
        page.record_wanted.connect(self.show_record)
        page.lost_list_wanted.connect(partial(self.go_to, "lessons"))
        return grant(self, page)

    def _insights(self) -> Page:
        from retention_journal.ui.pages.insights import InsightsPage

        page = InsightsPage(self.journal, self.now, self.settings, self.tasks)
        page.saved.connect(self._offer_pdf)
        return grant(self, page)

    def _settings(self) -> Page:
        from retention_journal.ui.pages.settings_page import SettingsPage

        page = SettingsPage(self.journal, self.settings, self.now, tasks=self.tasks)
        page.language_wanted.connect(self.language_wanted)
        page.backups_wanted.connect(self.show_backups)
        self.tell_of_checks(page.files)
        return grant(self, page)

    def _light(self) -> Page:
        from retention_journal.ui.pages.settings_light_page import LightSettingsPage

        return grant(self, LightSettingsPage(self.journal, self.now, tasks=self.tasks))

    def _questions(self) -> Page:
        from retention_journal.ui.pages.settings_questions_page import QuestionsPage

        return grant(self, QuestionsPage(self.journal, self.now))

    def _trash(self) -> Page:
        from retention_journal.ui.pages.trash import TrashPage

        return grant(self, TrashPage(self.journal, self.now))

    def _search(self) -> Page:
        from retention_journal.ui.pages.search_results import SearchResultsPage

        return grant(self, SearchResultsPage(self.journal, self.now))

    def _add_menus(self) -> None:
        add = self.add_command
        add("journal", _("&New journal…"), self.new_wanted.emit, icon="add")
        add("journal", _("&Open a journal…"), self.choose_journal, "Ctrl+O", icon="folder")
        add("journal", _("Open the sa&mple journal"), self.sample_wanted.emit, icon="sample")
        self.add_line("journal")
        add("journal", _("&Bring something in…"), self.choose_import, "Ctrl+I", icon="import")
        add("journal", _("Impo&rt history…"), self.show_import_history, icon="calendar-clock")
        add("journal", _("Men&d broken letters…"), self.mend_letters, icon="language")
        add("journal", _("E&xport…"), self.export, "Ctrl+E", icon="export")
        add("journal", _("Save t&his list as a table…"), self.save_list, icon="export")
        self.add_line("journal")
        add("journal", _("Back &up now"), self.back_up_now, icon="save")
        add("journal", _("Bac&kups…"), self.show_backups, icon="folder")
        add("journal", _("&Trash"), self.open_trash, icon="trash")
        add("journal", _("&Lock now"), self.lock_now, "Ctrl+Shift+L", icon="lock")
        self.add_line("journal")
        add("client", _("&New client…"), self.new_client, "Ctrl+N", icon="add")
        add("client", _("&Log a contact…"), self.log_contact, "Ctrl+L", icon="log")
        add("client", _("New &promise…"), self.new_promise, "Ctrl+Shift+P", icon="promise")
        add("client", _("New &complaint…"), self.new_complaint, "Ctrl+Shift+C", icon="complaints")
        add("client", _("&Agree KPIs…"), self.agree, icon="agreement")
        add("client", _("What is &included…"), self.ask_questions, icon="included")
        add("client", _("A&dd files…"), partial(files_at_hand.add_files, self), icon="paperclip")
        add("client", _("Mark as l&ost…"), self.mark_lost, icon="closing")
        add("report", _("&Report for this client"), self.make_report, "Ctrl+R", icon="reports")
        add("report", _("Enter n&umbers of all clients…"), self.enter_all_numbers, icon="kpi")
        add("edit", _("Search &everything"), partial(self.search_for, ""), "Ctrl+Shift+F", icon="search")
        add_look_back_commands(self, self._client_at_hand)
        self.offer_help(self.show_help_for)
        add("help", _("&About Retention Journal"), self._about, icon="info")

    def _add_searches(self) -> None:
        self.add_search(self._search_journal)

    def _search_journal(self, query: str) -> list[Hit]:
        from retention_journal.ui.search_hits import Ways, providers

        if not self._searches:
            ways = Ways(
                open_client=self.open_client,
                log=self.log_contact,
                promise=self.new_promise,
                report=self.make_report,
                show_all=self.search_for,
                open_page=self.go_to,
                open_fact=self.open_fact,
            )
            self._searches = providers(self.journal, self.now, ways)
        return [hit for ask in self._searches for hit in ask(query)]

    # -- counts -------------------------------------------------------------------------------------------

    def _count_calls(self) -> int | None:
        if self.morning.is_at_hand():  # else the number stands until the list is gathered
            self._calls_left = calls_left(self.journal, self.now(), put_off_until(self.journal.path))
        return self._calls_left or None

    def _count_clients(self) -> int | None:
        return count_living(self.journal) or None

    def _count_promises(self) -> int | None:
        return open_promises(self.journal, self.now().date()).count or None

    def _count_complaints(self) -> int | None:
        return count_answers_owed(self.journal) or None

    def _count_reports(self) -> int | None:
        return len(reports_due(self.journal, self.now().date())) or None

    # -- going somewhere ----------------------------------------------------------------------------------

    def place(self) -> tuple[str]:
        """Return where the person is, to come back to it in a window made anew."""
        page = self.current_page()
        return (page if page in _KEPT_PLACES else "today",)

    def open_clients(self) -> None:
        """Show the list of clients."""
        self.go_to("clients")

    def open_client(self, client_id: int, tab: str = "") -> None:
        """Show one client, on a tab of its own page if one is named."""
        self.go_to("client", client_id=client_id, **({"tab": tab} if tab else {}))

    def open_fact(self, client_id: int, record: RecordRef) -> None:
        """Show one client, with the record that a fact of their light stands in; a complaint on its page."""
        from retention_journal.ui.pages.client import ClientPage, tab_of

        if (number := incident_of(self.journal, record.type, record.id)) is not None:
            self.open_complaint(number)
            return
        self.open_client(client_id, tab_of(record.type))
        page = self.page("client")
        if isinstance(page, ClientPage):
            page.open_record(record)

    def open_goals(self, client_id: int) -> None:
        """Show what was agreed with a client."""
        self.open_client(client_id, "kpis")

    def open_client_reports(self, client_id: int) -> None:
        """Show the reports a client has had."""
        self.open_client(client_id, "reports")

    def open_clock(self) -> None:
        """Show the clock where it can be stopped; one for no client is at every client."""
        one = self.clock.one
        client_id = (one.client_id if one else None) or self._client_at_hand()
        if client_id is None:
            self.say(_("The clock runs for no client. Open a client to stop it there."))
            self.go_to("clients")
            return
        tab = self._client_tab(client_id, "money")
        if tab is not None:
            tab.show_clock()

    def open_promises(self, client_id: int | None = None) -> None:
        """Show every open promise, or those to and from one client."""
        if client_id is None:
            self.go_to("promises")
        else:
            self.open_client(client_id, "promises")

    def open_complaint(self, incident_id: int, step: int | None = None) -> None:
        """Show a complaint, at one of its five steps if one is named, 0 to 4."""
        self.go_to("complaints", incident_id=incident_id, **({} if step is None else {"step": step}))

    def open_post_mortem(self, loss_id: int, step: int | None = None) -> None:
        """Look back on a loss, where one stopped or at one of the steps, 0 for the private page to 5."""
        self.go_to("post_mortem", loss_id=loss_id, **({} if step is None else {"step": step}))

    def open_reports(self) -> None:
        """Show what reports are due, begun and sent."""
        self.go_to("reports")

    def open_settings(self, part: str = "") -> None:
        """Show the settings, from the part on that is named, such as "nine"."""
        self.go_to("settings", **({"part": part} if part else {}))

    def open_light_settings(self, signal: str = "") -> None:
        """Show the thresholds of the light, those of ``signal`` unfolded, such as "S1"."""
        self.go_to("light", **({"signal": signal} if signal else {}))

    def open_questions(self) -> None:
        """Show the questions that are asked at the start of an engagement."""
        self.go_to("questions")

    def open_trash(self) -> None:
        """Show the trash."""
        self.go_to("trash")

    def search_for(self, text: str = "") -> None:
        """Show everything that holds ``text``."""
        self.go_to("search", text=text)

    def make_report(self, client_id: int | None = None, period: object = None) -> None:
        """Show the report for a client as it will be printed; of the last whole period if none is named."""
        client_id = client_id or self._client_at_hand()
        if client_id is None:
            self.say(_("Open the client first, then press Ctrl+R."))
            self.go_to("clients")
        else:
            self.go_to("report", client_id=client_id, **({"period": period} if period else {}))

    make_report_drafts = reports_together.make_report_drafts
    save_reports = reports_together.save_reports

    def open_sent_report(self, report_id: int) -> None:
        """Show a report exactly as it was sent."""
        self.go_to("report", report_id=report_id)

    # -- acts ---------------------------------------------------------------------------------------------

    def log_contact(self, client_id: int | None = None, kind: Kind = Kind.CALL) -> None:
        """Log a contact, with the client at hand where there is one; one dialog at a time."""
        from retention_journal.ui.dialogs.quick_log import open_quick_log

        chosen = client_id or self._client_at_hand()
        dialog = open_quick_log(self, self.journal, self.now, client_id=chosen, kind=kind)
        if dialog is not self._log:
            self._log = dialog
            dialog.destroyed.connect(self._log_is_closed)
            listen(self, dialog)

    def write_to(self, client_id: int) -> None:
        """Log an e-mail to a client who was not reached by telephone."""
        self.log_contact(client_id, Kind.EMAIL)

    def show_record(self, type_name: str, record_id: int, client_id: int) -> None:
        """Show the record a reason stands in, over the page where it has a form of its own."""
        if type_name == "client":
            self.open_client(record_id)
        elif type_name == "interaction":
            self.change_contact(record_id)
        elif type_name == "promise":
            self.change_promise(record_id)
        elif (number := incident_of(self.journal, type_name, record_id)) is not None:
            self.open_complaint(number)
        else:
            self.open_fact(client_id, RecordRef(type_name, record_id))

    def change_contact(self, interaction_id: int) -> None:
        """Change what was logged."""
        from retention_journal.services.contacts import contact
        from retention_journal.ui.dialogs.quick_log import QuickLog

        saved = contact(self.journal, interaction_id)
        listen(self, QuickLog(self.journal, self.now, saved=saved, parent=self)).show()

    def new_client(self, name: str = "") -> None:
        """Add a client."""
        from retention_journal.ui.dialogs.client_form import ClientForm

        dialog = ClientForm(self.journal, self.now, name=name, parent=self)
        dialog.saved.connect(self.open_client)
        dialog.open_wanted.connect(self.open_client)
        listen(self, dialog).open()

    def new_promise(self, client_id: int | None = None) -> None:
        """Note a promise."""
        from retention_journal.ui.dialogs.promise_form import PromiseForm

        chosen = client_id or self._client_at_hand()
        listen(self, PromiseForm(self.journal, self.now, client_id=chosen, parent=self)).open()

    def new_complaint(self, client_id: int | None = None) -> None:
        """Write down a complaint, and show the promise that comes next."""
        from retention_journal.ui.dialogs.new_complaint import NewComplaint
        from retention_journal.ui.pages.complaint_steps_bar import PROMISED

        elsewhere = self.current_page() != "complaints"  # there the next one is mostly somebody else's
        chosen = client_id or (self._client_at_hand() if elsewhere else None)
        dialog = NewComplaint(self.journal, self.now, client_id=chosen, parent=self)
        dialog.recorded.connect(lambda number: self.open_complaint(number, PROMISED))
        listen(self, dialog).open()

    def change_promise(self, promise_id: int) -> None:
        """Change a promise."""
        from retention_journal.ui.dialogs.promise_form import PromiseForm

        listen(self, PromiseForm(self.journal, self.now, promise_id=promise_id, parent=self)).open()

    def agree(self, client_id: int | None = None) -> None:
        """Agree KPIs with a client."""
        tab = self._kpi_tab(client_id)
        if tab is not None:
            tab.agree()

    def ask_questions(self, client_id: int | None = None) -> None:
        """Ask a client the questions of the start: what is included, and what is not."""
        tab = self._kpi_tab(client_id)
        if tab is not None:
            tab.ask_questions()

    def enter_numbers(self, client_id: int | None = None) -> None:
        """Enter a client's numbers."""
        tab = self._kpi_tab(client_id)
        if tab is not None:
            tab.enter_numbers()

    def enter_all_numbers(self) -> None:
        """Enter the numbers of a month over all clients."""
        from retention_journal.ui.dialogs.all_numbers import AllNumbersDialog

        listen(self, AllNumbersDialog(self.journal, self.now, self)).open()

    def mark_lost(self, client_id: int | None = None) -> None:
        """Write down a loss."""
        from retention_journal.ui.dialogs.mark_lost import MarkLostDialog

        chosen = client_id or self._client_at_hand()
        dialog = MarkLostDialog(self.journal, self.now, self, client_id=chosen)
        dialog.talked.connect(self._write_closing)
        listen(self, dialog).open()

    def finish(self) -> None:
        """End what is under way, before the journal is closed or the window made anew."""
        self._leave_dialogs(anyhow=True)
        for page in self.built_pages().values():
            page.keep()
        self.folder.stop()
        self.stop_files()
        self.lights.stop()
        self.clock.stop()
        self.incidents.stop()
        self.morning.stop()
        self.stop_listening()
        self.tasks.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leave_dialogs():
            super().closeEvent(event)
        else:
            event.ignore()

    def _lights_noted(self) -> None:
        """Let the pages that say since when a light is as it is look again."""
        for page in self.built_pages().values():
            page.on_change(Changed("", frozenset({"health_snapshot"})))

    # -- inside -------------------------------------------------------------------------------------------

    def _client_at_hand(self) -> int | None:
        page = self.built_pages().get(self.current_page())
        ask = getattr(page, "current_client_id", None)
        return ask() if callable(ask) else None

    def _kpi_tab(self, client_id: int | None) -> Any:
        chosen = client_id or self._client_at_hand()
        if chosen is None:
            self.say(_("Open the client first."))
            self.go_to("clients")
            return None
        return self._client_tab(chosen, "kpis")

    def _client_tab(self, client_id: int, tab: str) -> Any:
        """Return a tab of a client, and show it."""
        from retention_journal.ui.pages.client import ClientPage

        self.open_client(client_id, tab)
        page = self.page("client")
        return page.tab(tab) if isinstance(page, ClientPage) else None

    def _write_closing(self, client_id: int, loss_id: int) -> None:
        from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog

        dialog = ClosingConversationDialog(self.journal, self.now, self, client_id=client_id, loss_id=loss_id)
        listen(self, dialog).open()

    def _offer_pdf(self, path: Path) -> None:
        """Say where a PDF was saved, and offer to open it."""
        from retention_journal.ui.pages.insights_printing import open_file

        told = _("Saved in {folder}.").format(folder=path.parent.name)
        self.say(told, _("Open"), partial(open_file, path, self.say))

    def _leave_dialogs(self, *, anyhow: bool = False) -> bool:
        from retention_journal.ui.dialog import leave_dialogs

        return leave_dialogs(self, anyhow=anyhow)

    def _log_is_closed(self, closed: QObject) -> None:
        if closed is self._log:
            self._log = None

    show_help_for = desk_help.show_help_for
    _about = desk_help.show_about
