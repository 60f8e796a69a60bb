"""A client that comes back: the loss stays as it was written, with the day on which it was over."""

from __future__ import annotations

from datetime import date

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.losses import LossKind
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

#: What one comes back from; less work or a project that was not renewed leaves one a client.
_AWAY = (LossKind.FULL, LossKind.PAUSE)


def win_back(journal: Journal, client_id: int, on: date | None = None, *, today: date | None = None) -> None:
    """Make a lost or paused client a client again.

    One that was only paused is active again; one that had left is won back.

    Args:
        journal: Where it is kept.
        client_id: Who came back.
        on: On which day; None where nobody knows any more.
        today: The day it is; without it, any day is taken.

    Raises:
        InvalidEntryError: That day lies ahead, or before the notice.
        NotFoundError: The client is not in the journal.
    """
    here = (key_of(Client) == client_id) & Client.trashed_at.is_null()
    status = journal.value(Client.select(Client.status).where(here))
    if status is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    if on and today and on > today:
        raise InvalidEntryError("won_back_on", _("That day is still to come."))
    loss, notice = _away_since(journal, client_id)
    if on and notice and on < notice:
        raise InvalidEntryError(
            "won_back_on", _("They left only on {day}. Choose a later day.").format(day=formats.day(notice))
        )
    after = Status.ACTIVE if status is Status.PAUSED else Status.WON_BACK
    with journal.change(_("Client again")) as change:
        change.update(Client, client_id, status=after, end_date=None)
        if loss is not None and on is not None:
            change.update(Loss, loss, won_back_on=on)


def _away_since(journal: JournalReader, client_id: int) -> tuple[int | None, date | None]:
    """Return the newest loss from which the client did not come back yet, and its notice."""
    found = journal.tuples(
        Loss.select(key_of(Loss), Loss.notice_on)
        .where(
            (Loss.client == client_id)
            & Loss.trashed_at.is_null()
            & Loss.won_back_on.is_null()
            & Loss.kind.in_(list(_AWAY))
        )
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
        .limit(1)
    )
    return found[0] if found else (None, None)
