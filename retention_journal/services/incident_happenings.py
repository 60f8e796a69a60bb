"""How what went wrong is told on a client's timeline: received, answered, put right, closed, open again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from peewee import JOIN, Query

from retention_journal.core.incidents import IncidentKind, IncidentOutcome, IncidentState
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.i18n import N_, _
from retention_journal.services.incidents import called
from retention_journal.services.light_happenings import Moments
from retention_journal.services.people import first_name
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Contact, Incident, key_of

Maker = Callable[[JournalReader, Moments], list[TimelineEntry]]


@dataclass(frozen=True)
class _Row:
    number: int
    title: str
    client_words: str
    kind: IncidentKind
    is_complaint: bool
    state: IncidentState
    remedy: str
    outcome: IncidentOutcome | None
    reporter: str | None


_CLOSED = f"'{IncidentState.CLOSED.value}', '{IncidentState.WITHDRAWN.value}'"


def _source(at: str, condition: str = "") -> str:
    """Return ids and moments, on the wall here, of the incidents of a client."""
    return (
        f"SELECT id, unixepoch({at}, 'unixepoch', 'localtime') FROM incident i"  # noqa: S608 - our own words
        f" WHERE client_id = ?1 AND trashed_at IS NULL AND {at} IS NOT NULL{condition}"
    )


_REOPENED_AT = (
    "(SELECT max(m.moved_at) FROM incident_move m WHERE m.incident_id = i.id AND m.trashed_at IS NULL"  # noqa: S608
    f" AND m.after = '{IncidentState.REOPENED.value}')"
)
#: By the words of the timeline's sources, the ids and moments.
SOURCES = {
    "incident": _source("received_at"),
    "incident answered": _source("answered_at"),
    "incident put right": _source("resolved_at"),
    "incident called": _source("followed_up_at"),
    "incident closed": _source("closed_at", f" AND state IN ({_CLOSED})"),
    "incident reopened": _source(_REOPENED_AT),
}


_TITLES = {
    "incident answered": N_("Answered: {what}"),
    "incident put right": N_("Put right: {what}"),
    "incident called": N_("Called after it was put right: {what}"),
    "incident closed": N_("Closed: {what}"),
    "incident reopened": N_("Open again: {what}"),
}


def _told(word: str, one: _Row) -> tuple[str, str, str, str]:
    """Return title, aside, detail and words of one step."""
    what = called(one.title, one.client_words, one.kind)
    if word == "incident":
        title = _("Complaint: {what}") if one.is_complaint else _("What went wrong: {what}")
        who = _("from {who}").format(who=first_name(one.reporter)) if one.reporter else ""
        words = one.client_words
        return title.format(what=what), who, "", "" if words.split() == what.split() else words
    if word == "incident closed" and one.state is IncidentState.WITHDRAWN:
        return _("Withdrawn by the client: {what}").format(what=what), "", "", ""
    aside = one.outcome.label if word == "incident closed" and one.outcome else ""
    detail = one.remedy if word == "incident put right" else ""
    return _(_TITLES[word]).format(what=what), aside, detail, ""


def _maker(word: str) -> Maker:
    def tell(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
        entries = []
        for one in journal.rows(_rows(moments), _Row):
            title, aside, detail, words = _told(word, one)
            entries.append(
                TimelineEntry(
                    EntryKind.INCIDENT, "incident", one.number, moments[one.number], True, title,
                    aside=aside, detail=detail, words=words,
                )
            )  # fmt: skip
        return entries

    return tell


def _rows(moments: Moments) -> Query:
    return (
        Incident.select(
            key_of(Incident).alias("number"), Incident.title, Incident.client_words, Incident.kind,
            Incident.is_complaint, Incident.state, Incident.remedy, Incident.outcome,
            Contact.display_name.alias("reporter"),
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == Incident.reported_by))
        .where(key_of(Incident).in_(list(moments)))
    )  # fmt: skip


#: By the words of ``SOURCES``, what tells it.
MAKERS: dict[str, Maker] = {word: _maker(word) for word in SOURCES}
