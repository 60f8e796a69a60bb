"""What a person is told of a light."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from retention_journal import i18n
from retention_journal.core import light_words
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Answer
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light import Light, SignalId, reasons
from retention_journal.core.light_facts import Override
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.signals import assess, signals_of
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from tests.builders import NOON, TODAY
from tests.core.any_client import BAD, clients
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
    meetings,
    on_schedule,
    overdue,
    paid_invoices,
    replies,
    signal_of,
    tones,
)


def told(name, client):
    return light_words.told(signal_of(name, client), client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)


def to_green(client):
    signals = signals_of(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    return light_words.way_to_green(signals, client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)


def not_known(client):
    signals = signals_of(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    return light_words.not_known(signals, client)


QUICK = [(10, 24)] * 8
CASES = [
    ("H1", known(complaints=()), "No complaint is open."),
    ("H1", known(complaints=(on_schedule(),)), "The complaint of 9 March is open and on schedule."),
    (
        "H1",
        known(complaints=(on_schedule(is_major=True),)),
        "The complaint of 9 March is a serious one, and it is open.",
    ),
    (
        "H1",
        known(complaints=(a_complaint(hours=30),)),
        "The complaint of 9 March has waited 30 hours and is not acknowledged.",
    ),
    (
        "H1",
        known(complaints=(on_schedule(answer_due_at=hours_ago(1)),)),
        "You promised an answer to the complaint of 9 March by 10 March at 11:00; it is late.",
    ),
    (
        "H1",
        known(complaints=(on_schedule(hours=8 * 24, decided_at=None), on_schedule(2))),
        "The complaint of 2 March has waited 6 working days for a decision. 1 more complaint is open.",
    ),
    (
        "H1",
        known(complaints=(on_schedule(hours=40 * 24, reopened_at=hours_ago(30)),)),
        "The complaint of 29 January is open again and on schedule.",
    ),
    (
        "H1",
        known(complaints=(on_schedule(hours=40 * 24, decided_at=None, reopened_at=hours_ago(192)),)),
        "The complaint of 29 January is open again and has waited 6 working days for a decision.",
    ),
    ("H2", known(), "No promise of yours is late."),
    (
        "H2",
        known(open_promises=(a_promise(6),)),
        "You promised “the new price list” by 4 March; it is 4 working days late.",
    ),
    (
        "H2",
        known(open_promises=(a_promise(1), a_promise(1, 2, "A call", in_complaint=True))),
        "You promised “A call” by 9 March, in a complaint; it is 1 working day late. 1 more promise is late.",
    ),
    ("H3", known(), "They have said nothing of leaving."),
    (
        "H3",
        known(events=(an_event(EventKind.LOOKING_AROUND, 400),)),
        "On 3 February 2025 they hinted at leaving.",
    ),
    (
        "H3",
        known(events=(replace(an_event(EventKind.UNHAPPY), note="It takes {ages}"),)),
        "On 9 March they said that they are unhappy. “It takes {ages}”",
    ),
    ("H3", known(events=(an_event(EventKind.NOTICE),)), "On 9 March they gave notice."),
    ("H3", known(status=Status.NOTICE_GIVEN), "They have given notice."),
    ("H4", known(), "Your main contact person is in place."),
    ("H4", known(has_roles=False), "Not known: no main contact person."),
    (
        "H4",
        known(primary_left=contact_left(3)),
        "Kari Moe left on 7 March; you have not talked with a successor yet.",
    ),
    (
        "H4",
        known(primary_left=contact_left(3, successor="Bo Ek")),
        "Kari Moe left on 7 March; you have not talked with Bo Ek yet.",
    ),
    (
        "H4",
        known(primary_left=contact_left(3, successor="Bo Ek", successor_talked_on=TODAY)),
        "Kari Moe left on 7 March, and you have talked with a successor.",
    ),
    ("S1", known(last_contact_on=TODAY), "Last real talk today; your rhythm is 14."),
    ("S1", known(), "Last real talk 1 day ago; your rhythm is 14."),
    (
        "S1",
        known(last_contact_on=ago(26), tries_since=2),
        "Last real talk 26 days ago; your rhythm is 14. 2 tries since, no answer.",
    ),
    (
        "S1",
        known(last_contact_on=None, start_date=ago(40)),
        "No real talk in the 40 days since the start; your rhythm is 14.",
    ),
    ("S1", known(last_contact_on=None, start_date=ago(4)), "Not known: no talk yet."),
    ("S2", known(), "Not known: no invoices."),
    ("S2", known(invoices=paid_invoices(0)), "No invoice is overdue."),
    ("S2", known(invoices=(overdue(0),)), "No invoice is overdue."),
    ("S2", known(invoices=(overdue(16),)), "Invoice 2026-1 was due on 22 February, 16 days ago."),
    ("S2", known(invoices=(replace(overdue(1), number=""),)), "An invoice was due on 9 March, 1 day ago."),
    ("S3", known(), "Not known: no KPI agreement."),
    ("S3", known(agreement=agreed(3)), "Not known: what matters most to them was not asked."),
    ("S3", known(agreement=agreed(3, a_goal())), "Nothing that matters most to them is off target."),
    (
        "S3",
        known(agreement=agreed(3, a_goal(off_track_running=2))),
        "“New bookings”, which matters to them, has been off target for 2 periods running.",
    ),
    (
        "S3",
        known(agreement=agreed(3, a_goal(off_track_running=1))),
        "“New bookings”, which matters to them, was off target in the last period.",
    ),
    (
        "S3",
        known(agreement=agreed(3, a_goal(KpiStatus.OFF_TRACK))),
        "“New bookings”, which matters to them, is off target now.",
    ),
    (
        "S3",
        known(agreement=agreed(3, a_goal(KpiStatus.AT_RISK))),
        "“New bookings”, which matters to them, is just under its target now.",
    ),
    (
        "S3",
        known(agreement=agreed(3, a_goal(missing_periods=2))),
        "“New bookings”, which matters to them, has no number for the last 2 periods.",
    ),
    ("S4", known(agreement=agreed(5)), "The agreement was last confirmed on 5 March, 5 days ago."),
    (
        "S4",
        known(agreement=agreed(130)),
        "The agreement was last confirmed on 31 October 2025, 130 days ago.",
    ),
    (
        "S4",
        known(agreement=agreed(5, widest_gap=3, widest_gap_goal="Tone")),
        "“Tone” matters 3 steps more to one of you than to the other.",
    ),
    (
        "S4",
        known(agreement=agreed(130, widest_gap=2, widest_gap_goal="Tone")),
        "The agreement was last confirmed on 31 October 2025, 130 days ago. "
        "“Tone” matters 2 steps more to one of you than to the other.",
    ),
    ("S5", known(), "Nothing went wrong in the last 365 days."),
    ("S5", known(incidents=(ago(3),)), "Something went wrong 1 time in the last 365 days."),
    ("S5", known(incidents=(ago(3), ago(80), ago(200))), "Something went wrong 2 times in the last 90 days."),
    ("S5", known(incidents=(ago(3), ago(99))), "Something went wrong 2 times in the last 365 days."),
    ("S6", known(), "Not known: no check-in in 180 days."),
    ("S6", known(check_ins=(a_check_in(3),)), "On 7 March they answered that all is well."),
    (
        "S6",
        known(check_ins=(a_check_in(3, works=Answer.NO),)),
        "On 7 March they answered “No” to “Does the delivery work as expected?”",
    ),
    (
        "S6",
        known(check_ins=(a_check_in(3, Answer.UNSURE),)),
        "On 7 March they answered “Unsure” to “Is all OK?”",
    ),
    ("S6", known(tones=tones(2, 1)), "They sounded cool 2 times running, last on 7 March."),
    ("S6", known(tones=tones(4, 4)), "Not known: no check-in in 180 days."),
    (
        "S6",
        known(tones=tones(2, 4, 5, 4, 5)),
        "On 7 March they sounded cooler than usual (2 of 5, usually 4.5).",
    ),
    ("S7", known(), "Nothing has happened at the client that waits for a talk."),
    (
        "S7",
        known(events=(replace(an_event(EventKind.ACQUIRED), note="By Nordlys"),)),
        "They were bought up or merged, noted on 9 March. “By Nordlys”",
    ),
    (
        "S7",
        known(events=(an_event(EventKind.DISAGREEMENT),)),
        "There is disagreement at the client, noted on 9 March.",
    ),
    ("S7", known(events=(an_event(EventKind.CUTS),)), "They are making cuts, noted on 9 March."),
    ("S7", known(events=(an_event(EventKind.REORGANISED),)), "They are reorganising, noted on 9 March."),
    ("S7", known(events=(an_event(EventKind.OTHER),)), "Something happened at the client, noted on 9 March."),
    ("S8", known(), "No complaint that was put right waits for a call."),
    (
        "S8",
        known(complaints=(on_schedule(hours=480, put_right_on=ago(9)),)),
        "The complaint of 18 February was put right 9 days ago, and there was no call since.",
    ),
    ("D1", known(), "Not known: no invoices."),
    ("D1", known(invoices=paid_invoices(0)), "Not known: fewer than 4 paid invoices."),
    ("D1", known(invoices=paid_invoices(0, 0, 0, 0)), "Invoices are paid as usual."),
    (
        "D1",
        known(invoices=(overdue(9, 9), *paid_invoices(0, 1, 0, 1))),
        "Change: an invoice is 9 days late; they usually pay 0.5 days late.",
    ),
    (
        "D1",
        known(invoices=paid_invoices(12, -3, -3, -3)),
        "Change: the last invoice was paid 12 days late; they usually pay 3 days early.",
    ),
    ("D2", known(), "Not known: too few answers to see a habit."),
    ("D2", known(replies=replies(QUICK[:3], QUICK)), "Answers take as long as usual (10 hours, usually 10)."),
    (
        "D2",
        known(replies=replies([(60, 24)] * 3, QUICK)),
        "Change: answers take longer than usual (2 working days, usually 0.4).",
    ),
    (
        "D2",
        known(replies=replies([(40, 24)] * 3, QUICK)),
        "Change: answers take longer than usual (40 hours, usually 10).",
    ),
    (
        "D2",
        known(replies=replies([(72, 24)] * 3, [(72, 24)] * 8)),
        "Answers take as long as usual (3 working days, usually 3).",
    ),
    (
        "D3",
        known(replies=replies([(9, 11)] * 3, QUICK)),
        "Change: answers are shorter than usual (11 words, usually 24).",
    ),
    ("D2", known(start_date=ago(5)), "Habits are not compared in a client’s first 30 days."),
    ("D3", known(replies=replies(QUICK[:3], QUICK)), "Answers are as long as usual (24 words, usually 24)."),
    ("D4", known(), "Not known: less than 6 months of fees or hours."),
    ("D4", known(billed=(1,) * 6), "They buy about as much as before."),
    (
        "D4",
        known(billed=(3, 3, 3, 5, 5, 5)),
        "Change: in the last 3 months they bought 60 per cent of what they bought in the 3 before.",
    ),
    ("D5", known(), "Not known: fewer than 3 meetings."),
    ("D5", known(meetings=meetings(False, True, False)), "1 of the last 3 meetings was called off."),
    ("D5", known(meetings=meetings(False, True, True)), "Change: 2 of the last 3 meetings were called off."),
    (
        "D5",
        known(meetings=meetings(True, False, False, True, gap=10, first_ago=0)),
        "Change: 2 meetings were called off in the last 30 days.",
    ),
]


@pytest.mark.parametrize(("name", "client", "sentence"), CASES)
def test_a_signal_is_told_with_its_dates_and_numbers(name, client, sentence):
    assert told(name, client) == sentence


def test_every_signal_is_told_above_when_it_alarms_and_when_it_does_not():
    shown = {(name, signal_of(name, client).level in {"amber", "red"}) for name, client, _sentence in CASES}
    assert shown == {(one.value, alarming) for one in SignalId for alarming in (True, False)}


BLAME = re.compile(
    r"\b(failed|fails|ignor\w*|should have|refus\w*|neglect\w*|fault|blame\w*|lazy|forgot\w*|careless\w*"
    r"|broke|unreliable|rude|late again|still has|still have|never|did not bother|complain(s|ed)"
    r"|churn|user|entity)\b|!",
    re.IGNORECASE,
)


def everything_told(client):
    signals = signals_of(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    yield from (light_words.told(one, client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY) for one in signals)
    yield from light_words.way_to_green(signals, client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    yield from light_words.not_known(signals, client)
    yield from light_words.not_known(signals)


def holds_back(sentence):
    return sentence.strip() and not BLAME.search(sentence) and not re.search(r"[{}]|  ", sentence)


@pytest.mark.parametrize("client", [client for _name, client, _sentence in CASES if "ages" not in _sentence])
def test_no_sentence_blames_the_client(client):
    for sentence in everything_told(client):
        assert holds_back(sentence), sentence


@given(clients)
def test_whatever_is_known_is_told_without_blame_or_holes(client):
    for sentence in everything_told(client):
        assert holds_back(sentence), sentence


def test_the_words_of_blame_would_be_found():
    assert not holds_back("They should have paid.")
    assert not holds_back("They ignored you.")
    assert not holds_back("{n} days")


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_sentences_are_asked_for_in_the_language_of_the_program(language):
    i18n.use(language)
    try:
        assert "mars" in told("H2", known(open_promises=(a_promise(6),)))
    finally:
        i18n.use("en")


# --- the way back ---

LATER = (overdue(9, 9), *paid_invoices(0, 1, 0, 0))
SHORTER = replies([(5, 11)] * 3, [(5, 24)] * 8)


@pytest.mark.parametrize(
    ("client", "steps"),
    [
        (STEADY, ()),
        (known(replies=SHORTER), ()),
        (
            known(open_promises=(a_promise(6),), last_contact_on=ago(26), replies=SHORTER),
            ("Keep your promise “the new price list”", "Talk once"),
        ),
        (known(invoices=LATER, replies=SHORTER), ("Ask whether there is anything you should know",)),
        (
            known(last_contact_on=ago(26), events=(an_event(EventKind.CUTS),)),
            ("Talk about what happened at the client",),
        ),
        (known(has_roles=False, has_promises=False), ("Ask the three questions",)),
        (known(last_contact_on=None, start_date=ago(2)), ("Talk once, and ask the three questions",)),
        (known(complaints=(on_schedule(),)), ("Settle the complaint of 9 March",)),
        (known(status=Status.NOTICE_GIVEN), ("Talk about what they said",)),
        (known(primary_left=contact_left(2, successor="Bo")), ("Talk with Bo",)),
        (known(primary_left=contact_left(2)), ("Find out who comes after Kari Moe, and talk once",)),
        (known(invoices=(overdue(20),)), ("Ask about invoice 2026-1, and have it settled",)),
        (
            known(
                agreement=agreed(
                    1, a_goal(missing_periods=2), a_goal(KpiStatus.AT_RISK)._replace(name="Calls"), a_goal()
                )
            ),
            ("Enter the numbers of “New bookings”", "Bring “Calls” back on target, or agree on it anew"),
        ),
        (known(agreement=agreed(150)), ("Go through the agreement together",)),
        (known(incidents=(ago(1), ago(60), ago(200))), ("Let nothing more go wrong until 10 January 2027",)),
        (known(check_ins=(a_check_in(1, Answer.NO),)), ("Mend what they answered, and ask again",)),
        (known(tones=tones(1, 2)), ("Talk, and listen how they sound",)),
        (
            known(complaints=(on_schedule(hours=480, put_right_on=ago(9)),)),
            ("Call about the complaint of 18 February that was put right",),
        ),
    ],
)
def test_the_way_back_to_green(client, steps):
    assert to_green(client) == steps


@given(clients)
def test_there_is_a_way_to_green_exactly_where_the_light_is_not(client):
    light = assess(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY).facts_light
    assert bool(to_green(client)) is (light is not Light.GREEN)


@pytest.mark.parametrize("bad", BAD)
def test_whatever_went_wrong_has_a_way_back(bad):
    client = BAD[bad](STEADY)
    signals = signals_of(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert len(to_green(client)) == len(reasons(signals))


def test_nothing_goes_wrong_until_the_day_that_is_named():
    client = known(incidents=(ago(1), ago(60), ago(200)))

    def light(day):
        talked = replace(client, last_contact_on=day)
        return assess(talked, datetime.combine(day, NOON.time()), DEFAULT_RULES, MONDAY_TO_FRIDAY).facts_light

    assert light(date(2027, 1, 9)) is Light.AMBER
    assert light(date(2027, 1, 10)) is Light.GREEN


# --- what is not known, and the lines above and below ---


def test_what_is_not_known_is_always_listed_and_once():
    assert not_known(STEADY) == (
        "no invoices",
        "no KPI agreement",
        "no check-in in 180 days",
        "too little history to see a change of habit",
    )
    with_an_agreement = known(
        agreement=agreed(3),
        check_ins=(a_check_in(1),),
        invoices=paid_invoices(0),
    )
    assert not_known(replace(with_an_agreement, replies=SHORTER, billed=(1,) * 6)) == (
        "what matters most to them was not asked",
        "fewer than 4 paid invoices",
        "fewer than 3 meetings",
    )


def test_what_matters_most_is_told_apart_from_no_agreement_by_the_signals_alone():
    signals = signals_of(known(agreement=agreed(3)), NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert "what matters most to them was not asked" in light_words.not_known(signals)
    assert "no KPI agreement" in light_words.not_known(
        signals_of(STEADY, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    )


@pytest.mark.parametrize(
    ("since", "before", "days", "line"),
    [
        (None, None, 0, "Act now"),
        (TODAY, Light.GREEN, 30, "Act now since today (was Steady for 30 days)"),
        (ago(1), None, 0, "Act now since yesterday"),
        (ago(6), Light.AMBER, 9, "Act now since Wednesday (was Watch for 9 days)"),
        (ago(6), Light.AMBER, 1, "Act now since Wednesday (was Watch for 1 day)"),
        (ago(7), Light.AMBER, 9, "Act now since 3 Mar (was Watch for 9 days)"),
        (ago(100), Light.GREY, 9, "Act now since 30 Nov 2025 (was Too little known for 9 days)"),
    ],
)
def test_a_light_says_since_when(since, before, days, line):
    assert light_words.headline(Light.RED, since, before, days, TODAY) == line


@pytest.mark.parametrize(
    ("facts", "count", "line"),
    [
        (
            Light.RED,
            2,
            "Your judgement: Watch, until 3 April: Tom is on holiday. The facts say Act now, 2 reasons.",
        ),
        (
            Light.RED,
            1,
            "Your judgement: Watch, until 3 April: Tom is on holiday. The facts say Act now, 1 reason.",
        ),
        (Light.GREEN, 0, "Your judgement: Watch, until 3 April: Tom is on holiday. The facts say Steady."),
    ],
)
@pytest.mark.parametrize("reason", ["Tom is on holiday", "Tom is on holiday. "])
def test_a_judgement_stands_beside_the_facts(facts, count, line, reason):
    override = Override(1, "amber", reason, TODAY, date(2026, 4, 3))
    assert light_words.override_line(override, facts, count, TODAY) == line


def test_how_a_signal_is_set_names_the_thresholds_that_hold():
    rules = DEFAULT_RULES.changed(invoice_amber_days=10)
    assert light_words.how_set(SignalId.INVOICE, STEADY.rhythm, rules) == (
        "Watch when an invoice is 10 days overdue. Act now when it is 30."
    )
    assert light_words.how_set(SignalId.SILENCE, STEADY.rhythm, rules) == (
        "Watch when the last real talk is more than 14 days ago. Act now when it is more than 21."
    )
    for one in SignalId:
        assert holds_back(light_words.how_set(one, STEADY.rhythm, rules))


def test_every_signal_has_a_heading_of_its_own():
    assert len({light_words.signal_label(one) for one in SignalId}) == len(SignalId)
