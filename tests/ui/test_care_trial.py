"""A trial of more care, from the form to the file and back, with what was counted."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from PySide6.QtWidgets import QWidget

from retention_journal.core.care_trial import told
from retention_journal.core.clients import Tier
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light import Light
from retention_journal.services.care_trials import TrialEntry, held, save_trial, trash_trial, trials
from retention_journal.services.closings import mark_lost
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.services.search import search
from retention_journal.services.trash import in_trash, put_back
from retention_journal.storage.tables import Client, HealthSnapshot, key_of
from retention_journal.ui.dialogs.care_trial import CareTrialDialog
from tests.builders import NOON, TODAY, a_call, a_client

DAY = timedelta(days=1)
START = TODAY - 29 * DAY


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def entry(**values):
    return TrialEntry("A call every second week", START, TODAY, **values)


def at(day):
    return datetime.combine(day, time(10))


def test_talks_losses_and_worried_days_are_counted_in_both_whiles(journal):
    one = a_client(journal, "Ada", tier=Tier.A)
    other = a_client(journal, "Berg", tier=Tier.B)
    for day in (START, TODAY, START - DAY, START - 31 * DAY):
        a_call(journal, one, at(day))
    a_call(journal, other, at(TODAY))
    mark_lost(journal, other, LossEntry(START - 2 * DAY), ClosingEntry(), today=TODAY)
    uid = journal.value(Client.select(Client.uid).where(key_of(Client) == one))
    with journal.note() as note:
        for days, light in ((-40, Light.GREEN), (-5, Light.AMBER), (2, Light.GREEN)):
            note.insert(
                HealthSnapshot, client_uid=uid, day=START + days * DAY, light=light, reasons=[]
            )  # fmt: skip
    found = held(journal, entry(), TODAY)
    assert (found.during.clients, found.before.clients) == (1, 2)
    assert (found.during.talks, found.before.talks) == (2, 1)
    assert (found.during.losses, found.before.losses) == (0, 1)
    assert (found.during.worried_days, found.before.worried_days) == (2, 5)
    assert held(journal, entry(tier=Tier.B), TODAY).during.clients == 0


def test_lights_that_were_not_noted_are_not_counted_as_none(journal):
    a_client(journal, "Ada")
    found = held(journal, entry(), TODAY)
    assert found.during.worried_days is None
    assert "Days of amber or red, all clients together: not noted, not noted before." in told(found)


def test_before_it_begins_nothing_is_counted(journal):
    assert held(journal, TrialEntry("More", TODAY + DAY, TODAY + 30 * DAY), TODAY) is None


@pytest.mark.parametrize(
    "wrong",
    [
        TrialEntry(" ", START, TODAY),
        TrialEntry("More", TODAY, TODAY + 5 * DAY),
        TrialEntry("More", TODAY, TODAY - DAY),
        TrialEntry("More", TODAY, TODAY + 400 * DAY),
    ],
)
def test_what_cannot_be_a_trial_is_refused(journal, wrong):
    with pytest.raises(InvalidEntryError):
        save_trial(journal, wrong)


def test_from_the_form_to_the_file_and_back_with_undo(qtbot, journal, window):
    dialog = CareTrialDialog(journal, lambda: NOON, window)
    dialog.what.setText("A letter by hand")
    with qtbot.waitSignal(dialog.undoable):
        dialog.accept()
    (row,) = trials(journal)
    assert (row.entry.what, row.entry.started_on) == ("A letter by hand", TODAY)
    again = CareTrialDialog(journal, lambda: NOON, window)
    assert again.what.text() == "A letter by hand"
    assert again.counted.text().startswith("1 day so far")
    again.finding.setPlainText("They liked the letters.")
    again.accept()
    assert trials(journal)[0].entry.finding == "They liked the letters."
    journal.undo()
    assert trials(journal)[0].entry.finding == ""


def test_trash_and_search_know_it(journal):
    number = save_trial(journal, entry(finding="Marmalade helped."))
    assert [hit.type for hit in search(journal, "marmalade")] == ["care_trial"]
    trash_trial(journal, number, now=NOON)
    assert trials(journal) == []
    put_back(journal, in_trash(journal))
    assert len(trials(journal)) == 1
