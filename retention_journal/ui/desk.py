"""The window of one open journal: its pages, its commands, and what each page's wishes lead to.

Pages and dialogs emit wishes by name (``client_opened``, ``log_wanted`` …). A wish means the same wherever it
comes from, so they are granted here once, in ``_GRANTED``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

from retention_journal.core.contacts import Kind
from retention_journal.core.errors import JournalError
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.backups import Backup, backups, make_backup, make_daily_backup
from retention_journal.services.business import own_business
from retention_journal.services.morning import calls_left
from retention_journal.services.portfolio import count_living
from retention_journal.services.promises import open_promises
from retention_journal.services.today import reports_due
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Changed, Journal, JournalReader
from retention_journal.ui.light_watch import LightWatch
from retention_journal.ui.main_window import MainWindow
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import Page
from retention_journal.ui.page_stack import NOWHERE
from retention_journal.ui.palette import Hit, Provider
from retention_journal.ui.put_off import put_off_until
from retention_journal.ui.tasks import Tasks

_TAKEN_IN = {".csv", ".txt", ".tsv", ".vcf", ".vcard"}

#: What each wish leads to, by the name of the signal.
_GRANTED = {
    "back_wanted": "open_clients",
    "client_opened": "open_client",
    "client_wanted": "open_client",
    "log_wanted": "log_contact",
    "contact_wanted": "change_contact",
    "entry_wanted": "change_contact",
    "report_wanted": "make_report",
    "report_opened": "open_sent_report",
    "reports_wanted": "open_reports",
    "client_reports_wanted": "open_client_reports",
    "goals_wanted": "open_goals",
    "agree_wanted": "agree",
    "numbers_wanted": "enter_numbers",
    "promises_wanted": "open_promises",
    "promise_wanted": "new_promise",
    "promise_opened": "change_promise",
    "lost_wanted": "mark_lost",
    "import_wanted": "choose_clients",
    "business_wanted": "open_settings",
    "fact_wanted": "open_fact",
    "settings_wanted": "open_settings",
    "light_settings_wanted": "open_light_settings",
}


class Desk(MainWindow):
    """Everything a person does with one journal.

    Signals:
        open_wanted: Open the journal at this path instead.
        new_wanted: Go to the four ways to a journal.
        sample_wanted: Open the sample firm.
        language_wanted: Speak this language.
    """

    open_wanted = Signal(object)
    new_wanted = Signal()
    sample_wanted = Signal()
    language_wanted = Signal(object)

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__(journal, settings, now)
        self.tasks = Tasks(self, on_error=lambda error: show_error(error, self))
        self.lights = LightWatch(journal, now, self.tasks, self)
        self.lights.noted.connect(self._lights_noted)
        self._log: QObject | None = None
        self._searches: list[Provider] = []
        self.setAcceptDrops(True)
        self._add_pages()
        self._add_menus()
        self._add_searches()
        self.sidebar.status.wanted.connect(self.show_backups)
        self._say_how_safe()
        self.go_to("today")

    # -- what there is ------------------------------------------------------------------------------------

    def _add_pages(self) -> None:
        self.add_page("today", _("Today"), "today", self._today, count=self._count_calls)
        self.add_page("clients", _("Clients"), "clients", self._clients, count=self._count_clients)
        self.add_page("client", _("Client"), "person", self._client, under="clients")
        self.add_page("promises", _("Promises"), "promises", self._promises, count=self._count_promises)
        self.add_page("reports", _("Reports"), "reports", self._reports, count=self._count_reports)
        self.add_page("report", _("Report"), "reports", self._report, under="reports")
        self.add_page("lessons", _("Lost & lessons"), "lessons", self._lessons, group=_("Look back"))
        self.add_page("settings", _("Settings"), "settings", self._settings, group="", shortcut="Ctrl+,")
        self.add_page("light", _("The light"), "settings", self._light, under="settings")
        self.add_page("trash", _("Trash"), "trash", self._trash, under=NOWHERE)
        self.add_page("search", _("Search"), "search", self._search, under=NOWHERE)

    def _today(self) -> Page:
        from retention_journal.ui.pages.today import TodayPage

        page = TodayPage(self.journal, self.now)
        page.sample_wanted.connect(self.sample_wanted)
        page.write_wanted.connect(self.write_to)
        page.record_wanted.connect(self.show_record)
        page.nine_settings_wanted.connect(self.open_settings)
        page.lost_list_wanted.connect(partial(self.go_to, "lessons"))
        return self._grant(page)

    def _clients(self) -> Page:
        from retention_journal.ui.pages.clients import ClientsPage

        return self._grant(ClientsPage(self.journal, self.now, self.settings, self.tasks))

    def _client(self) -> Page:
        from retention_journal.ui.pages.client import ClientPage, Tab

        tabs = (
            Tab("kpis", _("Agreement & KPIs"), self._tab_kpis),
            Tab("promises", _("Promises"), self._tab_promises),
            Tab("reports", _("Reports"), self._tab_reports),
            Tab("reflection", _("Reflection"), self._tab_reflection),
        )
        return self._grant(ClientPage(self.journal, self.now, tabs))

    def _tab_kpis(self) -> Page:
        from retention_journal.ui.pages.client_kpis import KpiTab

        return self._grant(KpiTab(self.journal, self.now))

    def _tab_promises(self) -> Page:
        from retention_journal.ui.pages.client_promises import PromisesTab

        return self._grant(PromisesTab(self.journal, self.now))

    def _tab_reports(self) -> Page:
        from retention_journal.ui.pages.client_reports import ReportsTab

        return self._grant(ReportsTab(self.journal, self.now))

    def _tab_reflection(self) -> Page:
        from retention_journal.ui.pages.client_reflection import ReflectionTab

        return self._grant(ReflectionTab(self.journal, self.now))

    def _promises(self) -> Page:
        from retention_journal.ui.pages.promises import PromisesPage

        return self._grant(PromisesPage(self.journal, self.now))

    def _reports(self) -> Page:
        from retention_journal.ui.pages.reports import ReportsPage

        return self._grant(ReportsPage(self.journal, self.now, settings=self.settings))

    def _report(self) -> Page:
        from retention_journal.ui.pages.report_preview import ReportPreviewPage

        return self._grant(
            ReportPreviewPage(self.journal, self.now, settings=self.settings, tasks=self.tasks)
        )

    def _lessons(self) -> Page:
        from retention_journal.ui.pages.lost_lessons import LostLessonsPage

        return self._grant(LostLessonsPage(self.journal, self.now))

    def _settings(self) -> Page:
        from retention_journal.ui.pages.settings_page import SettingsPage

        page = SettingsPage(self.journal, self.settings, self.now, tasks=self.tasks)
        page.language_wanted.connect(self.language_wanted)
        page.backups_wanted.connect(self.show_backups)
        return self._grant(page)

    def _light(self) -> Page:
        from retention_journal.ui.pages.settings_light_page import LightSettingsPage

        return self._grant(LightSettingsPage(self.journal, self.now, tasks=self.tasks))

    def _trash(self) -> Page:
        from retention_journal.ui.pages.trash import TrashPage

        return self._grant(TrashPage(self.journal, self.now))

    def _search(self) -> Page:
        from retention_journal.ui.pages.search_results import SearchResultsPage

        return self._grant(SearchResultsPage(self.journal, self.now))

    def _add_menus(self) -> None:
        add = self.add_command
        add("journal", _("&New journal…"), self.new_wanted.emit, icon="add")
        add("journal", _("&Open a journal…"), self.choose_journal, "Ctrl+O", icon="folder")
        add("journal", _("Open the sa&mple journal"), self.sample_wanted.emit, icon="sample")
        self.add_line("journal")
        add("journal", _("&Bring clients in…"), self.choose_clients, "Ctrl+I", icon="import")
        add("journal", _("&Export everything…"), self.choose_export_folder, icon="export")
        self.add_line("journal")
        add("journal", _("Back &up now"), self.back_up_now, icon="save")
        add("journal", _("Bac&kups…"), self.show_backups, icon="folder")
        add("journal", _("&Trash"), self.open_trash, icon="trash")
        self.add_line("journal")
        add("client", _("&New client…"), self.new_client, "Ctrl+N", icon="add")
        add("client", _("&Log a contact…"), self.log_contact, "Ctrl+L", icon="log")
        add("client", _("New &promise…"), self.new_promise, "Ctrl+Shift+P", icon="promise")
        add("client", _("&Agree KPIs…"), self.agree, icon="agreement")
        add("client", _("Mark as l&ost…"), self.mark_lost, icon="closing")
        add("report", _("&Report for this client"), self.make_report, "Ctrl+R", icon="reports")
        add("edit", _("Search &everything"), partial(self.search_for, ""), "Ctrl+Shift+F", icon="search")
        self.offer_help(self.show_help_for)
        add("help", _("&About Retention Journal"), self._about, icon="info")

    def _add_searches(self) -> None:
        self.add_search(self._search_journal)

    def _search_journal(self, query: str) -> list[Hit]:
        from retention_journal.ui.search_hits import providers

        if not self._searches:
            self._searches = providers(
                self.journal,
                self.now,
                open_client=self.open_client,
                log=self.log_contact,
                promise=self.new_promise,
                report=self.make_report,
                show_all=self.search_for,
                open_page=self.go_to,
            )
        return [hit for ask in self._searches for hit in ask(query)]

    def _grant(self, page: Page) -> Page:
        """Let every wish of ``page`` lead where it should."""
        for wish, act in _GRANTED.items():
            signal = getattr(page, wish, None)
            if signal is not None:
                signal.connect(getattr(self, act))
        return page

    # -- counts -------------------------------------------------------------------------------------------

    def _count_calls(self) -> int | None:
        return calls_left(self.journal, self.now(), put_off_until(self.journal.path)) or None

    def _count_clients(self) -> int | None:
        return count_living(self.journal) or None

    def _count_promises(self) -> int | None:
        return open_promises(self.journal, self.now().date()).count or None

    def _count_reports(self) -> int | None:
        return len(reports_due(self.journal, self.now().date())) or None

    # -- going somewhere ----------------------------------------------------------------------------------

    def place(self) -> tuple[str]:
        """Return where the person is, to come back to it in a window made anew."""
        page = self.current_page()
        return (page if page in {"clients", "promises", "reports", "lessons", "settings"} else "today",)

    def open_clients(self) -> None:
        """Show the list of clients."""
        self.go_to("clients")

    def open_client(self, client_id: int, tab: str = "") -> None:
        """Show one client, on a tab of its own page if one is named."""
        self.go_to("client", client_id=client_id, **({"tab": tab} if tab else {}))

    def open_fact(self, client_id: int, record: RecordRef) -> None:
        """Show one client, with the record that a fact of their light stands in."""
        from retention_journal.ui.pages.client import ClientPage

        self.open_client(client_id)
        page = self.page("client")
        if isinstance(page, ClientPage):
            page.open_record(record)

    def open_goals(self, client_id: int) -> None:
        """Show what was agreed with a client."""
        self.open_client(client_id, "kpis")

    def open_client_reports(self, client_id: int) -> None:
        """Show the reports a client has had."""
        self.open_client(client_id, "reports")

    def open_promises(self, client_id: int | None = None) -> None:
        """Show every open promise, or those to and from one client."""
        if client_id is None:
            self.go_to("promises")
        else:
            self.open_client(client_id, "promises")

    def open_reports(self) -> None:
        """Show what reports are due, begun and sent."""
        self.go_to("reports")

    def open_settings(self) -> None:
        """Show the settings."""
        self.go_to("settings")

    def open_light_settings(self, signal: str = "") -> None:
        """Show the thresholds of the light, those of ``signal`` unfolded, such as "S1"."""
        self.go_to("light", **({"signal": signal} if signal else {}))

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
            self._listen(dialog)

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
        else:
            self.open_fact(client_id, RecordRef(type_name, record_id))

    def change_contact(self, interaction_id: int) -> None:
        """Change what was logged."""
        from retention_journal.services.contacts import contact
        from retention_journal.ui.dialogs.quick_log import QuickLog

        saved = contact(self.journal, interaction_id)
        self._listen(QuickLog(self.journal, self.now, saved=saved, parent=self)).show()

    def new_client(self, name: str = "") -> None:
        """Add a client."""
        from retention_journal.ui.dialogs.client_form import ClientForm

        dialog = ClientForm(self.journal, self.now, name=name, parent=self)
        dialog.saved.connect(self.open_client)
        dialog.open_wanted.connect(self.open_client)
        self._listen(dialog).open()

    def new_promise(self, client_id: int | None = None) -> None:
        """Note a promise."""
        from retention_journal.ui.dialogs.promise_form import PromiseForm

        chosen = client_id or self._client_at_hand()
        self._listen(PromiseForm(self.journal, self.now, client_id=chosen, parent=self)).open()

    def change_promise(self, promise_id: int) -> None:
        """Change a promise."""
        from retention_journal.ui.dialogs.promise_form import PromiseForm

        self._listen(PromiseForm(self.journal, self.now, promise_id=promise_id, parent=self)).open()

    def agree(self, client_id: int | None = None) -> None:
        """Agree KPIs with a client."""
        tab = self._kpi_tab(client_id)
        if tab is not None:
            tab.agree()

    def enter_numbers(self, client_id: int | None = None) -> None:
        """Enter a client's numbers."""
        tab = self._kpi_tab(client_id)
        if tab is not None:
            tab.enter_numbers()

    def mark_lost(self, client_id: int | None = None) -> None:
        """Write down a loss."""
        from retention_journal.ui.dialogs.mark_lost import MarkLostDialog

        chosen = client_id or self._client_at_hand()
        dialog = MarkLostDialog(self.journal, self.now, self, client_id=chosen)
        dialog.talked.connect(self._write_closing)
        self._listen(dialog).open()

    def bring_in(self, path: Path) -> None:
        """Take clients in from the file at ``path``."""
        from retention_journal.ui.dialogs.import_clients import ImportClients

        dialog = ImportClients(self.journal, self.now, tasks=self.tasks, parent=self)
        self._listen(dialog).open()
        dialog.take_file(path)

    def choose_clients(self) -> None:
        """Choose a file of clients to take in."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Clients ({patterns})").format(patterns=" ".join(f"*{end}" for end in sorted(_TAKEN_IN)))
        name, _kind = QFileDialog.getOpenFileName(self, _("Bring clients in"), "", kinds)
        if name:
            self.bring_in(Path(name))

    def choose_journal(self) -> None:
        """Choose another journal to open."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Journals ({patterns})").format(patterns="*.rjournal")
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open a journal"), str(self.journal.path.parent), kinds
        )
        if name:
            self.open_wanted.emit(Path(name))

    def choose_export_folder(self) -> None:
        """Choose where everything is written out to."""
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, _("Export into a new folder in"), "")
        if folder:
            self.export_to(Path(folder) / f"{self.journal.path.stem} {self.now().date().isoformat()}")

    def export_to(self, folder: Path) -> None:
        """Write everything out as open files into ``folder``, in the background."""
        from retention_journal.ui.dialogs.progress import TaskDialog

        done = _("Everything was written into {name}.").format(name=folder.name)
        task = self.tasks.start(
            partial(_export, self.journal.path, folder, self.now().date()),
            on_success=lambda _counts: self.say(done),
        )
        TaskDialog(task, _("Writing everything out"), self)

    def back_up_now(self) -> None:
        """Make a verified copy now."""
        try:
            made = make_backup(self.journal, today=self.now().date())
        except JournalError as error:
            show_error(error, self, retry=self.back_up_now)
            return
        self._say_how_safe()
        self.say(_("Backed up and read back: {name}.").format(name=made.path.name))

    def back_up_today(self, today: date) -> None:
        """Make today's copy in the background, unless there is one."""
        self.tasks.start(
            lambda _progress: make_daily_backup(self.journal.path, today), on_success=self._backed_up
        )

    def show_backups(self) -> None:
        """Show the copies that were kept."""
        from retention_journal.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self.journal.path, self.now, self, self.settings)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.made.connect(self._say_how_safe)
        self._listen(dialog).open()

    def finish(self) -> None:
        """End what is under way, before the journal is closed or the window made anew."""
        self._leave_dialogs()
        self.lights.stop()
        self.stop_listening()
        self.tasks.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_dialogs()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _droppable(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _droppable(event)[:1]:
            if path.suffix.casefold() == ".rjournal":
                self.open_wanted.emit(path)
            else:
                self.bring_in(path)

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
        from retention_journal.ui.pages.client import ClientPage

        chosen = client_id or self._client_at_hand()
        if chosen is None:
            self.say(_("Open the client first."))
            self.go_to("clients")
            return None
        self.open_client(chosen, "kpis")
        page = self.page("client")
        return page.tab("kpis") if isinstance(page, ClientPage) else None

    def _write_closing(self, client_id: int, loss_id: int) -> None:
        from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog

        dialog = ClosingConversationDialog(self.journal, self.now, self, client_id=client_id, loss_id=loss_id)
        self._listen(dialog).open()

    def _listen(self, dialog: Any) -> Any:
        """Let what a dialog did be said with an undo, and what it says be said."""
        for name in ("undoable", "did", "done_with"):
            if (signal := getattr(dialog, name, None)) is not None:
                signal.connect(self.say_done)
        if (signal := getattr(dialog, "toast", None)) is not None:
            signal.connect(self.say)
        self._grant(dialog)
        return dialog

    def _leave_dialogs(self) -> None:
        """Close the dialogs that are open as Esc does: what was written in them is kept as a draft."""
        from retention_journal.ui.dialog import Dialog

        for dialog in self.findChildren(Dialog):
            if dialog.isVisible():
                with suppress(JournalError):  # it could not be saved, and is kept as a draft
                    dialog.reject()

    def _log_is_closed(self, closed: QObject) -> None:
        if closed is self._log:
            self._log = None

    def _backed_up(self, made: Backup | None) -> None:
        if made is not None:
            self._say_how_safe()

    def _say_how_safe(self) -> None:
        from retention_journal.core import formats

        if self.journal.is_read_only:
            self.sidebar.status.show_lines(_("Read only"), _("Nothing can be changed"), trouble=True)
            return
        kept = backups(self.journal.path)
        first = _("Sample journal") if own_business(self.journal).is_sample else _("Saved on this computer")
        if not kept:
            self.sidebar.status.show_lines(first, _("Not backed up yet"))
            return
        today = self.now().date()
        when = (
            formats.clock(kept[0].made_at)
            if kept[0].made_on == today
            else formats.days_ago(kept[0].made_on, today)
        )
        self.sidebar.status.show_lines(first, _("Backed up {when}").format(when=when))

    def show_help_for(self, page: str) -> None:
        """Show what F1 says of ``page``."""
        from retention_journal.ui.dialogs.help import HelpDialog

        HelpDialog(page, self).open()

    def _about(self) -> None:
        from retention_journal.ui.dialogs.about import AboutDialog

        AboutDialog(self).open()


def _export(journal: Path, folder: Path, today: date, progress: Progress) -> dict[str, int]:
    from retention_journal.services.transfer.exporting import export

    with JournalReader.open(journal) as reader:
        return export(reader, folder, today=today, progress=progress)


def _droppable(event: QDragEnterEvent | QDropEvent) -> Sequence[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in {*_TAKEN_IN, ".rjournal"}]
