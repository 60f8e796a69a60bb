"""One SQL statement works out the facts that the lights rest on, and comes to the same figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benchmarks.light_figures import figures_of, told
from benchmarks.light_statement import same_facts
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.services.judging import asked_now
from retention_journal.services.light_facts import known_clients
from retention_journal.storage.journal import Journal
from tests.builders import NOON, an_empty_journal
from tests.services.many_clients import fill

DAY = timedelta(days=1)
OTHER_RULES = DEFAULT_RULES.changed(
    reply_recent=2, reply_earlier=3, reply_window_days=200, goal_importance=2, check_in_window_days=90,
    tone_low=3, tone_drop=1, meeting_window_days=100, cancels_of_last=6, cancels_window_days=60,
)  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A journal of clients whose agreements never changed, and one of clients of whom some did."""
    folder = tmp_path_factory.mktemp("many")
    journals: dict[bool, Journal] = {}
    for versions in (False, True):
        journals[versions] = an_empty_journal(folder / f"{versions}.rjournal")
        fill(journals[versions], 60, 3, versions=versions)
    yield journals
    for journal in journals.values():
        journal.close()


def both(journal, now, rules):
    """The figures of the statement and those of the program, by client."""
    asked = asked_now(journal, now, rules=rules)
    statement, days_off = same_facts(asked)
    found = {row[0]: told(row, asked) for row in journal.sql(statement, days_off)}
    return found, {known.client_id: figures_of(known, asked) for known in known_clients(journal, asked)}


@pytest.mark.parametrize("rules", [DEFAULT_RULES, OTHER_RULES], ids=["usual rules", "other rules"])
@pytest.mark.parametrize("days_ago", [0, 9, 33, 66])
def test_the_statement_and_the_program_come_to_the_same_figures(many, days_ago, rules):
    found, ours = both(many[False], NOON - days_ago * DAY, rules)
    assert len(ours) > 20
    assert found == ours


@pytest.mark.parametrize("days_ago", [0, 50])
def test_but_for_goals_they_do_so_where_agreements_changed(many, days_ago):
    found, ours = both(many[True], NOON - days_ago * DAY, DEFAULT_RULES)
    for figures in (*found.values(), *ours.values()):
        figures.pop("agreement")
    assert found == ours


def test_everything_that_can_be_known_is_known_of_some(many):
    _found, ours = both(many[False], NOON, OTHER_RULES)
    empty = (None, (None, None), (None, None, 0, None), (0, None), (None, 0, 0))
    for figure in next(iter(ours.values())):
        known = [client for client, figures in ours.items() if figures[figure] not in empty]
        assert len(known) >= 2, figure
