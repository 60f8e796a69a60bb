"""A mailbox brought in through the window: from the file to the contacts and back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from retention_journal.core.contacts import Direction, Outcome
from retention_journal.services.own_addresses import own_addresses
from retention_journal.services.transfer.batches import batches, items
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import Interaction
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from tests.builders import NOON, a_client, a_person
from tests.importers.mailboxes import CLIENT, ME, mail, mailbox

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    a_person(journal, a_client(journal, "Fjord AS"), "Kåre", email="Kare@Fjord.example")
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


def written(journal):
    columns = (Interaction.direction, Interaction.outcome, Interaction.word_count, Interaction.summary)
    return journal.tuples(
        Interaction.select(*columns).where(Interaction.trashed_at.is_null()).order_by(Interaction.occurred_at)
    )


def assistant_for(qtbot, desk, path):
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    return desk.findChildren(ImportRecords)[-1]


def go_on(qtbot, assistant):
    """Press the button of each step until all is in."""
    seen = set()
    while assistant.step is not RecordsStep.DONE:
        step = assistant.step
        qtbot.wait_until(lambda step=step: assistant.step is step and assistant.do_button.isEnabled())
        seen.add(step)
        qtbot.mouseClick(assistant.do_button, LEFT)
        qtbot.wait_until(lambda step=step: assistant.step is not step)
    return seen


def test_a_mailbox_becomes_contacts_of_the_clients_it_is_with(qtbot, journal, desk, tmp_path):
    path = tmp_path / "mail.mbox"
    path.write_bytes(
        mailbox(
            mail(
                sender=ME, to=CLIENT, id="<1@x>", date="Mon, 2 Mar 2026 10:00:00 +0100", subject="A question"
            ),
            mail(
                "Yes, all of it\n\n> is it good?", id="<2@x>", date="Tue, 3 Mar 2026 10:00:00 +0100",
                subject="Re: A question", more=["In-Reply-To: <1@x>"],
            ),
            mail(sender="shop@other.example", id="<3@x>", date="Tue, 3 Mar 2026 11:00:00 +0100"),
        )
    )  # fmt: skip
    assistant = assistant_for(qtbot, desk, path)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WAYS and assistant.do_button.isEnabled())
    assistant.ask.own.setPlainText(ME)
    go_on(qtbot, assistant)
    assert written(journal) == [
        (Direction.OUTBOUND, Outcome.REPLIED, None, "A question"),
        (Direction.INBOUND, Outcome.REACHED, 4, "A question"),
    ]
    assert own_addresses(journal) == (ME,)
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert written(journal) == []
    assistant.reject()


def test_the_history_has_a_line_for_each_mail_and_none_that_says_nothing(qtbot, journal, desk, tmp_path):
    path = tmp_path / "mail.mbox"
    path.write_bytes(mailbox(mail(), mail(id="<2@fjord.example>", date="Tue, 6 Jan 2026 10:00:00 +0000")))
    assistant = assistant_for(qtbot, desk, path)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WAYS and assistant.do_button.isEnabled())
    assistant.ask.own.setPlainText(ME)
    go_on(qtbot, assistant)
    (batch,) = batches(journal)
    assert [(one.place, bool(one.title)) for one in items(journal, batch.id)] == [
        ("message 1", True), ("message 2", True),
    ]  # fmt: skip


def test_an_address_that_is_none_keeps_the_step(qtbot, journal, desk, tmp_path):
    path = tmp_path / "mail.mbox"
    path.write_bytes(mailbox(mail()))
    assistant = assistant_for(qtbot, desk, path)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WAYS and assistant.do_button.isEnabled())
    assistant.ask.own.setPlainText("me")
    qtbot.mouseClick(assistant.do_button, LEFT)
    assert assistant.step is RecordsStep.WAYS
    assert "“me” is no e-mail address." in assistant.ask.own_field.error()
    assistant.reject()


def test_mail_with_nobody_who_is_known_says_what_to_do(qtbot, journal, desk, tmp_path):
    path = tmp_path / "mail.mbox"
    path.write_bytes(mailbox(mail(sender="Somebody <else@where.example>")))
    assistant = assistant_for(qtbot, desk, path)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WAYS and assistant.do_button.isEnabled())
    assert RecordsStep.WHO not in assistant.trail()
    assistant.ask.own.setPlainText(ME)
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.REVIEW)
    said = " ".join(one.text() for one in assistant.review.findChildren(QLabel) if one.isVisible())
    assert "Note the addresses of your clients’ people" in said
    assert not assistant.do_button.isEnabled()
    assistant.reject()
