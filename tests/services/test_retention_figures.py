"""The retention figures read from a journal: whom they count, in which period, and what they leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.contacts import Direction, Outcome
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import Bucket
from retention_journal.core.incidents import IncidentOutcome, IncidentState
from retention_journal.core.losses import LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.periods import DayRange
from retention_journal.services.clients import trash_client
from retention_journal.services.figures import last_twelve_months, retention_figures
from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.services.win_back import win_back
from retention_journal.storage.tables import Client, Engagement, Invoice, Loss, TimeEntry
from tests.builders import NOON, TODAY, a_call, a_client, an_incident

WITHIN = date(2025, 10, 1)
YEAR = last_twelve_months(TODAY)


def figures(journal, period=YEAR):
    return retention_figures(journal, period, today=TODAY)


def lose(journal, client, on=WITHIN, **values):
    return record_loss(journal, client, LossEntry(notice_on=on, **values), today=TODAY)


def many(journal, number, **values):
    return [a_client(journal, f"Client {n}", **values) for n in range(number)]


def pays(journal, client, minor, **values):
    with journal.change("Agree") as change:
        return change.insert(
            Engagement, client=client, engagement_type="retainer", fee_minor=minor,
            **{"currency": "NOK", **values},
        )  # fmt: skip


def test_an_empty_journal_has_every_figure_and_all_are_silent(journal):
    found = figures(journal)
    assert list(found) == [
        "losses", "logo_retention", "grr", "nrr", "tenure", "survival", "won_lost", "reason_coverage",
        "overlooked_share", "care_share", "concentration", "recovery", "contact_discipline", "light_warned",
        "expected_losses",
    ]  # fmt: skip
    assert all(one.silent and one.value is None and one.text for one in found.values())


def test_the_period_without_dates_is_the_last_twelve_months():
    assert DayRange(date(2025, 3, 11), TODAY) == YEAR
    assert last_twelve_months(date(2024, 2, 29)).first == date(2023, 3, 1)


@pytest.mark.parametrize("period", [DayRange(TODAY, WITHIN), DayRange(WITHIN, TODAY + timedelta(days=1))])
def test_a_period_that_ends_before_it_begins_or_lies_ahead_is_refused(journal, period):
    with pytest.raises(InvalidEntryError):
        figures(journal, period)


def test_three_of_twenty_left(journal):
    clients = many(journal, 20)
    for client in clients[:3]:
        lose(journal, client)
    found = figures(journal)
    assert found["losses"].text == "3 of 20 clients left (15 %, likely 5–36 %)."
    assert found["losses"].names == ("Client 0", "Client 1", "Client 2")
    assert found["logo_retention"].value == 0.85


def test_prospects_those_in_the_trash_and_smaller_breaks_are_no_losses(journal):
    clients = many(journal, 12)
    lose(journal, clients[0], kind=LossKind.DOWNGRADE)
    lose(journal, clients[1], kind=LossKind.PAUSE)
    lose(journal, clients[2])
    trash_client(journal, clients[2], now=datetime(2026, 3, 10, 9, 0))
    a_client(journal, "Hope", status=Status.PROSPECT)
    assert (figures(journal)["losses"].counted, figures(journal)["losses"].n) == (0, 11)


def test_who_left_without_a_day_or_came_nobody_knows_when_is_left_out_and_told(journal):
    many(journal, 10)
    a_client(journal, "Gone", status=Status.LOST)
    a_client(journal, "Whenever", start_date=None)
    found = figures(journal)["losses"]
    assert found.n == 10
    assert "2 clients are left out" in found.text


def test_a_client_won_back_and_lost_again_is_lost_once_in_each_period(journal):
    ada = a_client(journal)
    lose(journal, ada, date(2024, 9, 1))
    win_back(journal, ada)
    lose(journal, ada, WITHIN)
    assert figures(journal)["losses"].counted == 1
    earlier = figures(journal, DayRange(date(2024, 3, 11), date(2025, 3, 10)))
    assert earlier["losses"].counted == 1
    assert figures(journal)["won_lost"].lost == 1


def came_back(journal, client, loss, on):
    win_back(journal, client)
    with journal.change("Set") as change:
        change.update(Loss, loss, won_back_on=on)


def test_who_came_back_on_a_day_was_away_until_then_and_each_loss_counts(journal):
    ada = a_client(journal)
    pays(journal, ada, 1000)
    came_back(journal, ada, lose(journal, ada, date(2025, 2, 1)), date(2025, 6, 1))
    came_back(journal, ada, lose(journal, ada, date(2025, 9, 1)), date(2025, 9, 20))
    lose(journal, ada, date(2026, 2, 1))
    found = figures(journal)
    assert (found["losses"].n, found["losses"].all_losses) == (0, 2)
    assert (found["won_lost"].won, found["won_lost"].lost) == (2, 2)
    assert found["grr"].n == 0
    assert found["survival"].lost == 1
    assert found["tenure"].lost_value == 18
    while_away = figures(journal, last_twelve_months(date(2025, 9, 10)))
    assert (while_away["tenure"].n, while_away["tenure"].lost_n) == (0, 1)


def test_a_loss_written_down_twice_is_one_with_the_newer_reason(journal):
    ada = a_client(journal)
    lose(journal, ada, WITHIN)
    said = {"reason_source": ReasonSource.CLIENT_SAID, "reason_certainty": ReasonCertainty.CONFIRMED}
    lose(journal, ada, WITHIN + timedelta(days=9), primary_reason=LossReason.MOVED, **said)
    found = figures(journal)
    assert (found["losses"].counted, found["won_lost"].lost) == (1, 1)
    assert found["reason_coverage"].text == "You know the reason for 1 of 1 loss."


@pytest.mark.parametrize(
    ("clients", "lost"), [(0, 0), (1, 0), (1, 1), (2, 2), (12, 0), (12, 1), (12, 2), (12, 12)]
)
def test_few_losses_and_all_lost_give_every_figure_a_text_and_a_range_that_holds_it(journal, clients, lost):
    known = many(journal, clients)
    for client in known[:lost]:  # all on one day: ties
        lose(journal, client, primary_reason=LossReason.COMPETITOR)
    found = figures(journal)
    for name, one in found.items():
        assert one.text, name
        assert one.n >= 0
        if one.silent:
            assert (one.value, one.low, one.high) == (None, None, None), name
        elif one.value is not None and one.low is not None:
            assert one.low <= one.value, name
            assert one.high is None or one.value <= one.high, name
    assert (found["losses"].counted, len(found["losses"].names)) == (lost, lost)
    assert found["won_lost"].lost_names == found["losses"].names
    assert found["losses"].silent is (clients < 10)
    assert found["won_lost"].silent is (lost < 3)
    assert found["survival"].silent is (clients < 10 or lost < 5)


def test_a_loss_before_the_start_is_refused_and_one_brought_in_is_told(journal):
    with pytest.raises(InvalidEntryError, match="1 December 2025"):
        lose(journal, a_client(journal, start_date=date(2025, 12, 1)))
    ada = a_client(journal, "Brought in", status=Status.LOST, start_date=date(2025, 12, 1))
    with journal.change("Bring in") as change:
        change.insert(Loss, client=ada, notice_on=WITHIN)
    found = figures(journal)
    assert (found["losses"].all_losses, found["won_lost"].lost) == (0, 0)
    assert "1 client is left out" in found["losses"].text
    assert found["survival"].n == 1


def test_who_was_won_back_and_then_ended_without_a_loss_left_on_its_last_day(journal):
    ada = a_client(journal)
    came_back(journal, ada, lose(journal, ada, date(2025, 2, 1)), date(2025, 6, 1))
    with journal.change("Set") as change:
        change.update(Client, ada, status=Status.LOST, end_date=WITHIN)
    assert figures(journal)["won_lost"].lost == 1


def test_a_past_day_is_answered_without_what_came_after_it(journal):
    clients = many(journal, 12)
    for client in clients[:5]:
        lose(journal, client)
    a_client(journal, "Later", start_date=TODAY)
    before = figures(journal, last_twelve_months(WITHIN - timedelta(days=1)))
    assert before["won_lost"].lost == 0
    assert (before["tenure"].n, before["tenure"].lost_n) == (12, 0)
    assert (before["survival"].n, before["survival"].lost) == (12, 0)
    assert not figures(journal)["survival"].silent


def test_fees_are_those_by_month_quarter_and_year_when_the_period_begins_and_ends(journal):
    clients = many(journal, 5)
    pays(journal, clients[0], 1000)
    pays(journal, clients[1], 3000, fee_period=FeePeriod.QUARTER)
    pays(journal, clients[2], 12000, fee_period=FeePeriod.YEAR)
    pays(journal, clients[3], 1000, end_date=WITHIN)
    pays(journal, clients[3], 400, start_date=WITHIN + timedelta(days=1))
    pays(journal, clients[4], 1000, end_date=WITHIN)
    pays(journal, clients[4], 1500, start_date=WITHIN + timedelta(days=1))
    pays(journal, clients[0], 9999, fee_period=FeePeriod.HOUR)
    lose(journal, clients[0])
    found = figures(journal)
    assert (found["grr"].value, found["nrr"].value) == (0.68, 0.78)
    assert [(one.client, one.start_minor, one.end_minor) for one in found["grr"].names] == [
        ("Client 0", 1000, 0),
        ("Client 3", 1000, 400),
    ]


def test_who_pays_in_another_currency_now_is_left_out(journal):
    ada = a_client(journal)
    pays(journal, ada, 1000, end_date=WITHIN)
    pays(journal, ada, 100, currency="GBP", start_date=WITHIN + timedelta(days=1))
    assert figures(journal)["grr"].n == 0


def test_only_what_the_client_said_is_a_known_reason(journal):
    clients = many(journal, 4)
    said = {"reason_source": ReasonSource.CLIENT_SAID, "reason_certainty": ReasonCertainty.CONFIRMED}
    lose(journal, clients[0], primary_reason=LossReason.COMPETITOR, **said)
    lose(journal, clients[1], primary_reason=LossReason.UNKNOWN, **said)
    lose(journal, clients[2], primary_reason=LossReason.MOVED, reason_certainty=ReasonCertainty.LIKELY)
    with journal.change("Set") as change:  # gone, but nobody wrote down the loss
        change.update(Client, clients[3], status=Status.LOST, end_date=WITHIN)
    found = figures(journal)["reason_coverage"]
    assert found.text == "You know the reason for 1 of 4 losses."
    assert found.names == ("Client 0",)


def test_overlooked_are_the_losses_with_an_outside_reason_and_a_silence_before(journal):
    clients = many(journal, 5)
    for client, days in zip(clients, (60, 3, 60), strict=False):
        a_call(journal, client, datetime.combine(WITHIN, time(9)) - timedelta(days=days))
    lose(journal, clients[0], primary_reason=LossReason.COMPETITOR)
    lose(journal, clients[1], primary_reason=LossReason.MOVED)
    lose(journal, clients[2], primary_reason=LossReason.OVERLOOKED)
    lose(journal, clients[3], primary_reason=LossReason.NEED_ENDED)
    lose(journal, clients[4])
    found = figures(journal)["overlooked_share"]
    assert (found.counted, found.n, found.names, found.unchecked) == (1, 2, ("Client 0",), 1)
    assert found.low < found.value == 0.5 < found.high
    assert found.text == (
        "In 1 of 2 losses with an outside reason the journal shows silence or a broken promise."
        " Of 1 more loss with an outside reason the journal knows nothing before the notice."
    )
    assert figures(journal, last_twelve_months(WITHIN - timedelta(days=1)))["overlooked_share"].silent


def test_a_client_without_any_history_leaves_the_overlooked_share_silent(journal):
    lose(journal, a_client(journal), primary_reason=LossReason.COMPETITOR)
    found = figures(journal)["overlooked_share"]
    assert (found.silent, found.value, found.n, found.unchecked) == (True, None, 0, 1)


def test_care_is_that_of_the_period_by_month(journal):
    with journal.change("Work") as change:
        for day, bucket, minutes in (
            (YEAR.first, Bucket.CARE, 60),
            (TODAY, Bucket.HUNT, 180),
            (YEAR.first - timedelta(days=1), Bucket.CARE, 900),
        ):
            change.insert(TimeEntry, worked_on=day, bucket=bucket, minutes=minutes)
    found = figures(journal)["care_share"]
    assert (found.value, found.n, len(found.months)) == (0.25, 2, 13)
    assert (found.months[0].first, found.months[0].care_minutes) == (YEAR.first, 60)


def test_the_largest_client_is_flagged_over_thirty_per_cent(journal):
    clients = many(journal, 3)
    with journal.change("Bill") as change:
        for client, minor in zip(clients, (600, 300, 100), strict=True):
            change.insert(Invoice, client=client, issued_on=date(2025, 6, 1), due_on=date(2025, 6, 15),
                          total_minor=minor, currency="NOK")  # fmt: skip
    found = figures(journal)["concentration"]
    assert (found.value, found.n, found.client, found.flagged) == (0.6, 3, "Client 0", True)


def test_contact_is_kept_up_by_the_rhythm_of_each_client_one_has(journal):
    ada, bo, cy, gone = (a_client(journal, name) for name in ("Ada", "Bo", "Cy", "Gone"))
    slow = a_client(journal, "Slow", ideal_interval_days=60)
    a_client(journal, "New", start_date=TODAY - timedelta(days=3))
    for client, days in ((ada, 21), (bo, 22), (slow, 80)):
        a_call(journal, client, NOON - timedelta(days=days))
    a_call(journal, cy, NOON, outcome=Outcome.NO_ANSWER)
    lose(journal, gone)
    found = figures(journal)["contact_discipline"]
    assert (found.counted, found.n, found.names) == (2, 4, ("Cy", "Bo"))
    assert found.value == 0.5


def test_contact_on_a_past_day_is_that_of_the_clients_one_had_then(journal):
    ada, bo, paused = (a_client(journal, name) for name in ("Ada", "Bo", "Paused"))
    with journal.change("Set") as change:
        change.update(Client, paused, status=Status.PAUSED)
    for client in (ada, bo, paused):
        a_call(journal, client, datetime.combine(WITHIN, time(9)) - timedelta(days=30))
        a_call(journal, client, NOON)
    for client in (ada, paused):
        lose(journal, client, WITHIN + timedelta(days=1))
    found = figures(journal, last_twelve_months(WITHIN))["contact_discipline"]
    assert (found.counted, found.n, found.names) == (1, 3, ("Ada", "Bo")), "a pause lets it be 45 days"
    assert figures(journal)["contact_discipline"].n == 1


def test_a_morning_counts_on_which_three_clients_were_called_or_tried(journal):
    clients = many(journal, 4)
    monday = datetime(2026, 3, 2, 9)
    for client in clients[:3]:
        a_call(journal, client, monday)
        a_call(journal, client, monday + timedelta(days=1), outcome=Outcome.NO_ANSWER)
        a_call(journal, client, monday + timedelta(days=2), direction=Direction.INBOUND)
        a_call(journal, client, monday + timedelta(days=5))  # a Saturday
    a_call(journal, clients[0], monday + timedelta(days=3))
    a_call(journal, clients[0], monday + timedelta(days=3, hours=1))
    a_call(journal, clients[1], monday + timedelta(days=3))
    found = figures(journal)["contact_discipline"]
    assert (found.mornings, found.mornings_of) == (2, 6), "this Tuesday is not over yet"
    later = figures(journal, DayRange(date(2026, 3, 3), date(2026, 3, 4)))["contact_discipline"]
    assert (later.mornings, later.mornings_of) == (1, 2), "Wednesday is over"
    assert "On 1 of 2 working mornings" in later.text


def test_what_went_wrong_is_counted_as_it_stood_at_the_end_of_the_period(journal):
    ada = a_client(journal)
    came = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
    for days in (1, 2, 60):
        an_incident(
            journal, ada, received_at=came, state=IncidentState.CLOSED, outcome=IncidentOutcome.RECOVERED,
            acknowledged_at=came + timedelta(hours=6), resolved_at=came + timedelta(days=days),
            closed_at=came + timedelta(days=days),
        )  # fmt: skip
    found = figures(journal)["recovery"]
    assert (found.value, found.n, found.acknowledge_days, found.resolve_days) == (1, 3, 0.25, 2)
    earlier = figures(journal, last_twelve_months(date(2025, 11, 30)))["recovery"]
    assert (earlier.n, earlier.silent, earlier.resolve_days) == (2, True, None)
