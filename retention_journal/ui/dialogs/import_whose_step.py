"""The step that asks whose the rows of a file are, and which of those are wanted that nobody is sure of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.ui.dialogs.import_hours_steps import WhoStep
from retention_journal.ui.dialogs.import_records_work import Read
from retention_journal.ui.layouts import column, stack
from retention_journal.ui.text_labels import caption, section_title
from retention_journal.ui.toggles import TickBox


class WhoseStep(QWidget):
    """Whom the rows belong to, and which of those are wanted that nobody's address tells of."""

    def __init__(self) -> None:
        super().__init__()
        self.planned, self.titles = TickBox(), TickBox()
        self._about_planned = caption(_("Without the tick, what is still to come stays out."), wrap=True)
        self._about_titles = caption(
            _("Nobody of theirs took part by e-mail address. Without the tick they stay out."), wrap=True
        )
        self._meetings = QWidget()
        parts = (self.planned, self._about_planned, 4, self.titles, self._about_titles)
        self._meetings.setLayout(column(section_title(_("Meetings")), 2, *parts, gap=4))
        self.who = WhoStep(stays_out=True, below=[self._meetings])
        stack(self, self.who)
        self.setTabOrder(self.planned, self.titles)

    def ask(self, read: Read, client_id: int | None) -> None:
        """Ask about what a file held."""
        counts = read.counts
        self.who.ask(
            read.named, (), read.clients,
            rows_without=counts.unnamed, client_id=client_id, person="", told=_told(read),
        )  # fmt: skip
        planned = ngettext(
            "Plan a call for the one meeting that is still to come",
            "Plan a call for each of the {n} meetings that are still to come",
            counts.planned,
        )
        titles = ngettext(
            "Bring in the one meeting of which only the title names a client, too",
            "Bring in the {n} meetings of which only the title names a client, too",
            counts.by_title,
        )
        self.planned.setText(planned.format(n=formats.number(counts.planned)))
        self.titles.setText(titles.format(n=formats.number(counts.by_title)))
        for one in (self.planned, self._about_planned):
            one.setVisible(bool(counts.planned))
        for one in (self.titles, self._about_titles):
            one.setVisible(bool(counts.by_title))
        self._meetings.setVisible(bool(counts.planned or counts.by_title))

    def ways(self) -> IntakeWays:
        """Return what was chosen."""
        chosen = self.who.ways()
        return IntakeWays(
            chosen.names, chosen.unnamed,
            with_planned=self.planned.isChecked(), with_titles=self.titles.isChecked(),
        )  # fmt: skip


def _told(read: Read) -> str:
    """Return what stands above where the file names no client, else ""."""
    if read.named:
        return ""
    told = []
    if n := read.counts.by_address:
        said = ngettext(
            "{n} row is of a client: the e-mail addresses in it tell whose it is.",
            "{n} rows are of clients: the e-mail addresses in them tell whose each one is.",
            n,
        )
        told.append(said.format(n=formats.number(n)))
    if n := read.counts.unnamed:
        said = ngettext(
            "{n} row names no client. Say whose it is, or it stays out.",
            "{n} rows name no client. Say whose they are, or they stay out.",
            n,
        )
        told.append(said.format(n=formats.number(n)))
    if read.counts.unnamed and not read.clients:
        told.append(_("There is no client in your journal yet: add one first, and bring the file in again."))
    return " ".join(told)
