"""Several clients left close together: one calm line that offers to look at them at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.loss_cluster import Cluster, told
from retention_journal.i18n import _
from retention_journal.services.joint_look import look_together
from retention_journal.services.loss_clusters import OFFERED_DAYS, not_now, not_together, to_look_at
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import Button, link_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.panels import Panel
from retention_journal.ui.text_labels import Span, spans


class ClusterOffer(QWidget):
    """Offers one look at the losses of a season; hidden where there is nothing to offer.

    Signals:
        undoable: What to say of it, beside an Undo.
        look_wanted: Open the joint post-mortem: the client's id and the loss's.

    Attributes:
        cluster: What is offered; None is nothing.
    """

    undoable = Signal(str)
    look_wanted = Signal(int, int)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, within_days: int = OFFERED_DAYS
    ) -> None:
        super().__init__()
        self._journal, self._now, self._within_days = journal, now, within_days
        self.cluster: Cluster | None = None
        self.together: Button | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.hide()

    def refresh(self) -> None:
        """Show the newest cluster that is to be looked at, if there is one."""
        cluster = to_look_at(self._journal, self._now().date(), within_days=self._within_days)
        if cluster == self.cluster:
            return
        self.cluster = cluster
        clear(self._column)
        self.setVisible(cluster is not None)
        if cluster is not None:
            made = self._panel(cluster)
            self._column.addWidget(made)
            made.show()

    def _panel(self, cluster: Cluster) -> QWidget:
        self.together = link_button(_("Look together"))
        later, never = link_button(_("Not now")), link_button(_("Not together"))
        self.together.clicked.connect(self.look)
        later.clicked.connect(self.put_off)
        never.clicked.connect(self.refuse)
        never.setToolTip(_("They have nothing to do with each other. This is not offered again."))
        flow = FlowLayout()
        for button in (self.together, later, never):
            flow.addWidget(button)
        said = spans(
            Span(told(cluster) + " ", "ui_strong"),
            Span(_("Look at them together?"), "ui"),
            wrap=True,
            role="ui",
        )
        made = Panel(fill="watch_soft", edge="")
        mark = LightBadge("watch", size=14, word_shown=False)
        beside = column(said, box(flow), gap=4)
        line = row(mark, beside, gap=10, margins=(14, 10, 14, 8))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        made.setLayout(line)
        return made

    def look(self) -> None:
        """Begin the joint look and open it."""
        if self.cluster is None:
            return
        cluster = self.cluster
        loss = look_together(self._journal, cluster)
        self.refresh()
        client = next(
            (one.client_id for one in cluster.losses if one.loss_id == loss), cluster.newest.client_id
        )
        self.undoable.emit(_("One look at all of them is begun."))
        self.look_wanted.emit(client, loss)

    def put_off(self) -> None:
        """Let it rest for two weeks."""
        if self.cluster is not None:
            again = not_now(self._journal, self.cluster, today=self._now().date())
            self.refresh()
            self.undoable.emit(_("Offered again {day}.").format(day=formats.day(again)))

    def refuse(self) -> None:
        """Do not offer these losses again."""
        if self.cluster is not None:
            not_together(self._journal, self.cluster, today=self._now().date())
            self.refresh()
            self.undoable.emit(_("These losses are not offered together again."))
