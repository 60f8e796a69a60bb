"""Looking back on a loss: written in steps, left and taken up again, read again after a week, then closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import Verdict
from retention_journal.core.lessons import ActionState, PostMortemForm, PostMortemState
from retention_journal.core.losses import LossKind
from retention_journal.core.post_mortem import (
    COOLING_OFF,
    Attribution,
    Lacking,
    Looked,
    Shares,
    Step,
    form_for,
    lacking,
    look_again_after,
    look_again_on,
    shares,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    ActionItem,
    Cause,
    Client,
    Lesson,
    Loss,
    PostMortem,
    PostMortemLoss,
    key_of,
)

_LONGEST = 20_000
#: What is written in it, apart from the private page.
WORDS = (
    "summary",
    "impact",
    "timeline",
    "detection",
    "differently",
    "seen_earlier",
    "come_along",
    "went_well",
    "went_wrong",
    "got_lucky",
    "good_that_came",
    "none_ours_because",
    "none_situational_because",
    "no_action_because",
    "looked_again",
)
#: What is answered in it with a word, or set.
SET = ("could_differently", "could_see_earlier", "could_come_along", "form", "look_again_on")


@dataclass(frozen=True)
class PostMortemView:
    """A post-mortem as it stands, without its private page: what prints it cannot reach that.

    Attributes:
        post_mortem_id: None while nothing was written.
        joint: The names of the other clients whose loss is looked at in it.
    """

    loss_id: int
    client_id: int
    client: str
    kind: LossKind
    notice_on: date
    post_mortem_id: int | None = None
    state: PostMortemState = PostMortemState.DRAFT
    form: PostMortemForm = PostMortemForm.FULL
    step: Step = Step.WHAT_HAPPENED
    summary: str = ""
    impact: str = ""
    timeline: str = ""
    detection: str = ""
    differently: str = ""
    seen_earlier: str = ""
    come_along: str = ""
    could_differently: Verdict = Verdict.UNKNOWN
    could_see_earlier: Verdict = Verdict.UNKNOWN
    could_come_along: Verdict = Verdict.UNKNOWN
    went_well: str = ""
    went_wrong: str = ""
    got_lucky: str = ""
    good_that_came: str = ""
    none_ours_because: str = ""
    none_situational_because: str = ""
    no_action_because: str = ""
    finished_on: date | None = None
    reread_on: date | None = None
    closed_on: date | None = None
    look_again_on: date | None = None
    looked_again_on: date | None = None
    looked_again: str = ""
    joint: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything was written."""
        return self.post_mortem_id is not None

    @property
    def is_closed(self) -> bool:
        """Whether it was read again and closed."""
        return self.state is PostMortemState.CLOSED

    def may_close(self, today: date) -> bool:
        """Say whether it rested long enough to be read again and closed."""
        return self.state is PostMortemState.IN_REVIEW and (self.reread_on or today) <= today


@dataclass(frozen=True)
class PrivatePage:
    """How it feels, and what one will not say. For nobody else."""

    words: str = ""
    waived: bool = False

    @property
    def is_left(self) -> bool:
        """Whether it was written, or there was nothing to write."""
        return self.waived or bool(self.words)


@dataclass(frozen=True)
class Waiting:
    """A loss that waits for something: to be written about, to be read again, to be looked at again."""

    loss_id: int
    client_id: int
    client: str
    kind: LossKind
    notice_on: date
    on: date  # since when it waits
    step: Step | None = None  # where one stopped; None where nothing was written


