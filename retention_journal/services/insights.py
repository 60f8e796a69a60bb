"""Everything Insights shows, read at once: the figures, how each is told, and who is behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from retention_journal.core.client_lives import Lives
from retention_journal.core.insights import Insight, Insights, Span
from retention_journal.core.periods import DayRange
from retention_journal.core.progress import Progress, silent
from retention_journal.core.retention_figures import Figure
from retention_journal.core.won_lost import won_lost
from retention_journal.services.business_year import year_start
from retention_journal.services.claims import shows_claims
from retention_journal.services.client_lives import client_lives
from retention_journal.services.figures import last_twelve_months, retention_figures
from retention_journal.services.insights_behind import Names
from retention_journal.services.insights_words import basis, title
from retention_journal.services.mornings_kept import mornings_kept
from retention_journal.services.recovery import complaint_dots
from retention_journal.storage.journal import JournalReader

#: What a rolling year is part of: it means nothing of all years, which begin before the first client.
ALWAYS_A_YEAR = frozenset({"losses", "logo_retention", "grr", "nrr", "concentration"})
#: A client from before this year is a slip of the pen, and would make all years very long.
_EARLIEST = date(1950, 1, 1)
_STEPS = 5


def insights(journal: JournalReader, span: Span, now: datetime, progress: Progress = silent) -> Insights:
    """Return all that Insights shows of ``span`` up to ``now``.

    Args:
        journal: Where to look.
        span: How far back.
        now: When it is asked.
        progress: Told how far the reading is.

    Raises:
        CancelledError: The person asked to stop.
    """
    today = now.date()
    progress(0, _STEPS)
    lives, year = client_lives(journal, today), last_twelve_months(today)
    period = year if span is Span.YEAR else DayRange(_first_day(lives, year), today)
    progress(1, _STEPS)
    of_year = retention_figures(journal, year, today=today)
    progress(2, _STEPS)
    figures = dict(of_year if span is Span.YEAR else retention_figures(journal, period, today=today))
    figures |= {key: one for key, one in of_year.items() if key in ALWAYS_A_YEAR}
    begins = year_start(journal)
    balance = won_lost(lives.known, year, begins)
    progress(3, _STEPS)
    names = Names(journal, lives.known, today)
    told = _told(names, figures, period, year)
    progress(4, _STEPS)
    complaints = tuple(one for one in complaint_dots(journal, now) if one.received_on in period)
    progress(_STEPS, _STEPS)
    return Insights(
        span=span,
        period=period,
        today=today,
        figures=figures,
        balance=balance,
        told=told,
        lives=lives.known,
        left_out=lives.left_out,
        complaints=complaints,
        losses=names.losses(period),
        year_start=begins,
        mornings=mornings_kept(journal, today),
        has_claims=shows_claims(journal),
    )


def _first_day(lives: Lives, year: DayRange) -> date:
    first = min((one.start for one in lives.known), default=year.first)
    return max(min(first, year.first), _EARLIEST)


def _told(
    names: Names, figures: Mapping[str, Figure], period: DayRange, year: DayRange
) -> dict[str, Insight]:
    found = {}
    for key, one in figures.items():
        within = year if key in ALWAYS_A_YEAR else period
        behind = names.behind(key, one, within)
        found[key] = Insight(key, title(key), one.text, basis(key, one, within), one.silent, behind)
    return found
