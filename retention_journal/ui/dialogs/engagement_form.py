"""The form of an engagement: fee, hours, notice and renewal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import EngagementType
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.figures import parse_figure
from retention_journal.core.figures import typed as figure_typed
from retention_journal.core.invoices import checked_currency, minor_typed, typed
from retention_journal.i18n import _
from retention_journal.services.clients import client_entry, client_name
from retention_journal.services.engagements import (
    EngagementEntry,
    EngagementRow,
    add_engagement,
    edit_engagement,
    engagement,
    trash_engagement,
)
from retention_journal.services.invoices import usual_currency
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label

_LONGEST_NUMBER, _LONGEST_TITLE, _CODE = 40, 200, 12


class EngagementForm(KeptDialog):
    """Writes the terms of an engagement down, or changes them."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        *,
        engagement_id: int | None = None,
        parent: QWidget,
    ) -> None:
        title = _("New terms") if engagement_id is None else _("Change the terms")
        super().__init__(title, _("Add them") if engagement_id is None else _("Save"), parent, width=600)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._before: EngagementRow | None = (
            None if engagement_id is None else engagement(journal, engagement_id)
        )
        self._form = self.use_form(Form())
        self._make(self._before.entry() if self._before else self._usual())
        self._lay_out()
        self.keep_as(journal.path, f"terms {engagement_id or f'of {client_id}'}")
        self.fee.setFocus()

    def entry(self) -> EngagementEntry:
        """Return what the form says.

        Raises:
            InvalidEntryError: A day, a number or the currency is none.
        """
        for name, field in (
            ("start_date", self.start),
            ("end_date", self.end),
            ("renewal_date", self.renewal),
        ):
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
        currency = checked_currency(self.currency.cleaned())
        return EngagementEntry(
            self.kind.value(),
            self.words.cleaned(),
            self.start.day(),
            self.end.day(),
            minor_typed(self.fee.text(), currency, field="fee_minor"),
            currency,
            self.period.value(),
            parse_figure(self.hours.text(), field="hours_included"),
            self._notice_days(),
            self.renewal.day(),
            self.remark.cleaned(),
        )

    def submit(self) -> None:
        """Add or change the terms.

        Raises:
            JournalError: They cannot be kept so.
        """
        if self._before:
            edit_engagement(self._journal, self._before.engagement_id, self.entry())
            said = _("Terms changed.")
        else:
            add_engagement(self._journal, self._client_id, self.entry())
            said = _("Terms added.")
        self.drop_draft()
        self.undoable.emit(said)

    def trash(self) -> None:
        """Put the terms in the trash and close."""
        if self._before is None:
            return
        trash_engagement(self._journal, self._before.engagement_id, now=self._now())
        self.undoable.emit(_("The terms are in the trash."))
        self.drop_draft()
        self.done(0)

    def _usual(self) -> EngagementEntry:
        """Return new terms as the client is served: of that kind, in their currency, since they came."""
        client = client_entry(self._journal, self._client_id)
        kind = client.engagement_type
        per_hour = kind is EngagementType.HOURLY
        return EngagementEntry(
            kind,
            start_date=client.start_date,
            currency=usual_currency(self._journal, self._client_id),
            fee_period=FeePeriod.HOUR if per_hour else FeePeriod.MONTH,
        )

    def _notice_days(self) -> int | None:
        days = parse_figure(self.notice.text(), field="notice_days", unit=_("days"))
        if days is None:
            return None
        if days != days.to_integral_value():
            raise InvalidEntryError("notice_days", _("Write whole days."))
        return int(days)

    def _make(self, entry: EngagementEntry) -> None:
        self.kind = Choice([(kind, kind.label) for kind in EngagementType], entry.engagement_type)
        self.words = LineField(entry.title, longest=_LONGEST_TITLE)
        self.fee = LineField(typed(entry.fee_minor, entry.currency), longest=_LONGEST_NUMBER)
        self.currency = LineField(entry.currency, longest=_CODE)
        self.period = Choice([(period, period.label) for period in FeePeriod], entry.fee_period)
        self.hours = LineField(figure_typed(entry.hours_included), longest=_LONGEST_NUMBER)
        notice = "" if entry.notice_days is None else str(entry.notice_days)
        self.notice = LineField(notice, longest=_LONGEST_NUMBER)
        self.start = DateField(entry.start_date, self._today, optional=True)
        self.end = DateField(entry.end_date, self._today, optional=True)
        self.renewal = DateField(entry.renewal_date, self._today, optional=True)
        self.remark = TextField(entry.note)

    def _lay_out(self) -> None:
        form = self._form
        form.add_part(label(client_name(self._journal, self._client_id).name, "body_strong", elide=True))
        form.add_row(("type", _("&Kind"), self.kind), ("title", _("&What it is about"), self.words, True))
        form.add_row(
            ("fee_minor", _("&Fee"), self.fee, True),
            ("currency", _("&Currency"), self.currency),
            ("fee_period", _("F&or"), self.period),
        )
        form.add_row(
            ("hours_included", _("&Hours included"), self.hours, True),
            ("notice_days", _("&Days of notice"), self.notice, True),
            ("renewal_date", _("&Renews on"), self.renewal, True),
        )
        form.add_row(
            ("start_date", _("&Since"), self.start, True), ("end_date", _("&Last day"), self.end, True)
        )
        form.add("note", _("&Note"), self.remark, optional=True)
        if self._before is not None:
            away = quiet_button(_("Move to the trash"), icon="trash")
            away.clicked.connect(lambda _checked: self.trash())
            self.buttons.insertWidget(1, away)

    def _today(self) -> date:
        return self._now().date()
