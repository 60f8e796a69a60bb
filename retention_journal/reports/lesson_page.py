"""Prints lessons for a colleague on one page: smaller where there are many, then counted."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from reportlab.lib.units import mm

from retention_journal.core import formats
from retention_journal.core.lesson_sheet import LessonSheet, SheetLesson
from retention_journal.i18n import texts_in
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.document import begin
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    WIDTH,
    Lines,
    Style,
    line,
    set_text,
)
from retention_journal.reports.text import fit_for_print, one_line
from retention_journal.services.lesson_sheet import title

_TOP, _BOTTOM = PAGE_HEIGHT - 26 * mm, 24 * mm
_TITLE = Style(fonts.SEMIBOLD, 20, 25, colour.INK)
_LESSON = Style(fonts.SERIF, 13, 18, colour.INK)
_SIZES = (1.0, 0.9, 0.8, 0.7)
_GAP: float = 4.5 * mm  # between two lessons at their full size
_MOST_LINES = 5  # of one lesson


def print_lessons(sheet: LessonSheet) -> bytes:
    """Return ``sheet`` as a PDF of one page; the same sheet always gives the same bytes."""
    fonts.register()
    sheet = fit_for_print(sheet, sheet.language)
    head = _head(sheet)
    room = _TOP - _BOTTOM - sum(part.height for part in head) - 6 * mm
    shown, left_out, size = _that_fit(sheet, room)
    buffer = BytesIO()
    canvas = begin(buffer, title(sheet.language), language=sheet.language, made_on=sheet.printed_on)
    top = _TOP
    for part in head:
        part.draw(canvas, MARGIN, top)
        top -= part.height
    top -= 6 * mm
    for lesson in shown:
        for part in lesson:
            part.draw(canvas, MARGIN, top)
            top -= part.height
        line(canvas, MARGIN, top - _GAP * size / 3, WIDTH, colour.RULE)
        top -= _GAP * size
    if left_out:
        _more(sheet, left_out).draw(canvas, MARGIN, top)
    _foot(sheet).draw(canvas, MARGIN, 15 * mm)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _that_fit(sheet: LessonSheet, room: float) -> tuple[list[list[Lines]], int, float]:
    """Return the lessons at the size at which all fit, or as many as fit, how many do not, and the size."""
    for size in _SIZES:
        made = [_lesson(one, size) for one in sheet.lessons]
        if sum(_height(one, size) for one in made) <= room:
            return made, 0, size
    shown: list[list[Lines]] = []
    room -= styles.SECOND.leading
    for lesson in made:
        room -= _height(lesson, size)
        if room < 0:
            break
        shown.append(lesson)
    return shown, len(made) - len(shown), size


def _lesson(one: SheetLesson, size: float) -> list[Lines]:
    told = [_sized(one_line(one.text), _LESSON, size)]
    under = " ".join(part for part in (one.background, f"{one.when}." if one.when else "") if part)
    if under:
        told.append(_sized(one_line(under), styles.SECOND, size))
    return told


def _sized(text: str, style: Style, size: float) -> Lines:
    smaller = replace(style, size=style.size * size, leading=style.leading * size)
    return set_text(text, smaller, WIDTH, _MOST_LINES)


def _height(lesson: list[Lines], size: float) -> float:
    return sum(part.height for part in lesson) + _GAP * size


def _head(sheet: LessonSheet) -> list[Lines]:
    _ = texts_in(sheet.language).gettext
    day = formats.day(sheet.printed_on, sheet.language)
    told = _("Lessons of a one-person firm, without names. {day}.").format(day=day)
    return [
        set_text(title(sheet.language), _TITLE, WIDTH, 2),
        set_text(told, styles.SECOND, WIDTH, 2),
    ]


def _more(sheet: LessonSheet, n: int) -> Lines:
    texts = texts_in(sheet.language)
    told = texts.ngettext("…and {n} lesson more.", "…and {n} lessons more.", n).format(n=n)
    return set_text(told, styles.SECOND, WIDTH)


def _foot(sheet: LessonSheet) -> Lines:
    _ = texts_in(sheet.language).gettext
    return set_text(_("Each was paid for once. Take what is of use to you."), styles.CAPTION, WIDTH, 1)
