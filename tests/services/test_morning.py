from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import Status, Tier
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import JournalError
from retention_journal.core.events import EventKind
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.services import events, links, promises
from retention_journal.services.clients import set_status
from retention_journal.services.contacts import ContactEntry, log_contact, needs_no_answer
from retention_journal.services.light_history import keep_lights
from retention_journal.services.morning import calls_left, keep_morning, make_anew, morning
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.services.planned_calls import plan_call, snooze, snoozed, wake
from retention_journal.services.promises import PromiseEntry, make_promise
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import CallListEntry, Client, Loss
from tests.builders import TODAY, a_call, a_client, a_person, an_empty_journal
from tests.laws import fewer_examples

NINE = datetime.combine(TODAY, time(9))  # a Tuesday
DAY = timedelta(days=1)


# -- any small journal ------------------------------------------------------------------------------------


def talked(journal, client, days):
    log_contact(journal, client, ContactEntry(occurred_at=NINE - days * DAY), now=NINE)


def tried(journal, client, days):
    entry = ContactEntry(occurred_at=NINE - days * DAY, outcome=Outcome.NO_ANSWER)
    log_contact(journal, client, entry, now=NINE)


def wrote(journal, client, days):
    entry = ContactEntry(Kind.EMAIL, Direction.INBOUND, occurred_at=NINE - days * DAY)
    return log_contact(journal, client, entry, now=NINE).id


def promised(journal, client, days):
    due = promises.end_of(TODAY - (days - 10) * DAY)
    made = PromiseEntry("Send it", due_at=due, made_on=TODAY - 60 * DAY)
    make_promise(journal, client, made, now=NINE)


HAPPENS = {
    "talked": talked,
    "tried": tried,
    "wrote": wrote,
    "promised": promised,
    "unhappy": lambda journal, client, days: events.note_event(
        journal, client, events.EventEntry(EventKind.UNHAPPY, TODAY - days * DAY), now=NINE
    ),
    "snoozed": lambda journal, client, days: snooze(
        journal, client, "On leave", TODAY + days * DAY, today=TODAY
    ),
}
HAPPENED = st.lists(st.tuples(st.sampled_from(sorted(HAPPENS)), st.integers(0, 40)), max_size=4)
CLIENT = st.tuples(
    st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.PAUSED, Status.LOST]),
    st.sampled_from(list(Tier)),
    st.integers(0, 900),
    st.sampled_from(["", "08:00-11:00", "13:00-15:00"]),
    HAPPENED,
)
FIRMS = st.lists(CLIENT, max_size=9)
CAPACITIES = st.integers(3, 5)


@contextmanager
def a_firm(clients, capacity=4):
    """Open a journal with ``clients``, each with what happened there."""
    with tempfile.TemporaryDirectory() as folder, an_empty_journal(Path(folder) / "a.rjournal") as journal:
        set_nine_oclock(journal, NineOClock(capacity=capacity))
        for n, (status, tier, tenure, window, happened) in enumerate(clients):
            start = TODAY - tenure * DAY
            client = a_client(journal, f"Client {n}", status=status, tier=tier, start_date=start)
            a_person(journal, client, f"Person {n}", call_window=window)
            for what, days in happened:
                with suppress(JournalError):  # what cannot be did not happen
                    HAPPENS[what](journal, client, days)
        keep_lights(journal, NINE)
        yield journal


def ids(calls):
    return [call.client_id for call in calls]


@given(FIRMS, CAPACITIES)
@fewer_examples
def test_no_client_stands_there_twice_and_the_list_is_never_longer_than_the_morning(clients, capacity):
    with a_firm(clients, capacity) as journal:
        for _twice in range(2):
            seen = morning(journal, NINE)
            told = [*ids(seen.calls), *ids(seen.later), *ids(seen.waiting), *ids(seen.offered)]
            assert len(told) == len(set(told))
            assert len(seen.calls) + seen.done <= capacity
            keep_morning(journal, NINE)


