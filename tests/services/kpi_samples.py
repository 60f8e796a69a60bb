"""The agreement of the pictures: one goal of the client's own, three that were proposed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.kpis import Aggregation, AgreedHow, GoalDirection, ImportanceSource
from retention_journal.core.periods import month_of
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree
from retention_journal.services.numbers import enter_numbers
from tests.builders import a_client, a_person

TODAY = date(2025, 10, 14)
FEBRUARY = date(2025, 2, 3)
SEPTEMBER = date(2025, 9, 3)
WORDS = "I don’t need more visitors. I need small things done while I still remember asking for them."

FORMS = LineEntry("Enquiries from the form", target=Decimal(40), importance_source=ImportanceSource.ASSUMED)
VISITS = LineEntry("Visits from search", target=Decimal(3200), importance_source=ImportanceSource.ASSUMED)
PLACE = LineEntry(
    "Place for “level 3 survey Bristol”", target=Decimal(5), direction=GoalDirection.LOWER,
    aggregation=Aggregation.LAST, importance_source=ImportanceSource.ASSUMED,
)  # fmt: skip
SMALL = LineEntry(
    "Small changes done", unit="days", turnaround_days=Decimal(2), importance_client=5,
    importance_source=ImportanceSource.SAID,
)  # fmt: skip
NUMBERS = {
    "Small changes done": ("4.6", "5.2", "5.7", "6.3", "6.4", "3.1"),
    "Enquiries from the form": ("32", "38", "34", "43", "46", "48"),
    "Visits from search": ("2900", "3000", "3120", "3300", "3600", "3840"),
    "Place for “level 3 survey Bristol”": ("6", "6", "5", "4", "4", "3"),
}


def an_entry(*lines: LineEntry, by: int | None, on: date = FEBRUARY, **values: object) -> AgreementEntry:
    return AgreementEntry(tuple(lines), agreed_on=on, agreed_by=by, agreed_how=AgreedHow.EMAIL, **values)


def harbour(journal) -> int:
    """Put Harbour & Hale into the journal, with both agreements and half a year of numbers."""
    client = a_client(journal, "Harbour & Hale Surveyors", start_date=date(2022, 3, 1), language="en")
    tom = a_person(journal, client, "Tom Hale", title="owner")
    agree(journal, client, an_entry(FORMS, VISITS, PLACE, by=tom), today=FEBRUARY)
    carried = [goal.line for goal in goals_now(journal, client, today=FEBRUARY).goals]
    second = AgreementEntry(
        (*carried, SMALL), agreed_on=SEPTEMBER, agreed_by=tom, agreed_how=AgreedHow.CALL,
        client_words=WORDS, change_reason="Tom asked for it", review_on=date(2025, 12, 3),
    )  # fmt: skip
    agree(journal, client, second, today=SEPTEMBER)
    keys = {g.line.name: g.line.line_key for g in goals_now(journal, client, today=TODAY).goals}
    for place, month in enumerate(range(4, 10)):
        enter_numbers(
            journal, client, month_of(date(2025, month, 1)),
            {keys[name]: values[place] for name, values in NUMBERS.items()}, language="en",
        )  # fmt: skip
    return client
