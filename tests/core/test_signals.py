"""Every signal at, just under and just over each of its thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Answer
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.events import HAPPENED, EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light import SignalId
from retention_journal.core.light_facts import Invoice, Meeting, RecordRef, Reply
from retention_journal.core.light_rules import DEFAULT_RULES, THRESHOLDS, LightRules
from retention_journal.core.signals import signals_of
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from tests.builders import NOON, TODAY
from tests.core.known import (
    STEADY,
    a_check_in,
    a_complaint,
    a_goal,
    a_promise,
    ago,
    agreed,
    an_event,
    contact_left,
    hours_ago,
    known,
    levels,
    meetings,
    on_schedule,
    overdue,
    paid,
    paid_invoices,
    replies,
    signal_of,
    tones,
)

NEW = ago(29)
NO_LONGER_NEW = ago(30)


def check(name, client, expected, **rules):
    assert levels(client, rules=DEFAULT_RULES.changed(**rules))[name] == expected


def test_all_signals_are_told_in_the_order_of_the_rules():
    signals = signals_of(STEADY, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert [signal.id for signal in signals] == list(SignalId)
    assert " ".join(SignalId) == "H1 H2 H3 H4 S1 S2 S3 S4 S5 S6 S7 S8 D1 D2 D3 D4 D5"


@pytest.mark.parametrize(
    ("complaints", "expected"),
    [
        ((), "ok"),
        ((a_complaint(hours=1),), "amber"),
        ((a_complaint(hours=24),), "amber"),
        ((a_complaint(hours=24.02),), "red"),
        ((a_complaint(hours=30, acknowledged_at=hours_ago(29)),), "amber"),
        ((a_complaint(hours=30, acknowledged_at=hours_ago(-24)),), "red"),
        ((on_schedule(answer_due_at=hours_ago(0)),), "amber"),
        ((on_schedule(answer_due_at=hours_ago(0.02)),), "red"),
        ((on_schedule(answer_due_at=hours_ago(2), answered_at=hours_ago(1)),), "amber"),
        ((on_schedule(hours=7 * 24, decided_at=None),), "amber"),  # five working days ago
        ((on_schedule(hours=8 * 24, decided_at=None),), "red"),
        ((on_schedule(hours=40 * 24),), "amber"),
        ((a_complaint(hours=30, answered_at=hours_ago(29)),), "amber"),  # an answer says that it was heard
        ((on_schedule(hours=40 * 24, decided_at=None, reopened_at=hours_ago(7 * 24)),), "amber"),
        ((on_schedule(hours=40 * 24, decided_at=None, reopened_at=hours_ago(8 * 24)),), "red"),
        ((a_complaint(hours=40 * 24, reopened_at=hours_ago(24)),), "amber"),
        ((a_complaint(hours=40 * 24, reopened_at=hours_ago(24.02)),), "red"),
        ((on_schedule(is_major=True),), "red"),
        ((on_schedule(is_major=True, put_right_on=TODAY),), "ok"),
        ((on_schedule(is_major=True, put_right_on=ago(-1)),), "red"),
        ((a_complaint(hours=-24, is_major=True),), "ok"),
        ((on_schedule(1), on_schedule(2, is_major=True)), "red"),
    ],
)
def test_h1_an_open_complaint_is_watched_and_urgent_once_behind_or_serious(complaints, expected):
    check("H1", known(complaints=complaints), expected)


@pytest.mark.parametrize(
    ("promises", "expected"),
    [
        ((), "ok"),
        ((a_promise(0),), "ok"),
        ((a_promise(1),), "amber"),
        ((a_promise(5),), "amber"),  # Thursday: three working days
        ((a_promise(6),), "red"),  # Wednesday: four
        ((a_promise(1), a_promise(6)), "red"),
        ((a_promise(1, in_complaint=True),), "red"),
        ((a_promise(0, in_complaint=True),), "ok"),
        ((a_promise(-3),), "ok"),
    ],
)
def test_h2_a_late_promise_counts_in_working_days(promises, expected):
    check("H2", known(open_promises=promises), expected)


def test_h2_is_unknown_while_nothing_was_ever_promised_and_no_date_is_never_late():
    check("H2", known(has_promises=False), "unknown")
    check("H2", known(open_promises=(replace(a_promise(9), due_at=None),)), "ok")


def test_h2_a_promise_due_on_friday_is_not_late_on_sunday_and_a_holiday_waits():
    due_friday = known(open_promises=(a_promise(4),))
    assert levels(due_friday, datetime(2026, 3, 8, 12))["H2"] == "ok"
    assert levels(due_friday, datetime(2026, 3, 9, 0))["H2"] == "amber"
    at_home = WorkingDays(off=frozenset({TODAY}))
    (_, promise, *_rest) = signals_of(known(open_promises=(a_promise(6),)), NOON, DEFAULT_RULES, at_home)
    assert promise.level == "amber"


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (known(), "ok"),
        (known(events=(an_event(EventKind.LOOKING_AROUND),)), "amber"),
        (known(events=(an_event(EventKind.UNHAPPY, 400),)), "red"),
        (known(events=(an_event(EventKind.UNHAPPY, 0),)), "red"),
        (known(events=(an_event(EventKind.NOTICE),)), "red"),
        (known(events=(an_event(EventKind.LOOKING_AROUND, 0), an_event(EventKind.UNHAPPY, 30))), "red"),
        (known(events=(an_event(EventKind.NOTICE, -1),)), "ok"),
        (known(events=(an_event(EventKind.CUTS),)), "ok"),
        (known(status=Status.NOTICE_GIVEN), "red"),
        (known(status=Status.NOTICE_GIVEN, events=(an_event(EventKind.LOOKING_AROUND),)), "red"),
    ],
)
def test_h3_what_the_client_said_is_a_hint_or_clear(client, expected):
    check("H3", client, expected)


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (known(has_roles=False), "unknown"),
        (known(), "ok"),
        (known(primary_left=contact_left(-1)), "ok"),
        (known(primary_left=contact_left(0)), "amber"),
        (known(primary_left=contact_left(6)), "amber"),
        (known(primary_left=contact_left(7)), "red"),
        (known(primary_left=contact_left(90, successor="Bo", successor_talked_on=TODAY)), "ok"),
        (known(primary_left=contact_left(90, successor="Bo", successor_talked_on=ago(-1))), "red"),
    ],
)
def test_h4_a_contact_person_who_left_is_urgent_after_a_week_without_a_successor(client, expected):
    check("H4", client, expected)


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (known(last_contact_on=TODAY), "ok"),
        (known(last_contact_on=ago(14)), "ok"),
        (known(last_contact_on=ago(15)), "amber"),
        (known(last_contact_on=ago(21)), "amber"),
        (known(last_contact_on=ago(22)), "red"),
        (known(last_contact_on=ago(22), rhythm=Rhythm(45, 68)), "ok"),
        (known(last_contact_on=None, start_date=None), "unknown"),
        (known(last_contact_on=None, start_date=NEW), "unknown"),
        (known(last_contact_on=None, start_date=NO_LONGER_NEW), "red"),
        (known(last_contact_on=None, start_date=NO_LONGER_NEW, rhythm=Rhythm(30, 45)), "ok"),
        (known(last_contact_on=None, start_date=NO_LONGER_NEW, rhythm=Rhythm(29, 45)), "amber"),
        (known(last_contact_on=ago(8), start_date=ago(10), rhythm=Rhythm(5, 7)), "red"),
        (known(last_contact_on=ago(-1), start_date=ago(15)), "unknown"),
    ],
)
def test_s1_silence_is_measured_against_the_rhythm(client, expected):
    check("S1", client, expected)


@pytest.mark.parametrize(
    ("invoices", "expected"),
    [
        (None, "unknown"),
        ((), "unknown"),
        ((overdue(14),), "ok"),
        ((overdue(15),), "amber"),
        ((overdue(29),), "amber"),
        ((overdue(30),), "red"),
        ((overdue(2), overdue(30, 2)), "red"),
        ((paid(60, 100),), "ok"),
        ((paid(60, 60),), "ok"),  # paid today
        ((Invoice(1, "", TODAY, ago(-14)),), "ok"),
        ((Invoice(1, "", TODAY, ago(20)),), "amber"),
        ((replace(overdue(40), paid_on=ago(-1)),), "red"),
        ((Invoice(1, "", ago(-1), ago(20)),), "unknown"),
    ],
)
def test_s2_an_overdue_invoice_counts_in_days(invoices, expected):
    check("S2", known(invoices=invoices), expected)


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (None, "unknown"),
        (agreed(10), "unknown"),  # their importance was never asked
        (replace(agreed(10), important=()), "ok"),
        (agreed(10, a_goal()), "ok"),
        (agreed(10, a_goal(KpiStatus.NO_DATA)), "ok"),
        (agreed(10, a_goal(KpiStatus.AT_RISK)), "amber"),
        (agreed(10, a_goal(KpiStatus.OFF_TRACK)), "amber"),
        (agreed(10, a_goal(off_track_running=1)), "amber"),
        (agreed(10, a_goal(off_track_running=2)), "red"),
        (agreed(0, a_goal(off_track_running=2)), "red"),
        (agreed(10, a_goal(missing_periods=1)), "ok"),
        (agreed(10, a_goal(missing_periods=2)), "amber"),
        (agreed(10, a_goal(KpiStatus.AT_RISK), a_goal(off_track_running=2)), "red"),
        (agreed(-1, a_goal(off_track_running=2)), "unknown"),
    ],
)
def test_s3_a_goal_that_matters_to_them(agreement, expected):
    check("S3", known(agreement=agreement), expected)


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (None, "unknown"),
        (agreed(-1), "unknown"),
        (agreed(0), "ok"),
        (agreed(119), "ok"),
        (agreed(120), "amber"),
        (agreed(2000), "amber"),
        (agreed(1, widest_gap=1), "ok"),
        (agreed(1, widest_gap=2), "amber"),
        (agreed(1, widest_gap=None), "ok"),
    ],
)
def test_s4_an_agreement_grows_stale_or_is_crossed(agreement, expected):
    check("S4", known(agreement=agreement), expected)


@pytest.mark.parametrize(
    ("incidents", "expected"),
    [
        ((), "ok"),
        ((TODAY,), "ok"),
        ((TODAY, ago(3)), "red"),
        ((ago(1), ago(90)), "red"),
        ((ago(1), ago(91)), "amber"),
        ((ago(1), ago(365)), "amber"),
        ((ago(1), ago(366)), "ok"),
        ((ago(-1), ago(1)), "ok"),
    ],
)
def test_s5_what_goes_wrong_again(incidents, expected):
    check("S5", known(incidents=incidents), expected)


@pytest.mark.parametrize(
    ("check_ins", "heard", "expected"),
    [
        ((), (), "unknown"),
        ((a_check_in(0, Answer.NO),), (), "red"),
        ((a_check_in(180),), (), "ok"),
        ((a_check_in(181, Answer.NO),), (), "unknown"),
        ((a_check_in(180, Answer.NO),), (), "red"),
        ((a_check_in(3, works=Answer.NO),), (), "red"),
        ((a_check_in(3, works=Answer.UNSURE),), (), "amber"),
        ((a_check_in(3, Answer.UNSURE, Answer.NO),), (), "red"),
        ((a_check_in(3), a_check_in(9, Answer.NO)), (), "ok"),  # the latest judges
        ((a_check_in(3, None, None), a_check_in(9, Answer.NO)), (), "red"),  # nothing was asked
        ((a_check_in(3, None),), (), "ok"),
        ((a_check_in(-1, Answer.NO),), (), "unknown"),
        ((), tones(3), "unknown"),
        ((), tones(2, 2), "red"),
        ((), tones(2, 3), "unknown"),  # what they would have answered is not known
        ((a_check_in(3),), tones(2, 3), "ok"),
        ((a_check_in(3),), tones(3, 5, 5), "ok"),
        ((), tones(3, 2), "unknown"),
        ((), tones(2), "unknown"),
        ((), tones(1, 1, first_ago=173), "red"),
        ((), tones(1, 1, first_ago=0), "red"),
        ((), tones(1, 1, first_ago=174), "unknown"),  # the second is 181 days old
        ((), tones(3, 5, 5, 5), "amber"),
        ((), tones(3, 5, 5), "unknown"),  # too few earlier ones
        ((), tones(3, 4, 5, 4), "unknown"),
        ((), tones(3, 4, 5, 5, 4), "unknown"),  # one and a half below the median
        ((), tones(2, 4, 4, 4), "amber"),
        ((a_check_in(3),), tones(2, 2), "red"),
        ((a_check_in(3, Answer.UNSURE),), tones(2, 2), "red"),
        ((a_check_in(3, Answer.UNSURE),), tones(5, 5), "amber"),
    ],
)
def test_s6_what_they_answered_and_how_they_sounded(check_ins, heard, expected):
    check("S6", known(check_ins=check_ins, tones=heard), expected)


@pytest.mark.parametrize(("days", "expected"), [(-1, "ok"), (0, "amber"), (90, "amber"), (91, "ok")])
@pytest.mark.parametrize("kind", sorted(HAPPENED))
def test_s7_an_event_at_the_client_counts_for_90_days(kind, days, expected):
    check("S7", known(events=(an_event(kind, days),)), expected)


def test_s7_what_they_said_is_no_event_of_theirs():
    check("S7", known(events=(an_event(EventKind.UNHAPPY),)), "ok")


@pytest.mark.parametrize(
    ("complaints", "expected"),
    [
        ((), "ok"),
        ((on_schedule(hours=1000, put_right_on=ago(7)),), "ok"),
        ((on_schedule(hours=1000, put_right_on=ago(8)),), "amber"),
        ((on_schedule(hours=1000, put_right_on=ago(21)),), "amber"),
        ((on_schedule(hours=1000, put_right_on=ago(22)),), "red"),
        ((on_schedule(hours=1000, put_right_on=ago(22), followed_up_on=TODAY),), "ok"),
        ((on_schedule(hours=1000, put_right_on=ago(22), followed_up_on=ago(-1)),), "red"),
        ((on_schedule(hours=1000),), "ok"),
        ((on_schedule(hours=1000, put_right_on=ago(-1)),), "ok"),
        ((on_schedule(put_right_on=ago(2)), on_schedule(put_right_on=ago(22))), "red"),
    ],
)
def test_s8_a_complaint_that_was_put_right_wants_a_call(complaints, expected):
    check("S8", known(complaints=complaints), expected)


@pytest.mark.parametrize(
    ("invoices", "expected"),
    [
        (None, "unknown"),
        (paid_invoices(0, 0, 0), "unknown"),
        ((overdue(9, 9), *paid_invoices(0, 0, 0)), "unknown"),
        (paid_invoices(0, 0, 0, 0), "ok"),
        ((paid(8, 8, 9), *paid_invoices(0, 0, 0)), "amber"),  # paid today
        (paid_invoices(7, 0, 0, 0), "ok"),
        (paid_invoices(8, 0, 0, 0), "amber"),
        (paid_invoices(0, 8, 0, 0, 0), "ok"),  # they have paid in time since
        ((overdue(7, 9), *paid_invoices(0, 0, 0, 0)), "ok"),
        ((overdue(8, 9), *paid_invoices(0, 0, 0, 0)), "amber"),
        # usually 10 days late, give or take 4: beyond 22 it is a change
        ((overdue(22, 9), *paid_invoices(10, 6, 14, 6, 14)), "ok"),
        ((overdue(23, 9), *paid_invoices(10, 6, 14, 6, 14)), "amber"),
        ((overdue(23, 9), overdue(3, 8), *paid_invoices(10, 6, 14, 6, 14)), "amber"),
        ((paid(30, 120, 1), paid(0, 160, 2), paid(0, 190, 3), paid(0, 220, 4)), "amber"),  # 90 days ago
        ((paid(30, 121, 1), paid(0, 160, 2), paid(0, 190, 3), paid(0, 220, 4)), "ok"),
    ],
)
def test_d1_paying_later_than_the_own_habit(invoices, expected):
    check("D1", known(invoices=invoices), expected)


QUICK = [(10, 20)] * 8


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), "unknown"),
        (replies([(34, 20)] * 3, QUICK), "amber"),  # 24 hours more
        (replies([(33.9, 20)] * 3, QUICK), "ok"),
        (replies([(60, 20)] * 3, [(30, 20)] * 8), "amber"),  # twice
        (replies([(59.9, 20)] * 3, [(30, 20)] * 8), "ok"),
        (replies([(90, 20), (1, 20), (90, 20)], QUICK), "amber"),
        (replies([(90, 20), (1, 20), (1, 20)], QUICK), "ok"),
        (replies([(90, 20)] * 3, QUICK[:7]), "unknown"),
        (replies([(90, 20)] * 3, [*QUICK[:7], (None, 20)]), "unknown"),
        (replies([(90, 20)] * 3, QUICK, recent_ago=80), "amber"),  # the third is 90 days old
        (replies([(90, 20)] * 3, QUICK, recent_ago=81), "unknown"),
        (replies([(90, 20)] * 3, QUICK, recent_ago=-1), "unknown"),  # the newest is of tomorrow
    ],
)
def test_d2_answering_slower_than_the_own_habit(answers, expected):
    check("D2", known(replies=answers), expected)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), "unknown"),
        (replies([(1, 10)] * 3, QUICK), "amber"),
        (replies([(1, 11)] * 3, QUICK), "ok"),
        (replies([(1, 10), (1, 30), (1, 9)], QUICK), "amber"),
        (replies([(1, 10), (1, 30), (1, 30)], QUICK), "ok"),
        (replies([(None, 10)] * 3, QUICK), "amber"),
        (replies([(1, 10)] * 3, [*QUICK[:7], (1, None)]), "unknown"),
        (replies([(1, 0)] * 3, [(1, 0)] * 8), "ok"),
    ],
)
def test_d3_answering_shorter_than_the_own_habit(answers, expected):
    check("D3", known(replies=answers), expected)


def test_d2_and_d3_forget_what_is_older_than_a_year():
    at_the_edge = tuple(Reply(n, ago(2 if n < 3 else 365), 3600, 20) for n in range(11))
    assert levels(known(replies=at_the_edge))["D3"] == "ok"
    over_it = (*at_the_edge[:-1], at_the_edge[-1]._replace(on=ago(366)))
    assert levels(known(replies=over_it))["D2"] == levels(known(replies=over_it))["D3"] == "unknown"


@pytest.mark.parametrize(
    ("billed", "expected"),
    [
        (None, "unknown"),
        ((1,) * 5, "unknown"),
        ((70, 70, 70, 100, 100, 100), "amber"),
        ((70, 70, 71, 100, 100, 100), "ok"),
        ((0, 0, 0, 0, 0, 0), "ok"),
        ((0, 0, 0, 1, 0, 0), "amber"),
        ((100, 100, 100, 100, 100, 100, 900), "ok"),
    ],
)
def test_d4_buying_less_than_in_the_three_months_before(billed, expected):
    check("D4", known(billed=billed), expected)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), "unknown"),
        (meetings(True, True), "unknown"),
        (meetings(False, False, False), "ok"),
        (meetings(False, True, False), "ok"),
        (meetings(False, True, True), "amber"),
        (meetings(True, False, True), "amber"),
        (meetings(True, False, False, True), "ok"),
        (meetings(True, False, False, True, gap=10, first_ago=0), "amber"),  # two in 30 days
        (meetings(True, False, False, True, gap=10, first_ago=1), "ok"),  # the second is 31 days old
        (meetings(True, False, True, first_ago=-1), "unknown"),
        ((*meetings(True, True), Meeting(9, ago(365), False)), "amber"),
        ((*meetings(True, True), Meeting(9, ago(366), False)), "unknown"),
    ],
)
def test_d5_calling_off_meetings(held, expected):
    check("D5", known(meetings=held), expected)


def test_every_drift_is_off_while_a_client_is_new():
    drifting = known(
        invoices=(overdue(8, 9), *paid_invoices(0, 0, 0, 0)),
        replies=replies([(90, 5)] * 3, QUICK),
        billed=(0, 0, 0, 1, 1, 1),
        meetings=meetings(True, True, True),
    )
    of_drift = ("D1", "D2", "D3", "D4", "D5")
    on = levels(replace(drifting, start_date=NO_LONGER_NEW))
    assert [on[name] for name in of_drift] == ["amber"] * 5
    off = levels(replace(drifting, start_date=NEW))
    assert [off[name] for name in of_drift] == ["unknown"] * 5
    assert levels(replace(drifting, start_date=None))["D1"] == "amber"


@pytest.mark.parametrize(
    ("name", "client", "record"),
    [
        ("H1", known(complaints=(on_schedule(1), on_schedule(2, is_major=True))), RecordRef("incident", 2)),
        ("H2", known(open_promises=(a_promise(2, 5), a_promise(9, 6))), RecordRef("promise", 6)),
        (
            "H2",
            known(open_promises=(a_promise(9, 5), a_promise(1, 6, in_complaint=True))),
            RecordRef("promise", 6),
        ),
        ("H3", known(events=(an_event(EventKind.NOTICE, 3, 4),)), RecordRef("client_event", 4)),
        ("H3", known(status=Status.NOTICE_GIVEN), RecordRef("client", 7)),
        ("H4", known(primary_left=contact_left(3)), RecordRef("contact_role", 1)),
        ("S1", known(last_contact_on=ago(40)), RecordRef("interaction", 70)),
        ("S2", known(invoices=(overdue(16, 3), overdue(31, 4))), RecordRef("invoice", 4)),
        ("S3", known(agreement=agreed(1, a_goal(KpiStatus.AT_RISK))), RecordRef("kpi_line", 1)),
        ("S4", known(agreement=agreed(300)), RecordRef("kpi_agreement", 1)),
        ("S6", known(check_ins=(a_check_in(3, Answer.NO),)), RecordRef("interaction", 3)),
        ("S7", known(events=(an_event(EventKind.CUTS, 3, 4),)), RecordRef("client_event", 4)),
        ("S8", known(complaints=(on_schedule(8, put_right_on=ago(30)),)), RecordRef("incident", 8)),
        ("D1", known(invoices=(overdue(8, 9), *paid_invoices(0, 0, 0, 0))), RecordRef("invoice", 9)),
        ("D5", known(meetings=meetings(False, True, True)), RecordRef("interaction", 1)),
    ],
)
def test_a_signal_names_the_record_it_stands_in(name, client, record):
    assert signal_of(name, client).record == record


def test_what_is_well_or_unknown_is_one_object_for_all_clients():
    others = zip(
        signals_of(STEADY, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY),
        signals_of(known(client_id=8), NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY),
        strict=True,
    )
    assert all(one is other for one, other in others)


def test_every_threshold_is_a_setting_whose_default_is_in_its_range():
    names = [threshold.name for threshold in THRESHOLDS]
    assert sorted(names) == sorted(LightRules.__slots__)
    for threshold in THRESHOLDS:
        assert threshold.low <= getattr(DEFAULT_RULES, threshold.name) <= threshold.high, threshold.name


def test_a_changed_threshold_changes_what_is_shown():
    silent = known(last_contact_on=ago(40), invoices=(overdue(10),))
    assert levels(silent)["S2"] == "ok"
    check("S2", silent, "amber", invoice_amber_days=10)
    changed = DEFAULT_RULES.changed(retainer_max_days=40, invoice_amber_days=10)
    assert changed.differences() == {"retainer_max_days": 40, "invoice_amber_days": 10}
    assert DEFAULT_RULES.changed(**changed.differences()) == changed
    assert DEFAULT_RULES.differences() == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"invoice_amber_days": 0}, "invoice_amber_days"),
        ({"invoice_amber_days": 366}, "invoice_amber_days"),
        ({"invoice_amber_days": 31}, "invoice_amber_days"),
        ({"invoice_red_days": 14}, "invoice_red_days"),
        ({"invoice_amber_days": 20, "invoice_red_days": 19}, "invoice_red_days"),
        ({"repeat_red_window_days": 366}, "repeat_red_window_days"),
        ({"project_max_days": 6}, "project_max_days"),
        ({"override_days": 31}, "override_days"),
        ({"invoice_amber_days": "15"}, "invoice_amber_days"),
        ({"invoice_amber_days": True}, "invoice_amber_days"),
        ({"moon_days": 3}, "moon_days"),
    ],
)
def test_a_threshold_out_of_range_or_red_before_amber_is_refused_by_name(values, field):
    with pytest.raises(InvalidEntryError) as refused:
        DEFAULT_RULES.changed(**values)
    assert refused.value.field == field
