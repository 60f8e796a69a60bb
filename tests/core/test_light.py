"""How the signals combine, the founding stories, and the person's own judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light import (
    Level,
    Light,
    Signal,
    SignalId,
    allowed_overrides,
    check_override,
    combine,
    holds,
    seen,
)
from retention_journal.core.light_facts import Override
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.signals import assess
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from tests.builders import NOON, TODAY
from tests.core.any_client import BAD, GOOD, clients, said
from tests.core.known import (
    STEADY,
    a_promise,
    ago,
    agreed,
    an_event,
    contact_left,
    known,
    light_of,
    overdue,
    paid_invoices,
    replies,
    signal_of,
)

RED, AMBER, GREEN, GREY = Light.RED, Light.AMBER, Light.GREEN, Light.GREY
ORDER = {GREEN: 0, GREY: 0, AMBER: 1, RED: 2}


def showing(**told) -> list[Signal]:
    """All signals in order, ok but for those told."""
    return [Signal(one, Level(told.get(one.value, "ok"))) for one in SignalId]


# --- how they combine ---


@pytest.mark.parametrize(
    ("told", "light"),
    [
        ({}, GREEN),
        ({"H1": "red"}, RED),
        ({"H4": "amber"}, AMBER),
        ({"S1": "red"}, AMBER),
        ({"S1": "red", "S2": "red"}, RED),
        ({"S1": "amber", "S2": "amber"}, AMBER),
        ({"S1": "amber", "S2": "amber", "H2": "amber"}, RED),
        ({"D1": "amber"}, GREEN),
        ({"D1": "amber", "D3": "amber"}, AMBER),
        ({"D1": "amber", "D2": "amber", "D3": "amber", "D4": "amber", "D5": "amber"}, AMBER),
        ({"S1": "amber", "D1": "amber"}, AMBER),
        ({"S1": "amber", "S4": "amber", "D1": "amber"}, RED),
        ({"S1": "unknown"}, GREY),
        ({"S1": "unknown", "S4": "amber"}, AMBER),
        (dict.fromkeys(("H2", "H4", "S2", "S3", "S6"), "unknown"), GREY),
        (dict.fromkeys(("H2", "H4", "S2", "S3"), "unknown"), GREEN),
        ({**dict.fromkeys(("H2", "H4", "S2", "S3", "S6"), "unknown"), "D1": "amber"}, GREY),
    ],
)
def test_signals_combine_as_the_three_sentences_say(told, light):
    assert combine(showing(**told)) is light


def the_rules_formula(shown: dict[str, str]) -> str:
    """Section 3 of the rules, written down from the text and from nothing else."""
    hard_red = any(level == "red" for name, level in shown.items() if name[0] == "H")
    soft_red = sum(level == "red" for name, level in shown.items() if name[0] == "S")
    base = sum(level in ("amber", "red") for name, level in shown.items() if name[0] in "SH")
    drift = sum(level in ("amber", "red") for name, level in shown.items() if name[0] == "D")
    concern = base + (1 if drift >= 2 or (drift >= 1 and base >= 1) else 0)
    if hard_red or soft_red >= 2 or concern >= 3:
        return "red"
    if concern >= 1:
        return "amber"
    grounds = [shown[name] for name in ("H2", "H4", "S2", "S3", "S6")]
    if shown["S1"] == "unknown" or all(level == "unknown" for level in grounds):
        return "grey"
    return "green"


quiet_most = st.sampled_from(["ok", "ok", "ok", "unknown", "unknown", "amber", "red"])
shown_signals = st.fixed_dictionaries({one.value: quiet_most for one in SignalId}) | st.fixed_dictionaries(
    {one.value: st.sampled_from(["ok", "unknown"]) for one in SignalId}
)


@given(shown_signals)
def test_combining_is_exactly_the_formula_of_the_rules(shown):
    assert combine(showing(**shown)).value == the_rules_formula(shown)


@given(shown_signals, st.randoms())
def test_the_order_in_which_signals_are_told_changes_nothing(shown, chance):
    signals = showing(**shown)
    light = combine(signals)
    chance.shuffle(signals)
    assert combine(signals) is light


# --- the founding stories ---

LATER = (overdue(9, 9), *paid_invoices(0, 1, 0, 0))
SHORTER = replies([(5, 11)] * 3, [(5, 24)] * 8)


def test_a_punctual_client_who_pays_late_and_writes_shorter_is_amber_before_any_complaint():
    assert light_of(known(invoices=LATER)) is GREEN
    assert light_of(known(replies=SHORTER)) is GREEN
    assert light_of(known(invoices=LATER, replies=SHORTER, complaints=())) is AMBER


def test_the_late_payer_is_red_with_a_stale_agreement_and_14_days_of_silence():
    drifting = known(invoices=LATER, replies=SHORTER, rhythm=Rhythm(7, 11))
    assert light_of(replace(drifting, agreement=agreed(120))) is AMBER
    assert light_of(replace(drifting, last_contact_on=ago(14))) is AMBER
    silent = replace(drifting, last_contact_on=ago(14), agreement=agreed(120))
    assert light_of(silent) is RED
    # Where every 14 days was agreed the 15th is the first that is beyond it.
    every_fortnight = replace(silent, rhythm=Rhythm(14, 21))
    assert light_of(every_fortnight) is AMBER
    assert light_of(replace(every_fortnight, last_contact_on=ago(15))) is RED


def test_a_contact_person_who_left_is_amber_that_day_and_red_after_a_week_without_a_successor():
    assert light_of(known(primary_left=contact_left(0))) is AMBER
    assert light_of(known(primary_left=contact_left(6))) is AMBER
    assert light_of(known(primary_left=contact_left(7))) is RED
    assert light_of(known(primary_left=contact_left(7, successor="Bo", successor_talked_on=TODAY))) is GREEN


@pytest.mark.parametrize("silent_days", [14, 15, 21, 22, 100, 5000])
def test_silence_alone_is_watched_and_never_an_accusation(silent_days):
    light = light_of(known(last_contact_on=ago(silent_days), start_date=ago(9000)))
    assert light is (AMBER if silent_days > 14 else GREEN)


def test_a_client_of_whom_too_little_is_known_is_grey():
    assert light_of(known(has_promises=False, has_roles=False)) is GREY
    assert light_of(known(last_contact_on=None, start_date=ago(3))) is GREY


def test_a_lone_drift_is_green_with_a_note():
    assessment = assess(known(replies=SHORTER), NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert (assessment.light, assessment.note.id) == (GREEN, "D3")
    assert assess(STEADY, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY).note is None
    both = assess(known(replies=SHORTER, invoices=LATER), NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert both.note is None


def test_reasons_stand_with_the_red_ones_first():
    client = known(
        primary_left=contact_left(2),
        last_contact_on=ago(40),
        open_promises=(a_promise(1),),
        invoices=(overdue(40),),
    )
    assessment = assess(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert [one.id.value for one in assessment.reasons] == ["S1", "S2", "H2", "H4"]


# --- good facts, bad facts, and time ---


@pytest.mark.parametrize("good", GOOD)
@given(client=clients)
def test_a_good_fact_never_worsens_a_light(good, client):
    assert ORDER[light_of(GOOD[good](client))] <= ORDER[light_of(client)]


@pytest.mark.parametrize("bad", BAD)
@given(client=clients)
def test_a_bad_fact_never_betters_a_light(bad, client):
    before, after = light_of(client), light_of(BAD[bad](client))
    assert ORDER[after] >= ORDER[before]
    assert after is not GREEN or before is GREEN


@given(client=clients, later=st.integers(0, 2000))
def test_time_alone_never_turns_red_to_green_once_the_rhythm_is_over(client, later):
    """What happened, was said or answered loses its weight with the days, but silence gains it."""
    when = NOON + timedelta(days=later)
    over = (
        client.last_contact_on is None
        or (when.date() - client.last_contact_on).days > client.rhythm.ideal_days
    )
    if light_of(client) is RED and over:
        assert light_of(client, when) is not GREEN


LASTING = ("H1", "H2", "H3", "H4", "S1", "S2", "S3", "S4", "S8")


@given(client=clients, later=st.integers(0, 2000), hour=st.integers(12, 23))
def test_what_waits_for_you_never_gets_better_by_waiting(client, later, hour):
    when = datetime.combine(TODAY + timedelta(days=later), time(hour))
    heavy = {"unknown": 0, "ok": 0, "amber": 1, "red": 2}
    for name in LASTING:
        assert heavy[signal_of(name, client, when).level] >= heavy[signal_of(name, client).level], name


recent = st.integers(0, 10)


@given(
    client=clients,
    later=st.integers(0, 14),
    events=st.lists(st.builds(an_event, said, recent), max_size=2).map(tuple),
)
def test_while_nothing_grows_too_old_to_count_time_alone_never_betters_a_light(client, later, events):
    fresh = replace(client, events=events, incidents=(), invoices=None, start_date=ago(400))
    when = NOON + timedelta(days=later)
    assert ORDER[light_of(fresh, when)] >= ORDER[light_of(fresh)]


# --- the person's own judgement ---


def judged(light, *, set_ago=2, until_in=10, facts=""):
    return Override(1, light.value, "Tom is on holiday", ago(set_ago), ago(-until_in), facts)


@pytest.mark.parametrize(
    ("facts", "hard_red", "allowed"),
    [
        (RED, True, {AMBER}),
        (RED, False, {AMBER}),
        (AMBER, False, {GREEN, RED}),
        (GREEN, False, {AMBER}),
        (GREY, False, {GREEN, AMBER}),
    ],
)
def test_a_judgement_is_one_step_from_the_facts(facts, hard_red, allowed):
    assert set(allowed_overrides(facts, hard_red=hard_red)) == allowed
    for light in Light:
        ends = ago(-30)
        if light in allowed:
            check_override(light, "Why", ends, facts_light=facts, hard_red=hard_red, today=TODAY)
            continue
        with pytest.raises(InvalidEntryError) as refused:
            check_override(light, "Why", ends, facts_light=facts, hard_red=hard_red, today=TODAY)
        assert refused.value.field == "light"


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [
        ("", ago(-3), "reason"),
        ("  ", ago(-3), "reason"),
        ("Why", ago(1), "until"),
        ("Why", ago(-31), "until"),
    ],
)
def test_a_judgement_needs_a_reason_and_ends_within_30_days(reason, until, field):
    with pytest.raises(InvalidEntryError) as refused:
        check_override(AMBER, reason, until, facts_light=RED, hard_red=True, today=TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("set_ago", "until_in", "expected"),
    [(0, 0, True), (2, 10, True), (10, -1, False), (-1, 10, False), (30, 0, True), (31, 0, False)],
)
def test_a_judgement_holds_from_its_first_day_to_its_last_and_no_more_than_30_days(
    set_ago, until_in, expected
):
    assert holds(judged(AMBER, set_ago=set_ago, until_in=until_in), TODAY) is expected
    assert not holds(None, TODAY)


@pytest.mark.parametrize(
    ("was", "light", "now", "expected"),
    [
        (RED, AMBER, RED, AMBER),  # acknowledged
        (RED, AMBER, AMBER, AMBER),
        (RED, AMBER, GREEN, GREEN),  # it was mended meanwhile
        (AMBER, GREEN, AMBER, GREEN),
        (AMBER, GREEN, RED, RED),  # the facts have worsened
        (AMBER, GREEN, GREEN, GREEN),
        (AMBER, RED, AMBER, RED),
        (AMBER, RED, GREEN, RED),  # a warning of one's own stays until it ends
        (GREEN, AMBER, GREEN, AMBER),
        (GREEN, AMBER, AMBER, AMBER),
        (GREEN, AMBER, RED, RED),
        (GREY, GREEN, GREY, GREEN),
        (GREY, AMBER, GREY, AMBER),
        (GREY, GREEN, AMBER, AMBER),
        (GREY, AMBER, RED, RED),
    ],
)
def test_what_is_shown_is_the_judgement_until_the_facts_are_worse(was, light, now, expected):
    assert seen(now, judged(light, facts=was.value), today=TODAY) is expected


def test_a_judgement_whose_facts_are_not_known_is_one_step_at_most():
    assert seen(RED, judged(GREEN), today=TODAY) is RED
    assert seen(RED, judged(AMBER), today=TODAY) is AMBER
    assert seen(AMBER, judged(GREEN), today=TODAY) is GREEN


@given(
    st.sampled_from(sorted(Light)),
    st.sampled_from(sorted(Light)),
    st.sampled_from([RED, AMBER, GREEN]),
)
def test_a_judgement_never_shows_a_light_more_than_a_step_better_nor_a_red_as_green(now, was, light):
    shown = seen(now, judged(light, facts=was.value), today=TODAY)
    assert ORDER[now] - ORDER[shown] <= 1
    assert not (now is RED and shown is GREEN)


def test_a_judgement_may_end_today_and_only_a_hard_signal_is_hard():
    check_override(AMBER, "Why", TODAY, facts_light=RED, hard_red=True, today=TODAY)
    for client in (STEADY, known(last_contact_on=ago(90), invoices=(overdue(90),))):
        assert not assess(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY).hard_red


def test_both_lights_are_kept_and_an_ended_judgement_is_gone():
    client = known(primary_left=contact_left(9), override=judged(AMBER, facts="red"))
    assessment = assess(client, NOON, DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert (assessment.facts_light, assessment.light, assessment.hard_red) == (RED, AMBER, True)
    assert assessment.override == client.override
    after = assess(client, NOON + timedelta(days=11), DEFAULT_RULES, MONDAY_TO_FRIDAY)
    assert (after.facts_light, after.light, after.override) == (RED, RED, None)


def test_the_rhythms_of_the_rules_are_settings():
    rhythms = DEFAULT_RULES.changed(project_ideal_days=9).rhythms()
    assert rhythms.usual[EngagementType.PROJECT] == Rhythm(9, 11)
    assert (rhythms.onboarding, rhythms.paused) == (Rhythm(5, 7), Rhythm(30, 45))
    assert set(rhythms.usual) == set(EngagementType)
