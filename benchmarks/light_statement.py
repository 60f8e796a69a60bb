"""One SQL statement for the facts that the lights of all clients rest on, as good as we could make it.

It returns a row of figures for each client, which ``light_figures`` holds against what the program gathered.

What makes it quick: each client's contacts are sought in an index that holds all that is asked for; what was
written is joined in the order of the clients, so that it is grouped without being sorted; the limits between
new and earlier answers are found by a seek each, and how long an answer took only of clients of whom enough
answers are known; earlier periods of a goal are asked for only after one that was off track; days off are
read at their place in a table of four digits a day. Tried for what was written, and slower: windows over all
of it (twice and three times), windows within each client (three times and more), numbering the answers by a
window instead of seeking the limits (by half).

Where it does less than the program, which only makes it quicker: rhythms are fetched, not worked out; goals
are judged by the agreement in force, whatever it said before, without figures counted from small requests;
incidents are taken by the times that are kept, not by the moves before they were opened again; no texts, such
as names and promises, are fetched.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

from retention_journal.core.clients import LIVING
from retention_journal.core.contacts import TALKS
from retention_journal.core.events import SAID, EventKind
from retention_journal.core.incidents import OPEN
from retention_journal.core.kpis import KpiStatus, Period, period_of
from retention_journal.core.moments import instant
from retention_journal.core.soft_signals import WARMEST
from retention_journal.services.incident_standings import end_of
from retention_journal.services.light_facts import Asked
from retention_journal.storage.fields import day_number

_DAY = 86_400
_EPOCH = date(1970, 1, 1)
#: As many tones and meetings as the program reads, and as many finished periods.
_NEWEST, _PERIODS = 12, 6
#: The table of days off goes back this far.
_TABLE_DAYS = 4_000
#: Ids are less than this: a day or moment times it, and an id, can be sought as one greatest number.
IDS = 1_000_000_000
#: No promise is late by as many days as this.
MOST_DAYS = 1_000_000
#: How a goal stands, by the digit that the statement has for it.
STATUSES = (
    KpiStatus.ACHIEVED, KpiStatus.ON_TRACK, KpiStatus.AT_RISK, KpiStatus.OFF_TRACK, KpiStatus.NO_DATA,
)  # fmt: skip
_OURS = "direction = 'ours' AND trashed_at IS NULL"


def same_facts(asked: Asked) -> tuple[str, bytes]:
    """Return the statement for ``asked`` and the value of its one parameter, the table of days off."""
    parts = {
        "known": _known(asked), "written": _written(asked), "goals": _goals(asked), "late": _late(asked),
        "gone": _gone(asked), "happened": _happened(asked), "answered": _answered(asked),
        "overruled": _overruled(asked), "lost": _lost(asked), "wrong": _wrong(asked),
    }  # fmt: skip
    named = ", ".join(f"{name} AS MATERIALIZED ({text})" for name, text in parts.items())
    joined = " ".join(f"LEFT JOIN {name} ON {name}.client = c.id" for name in list(parts)[1:])
    living = ", ".join(f"'{status}'" for status in LIVING)
    statement = (
        f"WITH {named} SELECT c.*, {_tried(asked)}, {_ever(asked)}, {_toned(asked)}, {_met(asked)},"
        " lost.before, late.worst, gone.id, gone.left_on, gone.talked_on, happened.said, happened.happened,"
        " written.newest, wait, usual_wait, words, usual_words,"
        " goals.id, confirmed_on, gap, asked, standing,"
        " answered.interaction_id, all_ok, works, overruled.id, light, set_on, until, facts,"
        " wrong.first_open, first_behind, uncalled, lately, late_times, year_times"
        f" FROM known c {joined} WHERE coalesce(lost.before, c.status) IN ({living})"
    )
    return statement, _days_off_table(asked)


def _days_off_table(asked: Asked) -> bytes:
    first = asked.today - timedelta(days=_TABLE_DAYS)
    days = (first + timedelta(days=n) for n in range(_TABLE_DAYS + 2))
    off = accumulate((not asked.working.is_working(day) for day in days), initial=0)
    return b"".join(b"%04d" % count for count in off)


def _off_before(asked: Asked, day: str) -> str:
    """Return how many days before a day, from some first day on, are not worked."""
    first = day_number(asked.today) - _TABLE_DAYS
    return f"CAST(substr(?1, 4 * ({day}) - {4 * first - 1}, 4) AS INTEGER)"


def _known(asked: Asked) -> str:
    last = (
        "FROM interaction i INDEXED BY interaction_real WHERE i.client_id = c.id AND i.counts_as_contact = 1"
        f" AND i.trashed_at IS NULL AND i.occurred_at < {asked.end} ORDER BY i.occurred_at DESC LIMIT 1"
    )
    return (
        "SELECT c.id, c.status, c.tier, c.engagement_type, c.start_date, c.ideal_interval_days,"
        f" c.max_interval_days, (SELECT i.id {last}) AS last_id, (SELECT i.occurred_at {last}) AS last_at"
        " FROM client c WHERE c.trashed_at IS NULL"
        f" AND coalesce(c.start_date, 0) <= {day_number(asked.today)}"
    )


def _tried(asked: Asked) -> str:
    tried = (
        "FROM interaction t INDEXED BY interaction_tried WHERE t.client_id = c.id AND t.trashed_at IS NULL"
        f" AND t.outcome IN ('no_answer', 'left_message') AND t.occurred_at < {asked.end}"
        " AND t.occurred_at > coalesce(c.last_at, 0)"
    )
    return f"(SELECT count(*) {tried}), (SELECT max(t.occurred_at) / {_DAY} {tried})"


def _ever(asked: Asked) -> str:
    return (
        f"EXISTS (SELECT 1 FROM promise WHERE client_id = c.id AND {_OURS}"
        f" AND made_on <= {day_number(asked.today)}),"
        " EXISTS (SELECT 1 FROM contact_role WHERE client_id = c.id AND trashed_at IS NULL)"
    )


def _newest(
    asked: Asked, columns: str, index: str, condition: str, days: int, limit: int, skip: int = 0
) -> str:
    return (
        f"(SELECT {columns} FROM interaction INDEXED BY {index} WHERE client_id = c.id AND {condition}"
        f" AND trashed_at IS NULL AND occurred_at >= {asked.first_second(days)} AND occurred_at < {asked.end}"
        f" ORDER BY occurred_at DESC LIMIT {limit} OFFSET {skip})"
    )


def _toned(asked: Asked) -> str:
    """Return the newest tone and, where it is cool, how many of the newest are low and what was usual."""
    rules = asked.rules

    def newest(columns: str, limit: int, skip: int = 0) -> str:
        days = rules.check_in_window_days
        return _newest(asked, columns, "interaction_toned", "tone IS NOT NULL", days, limit, skip)

    low = f"(SELECT sum(tone <= {rules.tone_low}) FROM {newest('tone', rules.tone_low_running)})"
    usual = (
        f"(SELECT CASE WHEN count(*) >= {rules.tone_earlier} THEN median(tone) END"
        f" FROM {newest('tone', _NEWEST - 1, skip=1)})"
    )
    tone = newest("tone", 1)
    return (
        f"{newest('id', 1)}, {tone}, iif({tone} <= {rules.tone_low}, {low}, 0),"
        f" iif({tone} <= {WARMEST - rules.tone_drop}, {usual}, NULL)"
    )


def _met(asked: Asked) -> str:
    """Return how many meetings were called off of the last few, if there were so many, and lately."""
    rules = asked.rules
    kinds = "kind IN ('meeting', 'video_call')"
    off = "outcome = 'cancelled_by_client'"
    last = _newest(
        asked, f"{off} AS off", "interaction_met", kinds, rules.meeting_window_days, rules.cancels_of_last
    )
    lately = _newest(
        asked, f"id, {off} AS off, occurred_at", "interaction_met", kinds, rules.cancels_window_days, _NEWEST
    )
    return (
        f"(SELECT iif(count(*) >= {rules.cancels_of_last}, sum(off), NULL) FROM {last}),"
        f" (SELECT sum(off) FROM {lately})"
    )


def _written(asked: Asked) -> str:
    """Return by client the medians of how long the answers took, without days off, and of their words."""
    rules = asked.rules
    first, recent = asked.first_second(rules.reply_window_days), rules.reply_recent
    enough, lately = recent + rules.reply_earlier, asked.first_second(rules.reply_recent_days)

    def written(name: str, client: str) -> str:
        return (
            f"interaction {name} INDEXED BY interaction_written WHERE {name}.client_id = {client}"
            f" AND {name}.kind IN ('email', 'message') AND {name}.trashed_at IS NULL"
        )

    theirs = f"{written('i', 'c.id')} AND i.direction = 'inbound' AND i.occurred_at >= {first}"
    before = (  # the answer before, in the order of the index
        f"SELECT max(p.occurred_at) FROM {written('p', 'i.client_id')} AND p.direction = 'inbound'"
        f" AND p.occurred_at >= {first} AND p.occurred_at <= i.occurred_at AND (p.occurred_at < i.occurred_at"
        " OR (coalesce(p.word_count, -1), p.id) < (coalesce(i.word_count, -1), i.id))"
    )
    since = (  # the first letter of yours after that
        f"SELECT min(o.occurred_at) FROM {written('o', 'i.client_id')} AND o.direction = 'outbound'"
        f" AND o.occurred_at < i.occurred_at AND o.occurred_at >= coalesce(({before}), {first})"
    )
    day, begun = f"occurred_at / {_DAY}", f"since / {_DAY}"
    off = f"iif({day} > {begun}, {_off_before(asked, day)} - {_off_before(asked, f'{begun} + 1')}, 0)"
    wrote_before = (
        f"SELECT w.direction FROM {written('w', 'c.id')} AND w.direction IN ('inbound', 'outbound')"
        f" AND w.occurred_at >= {first} AND (w.occurred_at < i.occurred_at OR (w.occurred_at = i.occurred_at"
        " AND w.direction = 'inbound'"
        " AND (coalesce(w.word_count, -1), w.id) < (coalesce(i.word_count, -1), i.id)))"
        " AND w.occurred_at <= i.occurred_at ORDER BY w.occurred_at DESC, w.direction DESC LIMIT 1"
    )
    newest = f"{theirs} AND i.occurred_at < {asked.end}"
    waited = f"{newest} AND ({wrote_before}) = 'outbound' ORDER BY i.occurred_at DESC LIMIT 1 OFFSET"
    worded = f"{newest} AND i.word_count IS NOT NULL ORDER BY i.occurred_at DESC LIMIT 1 OFFSET"
    clients = (
        f"SELECT c.id, (SELECT i.id FROM {newest} ORDER BY i.occurred_at DESC LIMIT 1) AS newest,"
        f" (SELECT i.occurred_at FROM {waited} {recent - 1}) AS wait_from,"
        f" (SELECT 1 FROM {waited} {enough - 1}) AS waits,"
        f" (SELECT i.occurred_at FROM {worded} {recent - 1}) AS words_from"
        " FROM client c WHERE c.trashed_at IS NULL ORDER BY c.id LIMIT -1"
    )
    answers = (
        "SELECT c.id AS client, newest, wait_from, words_from, i.occurred_at, i.word_count,"
        f" iif(waits, ({since}), NULL) AS since FROM ({clients}) c CROSS JOIN {newest} ORDER BY c.id LIMIT -1"
    )
    waits = (
        f"SELECT *, occurred_at - since - {_DAY} * {off} AS waited FROM ({answers}) ORDER BY client LIMIT -1"
    )

    def habit(column: str, start: str, condition: str) -> str:
        known = f"count({column}) >= {enough} AND {start} >= {lately}"
        return f"CASE WHEN {known} THEN median({column}) FILTER (WHERE occurred_at {condition} {start}) END"

    return (
        f"SELECT client, newest, {habit('waited', 'wait_from', '>=')} AS wait,"
        f" {habit('waited', 'wait_from', '<')} AS usual_wait,"
        f" {habit('word_count', 'words_from', '>=')} AS words,"
        f" {habit('word_count', 'words_from', '<')} AS usual_words FROM ({waits}) GROUP BY client"
    )


def _goals(asked: Asked) -> str:
    """Return by client the agreement in force, the widest gap, and how each goal that matters stands.

    A goal is its id, a digit for how it stands in the period that runs, and a sign for each finished period
    as far as it matters: a digit, or "-" where there is no figure.
    """
    today = day_number(asked.today)
    kinds = {
        kind: _periods(kind, asked.today) for kind in (Period.MONTH, Period.WEEK, Period.QUARTER, Period.YEAR)
    }

    def of_kind(number: int, value: int) -> str:
        words = " ".join(f"WHEN '{kind}' THEN {periods[number][value]}" for kind, periods in kinds.items())
        return f"CASE period {words} END"

    def figure(number: int, name: str = "") -> str:
        return (
            f"(SELECT CAST(m.value AS REAL) {name} FROM measurement m WHERE m.trashed_at IS NULL"
            f" AND m.line_key = l.line_key AND m.period_start = {of_kind(number, 0)}"
            f" AND m.period_end = {of_kind(number, 1)})"
        )

    held = (
        "SELECT client_id, id, coalesce(agreed_on, valid_from) AS confirmed_on, valid_from, max(version)"
        " FROM kpi_agreement WHERE trashed_at IS NULL AND status IN ('agreed', 'superseded')"
        f" AND valid_from <= {today} AND coalesce(valid_to, {today}) >= {today}"
        " GROUP BY client_id ORDER BY client_id LIMIT -1"
    )
    lines = (
        "SELECT a.client_id, a.id AS agreement, a.confirmed_on, a.valid_from, l.id, l.line_key, l.period,"
        " l.aggregation, l.tolerance_pct, l.importance_client, l.importance_own,"
        " iif(l.direction = 'lower', NULL, CAST(l.target AS REAL)) AS low,"
        " CASE l.direction WHEN 'higher' THEN NULL WHEN 'range' THEN CAST(l.target_high AS REAL)"
        " ELSE CAST(l.target AS REAL) END AS high,"
        f" l.importance_client >= {asked.rules.goal_importance} AS matters"
        f" FROM ({held}) a LEFT JOIN kpi_line l ON l.agreement_id = a.id AND l.trashed_at IS NULL"
        " ORDER BY a.client_id LIMIT -1"
    )
    running = (
        f"SELECT *, iif(matters, {figure(0)}, NULL) AS running, {today} - {of_kind(0, 0)} AS gone,"
        f" {of_kind(0, 1)} - {of_kind(0, 0)} + 1 AS days FROM ({lines}) l ORDER BY client_id LIMIT -1"
    )
    finished = "''"
    for number in range(_PERIODS, 0, -1):  # the newest is asked for first, the next only where it matters
        finished = (
            f"iif({of_kind(number, 0)} >= valid_from, (SELECT {_finished_status('v')}"
            f" || iif(v IS NULL OR {_finished_status('v')} = '3', {finished}, '')"
            f" FROM (SELECT max(v) AS v FROM ({figure(number, 'AS v')}))), '')"
        )
    return (
        "SELECT client_id AS client, agreement AS id, confirmed_on,"
        " max(abs(importance_client - importance_own)) AS gap, count(importance_client) AS asked,"
        f" group_concat(iif(matters, id || ' ' || {_running_status()} || ' ' || {finished}, NULL))"
        " AS standing"
        f" FROM ({running}) l GROUP BY client_id"
    )


def _periods(kind: Period, today: date) -> list[tuple[int, int]]:
    """Return first and last day of the period that runs and of the finished ones, the newest first."""
    found = [period_of(kind, today)]
    while len(found) <= _PERIODS:
        found.append(period_of(kind, found[-1].first - timedelta(days=1)))
    return [(day_number(one.first), day_number(one.last)) for one in found]


def _finished_status(value: str) -> str:
    return (
        f"CASE WHEN {value} IS NULL THEN '-' WHEN low IS NULL AND high IS NULL THEN '4'"
        f" WHEN (low - {value}) * 100 > abs(low) * tolerance_pct"
        f" OR ({value} - high) * 100 > abs(high) * tolerance_pct THEN '3'"
        f" WHEN {value} < low OR {value} > high THEN '2' ELSE '1' END"
    )


def _running_status() -> str:
    """Return how the running figure stands: a sum is held against the target's share of the days."""
    return (
        "CASE WHEN running IS NULL OR (low IS NULL AND high IS NULL) THEN '4'"
        f" WHEN aggregation <> 'sum' THEN {_finished_status('running')}"
        " WHEN high IS NULL AND running >= low THEN '0'"
        " WHEN (low * gone - running * days) * 100 > abs(low) * gone * tolerance_pct"
        " OR (running - high) * 100 > abs(high) * tolerance_pct THEN '3'"
        " WHEN running * days < low * gone OR running > high OR running * days > high * (gone + 1)"
        " THEN '2' ELSE '1' END"
    )


