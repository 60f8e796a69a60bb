"""Looking at several losses at once: one post-mortem on the newest, with the others beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.loss_cluster import Cluster
from retention_journal.i18n import _
from retention_journal.services.loss_clusters import joint_looks
from retention_journal.services.post_mortems import begin, reopen
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Loss, PostMortem, PostMortemLoss, key_of


@dataclass(frozen=True)
class Beside:
    """Another loss that a joint look is about."""

    loss_id: int
    client_id: int
    client: str
    notice_on: date


def look_together(journal: Journal, cluster: Cluster) -> int:
    """Begin one look at all losses of a cluster, or add those missing to the one begun; return its loss.

    Words written before about the newest loss stay, and become part of it.
    """
    own = {one.loss_id for one in cluster.losses}
    begun = [one for one in joint_looks(journal) if not one.is_closed and len(own & one.losses) > 1]
    with journal.change(_("Look at the losses together")) as change:
        if begun:
            number, loss, has = begun[0].post_mortem_id, begun[0].loss_id, set(begun[0].losses)
        else:
            loss = cluster.newest.loss_id
            number, has = begin(journal, loss), {loss}
            reopen(journal, loss)
        for one in cluster.losses:
            if one.loss_id not in has:
                change.insert(PostMortemLoss, post_mortem=number, loss=one.loss_id)
    return loss


def looked_at_beside(journal: JournalReader, loss_id: int) -> list[Beside]:
    """Return the other losses that the post-mortem of ``loss_id`` looks at, the earliest first."""
    query = (
        Loss.select(key_of(Loss), key_of(Client), Client.name, Loss.notice_on)
        .join(PostMortemLoss, on=(PostMortemLoss.loss == key_of(Loss)))
        .join(PostMortem, on=(PostMortemLoss.post_mortem == key_of(PostMortem)))
        .join(Client, on=(Loss.client == key_of(Client)))
        .where((PostMortem.loss == loss_id) & PostMortem.trashed_at.is_null())
        .where(PostMortemLoss.trashed_at.is_null() & Loss.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(Loss.notice_on, key_of(Loss))
    )
    return [Beside(*row) for row in journal.tuples(query)]
