"""The clients behind a figure of Insights: a list, and from there the client."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.insights import Behind
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.layouts import stack
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import label

_WIDTH, _HEIGHT, _WHAT = 620, 330, 300


class ClientsBehind(Dialog):
    """Who is behind a figure.

    Signals:
        client_opened: Open this client, by id.
    """

    client_opened = Signal(int)

    def __init__(self, told: str, behind: Sequence[Behind], parent: QWidget) -> None:
        """Make the dialog.

        Args:
            told: The figure, as a sentence.
            behind: The clients, one or more.
            parent: The page.
        """
        super().__init__(_("The clients behind it"), _("Open"), parent, width=_WIDTH, cancel=_("Close"))
        self.list: RecordView[Behind] = RecordView(
            [
                Column(_("Client"), lambda one: one.name, width=0, name="client"),
                Column(_("What"), lambda one: one.what, width=_WHAT, name="what"),
            ],
            lambda one: (one.client_id, one.name, one.what),
            name=_("The clients behind it"),
            row="hit_min",
        )
        self.list.setMinimumHeight(theme.px(_HEIGHT))
        stack(self.content, label(told, "body_strong", wrap=True), self.list, gap=12)
        self.list.show_records(list(behind))
        self.list.select_first()
        self.list.opened.connect(lambda _one: self.accept())
        self.list.setFocus()

    def submit(self) -> None:
        """Open the client at hand."""
        one = self.list.current()
        if one is None or one.client_id is None:
            raise InvalidEntryError("", _("Several clients have this name. Look for it among your clients."))
        self.client_opened.emit(one.client_id)
