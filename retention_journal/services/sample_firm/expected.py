"""What the sample's clients may expect: what is included and not, and two questions learnt the hard way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retention_journal.core import formats
from retention_journal.core.expectations import SAID, ItemState
from retention_journal.core.kpis import AgreementStatus
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import ExpectationItem, IntakeQuestion, KpiAgreement

INCLUDED, LEFT_OUT, ASSUMED, OPEN = (
    ItemState.INCLUDED,
    ItemState.NOT_INCLUDED,
    ItemState.ASSUMED,
    ItemState.OPEN,
)
_SMALL_THINGS, _WHO_TELLS = 0, 1  # places in ``_LEARNT``


@dataclass(frozen=True)
class _Learnt:
    """A question born of an incident: at which firm, and how many days ago."""

    text: str
    firm: str
    days: int


_LEARNT = (
    _Learnt("Hvor fort venter dere at små ting blir gjort?", "Harbour & Hale", 42),
    _Learnt("Hvem sier fra til meg når den jeg snakker med, slutter?", "Nordvik Møbler", 47),
)


@dataclass(frozen=True)
class _Line:
    """A line of a client's list; ``learnt`` is the place of the question it answers, ``saved`` days ago."""

    text: str
    state: ItemState
    answer: str = ""
    learnt: int | None = None
    saved: int | None = None


@dataclass(frozen=True)
class _List:
    """What one firm may expect, and what both call a good result; ``first``: as agreed the first time."""

    lines: tuple[_Line, ...]
    good_result: str = ""
    first: bool = False


_LISTS = {
    "Harbour & Hale Surveyors": _List(
        (
            _Line("Small changes, 4 hours a month", INCLUDED),
            _Line("Search visibility", INCLUDED),
            _Line("Monthly report", INCLUDED),
            _Line("A call every week", INCLUDED),
            _Line("Paid adverts", LEFT_OUT),
            _Line("Photographs", LEFT_OUT),
            _Line("Faults at the web host", LEFT_OUT),
            _Line("Work at weekends", LEFT_OUT),
        ),
        "Nobody at Harbour & Hale has to ask twice, and the surveyors have work four weeks ahead.",
        first=True,
    ),
    "Granlund Fysioterapi": _List(
        (
            _Line("", INCLUDED, "Innen to virkedager.", learnt=_SMALL_THINGS, saved=13),
            _Line("", OPEN, learnt=_WHO_TELLS),
            _Line("Artikler og nyhetsbrev, seks timer i måneden", INCLUDED),
            _Line("Klipping av videoer", INCLUDED),
            _Line("Filming og lys", LEFT_OUT),
            _Line("Trykk og porto", LEFT_OUT),
            _Line("Hvem svarer på spørsmål fra pasienter?", ASSUMED, "Hanne."),
        ),
        "At de som kommer, er de Hanne kan hjelpe, og at ingen uke har ledige timer.",
    ),
    "Lunde Revisjon": _List((_Line("", OPEN, learnt=_WHO_TELLS),)),
}


def write(drafts: Drafts, everyone: Sequence[Told]) -> None:
    """Write the questions that were learnt, and the lists of those who have one."""
    questions = [
        drafts.add(IntakeQuestion, text=one.text, position=place, origin=_origin(drafts, one))
        for place, one in enumerate(_LEARNT)
    ]
    for told in everyone:
        expected = _LISTS.get(told.firm.name)
        if expected is not None:
            _write_list(drafts, told, expected, questions)


def _write_list(drafts: Drafts, told: Told, expected: _List, questions: Sequence[int]) -> None:
    agreements = [row for row in drafts.rows(KpiAgreement) if row["client"] == told.client]
    for row in agreements:
        if row["status"] is AgreementStatus.AGREED:
            row["good_result"] = expected.good_result
    confirmed: dict[str, Any] = {}
    if agreements:
        held = agreements[0 if expected.first else -1]
        confirmed = {"confirmed_by": held["agreed_by"], "confirmed_on": held["agreed_on"]}
    for place, line in enumerate(expected.lines):
        learnt = None if line.learnt is None else _LEARNT[line.learnt]
        drafts.add(
            ExpectationItem,
            client=told.client,
            asked_from=None if line.learnt is None else questions[line.learnt],
            position=place,
            question=learnt.text if learnt else line.text,
            answer=line.answer,
            state=line.state,
            saved_on=_day(drafts, line.saved),
            born_from=_origin(drafts, learnt) if learnt else "",
            **(confirmed if line.state in SAID else {}),
        )


def _origin(drafts: Drafts, learnt: _Learnt) -> str:
    """Return what the incident is called, "Harbour & Hale, september"."""
    month = formats.month_within(drafts.day(learnt.days), "nb", year=False)
    return f"{learnt.firm}, {month}"


def _day(drafts: Drafts, days: int | None) -> date | None:
    return None if days is None else drafts.day(days)
