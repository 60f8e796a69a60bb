"""Taking something out of the journal: what, as what, where to; how far it is; and where it lies then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_names
from retention_journal.services.transfer.lists_out import Listed, ListKind
from retention_journal.services.transfer.person_export import PAGE_FILE, everybody
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.taking_out import Wanted, What, ending_of, offered_name, take_out
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.export_choices import (
    TOLD,
    Offer,
    Remembered,
    free_place,
    remembered,
    told_of_kind,
)
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import Radio

_ALREADY_THERE = "already_there"


class ExportDialog(Dialog):
    """Takes everything out, or all about one client or person, contacts, a calendar, or a list.

    It stays until the files are there, says so, and opens their folder. Closing it before stops the work
    and leaves nothing.
    """

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        tasks: Tasks,
        settings: SettingsFile,
        parent: QWidget,
        offer: Offer = Offer(),  # noqa: B008 - it is frozen
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make the dialog.

        Args:
            journal: What is taken out of.
            now: The moment on the wall clock here.
            tasks: Where the work goes on.
            settings: Where the choice is remembered.
            parent: The window it belongs to.
            offer: What it begins with.
            open_url: What shows the folder.
        """
        super().__init__(_("Export"), _("Export"), parent, width=640)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._remembered, self._offer, self._open_url = settings, offer, open_url
        self._last = remembered(settings)
        self._task: Task | None = None
        self._is_own_name = False
        self.done_at: Path | None = None
        self._names = {one.id: one.name for one in client_names(journal)}
        self._people = dict(everybody(journal))
        self._lay_out()
        self._show_what()
        self.whats[self.what()].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is chosen -----------------------------------------------------------------------------------

    def what(self) -> What:
        """Return what is to be taken out."""
        return next(what for what, button in self.whats.items() if button.isChecked())

    def wanted(self) -> Wanted:
        """Return what is to be done.

        Raises:
            InvalidEntryError: The name or the folder cannot be used, or nobody is chosen.
        """
        what, client = self.what(), self.client.value()
        if what is What.CLIENT and client is None:
            raise InvalidEntryError("client", _("Choose the client it is about."))
        if what is What.PERSON and self.person.value() is None:
            raise InvalidEntryError("person", _("Choose the person it is about."))
        folder, name = Path(self.folder.cleaned()), self.name.cleaned()
        if not name or Path(name).name != name or name in {".", ".."}:
            raise InvalidEntryError("name", _("Write a name, without the folder."))
        if not folder.is_absolute():
            raise InvalidEntryError("folder", _("Write the whole folder, or choose one."))
        if not folder.is_dir():
            raise InvalidEntryError("folder", _("This folder is not there."), _("Choose another folder."))
        ending = ending_of(what, as_zip=self.pack.value())
        if not name.casefold().endswith(ending):
            name += ending
        return Wanted(
            what,
            folder / name,
            client=client if what in {What.CLIENT, What.CARDS, What.CALENDAR} else None,
            contact=self.person.value() if what is What.PERSON else None,
            listed=self._listed() if what is What.LIST else None,
            kind=self.kind.value(),
        )

    def _has_client(self) -> bool:
        """Say whether what is chosen can be about one client."""
        what = self.what()
        if what is What.LIST:
            return not isinstance(self.list.value(), Listed) and self.list.value() is not ListKind.CLIENTS
        return what not in {What.EVERYTHING, What.PERSON}

    def _listed(self) -> Listed:
        chosen = self.list.value()
        if isinstance(chosen, Listed):
            return chosen
        return Listed(chosen, client=self.client.value() if self._has_client() else None)

    def _whose(self) -> str:
        """Return by whom or what the file is called."""
        what, client = self.what(), self.client.value()
        if what is What.PERSON:
            person = self._people.get(self.person.value() or 0, "").partition(",")[0]
            return person or self._journal.path.stem
        if what is What.LIST:
            name = self._listed().kind.label
            of = self._listed().client
            return f"{name} – {self._names[of]}" if of in self._names else name
        if client is not None and what is not What.EVERYTHING:
            return self._names[client]
        return self._journal.path.stem

    # -- doing it -----------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Begin; the dialog stays until all of it is there."""
        wanted = self.wanted()
        # somebody who looks up what is kept about a person has not changed what they usually export
        what = wanted.what if wanted.what not in {What.CLIENT, What.PERSON} else self._last.what
        Remembered(what, self.pack.value(), wanted.kind, str(wanted.place.parent)).keep_in(self._remembered)
        self.asking.setEnabled(False)
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(
            partial(_take_out, self._journal.path, wanted, self._now().date()),
            on_success=lambda count: self._show_result(wanted, count),
            on_error=self._failed,
            on_end=self._ended,
        )
        TaskDialog(self._task, _("Writing it out"), self)

    def accept(self) -> None:
        if self._task is not None or self.done_at is not None:
            return
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def reject(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def choose_folder(self) -> None:
        """Let the system's own dialog find the folder."""
        dialog = QFileDialog(self, _("Folder of the export"), self.folder.cleaned())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_folder(self) -> None:
        """Show where it lies in the system's own window."""
        if self.done_at is not None:
            shown = self.done_at if self.done_at.is_dir() else self.done_at.parent
            self._open_url(QUrl.fromLocalFile(str(shown)))

    def _ended(self) -> None:
        self._task = None

    def _failed(self, error: BaseException) -> None:
        """Ask again, with what was wrong beside the field it is about."""
        self.asking.setEnabled(True)
        self.do_button.setEnabled(True)
        if isinstance(error, JournalError) and error.code == _ALREADY_THERE:
            self.show_invalid(InvalidEntryError("name", error.message, error.advice))
        elif not isinstance(error, CancelledError):
            show_error(error, self)
        else:
            self.note.setText(_("Stopped. Nothing was left behind."))

    def _show_result(self, wanted: Wanted, count: int) -> None:
        self.done_at = wanted.place
        parts: list[QWidget] = [
            section_title(sentence_of(wanted.what, count)),
            label(wanted.place.name, "ui_medium", wrap=True),
            caption(str(wanted.place.parent), wrap=True),
        ]
        if wanted.what in {What.CLIENT, What.PERSON}:
            parts.append(
                label(
                    _(
                        "Read “{page}” in it before you hand it on: your own notes about the work are"
                        " there, and other people may be named in them."
                    ).format(page=PAGE_FILE),
                    "body",
                    wrap=True,
                )
            )
        elif wanted.what is What.EVERYTHING:
            parts.append(
                label(
                    _("Whoever opens it can read all of it. Keep it where you would keep the journal."),
                    "body",
                    wrap=True,
                )
            )
        stack(self._said, *parts, None, gap=8)
        self.asking.hide()
        self._said.show()
        self.note.setText("")
        self.do_button.hide()
        self.open_button.show()
        self.cancel_button.setText(_("Close"))
        self.resize(self.width(), self._needed_height(self.width()))
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- how it looks -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.asking, self._said = Form(), QWidget()
        self.form = self.asking
        self._said.hide()
        self._add_what()
        self._add_whose()
        self._add_how()
        self._add_where()
        self.open_button = outlined_button(_("&Open the folder"))
        self.open_button.clicked.connect(self.open_folder)
        self.open_button.hide()
        self.buttons.insertWidget(1, self.open_button)
        stack(self.content, self.asking, self._said, None, gap=0)

    def _add_what(self) -> None:
        self._group = QButtonGroup(self)
        self.whats: dict[What, Radio] = {}
        chosen = self._offer.what or self._last.what
        for what in What:
            button = Radio(what.label)
            button.setAccessibleDescription(_(TOLD[what]))
            button.setChecked(what is chosen)
            button.toggled.connect(lambda on: self._show_what() if on else None)
            self._group.addButton(button)
            self.whats[what] = button
        self.asking.add_part(column(*self.whats.values(), gap=4))
        self.told = caption("", wrap=True)
        self.asking.add_part(self.told)

    def _add_whose(self) -> None:
        clients = list(self._names.items())
        listed = self._offer.listed
        client = self._offer.client if listed is None else listed.client
        self.client = Choice([(None, _("All clients")), *clients], client)
        self.person = Choice([(None, ""), *self._people.items()], self._offer.contact)
        lists: list[tuple[Listed | ListKind, str]] = [(kind, kind.label) for kind in ListKind]
        if listed is not None and listed.ids is not None:
            lists.insert(0, (listed, _("{list}, as shown").format(list=listed.kind.label)))
        self.list = Choice(lists, listed.kind if listed is not None and listed.ids is None else lists[0][0])
        self._list_field = self.asking.add("list", _("L&ist"), self.list)
        self._client_field = self.asking.add("client", _("&Client"), self.client)
        self._person_field = self.asking.add("person", _("&Person"), self.person)
        for choice in (self.client, self.person, self.list):
            choice.currentIndexChanged.connect(lambda _at: self._show_what())

    def _add_how(self) -> None:
        self.pack = Segmented(
            [Option(True, _("One &ZIP")), Option(False, _("Folde&r"))], self._last.as_zip, name=_("As")
        )
        self.kind = Segmented(
            [Option(TableKind.SPREADSHEET, _("For a &spreadsheet")), Option(TableKind.EXACT, _("E&xact"))],
            self._last.kind,
            name=_("Tables"),
        )
        self._kind_field, self._pack_field = self.asking.add_row(
            ("kind", _("Tables"), self.kind), ("pack", _("As"), self.pack)
        )
        for choice in (self.pack, self.kind):
            choice.changed.connect(lambda _value: self._show_what())

    def _add_where(self) -> None:
        self.name = LineField()
        self.name.textEdited.connect(self._take_name)
        self.folder = LineField(str(self._last.usual_folder()))
        self.folder.textChanged.connect(lambda _text: self._offer_name())
        self.choose_button = outlined_button(_("Choose…"))
        self.choose_button.setAccessibleName(_("Choose another folder"))
        self.choose_button.clicked.connect(self.choose_folder)
        where = box(row(self.folder, self.choose_button, gap=8))
        where.setFocusProxy(self.folder)
        self.asking.add("name", _("&Name"), self.name)
        self.asking.add("folder", _("F&older"), where)

    def _show_what(self) -> None:
        what = self.what()
        self.asking.clear_errors()
        self.told.setText(_(TOLD[what]))
        self.client.setItemText(0, "" if what is What.CLIENT else _("All clients"))
        self._client_field.setVisible(self._has_client())
        self._person_field.setVisible(what is What.PERSON)
        self._list_field.setVisible(what is What.LIST)
        self._pack_field.setVisible(what.is_export)
        self._kind_field.setVisible(what.has_tables)
        self._kind_field.set_note(told_of_kind(self.kind.value()))
        self._offer_name()
        if self.isVisible():
            self._make_room()

    def _take_name(self, _text: str) -> None:
        self._is_own_name = True

    def _offer_name(self) -> None:
        """Offer a name that nothing has yet, unless the person wrote one."""
        if self._is_own_name:
            return
        what, as_zip, folder = self.what(), bool(self.pack.value()), Path(self.folder.cleaned())
        name = offered_name(what, self._whose(), self._now().date(), as_zip=as_zip)
        if folder.is_absolute():
            name = free_place(folder, name, what, as_zip=as_zip).name
        self.name.setText(name)


def _take_out(journal: Path, wanted: Wanted, today: date, progress: Progress) -> int:
    with JournalReader.open(journal) as reader:
        return take_out(reader, wanted, today=today, progress=progress)


def sentence_of(what: What, n: int) -> str:
    """Return what was done, in a sentence."""
    told = {
        What.CARDS: ngettext("{n} contact card is written.", "{n} contact cards are written.", n),
        What.CALENDAR: ngettext("{n} date is written.", "{n} dates are written.", n),
        What.LIST: ngettext("A table with {n} line is written.", "A table with {n} lines is written.", n),
    }.get(what) or ngettext("{n} entry is written.", "{n} entries are written.", n)
    return told.format(n=formats.number(n))
