"""Agreements about KPIs: what was agreed with a client, by whom, when and how, version by version.

An agreement is never edited once agreed. Agreeing again makes a new version from a day on; a goal that is
carried on keeps its ``line_key``, and with it all its numbers.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from retention_journal.core import formats
from retention_journal.core.agreement import NEW_KEY, AgreementEntry, LineEntry, checked, complete
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import AgreedHow, AgreementStatus
from retention_journal.i18n import _
from retention_journal.services.agreement_incidents import Happened, is_of, named
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    Client,
    Contact,
    ContactRole,
    Incident,
    KpiAgreement,
    KpiLine,
    key_of,
)

_BINDING = (AgreementStatus.AGREED, AgreementStatus.SUPERSEDED)


@dataclass(frozen=True)
class Agreement:
    """A version of what was agreed with a client.

    Attributes:
        valid_to: Last day on which it held; None for the one that holds on.
        agreed_by_name: Who agreed it on the client's side; "" while nobody has.
        good_result: What both would call a good result; "" where nobody wrote it down.
        importance_asked_on: The day they were last asked what each goal means to them; None is the day it
            was agreed.
        after: The incident after which it was agreed; None where it was no incident that led to it.
    """

    agreement_id: int
    version: int
    status: AgreementStatus
    agreed_on: date | None
    agreed_by: int | None
    agreed_by_name: str
    agreed_how: AgreedHow | None
    valid_from: date
    valid_to: date | None
    change_reason: str
    review_on: date | None
    client_words: str
    good_result: str
    importance_asked_on: date | None
    after: Happened | None
    lines: tuple[LineEntry, ...]

    @property
    def is_binding(self) -> bool:
        """Whether it was agreed, so that its targets count on its days."""
        return self.status in _BINDING

    @property
    def entry(self) -> AgreementEntry:
        """What a form shows of it when it is agreed again: the old values, nothing agreed yet.

        What led to an agreement does not lead to the next one; a draft is still the same one.
        """
        return AgreementEntry(
            self.lines,
            agreed_by=self.agreed_by,
            agreed_how=self.agreed_how,
            client_words=self.client_words,
            good_result=self.good_result,
            incident=self.after.incident_id if self.after and not self.is_binding else None,
        )

    def holds_on(self, day: date) -> bool:
        """Say whether it was in force on ``day``."""
        return self.is_binding and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def agree(journal: Journal, client_id: int, entry: AgreementEntry, *, today: date) -> int:
    """Make what was agreed the newest version, from its first day on, and return its id.

    The version before ends the day before. One that began on the same day was never in force and counts
    as withdrawn. A draft of this client has served its turn and is dropped.

    Raises:
        InvalidEntryError: A field is missing or wrong; nothing was changed.
        NotFoundError: The client is not in the journal.
    """
    with journal.change(_("Agree KPIs")) as change:
        history = agreements(journal, client_id)
        entry = _checked_agreement(journal, client_id, entry, history, today)
        before = next((old for old in history if old.status is AgreementStatus.AGREED), None)
        _drop_drafts(change, history)
        if before is not None:
            _end(change, before, entry)
        return _insert(change, client_id, entry, history, AgreementStatus.AGREED, before)


def keep_draft(journal: Journal, client_id: int, entry: AgreementEntry, *, today: date) -> int:
    """Keep what is not agreed yet as the client's one draft and return its id; targets stay as they were.

    Raises:
        InvalidEntryError: A goal has no name, or a figure is wrong.
        NotFoundError: The client is not in the journal.
    """
    with journal.change(_("Keep a draft of KPIs")) as change:
        history = agreements(journal, client_id)
        entry = replace(_checked_draft(journal, client_id, entry, history), valid_from=today)
        _drop_drafts(change, history)
        return _insert(change, client_id, entry, history, AgreementStatus.DRAFT, None)


def agreements(journal: JournalReader, client_id: int) -> list[Agreement]:
    """Return every version of a client's agreement, a draft among them, the newest first."""
    return [*journal.remembered("agreements", client_id, lambda: _agreements(journal, client_id))]


