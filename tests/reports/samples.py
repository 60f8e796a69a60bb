"""Reports that tests and the benchmark print; every name is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from retention_journal.core.contacts import Kind
from retention_journal.core.kpis import AgreedHow, GoalDirection, KpiStatus, LineKind
from retention_journal.core.periods import add_months, month_of, period_label
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.report import (
    ContactDay,
    Contacts,
    Delivery,
    GoalPoint,
    GoalRow,
    HoursFor,
    HoursKind,
    HoursPart,
    HoursUsed,
    Issuer,
    LastPromise,
    LedgerRow,
    MostImportant,
    Need,
    NextStep,
    StatusReport,
    Target,
)
from retention_journal.core.shapes import Shape

SEPTEMBER = month_of(date(2025, 9, 1))
ISSUER = Issuer(
    name="Solheim Synlighet",
    person="Ingrid Solheim",
    email="ingrid@solheim.example",
    phone="+47 12 34 56 00",
    address="Strandgata 12\n5003 Bergen",
)


def points(values, *targets):
    """Six months up to September, each with its target; the last target given holds to the end."""
    months = [month_of(add_months(SEPTEMBER.first, n - len(values) + 1)) for n in range(len(values))]
    last = targets[-1] if targets else None
    held = [*targets, *[last] * len(values)][: len(values)]
    return tuple(
        GoalPoint(month, None if value is None else Decimal(str(value)), target)
        for month, value, target in zip(months, values, held, strict=True)
    )


def at_least(value):
    return Target(GoalDirection.HIGHER, Decimal(value))


def at_most(value):
    return Target(GoalDirection.LOWER, Decimal(value))


SMALL_CHANGES = GoalRow(
    "Small changes done",
    kind=LineKind.EXPECTATION,
    unit="days",
    target=at_most(2),
    agreed_on=date(2025, 9, 3),
    agreed_by="Tom Hale",
    value=Decimal("3.1"),
    previous=Decimal("6.4"),
    points=points([3.8, 4.6, 5.2, 6.0, 6.4, 3.1], at_most(5), at_most(5), at_most(5), at_most(5), at_most(2)),
    status=KpiStatus.AT_RISK,
    remark="Late, but quicker: the last three were done in time.",
    is_clients_first=True,
)
ENQUIRIES = GoalRow(
    "Enquiries from the form",
    target=at_least(40),
    agreed_on=date(2025, 2, 3),
    agreed_by="Tom Hale",
    value=Decimal(48),
    previous=Decimal(45),
    points=points([36, 39, 37, 42, 45, 48], at_least(35), at_least(35), at_least(40)),
    status=KpiStatus.ON_TRACK,
)
VISITS = GoalRow(
    "Visits from search",
    target=at_least(3200),
    agreed_on=date(2025, 2, 3),
    agreed_by="Tom Hale",
    value=Decimal(3840),
    previous=Decimal(3630),
    points=points([3050, 3120, 3210, 3400, 3630, 3840], at_least(3200)),
    status=KpiStatus.ACHIEVED,
)
PLACE = GoalRow(
    "Place, “level 3 survey Bristol”",
    target=at_most(5),
    agreed_on=date(2025, 2, 3),
    value=Decimal(3),
    previous=Decimal(4),
    points=points([6, 6, 5, 4, 4, 3], at_most(5)),
    status=KpiStatus.ON_TRACK,
)
SHARE = GoalRow(
    "Share of answers within a day",
    unit="%",
    target=Target(GoalDirection.RANGE, low=Decimal(80), high=Decimal(100)),
    agreed_on=date(2024, 11, 28),
    agreed_by="Tom Hale",
    value=Decimal("61.5"),
    previous=Decimal(70),
    points=points(
        [88, None, 85, 79, 70, 61.5], Target(GoalDirection.RANGE, low=Decimal(80), high=Decimal(100))
    ),
    status=KpiStatus.OFF_TRACK,
    remark="Two weeks of illness. A colleague answers when I cannot, from 1 October.",
)
RATING = GoalRow(
    "Rating by your own customers",
    target=at_least("4.5"),
    agreed_on=date(2025, 9, 3),
    status=KpiStatus.NO_DATA,
)

HARBOUR = StatusReport(
    client="Harbour & Hale Surveyors",
    period=SEPTEMBER,
    period_label="September 2025",
    issued_on=date(2025, 10, 14),
    language="en",
    issuer=ISSUER,
    prepared_for="Tom Hale",
    number="7",
    headline="More people asked for a survey. Small changes went from six days to three, "
    "and two is what I owe you.",
    went_well="48 people asked for a survey through the form. That is 8 more than the target and the best "
    "month so far.",
    went_not="Small changes took 3.1 working days on average. You asked for 2. The first ones in September "
    "were the slowest.",
    doing="Every Tuesday is now kept for your small changes. Since 19 September each one was done within "
    "2 days.",
    last_promises=(
        LastPromise(
            "Page: level 3 surveys, rewritten", date(2025, 9, 5), PromiseState.KEPT, date(2025, 9, 4)
        ),
        LastPromise("Page: damp and timber, new", date(2025, 9, 12), PromiseState.KEPT, date(2025, 9, 12)),
        LastPromise(
            "Speed: pictures made smaller",
            date(2025, 9, 19),
            PromiseState.KEPT_LATE,
            date(2025, 9, 24),
            "The web host was down for two days; I should have told you on the first.",
        ),
        LastPromise("Contract template as PDF", date(2025, 9, 26), PromiseState.OPEN),
    ),
    most_important=MostImportant(
        "Small changes done",
        "I don’t need more visitors. I need small things done while I still remember asking for them.",
        "Tom Hale",
        date(2025, 9, 2),
        AgreedHow.CALL,
    ),
    goals=(SMALL_CHANGES, ENQUIRIES, VISITS, PLACE, SHARE, RATING),
    delivered=(
        Delivery("Page: level 3 surveys, rewritten", date(2025, 9, 4)),
        Delivery("Page: damp and timber, new", date(2025, 9, 12)),
        Delivery("New form on the front page", date(2025, 9, 15)),
        Delivery("Speed: pictures made smaller", date(2025, 9, 24)),
    ),
    contacts=Contacts(
        talks=3,
        written=5,
        days=(
            ContactDay(date(2025, 9, 2), Kind.CALL),
            ContactDay(date(2025, 9, 9), Kind.EMAIL),
            ContactDay(date(2025, 9, 16), Kind.MEETING),
            ContactDay(date(2025, 9, 30), Kind.VIDEO_CALL),
        ),
    ),
    next_steps=(
        NextStep("Small changes within 2 working days", None),
        NextStep("Survey types page, final", date(2025, 10, 24)),
        NextStep("Photographs of the new office", date(2025, 10, 17), PromiseDirection.THEIRS),
    ),
    needs=(
        Need(
            "Photographs of the new office", date(2025, 10, 17), "So that the page can go live on the 24th."
        ),
        Need("A yes or no to the text about damp", date(2025, 10, 20)),
    ),
    included="Small changes up to 4 hours a month, search visibility, a monthly report and a call each week.",
    not_included="Paid adverts, photographs, faults at the web host, and work at weekends. Ask, and you get "
    "a price first.",
)

THIN = StatusReport(
    client="Lunde Bakeri",
    period=SEPTEMBER,
    period_label="September 2025",
    issued_on=date(2025, 10, 3),
    language="en",
    issuer=ISSUER,
    headline="A quiet month, as agreed.",
    goals=(ENQUIRIES,),
    contacts=Contacts(talks=1, days=(ContactDay(date(2025, 9, 16), Kind.CALL),)),
    next_steps=(NextStep("Autumn menu on the site", date(2025, 10, 20)),),
)

HOURS = HoursUsed(
    parts=(
        HoursPart(HoursKind.WORK, 13 * 60 + 30),
        HoursPart(HoursKind.REQUESTS, 4 * 60 + 30),
        HoursPart(HoursKind.CARE, 3 * 60),
    ),
    agreed_minutes=24 * 60,
    served=(
        HoursFor("Enquiries from the form", 8 * 60, "On target"),
        HoursFor("Small changes done", 4 * 60 + 30, "Late, but quicker"),
    ),
)
LEDGERS = (
    LedgerRow("Small changes done", 1, 3, status_words="Late, but quicker", shape=Shape.WATCH),
    LedgerRow("Enquiries from the form", 2, 1, is_said=False, status_words="On target", shape=Shape.STEADY),
    LedgerRow("Visits from search", 3, 2, is_said=False, status_words="Achieved", shape=Shape.STEADY),
    LedgerRow("Place, “level 3 survey Bristol”", 4, 4, status_words="No number yet"),
)
#: The same report of a firm that writes hours down and has asked what matters.
WHOLE = replace(HARBOUR, hours=HOURS, ledgers=LEDGERS)


def in_language(language, report=HARBOUR):
    return replace(report, language=language, period_label=period_label(report.period, language))


def long_report(goals=40, deliveries=60):
    """A report that fills several pages, with every row told apart."""
    return replace(
        HARBOUR,
        goals=tuple(replace(VISITS, name=f"Goal number {n}") for n in range(1, goals + 1)),
        delivered=tuple(
            Delivery(f"Delivery number {n}", date(2025, 9, 1 + n % 30)) for n in range(1, deliveries + 1)
        ),
    )
