"""The sheet of lessons for a colleague: what it says, which names are in it, and what its file is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.lesson_sheet import LessonSheet, Named, SheetLesson, names_in
from retention_journal.core.lesson_triggers import told_in
from retention_journal.core.lessons import LessonState
from retention_journal.core.moments import on_the_wall
from retention_journal.services.lessons import LessonView, lessons
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact


def lesson_sheet(
    journal: JournalReader, today: date, language: str, *, loss_id: int | None = None
) -> LessonSheet:
    """Return the lessons in use as a sheet, or those of one loss.

    Args:
        journal: Where they are kept.
        today: The day it is printed.
        language: "en", "nb" or "sv"; the lessons themselves stay as they were written.
        loss_id: Only what was learnt from this loss.
    """
    chosen = [
        one for one in lessons(journal, LessonState.ACTIVE) if loss_id is None or one.loss_id == loss_id
    ]
    language = i18n.nearest(language)
    return LessonSheet(tuple(_lesson(one, language) for one in chosen), today, language)


def names_on(journal: JournalReader, sheet: LessonSheet) -> list[Named]:
    """Return every client's and person's name of the journal that stands on ``sheet``, the trash included."""
    clients = [name for (name,) in journal.tuples(Client.select(Client.name))]
    people = [name for (name,) in journal.tuples(Contact.select(Contact.display_name))]
    return names_in(sheet.lessons, clients, people)


def with_texts(sheet: LessonSheet, texts: dict[int, str], left_out: Collection[int] = ()) -> LessonSheet:
    """Return ``sheet`` with other words for some lessons, by id, and without those left out."""
    said = tuple(
        replace(one, text=texts.get(one.lesson_id, one.text))
        for one in sheet.lessons
        if one.lesson_id not in left_out
    )
    return replace(sheet, lessons=said)


def a_client(language: str, *, is_person: bool) -> str:
    """Return what is said instead of a name, in the language of the sheet."""
    _ = i18n.texts_in(language).gettext
    return _("a contact person") if is_person else _("a client")


def title(language: str) -> str:
    """Return what a sheet is called."""
    _ = i18n.texts_in(language).gettext
    return _("What we learnt from clients who left")


def file_name(sheet: LessonSheet) -> str:
    """Return what the file of a sheet is called, in its language."""
    _ = i18n.texts_in(sheet.language).gettext
    return _("Lessons {day}.pdf").format(day=sheet.printed_on.isoformat())


def _lesson(one: LessonView, language: str) -> SheetLesson:
    when = told_in(one.trigger_kind, one.trigger_value, i18n.texts_in(language), language)
    return SheetLesson(one.id, one.text, when, _background(one, language))


def _background(one: LessonView, language: str) -> str:
    """Return what happened in general words; an origin in one's own words may name somebody and stays out."""
    _ = i18n.texts_in(language).gettext
    if one.lost_on is not None:
        return _("A client left in {month}.").format(month=formats.month_within(one.lost_on, language))
    if one.went_wrong_at is not None:
        month = formats.month_within(on_the_wall(one.went_wrong_at).date(), language)
        return _("Something went wrong for a client in {month}.").format(month=month)
    return ""
