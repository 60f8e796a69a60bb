"""Every client judged: the facts of the journal and the light they make, without words.

The answer for all is kept while the journal is open, and after a change only those clients are judged again
whom it touched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from datetime import datetime

from retention_journal.core import light_words
from retention_journal.core.keeping import nothing_thrown_away
from retention_journal.core.light import Assessment, Light, SignalId
from retention_journal.core.light_facts import Known
from retention_journal.core.light_rules import LightRules
from retention_journal.core.moments import instant
from retention_journal.core.records import record
from retention_journal.core.signals import assess
from retention_journal.services.incident_facts import complaint_ends
from retention_journal.services.light_facts import Asked, known_clients
from retention_journal.services.own_rules import light_rules, working_days_of
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.undo import Touched

#: How to come from a row to its client, for the tables a light is made from; the rest make no difference.
_OWNERS = {
    "client": "SELECT id FROM client WHERE id IN ({ids})",
    "contact_role": "SELECT client_id FROM contact_role WHERE id IN ({ids})",
    "contact": "SELECT client_id FROM contact_role WHERE contact_id IN ({ids})",
    "interaction": "SELECT client_id FROM interaction WHERE id IN ({ids})",
    "interaction_contact": "SELECT client_id FROM interaction WHERE id IN"
    " (SELECT interaction_id FROM interaction_contact WHERE id IN ({ids}))",
    "check_in": "SELECT client_id FROM interaction WHERE id IN"
    " (SELECT interaction_id FROM check_in WHERE id IN ({ids}))",
    "promise": "SELECT client_id FROM promise WHERE id IN ({ids})",
    "kpi_agreement": "SELECT client_id FROM kpi_agreement WHERE id IN ({ids})",
    "kpi_line": "SELECT client_id FROM kpi_agreement WHERE id IN"
    " (SELECT agreement_id FROM kpi_line WHERE id IN ({ids}))",
    "measurement": "SELECT client_id FROM measurement WHERE id IN ({ids})",
    "incident": "SELECT client_id FROM incident WHERE id IN ({ids})",
    "incident_move": "SELECT client_id FROM incident WHERE id IN"
    " (SELECT incident_id FROM incident_move WHERE id IN ({ids}))",
    "client_event": "SELECT client_id FROM client_event WHERE id IN ({ids})",
    "light_override": "SELECT client_id FROM light_override WHERE id IN ({ids})",
    "invoice": "SELECT client_id FROM invoice WHERE id IN ({ids})",
    "engagement": "SELECT client_id FROM engagement WHERE id IN ({ids})",
    "loss": "SELECT client_id FROM loss WHERE id IN ({ids})",
}
#: What concerns everybody: thresholds, the days that are worked.
_OF_ALL = frozenset({"setting", "day_off"})
#: The name under which a journal keeps everybody's light.
ANSWER = "judged"


@record
class Judged:
    """A client's light with all it was made from."""

    known: Known
    assessment: Assessment

    @property
    def light(self) -> Light:
        """The light that is shown."""
        return self.assessment.light


def judged(
    journal: JournalReader,
    now: datetime,
    only: Collection[int] | None = None,
    *,
    rules: LightRules | None = None,
) -> dict[int, Judged]:
    """Return by id how each client you have stands at ``now``.

    Args:
        journal: Where to look.
        now: The moment; a past one is answered as the log stood then.
        only: Ids of the clients asked about; None is all.
        rules: Thresholds to try; None takes those of the journal.
    """
    if only is not None or rules is not None:
        return _judged(journal, asked_now(journal, now, only, rules))

    def renew(before: dict[int, Judged], touched: Touched) -> dict[int, Judged]:
        clients = touched_clients(journal, touched)
        if clients is None:
            return _judged(journal, asked_now(journal, now))
        if not clients:
            return before
        again = _judged(journal, asked_now(journal, now, clients))
        return {number: one for number, one in before.items() if number not in clients} | again

    question = question_of(journal, now)
    return journal.followed(ANSWER, question, lambda: _judged(journal, asked_now(journal, now)), renew)


def beside(journal: Journal) -> Callable[[], Journal]:
    """Return what opens ``journal`` once more on another thread, to read only, with the lights known here."""
    path, known = journal.path, journal.following(ANSWER)

    def opened() -> Journal:
        reader = Journal.open_read_only(path)
        if known is not None and known[2] is not None:
            reader.follow(ANSWER, *known)
        return reader

    return opened


def question_of(journal: JournalReader, now: datetime) -> tuple[datetime, int]:
    """Return for how long an answer about everybody holds: the hour, and how many complaints' hours are over.

    No light turns within an hour by time alone but where the hours of a complaint end.
    """
    ends = journal.remembered(
        "ends of complaints",
        None,
        lambda: complaint_ends(journal, light_rules(journal).complaint_acknowledge_after_hours),
    )
    minute = now.replace(second=0, microsecond=0)
    return minute.replace(minute=0), bisect_left(ends, instant(minute).timestamp())


def asked_now(
    journal: JournalReader,
    now: datetime,
    only: Collection[int] | None = None,
    rules: LightRules | None = None,
) -> Asked:
    """Return the question about ``now`` by this journal's own rules, or by ``rules`` to try."""
    return Asked(now, rules or light_rules(journal), working_days_of(journal, now.date()), only)


def fact_text(one: Judged, signal_id: SignalId, asked: Asked) -> str:
    """Return one signal of a client in words."""
    signal = next(signal for signal in one.assessment.signals if signal.id is signal_id)
    return light_words.told(signal, one.known, asked.now, asked.rules, asked.working)


def _judged(journal: JournalReader, asked: Asked) -> dict[int, Judged]:
    with nothing_thrown_away():
        return {
            known.client_id: Judged(known, assess(known, asked.now, asked.rules, asked.working))
            for known in known_clients(journal, asked)
        }


def touched_clients(journal: JournalReader, touched: Touched) -> set[int] | None:
    """Return whom a change concerns; None where that is everybody, or a row is gone and cannot say."""
    if touched.keys() & _OF_ALL:
        return None
    found: set[int] = set()
    for name in touched.keys() & _OWNERS.keys():
        listed = ", ".join(map(str, touched[name]))
        here = journal.sql(f"SELECT count(*) FROM {name} WHERE id IN ({listed})")  # noqa: S608 - numbers
        if here[0][0] != len(touched[name]):
            return None
        found.update(number for (number,) in journal.sql(_OWNERS[name].format(ids=listed)))
    return found
