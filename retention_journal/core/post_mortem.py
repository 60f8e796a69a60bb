"""Looking back on a loss: its steps, what it still lacks, and whether blame lies where it should.

Source: forms, section 3; ideas, 3.4 (the attribution error: we overrate the person, underrate the situation).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from retention_journal.core.incidents import Locus, Verdict, Whose
from retention_journal.core.lessons import PostMortemForm
from retention_journal.core.losses import LossKind
from retention_journal.core.periods import months_before
from retention_journal.i18n import N_, _

#: How long it rests before it is read again and closed. Source: forms, section 3, 7.
COOLING_OFF = timedelta(days=7)
#: Months after the notice at which one looks again. Source: DESIGN, 7.9.
LOOK_AGAIN_MONTHS = 6
#: Least and most causes of a full form. Source: forms, section 3, 3.
FEWEST_CAUSES, MOST_CAUSES = 2, 6
#: Most actions. Source: forms, section 3, 6.
MOST_ACTIONS = 3
#: So many closed ones before shares are told, and the share above which they are. Source: ideas, 3.4.
ENOUGH, TOO_LARGE = 5, 0.7

_SMALL = frozenset({LossKind.DOWNGRADE, LossKind.PAUSE, LossKind.PROJECT_NOT_RENEWED})


class Step(IntEnum):
    """A step of the full form, as it is numbered in the file."""

    WHAT_HAPPENED = 0
    CLOSING = 1
    LOOK_BACK = 2
    LESSONS = 3
    LOOK_AGAIN = 4


_STEP_NAMES = (
    N_("What happened"),
    N_("Closing conversation"),
    N_("Look back"),
    N_("Lessons"),
    N_("Look again"),
)


def step_name(step: Step) -> str:
    """Return what a step is called."""
    return _(_STEP_NAMES[step])


@dataclass(frozen=True)
class Attribution:
    """Where one cause was seen."""

    locus: Locus
    whose: Whose


@dataclass(frozen=True)
class Looked:
    """What a post-mortem holds, as far as it matters for whether it can be closed."""

    form: PostMortemForm = PostMortemForm.FULL
    causes: tuple[Attribution, ...] = ()
    none_ours_because: str = ""
    none_situational_because: str = ""
    verdicts: tuple[Verdict, Verdict, Verdict] = (Verdict.UNKNOWN,) * 3
    answers: tuple[str, str, str] = ("", "", "")
    ours: str = ""  # the short form's own contribution
    lessons: int = 0
    actions: int = 0
    no_action_because: str = ""


@dataclass(frozen=True)
class Lacking:
    """Something that is still wanting: where, and in a sentence."""

    step: Step
    field: str
    text: str


def form_for(kind: LossKind) -> PostMortemForm:
    """Return the form for what ended: six fields for a small break. Source: capability F2."""
    return PostMortemForm.SHORT if kind in _SMALL else PostMortemForm.FULL


def look_again_on(notice_on: date) -> date:
    """Return the day on which a loss is looked at again."""
    return months_before(notice_on, -LOOK_AGAIN_MONTHS)


def look_again_after(chosen: date | None, today: date) -> date | None:
    """Return the day to look again of what is closed ``today``: the one chosen, or half a year from now.

    Args:
        chosen: The day that stands there; None where nobody wants to look again.
        today: The day it is closed. A day that is over by then, as of a loss of years ago, would ask at once.
    """
    if chosen is None or chosen > today:
        return chosen
    return months_before(today, -LOOK_AGAIN_MONTHS)


def lacking(looked: Looked) -> tuple[Lacking, ...]:
    """Return what is wanting before it can be written to the end, in the order of its steps."""
    if looked.form is PostMortemForm.SHORT:
        return tuple(_short(looked))
    return (*_questions(looked), *attribution_guard(looked), *_learnt(looked))


def attribution_guard(looked: Looked) -> tuple[Lacking, ...]:
    """Return what keeps a post-mortem from being one-sided.

    It needs a cause that is one's own and one that lies in the client's situation, or that one says why none
    was found. Source: ideas, 3.4.
    """
    found: list[Lacking] = []
    if not _has_ours(looked.causes) and not looked.none_ours_because.strip():
        found.append(
            Lacking(
                Step.LOOK_BACK,
                "none_ours_because",
                _(
                    "No cause is yours so far. Name one, or say that you looked for one"
                    " and why you found none."
                ),
            )
        )
    if not _has_their_situation(looked.causes) and not looked.none_situational_because.strip():
        found.append(
            Lacking(
                Step.LOOK_BACK,
                "none_situational_because",
                _(
                    "No cause lies in what was going on around them. Name one, or say that you looked for one"
                    " and why you found none."
                ),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Shares:
    """How the causes of all closed post-mortems are spread, 0 to 1."""

    post_mortems: int
    causes: int
    outside: float
    our_person: float

    @property
    def text(self) -> str:
        """What is to be said of them; nothing while neither is large, or too few were closed."""
        if self.post_mortems < ENOUGH or not self.causes:
            return ""
        if self.outside > TOO_LARGE:
            return _(
                "{percent} % of the causes you named lie outside both of you. That is comfortable,"
                " and rarely the whole of it."
            ).format(percent=round(self.outside * 100))
        if self.our_person > TOO_LARGE:
            return _(
                "{percent} % of the causes you named are you as a person. Much of it was the situation;"
                " do not take it all on yourself."
            ).format(percent=round(self.our_person * 100))
        return ""


def shares(closed: Collection[Sequence[Attribution]]) -> Shares:
    """Return how the causes of closed post-mortems are spread. Source: ideas, 3.4."""
    causes = [cause for each in closed for cause in each]
    outside = sum(cause.whose is Whose.OUTSIDE for cause in causes)
    person = sum(cause.whose is Whose.OURS and cause.locus is Locus.PERSON for cause in causes)
    of = len(causes) or 1
    return Shares(len(closed), len(causes), outside / of, person / of)


def _has_ours(causes: Sequence[Attribution]) -> bool:
    return any(cause.whose is Whose.OURS for cause in causes)


def _has_their_situation(causes: Sequence[Attribution]) -> bool:
    return any(
        cause.whose is Whose.THEIRS and cause.locus in {Locus.SITUATION, Locus.BOTH} for cause in causes
    )


def _questions(looked: Looked) -> list[Lacking]:
    found: list[Lacking] = []
    fields = ("differently", "seen_earlier", "come_along")
    unanswered = [
        field
        for field, verdict, words in zip(fields, looked.verdicts, looked.answers, strict=True)
        if verdict is Verdict.UNKNOWN and not words.strip()
    ]
    if unanswered:
        text = _("Answer the three questions, in a word if that is enough.")
        found.append(Lacking(Step.LOOK_BACK, unanswered[0], text))
    excused = looked.none_ours_because.strip() and looked.none_situational_because.strip()
    if len(looked.causes) < FEWEST_CAUSES and not excused:
        text = _("Name at least two causes. Hardly anything has only one.")
        found.append(Lacking(Step.LOOK_BACK, "causes", text))
    if len(looked.causes) > MOST_CAUSES:
        text = _("More than six causes are hard to act on. Keep the six that matter.")
        found.append(Lacking(Step.LOOK_BACK, "causes", text))
    return found


def _learnt(looked: Looked) -> list[Lacking]:
    found: list[Lacking] = []
    if not looked.lessons:
        text = _("Write one lesson, in one sentence. “There was nothing to be done” can be one.")
        found.append(Lacking(Step.LESSONS, "lesson", text))
    if not looked.actions and not looked.no_action_because.strip():
        text = _("Name one thing to do, or say why there is none.")
        found.append(Lacking(Step.LESSONS, "no_action_because", text))
    if looked.actions > MOST_ACTIONS:
        text = _("More than three actions are not done. Keep three, and drop the others with a reason.")
        found.append(Lacking(Step.LESSONS, "actions", text))
    return found


def _short(looked: Looked) -> list[Lacking]:
    found: list[Lacking] = []
    if not looked.ours.strip() and not looked.none_ours_because.strip():
        text = _("Say what was yours in it, or why nothing was.")
        found.append(Lacking(Step.LOOK_BACK, "went_wrong", text))
    if not looked.lessons and not looked.no_action_because.strip():
        text = _("Write one lesson, or say why there is none.")
        found.append(Lacking(Step.LESSONS, "lesson", text))
    return found
