"""The form of a client: a few fields to begin with, all of them when edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.cadence import rhythm_of
from retention_journal.core.clients import BuyingMotive, EngagementType, ReportRhythm, Tier
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import LANGUAGES, _, ngettext
from retention_journal.services.clients import (
    ClientEntry,
    DuplicateClientError,
    add_client,
    client_entry,
    edit_client,
)
from retention_journal.services.people import is_doubtful_email, short_name
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column
from retention_journal.ui.panels import Notice
from retention_journal.ui.text_labels import Span
from retention_journal.ui.toggles import TickBox

_LONGEST_NAME = 1_000


class ClientForm(KeptDialog):
    """Adds a client, or changes one.

    Signals:
        saved: The client's id.
        open_wanted: The id of a client of the same name, to open instead.
        agree_wanted: The id of a client that was added, to agree KPIs with.
    """

    saved = Signal(int)
    open_wanted = Signal(int)
    agree_wanted = Signal(int)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        client_id: int | None = None,
        name: str = "",
        parent: QWidget,
    ) -> None:
        is_new = client_id is None
        super().__init__(
            _("New client") if is_new else _("Edit client"),
            _("Add") if is_new else _("Save"),
            parent,
            width=600,
        )
        self._form = self.use_form(Form())
        self._asked = column(gap=0)
        self._question = box(self._asked)
        self._question.hide()
        self._form.add_part(self._question)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._before = ClientEntry(name) if client_id is None else client_entry(journal, client_id)
        self._allow_same_name = False
        self._agrees_next = False
        self._make_fields()
        if is_new:
            self._lay_out_new()
        else:
            self._lay_out_all()
        self.keep_as(journal.path, "client" if is_new else f"client {client_id}", bring_back=not name)
        self._say_usual_rhythm()
        self.name.setFocus()

    def submit(self) -> None:
        """Add or change the client.

        Raises:
            JournalError: It cannot be kept so.
        """
        today = self._now().date()
        try:
            if self._client_id is None:
                client_id = add_client(
                    self._journal, self.entry(), today=today, allow_same_name=self._allow_same_name
                )
                message = _("{name} added.")
            else:
                client_id = self._client_id
                edit_client(
                    self._journal, client_id, self.entry(), today=today, allow_same_name=self._allow_same_name
                )
                message = _("{name} saved.")
        except DuplicateClientError as error:
            self._ask_about(error)
            raise InvalidEntryError("name", error.message) from error
        self.drop_draft()
        self.undoable.emit(message.format(name=short_name(self.name.cleaned())))
        self.saved.emit(client_id)
        if self._agrees_next:
            self.agree_wanted.emit(client_id)

    def entry(self) -> ClientEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day or a number is none.
        """
        for name in ("start_date", "end_date"):
            if problem := self._dates[name].problem():
                raise InvalidEntryError(name, problem)
        values: dict[str, Any] = {name: line.cleaned() for name, line in self._lines.items()}
        values |= {name: choice.value() for name, choice in self._choices.items()}
        values |= {name: _number(name, field) for name, field in self._numbers.items()}
        values |= {name: field.day() for name, field in self._dates.items()}
        return replace(
            self._before, **values, notes=self.notes.cleaned(), is_ambassador=self.ambassador.isChecked()
        )

    def _make_fields(self) -> None:
        before, today = self._before, lambda: self._now().date()
        self.name = LineField(before.name, longest=_LONGEST_NAME)
        self._lines = {
            "name": self.name,
            "contact_name": LineField(before.contact_name, longest=_LONGEST_NAME),
            "contact_phone": LineField(before.contact_phone),
            "contact_email": LineField(before.contact_email),
            "locality": LineField(before.locality),
            "source": LineField(before.source),
            "timezone": LineField(before.timezone, placeholder="Europe/Oslo"),
        }
        self._lines["contact_email"].editingFinished.connect(self._doubt_email)
        self._choices = {
            "language": Choice([("", _("As the business")), *LANGUAGES.items()], before.language),
            "engagement_type": Choice(_options(EngagementType), before.engagement_type),
            "tier": Choice(_options(Tier), before.tier),
            "report_rhythm": Choice(_options(ReportRhythm), before.report_rhythm),
            "buying_motive": Choice(_options(BuyingMotive), before.buying_motive),
        }
        for name in ("engagement_type", "tier"):
            self._choices[name].chosen.connect(lambda _value: self._say_usual_rhythm())
        self._numbers = {
            "ideal_interval_days": _days_field(before.ideal_interval_days),
            "max_interval_days": _days_field(before.max_interval_days),
        }
        self._dates = {
            "start_date": DateField(before.start_date, today, optional=True),
            "end_date": DateField(before.end_date, today, optional=True),
        }
        self.notes = TextField(before.notes, lines=3)
        self.ambassador = TickBox(_("Recommends you to others"))
        self.ambassador.setChecked(before.is_ambassador)

    def _lay_out_new(self) -> None:
        form, lines = self._form, self._lines
        form.add("name", _("&Name"), self.name)
        form.add("contact_name", _("&Contact person"), lines["contact_name"], optional=True)
        form.add_row(
            ("contact_phone", _("&Phone"), lines["contact_phone"], True),
            ("contact_email", _("&E-mail"), lines["contact_email"], True),
        )
        form.add_row(
            ("engagement_type", _("&Work"), self._choices["engagement_type"]),
            ("ideal_interval_days", _("&Talk every … days"), self._numbers["ideal_interval_days"], True),
        )
        form.add_row(
            ("language", _("&Language of reports"), self._choices["language"]),
            ("start_date", _("Client &since"), self._dates["start_date"], True),
        )
        form.add("locality", _("T&own"), lines["locality"], optional=True)
        agree = outlined_button(_("Add and agree KPIs…"))
        agree.clicked.connect(self._add_and_agree)
        self.buttons.insertWidget(self.buttons.count() - 1, agree)

    def _lay_out_all(self) -> None:
        form, lines, choices = self._form, self._lines, self._choices
        form.add("name", _("&Name"), self.name)
        form.add_row(
            ("locality", _("T&own"), lines["locality"], True),
            ("language", _("&Language of reports"), choices["language"]),
        )
        form.add_row(
            ("engagement_type", _("&Work"), choices["engagement_type"]),
            ("tier", _("Ti&er"), choices["tier"]),
        )
        form.add_row(
            ("ideal_interval_days", _("&Talk every … days"), self._numbers["ideal_interval_days"], True),
            ("max_interval_days", _("Longest s&ilence, days"), self._numbers["max_interval_days"], True),
        )
        form.add_row(
            ("report_rhythm", _("&Reports"), choices["report_rhythm"]),
            ("buying_motive", _("What they really &buy"), choices["buying_motive"]),
        )
        form.add_row(
            ("start_date", _("Client &since"), self._dates["start_date"], True),
            ("end_date", _("L&ast day"), self._dates["end_date"], True),
        )
        form.add_row(
            ("source", _("&How they found you"), lines["source"], True),
            ("timezone", _("Time &zone"), lines["timezone"], True),
        )
        form.add_part(self.ambassador)
        note = _("Write nothing here you would not show them.")
        form.add("notes", _("&Good to know"), self.notes, optional=True, note=note)

    def _say_usual_rhythm(self) -> None:
        """Say in the empty fields which rhythm holds without an own one."""
        usual = rhythm_of(
            self._choices["engagement_type"].value(),
            status=self._before.status,
            tier=self._choices["tier"].value(),
            start_date=None,
            today=self._now().date(),
        )
        for name, days in (("ideal_interval_days", usual.ideal_days), ("max_interval_days", usual.max_days)):
            text = ngettext("usually {n}", "usually {n}", days).format(n=days)
            self._numbers[name].setPlaceholderText(text)

    def _doubt_email(self) -> None:
        doubtful = is_doubtful_email(self._lines["contact_email"].cleaned())
        field = self._form.field("contact_email")
        field.set_note(_("This address looks mistyped. It is kept as you write it.") if doubtful else "")

    def _add_and_agree(self) -> None:
        self._agrees_next = True
        self.accept()
        self._agrees_next = False

    def _ask_about(self, error: DuplicateClientError) -> None:
        """Ask whether to open the client of the same name, or to have two."""
        clear(self._asked)
        here = link_button(_("Open it"))
        here.clicked.connect(lambda: self._open_instead(error.client_id))
        anyway = link_button(_("Add anyway") if self._client_id is None else _("Save anyway"))
        anyway.clicked.connect(self._save_anyway)
        text = _("{name} is already here. Open it?").format(name=short_name(error.name))
        self._asked.addWidget(Notice("watch", Span(text, "ui"), buttons=(here, anyway)))
        self._question.show()

    def _open_instead(self, client_id: int) -> None:
        self.reject()
        self.open_wanted.emit(client_id)

    def _save_anyway(self) -> None:
        self._allow_same_name = True
        self.accept()


def _options(term: Any) -> list[tuple[Any, str]]:
    return [(member, member.label) for member in term]


def _days_field(days: int | None) -> LineField:
    return LineField("" if days is None else str(days), longest=5)


def _number(name: str, field: LineField) -> int | None:
    typed = field.cleaned()
    if not typed:
        return None
    if not typed.isdecimal():
        raise InvalidEntryError(name, _("Write a number of days, or nothing."))
    return int(typed)