@given(FIRMS, CAPACITIES)
@fewer_examples
def test_nobody_who_has_a_reason_is_dropped_when_the_list_is_fixed(clients, capacity):
    """A longer morning holds everybody; a short one makes the same people wait, and loses none."""
    with a_firm(clients, capacity) as journal:
        before = morning(journal, NINE)
        everybody = {*ids(before.calls), *ids(before.waiting), *ids(before.offered)}
        keep_morning(journal, NINE)
        after = morning(journal, NINE)
        assert {*ids(after.calls), *ids(after.waiting), *ids(after.offered)} == everybody
        for number in ids(after.calls):
            log_contact(journal, number, ContactEntry(), now=NINE)
        last = morning(journal, NINE)
        assert last.calls == ()
        reached = {*ids(after.calls)}
        assert everybody - reached <= {*ids(last.waiting), *ids(last.offered)}
        assert not reached & {*ids(last.waiting), *ids(last.offered)}


@given(FIRMS, CAPACITIES)
@fewer_examples
def test_who_was_not_called_stands_on_the_list_of_the_next_day_or_waits(clients, capacity):
    with a_firm(clients, capacity) as journal:
        keep_morning(journal, NINE)
        left = set(ids(morning(journal, NINE).calls))
        tomorrow = morning(journal, NINE + DAY)
        still = {call.client_id: call for call in (*tomorrow.calls, *tomorrow.waiting, *tomorrow.offered)}
        over = {number for number, one in snoozed(journal, TODAY + DAY).items() if one.until > TODAY}
        assert left - over <= set(still)
        tried_today = {n for n, (*_rest, happened) in enumerate(clients, 1) if ("tried", 0) in happened}
        assert all(still[number].rolled_from == TODAY for number in left - over - tried_today)


@given(FIRMS, st.lists(st.tuples(st.sampled_from(sorted(HAPPENS)), st.integers(0, 8)), max_size=4))
@fewer_examples
def test_what_happens_during_the_day_moves_nobody_who_stands_on_the_list(clients, later):
    with a_firm(clients) as journal:
        keep_morning(journal, NINE)
        before = ids(morning(journal, NINE).calls)
        for what, which in later:
            if which < len(clients):
                with suppress(JournalError):
                    HAPPENS[what](journal, which + 1, 0)
                keep_morning(journal, NINE)
        after = morning(journal, NINE)
        gone = {number for number in before if number not in ids(after.calls)}
        talked_to_today = {which + 1 for what, which in later if what == "talked"}
        assert gone <= talked_to_today | set(snoozed(journal, TODAY))
        stays = [number for number in before if number not in gone]
        assert [number for number in ids(after.calls) if number in stays] == stays


@given(FIRMS)
@fewer_examples
def test_a_quiet_green_client_has_a_place_unless_all_are_taken_by_what_is_due(clients):
    with a_firm(clients) as journal:
        seen = morning(journal, NINE)
        owed = sum(call.lane is Lane.YOU_OWE for call in (*seen.calls, *seen.waiting, *seen.offered))
        quiet = [
            call
            for call in seen.waiting
            if call.lane is Lane.KEEP_CLOSE and call.light is Light.GREEN and call.last_try_on is None
        ]
        has_one = any(call.lane is Lane.KEEP_CLOSE and call.light is Light.GREEN for call in seen.calls)
        if quiet and owed < 4:
            assert has_one or _talked_lately(journal, quiet)


def _talked_lately(journal, calls):
    """Say whether all of ``calls`` wait because they were called within two working days."""
    kept = {number for number, _at in journal.sql(
        "SELECT client_id, occurred_at FROM interaction WHERE counts_as_contact = 1 AND occurred_at >= ?",
        int((NINE - 5 * DAY - datetime(1970, 1, 1)).total_seconds()),
    )}  # fmt: skip
    return all(call.client_id in kept for call in calls)


# -- one thing at a time ----------------------------------------------------------------------------------


def silent(journal, name, days, **values):
    client = a_client(journal, name, **values)
    a_call(journal, client, NINE - days * DAY)
    return client


def names(journal, calls):
    known = dict(journal.tuples(Client.select(Client.id, Client.name)))
    return [known[call.client_id] for call in calls]


def test_free_places_are_filled_when_the_page_is_shown_again(journal):
    first = silent(journal, "First", 30)
    keep_morning(journal, NINE)
    second = silent(journal, "Second", 30)
    assert ids(morning(journal, NINE).calls) == [first, second]
    keep_morning(journal, NINE)
    assert journal.counts()["call_list_entry"] == 2


