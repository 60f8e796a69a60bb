"""Three left in a season: one line offers one look, rests when it is put off, and goes when refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from retention_journal.services.closings import mark_lost
from retention_journal.services.joint_look import looked_at_beside
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.ui.pages.cluster_offer import ClusterOffer
from retention_journal.ui.pages.today import TodayPage
from tests.builders import NOON, TODAY, a_client


@pytest.fixture
def losses(journal):
    made = []
    for name, days in (("Ada", 50), ("Berg", 30), ("Cray", 5)):
        entry = LossEntry(TODAY - timedelta(days=days))
        made.append(mark_lost(journal, a_client(journal, name), entry, ClosingEntry(), today=TODAY))
    return made


@pytest.fixture
def offer(qtbot, journal, losses):
    made = ClusterOffer(journal, lambda: NOON)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def press(offer, text):
    next(one for one in offer.findChildren(QAbstractButton) if one.text() == text).click()


def told(offer):
    return " ".join(one.text() for one in offer.findChildren(QLabel))


def test_the_three_are_named_and_the_question_is_asked(offer):
    assert "Three clients left within 60 days: Ada, Berg and Cray. Look at them together?" in told(offer)


def test_looking_together_opens_the_newest_with_the_others_beside_it(qtbot, journal, offer, losses):
    with qtbot.waitSignal(offer.look_wanted) as asked:
        press(offer, "Look together")
    assert asked.args[1] == losses[-1]
    assert [one.client for one in looked_at_beside(journal, losses[-1])] == ["Ada", "Berg"]
    assert not offer.isVisible()


def test_not_now_hides_it_and_undo_brings_it_back(journal, offer):
    press(offer, "Not now")
    assert not offer.isVisible()
    journal.undo()
    offer.refresh()
    assert offer.isVisible()


def test_not_together_hides_it(offer):
    press(offer, "Not together")
    assert not offer.isVisible()


def test_nothing_is_said_where_nobody_left(qtbot, journal):
    made = ClusterOffer(journal, lambda: NOON)
    qtbot.addWidget(made)
    made.refresh()
    assert made.isHidden()


def test_today_and_undo_on_it(qtbot, journal, losses):
    a_client(journal, "Dahl")
    page = TodayPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.cluster.isVisible()
    press(page.cluster, "Not together")
    assert not page.cluster.isVisible()
    journal.undo()
    page.refresh()
    assert page.cluster.isVisible()