def _late(asked: Asked) -> str:
    """Return by client the late promise that weighs most, the days and the id as one number.

    One made in a complaint weighs more than any other.
    """
    today, end = day_number(asked.today), asked.end
    due = f"due_at / {_DAY}"
    off = f"{_off_before(asked, f'{today} + 1')} - {_off_before(asked, f'{due} + 1')}"
    in_complaint = (
        "EXISTS (SELECT 1 FROM incident i WHERE i.id = incident_id AND i.is_complaint = 1"
        " AND i.trashed_at IS NULL)"
    )
    made_in = f"incident_id IS NOT NULL AND {in_complaint}"
    ours = (
        f"SELECT client_id, id, due_at, {made_in} AS in_complaint FROM promise"
        f" WHERE {_OURS} AND made_on <= {today}"
    )
    late = (
        f"{ours} AND state = 'open' UNION ALL {ours} AND delivered_at >= {end}"
        f" UNION ALL {ours} AND closed_at >= {end} AND delivered_at IS NULL AND state <> 'open'"
    )
    return (
        "SELECT client_id AS client,"
        f" max((in_complaint * {MOST_DAYS} + {today} - {due} - ({off})) * {IDS} - id) AS worst FROM ({late})"
        f" WHERE {due} < {today} AND {today} - {due} - ({off})"
        f" > iif(in_complaint, 0, {asked.rules.promise_amber_after_working_days}) GROUP BY client_id"
    )


