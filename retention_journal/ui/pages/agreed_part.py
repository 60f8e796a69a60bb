"""What was agreed: what is included, what is not and was said so, what is assumed and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.expectations import SAID, ItemState
from retention_journal.core.kpis import months_since
from retention_journal.i18n import _, ngettext
from retention_journal.services.expectation_items import (
    Item,
    expectations,
    in_state,
    intake_progress,
    said_before,
)
from retention_journal.services.kpis import Agreement, agreements, in_force
from retention_journal.services.success_question import SuccessQuestion, still_the_same, success_question
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.agreement_saving import AgreementSaving
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.intake import IntakeDialog
from retention_journal.ui.icon_line import IconLine
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row, stack
from retention_journal.ui.page import Page
from retention_journal.ui.pages.said_before import said_differently, said_no_longer
from retention_journal.ui.panels import Notice
from retention_journal.ui.text_labels import Label, Span, caption, label, section_title

_SIDE_BY_SIDE = 400
_MOST_OPEN = 4
_INDENT = 24  # of what stands under the words of a line
_LOOKS = {
    ItemState.INCLUDED: ("included", "steady_text"),
    ItemState.NOT_INCLUDED: ("not_included", "text_2"),
    ItemState.ASSUMED: ("info", "watch_text"),
    ItemState.OPEN: ("help", "text_2"),
}


class AgreedPart(Page):
    """What one client may expect, as it was said; a part of the tab "Agreement & KPIs".

    It follows what it ``watches`` when its host hands on each change, or calls ``refresh``.
    """

    watches = frozenset({"expectation_item", "intake_question", "kpi_agreement", "contact", "client"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.edit_button = link_button(_("Edit"))
        self.save_button = link_button(_("Save as PDF…"))
        self.ask_button = outlined_button(_("Ask the questions…"), small=True)
        self.same_button = outlined_button(_("Still the same"), small=True)
        self.changed_button = outlined_button(_("It has changed…"), small=True)
        self._said, self._unsaid = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _part in range(2))
        self._result, self._question = column(gap=2), column(gap=6)
        self._no_longer = column(gap=2)
        self._confirmed, self._how_far = caption("", wrap=True), caption("", wrap=True)
        self._lay_out()
        self.edit_button.clicked.connect(lambda: self.agree(Step.SCOPE))
        self.save_button.clicked.connect(self.save_pdf)
        self.same_button.clicked.connect(self.note_same)
        self.changed_button.clicked.connect(lambda: self.agree(Step.ASK))
        self.ask_button.clicked.connect(self.ask_questions)

    def show_client(self, client_id: int) -> None:
        """Show what was agreed with ``client_id``."""
        self._client_id = client_id
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        self._stale = False
        today = self._now().date()
        items = expectations(self._journal, self._client_id)
        history = agreements(self._journal, self._client_id)
        agreement = in_force(history, today)
        self._show_result(agreement)
        self._show_lists(items, said_before(self._journal, self._client_id))
        _show_text(self._confirmed, _confirmed(items, history, today))
        self._show_intake(items)
        self._show_question(success_question(self._journal, self._client_id, today), today)
        self.save_button.setVisible(agreement is not None)

    def agree(self, step: Step = Step.ASK) -> AgreeDialog | None:
        """Open the dialog that agrees KPIs, at its words or at ``step``."""
        if self._client_id is None:
            return None
        dialog = AgreeDialog(self._journal, self._client_id, self._now, self.window(), step=step)
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def ask_questions(self) -> IntakeDialog | None:
        """Open the questions of the start."""
        if self._client_id is None:
            return None
        dialog = IntakeDialog(self._journal, self._client_id, self._now, self.window())
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def save_pdf(self) -> AgreementSaving | None:
        """Ask where the agreement goes as a page to sign."""
        if self._client_id is None:
            return None
        saving = AgreementSaving(self._journal, self._now, self.window())
        saving.said.connect(self.toast)
        saving.save(self._client_id)
        return saving

    def note_same(self) -> None:
        """Note that success still means the same, as of today."""
        if self._client_id is None:
            return
        today = self._now().date()
        still_the_same(self._journal, self._client_id, today, today=today)
        self.undoable.emit(_("Noted: success still means the same."))

    def take_focus(self) -> None:
        """Put the focus on the first thing to do here."""
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._turn()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for lists in (self._said, self._unsaid):
            lists.setContentsMargins(0, 0, 0, 0)
            lists.setSpacing(theme.px(20))
        head = row(section_title(_("What was agreed")), None, self.save_button, self.edit_button, gap=16)
        self._how_far.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        ask = row(self.ask_button, self._how_far, None, gap=10)
        ask.setStretch(1, 100)
        answers = FlowLayout()
        answers.addWidget(self.same_button)
        answers.addWidget(self.changed_button)
        self._answers = box(answers)
        stack(
            self, head, self._result, self._said, self._confirmed, self._no_longer, self._unsaid, ask,
            self._question, self._answers, None,
            gap=10,
        )  # fmt: skip
        self.setTabOrder(self.save_button, self.edit_button)

    def _turn(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * theme.scale()
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for lists in (self._said, self._unsaid):
            lists.setDirection(way)

    def _show_result(self, agreement: Agreement | None) -> None:
        clear(self._result)
        if agreement is not None and agreement.good_result:
            self._result.addWidget(caption(_("A good result")))
            self._result.addWidget(label(agreement.good_result, "ui", wrap=True))

    def _show_lists(self, items: Sequence[Item], before: Mapping[int | None, Sequence[Item]]) -> None:
        for lines in (self._said, self._unsaid, self._no_longer):
            clear(lines)
        if before.get(None):
            self._no_longer.addWidget(said_no_longer(before[None]))
        if any(item.state in SAID for item in items):
            self._add_list(self._said, _("Included"), items, ItemState.INCLUDED, before)
            self._add_list(self._said, _("Not included, and said so"), items, ItemState.NOT_INCLUDED, before)
        else:
            text = _("Nobody has written down yet what is included, and what is not.")
            self._said.addWidget(label(text, "ui", colour="text_2", wrap=True))
        for state in (ItemState.ASSUMED, ItemState.OPEN):
            if in_state(items, state):
                self._add_list(self._unsaid, state.label, items, state, before)

    def _add_list(
        self,
        to: QBoxLayout,
        title: str,
        items: Sequence[Item],
        state: ItemState,
        before: Mapping[int | None, Sequence[Item]],
    ) -> None:
        found = in_state(items, state)
        shown = found[:_MOST_OPEN] if state is ItemState.OPEN else found
        parts: list[QWidget] = [
            caption(title),
            *(_line(item, before.get(item.item_id, ())) for item in shown),
        ]
        if not found:
            parts.append(label(_("Nothing yet."), "ui", colour="text_3"))
        if more := len(found) - len(shown):
            parts.append(caption(ngettext("and {n} more", "and {n} more", more).format(n=more)))
        to.addWidget(box(column(*parts, None, gap=5)), 1)

    def _show_intake(self, items: Sequence[Item]) -> None:
        asked = [item for item in items if item.is_question]
        far = intake_progress(asked)
        _show_text(self._how_far, far.sentence if asked else "")
        if not asked:
            self.ask_button.setText(_("Ask the questions…"))
        else:
            self.ask_button.setText(_("Go on asking…") if far.open else _("Questions…"))

    def _show_question(self, asked: SuccessQuestion | None, today: date) -> None:
        """Show the quarterly question. Source: capability B14."""
        clear(self._question)
        self._answers.setVisible(asked is not None)
        if asked is None:
            return
        question = _("Is the definition of success still the same?")
        day = formats.day(asked.due)
        if asked.is_due(today):
            due = _("Due since {day}.").format(day=day) if asked.due < today else _("Due today.")
            words: QWidget = Notice("watch", Span(question, "ui_medium"), Span(f" {due}", "ui", "text_2"))
        else:
            due = _("Ask on {day}.").format(day=day)
            words = label(f"{question} {due}", "ui", colour="text_2", wrap=True)
        self._question.addWidget(words)


def _show_text(shown: Label, text: str) -> None:
    shown.setText(text)
    shown.setVisible(bool(text))


def _line(item: Item, before: Sequence[Item]) -> QWidget:
    if not before:
        return _words(item)
    lines = column(_words(item), row(said_differently(item, before), margins=(_INDENT, 0, 0, 0)), gap=1)
    return box(lines)


def _words(item: Item) -> IconLine:
    icon, colour = _LOOKS[item.state]
    words = [Span(item.question, "ui")]
    if item.answer:
        words = [Span(f"{item.question} ", "ui", "text_2"), Span(item.answer, "ui")]
    return IconLine(icon, words, colour=colour, meaning=item.state.label)


def _confirmed(items: Sequence[Item], history: Sequence[Agreement], today: date) -> str:
    """Return who confirmed last what is included and what is not, how, when, and how long ago that is."""
    confirmed = [item for item in items if item.confirmed_on is not None]
    if not confirmed:
        return ""
    last = max(confirmed, key=lambda item: item.confirmed_on or date.min)
    on = last.confirmed_on or today
    how = next((old.agreed_how for old in history if old.is_binding and old.agreed_on == on), None)
    told = [last.confirmed_by_name, how.label if how else "", formats.day(on)]
    text = _("Confirmed: {source}.").format(source=", ".join(part for part in told if part))
    n = months_since(on, today)
    age = ngettext("{n} month old.", "{n} months old.", n).format(n=n) if n else ""
    return " ".join(part for part in (text, age, _unconfirmed(items)) if part)


def _unconfirmed(items: Sequence[Item]) -> str:
    """Return how many lines nobody has confirmed, beside those that somebody has."""
    n = sum(item.state in SAID and item.confirmed_on is None for item in items)
    if not n:
        return ""
    told = ngettext("{n} line is not confirmed yet.", "{n} lines are not confirmed yet.", n)
    return told.format(n=n)
