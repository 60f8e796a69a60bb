"""Clusters of losses that were not looked at together yet, and what one said to looking."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from retention_journal.core.clients import Status
from retention_journal.core.lessons import PostMortemState
from retention_journal.core.loss_cluster import Cluster, Left, clusters
from retention_journal.i18n import _
from retention_journal.services.full_losses import full_losses
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Loss, PostMortem, PostMortemLoss, Setting, key_of

#: Whose newest loss is longer ago is no longer offered: memory has faded.
OFFERED_DAYS = 365
#: On Today it is said for so long after the newest loss.
NEAR_DAYS = 60
#: "Not now" lets it rest for so long.
REST_DAYS = 14
_NOT_TOGETHER, _NOT_NOW = "clusters_not_together", "clusters_not_now"
_NAMES = uuid.UUID("0d6e1d53-7b1f-4d0e-9a41-6fd2b9f2c3a7")


@dataclass(frozen=True)
class Joint:
    """A look at several losses at once.

    Attributes:
        loss_id: The loss it stands on.
        losses: Every loss it looks at, that one too.
    """

    post_mortem_id: int
    loss_id: int
    is_closed: bool
    losses: frozenset[int]


def clusters_of(journal: JournalReader) -> tuple[Cluster, ...]:
    """Return every cluster of full losses, the earliest first."""
    return journal.remembered("loss clusters", None, lambda: _clusters_of(journal))


def to_look_at(journal: JournalReader, today: date, *, within_days: int = OFFERED_DAYS) -> Cluster | None:
    """Return the newest cluster that was not looked at together, if one is to be offered.

    Args:
        journal: Where to look.
        today: The day it is.
        within_days: How long ago its newest loss may lie.
    """
    refused, resting = _kept(journal, _NOT_TOGETHER), _kept(journal, _NOT_NOW)
    looked = joint_looks(journal)
    for cluster in reversed(clusters_of(journal)):
        if not 0 <= (today - cluster.newest.on).days <= within_days:
            continue
        if cluster.key in refused or resting.get(cluster.key, "") > today.isoformat():
            continue
        if not any(_is_looked_at(cluster, joint) for joint in looked):
            return cluster
    return None


def joint_looks(journal: JournalReader) -> list[Joint]:
    """Return the looks at several losses at once."""
    query = (
        PostMortemLoss.select(key_of(PostMortem), PostMortem.loss, PostMortem.state, PostMortemLoss.loss)
        .join(PostMortem)
        .join(Loss, on=(PostMortemLoss.loss == key_of(Loss)))
        .where(
            PostMortemLoss.trashed_at.is_null() & PostMortem.trashed_at.is_null() & Loss.trashed_at.is_null()
        )
    )
    found: dict[int, Joint] = {}
    for number, own, state, other in journal.tuples(query):
        before = found[number].losses if number in found else frozenset({own})
        found[number] = Joint(number, own, state is PostMortemState.CLOSED, before | {other})
    return list(found.values())


def not_now(journal: Journal, cluster: Cluster, *, today: date) -> date:
    """Let a cluster rest for two weeks; return the day on which it is offered again."""
    again = today + timedelta(days=REST_DAYS)
    resting = _kept(journal, _NOT_NOW) | {cluster.key: again.isoformat()}
    _keep(journal, _("Look at the losses later"), _NOT_NOW, resting)
    return again


def not_together(journal: Journal, cluster: Cluster, *, today: date) -> None:
    """Say that these losses have nothing to do with each other; they are not offered again."""
    refused = _kept(journal, _NOT_TOGETHER) | {cluster.key: today.isoformat()}
    _keep(journal, _("Do not look at the losses together"), _NOT_TOGETHER, refused)


def _is_looked_at(cluster: Cluster, joint: Joint) -> bool:
    """Say whether a joint look holds all of a cluster, or was closed with two of it."""
    own = {one.loss_id for one in cluster.losses}
    return own <= joint.losses or (joint.is_closed and len(own & joint.losses) > 1)


def _clusters_of(journal: JournalReader) -> tuple[Cluster, ...]:
    since = journal.value(
        Client.select(Client.start_date)
        .where(Client.trashed_at.is_null() & Client.start_date.is_null(False))
        .where(Client.status != Status.PROSPECT)
        .order_by(Client.start_date)
        .limit(1)
    )
    return clusters(_left(journal), since)


def _left(journal: JournalReader) -> Iterator[Left]:
    names = dict(
        journal.tuples(Client.select(key_of(Client), Client.name).where(Client.trashed_at.is_null()))
    )
    uids = dict(journal.tuples(Loss.select(key_of(Loss), Loss.uid).where(Loss.trashed_at.is_null())))
    for number, losses in full_losses(journal).items():
        for one in losses if number in names else ():
            yield Left(one.notice_on, one.loss_id, number, names[number], uids[one.loss_id])


def _kept(journal: JournalReader, name: str) -> dict[str, str]:
    kept: list[tuple[Any, ...]] = journal.tuples(Setting.select(Setting.value).where(Setting.name == name))
    return {str(key): str(day) for key, day in kept[0][0].items()} if kept else {}


def _keep(journal: Journal, label: str, name: str, value: dict[str, str]) -> None:
    with journal.change(label) as change:
        if not change.update_where(Setting, Setting.name == name, value=value):
            change.insert(Setting, uid=str(uuid.uuid5(_NAMES, name)), name=name, value=value)