def test_a_full_list_stays_full_and_what_turned_red_is_offered_below(journal):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    keep_lights(journal, NINE)
    keep_morning(journal, NINE)
    before = ids(morning(journal, NINE).calls)
    new = silent(journal, "New", 1)
    keep_lights(journal, NINE)
    keep_lights(journal, NINE - DAY)
    events.note_event(journal, new, events.EventEntry(EventKind.NOTICE, TODAY), now=NINE)
    keep_morning(journal, NINE)
    seen = morning(journal, NINE)
    assert ids(seen.calls) == before
    assert ids(seen.offered) == [new]
    assert new not in ids(seen.waiting)


def test_a_list_made_anew_keeps_who_was_reached(journal):
    clients = [silent(journal, f"Late {n}", 30) for n in range(5)]
    keep_morning(journal, NINE)
    first = morning(journal, NINE).calls[0].client_id
    log_contact(journal, first, ContactEntry(), now=NINE)
    make_anew(journal, NINE)
    seen = morning(journal, NINE)
    assert seen.done == 1
    assert first not in ids(seen.calls)
    assert {*ids(seen.calls), *ids(seen.waiting), first} == set(clients)


def test_undo_of_a_logged_call_puts_the_client_back_where_it_stood(journal):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    keep_morning(journal, NINE)
    before = ids(morning(journal, NINE).calls)
    log_contact(journal, before[1], ContactEntry(), now=NINE)
    assert ids(morning(journal, NINE).calls) == [before[0], *before[2:]]
    journal.undo()
    assert ids(morning(journal, NINE).calls) == before


def test_nobody_is_called_on_two_working_days_running_unless_they_wait_for_you(journal):
    client = silent(journal, "Daily", 1, ideal_interval_days=1)
    seen = morning(journal, NINE)
    assert (ids(seen.calls), ids(seen.waiting)) == ([], [client])
    promised(journal, client, 12)
    assert ids(morning(journal, NINE).calls) == [client]


def test_who_is_snoozed_leaves_a_list_that_is_fixed_and_comes_back_to_it(journal):
    client = silent(journal, "Late", 30)
    keep_morning(journal, NINE)
    number = snooze(journal, client, "On leave", TODAY + 3 * DAY, today=TODAY)
    seen = morning(journal, NINE)
    assert (seen.calls, [one.reason for one in seen.snoozed]) == ((), ["On leave"])
    assert morning(journal, NINE + 3 * DAY).calls == ()
    assert ids(morning(journal, NINE + 6 * DAY).calls) == [client]
    wake(journal, number)
    assert ids(morning(journal, NINE).calls) == [client]


def test_a_call_that_was_set_leads_the_list_of_its_day_and_is_gone_once_made(journal):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    quiet = silent(journal, "Quiet", 1)
    plan_call(journal, quiet, datetime.combine(TODAY + DAY, time(14)), now=NINE, why="The logo")
    assert quiet not in ids(morning(journal, NINE).calls)
    tomorrow = morning(journal, NINE + DAY)
    assert tomorrow.calls[0].client_id == quiet
    assert tomorrow.calls[0].reasons[0].text == "You set this call for 14:00: The logo"
    log_contact(journal, quiet, ContactEntry(), now=NINE + DAY)
    assert quiet not in ids(morning(journal, NINE + 2 * DAY).calls)


def test_the_fixed_list_keeps_its_order_where_who_asked_for_a_call_likes_it_later(journal):
    late, noon = silent(journal, "Late", 30), silent(journal, "At noon", 2)
    a_person(journal, noon, "Nina", call_window="12:00-12:30")
    plan_call(journal, noon, datetime.combine(TODAY, time()), now=NINE, asked_by_client=True)
    assert ids(morning(journal, NINE).calls) == [late, noon]
    keep_morning(journal, NINE)
    assert ids(morning(journal, NINE + timedelta(minutes=10)).calls) == [late, noon]


def test_a_call_they_asked_for_is_owed(journal):
    quiet = silent(journal, "Quiet", 1)
    plan_call(journal, quiet, datetime.combine(TODAY, time()), now=NINE, why="A price", asked_by_client=True)
    [call] = morning(journal, NINE).calls
    assert (call.lane, call.reasons[0].text) == (Lane.YOU_OWE, "They asked you to call: A price")