def post_mortem(journal: JournalReader, loss_id: int) -> PostMortemView:
    """Return the post-mortem of a loss; an empty one where nothing was written.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    found = journal.tuples(
        Loss.select(key_of(Loss), key_of(Client), Client.name, Loss.kind, Loss.notice_on)
        .join(Client, on=(Loss.client == key_of(Client)))
        .where((key_of(Loss) == loss_id) & Loss.trashed_at.is_null() & Client.trashed_at.is_null())
    )
    if not found:
        raise NotFoundError(_("This loss is not in the journal."), _("Look in the trash."))
    loss = dict(zip(("loss_id", "client_id", "client", "kind", "notice_on"), found[0], strict=True))
    row = _row(journal, loss_id)
    if row is None:
        return PostMortemView(
            **loss, form=form_for(loss["kind"]), look_again_on=look_again_on(loss["notice_on"])
        )
    kept = {name: row[name] for name in PostMortemView.__dataclass_fields__ if name in row}
    kept["step"] = Step(min(row["step"], max(Step)))
    return PostMortemView(**loss | kept, post_mortem_id=row["id"], joint=_joint(journal, row["id"]))


def begin(journal: Journal, loss_id: int) -> int:
    """Return the id of a loss's post-mortem, begun where there was none.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    if view.post_mortem_id is not None:
        return view.post_mortem_id
    with journal.change(_("Begin to look back")) as change:
        number = journal.value(PostMortem.select(key_of(PostMortem)).where(PostMortem.loss == loss_id))
        if number is not None:  # it lies in the trash
            change.restore(PostMortem, number)
            return int(number)
        return change.insert(PostMortem, loss=loss_id, form=view.form, look_again_on=view.look_again_on)


def save(journal: Journal, loss_id: int, **values: Any) -> bool:
    """Keep what was written or answered; say whether anything was new.

    Args:
        journal: Where it is kept.
        loss_id: Of which loss; the post-mortem is begun with the first thing that is written.
        values: Words by their names, see ``WORDS``, and what is set, see ``SET``.

    Raises:
        InvalidEntryError: A text is too long.
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    checked = {name: _checked(name, value) for name, value in values.items()}
    new = {name: value for name, value in checked.items() if getattr(view, name) != value}
    if not new:
        return False
    with journal.change(_("Look back")) as change:
        change.update(PostMortem, begin(journal, loss_id), **new)
    return True


def go_to_step(journal: Journal, loss_id: int, step: Step) -> None:
    """Remember where one stopped; only of one that was begun."""
    view = post_mortem(journal, loss_id)
    if view.post_mortem_id is not None and view.step != step:
        with journal.change(_("Go on looking back")) as change:
            change.update(PostMortem, view.post_mortem_id, step=int(step))


def private_page(journal: JournalReader, loss_id: int) -> PrivatePage:
    """Return how a loss feels. For nobody else: nothing that makes a text for others may call this."""
    row = _row(journal, loss_id)
    return PrivatePage() if row is None else PrivatePage(row["private_feelings"], row["feelings_waived"])


def save_private_page(journal: Journal, loss_id: int, page: PrivatePage) -> bool:
    """Keep how a loss feels; say whether anything was new.

    Raises:
        InvalidEntryError: It is too long.
        NotFoundError: The loss is not in the journal.
    """
    kept = PrivatePage(_checked("private_feelings", page.words), page.waived)
    if kept == private_page(journal, loss_id):
        return False
    with journal.change(_("Write the private page")) as change:
        number = begin(journal, loss_id)
        change.update(PostMortem, number, private_feelings=kept.words, feelings_waived=kept.waived)
    return True


def wanting(journal: JournalReader, loss_id: int) -> tuple[Lacking, ...]:
    """Return what is wanting before a post-mortem can be written to the end.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    number = view.post_mortem_id
    kept = (ActionItem.post_mortem == number) & (ActionItem.state != ActionState.DROPPED)
    causes = () if number is None else _attributions(journal, [number]).get(number, ())
    return lacking(
        Looked(
            form=view.form,
            causes=tuple(causes),
            none_ours_because=view.none_ours_because,
            none_situational_because=view.none_situational_because,
            verdicts=(view.could_differently, view.could_see_earlier, view.could_come_along),
            answers=(view.differently, view.seen_earlier, view.come_along),
            ours=view.went_wrong,
            lessons=_count(journal, Lesson, Lesson.loss == loss_id),
            actions=0 if number is None else _count(journal, ActionItem, kept),
            no_action_because=view.no_action_because,
        )
    )