def _gone(asked: Asked) -> str:
    """Return by client the main person who left last, and the first talk since with who is there."""
    there = (
        "SELECT o.contact_id FROM contact_role o WHERE o.client_id = i.client_id AND o.trashed_at IS NULL"
        f" AND o.contact_id <> r.contact_id AND coalesce(o.valid_to, {asked.end}) > i.occurred_at / {_DAY}"
    )
    named = "FROM interaction_contact w WHERE w.interaction_id = i.id AND w.trashed_at IS NULL"
    return (
        f"SELECT client_id AS client, id, valid_to AS left_on, (SELECT min(i.occurred_at) / {_DAY}"
        " FROM interaction i INDEXED BY interaction_real WHERE i.client_id = r.client_id"
        f" AND i.counts_as_contact = 1 AND i.trashed_at IS NULL AND i.occurred_at >= r.valid_to * {_DAY}"
        f" AND i.occurred_at < {asked.end} AND EXISTS ({there})"
        f" AND (NOT EXISTS (SELECT 1 {named}) OR EXISTS (SELECT 1 {named} AND w.contact_id IN ({there})))"
        f") AS talked_on FROM (SELECT client_id, id, valid_to, contact_id, max(valid_to * {IDS} + id)"
        " FROM contact_role WHERE trashed_at IS NULL AND is_primary = 1"
        f" AND valid_to <= {day_number(asked.today)} GROUP BY client_id) r"
    )


