"""Insights as it is printed: what stands on paper, without anything that asks the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retention_journal.core.chart import Mark
from retention_journal.core.insight_charts import CHARTS, HEIGHTS, draw
from retention_journal.core.insights import Insight, Insights, Span, within_words
from retention_journal.i18n import _


@dataclass(frozen=True)
class PrintedChart:
    """One chart on paper.

    Attributes:
        told: What it shows, as a sentence.
        width: Of the box its marks were made for, in pixels of the screen; so ``height``.
        table: Every value, the headings first.
    """

    told: str
    basis: str
    marks: tuple[Mark, ...]
    width: float
    height: float
    table: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class InsightsPage:
    """What is printed.

    Attributes:
        firm: Whose figures they are; "" where nobody said.
        brand_colour: The firm's colour, "#RRGGBB" or "".
        language: BCP 47 tag.
        period: Over which days, in words.
    """

    firm: str
    brand_colour: str
    language: str
    period: str
    printed_on: date
    charts: tuple[PrintedChart, ...]
    figures: tuple[Insight, ...]


def insights_page(
    found: Insights, *, firm: str, brand_colour: str, language: str, width: float
) -> InsightsPage:
    """Return Insights as it is printed.

    Args:
        found: What was read.
        firm: Whose figures they are.
        brand_colour: The firm's colour.
        language: Of the program.
        width: Of the room for a chart, in pixels of the screen.
    """
    return InsightsPage(
        firm=firm,
        brand_colour=brand_colour,
        language=language,
        period=_("All years, {period}").format(period=within_words(found.period))
        if found.span is Span.ALL
        else within_words(found.period),
        printed_on=found.today,
        charts=tuple(_charts(found, width)),
        figures=tuple(one for key, one in found.told.items() if key not in CHARTS),
    )


def _charts(found: Insights, width: float) -> Iterable[PrintedChart]:
    for key in CHARTS:
        drawn = draw(key, found, width=width, height=HEIGHTS[key])
        if drawn.is_shown:
            height = drawn.height or HEIGHTS[key]
            yield PrintedChart(drawn.told, drawn.basis, drawn.marks, width, height, drawn.table)
