"""Whether an answer is ready to leave. It says what is missing, and stops nobody. Source: ideas, 3.6."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from retention_journal.core.wording import Mark, check
from retention_journal.i18n import _, ngettext
from retention_journal.services.answer_desk import language_of
from retention_journal.services.arguments import arguments, unsettled
from retention_journal.services.incident_feelings import feelings
from retention_journal.services.incidents import IncidentView
from retention_journal.storage.journal import JournalReader

#: What is written for the client, by the names of ``save_words``, in the order it is read.
WRITTEN = ("answer_heard", "answer_happened", "got_wrong", "answer_doing", "answer_when")
#: So many characters of a part are checked; an answer that goes on after them is none.
MOST_CHECKED = 20_000
#: Without these there is no answer.
_NEEDED = ("answer_heard", "answer_happened", "answer_doing", "answer_when")


class Missing(Enum):
    """What an answer may still want."""

    WORDS = "words"
    OBJECTIONS = "objections"
    FEELINGS = "feelings"
    WORDING = "wording"


@dataclass(frozen=True)
class Want:
    """Something that is missing, in a sentence."""

    what: Missing
    text: str


def wanting(journal: JournalReader, one: IncidentView, *, looked_at: str = "") -> tuple[Want, ...]:
    """Return what an answer still wants before it is ready; nothing where it is.

    Args:
        journal: Where to look.
        one: The complaint.
        looked_at: The answer's words as they were when its marks were looked at; "" for never.
    """
    found = [
        *_words(one),
        *_objections(journal, one),
        *_feelings(journal, one),
        *_wording(journal, one, looked_at),
    ]
    return tuple(found)


def written(one: IncidentView) -> str:
    """Return all that is written for the client, to be compared."""
    return "\n".join(getattr(one, name) for name in WRITTEN)


def marks(journal: JournalReader, one: IncidentView) -> dict[str, Sequence[Mark]]:
    """Return what might read badly, by the field it stands in; fields without marks are left out."""
    language = language_of(journal, one.client_id)
    found = {name: check(getattr(one, name)[:MOST_CHECKED], language) for name in WRITTEN}
    return {name: marked for name, marked in found.items() if marked}


def _words(one: IncidentView) -> list[Want]:
    empty = sum(not getattr(one, name) for name in _NEEDED)
    if not empty:
        return []
    text = ngettext("{n} of the four parts is empty.", "{n} of the four parts are empty.", empty)
    return [Want(Missing.WORDS, text.format(n=empty))]


def _objections(journal: JournalReader, one: IncidentView) -> list[Want]:
    left = len(unsettled(arguments(journal, one.incident_id)))
    if not left:
        return []
    text = ngettext(
        "{n} objection has neither evidence nor a yes from you.",
        "{n} objections have neither evidence nor a yes from you.",
        left,
    )
    return [Want(Missing.OBJECTIONS, text.format(n=left))]


def _feelings(journal: JournalReader, one: IncidentView) -> list[Want]:
    if feelings(journal, one.incident_id).are_left:
        return []
    return [Want(Missing.FEELINGS, _("Nothing was left at the door yet."))]


def _wording(journal: JournalReader, one: IncidentView, looked_at: str) -> list[Want]:
    found = sum(len(marked) for marked in marks(journal, one).values())
    if not found or looked_at == written(one):
        return []
    text = ngettext("{n} place might read badly.", "{n} places might read badly.", found)
    return [Want(Missing.WORDING, text.format(n=found))]
