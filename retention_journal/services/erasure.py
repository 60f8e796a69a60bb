"""Erasing a client or a person for good: from the journal, from what the program keeps beside it, and again
from any old copy that comes back.

Everything goes in one transaction, so that a kill leaves all or nothing. An ``erasure`` record stays: when,
what kind, how many records of each type, and their uids, by which they are kept from coming back; never a
name. Of a client who was one's client it also keeps from when to when, and the kind of reason of a loss, so
that the figures over the past stay as they were counted ("3 of 20"): see ``erased_lives``.

Source: reliability, promise 25 and 2g; capability H8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.erased_lives import LIVES, life_of
from retention_journal.services.erasure_scope import (
    THEIR_WORDS,
    Plan,
    plan_client,
    plan_person,
    with_parts,
)
from retention_journal.services.erasure_texts import (
    Gone,
    empty_accounts,
    forget_where_from,
    gone,
    take_out,
)
from retention_journal.services.transfer.scope import uids_of
from retention_journal.storage.erasure import (
    change_for_good,
    delete_records,
    empty_columns,
    let_go,
    write_anew,
)
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    TABLES,
    Client,
    Contact,
    Erasure,
    Incident,
    IntakeQuestion,
    key_of,
    name_of,
)

_STEPS = 4


@dataclass(frozen=True)
class Erased:
    """What was erased.

    Attributes:
        records: How many records of each type were deleted.
        emptied: Of how many records of each type the words went, while the fact stays.
        who: By what traces outside the journal are found.
    """

    records: Mapping[str, int]
    emptied: Mapping[str, int] = field(default_factory=dict)
    who: tuple[Gone, ...] = ()
    numbers: Mapping[str, Set[int]] = field(default_factory=dict)


def forget_client(journal: Journal, client: int, *, now: datetime, progress: Progress = silent) -> Erased:
    """Erase a client with all that is theirs, for good; no undo brings it back.

    Args:
        journal: The open journal. Its backups are another matter, see ``erasure_backups``.
        client: Its number.
        now: The moment that is written down.
        progress: Told how far it is; may stop the work while nothing is changed yet.

    Raises:
        JournalError: The disk is full or fails, or takes no changes; nothing was changed.
        CancelledError: It was stopped in time.
    """
    progress(0, _STEPS)
    return _forget(journal, plan_client(journal, client), now, progress)


def forget_person(journal: Journal, contact: int, *, now: datetime, progress: Progress = silent) -> Erased:
    """Erase a person for good, as ``forget_client`` does a client; see ``erasure_scope`` for what stays."""
    progress(0, _STEPS)
    return _forget(journal, plan_person(journal, contact), now, progress)


def erase_records(journal: Journal, numbers: Mapping[str, Set[int]], *, what: str, now: datetime) -> Erased:
    """Erase single records by type and number for good, with what belongs to them; names elsewhere stay.

    Args:
        journal: The open journal.
        numbers: Numbers of the records, by type.
        what: What the record of the erasure says of them.
        now: The moment that is written down.

    Raises:
        JournalError: The disk is full or fails, or takes no changes; nothing was changed.
    """
    with change_for_good(journal, _("Erase for good")) as writer:
        found = with_parts(journal, numbers)
        uids = _uids_of(journal, found)
        forget_where_from(journal, writer, uids)
        delete_records(writer, found)
        let_go(writer)
        counts = {name: len(each) for name, each in found.items() if each}
        _write_down(writer, now, what, counts, uids, [])
    write_anew(journal)
    return Erased(counts, numbers=found)


def has_erased(journal: JournalReader) -> bool:
    """Say whether anything was ever erased from a journal."""
    return journal.value(Erasure.select(key_of(Erasure))) is not None


def erased_uids(journal: JournalReader) -> frozenset[str]:
    """Return the uids of everything that was ever erased from a journal.

    What is here is not erased, whatever a list says that came in with somebody's export.
    """
    listed = _listed(journal)
    if not listed:
        return listed
    return listed - {
        uid for table in TABLES for (uid,) in journal.tuples(table.select(table.uid)) if uid in listed
    }


def erase_again(
    journal: Journal, uids: Iterable[str], *, now: datetime, staying: Set[str] = frozenset()
) -> Erased:
    """Erase once more what came back with an old copy or export, and keep the list of it there.

    Args:
        journal: The journal that was brought back or imported into.
        uids: ``erased_uids`` of the journal in which it was erased.
        now: The moment that is written down.
        staying: Uids of people who stay in any case: those of the journal in which it was erased.

    Raises:
        JournalError: The disk is full or fails, or takes no changes; nothing was changed.
    """
    wanted = frozenset(uids)
    missing = wanted - _listed(journal)
    plans = _plans_again(journal, wanted, staying)
    left = _records_with(journal, wanted)
    if not missing and not plans and not any(left.values()):
        return Erased({})
    with change_for_good(journal, _("Erase for good")) as writer:
        told = [_erase(journal, writer, plan) for plan in plans]
        rest = _records_with(journal, wanted)
        rest.pop(name_of(Erasure), None)
        forget_where_from(journal, writer, wanted)
        delete_records(writer, rest)
        let_go(writer)
        counts = _added(
            [*(plan.counts for plan in plans), {name: len(one) for name, one in rest.items() if one}]
        )
        _write_down(writer, now, "again", counts, wanted | {uid for one in told for uid in one.uids}, [])
    write_anew(journal)
    emptied = _added([plan.emptied_counts for plan in plans])
    return Erased(counts, emptied, tuple(told), _numbers_of(plans))


def _listed(journal: JournalReader) -> frozenset[str]:
    return frozenset(uid for (uids,) in journal.tuples(Erasure.select(Erasure.uids)) for uid in uids)


def _forget(journal: Journal, plan: Plan, now: datetime, progress: Progress) -> Erased:
    progress(1, _STEPS)
    lives = [life_of(journal, number) for number in plan.deleted.get(name_of(Client), ())]
    with change_for_good(journal, _("Erase for good")) as writer:
        who = _erase(journal, writer, plan)
        let_go(writer)
        _write_down(writer, now, plan.what, plan.counts, who.uids, [one for one in lives if one])
        progress(2, _STEPS)  # the last moment in which it can be stopped
    write_anew(journal)
    return Erased(plan.counts, plan.emptied_counts, (who,), _numbers_of([plan]))


def _erase(journal: Journal, writer: Writer, plan: Plan) -> Gone:
    """Delete what a plan says and take the names out of the rest, in the running transaction."""
    uids = _uids_of(journal, plan.deleted)
    _forget_origins(journal, writer, plan)
    empty_accounts(journal, writer, plan)
    for table, columns in THEIR_WORDS.items():
        empty_columns(writer, table, plan.emptied.get(name_of(table), set()), columns)
    delete_records(writer, plan.deleted)
    writer.forget_notes_of_the_gone()
    who = gone(journal, plan, uids)
    take_out(journal, writer, who)
    return who


def _forget_origins(journal: JournalReader, writer: Writer, plan: Plan) -> None:
    """Let questions that were born of a complaint no longer say of whose."""
    incidents = plan.deleted.get(name_of(Incident), set())
    rows = journal.tuples(IntakeQuestion.select(key_of(IntakeQuestion), IntakeQuestion.incident))
    born = {number for number, incident in rows if incident in incidents}
    empty_columns(writer, IntakeQuestion, born, ("origin",))


def _uids_of(journal: JournalReader, numbers: Mapping[str, Set[int]]) -> frozenset[str]:
    return frozenset(
        uid for table in TABLES for uid in uids_of(journal, table, numbers.get(name_of(table), set()))
    )


def _write_down(
    writer: Writer,
    now: datetime,
    what: str,
    counts: Mapping[str, int],
    uids: Iterable[str],
    lives: list[dict[str, object]],
) -> None:
    kept: dict[str, object] = dict(counts)
    if lives:
        kept[LIVES] = lives
    writer.insert(Erasure, erased_at=now, what=what, counts=kept, uids=sorted(uids))


def _plans_again(journal: JournalReader, uids: frozenset[str], staying: Set[str]) -> list[Plan]:
    """Return what goes with clients and people who were erased and are here all the same."""
    clients = [
        number for number, uid in journal.tuples(Client.select(key_of(Client), Client.uid)) if uid in uids
    ]
    plans = [plan_client(journal, number, needed=staying - uids) for number in clients]
    gone_with = {number for plan in plans for number in plan.deleted[name_of(Contact)]}
    people = journal.tuples(Contact.select(key_of(Contact), Contact.uid))
    alone = [number for number, uid in people if uid in uids and number not in gone_with]
    return plans + [plan_person(journal, number) for number in alone]


def _records_with(journal: JournalReader, uids: frozenset[str]) -> dict[str, set[int]]:
    return {
        name_of(table): {
            number for number, uid in journal.tuples(table.select(key_of(table), table.uid)) if uid in uids
        }
        for table in TABLES
    }


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in counts:
        for name, count in each.items():
            total[name] = total.get(name, 0) + count
    return total


def _numbers_of(plans: Iterable[Plan]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for plan in plans:
        for name, numbers in plan.deleted.items():
            found.setdefault(name, set()).update(numbers)
    return found
