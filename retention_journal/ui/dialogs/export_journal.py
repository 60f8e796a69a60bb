"""Taking something out of the journal: what, as what, where to; how far it is; and where it lies then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_names
from retention_journal.services.transfer.lists_out import Listed, ListKind
from retention_journal.services.transfer.person_export import PAGE_FILE, everybody
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.taking_out import Wanted, What, ending_of, offered_name
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.export_choices import (
    FOLDER_KEY,
    TOLD,
    Offer,
    Remembered,
    free_place,
    remembered,
    told_of_kind,
)
from retention_journal.ui.dialogs.writing_out import WritingOut
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Form
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.layouts import column
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import Radio


class ExportDialog(WritingOut):
    """Takes everything out, or all about one client or person, contacts, a calendar, or a list."""

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
        super().__init__(
            _("Export"), _("Export"), parent, journal=journal, now=now, tasks=tasks, open_url=open_url
        )
        self._remembered, self._offer = settings, offer
        self._last = remembered(settings)
        self._is_own_name = False
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
        return Wanted(
            what,
            self.place(ending_of(what, as_zip=self.pack.value())),
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

    def begins(self, wanted: Wanted) -> None:
        # somebody who looks up what is kept about a person has not changed what they usually export
        what = wanted.what if wanted.what not in {What.CLIENT, What.PERSON} else self._last.what
        chosen = Remembered(what, self.pack.value(), wanted.kind)
        chosen.keep_in(self._remembered)
        keep_folder(FOLDER_KEY, self._journal.path, wanted.place.parent)

    def said_of(self, wanted: Wanted, count: int) -> list[QWidget]:
        told: list[QWidget] = [section_title(sentence_of(wanted.what, count))]
        if wanted.what in {What.CLIENT, What.PERSON}:
            read = _(
                "Read “{page}” in it before you hand it on: your own notes about the work are"
                " there, and other people may be named in them."
            )
            told.append(label(read.format(page=PAGE_FILE), "body", wrap=True))
        elif wanted.what is What.EVERYTHING:
            keep = _("Whoever opens it can read all of it. Keep it where you would keep the journal.")
            told.append(label(keep, "body", wrap=True))
        return told

    # -- how it looks -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = Form()
        self._add_what(form)
        self._add_whose(form)
        self._add_how(form)
        self.name.textEdited.connect(self._take_name)
        self.folder.setText(str(last_folder(FOLDER_KEY, self._journal.path)))
        self.folder.textChanged.connect(lambda _text: self._offer_name())
        self.add_where(form)
        self.lay_out(form)

    def _add_what(self, form: Form) -> None:
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
        form.add_part(column(*self.whats.values(), gap=4))
        self.told = caption("", wrap=True)
        form.add_part(self.told)

    def _add_whose(self, form: Form) -> None:
        clients = list(self._names.items())
        listed = self._offer.listed
        client = self._offer.client if listed is None else listed.client
        self.client = Choice([(None, _("All clients")), *clients], client)
        self.person = Choice([(None, ""), *self._people.items()], self._offer.contact)
        lists: list[tuple[Listed | ListKind, str]] = [(kind, kind.label) for kind in ListKind]
        if listed is not None and listed.ids is not None:
            lists.insert(0, (listed, _("{list}, as shown").format(list=listed.kind.label)))
        self.list = Choice(lists, listed.kind if listed is not None and listed.ids is None else lists[0][0])
        self._list_field = form.add("list", _("L&ist"), self.list)
        self._client_field = form.add("client", _("&Client"), self.client)
        self._person_field = form.add("person", _("&Person"), self.person)
        for choice in (self.client, self.person, self.list):
            choice.currentIndexChanged.connect(lambda _at: self._show_what())

    def _add_how(self, form: Form) -> None:
        self.pack = Segmented(
            [Option(True, _("One &ZIP")), Option(False, _("Folde&r"))], self._last.as_zip, name=_("As")
        )
        self.kind = Segmented(
            [Option(TableKind.SPREADSHEET, _("For a &spreadsheet")), Option(TableKind.EXACT, _("E&xact"))],
            self._last.kind,
            name=_("Tables"),
        )
        self._kind_field, self._pack_field = form.add_row(
            ("kind", _("Tables"), self.kind), ("pack", _("As"), self.pack)
        )
        for choice in (self.pack, self.kind):
            choice.changed.connect(lambda _value: self._show_what())

    def _show_what(self) -> None:
        what = self.what()
        if self.form is not None:
            self.form.clear_errors()
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


def sentence_of(what: What, n: int) -> str:
    """Return what was done, in a sentence."""
    told = {
        What.CARDS: ngettext("{n} contact card is written.", "{n} contact cards are written.", n),
        What.CALENDAR: ngettext("{n} date is written.", "{n} dates are written.", n),
        What.LIST: ngettext("A table with {n} line is written.", "A table with {n} lines is written.", n),
    }.get(what) or ngettext("{n} entry is written.", "{n} entries are written.", n)
    return told.format(n=formats.number(n))