def test_a_call_set_on_a_day_off_is_the_only_one_there(journal):
    add_days_off(journal, TODAY, TODAY)
    silent(journal, "Late", 30)
    wanted = silent(journal, "Wanted", 3)
    plan_call(journal, wanted, datetime.combine(TODAY, time()), now=NINE)
    seen = morning(journal, NINE)
    assert not seen.is_working_day
    assert ids(seen.calls) == [wanted]
    assert seen.back_on == TODAY + DAY


def test_the_neighbour_of_an_unhappy_client_is_called_before_they_hear_of_it(journal):
    angry, friend = silent(journal, "Angry", 2), silent(journal, "Friend", 3)
    one, other = a_person(journal, angry, "Ann"), a_person(journal, friend, "Finn")
    assert friend not in ids(morning(journal, NINE).calls)
    links.link_persons(journal, one, other)
    events.note_event(journal, angry, events.EventEntry(EventKind.NOTICE, TODAY), now=NINE)
    call = next(call for call in morning(journal, NINE).calls if call.client_id == friend)
    assert call.lane is Lane.CHANGED
    told = "Finn knows Ann at Angry, where something is wrong now. Call before they hear of it."
    assert call.reasons[0].text == told


def test_a_neighbour_who_is_to_leave_later_is_still_there(journal):
    angry, friend = silent(journal, "Angry", 2), silent(journal, "Friend", 3)
    one, other = a_person(journal, angry, "Ann"), a_person(journal, friend, "Finn", valid_to=TODAY + 9 * DAY)
    links.link_persons(journal, one, other)
    events.note_event(journal, angry, events.EventEntry(EventKind.NOTICE, TODAY), now=NINE)
    assert friend in ids(morning(journal, NINE).calls)


def test_what_they_wrote_waits_after_a_working_day_until_you_answer(journal):
    client = silent(journal, "Asks", 6)
    letter = wrote(journal, client, 1)
    assert morning(journal, NINE).answers == ()
    [owed] = morning(journal, NINE + DAY).answers
    assert (owed.interaction_id, owed.client_name, owed.working_days) == (letter, "Asks", 2)
    [call] = morning(journal, NINE + DAY).calls
    assert call.reasons[0].text == "They wrote 2 working days ago and have no answer yet."
    needs_no_answer(journal, letter)
    assert morning(journal, NINE + DAY).answers == ()
    journal.undo()
    answer = ContactEntry(Kind.EMAIL, Direction.OUTBOUND)
    log_contact(journal, client, answer, now=NINE)
    assert morning(journal, NINE + DAY).answers == ()


def test_three_tries_propose_another_channel_and_a_talk_forgets_them(journal):
    client = silent(journal, "Late", 30)
    for days in (6, 5, 4):
        tried(journal, client, days)
    assert morning(journal, NINE).calls[0].other_channel
    log_contact(journal, client, ContactEntry(), now=NINE)
    later = morning(journal, NINE + 20 * DAY)
    assert not later.calls[0].other_channel


def test_who_likes_it_later_stands_behind_and_says_when(journal):
    late, early = silent(journal, "Afternoon", 40), silent(journal, "Any time", 20)
    a_person(journal, late, "Ann", call_window="13:00-15:00")
    seen = morning(journal, NINE)
    assert ids(seen.calls) == [early, late]
    assert seen.calls[1].opens_at == datetime.combine(TODAY, time(13))
    assert morning(journal, datetime.combine(TODAY, time(13, 30))).calls[-1].opens_at is None


def test_who_is_put_off_is_told_apart_and_counted_out(journal):
    client = silent(journal, "Late", 30)
    uid = journal.value(Client.select(Client.uid).where(Client.id == client))
    later = {uid: NINE + timedelta(hours=4)}
    seen = morning(journal, NINE, later)
    assert (ids(seen.calls), ids(seen.later)) == ([], [client])
    assert calls_left(journal, NINE, later) == 0
    assert calls_left(journal, NINE + timedelta(hours=4), later) == 1


def test_a_journal_that_takes_no_changes_notes_nothing(journal):
    client = silent(journal, "Late", 30)
    path = journal.path
    journal.close()
    with Journal.open_read_only(path) as opened:
        keep_morning(opened, NINE)
        assert ids(morning(opened, NINE).calls) == [client]
        assert opened.counts()["call_list_entry"] == 0


