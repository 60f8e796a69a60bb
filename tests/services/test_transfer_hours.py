"""Hours taken in from files of other programs: matched, never overwritten, never doubled, one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.batches import Fate
from retention_journal.core.errors import CancelledError
from retention_journal.core.hours import Bucket
from retention_journal.core.hours_intake import TimeRow
from retention_journal.core.intake import Problem
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.clients import trash_client
from retention_journal.services.hours import HoursEntry, edit_hours, hours_entry, log_hours, trash_hours
from retention_journal.services.transfer.batch_undo import undo_batch
from retention_journal.services.transfer.batches import batches
from retention_journal.services.transfer.hours_import import (
    ChangedMeanwhileError,
    clients_named,
    import_hours,
    usual_ways,
    ways_for_client,
)
from retention_journal.services.transfer.hours_known import LEAVE_OUT, NEW_CLIENT, NO_CLIENT, GoesTo
from retention_journal.services.transfer.hours_plan import Ways, plan_hours
from retention_journal.services.transfer.known import name_key
from retention_journal.storage.tables import Client, TimeEntry, key_of
from tests.builders import NOON, TODAY, a_client, an_empty_journal
from tests.laws import fewer_examples

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class File:
    rows: list
    problems: tuple = ()
    skipped: int = 0
    source: str = "toggl"

    @property
    def read(self):
        return len(self.rows)


def row(n=2, *, client="", hour=9, day=DAY, minutes=60, **values):
    values.setdefault("started_at", datetime(day.year, day.month, day.day, hour))
    return TimeRow(f"row {n}", day, minutes * 60, client=client, **values)


def take_in(journal, *rows, ways=None, source="toggl", **options):
    file = File(list(rows), source=source)
    return import_hours(journal, file, ways or usual_ways(journal, file), now=NOON, **options)


def entries(journal, *columns):
    columns = columns or ("client", "worked_on", "minutes", "note")
    query = TimeEntry.select(*(getattr(TimeEntry, name) for name in columns))
    found = journal.tuples(query.where(TimeEntry.trashed_at.is_null()).order_by(key_of(TimeEntry)))
    return [one[0] for one in found] if len(columns) == 1 else found


def names(journal):
    return [name for (name,) in journal.tuples(Client.select(Client.name).order_by(key_of(Client)))]


def reasons(result):
    return [(problem.place, problem.message) for problem in result.problems]


def test_hours_come_in_with_all_that_was_told_of_them(journal):
    ada = a_client(journal)
    result = take_in(
        journal,
        row(2, client="Ada Ltd", project="Web", task="Design", note="Menu", billable=False),
        row(3, started_at=None, bucket=Bucket.ADMIN, minutes=15),
    )
    assert (result.source, result.read, result.created) == ("toggl", 2, {"time_entry": 2})
    assert (result.updated, result.unchanged, result.skipped, result.problems) == ({}, 0, 0, ())
    columns = (
        "client",
        "worked_on",
        "started_at",
        "minutes",
        "bucket",
        "billable",
        "project",
        "task",
        "note",
    )
    assert entries(journal, *columns) == [
        (ada, DAY, datetime(2026, 3, 2, 9), 60, Bucket.SERVE, False, "Web", "Design", "Menu"),
        (None, DAY, None, 15, Bucket.ADMIN, True, "", "", ""),
    ]
    assert entries(journal, "source") == ["toggl", "toggl"]


def test_the_same_file_again_changes_nothing_and_one_undo_takes_all_back(journal):
    rows = [row(2, client="Ada Ltd"), row(3, client="Bob plc", hour=11), row(4, hour=13)]
    first = take_in(journal, *rows)
    assert first.created == {"time_entry": 3, "client": 2}
    before = entries(journal)
    again = take_in(journal, *rows)
    assert (again.created, again.updated, again.unchanged) == ({}, {}, 3)
    assert entries(journal) == before
    journal.undo()
    journal.undo()
    assert (entries(journal), names(journal)) == ([], [])
    assert take_in(journal, *rows).created == {"time_entry": 3, "client": 2}


def test_a_dry_run_says_the_same_and_writes_nothing(journal):
    rows = [row(2, client="Ada Ltd"), row(3, minutes=0)]
    tried = take_in(journal, *rows, dry_run=True)
    assert (entries(journal), names(journal)) == ([], [])
    assert replace(take_in(journal, *rows), dry_run=True) == tried


def test_equal_rows_are_all_true(journal):
    rows = [row(2, note="Call", minutes=10), row(3, note="Call", minutes=10)]
    assert take_in(journal, *rows).created == {"time_entry": 2}
    assert take_in(journal, *rows, replace(rows[0], place="row 4")).created == {"time_entry": 1}


def test_the_same_rows_from_another_program_are_others(journal):
    take_in(journal, row(2, minutes=10))
    assert take_in(journal, row(2, minutes=10), source="csv").created == {"time_entry": 1}


# Overlapping exports


def test_three_overlapping_diaries_give_every_entry_once(journal):
    def diary(first, last, reworded=()):
        rows = []
        for n in range(first, last):
            day = date(2025, 1, 1) + timedelta(days=n // 4)
            note = f"Work {n}" + (", reworded" if n in reworded else "")
            rows.append(row(n, client="Ada Ltd", day=day, hour=9 + n % 4, note=note))
        return rows

    assert take_in(journal, *diary(0, 394)).created == {"time_entry": 394, "client": 1}
    second = take_in(journal, *diary(48, 524, reworded=range(60, 98)))
    assert (second.created, second.updated, second.unchanged) == (
        {"time_entry": 130},
        {"time_entry": 38},
        308,
    )
    third = diary(85, 635, reworded=[*range(60, 98), *range(300, 314)])
    result = take_in(journal, *third)
    assert (result.created, result.updated, result.unchanged) == (
        {"time_entry": 111},
        {"time_entry": 14},
        425,
    )
    assert take_in(journal, *third).unchanged == 550
    assert len(entries(journal)) == 635


def test_what_was_changed_there_is_changed_here(journal):
    old = row(2, client="Ada Ltd", project="Web", note="Menu")
    take_in(journal, old)
    result = take_in(journal, replace(old, note="Menu and footer", task="Design", billable=False))
    assert (result.created, result.updated) == ({}, {"time_entry": 1})
    assert entries(journal, "project", "task", "note", "billable") == [
        ("Web", "Design", "Menu and footer", False)
    ]
    journal.undo()
    assert entries(journal, "note") == ["Menu"]


def test_a_clock_that_was_set_right_there_is_set_right_here(journal):
    old = row(2, client="Ada Ltd", note="Menu", minutes=600)
    take_in(journal, old)
    result = take_in(journal, replace(old, seconds=2 * 3600))
    assert (result.created, result.updated) == ({}, {"time_entry": 1})
    assert entries(journal, "minutes") == [120]


def test_of_two_pieces_of_like_work_each_row_finds_its_own(journal):
    take_in(journal, row(2, note="Draft one"), row(3, note="Draft two"))
    take_in(journal, row(2, note="Draft two, more"), row(3, note="Draft one, more"))
    assert entries(journal, "note") == ["Draft one, more", "Draft two, more"]
    file = File([row(2, note="Draft two, more still"), row(3, note="Draft two, more")])
    plan = plan_hours(journal, file, usual_ways(journal, file), today=TODAY)
    assert [line.fate for line in plan.lines] == [Fate.CHANGED, Fate.SAME]


def test_a_row_that_comes_again_alone_stays_its_own_beside_like_work(journal):
    take_in(journal, row(2, note="Draft one"), row(3, note="Draft two"))
    take_in(journal, row(2, note="Draft two"))
    assert entries(journal, "note") == ["Draft one", "Draft two"]


def test_what_was_changed_here_is_kept_and_told_where_it_changed_there_too(journal):
    old = row(2, client="Ada Ltd", note="Menu", minutes=52)
    take_in(journal, old)
    (number,) = entries(journal, "id")
    mine = replace(hours_entry(journal, number).entry(), minutes=60, note="The menu", bucket=Bucket.CARE)
    edit_hours(journal, number, mine, today=TODAY)
    assert take_in(journal, old).unchanged == 1
    assert hours_entry(journal, number).entry() == mine
    result = take_in(journal, replace(old, note="Menus", project="Web"))
    assert reasons(result) == [("row 2", "It was changed there and here: note. Yours is kept.")]
    assert hours_entry(journal, number).entry() == replace(mine, project="Web")
    assert reasons(take_in(journal, replace(old, note="Menus", project="Web"))) == []


def test_an_export_of_another_client_or_project_takes_nothing_away(journal):
    ada, bob = row(2, client="Ada Ltd", note="a"), row(2, client="Bob plc", note="b")
    take_in(journal, ada)
    assert take_in(journal, bob).created == {"time_entry": 1, "client": 1}
    one, other = (row(2, client="Carl AB", project=name, note=name, hour=14) for name in ("Web", "Print"))
    take_in(journal, one)
    assert take_in(journal, other).created == {"time_entry": 1}
    assert entries(journal, "note") == ["a", "b", "Web", "Print"]


def test_a_client_renamed_there_renames_nothing_here_and_doubles_nothing(journal):
    old = row(2, client="Ada Ltd", note="Menu")
    take_in(journal, old)
    result = take_in(journal, replace(old, client="Ada Engines"))
    assert result.created == {"client": 1}
    assert result.updated == {"time_entry": 1}
    assert entries(journal, "client") == [2]


def test_hours_in_the_trash_are_left_there(journal):
    take_in(journal, row(2))
    (number,) = entries(journal, "id")
    trash_hours(journal, number, now=NOON)
    result = take_in(journal, row(2))
    assert (result.created, result.unchanged, result.skipped) == ({}, 0, 1)
    assert reasons(result) == [("row 2", "These hours are in the trash, and are left there.")]
    assert take_in(journal, row(2, note="reworded")).created == {}


# Rules


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"minutes": 0}, "It took no time at all. Left out."),
        ({"minutes": 1441}, "It says 24 h 1 min, and a day has 24 hours. Left out."),
        ({"day": TODAY + timedelta(days=1)}, "That day lies ahead. Left out."),
        ({"day": date(1949, 12, 31)}, "That is too long ago. Left out."),
    ],
)
def test_a_row_that_breaks_a_rule_is_left_out_with_its_reason(journal, values, reason):
    file = File([row(2, client="Nobody yet", **values), row(3, hour=20)])
    plan = plan_hours(journal, file, usual_ways(journal, file), today=TODAY)
    assert (plan.new_clients, plan.for_nobody) == ({}, 1)
    result = take_in(journal, row(2, **values), row(3, hour=20))
    assert (result.created, result.skipped) == ({"time_entry": 1}, 1)
    assert reasons(result) == [("row 2", reason)]


def test_half_a_minute_is_a_minute_and_less_is_none(journal):
    result = take_in(journal, replace(row(2), seconds=30), replace(row(3, hour=12), seconds=29))
    assert entries(journal, "minutes") == [1]
    assert reasons(result) == [("row 3", "It took less than half a minute. Left out.")]


def test_a_day_never_has_more_than_24_hours_over_all_clients_and_for_none(journal):
    log_hours(journal, a_client(journal), HoursEntry(DAY, 600), today=TODAY)
    result = take_in(journal, row(2, minutes=800), row(3, minutes=60), row(4, minutes=40))
    assert entries(journal, "minutes") == [600, 800, 40]
    assert reasons(result) == [
        (
            "row 3",
            "2 March 2026 would have more than 24 hours: 23 h 20 min are written down already. Left out.",
        )
    ]
    assert take_in(journal, row(2, minutes=800), row(3, minutes=60), row(4, minutes=40)).created == {}


# Clients


def test_clients_are_found_by_name_however_it_is_spelt(journal):
    ada, fjord = a_client(journal), a_client(journal, "Fjord & Fjell AS")
    take_in(journal, row(2, client="ADA LTD."), row(3, client="fjell og fjord", hour=11))
    assert entries(journal, "client") == [ada, fjord]


def test_a_name_that_is_only_alike_is_told_and_merged_with_nobody(journal):
    a_client(journal, "Nordlys Elektro AS")
    result = take_in(journal, row(2, client="Nordlys Elektor"))
    assert (result.created, entries(journal, "client")) == ({"time_entry": 1}, [None])
    assert reasons(result) == [
        (
            "",
            "“Nordlys Elektor” looks like “Nordlys Elektro AS” of your journal. Its hours are for no client"
            " yet.",
        )
    ]


def test_a_name_that_holds_another_is_suggested_and_new_unless_chosen(journal):
    known = a_client(journal, "Kystlinjen Ferie AS")
    (one,) = clients_named(journal, File([row(2, client="Kystlinjen")]))
    assert (one.usual, one.alike) == (NEW_CLIENT, ((known, "Kystlinjen Ferie AS"),))


def test_hours_for_none_find_their_client_once_it_is_said(journal):
    known = a_client(journal, "Nordlys Elektro AS")
    rows = [row(2, client="Nordlys Elektor")]
    take_in(journal, *rows)
    chosen = Ways({name_key("Nordlys Elektor"): GoesTo(known)})
    assert take_in(journal, *rows, ways=chosen).updated == {"time_entry": 1}
    assert entries(journal, "client") == [known]
    later = take_in(journal, row(9, client="Nordlys Elektor", day=DAY + timedelta(days=1)))
    assert (later.created, reasons(later)) == ({"time_entry": 1}, []), "what was said before is remembered"
    assert entries(journal, "client") == [known, known]


def test_two_clients_of_one_name_are_not_guessed_between(journal):
    a_client(journal, "Ada Ltd")
    a_client(journal, "Ada AS")
    exact = clients_named(journal, File([row(2, client="Ada AS")]))[0]
    assert exact.found == "Ada AS"
    (open_one,) = clients_named(journal, File([row(2, client="Ada")]))
    assert (open_one.usual, len(open_one.alike)) == (NO_CLIENT, 2)


def test_a_client_in_the_trash_stays_there_and_so_do_its_hours(journal):
    trash_client(journal, a_client(journal), now=NOON)
    result = take_in(journal, row(2, client="Ada Ltd"))
    assert (result.created, reasons(result)) == ({}, [("row 2", "Ada Ltd is in the trash. Left out.")])


def test_two_spellings_of_an_unknown_name_are_one_new_client(journal):
    take_in(journal, row(2, client="Ada Ltd"), row(3, client="ada", hour=12))
    assert names(journal) == ["Ada Ltd"]
    assert entries(journal, "client") == [1, 1]


def test_whom_each_name_means_can_be_chosen(journal):
    ada = a_client(journal)
    file = File([row(n, client=name, hour=n) for n, name in enumerate(("A", "B", "C", "D", ""), 2)])
    ways = Ways({"a": GoesTo(ada), "b": NEW_CLIENT, "c": LEAVE_OUT, "d": NO_CLIENT}, unnamed=GoesTo(ada))
    result = import_hours(journal, file, ways, now=NOON)
    assert entries(journal, "client") == [ada, 2, None, ada]
    assert names(journal) == ["Ada Ltd", "B"]
    assert reasons(result) == [("row 4", "It is for “C”, which was not wanted. Left out.")]


def test_a_file_that_belongs_to_one_client_brings_that_client_s_hours_only(journal):
    ada, _bob = a_client(journal), a_client(journal, "Bob plc")
    mixed = File([row(2, client="Ada"), row(3, client="Bob plc", hour=11), row(4, hour=13)])
    result = import_hours(journal, mixed, ways_for_client(journal, mixed, ada), now=NOON)
    assert entries(journal, "client") == [ada, ada]
    assert [problem.place for problem in result.problems] == ["row 3"]
    alone = File([row(2, client="Engines", day=DAY + timedelta(days=1))])
    import_hours(journal, alone, ways_for_client(journal, alone, ada), now=NOON)
    assert entries(journal, "client") == [ada, ada, ada]


def test_of_several_people_one_s_own_hours_are_taken_and_else_all_with_a_word(journal):
    rows = [row(2, person="Kim Lund"), row(3, person="Sam", hour=12)]
    told = take_in(journal, *rows, dry_run=True)
    assert reasons(told) == [("", "The hours of 2 people are in it: Kim Lund, Sam. All were taken.")]
    save_business(journal, OwnBusiness(person="Kim Lund"))
    result = take_in(journal, *rows)
    assert result.created == {"time_entry": 1}
    assert reasons(result) == [("row 3", "Sam worked it. Left out.")]


# One step


def test_stopping_leaves_nothing_behind(journal):
    def stop(done, total):
        if done:
            raise CancelledError("")

    with pytest.raises(CancelledError):
        take_in(journal, *(row(n, client="Ada", minutes=1) for n in range(600)), progress=stop)
    assert (entries(journal), names(journal), journal.undo_label) == ([], [], None)


def test_what_the_person_was_shown_is_done_or_nothing(journal):
    file = File([row(2, client="Ada Ltd"), row(3, hour=12)])
    ways = usual_ways(journal, file)
    shown = plan_hours(journal, file, ways, today=TODAY)
    assert [line.fate for line in shown.lines] == [Fate.NEW, Fate.NEW]
    assert (shown.new_clients, shown.minutes(Fate.NEW)) == ({"ada": "Ada Ltd"}, 120)
    assert shown.minutes(Fate.CHANGED) == 0
    log_hours(journal, None, HoursEntry(DAY, 1380), today=TODAY)
    with pytest.raises(ChangedMeanwhileError):
        import_hours(journal, file, ways, now=NOON, expected=shown)
    assert entries(journal, "minutes") == [1380]
    again = plan_hours(journal, file, ways, today=TODAY)
    import_hours(journal, file, ways, now=NOON, expected=again)
    assert entries(journal, "minutes") == [1380, 60]


@pytest.mark.parametrize(("writes_meanwhile", "looks"), [(0, 1), (1, 2)])
def test_what_was_shown_is_looked_through_once_more_only_where_the_journal_was_written(
    journal, writes_meanwhile, looks
):
    file = File([row(n, minutes=1) for n in range(2, 102)])
    ways = usual_ways(journal, file)
    before, shown = journal.times_written, plan_hours(journal, file, ways, today=TODAY)
    for _write in range(writes_meanwhile):
        save_business(journal, OwnBusiness(person="Kim Lund"))
    begun = []
    import_hours(
        journal, file, ways, now=NOON, expected=shown, times_written=before,
        progress=lambda done, _total: begun.append(done == 0),
    )  # fmt: skip
    assert (sum(begun), len(entries(journal))) == (looks, 100)


def test_what_was_shown_is_not_done_where_it_is_no_longer_so(journal):
    file = File([row(2, minutes=60)])
    before, shown = journal.times_written, plan_hours(journal, file, Ways(), today=TODAY)
    log_hours(journal, None, HoursEntry(DAY, 1400), today=TODAY)
    with pytest.raises(ChangedMeanwhileError):
        import_hours(journal, file, Ways(), now=NOON, expected=shown, times_written=before)
    assert entries(journal, "minutes") == [1400]


def test_the_problems_of_the_file_stand_before_those_of_its_rows(journal):
    file = File([row(3, minutes=0)], (Problem("row 2", "No day.", left_out=True),), skipped=1)
    result = import_hours(journal, file, Ways(), now=NOON)
    assert [problem.place for problem in result.problems] == ["row 2", "row 3"]
    assert result.skipped == 3


_ROWS = st.lists(
    st.builds(
        row,
        st.integers(2, 99),
        client=st.sampled_from(["", "Ada", "ADA Ltd", "Bob", "Bop"]),
        hour=st.integers(0, 3),
        minutes=st.sampled_from([0, 1, 30, 600, 2000]),
        note=st.sampled_from(["", "x", "y"]),
        person=st.sampled_from(["", "Kim", "Sam"]),
    ),
    max_size=12,
)


@fewer_examples
@given(_ROWS, _ROWS)
def test_taking_in_twice_changes_nothing_whatever_came_before(tmp_path_factory, earlier, rows):
    with an_empty_journal(tmp_path_factory.mktemp("hours") / "own.rjournal") as journal:
        take_in(journal, *earlier)
        tried = take_in(journal, *rows, dry_run=True)
        done = take_in(journal, *rows)
        assert replace(done, dry_run=True) == tried
        before = entries(journal)
        again = take_in(journal, *rows)
        assert (again.created, again.updated) == ({}, {})
        assert entries(journal) == before
        by_day = {day: 0 for _client, day, _minutes, _note in before}
        for _client, day, minutes, _note in before:
            by_day[day] += minutes
        assert all(minutes <= 1440 for minutes in by_day.values())


def test_hours_that_were_deleted_for_good_stay_away(journal):
    take_in(journal, row())
    with journal.change("gone") as change:
        change.delete_where(TimeEntry, key_of(TimeEntry) > 0)
    result = take_in(journal, row())
    assert (result.created, result.skipped) == ({}, 1)
    assert "deleted" in result.problems[0].message


def test_a_file_of_hours_stands_in_the_history_and_is_taken_back_as_a_whole(journal):
    take_in(journal, row(), row(3, note="Something else"))
    (batch,) = batches(journal)
    assert (batch.kind, batch.rows, batch.records) == ("toggl", {"new": 2}, {"time_entry": 2})
    undo_batch(journal, batch.id, now=NOON)
    assert journal.value(TimeEntry.select(key_of(TimeEntry))) is None
    assert take_in(journal, row()).created == {"time_entry": 1}