def _happened(asked: Asked) -> str:
    """Return by client the newest of what they said of leaving, and of what happened there."""
    today = day_number(asked.today)
    said = ", ".join(f"'{kind}'" for kind in SAID)
    weight = f"(kind <> '{EventKind.LOOKING_AROUND}') * 100000 + happened_on"
    return (
        f"SELECT client_id AS client, max(iif(kind IN ({said}), ({weight}) * {IDS} + id, NULL)) AS said,"
        f" max(iif(kind NOT IN ({said}) AND happened_on >= {today - asked.rules.event_window_days},"
        f" happened_on * {IDS} + id, NULL)) AS happened FROM client_event"
        f" WHERE trashed_at IS NULL AND happened_on <= {today}"
        f" AND (settled_on IS NULL OR settled_on > {today}) GROUP BY client_id"
    )


def _answered(asked: Asked) -> str:
    return (
        "SELECT i.client_id AS client, k.interaction_id, k.all_ok, k.delivery_as_expected AS works,"
        f" max(i.occurred_at * {IDS} - k.id) FROM check_in k CROSS JOIN interaction i"
        " ON i.id = k.interaction_id WHERE k.trashed_at IS NULL AND i.trashed_at IS NULL"
        f" AND i.occurred_at >= {asked.first_second(asked.rules.check_in_window_days)}"
        f" AND i.occurred_at < {asked.end} AND coalesce(k.all_ok, k.delivery_as_expected) IS NOT NULL"
        " GROUP BY i.client_id"
    )


