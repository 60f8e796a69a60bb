"""The founding story 001, told from the agreement to the sentence that says the gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.kpis import Aggregation, AgreedHow, GoalDirection, ImportanceSource, KpiStatus
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState
from retention_journal.core.two_ledgers import Gap, gap_sentence
from retention_journal.services.goals import goals_in, goals_now
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.two_ledgers import client_ledgers
from tests.builders import a_client, a_person, a_promise

SIGNED = date(2025, 1, 6)
ASKED = date(2025, 6, 2)
RANKING = LineEntry(
    "Ranking", target=Decimal(5), direction=GoalDirection.LOWER, aggregation=Aggregation.LAST,
    importance_own=5, importance_source=ImportanceSource.ASSUMED,
)  # fmt: skip
TRAFFIC = LineEntry("Traffic", target=Decimal(2000), importance_own=4)
FORMS = LineEntry("Form conversions", target=Decimal(40), importance_own=4)
SMALL = LineEntry(
    "Small changes within two days", turnaround_days=Decimal(2), importance_client=5, importance_own=2,
    importance_source=ImportanceSource.SAID,
)  # fmt: skip
MONTHS = {1: ("4", "2000", "40"), 2: ("4", "2100", "43"), 5: ("4", "2400", "48")}


def test_good_figures_are_reported_while_what_the_client_counts_was_never_measured(journal):
    # A retainer begins with the goals that the freelancer proposed, and all of them are reached.
    client = a_client(journal, "Hansen Rør", start_date=SIGNED)
    hansen = a_person(journal, client, "Hansen")
    first = AgreementEntry((RANKING, TRAFFIC, FORMS), agreed_on=SIGNED, agreed_by=hansen,
                           agreed_how=AgreedHow.MEETING)  # fmt: skip
    agree(journal, client, first, today=SIGNED)
    keys = {line.name: line.line_key for line in current_agreement(journal, client, SIGNED).lines}
    for month, values in MONTHS.items():
        typed = dict(zip(keys.values(), values, strict=True))
        enter_numbers(journal, client, month_of(date(2025, month, 1)), typed, language="en")
    may = goals_now(journal, client, today=ASKED)
    assert {goal.status for goal in may.goals} == {KpiStatus.ON_TRACK}
    assert [goal.value for goal in may.goals] == [Decimal(4), Decimal(2400), Decimal(48)]

    # Nobody asked what mattered to the client.
    ledgers = client_ledgers(journal, client, today=ASKED)
    assert gap_sentence(ledgers.ledgers, ledgers.person) == "You have not asked what matters most to Hansen."

    # Then the client is angry about the small jobs, and says what counts. It is agreed anew, with the reason.
    held = current_agreement(journal, client, ASKED)
    rated = tuple(replace(line, importance_client=2) for line in held.lines)
    again = AgreementEntry(
        (*rated, SMALL), agreed_on=ASKED, agreed_by=hansen, agreed_how=AgreedHow.CALL,
        client_words="These figures were never what I looked at. I wait for weeks for small things.",
        change_reason="Hansen was angry about the small jobs",
    )  # fmt: skip
    agree(journal, client, again, today=ASKED)

    ledgers = client_ledgers(journal, client, today=ASKED)
    assert gap_sentence(ledgers.ledgers, ledgers.person) == (
        "You report “Ranking” first; Hansen puts “Small changes within two days” first. "
        "You have measured that 0 times."
    )
    assert {line.name: line.gap for line in ledgers.ledgers.theirs} == {
        "Small changes within two days": Gap.THEY_MORE,
        "Ranking": Gap.YOU_MORE,
        "Traffic": Gap.YOU_MORE,
        "Form conversions": Gap.YOU_MORE,
    }

    # From now on it is measured, and what was reported before stays as it was.
    a_promise(journal, client, "New opening hours", made_on=date(2025, 6, 10), is_small_request=True,
              state=PromiseState.KEPT, delivered_at=datetime(2025, 6, 11, 12))  # fmt: skip
    ledgers = client_ledgers(journal, client, today=date(2025, 7, 1))
    assert gap_sentence(ledgers.ledgers, ledgers.person).endswith("You have measured that 1 time.")
    told = goals_in(journal, client, month_of(date(2025, 5, 1)), today=date(2025, 7, 1))
    assert [goal.line.name for goal in told.goals] == ["Ranking", "Traffic", "Form conversions"]
    june = goals_in(journal, client, month_of(date(2025, 6, 1)), today=date(2025, 7, 1)).goals[0]
    assert (june.line.name, june.value, june.is_clients_first) == (SMALL.name, Decimal(1), True)