def _agreements(journal: JournalReader, client_id: int) -> list[Agreement]:
    query = (
        KpiAgreement.select(
            key_of(KpiAgreement), KpiAgreement.version, KpiAgreement.status, KpiAgreement.agreed_on,
            KpiAgreement.agreed_by, Contact.display_name, KpiAgreement.agreed_how,
            KpiAgreement.valid_from, KpiAgreement.valid_to, KpiAgreement.change_reason,
            KpiAgreement.review_on, KpiAgreement.client_words, KpiAgreement.good_result,
            KpiAgreement.importance_asked_on, key_of(Incident), Incident.title, Incident.kind,
            Incident.received_at,
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == KpiAgreement.agreed_by))
        .switch(KpiAgreement)
        .join(
            Incident,
            JOIN.LEFT_OUTER,
            on=(key_of(Incident) == KpiAgreement.incident) & Incident.trashed_at.is_null(),
        )
        .where((KpiAgreement.client == client_id) & KpiAgreement.trashed_at.is_null())
        .order_by(KpiAgreement.version.desc(), key_of(KpiAgreement).desc())
    )  # fmt: skip
    rows = journal.tuples(query)
    lines = _lines(journal, [row[0] for row in rows])
    return [_agreement([*row[:5], row[5] or "", *row[6:]], lines) for row in rows]


def in_force(history: Iterable[Agreement], day: date) -> Agreement | None:
    """Return which of a client's agreements held on ``day``, or None where none did."""
    return next((agreement for agreement in history if agreement.holds_on(day)), None)


def current_agreement(journal: JournalReader, client_id: int, today: date) -> Agreement | None:
    """Return the agreement that holds on ``today``, or None."""
    return in_force(agreements(journal, client_id), today)


def withdraw(journal: Journal, client_id: int, *, today: date) -> None:
    """End the agreement that holds without another in its place, as of ``today``.

    Raises:
        NotFoundError: Nothing is agreed.
    """
    with journal.change(_("Withdraw an agreement")) as change:
        held = next((a for a in agreements(journal, client_id) if a.status is AgreementStatus.AGREED), None)
        if held is None:
            raise NotFoundError(_("Nothing is agreed with this client."))
        started = held.valid_from < today
        change.update(
            KpiAgreement,
            held.agreement_id,
            status=AgreementStatus.SUPERSEDED if started else AgreementStatus.WITHDRAWN,
            valid_to=today - timedelta(days=1) if started else held.valid_from,
        )


def last_changed(history: Iterable[Agreement], line: LineEntry) -> Agreement | None:
    """Return the agreed version in which ``line`` got the terms it has, for "agreed 3 February by …".

    A goal that is carried on unchanged stays as old as it is.

    Args:
        history: A client's versions, the newest first.
        line: The line as it stands in one of them; versions after that one are passed over.
    """
    found: Agreement | None = None
    for agreement in history:
        if not agreement.is_binding:
            continue
        same = any(_terms(old) == _terms(line) for old in agreement.lines if old.line_key == line.line_key)
        if same:
            found = agreement
        elif found is not None:
            break
    return found


def _terms(line: LineEntry) -> tuple[Any, ...]:
    """Return what makes a goal the same agreement; importance may be felt otherwise without one."""
    return (line.name, line.unit, line.direction, line.target, line.target_high, line.period, line.kind)


def _lines(journal: JournalReader, agreement_ids: list[int]) -> Mapping[int, list[LineEntry]]:
    query = (
        KpiLine.select(
            KpiLine.agreement, KpiLine.name, KpiLine.line_key, KpiLine.kind, KpiLine.unit,
            KpiLine.direction, KpiLine.target, KpiLine.target_high, KpiLine.baseline,
            KpiLine.tolerance_pct, KpiLine.period, KpiLine.aggregation, KpiLine.importance_client,
            KpiLine.importance_own, KpiLine.importance_source, KpiLine.turnaround_days, KpiLine.parent_key,
        )
        .where(KpiLine.agreement.in_(agreement_ids) & KpiLine.trashed_at.is_null())
        .order_by(KpiLine.position, key_of(KpiLine))
    )  # fmt: skip
    found: dict[int, list[LineEntry]] = defaultdict(list)
    for agreement_id, *values in journal.tuples(query):
        found[agreement_id].append(LineEntry(*values))
    return found


def _agreement(values: list[Any], lines: Mapping[int, list[LineEntry]]) -> Agreement:
    *told, incident_id, title, kind, received_at = values
    after = None if incident_id is None else named(incident_id, title, kind, received_at)
    made: list[Any] = [*told, after, tuple(lines.get(values[0], ()))]
    return Agreement(*made)


def _drop_drafts(change: Writer, history: Iterable[Agreement]) -> None:
    for old in history:
        if old.status is AgreementStatus.DRAFT:
            change.delete(KpiAgreement, old.agreement_id)