def finish(journal: Journal, loss_id: int, *, today: date) -> date:
    """Say that it is written to the end; return the day on which it is read again before it is closed.

    Raises:
        InvalidEntryError: Something is wanting, or it is closed already.
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    if view.is_closed:
        raise InvalidEntryError("state", _("It is closed already. Open it again to go on."))
    _must_be_whole(journal, loss_id)
    again = today + COOLING_OFF
    with journal.change(_("Written to the end")) as change:
        change.update(
            PostMortem,
            begin(journal, loss_id),
            state=PostMortemState.IN_REVIEW,
            finished_on=today,
            reread_on=again,
        )
    return again


def close(journal: Journal, loss_id: int, *, today: date) -> None:
    """Close it, after it was read again.

    Raises:
        InvalidEntryError: It was not written to the end, has not rested for a week, or something is wanting.
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    if view.state is not PostMortemState.IN_REVIEW or view.post_mortem_id is None:
        raise InvalidEntryError("state", _("Write it to the end first."))
    if view.reread_on and view.reread_on > today:
        raise InvalidEntryError("reread_on", _("Let it rest for a week, then read it again and close it."))
    _must_be_whole(journal, loss_id)
    with journal.change(_("Close the look back")) as change:
        change.update(
            PostMortem,
            view.post_mortem_id,
            state=PostMortemState.CLOSED,
            closed_on=today,
            look_again_on=look_again_after(view.look_again_on, today),
        )


