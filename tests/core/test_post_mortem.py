"""What a post-mortem lacks, and that it cannot be closed one-sided."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.incidents import Locus, Verdict, Whose
from retention_journal.core.lessons import PostMortemForm
from retention_journal.core.losses import LossKind
from retention_journal.core.post_mortem import (
    Attribution,
    Looked,
    Step,
    attribution_guard,
    form_for,
    lacking,
    look_again_after,
    look_again_on,
    shares,
)

OURS = Attribution(Locus.PERSON, Whose.OURS)
OUR_SITUATION = Attribution(Locus.SITUATION, Whose.OURS)
THEIRS = Attribution(Locus.PERSON, Whose.THEIRS)
THEIR_SITUATION = Attribution(Locus.SITUATION, Whose.THEIRS)
OUTSIDE = Attribution(Locus.SITUATION, Whose.OUTSIDE)
ANSWERED = {"verdicts": (Verdict.YES, Verdict.PARTLY, Verdict.NO)}
ATTRIBUTIONS = st.builds(Attribution, st.sampled_from(list(Locus)), st.sampled_from(list(Whose)))


def fields(looked):
    return {one.field for one in lacking(looked)}


@pytest.mark.parametrize(
    ("causes", "wanting"),
    [
        ((), {"none_ours_because", "none_situational_because"}),
        ((THEIRS,), {"none_ours_because", "none_situational_because"}),
        ((OUTSIDE, OUTSIDE), {"none_ours_because", "none_situational_because"}),
        ((OURS,), {"none_situational_because"}),
        ((OURS, OUTSIDE), {"none_situational_because"}),
        ((OURS, OUR_SITUATION), {"none_situational_because"}),
        ((THEIR_SITUATION,), {"none_ours_because"}),
        ((THEIR_SITUATION, THEIRS, OUTSIDE), {"none_ours_because"}),
        ((OURS, THEIR_SITUATION), set()),
        ((OURS, Attribution(Locus.BOTH, Whose.THEIRS)), set()),
        ((OUR_SITUATION, THEIR_SITUATION, OUTSIDE), set()),
    ],
)
def test_it_needs_an_own_contribution_and_a_situation_of_theirs(causes, wanting):
    assert {one.field for one in attribution_guard(Looked(causes=causes))} == wanting


def test_looked_for_and_found_none_is_an_answer_too():
    looked = Looked(
        causes=(OUTSIDE, OUTSIDE), none_ours_because="They closed down.", none_situational_because="-"
    )
    assert attribution_guard(looked) == ()


def test_blanks_are_no_reason():
    assert len(attribution_guard(Looked(none_ours_because="  ", none_situational_because="\n"))) == 2


@given(st.lists(ATTRIBUTIONS, max_size=8), st.text(max_size=3), st.text(max_size=3))
def test_what_passes_the_guard_is_never_one_sided(causes, none_ours, none_situational):
    looked = Looked(
        causes=tuple(causes), none_ours_because=none_ours, none_situational_because=none_situational
    )
    if not attribution_guard(looked):
        assert none_ours.strip() or any(cause.whose is Whose.OURS for cause in causes)
        assert none_situational.strip() or any(
            cause.whose is Whose.THEIRS and cause.locus is not Locus.PERSON for cause in causes
        )


@given(st.lists(ATTRIBUTIONS, max_size=5), ATTRIBUTIONS)
def test_one_more_cause_never_makes_it_more_one_sided(causes, more):
    before = {one.field for one in attribution_guard(Looked(causes=tuple(causes)))}
    after = {one.field for one in attribution_guard(Looked(causes=(*causes, more)))}
    assert after <= before


def test_what_is_wanting_comes_in_the_order_of_the_steps():
    steps = [one.step for one in lacking(Looked())]
    assert steps == sorted(steps)
    assert fields(Looked()) == {
        "differently", "causes", "none_ours_because", "none_situational_because", "lesson",
        "no_action_because",
    }  # fmt: skip


@pytest.mark.parametrize(("causes", "wanting"), [(1, True), (2, False), (6, False), (7, True)])
def test_it_takes_two_to_six_causes(causes, wanting):
    looked = Looked(causes=(THEIR_SITUATION, *(OURS,) * (causes - 1)), **ANSWERED)
    assert ("causes" in fields(looked)) is wanting


def test_nothing_is_wanting_of_a_whole_one():
    looked = Looked(causes=(OURS, THEIR_SITUATION), lessons=1, no_action_because="Done before.", **ANSWERED)
    assert lacking(looked) == ()


@pytest.mark.parametrize(("actions", "wanting"), [(0, True), (1, False), (3, False), (4, True)])
def test_it_takes_one_to_three_actions(actions, wanting):
    assert bool(fields(Looked(actions=actions)) & {"actions", "no_action_because"}) is wanting


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, None),  # nobody wants to look again
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 23), date(2027, 5, 23)),
        (date(2025, 1, 1), date(2027, 5, 23)),
    ],
)
def test_what_is_closed_never_asks_on_the_same_day_to_be_looked_at_again(chosen, expected):
    assert look_again_after(chosen, date(2026, 11, 23)) == expected


def test_words_answer_a_question_as_well_as_a_click():
    looked = Looked(answers=("Rung", "In May", "Perhaps"))
    assert "differently" not in fields(looked)
    assert "seen_earlier" in fields(Looked(answers=("Rung", " ", "Perhaps")))


def test_a_small_break_asks_for_what_was_yours_and_one_lesson():
    short = PostMortemForm.SHORT
    assert fields(Looked(form=short)) == {"went_wrong", "lesson"}
    assert lacking(Looked(form=short, ours="Nobody asked them.", no_action_because="A pause.")) == ()


@pytest.mark.parametrize("kind", list(LossKind))
def test_only_who_left_gets_the_full_form(kind):
    assert (form_for(kind) is PostMortemForm.FULL) is (kind is LossKind.FULL)


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ([[OUTSIDE]] * 4, ""),
        ([[OUTSIDE]] * 5, "outside"),
        ([[OUTSIDE, OUTSIDE, OURS]] * 5, ""),
        ([[OUTSIDE] * 3 + [OURS]] * 5, "outside"),
        ([[OURS] * 3 + [THEIRS]] * 5, "person"),
        ([[OUR_SITUATION] * 3 + [THEIRS]] * 5, ""),
        ([[]] * 9, ""),
    ],
)
def test_leaning_to_one_side_is_said_from_five_on(each, said):
    text = shares(each).text
    assert said in text
    assert bool(text) is bool(said)


@given(st.lists(st.lists(ATTRIBUTIONS, max_size=6), max_size=9))
def test_shares_lie_between_none_and_all(each):
    found = shares(each)
    assert 0 <= found.outside <= 1
    assert 0 <= found.our_person <= 1
    assert found.outside + found.our_person <= 1 + 1e-9
    assert found.causes == sum(map(len, each))


def test_one_looks_again_after_half_a_year():
    assert look_again_on(date(2026, 8, 31)) == date(2027, 2, 28)


def test_steps_are_numbered_as_in_the_file():
    assert [int(step) for step in Step] == [0, 1, 2, 3, 4]
