"""In small type: where the figures are from, how they are counted, and what a new name means."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm

from retention_journal.core.report import GoalRow
from retention_journal.reports import colour, styles
from retention_journal.reports.layout import WIDTH, Block, Cell, rows, set_text
from retention_journal.reports.text import one_line
from retention_journal.reports.words import Words

_NAME = 52 * mm
_GAP = 3 * mm


def sources(words: Words) -> list[Block]:
    """Return the sources of the figures and the meaning of new names; nothing where neither is known."""
    known = [goal for goal in words.report.goals if goal.source or goal.counted or goal.meaning]
    if not known:
        return []
    _ = words.texts.gettext
    title = rows(
        [Cell(0, (set_text(_("Where the figures are from"), styles.COLUMN_HEAD, WIDTH),))], pad=2, rule=""
    )
    blocks = [replace(title[0], before=7 * mm, with_next=True)]
    small = replace(styles.CAPTION, colour=colour.INK_2)
    for goal in known:
        cells = [
            Cell(0, (set_text(one_line(goal.name), small, _NAME - _GAP, 3),)),
            Cell(_NAME, (set_text(_told(goal), styles.CAPTION, WIDTH - _NAME),)),
        ]
        blocks += rows(cells, pad=1.5, rule="")
    return blocks


def _told(goal: GoalRow) -> str:
    parts = [part for part in (goal.meaning, _sentence(goal.counted, goal.source)) if part]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)


def _sentence(counted: str, source: str) -> str:
    told = ", ".join(one_line(part) for part in (source, counted) if part)
    return told[:1].upper() + told[1:]
