from __future__ import annotations

from datetime import time

import pytest

from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.services.own_rules import light_rules, nine_oclock
from retention_journal.storage.tables import Setting


def kept(journal, name, value):
    with journal.change("Bring in settings") as change:
        change.insert(Setting, name=name, value=value)


@pytest.mark.parametrize("nonsense", [-5, 10**9, "many", 1.5, None, [1], True])
def test_a_threshold_that_makes_no_sense_takes_its_default_alone(journal, nonsense):
    kept(journal, "light", {"agreement_stale_days": nonsense, "new_client_days": 40})
    assert light_rules(journal) == DEFAULT_RULES.changed(new_client_days=40)


def test_thresholds_out_of_order_cost_the_others_nothing(journal):
    kept(journal, "light", {"invoice_amber_days": 40, "invoice_red_days": 20, "new_client_days": 40})
    rules = light_rules(journal)
    assert rules.new_client_days == 40
    assert rules.invoice_amber_days <= rules.invoice_red_days


def test_nine_oclock_is_on_the_wall_whatever_zone_it_was_brought_with(journal):
    kept(journal, "nine_oclock", {"at": "08:30+02:00"})
    assert nine_oclock(journal).at == time(8, 30)
