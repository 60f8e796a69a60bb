"""A late promise is late by the same number of working days wherever one meets it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.services.light_history import keep_lights
from retention_journal.services.lights import client_light
from retention_journal.services.own_rules import add_days_off
from retention_journal.services.promises import end_of
from retention_journal.services.timeline import timeline
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages.client_side import NextLine
from retention_journal.ui.promise_lines import PromiseLine
from retention_journal.ui.text_labels import Label
from tests.builders import a_call, a_client, a_promise

NINE = datetime(2026, 3, 10, 9, 0)  # a Tuesday
LATE = "6 working days late"  # since Friday 27 February, one of them off


@pytest.fixture
def ada(journal):
    client = a_client(journal, "Ada Ltd")
    a_call(journal, client, datetime(2026, 3, 3, 10, 0))
    a_promise(journal, client, "Send it", made_on=date(2026, 2, 20), due_at=end_of(date(2026, 2, 27)))
    add_days_off(journal, date(2026, 3, 5), date(2026, 3, 5))
    keep_lights(journal, NINE)
    return client


@pytest.fixture
def desk(qtbot, journal, ada, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NINE)
    qtbot.add_widget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.finish()
    made.close()


def lines(page, kind=PromiseLine):
    return [line.accessibleName() for line in page.findChildren(kind) if line.isVisible()]


def test_a_late_promise_is_late_by_one_clock_on_every_page(journal, ada, desk):
    today = desk.page("today")
    [one] = today.items
    assert LATE in one.accessibleName()
    assert LATE in " ".join(lines(today.side))
    told = client_light(journal, ada, NINE)
    assert any(LATE in reason.text for reason in told.reasons)
    desk.go_to("promises")
    assert LATE in " ".join(lines(desk.page("promises")))
    desk.open_client(ada)
    assert LATE in " ".join(lines(desk.page("client"), NextLine))
    desk.open_client(ada, "promises")
    assert LATE in " ".join(lines(desk.page("client")))


def test_how_late_a_promise_is_takes_no_room_from_its_words(qtbot, ada, desk):
    desk.open_client(ada)
    [line] = [one for one in desk.page("client").findChildren(NextLine) if "Send it" in one.accessibleName()]
    [what, late] = [one for one in line.findChildren(Label) if one.text()]
    qtbot.waitUntil(lambda: late.y() >= what.geometry().bottom())
    assert late.text() == LATE


def test_what_was_kept_late_was_late_by_the_same_clock(qtbot, journal, ada, desk):
    page = desk.page("today")
    [line] = [one for one in page.side.findChildren(PromiseLine) if one.isVisible()]
    with qtbot.waitSignal(page.undoable) as said:
        page.acts.tick(line.promised.promise_id)
    assert said.args == [f"Kept, {LATE}."]
    remarks = [entry.remark for entry in timeline(journal, ada).entries]
    assert LATE in remarks
