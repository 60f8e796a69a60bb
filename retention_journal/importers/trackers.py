"""Time trackers whose exports are known, told by headings that no other has together.

Source: imports, section 1.3, "Time trackers".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retention_journal.importers.columns import plain_heading


@dataclass(frozen=True)
class Tracker:
    """A program that counts time.

    Attributes:
        word: What the command line calls it.
        name: What people call it.
        needs: Headings its export always has.
        marks: Headings of which a few show that it is this program's.
        fewest_marks: How many of them.
        exceptions: What headings mean here other than elsewhere, by field name; "" is not taken in.
    """

    word: str
    name: str
    needs: frozenset[str]
    marks: frozenset[str]
    fewest_marks: int
    exceptions: Mapping[str, str]


TRACKERS = (
    Tracker(
        "clockify",
        "Clockify",
        frozenset(),
        frozenset({"duration h", "duration decimal", "time h", "time decimal"}),
        1,
        {"type": "entry_type", "email": ""},
    ),
    Tracker(
        "toggl",
        "Toggl Track",
        frozenset({"start date", "start time", "duration"}),
        frozenset({"user", "email", "client", "project", "task", "description", "billable", "end date",
                   "end time", "tags", "amount"}),
        3,
        {"email": ""},
    ),
    Tracker(
        "harvest",
        "Harvest",
        frozenset({"date", "hours"}),
        frozenset({"project code", "invoiced", "approved", "first name", "last name", "roles", "employee",
                   "employee id", "billable rate", "cost rate", "external reference url"}),
        2,
        {"roles": "", "employee": ""},
    ),
)  # fmt: skip


def tracker_of(header: Sequence[str]) -> Tracker | None:
    """Return the tracker whose export has these headings, None where it is none that is known."""
    plain = {plain_heading(cell) for cell in header}
    return next(
        (one for one in TRACKERS if one.needs <= plain and len(one.marks & plain) >= one.fewest_marks),
        None,
    )