def reopen(journal: Journal, loss_id: int) -> None:
    """Go on with one that was written to the end or closed; what was written and when stays.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    view = post_mortem(journal, loss_id)
    if view.post_mortem_id is not None and view.state is not PostMortemState.DRAFT:
        with journal.change(_("Open the look back again")) as change:
            change.update(PostMortem, view.post_mortem_id, state=PostMortemState.DRAFT)


def look_again(
    journal: Journal, loss_id: int, words: str, *, today: date, next_on: date | None = None
) -> None:
    """Keep what one saw when one looked again; ``next_on`` asks once more.

    Raises:
        InvalidEntryError: It is too long, or the next day does not lie ahead.
        NotFoundError: The loss is not in the journal.
    """
    if next_on is not None and next_on <= today:
        raise InvalidEntryError("look_again_on", _("Choose a day that lies ahead."))
    with journal.change(_("Look again")) as change:
        change.update(
            PostMortem,
            begin(journal, loss_id),
            looked_again=_checked("looked_again", words),
            looked_again_on=today,
            look_again_on=next_on,
        )


def to_write(journal: JournalReader) -> list[Waiting]:
    """Return the losses nobody looked back on to the end yet, the newest first.

    One that is looked at in another's joint post-mortem is not among them.
    """
    in_another = PostMortemLoss.select(PostMortemLoss.loss).where(PostMortemLoss.trashed_at.is_null())
    return _waiting(
        journal,
        (PostMortem.state.is_null() | (PostMortem.state == PostMortemState.DRAFT))
        & key_of(Loss).not_in(in_another),
        Loss.notice_on,
        newest_first=True,
    )


def to_reread(journal: JournalReader, today: date) -> list[Waiting]:
    """Return those that rested for a week and can be read again and closed, the longest waiting first."""
    due = (PostMortem.state == PostMortemState.IN_REVIEW) & (PostMortem.reread_on <= today)
    return _waiting(journal, due, PostMortem.reread_on)


def to_look_again(journal: JournalReader, today: date) -> list[Waiting]:
    """Return the closed ones whose day to look again has come, the longest waiting first."""
    due = (PostMortem.state == PostMortemState.CLOSED) & (PostMortem.look_again_on <= today)
    since = PostMortem.looked_again_on.is_null() | (PostMortem.looked_again_on < PostMortem.look_again_on)
    return _waiting(journal, due & since, PostMortem.look_again_on)


def attribution_shares(journal: JournalReader) -> Shares:
    """Return how the causes of all closed post-mortems are spread. Source: ideas, 3.4."""
    closed = [
        number
        for (number,) in journal.tuples(
            PostMortem.select(key_of(PostMortem))
            .join(Loss, on=(PostMortem.loss == key_of(Loss)))
            .where(
                PostMortem.trashed_at.is_null()
                & Loss.trashed_at.is_null()
                & (PostMortem.state == PostMortemState.CLOSED)
            )
        )
    ]
    found = _attributions(journal, closed)
    return shares([found.get(number, []) for number in closed])


# -- inside -----------------------------------------------------------------------------------------------


def _row(journal: JournalReader, loss_id: int) -> dict[str, Any] | None:
    rows: list[dict[str, Any]] = journal.rows(
        PostMortem.select().where((PostMortem.loss == loss_id) & PostMortem.trashed_at.is_null()).dicts(),
        dict,
    )
    return rows[0] if rows else None


def _joint(journal: JournalReader, number: int) -> tuple[str, ...]:
    query = (
        PostMortemLoss.select(Client.name)
        .join(Loss, on=(PostMortemLoss.loss == key_of(Loss)))
        .join(Client, on=(Loss.client == key_of(Client)))
        .where(
            (PostMortemLoss.post_mortem == number)
            & PostMortemLoss.trashed_at.is_null()
            & Loss.trashed_at.is_null()
            & Client.trashed_at.is_null()
        )
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
    )
    return tuple(name for (name,) in journal.tuples(query))


def _checked(name: str, value: Any) -> Any:
    if name in SET:
        return value
    text = clean(value).strip()
    if len(text) > _LONGEST:
        raise InvalidEntryError(name, _("At most {n} characters.").format(n=_LONGEST))
    return text


def _must_be_whole(journal: JournalReader, loss_id: int) -> None:
    for one in wanting(journal, loss_id):
        raise InvalidEntryError(one.field, one.text)


def _attributions(journal: JournalReader, numbers: Collection[int]) -> dict[int, list[Attribution]]:
    found: dict[int, list[Attribution]] = {}
    if not numbers:
        return found
    rows = journal.tuples(
        Cause.select(Cause.post_mortem, Cause.locus, Cause.whose)
        .where(Cause.post_mortem.in_(list(numbers)) & Cause.trashed_at.is_null())
        .order_by(Cause.position, key_of(Cause))
    )
    for number, locus, whose in rows:
        found.setdefault(number, []).append(Attribution(locus, whose))
    return found


def _count(journal: JournalReader, table: Any, condition: Any) -> int:
    query = table.select(fn.COUNT(key_of(table))).where(condition & table.trashed_at.is_null())
    return int(journal.value(query) or 0)


def _waiting(
    journal: JournalReader, condition: Any, day: Any, *, newest_first: bool = False
) -> list[Waiting]:
    query = (
        Loss.select(
            key_of(Loss),
            key_of(Client),
            Client.name,
            Loss.kind,
            Loss.notice_on,
            day.alias("since"),
            PostMortem.step,
        )
        .join(Client, on=(Loss.client == key_of(Client)))
        .join_from(
            Loss,
            PostMortem,
            JOIN.LEFT_OUTER,
            on=((PostMortem.loss == key_of(Loss)) & PostMortem.trashed_at.is_null()),
        )
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null() & condition)
        .order_by(day.desc() if newest_first else day, key_of(Loss).desc())
    )
    return [
        Waiting(loss, client, name, kind, notice, since, None if step is None else Step(min(step, max(Step))))
        for loss, client, name, kind, notice, since, step in journal.tuples(query)
    ]
