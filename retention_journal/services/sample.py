"""The sample firm: Solheim Synlighet, fictional, with two years of clients in three languages.

Every name, address and number is invented. All of it is counted back from a given day, so that the newest
talk was always yesterday, and it is the same each time for the same day, uids included.
"""

from __future__ import annotations

from datetime import date

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.sample_firm import (
    complained,
    endings,
    expected,
    goals,
    ideas,
    leave,
    paid,
    promised,
    watched,
    worked,
)
from retention_journal.services.sample_firm.cast import Said
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Everyday, Told, day_of, write_said
from retention_journal.services.sample_firm.firms import FIRMS
from retention_journal.services.sample_firm.people import write_business, write_firm
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client, key_of


class NotEmptyError(JournalError):
    """The journal holds clients already."""

    code = "not_empty"


def fill_sample(journal: Journal, today: date) -> int:
    """Fill an empty journal with the sample firm as of ``today`` and return how many clients it has.

    Raises:
        NotEmptyError: There are clients in the journal.
    """
    if journal.value(Client.select(key_of(Client))) is not None:
        raise NotEmptyError(
            _("There are clients in this journal."), _("The sample firm needs an empty journal.")
        )
    drafts = Drafts(today)
    write_business(drafts)
    watched.write_settings(drafts)
    everyone = [_write(drafts, write_firm(drafts, firm)) for firm in FIRMS]
    watched.write_links(drafts, everyone)
    leave.write(drafts)
    paid.write(drafts, everyone)
    ideas.write(drafts, everyone)
    expected.write(drafts, everyone)
    worked.write(drafts, everyone)
    complained.write(drafts, everyone)
    with journal.change(_("Open the sample firm")) as change:
        drafts.write(change)
    journal.forget_undo()
    return len(FIRMS)


def _write(drafts: Drafts, told: Told) -> Told:
    """Write all that happened with a firm, and return it."""
    Everyday(drafts, told).write()
    for day, said in sorted(((day_of(drafts, said), said) for said in told.firm.recent), key=_moment):
        write_said(drafts, told, said, day)
    promised.write(drafts, told)
    goals.write(drafts, told)
    watched.write(drafts, told)
    endings.write(drafts, told)
    return told


def _moment(told: tuple[date, Said]) -> tuple[date, str]:
    day, said = told
    return day, said.at
