"""What the journal can show about a complaint, and what of it bears on what was said.

The rules are few, so that they can be told: a fact bears on a complaint where both use the same word, or
where it is of a kind that such complaints are about. Source: capabilities E15, E18; ideas, 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from retention_journal.core.incidents import IncidentKind
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.text import folded


class FactKind(Enum):
    """What a fact is about, in the order in which facts are read."""

    REQUESTS = "requests"
    PROMISE = "promise"
    AGREEMENT = "agreement"
    SCOPE = "scope"
    CONTACTS = "contacts"
    HOURS = "hours"
    TASKS = "tasks"
    FIGURE = "figure"
    EARLIER = "earlier"


class Bearing(Enum):
    """Why a fact bears on the complaint."""

    WORDS = "words"
    KIND = "kind"
    NONE = "none"


@dataclass(frozen=True)
class DeskFact:
    """Something that can be shown.

    Attributes:
        key: What it is known by from one look to the next: "promise:12".
        text: What is so, in one line, fit for the client to read.
        detail: One more line; "" where there is none.
        day: The day it is about.
        source: The record it stands in.
        matters: It weighs by itself where its kind bears on the complaint, such as a promise that is late.
        words: What of it is compared with the client's words: people's own, never the program's.
        bearing: Why it bears on the complaint.
        shared: The word that both use; "" for none.
        is_chosen: It belongs in the answer.
    """

    key: str
    kind: FactKind
    text: str
    detail: str
    day: date
    source: RecordRef
    matters: bool = True
    words: str = ""
    bearing: Bearing = Bearing.NONE
    shared: str = ""
    is_chosen: bool = False

    @property
    def bears(self) -> bool:
        """Whether it is what was asked about."""
        return self.bearing is not Bearing.NONE


@dataclass(frozen=True)
class Choice:
    """What was decided about a fact: whether it belongs in the answer, and its words once that was sent."""

    key: str
    chosen: bool
    text: str = ""
    detail: str = ""

    @classmethod
    def read(cls, kept: Any) -> Choice | None:
        """Return a choice as the journal keeps it; None for what is none."""
        if not isinstance(kept, Mapping) or not isinstance(kept.get("key"), str):
            return None
        texts = {name: str(kept.get(name, "")) for name in ("text", "detail")}
        return cls(kept["key"], bool(kept.get("chosen", True)), **texts)


def choices(kept: Sequence[Any]) -> dict[str, Choice]:
    """Return by the key of its fact what was decided, of what the journal keeps."""
    read = (Choice.read(one) for one in kept)
    return {one.key: one for one in read if one is not None}


_TIME = frozenset({FactKind.PROMISE, FactKind.REQUESTS, FactKind.AGREEMENT})
_SAID = frozenset({FactKind.AGREEMENT, FactKind.SCOPE})
#: What complaints of each kind are about.
ABOUT: Mapping[IncidentKind, frozenset[FactKind]] = {
    IncidentKind.MISSED_DEADLINE: _TIME,
    IncidentKind.FORGOTTEN_APPOINTMENT: frozenset({FactKind.PROMISE, FactKind.CONTACTS}),
    IncidentKind.WRONG_DELIVERY: _SAID,
    IncidentKind.MISSING_PART: _SAID,
    IncidentKind.QUALITY: frozenset({FactKind.FIGURE, FactKind.AGREEMENT}),
    IncidentKind.INVOICE_DISPUTE: frozenset({FactKind.HOURS, FactKind.TASKS, FactKind.AGREEMENT}),
    IncidentKind.SLOW_RESPONSE: _TIME | {FactKind.CONTACTS},
    IncidentKind.TONE: frozenset({FactKind.CONTACTS}),
    IncidentKind.MISUNDERSTANDING: _SAID,
    IncidentKind.PRIORITY_DISPUTE: frozenset({FactKind.AGREEMENT, FactKind.FIGURE, FactKind.TASKS}),
    IncidentKind.OTHER: frozenset(),
}

_WORD = re.compile(r"[^\W\d_]{4,}")
#: So many first letters make a word the same in its forms: "bilde", "bilder", "bildene".
_STEM = 5
#: Of a text as long as a book so many characters are compared.
_MOST_COMPARED = 20_000
#: Words that complaints use whatever they are about, as ``folded`` writes them.
_COMMON = frozenset(
    {
        # Norwegian and Swedish
        "aldri", "aldrig", "alle", "alltid", "andre", "andra", "at", "atte", "bare", "bara", "blir",
        "bliver", "blitt", "blev", "burde", "dager", "dagar", "deg", "dem", "denne", "denna", "dere",
        "deres", "dette", "detta", "disse", "eller", "elleve", "elva", "enda", "ennu", "etter", "efter",
        "faktisk", "far", "flere", "flera", "foler", "kanner", "for", "forste", "fra", "fran", "fikk",
        "fick", "gang", "ganger", "gjort", "gjore", "gjorde", "gjor", "hadde", "hade", "hans", "helt",
        "hele", "hela", "henne", "heller", "hvem", "hver", "hvis", "hvor", "hvorfor", "ikke", "inte",
        "ingen", "ingenting", "kanskje", "kanske", "komme", "kommer", "kunde", "kunder", "kunne", "lange",
        "lenge", "mange", "manga", "mellom", "mellan", "mener", "mere", "mindre", "mycket", "mye", "maned",
        "maneder", "manad", "manader", "naer", "noe", "noen", "nagon", "nagot", "nesten", "nastan", "ogsa",
        "ocksa", "oss", "over", "samme", "samma", "sier", "siden", "sedan", "sitt", "skal", "skall",
        "skulle", "slik", "sadan", "svaert", "synes", "tycker", "tid", "tiden", "til", "till", "under",
        "uke", "uker", "vecka", "veckor", "uten", "utan", "vaere", "vaert", "vara", "varit", "veldig",
        "vente", "ventet", "vanta", "vantat", "ville", "virkelig", "viktig",
        # English
        "about", "after", "asked", "asking", "again", "always", "another", "been", "before", "being",
        "client", "could", "days", "does", "done", "each", "eleven", "even", "ever", "every", "feel",
        "first", "from", "have", "having", "here", "into", "just", "know", "like", "long", "made", "make",
        "many", "month", "months", "more", "most", "much", "must", "need", "never", "nothing", "only",
        "other", "really", "said", "same", "says", "should", "since", "some", "such", "take", "taken",
        "takes", "than", "that", "their", "them", "then", "there", "these", "they", "thing", "things",
        "think", "this", "those", "time", "times", "told", "until", "very", "wait", "waited", "waiting",
        "want", "week", "weeks", "were", "what", "when", "where", "which", "while", "will", "with",
        "without", "would", "year", "years", "your", "yours",
    }
)  # fmt: skip


def words_of(text: str) -> dict[str, str]:
    """Return the words that say what a text is about, by what they begin with, as they are written in it."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text[:_MOST_COMPARED]):
        plain = folded(word)
        if plain not in _COMMON:
            found.setdefault(plain[:_STEM], word)
    return found


def bearing(fact: DeskFact, kind: IncidentKind, said: Mapping[str, str]) -> tuple[Bearing, str]:
    """Say why a fact bears on a complaint, and which word both use.

    Args:
        fact: What can be shown.
        kind: What went wrong.
        said: The words of the complaint, see ``words_of``.
    """
    own = words_of(fact.words)
    shared = next((said[stem] for stem in said if stem in own), "")
    if shared:
        return Bearing.WORDS, shared
    if fact.matters and fact.kind in ABOUT[kind]:
        return Bearing.KIND, ""
    return Bearing.NONE, ""


def in_order(facts: Iterable[DeskFact]) -> tuple[DeskFact, ...]:
    """Return facts as they are read: what bears on the complaint first, then by kind, the newest first."""
    kinds, whys = list(FactKind), list(Bearing)

    def place(fact: DeskFact) -> tuple[int, int, int, str]:
        return (whys.index(fact.bearing), kinds.index(fact.kind), -fact.day.toordinal(), fact.key)

    return tuple(sorted(facts, key=place))
