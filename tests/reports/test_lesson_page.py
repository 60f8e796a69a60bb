"""A sheet of lessons is one page, in each language, however many lessons there are."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from retention_journal.core.incidents import IncidentKind
from retention_journal.core.lesson_sheet import LessonSheet, SheetLesson
from retention_journal.core.lessons import TriggerKind
from retention_journal.reports.lesson_page import print_lessons
from retention_journal.services.lesson_sheet import file_name, lesson_sheet, names_on, title
from retention_journal.services.lessons import add_lesson
from retention_journal.storage.tables import Loss
from tests.builders import TODAY, a_client, a_person, an_incident


def pages(sheet):
    return [page.extract_text() for page in PdfReader(BytesIO(print_lessons(sheet))).pages]


def many(count):
    told = "Call the quiet ones first, before they have made up their mind about you. "
    lessons = tuple(SheetLesson(n, told, "A new client", "A client left.") for n in range(count))
    return LessonSheet(lessons, date(2026, 11, 23), "en")


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_it_is_always_one_page_and_counts_what_did_not_fit(count):
    (text,) = pages(many(count))
    assert "Call the quiet ones first" in text
    assert ("lessons more." in text) is (count > 20)


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_it_says_what_happened_in_general_words_in_the_language_asked_for(journal, language):
    client = a_client(journal, "Brygga Reisebyrå AS")
    a_person(journal, client, "Marte Eide")
    with journal.change("x") as change:
        loss = change.insert(Loss, client=client, notice_on=date(2026, 2, 3))
    add_lesson(journal, "Marte left: call.", today=TODAY, loss_id=loss, origin="Brygga, March")
    add_lesson(
        journal, "Say it early.", today=TODAY, incident_id=an_incident(journal, client),
        trigger_kind=TriggerKind.INCIDENT_KIND, trigger_value=IncidentKind.MISSED_DEADLINE,
    )  # fmt: skip
    sheet = lesson_sheet(journal, TODAY, language)
    (text,) = pages(sheet)
    assert title(language) in text.replace("\n", " ")
    assert "Brygga" not in text
    assert [(one.name, one.is_person) for one in names_on(journal, sheet)] == [("Marte", True)]
    assert file_name(sheet).endswith("2026-03-10.pdf")
    if language == "en":
        assert "A client left in February 2026." in text
        assert "Something went wrong for a client in March 2026." in text
    assert [one.text for one in lesson_sheet(journal, TODAY, language, loss_id=loss).lessons] == [
        "Marte left: call."
    ]


def test_the_same_sheet_gives_the_same_bytes():
    assert print_lessons(many(3)) == print_lessons(many(3))
