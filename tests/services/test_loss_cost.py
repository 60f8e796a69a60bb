"""What a loss costs: by what was written, else the fees, else the invoices; and the claim beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.hours import Bucket
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.loss_cost import CostSource
from retention_journal.core.losses import LossKind
from retention_journal.services.claims import keeping_claim, set_keeping_claim, show_claims
from retention_journal.services.loss_cost import cost_of_loss
from retention_journal.storage.tables import Engagement, Invoice, Loss, Setting, TimeEntry
from tests.builders import TODAY, a_client

NOTICE = TODAY - timedelta(days=10)
CLAIM = (
    "Keeping a client is said to cost about one fifth of winning one"
    " (put down to Forrester; others say that winning costs 5 to 25 times as much; no study was found)."
)


def put(journal, table, **values):
    with journal.change("Note") as change:
        return change.insert(table, **values)


def a_loss(journal, client, **values):
    return put(journal, Loss, client=client, **{"notice_on": NOTICE, **values})


def a_fee(journal, client, minor, **values):
    terms = {"engagement_type": "retainer", "currency": "NOK", **values}
    put(journal, Engagement, client=client, fee_minor=minor, **terms)


def an_invoice(journal, client, minor, issued=NOTICE, **values):
    values = {"currency": "NOK", "due_on": issued + timedelta(days=14), **values}
    put(journal, Invoice, client=client, issued_on=issued, total_minor=minor, **values)


def told(journal, loss):
    found = cost_of_loss(journal, loss)
    return found.source, found.amounts, found.text


def test_what_was_written_down_comes_first_in_the_currency_of_the_client(journal):
    ada = a_client(journal, "Ada")
    a_fee(journal, ada, 900_00)
    an_invoice(journal, ada, 100_00)
    source, amounts, text = told(journal, a_loss(journal, ada, value_lost_minor=144_000_00))
    assert (source, amounts) == (CostSource.WRITTEN, (("NOK", 144_000_00),))
    assert text == f"Losing Ada costs NOK 144,000 a year. As you wrote it down. {CLAIM}"
    pounds = a_loss(journal, ada, value_lost_minor=5_00, currency="GBP")
    assert told(journal, pounds)[1] == (("GBP", 5_00),)


def test_then_the_fees_in_force_at_the_notice_for_a_year(journal):
    ada = a_client(journal, "Ada")
    a_fee(journal, ada, 1000_00)
    a_fee(journal, ada, 300_00, fee_period=FeePeriod.QUARTER)
    a_fee(journal, ada, 500_00, fee_period=FeePeriod.YEAR, currency="SEK", end_date=NOTICE)
    a_fee(journal, ada, 7_00, fee_period=FeePeriod.HOUR)
    a_fee(journal, ada, 7_00, end_date=NOTICE - timedelta(days=1))
    a_fee(journal, ada, 7_00, start_date=NOTICE + timedelta(days=1))
    an_invoice(journal, ada, 1_00)
    source, amounts, text = told(journal, a_loss(journal, ada))
    assert (source, amounts) == (CostSource.FEES, (("NOK", 13_200_00), ("SEK", 500_00)))
    assert "a year. By the fees agreed when they gave notice." in text


def test_then_the_invoices_of_the_twelve_months_before_notice(journal):
    ada = a_client(journal, "Ada")
    an_invoice(journal, ada, 100_00)
    an_invoice(journal, ada, 50_00, date(2025, 3, 1))
    an_invoice(journal, ada, 7_00, date(2025, 2, 28))
    an_invoice(journal, ada, 7_00, NOTICE + timedelta(days=1))
    an_invoice(journal, ada, 7_00, state=InvoiceState.DRAFT)
    an_invoice(journal, a_client(journal, "Bo"), 7_00)
    found = cost_of_loss(journal, a_loss(journal, ada))
    assert (found.source, found.amounts, found.value) == (CostSource.INVOICES, (("NOK", 150_00),), 150_00)


def test_where_nothing_is_known_it_is_silent_and_says_so(journal):
    ada = a_client(journal, "Ada", start_date=NOTICE + timedelta(days=5))
    found = cost_of_loss(journal, a_loss(journal, ada, value_lost_minor=0))
    assert (found.silent, found.value, found.n, found.amounts, found.source) == (True, None, 0, (), None)
    assert found.text.startswith("What losing Ada costs is not known")


@pytest.mark.parametrize("kind", [LossKind.DOWNGRADE, LossKind.PAUSE])
def test_of_a_smaller_break_only_the_person_knows_the_cost(journal, kind):
    ada = a_client(journal)
    a_fee(journal, ada, 1000_00)
    assert cost_of_loss(journal, a_loss(journal, ada, kind=kind)).silent
    assert cost_of_loss(journal, a_loss(journal, ada, kind=kind, value_lost_minor=5_00)).value == 5_00


def test_lost_twice_each_loss_has_its_own_year(journal):
    ada = a_client(journal)
    an_invoice(journal, ada, 100_00)
    an_invoice(journal, ada, 30_00, date(2025, 1, 10))
    earlier = a_loss(journal, ada, notice_on=date(2025, 2, 1), won_back_on=date(2025, 3, 1))
    assert cost_of_loss(journal, earlier).value == 30_00
    assert cost_of_loss(journal, a_loss(journal, ada)).value == 100_00


def test_a_loss_that_is_not_there_is_said_to_be_gone(journal):
    with pytest.raises(NotFoundError):
        cost_of_loss(journal, 99)


def test_your_own_hours_for_new_clients_stand_beside_the_claim(journal):
    ada = a_client(journal, "Ada")
    for name in ("New", "Newer"):
        a_client(journal, name, start_date=NOTICE - timedelta(days=30))
    for days in (40, 41, 42):
        put(journal, TimeEntry, worked_on=NOTICE - timedelta(days=days), bucket=Bucket.HUNT, minutes=1000)
    loss = a_loss(journal, ada)
    found = cost_of_loss(journal, loss)
    assert (found.winning_minutes, found.keeping_minutes) == (1500, 300)
    assert found.text.endswith(
        f"In the year before, winning a client took you 25 h each. {CLAIM}"
        " By your own hours that would be 5 h to keep one."
    )
    show_claims(journal, shown=False)
    found = cost_of_loss(journal, loss)
    assert (found.claim, found.keeping_minutes) == ("", None)
    assert found.text.endswith("winning a client took you 25 h each.")


def test_the_claim_is_changed_and_taken_back(journal):
    loss = a_loss(journal, a_client(journal))
    set_keeping_claim(journal, 10, " My own\nbooks ")
    assert "about 10 % of winning one (My own books)." in cost_of_loss(journal, loss).text
    set_keeping_claim(journal, 20)
    set_keeping_claim(journal, 33)
    assert keeping_claim(journal).text.endswith("about 33 % of winning one (your own figure).")
    for _act in range(3):
        journal.undo()
    assert keeping_claim(journal).text == CLAIM
    assert cost_of_loss(journal, loss).claim == CLAIM


@pytest.mark.parametrize("percent", [0, -1, 101])
def test_a_share_that_is_none_is_refused(journal, percent):
    with pytest.raises(InvalidEntryError):
        set_keeping_claim(journal, percent)


@pytest.mark.parametrize("kept", [7, "x", {"percent": 900}, {"percent": "x"}, {}])
def test_a_setting_from_elsewhere_that_makes_no_sense_leaves_the_claim_as_it_came(journal, kept):
    put(journal, Setting, name="claim_keeping_costs", value=kept)
    assert keeping_claim(journal).text == CLAIM
