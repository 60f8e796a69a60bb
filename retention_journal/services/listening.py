"""Training to listen: a short mark for oneself after a hard talk, and what they add up to (C17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.i18n import _, ngettext
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Interaction

_YEAR = timedelta(days=365)
#: Fewer talks than this say nothing.
_FEWEST = 3


@dataclass(frozen=True)
class Listening:
    """How one listened in a talk; None where one did not ask oneself.

    Attributes:
        did_defend: One defended oneself.
        did_repeat_back: One said back what one had heard.
    """

    did_defend: bool | None = None
    did_repeat_back: bool | None = None


def mark_listening(journal: Journal, interaction_id: int, mark: Listening) -> None:
    """Keep how one listened.

    Raises:
        NotFoundError: The talk is not in the journal.
    """
    with journal.change(_("Mark how you listened")) as change:
        change.update(
            Interaction, interaction_id, did_defend=mark.did_defend, did_repeat_back=mark.did_repeat_back
        )


def listening_words(journal: JournalReader, today: date) -> str:
    """Return how one listened in the last twelve months; "" under three marked talks."""
    since = datetime.combine(today - _YEAR, time())
    rows = journal.tuples(
        Interaction.select(Interaction.did_defend, Interaction.did_repeat_back).where(
            Interaction.trashed_at.is_null()
            & (Interaction.occurred_at >= since)
            & (Interaction.did_defend.is_null(False) | Interaction.did_repeat_back.is_null(False))
        )
    )
    if len(rows) < _FEWEST:
        return ""
    defended, repeated = sum(row[0] is True for row in rows), sum(row[1] is True for row in rows)
    return ngettext(
        "Of {n} hard talk you defended yourself in {defended} and said back what you heard in {repeated}.",
        "Of {n} hard talks you defended yourself in {defended} and said back what you heard in {repeated}.",
        len(rows),
    ).format(n=len(rows), defended=defended, repeated=repeated)
