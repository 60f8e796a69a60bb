"""All clients of the sample."""

from __future__ import annotations

from retention_journal.services.sample_firm.firms_abroad import ABROAD
from retention_journal.services.sample_firm.firms_home import HOME
from retention_journal.services.sample_firm.firms_lost import LOST

FIRMS = (*HOME, *ABROAD, *LOST)
