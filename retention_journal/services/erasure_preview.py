"""What is said before somebody is erased: what goes, what stays, and which backups cannot be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from retention_journal.core import formats
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import every_backup
from retention_journal.services.erased_lives import life_of
from retention_journal.services.erasure_backups import (
    NotReached,
    copies_beside,
    second_place_away,
    unreachable,
)
from retention_journal.services.erasure_scope import Plan, plan_client, plan_person
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, key_of

_STEPS = 3


@dataclass(frozen=True)
class Preview:
    """What would be erased.

    Attributes:
        name: Whose it is; it has to be typed.
        is_person: Whether it is a person; else a client.
        goes: What goes, a phrase each: "145 talks and messages".
        stays: What stays, a sentence each.
        backups: How many backups are looked through.
        not_reached: Those that cannot be.
        away: The second place of backups, where it cannot be reached now.
        beside: Copies of the journal in its folder that are journals of their own.
    """

    name: str
    is_person: bool
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    backups: int
    not_reached: tuple[NotReached, ...]
    away: Path | None = None
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Subject:
    """Whom it is about: the number of a client, or else of a person."""

    client: int | None = None
    contact: int | None = None


def subject_name(journal: JournalReader, whom: Subject) -> str:
    """Return what a client or person is called."""
    if whom.client is not None:
        return str(journal.value(Client.select(Client.name).where(key_of(Client) == whom.client)))
    return str(journal.value(Contact.select(Contact.display_name).where(key_of(Contact) == whom.contact)))


def preview(path: Path, whom: Subject, progress: Progress = silent) -> Preview:
    """Return what would be erased from the journal at ``path``; read on any thread.

    Raises:
        JournalError: The journal cannot be read.
        CancelledError: ``progress`` asked to stop.
    """
    progress(0, _STEPS)
    with JournalReader.open(path) as journal:
        if whom.client is not None:
            plan = plan_client(journal, whom.client)
            is_counted = life_of(journal, whom.client) is not None
        else:
            plan, is_counted = plan_person(journal, whom.contact or 0), False
    progress(1, _STEPS)
    backups = every_backup(path)
    lost = unreachable(path)
    progress(2, _STEPS)
    is_person = whom.client is None
    stays = _stays_of_person(plan) if is_person else _stays_of_client(plan, is_counted=is_counted)
    return Preview(
        plan.name, is_person, _goes(plan), tuple(stays), len(backups), tuple(lost),
        second_place_away(path), tuple(copies_beside(path, [plan.uid])),
    )  # fmt: skip


def _goes(plan: Plan) -> tuple[str, ...]:
    """Return what goes in phrases, the most telling first; parts are counted with their whole."""
    if plan.what == "person":
        own = _("What they are called, how they are reached, their roles, and whom they know.")
        return (own, *_files_of_a_person(plan))
    left = dict(plan.counts)
    for part in _PARTS:
        left.pop(part, None)
    told = []
    for name, words in _PHRASES.items():
        if count := left.pop(name, 0):
            told.append(words(count).format(n=formats.number(count)))
    if rest := sum(left.values()):
        told.append(ngettext("{n} other entry", "{n} other entries", rest).format(n=formats.number(rest)))
    return tuple(told)


def _files_of_a_person(plan: Plan) -> list[str]:
    count = plan.counts.get("attachment", 0)
    if not count:
        return []
    told = ngettext(
        "{n} file that hangs on a talk or a complaint of theirs.",
        "{n} files that hang on talks or complaints of theirs.",
        count,
    )
    return [told.format(n=formats.number(count))]


def _stays_of_client(plan: Plan, *, is_counted: bool) -> list[str]:
    told = []
    if plan.staying:
        told.append(
            ngettext(
                "{people} stays, who is also with another client, or is named there.",
                "{people} stay, who are also with another client, or are named there.",
                len(plan.staying),
            ).format(people=", ".join(plan.staying))
        )
    if is_counted:
        told.append(
            _(
                "That you had a client, from when to when, and the kind of reason of a loss: without a name,"
                " so that your figures of the past stay as they are."
            )
        )
    return [*told, _named_elsewhere()]


def _stays_of_person(plan: Plan) -> list[str]:
    told = []
    if talks := plan.emptied_counts.get("interaction", 0):
        told.append(
            ngettext(
                "That there was {n} talk or message, and when. What was said goes.",
                "That there were {n} talks and messages, and when. What was said goes.",
                talks,
            ).format(n=formats.number(talks))
        )
    told.append(_("Their clients, with what was agreed, promised and worked there."))
    return [*told, _named_elsewhere()]


def _named_elsewhere() -> str:
    return _("Where other entries name them, “[…]” stands instead.")


#: They go with what they are part of, and are not counted by themselves.
_PARTS = (
    "contact_role", "contact_link", "interaction_contact", "check_in", "promise_move", "kpi_line",
    "measurement",
    "incident_move", "argument", "account_entry", "cause", "post_mortem_loss", "timeline_note",
    "closing_conversation", "import_item", "external_ref", "health_snapshot", "call_list_entry",
    "light_override", "snooze", "planned_call",
)  # fmt: skip
_PHRASES: Mapping[str, Callable[[int], str]] = {
    "client": lambda n: ngettext("the client itself", "{n} clients", n),
    "contact": lambda n: ngettext("{n} person", "{n} people", n),
    "interaction": lambda n: ngettext("{n} talk or message", "{n} talks and messages", n),
    "promise": lambda n: ngettext("{n} promise", "{n} promises", n),
    "kpi_agreement": lambda n: ngettext(
        "{n} agreement with its goals and figures", "{n} agreements with their goals and figures", n
    ),
    "time_entry": lambda n: ngettext("{n} entry of hours", "{n} entries of hours", n),
    "invoice": lambda n: ngettext("{n} invoice", "{n} invoices", n),
    "incident": lambda n: ngettext("{n} complaint or failure", "{n} complaints and failures", n),
    "loss": lambda n: ngettext("{n} loss, and looking back on it", "{n} losses, and looking back on them", n),
    "post_mortem": lambda n: ngettext("{n} look back", "{n} looks back", n),
    "lesson": lambda n: ngettext("{n} lesson learnt with them", "{n} lessons learnt with them", n),
    "report": lambda n: ngettext("{n} report, as it was sent", "{n} reports, as they were sent", n),
    "attachment": lambda n: ngettext("{n} attached file", "{n} attached files", n),
}
