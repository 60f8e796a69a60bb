"""Looking ahead: "It is a year from now and they left. Why?", up to five answers that become watch points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.light import SignalId
from retention_journal.core.light_words import signal_label
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_name
from retention_journal.services.watch_points import MOST_ANSWERS, Foreseen, look_ahead
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Field, Form
from retention_journal.ui.text_labels import label

_LONGEST = 500
_AT_FIRST = 2


class PremortemDialog(KeptDialog):
    """Asks why a client might leave, and what one would see first."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        *,
        engagement_id: int | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Look ahead"), _("Keep as watch points"), parent, width=760)
        self._journal, self._now = journal, now
        self._client_id, self._engagement_id = client_id, engagement_id
        self._form = self.use_form(Form())
        self.texts = [LineField(longest=_LONGEST) for _n in range(MOST_ANSWERS)]
        self.signs = [LineField(longest=_LONGEST) for _n in range(MOST_ANSWERS)]
        self.signals = [Choice(_signals()) for _n in range(MOST_ANSWERS)]
        self._rows: list[list[Field]] = []
        self._lay_out(client_name(journal, client_id).name)
        self.keep_as(journal.path, f"premortem {client_id}")
        self._show_rows()
        self.texts[0].setFocus()

    def answers(self) -> list[Foreseen]:
        """Return what was written, row by row."""
        return [
            Foreseen(text.cleaned(), sign.cleaned(), signal.value())
            for text, sign, signal in zip(self.texts, self.signs, self.signals, strict=True)
        ]

    def submit(self) -> None:
        """Keep the answers as watch points.

        Raises:
            JournalError: They cannot be kept so.
        """
        kept = look_ahead(
            self._journal, self._client_id, self.answers(),
            today=self._now().date(), engagement_id=self._engagement_id,
        )  # fmt: skip
        self.drop_draft()
        many = len(kept)
        self.undoable.emit(
            ngettext("{n} watch point is kept.", "{n} watch points are kept.", many).format(n=many)
        )

    def _lay_out(self, name: str) -> None:
        self._form.add_part(
            label(_("It is a year from now and {name} left. Why?").format(name=name), "people", wrap=True)
        )
        told = _("One who imagines that it has happened finds more reasons than one who asks what might.")
        self._form.add_part(label(told, "ui", colour="text_2", wrap=True))
        for n, (text, sign, signal) in enumerate(zip(self.texts, self.signs, self.signals, strict=True), 1):
            self._rows.append(
                self._form.add_row(
                    (f"text_{n}", _("&{n}  They left because…").format(n=n), text, n > 1),
                    (f"sign_{n}", _("What would I see first?"), sign, True),
                    (f"signal_{n}", _("The light shows it by"), signal),
                )
            )
            text.textChanged.connect(lambda _text: self._show_rows())

    def _show_rows(self) -> None:
        """Show as many rows as are written, and one more."""
        both = zip(self.texts, self.signs, strict=True)
        written = [n for n, (text, sign) in enumerate(both, 1) if text.text() or sign.text()]
        shown = max(_AT_FIRST, max(written, default=0) + 1)
        for n, fields in enumerate(self._rows, 1):
            for field in fields:
                field.setVisible(n <= shown)


def _signals() -> list[tuple[SignalId | None, str]]:
    return [(None, _("No signal: I notice it myself")), *((one, signal_label(one)) for one in SignalId)]
