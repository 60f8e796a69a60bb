from __future__ import annotations

from datetime import date

from retention_journal.core.kpis import AgreedHow
from retention_journal.services.agreement_text import agreement_text
from tests.services.kpi_samples import FORMS, PLACE, SMALL, WORDS, an_entry


def test_an_agreement_reads_as_a_letter_with_their_own_goal_first():
    entry = an_entry(FORMS, SMALL, by=1, on=date(2025, 9, 3), client_words=WORDS, review_on=date(2025, 12, 3))
    assert agreement_text(entry, client="Harbour & Hale", person="Tom Hale", language="en") == (
        "What we agreed, Harbour & Hale\n"
        "Tom Hale, by e-mail, 3 September 2025\n\n"
        f"What matters most to you:\n“{WORDS}”\n\n"
        "What we measure, the most important first:\n"
        "1. Small changes done: within 2 working days, counted every month (your own goal)\n"
        "2. Enquiries from the form: 40 a month or more, counted every month\n\n"
        "On 3 December 2025 we look at whether these are still the right goals."
    )


def test_what_nobody_has_agreed_is_a_proposal():
    text = agreement_text(an_entry(PLACE, by=None, on=None), client="Bare Ltd", person="", language="en")
    assert text.startswith("Proposal for Bare Ltd\n")
    assert "5 or less" in text
    assert text.endswith("so is a no, with what you would change.")
    assert AgreedHow.EMAIL.label not in text
