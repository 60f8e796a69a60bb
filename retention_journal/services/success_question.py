"""The quarterly question: is the definition of success still the same? When it is due, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import success_due
from retention_journal.i18n import _
from retention_journal.services.kpis import current_agreement
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import KpiAgreement


@dataclass(frozen=True)
class SuccessQuestion:
    """When a client is to be asked whether success still means the same.

    Attributes:
        last_asked: The day it was agreed, or last said to be the same.
        due: The day to ask again: the one set when it was agreed, else 90 days after the last time.
    """

    last_asked: date
    due: date

    def is_due(self, today: date) -> bool:
        """Say whether the day has come."""
        return today >= self.due


def success_question(journal: JournalReader, client_id: int, today: date) -> SuccessQuestion | None:
    """Return when a client is to be asked; None while nothing is agreed.

    Source: capability B14, "is the definition of success still the same?".
    """
    held = current_agreement(journal, client_id, today)
    if held is None or held.agreed_on is None:
        return None
    asked = max(held.agreed_on, held.importance_asked_on or held.agreed_on)
    due = held.review_on or success_due(held.agreed_on)
    return SuccessQuestion(asked, max(due, success_due(asked)) if asked > held.agreed_on else due)


def still_the_same(journal: Journal, client_id: int, on: date, *, today: date) -> None:
    """Note that a client said on a day that success still means what was agreed; ask again in 90 days.

    Args:
        journal: Where it is kept.
        client_id: Who was asked.
        on: The day they said so.
        today: The day it is noted.

    Raises:
        InvalidEntryError: The day has not come yet, or lies before the agreement.
        NotFoundError: Nothing is agreed.
    """
    held = current_agreement(journal, client_id, today)
    if held is None:
        raise NotFoundError(_("Nothing is agreed with this client."))
    if on > today:
        raise InvalidEntryError("on", _("This day has not come yet."))
    if held.agreed_on is not None and on < held.agreed_on:
        raise InvalidEntryError("on", _("That is before it was agreed."))
    with journal.change(_("Note that success still means the same")) as change:
        change.update(KpiAgreement, held.agreement_id, importance_asked_on=on, review_on=success_due(on))
