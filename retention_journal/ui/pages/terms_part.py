"""The terms a client is served on: fee, hours, notice, renewal; those that ended stand below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.engagements import renewal_sentence
from retention_journal.i18n import _
from retention_journal.services.engagements import EngagementRow
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.engagement_form import EngagementForm
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.panels import Notice, Rule
from retention_journal.ui.text_labels import Span, caption, label, section_title, spans


class TermsLine(LineToOpen):
    """One engagement; a click or Enter opens its form."""

    def __init__(self, one: EngagementRow, today: date) -> None:
        facts = " · ".join(one.facts(today))
        super().__init__(_("{name}: {facts}").format(name=one.name(), facts=facts) if facts else one.name())
        ended = one.has_ended(today)
        self.engagement_id = one.engagement_id
        since = f"  {one.since()}" if one.since() else ""
        name = Span(one.name(), "body" if ended else "body_strong", "text_3" if ended else "text")
        head = spans(name, Span(since, "caption", "text_3"))
        below = label(facts or _("Nothing agreed on money."), "ui", colour="text_2", wrap=True)
        parts = [head, below]
        if one.note:
            parts.append(caption(one.note, wrap=True))
        self.setLayout(column(*parts, gap=2, margins=(0, 8, 0, 8)))


class TermsPart(QWidget):
    """Every engagement of one client.

    Signals:
        undoable: What was done, beside an Undo.
        toast: What to say of a draft that was kept.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.lines: list[TermsLine] = []
        self.add_button = outlined_button(_("Add terms"), icon="add", small=True)
        self.add_button.clicked.connect(lambda _checked: self.open())
        self._notices, self._list = column(gap=8), column(gap=0)
        head = row(section_title(_("Terms")), None, self.add_button, gap=10)
        stack(self, head, self._notices, self._list, gap=6)

    def show_client(self, client_id: int) -> None:
        """Take ``client_id`` as the one whose terms are added to."""
        self._client_id = client_id

    def show_terms(self, found: Sequence[EngagementRow]) -> None:
        """Show the engagements ``found``, those that run first."""
        today = self._now().date()
        at = next((n for n, line in enumerate(self.lines) if line.hasFocus()), None)
        clear(self._notices)
        clear(self._list)
        for one in found:
            if one.renewal_is_near(today) and one.renewal_date is not None:
                self._notices.addWidget(self._notice(one, one.renewal_date, today))
        self.lines = [TermsLine(one, today) for one in found]
        for number, line in enumerate(self.lines):
            line.opened.connect(lambda chosen=line.engagement_id: self.open(chosen))
            if number:
                self._list.addWidget(Rule())
            self._list.addWidget(line)
        if not self.lines:
            text = _("Nothing noted yet: the fee, the hours in it, how it renews and how it may end.")
            self._list.addWidget(caption(text, wrap=True))
        if at is not None and self.lines:
            self.lines[min(at, len(self.lines) - 1)].setFocus()

    def line_of(self, engagement_id: int) -> TermsLine | None:
        """Return the line of an engagement, or None where it is not here."""
        return next((line for line in self.lines if line.engagement_id == engagement_id), None)

    def open(self, engagement_id: int | None = None) -> EngagementForm | None:
        """Open the form of an engagement, or of a new one.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        if self._client_id is None:
            return None
        form = EngagementForm(
            self._journal, self._now, self._client_id, engagement_id=engagement_id, parent=self.window()
        )
        form.undoable.connect(self.undoable)
        form.toast.connect(self.toast)
        form.open()
        return form

    def _notice(self, one: EngagementRow, renewal: date, today: date) -> Notice:
        change = outlined_button(_("Change the terms"), small=True)
        change.clicked.connect(lambda _checked: self.open(one.engagement_id))
        told = renewal_sentence(renewal, one.notice_days, today)
        return Notice("none", Span(told, "ui_medium"), buttons=[change])
