"""Words about a complaint that cannot be saved now: they wait for it, whatever is looked at meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from retention_journal.services.arguments import ArgumentEntry, add_argument, arguments
from retention_journal.services.incident_feelings import feelings
from retention_journal.services.incidents import HeardEntry, incident, record_incident, trash_incident
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.tables import Client
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages.complaint_steps_bar import ANSWER, FOLLOW_UP, HEARD, SIDES
from tests.builders import NOON, a_client

WORDS = "Vi ventet elleve dager 👷‍♀️ على الرد."
LONG = f"{WORDS} " * 400  # more than fits where there is no room
FIELDS = {
    "title": (HEARD, lambda pane: pane.head.title),
    "client_words": (HEARD, lambda pane: pane.step().words),
    "remedy_sought": (HEARD, lambda pane: pane.step().wanted),
    "right_about": (SIDES, lambda pane: pane.step().right_about),
    "for oneself": (SIDES, lambda pane: pane.step().door.words),
    "objection": (SIDES, lambda pane: pane.step().objections.new),
    "reply": (SIDES, lambda pane: pane.step().objections.cards[0].reply),
    "answer_heard": (ANSWER, lambda pane: pane.step().fields["answer_heard"]),
    "remedy": (ANSWER, lambda pane: pane.step().remedy.what),
    "process_gap": (FOLLOW_UP, lambda pane: pane.step().gap),
    "apology_given": (FOLLOW_UP, lambda pane: pane.step().care.sorry_for),
    "good_that_came": (FOLLOW_UP, lambda pane: pane.step().care.good),
    "account": (FOLLOW_UP, lambda pane: pane.step().account.text),
}
NOT_OF_THE_INCIDENT = {"for oneself", "objection", "reply", "account"}


@pytest.fixture
def client(journal):
    return a_client(journal, "Byggmester Rognan", language="nb")


@pytest.fixture
def number(journal, client):
    made = record_incident(journal, client, HeardEntry("Sent."), now=NOON)
    add_argument(journal, made, ArgumentEntry("Det var dere som ventet."))
    return made


@pytest.fixture
def other(journal, client):
    return record_incident(journal, client, HeardEntry("Og dyrt."), now=NOON)


@pytest.fixture
def open_desk(qtbot, journal, tmp_path):
    theme.apply(Settings())
    opened = []

    def open_desk():
        desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
        desk.resize(1440, 900)
        desk.show()
        opened.append(desk)
        return desk

    yield open_desk
    for desk in opened:
        desk.finish()
        desk.hide()
        desk.deleteLater()


def pane_of(desk):
    return desk.page("complaints").pane


def write(field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text[:150])
        field.textEdited.emit(text[:150])
    else:
        field.setPlainText(text)


def written(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def fill_the_disk(journal):
    (pages,) = journal.sql("PRAGMA page_count")[0]
    journal.sql(f"PRAGMA max_page_count = {pages}")


def make_room(journal):
    journal.sql("PRAGMA max_page_count = 1000000")


@pytest.mark.parametrize("name", FIELDS)
def test_on_a_full_disk_words_wait_while_another_complaint_is_shown(journal, open_desk, number, other, name):
    step, field = FIELDS[name]
    desk = open_desk()
    desk.open_complaint(number, step)
    if name in {"title", "objection"}:  # a short line still has room
        desk.journal.sql("PRAGMA query_only = 1")
    fill_the_disk(journal)
    write(field(pane_of(desk)), LONG)
    desk.open_complaint(other, step)
    if name != "reply":  # there is none about the other
        assert WORDS not in written(field(pane_of(desk)))
    desk.open_complaint(number, step)
    assert written(field(pane_of(desk))).startswith(WORDS)
    make_room(journal)
    desk.journal.sql("PRAGMA query_only = 0")
    pane_of(desk).keep()
    if name not in NOT_OF_THE_INCIDENT:
        assert getattr(incident(journal, number), name).startswith(WORDS)
    elif name == "for oneself":
        assert feelings(journal, number).words.startswith(WORDS)
    elif name == "reply":
        assert arguments(journal, number)[0].entry.reply.startswith(WORDS)


def test_what_could_not_be_saved_is_there_after_the_next_start_and_then_saved_once(
    journal, open_desk, number
):
    first = open_desk()
    first.open_complaint(number, ANSWER)
    fill_the_disk(journal)
    write(pane_of(first).step().fields["answer_heard"], LONG)
    first.finish()
    make_room(journal)
    second = open_desk()
    second.open_complaint(number, ANSWER)
    field = pane_of(second).step().fields["answer_heard"]
    assert field.toPlainText() == LONG.strip()
    pane_of(second).keep()
    assert incident(journal, number).answer_heard == LONG.strip()
    field.setPlainText("Kort.")
    second.finish()
    third = open_desk()
    third.open_complaint(number, ANSWER)
    assert pane_of(third).step().fields["answer_heard"].toPlainText() == "Kort."


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize(("goes", "alone"), [("complaint", True), ("client", False)])
def test_words_come_back_with_the_complaint_they_are_about(
    request, journal, open_desk, client, number, name, goes, alone
):
    if not alone:
        elsewhere = a_client(journal, "Frisør Lise")
        record_incident(journal, elsewhere, HeardEntry("Noe annet."), now=NOON)
    step, field = FIELDS[name]
    desk = open_desk()
    desk.open_complaint(number, step)
    write(field(pane_of(desk)), WORDS)
    if goes == "complaint":
        trash_incident(journal, number, now=NOON)
    else:
        with journal.change("Put a client in the trash") as change:
            change.trash(Client, client, at=NOON)
    desk.go_to("today")
    desk.go_to("complaints")
    journal.undo()
    desk.open_complaint(number, step)
    assert WORDS in written(field(pane_of(desk)))
