"""An answer is asked for once, and again as soon as anything was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retention_journal.services.kpis import agreements
from retention_journal.services.own_rules import nine_oclock, set_nine_oclock, working_days_of
from retention_journal.storage.tables import Client, key_of
from tests.builders import TODAY, a_client


@pytest.fixture
def asked(journal):
    """Return the names of clients as the journal remembers them, and how often it asked."""
    times = []

    def names():
        def answer():
            times.append(1)
            return journal.tuples(Client.select(Client.name).where(key_of(Client) > 0))

        return [name for (name,) in journal.remembered("names", None, answer)], len(times)

    return names


def rename(journal, client, name):
    with journal.change("Rename") as change:
        change.update(Client, client, name=name)


def test_it_is_asked_once_until_something_is_changed_undone_or_done_again(journal, asked):
    client = a_client(journal, "Ada")
    assert [asked(), asked()] == [(["Ada"], 1)] * 2
    rename(journal, client, "Eve")
    assert [asked(), asked()] == [(["Eve"], 2)] * 2
    journal.undo()
    assert asked() == (["Ada"], 3)
    journal.redo()
    assert asked() == (["Eve"], 4)


def test_inside_a_change_nothing_is_remembered(journal, asked):
    client = a_client(journal, "Ada")
    with pytest.raises(ZeroDivisionError), journal.change("Rename") as change:
        change.update(Client, client, name="Eve")
        assert asked()[0] == ["Eve"]
        raise ZeroDivisionError
    assert asked()[0] == ["Ada"]


def test_what_is_asked_while_a_note_is_written_is_asked_again_after_it(journal, asked):
    client = a_client(journal, "Ada")
    with journal.note() as note:
        assert asked()[0] == ["Ada"]
        note.update(Client, client, name="Eve")
    assert asked()[0] == ["Eve"]
    with pytest.raises(ZeroDivisionError), journal.note() as note:
        note.update(Client, client, name="Ida")
        assert asked()[0] == ["Ida"]
        raise ZeroDivisionError
    assert asked()[0] == ["Eve"]


def test_another_question_is_another_answer(journal):
    ada, eve = a_client(journal, "Ada"), a_client(journal, "Eve")
    assert agreements(journal, ada) == agreements(journal, eve) == []
    found = agreements(journal, ada)
    found.append("mine")
    assert agreements(journal, ada) == []


def test_other_working_days_hold_at_once(journal):
    assert working_days_of(journal, TODAY).is_working(TODAY)
    nine = nine_oclock(journal)
    set_nine_oclock(journal, replace(nine, weekdays=nine.weekdays - {TODAY.weekday()}))
    assert not working_days_of(journal, TODAY).is_working(TODAY)
    journal.undo()
    assert working_days_of(journal, TODAY).is_working(TODAY)