def _overruled(asked: Asked) -> str:
    today = day_number(asked.today)
    return (
        f"SELECT client_id AS client, id, light, set_on, until, facts, max(set_on * {IDS} + id)"
        f" FROM light_override WHERE trashed_at IS NULL AND set_on <= {today} AND until >= {today}"
        f" AND (ended_on IS NULL OR ended_on > {today}) GROUP BY client_id"
    )


def _lost(asked: Asked) -> str:
    return (
        f"SELECT client_id AS client, status_before AS before, min(notice_on * {IDS} + id) FROM loss"
        f" WHERE trashed_at IS NULL AND notice_on > {day_number(asked.today)} GROUP BY client_id"
    )


def _wrong(asked: Asked) -> str:
    """Return by client what went wrong: complaints that are open or wait for a call, and on how many days.

    The first open complaint, the first of them that is behind, and the one that has waited longest for a call
    are each a moment or day and an id as one number.
    """
    rules, today, end = asked.rules, day_number(asked.today), end_of(asked)
    now = int(instant(asked.now).timestamp())
    first = today - max(rules.repeat_amber_window_days, rules.repeat_red_window_days)

    def wall(seconds: str) -> str:
        return f"unixepoch({seconds}, 'unixepoch', 'localtime')"

    def then(column: str) -> str:
        return f"iif({column} < {end}, {column}, NULL) AS {column}"

    over = "state NOT IN ({states})".format(states=", ".join(f"'{state}'" for state in sorted(OPEN)))
    reopened = (
        "(SELECT max(m.moved_at) FROM incident_move m WHERE m.incident_id = i.id AND m.trashed_at IS NULL"
        f" AND m.after = 'reopened' AND m.moved_at < {end})"
    )
    stood = (
        f"SELECT id, client_id, is_complaint, severity = 'major' AS is_major, received_at, answer_due_at,"
        f" no_follow_up_reason, {', '.join(map(then, ('acknowledged_at', 'answered_at', 'decided_at')))},"
        f" iif({over} AND state <> 'withdrawn', {then('resolved_at').removesuffix(' AS resolved_at')}, NULL)"
        f" AS resolved_at, {then('followed_up_at')}, {then('closed_at')},"
        f" coalesce({reopened}, received_at) AS since FROM incident i WHERE trashed_at IS NULL"
        f" AND received_at < {end} AND NOT (state = 'withdrawn' AND closed_at < {end})"
    )
    waited_from = f"{wall('since')} / {_DAY}"
    off = f"{_off_before(asked, f'{today} + 1')} - {_off_before(asked, f'{waited_from} + 1')}"
    behind = (
        "is_major"
        f" OR (coalesce(acknowledged_at, answered_at) IS NULL"
        f" AND {now} > since + {rules.complaint_acknowledge_after_hours * 3600})"
        f" OR (answered_at IS NULL AND answer_due_at < {now})"
        f" OR (decided_at IS NULL"
        f" AND {today} - {waited_from} - ({off}) > {rules.complaint_decide_after_working_days})"
    )
    talks = ", ".join(f"'{kind}'" for kind in sorted(TALKS))
    called = (
        "SELECT 1 FROM interaction t INDEXED BY interaction_real WHERE t.client_id = o.client_id"
        f" AND t.counts_as_contact = 1 AND t.trashed_at IS NULL AND t.occurred_at > {wall('o.resolved_at')}"
        f" AND t.occurred_at < {asked.end} AND t.kind IN ({talks})"
    )
    uncalled = (
        "is_complaint AND resolved_at IS NOT NULL AND followed_up_at IS NULL"
        f" AND NOT (closed_at IS NOT NULL AND no_follow_up_reason <> '') AND NOT EXISTS ({called})"
    )
    is_open = "is_complaint AND resolved_at IS NULL"
    day = f"{wall('received_at')} / {_DAY}"

    def times(days: int) -> str:
        return f"sum({day} >= {today - days})"

    return (
        f"SELECT client_id AS client, min(iif({is_open}, received_at * {IDS} + id, NULL)) AS first_open,"
        f" min(iif({is_open} AND ({behind}), received_at * {IDS} + id, NULL)) AS first_behind,"
        f" min(iif({uncalled}, {wall('resolved_at')} / {_DAY} * {IDS} + id, NULL)) AS uncalled,"
        f" max(iif({day} >= {first}, {day}, NULL)) AS lately,"
        f" {times(rules.repeat_red_window_days)} AS late_times,"
        f" {times(rules.repeat_amber_window_days)} AS year_times FROM ({stood}) o GROUP BY client_id"
    )