def _end(change: Writer, before: Agreement, entry: AgreementEntry) -> None:
    """End the version before on the day before the new one begins."""
    assert entry.valid_from is not None  # noqa: S101 - checked: for the type checker
    same_day = before.valid_from == entry.valid_from
    change.update(
        KpiAgreement,
        before.agreement_id,
        status=AgreementStatus.WITHDRAWN if same_day else AgreementStatus.SUPERSEDED,
        valid_to=before.valid_from if same_day else entry.valid_from - timedelta(days=1),
    )


def _insert(
    change: Writer,
    client_id: int,
    entry: AgreementEntry,
    history: list[Agreement],
    status: AgreementStatus,
    before: Agreement | None,
) -> int:
    versions = [old.version for old in history if old.status is not AgreementStatus.DRAFT]
    agreement_id = change.insert(
        KpiAgreement,
        client=client_id,
        version=max(versions, default=0) + 1,
        status=status,
        agreed_on=entry.agreed_on,
        agreed_by=entry.agreed_by,
        agreed_how=entry.agreed_how,
        valid_from=entry.valid_from,
        replaces=before.agreement_id if before else None,
        change_reason=entry.change_reason,
        review_on=entry.review_on,
        client_words=entry.client_words,
        good_result=_good_result(entry, history),
        importance_asked_on=entry.importance_asked_on,
        incident=entry.incident,
    )
    for position, line in enumerate(_with_keys(entry.lines)):
        change.insert(KpiLine, agreement=agreement_id, position=position, **vars(line))
    return agreement_id


def _good_result(entry: AgreementEntry, history: list[Agreement]) -> str:
    """Return what both would call a good result: as it was said, else as it was before."""
    if entry.good_result is not None:
        return entry.good_result
    return history[0].good_result if history else ""


def _with_keys(lines: Iterable[LineEntry]) -> list[LineEntry]:
    """Return the lines, each new one with a key of its own, under which smaller goals name it too."""
    lines = list(lines)
    keys = {line.line_key: str(uuid.uuid4()) for line in lines if line.line_key.startswith(NEW_KEY)}
    return [
        replace(
            line,
            line_key=keys.get(line.line_key, line.line_key) or str(uuid.uuid4()),
            parent_key=keys.get(line.parent_key or "", line.parent_key),
        )
        for line in lines
    ]


def _checked_agreement(
    journal: JournalReader, client_id: int, entry: AgreementEntry, history: list[Agreement], today: date
) -> AgreementEntry:
    """Return the entry cleaned and complete, or refuse it at its first wrong field."""
    entry = complete(_checked_draft(journal, client_id, entry, history), today)
    entry = _from_when_they_came(journal, client_id, entry)
    newest = max((old.valid_from for old in history if old.is_binding), default=None)
    if newest is not None and entry.valid_from is not None and entry.valid_from < newest:
        raise InvalidEntryError(
            "valid_from",
            _("The agreement before it began on {day}.").format(day=formats.day(newest)),
            _("Choose that day or a later one."),
        )
    return entry


def _from_when_they_came(journal: JournalReader, client_id: int, entry: AgreementEntry) -> AgreementEntry:
    """Return an agreement that begins with the client at the earliest; one is often agreed before that."""
    since = journal.value(Client.select(Client.start_date).where(key_of(Client) == client_id))
    if since is None or entry.valid_from is None or entry.valid_from >= since:
        return entry
    if entry.valid_from == entry.agreed_on:
        return replace(entry, valid_from=since)
    raise InvalidEntryError(
        "valid_from",
        _("They are a client since {day}.").format(day=formats.day(since)),
        _("Choose that day or a later one."),
    )


def _checked_draft(
    journal: JournalReader, client_id: int, entry: AgreementEntry, history: list[Agreement]
) -> AgreementEntry:
    client = Client.select(key_of(Client)).where((key_of(Client) == client_id) & Client.trashed_at.is_null())
    if journal.value(client) is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    if entry.agreed_by is not None:
        _check_person(journal, client_id, entry.agreed_by)
    if entry.incident is not None and not is_of(journal, client_id, entry.incident):
        raise InvalidEntryError("incident", _("This did not happen with this client."))
    return checked(entry, {line.line_key for old in history for line in old.lines})


def _check_person(journal: JournalReader, client_id: int, contact_id: int) -> None:
    query = (
        ContactRole.select(key_of(ContactRole))
        .join(Contact)
        .where(
            (ContactRole.client == client_id)
            & (ContactRole.contact == contact_id)
            & ContactRole.trashed_at.is_null()
            & Contact.trashed_at.is_null()
        )
    )
    if journal.value(query) is None:
        raise InvalidEntryError("agreed_by", _("This person is not with this client."))
