"""The stories of what went wrong at the sample's clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retention_journal.core.contacts import Kind
from retention_journal.core.incidents import (
    CauseKind,
    Controllable,
    IncidentKind,
    IncidentOutcome,
    IncidentState,
    Locus,
    Severity,
    Verdict,
    Whose,
)

S = IncidentState


@dataclass(frozen=True)
class Why:
    """A cause, and what shows it."""

    kind: CauseKind
    evidence: str
    locus: Locus = Locus.SITUATION
    whose: Whose = Whose.OURS
    controllable: Controllable | None = Controllable.YES


@dataclass(frozen=True)
class Trouble:
    """An incident.

    Attributes:
        days: How many days ago it was heard of.
        at: At what hour.
        steps: Each state it came to, with days ago and hour.
        words: What else is written of it, by column.
        account: Own sentences with days ago, hour and source; locked after the first ``locked`` of them.
        objections: What they say, how they may be right, what shows otherwise, whether it is conceded.
    """

    title: str
    days: int
    at: str
    client_words: str
    kind: IncidentKind
    severity: Severity = Severity.MODERATE
    channel: Kind = Kind.CALL
    steps: Sequence[tuple[IncidentState, int, str]] = ()
    promised: tuple[int, str] | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    whys: Sequence[Why] = ()
    account: Sequence[tuple[int, str, str, str]] = ()
    locked: int = 0
    objections: Sequence[tuple[str, str, str, bool]] = ()
    is_complaint: bool = True


TROUBLES: dict[str, tuple[Trouble, ...]] = {
    "Byggmester Rognan": (
        Trouble(
            "Feil telefonnummer på mobilsiden",
            66,
            "09:30",
            "Folk ringer til bestemor. Nummeret på mobilen er fra i fjor.",
            IncidentKind.SLOW_RESPONSE,
            Severity.MINOR,
            steps=(
                (S.ACKNOWLEDGED, 66, "09:40"),
                (S.ANSWERED, 65, "10:15"),
                (S.RESOLVED, 61, "12:00"),
                (S.FOLLOWED_UP, 52, "08:10"),
                (S.CLOSED, 52, "08:20"),
            ),
            words={
                "our_fault": Verdict.YES,
                "client_is_right": Verdict.YES,
                "apology_given": "At jeg ikke sa fra.",
                "remedy": "Nummeret rettet, og alle sider sett gjennom.",
                "cost_minutes": 95,
                "outcome": IncidentOutcome.RECOVERED,
                "felt_at": 3,
                "felt_after": 3,
                "process_gap": "Ingen ser e-posten når jeg er på reise.",
            },
            whys=(Why(CauseKind.UNDER_CAPACITY, "Tre dager på reise, uten fraværsmelding"),),
        ),
        Trouble(
            "Ventetid på bilder",
            1,
            "08:15",
            "Jeg skjønner at du har mye å gjøre. Men da må du si fra, så slipper jeg "
            "å stå der som en tulling.",
            IncidentKind.SLOW_RESPONSE,
            steps=((S.ACKNOWLEDGED, 1, "08:29"),),
            promised=(0, "15:20"),
            words={
                "felt_before": 3,
                "felt_at": 2,
                "remedy_sought": "Bildene byttet, og å slippe å purre.",
                "right_about": "Elleve dager er for lenge. Han purret to ganger, jeg svarte på den ene.",
                "expected": "At bilder byttes samme uke. Vi har avtalt to virkedager for små endringer.",
                "client_is_right": Verdict.YES,
                "our_fault": Verdict.YES,
                "private_feelings": "Jeg jobbet tre kvelder på rad med kampanjen i august, helt gratis.",
                "own_load": 5,
                "own_mood": 2,
            },
            objections=(
                ("Det er andre gang noe tar for lang tid.", "Telefonnummeret tok fem dager.", "", True),
                ("Du sier ikke fra.", "Jeg svarte på én av to purringer.", "", True),
            ),
            account=(
                (
                    1,
                    "08:40",
                    "Bedt om på telefon. Lovet, så flyttet: jeg ventet på bilder fra byggeplassen.",
                    "loggen min",
                ),
            ),
        ),
    ),
    "Harbour & Hale Surveyors": (
        Trouble(
            "Small changes take too long",
            42,
            "09:10",
            "It is not the rankings, Ingrid. It is that I wait a week for a phone number to be changed.",
            IncidentKind.PRIORITY_DISPUTE,
            Severity.MAJOR,
            steps=(
                (S.ACKNOWLEDGED, 42, "09:31"),
                (S.ANSWERED, 41, "13:40"),
                (S.REMEDY_AGREED, 41, "15:46"),
                (S.RESOLVED, 35, "09:08"),
                (S.FOLLOWED_UP, 28, "09:01"),
                (S.CLOSED, 26, "17:20"),
            ),
            promised=(41, "17:00"),
            words={
                "felt_before": 3,
                "felt_at": 2,
                "felt_after": 4,
                "client_is_right": Verdict.YES,
                "our_fault": Verdict.YES,
                "right_about": "A week for a phone number is too long.",
                "their_side": "The numbers are fine. What he sees of us is the waiting.",
                "expected": "That small things are done while he remembers asking. Never agreed.",
                "never_agreed": True,
                "would_put_right": "A day he can count on.",
                "answer_heard": "You wait a week for things that take minutes.",
                "answer_happened": "I watched the numbers I had proposed, and took the rest as it came.",
                "answer_doing": "Tuesday mornings are yours. Three hours are credited.",
                "answer_when": "From next Tuesday.",
                "got_wrong": "I never asked what he judges by.",
                "remedy": "A fixed slot every Tuesday, two working days agreed for small changes.",
                "apology_given": "For letting him wait without a word.",
                "cost_minutes": 260,
                "cost_minor": 18_000,
                "currency": "GBP",
                "outcome": IncidentOutcome.RECOVERED_STRONGER,
                "good_that_came": "The Tuesday slot, now offered to every client.",
                "process_gap": "Small requests had no day of their own.",
                "process_change": "Small requests are timed, and shown in the report.",
                "feelings_waived": True,
                "own_load": 4,
                "own_mood": 3,
            },
            whys=(
                Why(CauseKind.EXPECTATION_GAP, "No time was ever agreed for small changes"),
                Why(
                    CauseKind.UNDER_CAPACITY,
                    "Five clients wanted things in the same fortnight",
                    Locus.BOTH,
                    controllable=Controllable.PARTLY,
                ),
            ),
            account=(
                (
                    42,
                    "10:05",
                    "Nine small changes since July. Half took six working days or more.",
                    "my promises",
                ),
                (42, "10:20", "He asked twice about the button on 6 October and I answered once.", "the log"),
                (
                    28,
                    "09:10",
                    "He tells me he had spoken to another firm the week before he rang.",
                    "Tom, on the phone",
                ),
            ),
            locked=2,
        ),
    ),
    "Granlund Fysioterapi": (
        Trouble(
            "Bestillingen viste feil dag",
            5,
            "11:05",
            "To stycken stod i dörren i lördags. Det är inte så farligt, men det ser lite dumt ut.",
            IncidentKind.QUALITY,
            Severity.MINOR,
            Kind.EMAIL,
            steps=((S.ANSWERED, 5, "11:50"), (S.RESOLVED, 5, "16:10")),
            words={
                "our_fault": Verdict.YES,
                "client_is_right": Verdict.YES,
                "felt_at": 3,
                "remedy": "Dagen rettet, og de to fikk en beskjed fra oss.",
                "cost_minutes": 50,
                "apology_given": "For feil dag.",
                "feelings_waived": True,
            },
            whys=(Why(CauseKind.SYSTEM_ERROR, "Kalenderen byttet tidssone ved oppdatering"),),
        ),
    ),
    "Tindra Inredning": (
        Trouble(
            "Fel pris i nyhetsbrevet",
            188,
            "10:10",
            "Kunderna kommer in med fel pris på telefonen.",
            IncidentKind.QUALITY,
            channel=Kind.EMAIL,
            steps=(
                (S.ANSWERED, 188, "12:30"),
                (S.RESOLVED, 187, "09:00"),
                (S.FOLLOWED_UP, 173, "09:20"),
                (S.CLOSED, 173, "09:40"),
            ),
            words={
                "our_fault": Verdict.YES,
                "apology_given": "För fel pris.",
                "outcome": IncidentOutcome.RECOVERED,
                "remedy": "Rättelse skickad samma dag.",
                "cost_minutes": 120,
                "felt_at": 2,
                "felt_after": 4,
            },
            whys=(Why(CauseKind.TIME_PRESSURE, "Skickat en halvtimme före stängning"),),
        ),
    ),
    "Pemberton Legal": (
        Trouble(
            "Report in the wrong month",
            279,
            "16:40",
            "The partners were shown January’s figures as February’s.",
            IncidentKind.WRONG_DELIVERY,
            channel=Kind.EMAIL,
            steps=(
                (S.ACKNOWLEDGED, 279, "17:05"),
                (S.ANSWERED, 278, "10:00"),
                (S.RESOLVED, 278, "12:10"),
                (S.FOLLOWED_UP, 264, "11:00"),
                (S.CLOSED, 264, "11:10"),
            ),
            words={
                "our_fault": Verdict.YES,
                "apology_given": "For the wrong month.",
                "cost_minutes": 75,
                "outcome": IncidentOutcome.RECOVERED,
                "remedy": "A new report, and a line to the partners.",
                "process_gap": "The file is named by hand.",
                "process_change": "The month stands in the title.",
            },
            whys=(Why(CauseKind.FORGETFULNESS, "Last month’s file was copied", Locus.PERSON),),
        ),
    ),
    "Sæther Rør & Varme": (
        Trouble(
            "Faktura uten timeliste",
            432,
            "14:00",
            "Hva har jeg egentlig betalt for?",
            IncidentKind.INVOICE_DISPUTE,
            Severity.MINOR,
            Kind.EMAIL,
            steps=(
                (S.ANSWERED, 432, "14:40"),
                (S.RESOLVED, 431, "09:30"),
                (S.FOLLOWED_UP, 417, "10:00"),
                (S.CLOSED, 417, "10:10"),
            ),
            words={
                "our_fault": Verdict.PARTLY,
                "apology_given": "For at timene ikke lå ved.",
                "cost_minutes": 40,
                "outcome": IncidentOutcome.RECOVERED_STRONGER,
                "remedy": "Timer ligger ved hver faktura.",
                "good_that_came": "Alle kunder får timelisten nå.",
                "process_change": "Timelisten er del av fakturaen.",
            },
            whys=(Why(CauseKind.COMMUNICATION_FAILURE, "Timene ble ført, men ikke sendt"),),
        ),
    ),
    "Norrsken Cykel": (
        Trouble(
            "Sidan var nere en förmiddag",
            96,
            "08:30",
            "",
            IncidentKind.QUALITY,
            Severity.MINOR,
            Kind.MESSAGE,
            is_complaint=False,
            steps=(
                (S.ANSWERED, 96, "08:45"),
                (S.RESOLVED, 96, "11:20"),
                (S.FOLLOWED_UP, 91, "09:00"),
                (S.CLOSED, 91, "09:05"),
            ),
            words={
                "our_fault": Verdict.NO,
                "outcome": IncidentOutcome.RECOVERED,
                "cost_minutes": 110,
                "remedy": "Flyttad till en annan server.",
            },
            whys=(
                Why(
                    CauseKind.THIRD_PARTY,
                    "Webbhotellet uppdaterade utan att säga till",
                    whose=Whose.OUTSIDE,
                    controllable=Controllable.NO,
                ),
            ),
        ),
    ),
    "Oakfield Dental": (
        Trouble(
            "A page they thought was included",
            345,
            "12:15",
            "We assumed the new page came with the fee.",
            IncidentKind.MISUNDERSTANDING,
            Severity.MAJOR,
            Kind.EMAIL,
            steps=((S.ANSWERED, 343, "16:00"), (S.RESOLVED, 338, "10:00"), (S.CLOSED, 330, "10:00")),
            words={
                "our_fault": Verdict.PARTLY,
                "apology_given": "For not saying what the fee holds.",
                "outcome": IncidentOutcome.LOST,
                "no_follow_up_reason": "They had given notice.",
                "felt_at": 1,
                "remedy": "The page at half price.",
                "never_agreed": True,
                "cost_minor": 24_000,
                "currency": "GBP",
            },
            whys=(
                Why(CauseKind.EXPECTATION_GAP, "The offer names pages, the contract does not", Locus.BOTH),
            ),
        ),
    ),
}