def test_before_five_in_the_morning_nothing_is_fixed(journal):
    silent(journal, "Late", 30)
    keep_morning(journal, datetime.combine(TODAY, time(4, 59)))
    assert journal.counts()["call_list_entry"] == 0
    keep_morning(journal, datetime.combine(TODAY, time(5)))
    assert [day for (day,) in journal.tuples(CallListEntry.select(CallListEntry.day))] == [TODAY]


def test_the_run_counts_mornings_with_three_tries_and_leaves_days_off_out(journal):
    clients = [silent(journal, f"Client {n}", 60) for n in range(3)]
    for day in (date(2026, 3, 9), date(2026, 3, 6), date(2026, 3, 4)):
        for client in clients:
            a_call(journal, client, datetime.combine(day, time(9)), outcome=Outcome.NO_ANSWER)
    assert morning(journal, NINE).run == 2
    add_days_off(journal, date(2026, 3, 5), date(2026, 3, 5))
    assert morning(journal, NINE).run == 3


def test_the_check_of_a_past_morning_counts_the_clients_of_that_day(journal):
    lost, new = (a_client(journal, name, ideal_interval_days=7) for name in ("Lost", "New"))
    for days in (60, 40):
        talked(journal, lost, days)
    with journal.change("As they were") as change:
        change.update(Client, lost, start_date=TODAY - 400 * DAY)
        change.update(Client, new, start_date=TODAY - 5 * DAY, ideal_interval_days=2)
        change.insert(Loss, client=lost, notice_on=TODAY - 3 * DAY, status_before=Status.ACTIVE)
    set_status(journal, lost, Status.LOST, today=TODAY)
    with JournalReader.open(journal.path) as reader:
        assert morning(reader, NINE - 10 * DAY).check.needed == Decimal("0.2")  # the one who is lost
        assert morning(reader, NINE - 4 * DAY).check.needed == Decimal("0.9")  # both
        assert morning(reader, NINE).check.needed == Decimal("0.7")  # the one who is new


def test_the_check_says_when_the_rhythms_need_more_than_is_made(journal):
    for n in range(30):
        a_client(journal, f"Client {n}", ideal_interval_days=7)
    check = morning(journal, NINE).check
    assert not check.is_enough
    assert check.text == "Your rhythms need 6 calls a day; you make 4."
    assert check.suggestion is not None


def test_who_did_not_answer_is_back_the_next_morning_and_says_so(journal):
    moen = silent(journal, "Moen", 30)
    keep_morning(journal, NINE)
    log_contact(journal, moen, ContactEntry(outcome=Outcome.NO_ANSWER), now=NINE)
    [call] = morning(journal, NINE + DAY).calls
    assert (call.client_id, call.rolled_from, call.last_try_on) == (moen, TODAY, TODAY)


def test_a_morning_made_smaller_shortens_a_list_that_is_fixed_and_drops_nobody(journal):
    for n in range(5):
        silent(journal, f"Late {n}", 30)
    set_nine_oclock(journal, NineOClock(capacity=5))
    keep_morning(journal, NINE)
    before = ids(morning(journal, NINE).calls)
    log_contact(journal, before[4], ContactEntry(), now=NINE)
    set_nine_oclock(journal, NineOClock(capacity=3))
    seen = morning(journal, NINE)
    assert ids(seen.calls) == before[:2]  # with the one that was reached it is three
    assert seen.done == 1
    assert set(before[2:4]) <= set(ids(seen.waiting)) | set(ids(seen.offered))


def test_a_client_who_is_lost_frees_a_place_on_a_list_that_is_fixed(journal):
    for n in range(5):
        silent(journal, f"Late {n}", 30)
    keep_morning(journal, NINE)
    before = ids(morning(journal, NINE).calls)
    set_status(journal, before[1], Status.LOST, today=TODAY)
    seen = ids(morning(journal, NINE).calls)
    assert len(seen) == 4
    assert seen[:3] == [before[0], *before[2:]]


def test_a_client_who_came_after_the_lights_were_noted_turned_today(journal):
    for n in range(4):
        silent(journal, f"Late {n}", 30)
    keep_lights(journal, NINE)
    keep_morning(journal, NINE)
    new = silent(journal, "New", 1)
    events.note_event(journal, new, events.EventEntry(EventKind.NOTICE, TODAY), now=NINE)
    [offered] = morning(journal, NINE).offered
    assert (offered.client_id, offered.light_since) == (new, TODAY)
