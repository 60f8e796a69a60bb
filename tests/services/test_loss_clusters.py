"""Clusters of losses: offered, put off, refused, looked at together, and every step undone."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core.lessons import PostMortemState
from retention_journal.services.closings import mark_lost
from retention_journal.services.joint_look import look_together, looked_at_beside
from retention_journal.services.loss_clusters import (
    NEAR_DAYS,
    joint_looks,
    not_now,
    not_together,
    to_look_at,
)
from retention_journal.services.post_mortems import save
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.storage.tables import Loss, PostMortem
from tests.builders import NOON, TODAY, a_client


def lose(journal, name, days_ago):
    client = a_client(journal, name)
    day = TODAY - timedelta(days=days_ago)
    return mark_lost(journal, client, LossEntry(day), ClosingEntry(), today=TODAY)


def three(journal):
    return [lose(journal, name, days) for name, days in (("Ada", 50), ("Berg", 30), ("Cray", 5))]


def names(cluster):
    return [one.name for one in cluster.losses]


def test_three_in_a_season_are_offered(journal):
    three(journal)
    assert names(to_look_at(journal, TODAY)) == ["Ada", "Berg", "Cray"]


def test_today_says_it_for_sixty_days_only(journal):
    three(journal)
    later = TODAY + timedelta(days=60)
    assert to_look_at(journal, later, within_days=NEAR_DAYS) is None
    assert to_look_at(journal, later) is not None


def test_not_now_rests_two_weeks_and_is_undone(journal):
    three(journal)
    again = not_now(journal, to_look_at(journal, TODAY), today=TODAY)
    assert to_look_at(journal, again - timedelta(days=1)) is None
    assert to_look_at(journal, again) is not None
    journal.undo()
    assert to_look_at(journal, TODAY) is not None


def test_not_together_ends_it_for_this_cluster_until_another_joins(journal):
    three(journal)
    not_together(journal, to_look_at(journal, TODAY), today=TODAY)
    assert to_look_at(journal, TODAY) is None
    lose(journal, "Dahl", 0)
    assert names(to_look_at(journal, TODAY)) == ["Ada", "Berg", "Cray", "Dahl"]


def test_the_joint_look_stands_on_the_newest_loss_with_the_others_beside_it(journal):
    first, second, newest = three(journal)
    save(journal, newest, differently="Called earlier.")
    assert look_together(journal, to_look_at(journal, TODAY)) == newest
    assert [one.loss_id for one in looked_at_beside(journal, newest)] == [first, second]
    assert journal.tuples(PostMortem.select(PostMortem.differently)) == [("Called earlier.",)]
    assert to_look_at(journal, TODAY) is None
    journal.undo()
    assert looked_at_beside(journal, newest) == []
    assert to_look_at(journal, TODAY) is not None


def test_who_leaves_later_is_added_to_the_look_that_was_begun(journal):
    *_two, newest = three(journal)
    look_together(journal, to_look_at(journal, TODAY))
    lose(journal, "Dahl", 0)
    assert look_together(journal, to_look_at(journal, TODAY)) == newest
    assert {one.client for one in looked_at_beside(journal, newest)} == {"Ada", "Berg", "Dahl"}
    assert len(joint_looks(journal)) == 1


def test_a_look_that_was_closed_is_done(journal):
    three(journal)
    look_together(journal, to_look_at(journal, TODAY))
    with journal.change("Close it") as change:
        change.update(PostMortem, joint_looks(journal)[0].post_mortem_id, state=PostMortemState.CLOSED)
    lose(journal, "Dahl", 0)
    assert to_look_at(journal, TODAY) is None


def test_a_loss_in_the_trash_is_none(journal):
    first, *_rest = three(journal)
    with journal.change("Away") as change:
        change.trash(Loss, first, at=NOON)
    assert to_look_at(journal, TODAY) is None
