"""What waits after a loss, and the causes of everything counted together."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core.incidents import CauseKind, IncidentState, Locus, Whose
from retention_journal.core.lessons import ActionState, Effect, PostMortemState
from retention_journal.services.cause_patterns import all_causes
from retention_journal.services.general_lessons import general_lessons, take_over
from retention_journal.services.lessons import lessons
from retention_journal.services.looks_back import ActionWait, standings, waiting_actions
from retention_journal.storage.tables import ActionItem, Cause, Incident, Loss, PostMortem
from tests.builders import NOON, TODAY, a_cause, a_client, an_incident

DAY = timedelta(days=1)


def a_loss(journal, name="Ada Ltd"):
    with journal.change("x") as change:
        return change.insert(Loss, client=a_client(journal, name), notice_on=TODAY)


def looked_at(journal, loss, **columns):
    with journal.change("x") as change:
        return change.insert(PostMortem, loss=loss, **columns)


def an_action(journal, **columns):
    with journal.change("x") as change:
        return change.insert(ActionItem, text="Call", **columns)


def test_how_far_a_look_back_has_come_is_told_by_loss(journal):
    begun, closed, none = (a_loss(journal, name) for name in ("Ada", "Bob", "Cy"))
    looked_at(journal, begun, step=2)
    looked_at(journal, closed, step=9, state=PostMortemState.CLOSED)
    found = standings(journal)
    assert (found[begun].step, found[closed].step, none in found) == (3, 5, False)
    assert found[closed].state is PostMortemState.CLOSED


def test_actions_wait_to_be_done_and_later_to_be_looked_at(journal):
    loss = a_loss(journal)
    look, incident = looked_at(journal, loss), an_incident(journal, a_client(journal, "Harbour"))
    an_action(journal, post_mortem=look)
    an_action(journal, post_mortem=look, due_on=TODAY)
    an_action(journal, incident=incident, state=ActionState.DONE, effect_check_on=TODAY)
    an_action(journal, incident=incident, state=ActionState.DONE, effect_check_on=TODAY + DAY)
    an_action(journal, incident=incident, state=ActionState.DONE, effect_check_on=TODAY, effect=Effect.HELPED)
    an_action(journal, incident=incident, state=ActionState.DROPPED, due_on=TODAY)
    found = [(one.what, one.client, one.loss_id, one.due) for one in waiting_actions(journal, TODAY)]
    assert found == [
        (ActionWait.DO, "Ada Ltd", loss, TODAY),
        (ActionWait.CHECK, "Harbour", None, TODAY),
        (ActionWait.DO, "Ada Ltd", loss, None),
    ]
    with journal.change("x") as change:
        change.trash(Incident, incident, at=NOON)
        change.trash(Loss, loss, at=NOON)
    assert waiting_actions(journal, TODAY) == []


def test_causes_of_complaints_and_of_losses_are_counted_together(journal):
    client = a_client(journal)
    incident = an_incident(journal, client)
    a_cause(journal, incident, CauseKind.TIME_PRESSURE, locus=Locus.SITUATION)
    a_cause(journal, incident, CauseKind.TIME_PRESSURE, Whose.OUTSIDE)
    with journal.change("x") as change:
        change.insert(
            Cause, post_mortem=looked_at(journal, a_loss(journal, "Bob")), kind=CauseKind.MISUNDERSTANDING
        )
    withdrawn = an_incident(journal, client, state=IncidentState.WITHDRAWN)
    a_cause(journal, withdrawn, CauseKind.FORGETFULNESS)
    found = all_causes(journal)
    assert (found.causes, found.stories) == (3, 2)
    assert found.kinds == ((CauseKind.TIME_PRESSURE, 2), (CauseKind.MISUNDERSTANDING, 1))
    assert dict(found.whose) == {Whose.OURS: 2, Whose.OUTSIDE: 1}
    assert dict(found.locus) == {Locus.UNKNOWN: 2, Locus.SITUATION: 1}


def test_a_lesson_that_was_taken_over_is_not_offered_again(journal):
    offered = general_lessons(journal)
    assert len({one.text for one in offered}) == 5
    take_over(journal, offered[3], today=TODAY)
    (own,) = lessons(journal)
    assert (own.text, own.origin, own.when) == (
        offered[3].text,
        "from others",
        "The light says so: An invoice is late",
    )
    assert offered[3] not in general_lessons(journal)
    assert len(general_lessons(journal)) == 4
