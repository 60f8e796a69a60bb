"""What incidents add up to: who stayed, who was hit again, how far it carries."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import CauseKind, IncidentOutcome, IncidentState, Severity, Whose
from retention_journal.core.losses import LossKind
from retention_journal.core.recovery import Group, Retained
from retention_journal.core.recovery_dots import Dot
from retention_journal.services.incident_patterns import incident_patterns
from retention_journal.services.reach import Knows, listeners, reach, set_listeners
from retention_journal.services.recovery import complaint_dots, recovery
from retention_journal.services.repeat_guard import repeat, repeats
from retention_journal.services.win_back import win_back
from retention_journal.storage.tables import Cause, Client, ContactLink, Incident, Loss
from tests.builders import NOON, TODAY, a_cause, a_client, a_person, an_empty_journal, an_incident

S = IncidentState


def at(days):
    return datetime(2026, 3, 10, 9, tzinfo=UTC) - timedelta(days=days)


def ended(journal, client, days, outcome):
    return an_incident(
        journal, client, received_at=at(days + 5), resolved_at=at(days), closed_at=at(days), outcome=outcome,
        state=S.CLOSED,
    )  # fmt: skip


def lost(journal, client, days, kind=LossKind.FULL):
    with journal.change("Lose") as change:
        change.insert(Loss, client=client, notice_on=TODAY - timedelta(days=days), kind=kind)
        if kind is LossKind.FULL:
            change.update(Client, client, status=Status.LOST)


def test_months_are_counted_from_the_day_it_was_put_right(journal):
    stayed, left, left_later, fresh = (a_client(journal, name) for name in "ABCD")
    for client in (stayed, left, left_later):
        ended(journal, client, 400, IncidentOutcome.RECOVERED)
    ended(journal, fresh, 30, IncidentOutcome.RECOVERED)
    lost(journal, left, 300)
    lost(journal, left_later, 10)
    found = recovery(journal, TODAY, 12)
    assert found[Group.RECOVERED] == Retained(kept=2, of=3, waiting=1)
    assert recovery(journal, TODAY, 6)[Group.RECOVERED] == Retained(kept=2, of=3, waiting=1)


def test_those_to_whom_nothing_happened_were_clients_when_the_months_began(journal):
    a_client(journal, "Old")
    gone = a_client(journal, "Gone")
    lost(journal, gone, 100)
    gone_before = a_client(journal, "Long gone")
    lost(journal, gone_before, 500)
    a_client(journal, "New", start_date=TODAY - timedelta(days=20))
    smaller = a_client(journal, "Smaller")
    lost(journal, smaller, 100, LossKind.DOWNGRADE)
    assert recovery(journal, TODAY, 12)[Group.NONE] == Retained(kept=2, of=3, waiting=1)


def test_who_left_while_it_was_open_is_not_still_here(journal):
    told, untold = a_client(journal, "Told"), a_client(journal, "Untold")
    for client, outcome in ((told, IncidentOutcome.LOST), (untold, IncidentOutcome.UNRESOLVED)):
        an_incident(
            journal, client, received_at=at(430), resolved_at=at(400), closed_at=at(400), outcome=outcome,
            state=S.CLOSED,
        )  # fmt: skip
    lost(journal, untold, 410)
    assert recovery(journal, TODAY, 12) == {Group.UNRECOVERED: Retained(kept=0, of=2)}


def test_what_stayed_open_all_these_months_was_not_recovered(journal):
    client = a_client(journal, "Ada")
    an_incident(journal, client, received_at=at(400), severity=Severity.MAJOR)
    assert recovery(journal, TODAY, 12) == {Group.UNRECOVERED: Retained(kept=1, of=1, major=1)}


def test_a_past_day_is_answered_as_it_stood(journal):
    client = a_client(journal, "Ada", start_date=date(2020, 1, 1))
    before = recovery(journal, TODAY - timedelta(days=500), 12)
    ended(journal, client, 400, IncidentOutcome.TOLERATED)
    assert recovery(journal, TODAY - timedelta(days=500), 12) == before == {Group.NONE: Retained(1, 1)}
    lost(journal, client, 10)
    assert recovery(journal, TODAY - timedelta(days=30), 12) == {Group.UNRECOVERED: Retained(1, 1)}
    assert recovery(journal, TODAY, 12) == {Group.UNRECOVERED: Retained(1, 1)}, "left after the year"


def test_who_left_and_came_back_is_looked_at_again(journal):
    client = a_client(journal, "Back", start_date=date(2020, 1, 1))
    lost(journal, client, 800)
    assert recovery(journal, TODAY, 12) == {}
    win_back(journal, client)
    assert recovery(journal, TODAY, 12) == {Group.NONE: Retained(1, 1)}


def test_prospects_and_clients_gone_nobody_knows_when_are_in_no_group(journal):
    a_client(journal, "Hoped for", status=Status.PROSPECT)
    a_client(journal, "Gone once", status=Status.LOST)
    a_client(journal, "Ended", status=Status.LOST, end_date=TODAY - timedelta(days=90))
    assert recovery(journal, TODAY, 12) == {Group.NONE: Retained(0, 1)}


STORIES = st.lists(
    st.tuples(
        st.integers(0, 900), st.sampled_from([None, *IncidentOutcome]), st.none() | st.integers(0, 900)
    ),
    max_size=6,
)


@given(STORIES)
def test_each_client_stands_in_one_group_at_most_and_none_is_counted_twice(stories):
    with tempfile.TemporaryDirectory() as folder, an_empty_journal(Path(folder) / "x.rjournal") as journal:
        for days, outcome, left in stories:
            client = a_client(journal, "One", start_date=date(2020, 1, 1))
            if outcome is not None:
                ended(journal, client, days, outcome)
            if left is not None:
                lost(journal, client, left)
        for months in (6, 12):
            found = recovery(journal, TODAY, months)
            assert sum(one.of + one.waiting for one in found.values()) <= len(stories)
            assert all(0 <= one.kept <= one.of and one.major <= one.of for one in found.values())
            gone_before = sum(left is not None for _days, outcome, left in stories if outcome is None)
            silent = sum(outcome is None for _days, outcome, _left in stories)
            told = found.get(Group.NONE, Retained())
            assert silent - gone_before <= told.of + told.waiting <= silent
            incidents = [found.get(group, Retained()) for group in (Group.RECOVERED, Group.UNRECOVERED)]
            assert sum(one.of + one.waiting for one in incidents) == len(stories) - silent


def test_a_client_with_an_open_incident_is_in_no_group_and_a_withdrawn_one_is_none(journal):
    an_incident(journal, a_client(journal, "Open"), received_at=at(5))
    quiet = a_client(journal, "Withdrawn")
    an_incident(journal, quiet, received_at=at(5), state=S.WITHDRAWN)
    assert recovery(journal, TODAY, 12) == {Group.NONE: Retained(kept=1, of=1)}


def test_patterns_leave_out_what_was_withdrawn_and_what_is_long_ago(journal):
    client = a_client(journal, "Ada")
    number = an_incident(journal, client, received_at=at(5))
    an_incident(journal, client, received_at=at(6), state=S.WITHDRAWN)
    an_incident(journal, client, received_at=at(400))
    with journal.change("Why") as change:
        change.insert(Cause, incident=number, kind=CauseKind.FORGETFULNESS)
    found = incident_patterns(journal, TODAY)
    assert (found.total, found.causes) == (1, ((CauseKind.FORGETFULNESS, 1),))
    assert incident_patterns(journal, TODAY, None).total == 2


def test_the_months_that_are_drawn_hold_all_that_are_counted(journal):
    client = a_client(journal, "Ada")
    for day in (date(2025, 4, 1), date(2025, 3, 31), date(2026, 3, 10), date(2026, 3, 11)):
        an_incident(journal, client, received_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    found = incident_patterns(journal, TODAY)
    assert found.total == sum(count for _month, count in found.months) == 2
    assert incident_patterns(journal, date(2026, 3, 11)).total == 3
    assert incident_patterns(journal, TODAY, None).of_the_year[:4] == (0, 0, 2, 1)


def test_own_load_and_mood_and_what_began_with_them_are_read(journal):
    number = an_incident(
        journal, a_client(journal), own_load=5, own_mood=1, process_gap="No list", process_change="A list"
    )
    a_cause(journal, number, CauseKind.CLIENT_SIDE)
    a_cause(journal, number, whose=Whose.THEIRS)
    found = incident_patterns(journal, TODAY)
    assert (found.noted_load, found.full, found.noted_mood, found.bad) == (1, 1, 1, 1)
    assert (found.began_with_them, found.made_ours) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "whose", "is_theirs"),
    [
        (CauseKind.CLIENT_SIDE, Whose.OURS, True), (CauseKind.FORGETFULNESS, Whose.THEIRS, True),
        (CauseKind.FORGETFULNESS, Whose.OURS, False),
    ],
)  # fmt: skip
def test_what_began_with_them_is_told_by_its_kind_or_by_whose_it_was(journal, kind, whose, is_theirs):
    a_cause(journal, an_incident(journal, a_client(journal)), kind, whose=whose)
    assert incident_patterns(journal, TODAY).began_with_them == is_theirs


@pytest.mark.parametrize(
    ("days", "is_repeat"), [((5, 80), True), ((5, 89), True), ((5, 90), False), ((5,), False)]
)
def test_hit_twice_in_ninety_days_both_stories_are_told(journal, days, is_repeat):
    client = a_client(journal, "Byggmester Rognan")
    for number, ago in enumerate(days):
        an_incident(journal, client, received_at=at(ago), title=f"Story {number}")
    found = repeat(journal, client, TODAY)
    assert (found is not None) == is_repeat
    assert set(repeats(journal, TODAY)) == ({client} if is_repeat else set())
    if found:
        assert [story.name for story in found.stories] == ["Story 0", "Story 1"]


def test_a_repeat_counts_today_and_nothing_that_came_later(journal):
    client = a_client(journal, "Ada")
    an_incident(journal, client, received_at=at(0))
    an_incident(journal, client, received_at=at(5))
    assert repeat(journal, client, TODAY) is not None
    assert repeat(journal, client, TODAY - timedelta(days=1)) is None


def test_a_withdrawn_complaint_and_one_in_the_trash_make_no_repeat(journal):
    client = a_client(journal, "Ada")
    an_incident(journal, client, received_at=at(5))
    an_incident(journal, client, received_at=at(6), state=S.WITHDRAWN)
    number = an_incident(journal, client, received_at=at(7))
    assert repeat(journal, client, TODAY) is not None
    with journal.change("Away") as change:
        change.trash(Incident, number, at=datetime(2026, 3, 10))
    assert repeat(journal, client, TODAY) is None


def test_reach_counts_each_client_that_knows_them_once(journal):
    berg, rognan, lunde = (a_client(journal, name) for name in ("Berg", "Rognan", "Lunde"))
    tor, kari, per = (
        a_person(journal, berg, "Tor"),
        a_person(journal, rognan, "Kari"),
        a_person(journal, lunde, "Per"),
    )
    for one, other in ((tor, per), (kari, per), (tor, kari)):
        with journal.change("Know") as change:
            change.insert(ContactLink, contact_a=one, contact_b=other)
    an_incident(journal, berg, received_at=at(5))
    an_incident(
        journal,
        rognan,
        received_at=at(300),
        closed_at=at(290),
        outcome=IncidentOutcome.TOLERATED,
        state=S.CLOSED,
    )
    found = reach(journal, TODAY)
    assert [one.client_name for one in found.unhappy] == ["Berg", "Rognan"]
    assert [other for one in found.unhappy for other in one.known_to] == [
        Knows(lunde, "Lunde", "Per", "Tor"), Knows(lunde, "Lunde", "Per", "Kari"),
    ]  # fmt: skip
    assert (found.known, found.listeners) == (1, 10)


def test_only_clients_one_has_and_people_who_are_there_carry_it(journal):
    berg = a_client(journal, "Berg")
    tor, ola = a_person(journal, berg, "Tor"), a_person(journal, berg, "Ola")
    gone = a_person(journal, a_client(journal, "Gone", status=Status.LOST), "Gone")
    left = a_person(journal, a_client(journal, "Left there"), "Left", valid_to=TODAY - timedelta(days=9))
    with journal.change("Know") as change:
        for other in (gone, left, ola):
            change.insert(ContactLink, contact_a=tor, contact_b=other)
    an_incident(journal, berg, received_at=at(5))
    assert reach(journal, TODAY).known == 0
    assert reach(journal, TODAY - timedelta(days=20)).unhappy == ()


def test_a_failure_one_noticed_oneself_makes_nobody_unhappy(journal):
    an_incident(journal, a_client(journal, "Ada"), received_at=at(5), is_complaint=False)
    assert reach(journal, TODAY).unhappy == ()


def statements(journal, act):
    """Return how many statements ``act`` asks of the journal."""
    asked = []
    sql, tuples, rows = journal.sql, journal.tuples, journal.rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "sql", lambda *given: (asked.append(given), sql(*given))[1])
        patch.setattr(journal, "tuples", lambda *given: (asked.append(given), tuples(*given))[1])
        patch.setattr(journal, "rows", lambda *given: (asked.append(given), rows(*given))[1])
        act()
    return len(asked)


@pytest.mark.parametrize(
    "act",
    [
        lambda journal: reach(journal, TODAY), lambda journal: repeats(journal, TODAY),
        lambda journal: incident_patterns(journal, TODAY), lambda journal: complaint_dots(journal, NOON),
        lambda journal: recovery(journal, TODAY, 12),
    ],
    ids=["reach", "repeats", "patterns", "dots", "recovery"],
)  # fmt: skip
def test_however_many_clients_there_are_as_many_statements_are_asked(journal, act):
    counts = []
    for number in range(5):
        client = a_client(journal, f"Client {number}")
        a_person(journal, client)
        an_incident(journal, client, received_at=at(5))
        an_incident(journal, client, received_at=at(15))
        counts.append(statements(journal, lambda: act(journal)))
    assert len(set(counts)) == 1


def test_a_complaint_is_judged_by_what_was_promised_and_by_who_stayed(journal):
    ada, bo = a_client(journal, "Ada", answer_within_hours=2), a_client(journal, "Bo")
    first = an_incident(
        journal, ada, received_at=at(500), answered_at=at(500) + timedelta(hours=3), resolved_at=at(499),
        outcome=IncidentOutcome.RECOVERED, state=S.RESOLVED,
    )  # fmt: skip
    kept = an_incident(
        journal, bo, received_at=at(300), answered_at=at(300) + timedelta(hours=40),
        answer_due_at=at(300) + timedelta(hours=48), outcome=IncidentOutcome.LOST, state=S.CLOSED,
        closed_at=at(290),
    )  # fmt: skip
    an_incident(journal, bo, received_at=at(30), state=S.WITHDRAWN)
    an_incident(journal, bo, received_at=at(20), is_complaint=False)
    fresh = an_incident(journal, a_client(journal, "Cy"), received_at=at(0) - timedelta(hours=6))
    mended = an_incident(
        journal, a_client(journal, "Di"), received_at=at(300), resolved_at=at(300) + timedelta(hours=24),
        outcome=IncidentOutcome.RECOVERED_STRONGER, state=S.RESOLVED,
    )  # fmt: skip
    lost(journal, bo, 290)
    told = {one.incident_id: one.answers for one in complaint_dots(journal, NOON)}
    assert told == {
        first: (Dot.NO, Dot.YES, Dot.YES),
        kept: (Dot.YES, Dot.NO, Dot.NO),
        fresh: (Dot.EARLY, Dot.EARLY, Dot.EARLY),
        mended: (Dot.YES, Dot.YES, Dot.EARLY),  # put right at once, which is an answer too
    }


def test_a_client_left_content_is_not_unhappy(journal):
    ended(journal, a_client(journal, "Ada"), 10, IncidentOutcome.RECOVERED)
    ended(journal, a_client(journal, "Long ago"), 400, IncidentOutcome.TOLERATED)
    assert reach(journal, TODAY).unhappy == ()


@pytest.mark.parametrize(
    ("outcome", "days", "is_unhappy"),
    [
        (IncidentOutcome.TOLERATED, 365, True), (IncidentOutcome.TOLERATED, 366, False),
        (IncidentOutcome.UNRESOLVED, 300, True), (IncidentOutcome.LOST, 300, True),
        (IncidentOutcome.RECOVERED_STRONGER, 300, False),
    ],
)  # fmt: skip
def test_who_was_left_so_is_unhappy_for_a_year(journal, outcome, days, is_unhappy):
    ended(journal, a_client(journal, "Ada"), days, outcome)
    assert bool(reach(journal, TODAY).unhappy) is is_unhappy


@pytest.mark.parametrize("count", [0, -1, 101])
def test_how_many_each_tells_is_one_to_a_hundred(journal, count):
    with pytest.raises(InvalidEntryError):
        set_listeners(journal, count)
    assert listeners(journal) == 10
    set_listeners(journal, 7)
    set_listeners(journal, 8)
    assert listeners(journal) == 8
    journal.undo()
    assert listeners(journal) == 7


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)), (date(2026, 1, 31), 2, date(2025, 11, 30)),
    ],
)  # fmt: skip
def test_months_before_a_day_end_with_a_short_month(day, months, before):
    from retention_journal.core.periods import months_before

    assert months_before(day, months) == before
