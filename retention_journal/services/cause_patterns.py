"""The causes of all incidents and post-mortems, gathered for their patterns."""

from __future__ import annotations

from peewee import JOIN

from retention_journal.core.cause_patterns import CausePatterns, OneCause, cause_patterns
from retention_journal.core.incidents import IncidentState
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Cause, Incident, PostMortem, key_of


def all_causes(journal: JournalReader) -> CausePatterns:
    """Return the patterns over what went wrong and who left; what was withdrawn is left out."""
    query = (
        Cause.select(Cause.incident, Cause.post_mortem, Cause.kind, Cause.locus, Cause.whose)
        .join(Incident, JOIN.LEFT_OUTER, on=Cause.incident == key_of(Incident))
        .join(PostMortem, JOIN.LEFT_OUTER, on=Cause.post_mortem == key_of(PostMortem))
        .where(Cause.trashed_at.is_null() & Incident.trashed_at.is_null() & PostMortem.trashed_at.is_null())
        .where(Incident.state.is_null() | (Incident.state != IncidentState.WITHDRAWN))
    )
    return cause_patterns(
        OneCause(
            ("incident", incident) if incident is not None else ("post_mortem", post_mortem),
            kind,
            locus,
            whose,
        )
        for incident, post_mortem, kind, locus, whose in journal.tuples(query)
    )
