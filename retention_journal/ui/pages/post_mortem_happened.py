"""Step 1: what ended, when it was noticed, by whose words; and what the journal shows beside the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.lessons import PostMortemForm
from retention_journal.core.losses import Destination
from retention_journal.i18n import _
from retention_journal.services.excuse_check import check_reason
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossEntry, LossView, edit_loss
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.excuse_panel import ExcusePanel
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.pages.loss_cost_part import LossCostPart
from retention_journal.ui.pages.post_mortem_questions import show_texts
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import LOOK_BACK, TALK
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import quote
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.unsaved_words import UnsavedWords

_NAME_WIDTH = 148


class HappenedStep(PostMortemStep):
    """The facts, before anything is thought about them."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self._excuse_for: tuple[int, LossEntry] | None = None
        self.change = outlined_button(_("Change…"), icon="edit", small=True)
        self.facts = column(gap=6)
        self.words = column(gap=0)
        self.joint = label("", "ui_medium", wrap=True)
        self.excuse = ExcusePanel()
        self.texts = {"summary": TextField(lines=2), "impact": TextField(lines=1)}
        self.own = Form()
        self.own.add("summary", _("In a few words, what happened?"), self.texts["summary"], optional=True)
        self.own.add("impact", _("What does it mean for you?"), self.texts["impact"], optional=True)
        self.form = Segmented(
            [
                Option(PostMortemForm.FULL, _("In five steps")),
                Option(PostMortemForm.SHORT, _("Short, six fields")),
            ],
            name=_("How much to ask"),
            small=True,
        )
        self.cost = LossCostPart(self)
        self.about_form = caption(_("A small break needs no long look. You can change your mind."), wrap=True)
        head = row(
            heading(_("What happened"), _("The facts first. What you think of them comes later.")),
            self.change,
            gap=12,
        )
        head.setStretch(0, 1)
        head.setAlignment(self.change, Qt.AlignmentFlag.AlignTop)
        stack(
            self,
            head,
            self.joint,
            box(self.words),
            box(self.facts),
            self.cost,
            self.excuse,
            self.own,
            Rule(),
            row(label(_("How long a look?"), "ui_medium"), None, self.form, gap=12),
            self.about_form,
            gap=14,
        )
        self.change.clicked.connect(lambda _checked: self.open_dialog())
        for button in (self.excuse.add, self.excuse.take_away):
            button.clicked.connect(lambda _checked: self._keep_reasons())
        self.form.changed.connect(self._choose_form)
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(*self.texts.values())
        self.unsaved = UnsavedWords(self.saving, self.texts, journal.path, "what happened")

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        if is_other:
            self.unsaved.leave()
        super().show_one(loss, one)
        self.own.setVisible(one.form is PostMortemForm.FULL)  # the short form asks for both itself
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                show_texts(self.texts, one)
        self.unsaved.show(loss.loss_id)
        entry = loss.entry
        self.joint.setVisible(bool(one.joint))
        self.joint.setText(_("Looked at together with {clients}.").format(clients=", ".join(one.joint)))
        clear(self.words)
        if entry.their_words:
            self.words.addWidget(quote(entry.their_words))
        clear(self.facts)
        for name, value in _facts(entry):
            self.facts.addWidget(_told(name, value))
        self.cost.show_loss(loss.loss_id)
        if self._excuse_for != (loss.loss_id, entry):
            self._excuse_for = (loss.loss_id, entry)
            found = check_reason(
                self.journal, one.client_id, entry.primary_reason, entry.notice_on, loss_id=loss.loss_id
            )
            self.excuse.show_others(entry.other_reasons)
            self.excuse.show_finding(entry.primary_reason, found)
        self.form.blockSignals(True)
        self.form.set_value(one.form)
        self.form.blockSignals(False)

    def open_dialog(self) -> MarkLostDialog | None:
        """Correct what was written about the loss."""
        if self.loss is None or self.one is None:
            return None
        dialog = MarkLostDialog(
            self.journal, self.now, self.window(), client_id=self.one.client_id, loss=self.loss
        )
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def primary(self) -> str:
        return _("Go on")

    def go_on(self) -> None:
        """Go to the closing conversation, or past it where nobody can be asked any more."""
        self.keep()
        closing = self.loss.closing if self.loss else None
        self.go_to.emit(LOOK_BACK if closing and closing.declined else TALK)

    def keep(self) -> None:
        self.saving.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        super().forget()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def take_focus(self) -> None:
        self.change.setFocus()

    def _save(self) -> bool:
        if self.one is None or self.one.form is PostMortemForm.SHORT:
            return True
        return self.save(**{name: field.cleaned() for name, field in self.texts.items()})

    def _choose_form(self, form: PostMortemForm) -> None:
        self.keep()
        if self.one is not None and form is not self.one.form:
            self.save(form=form)

    def _keep_reasons(self) -> None:
        if self.loss is None:
            return
        reasons = self.excuse.others()
        if reasons != self.loss.entry.other_reasons:
            entry = replace(self.loss.entry, other_reasons=reasons)
            self._excuse_for = (self.loss.loss_id, entry)
            edit_loss(self.journal, self.loss.loss_id, entry, today=self.today())
            self.undoable.emit(_("The reasons are changed."))


def _facts(entry: LossEntry) -> list[tuple[str, str]]:
    reason = _("{reason} · {certainty} · {source}").format(
        reason=entry.primary_reason.label,
        certainty=entry.reason_certainty.label.lower(),
        source=entry.reason_source.label.lower(),
    )
    facts = [(_("What ended"), entry.kind.label), (_("Notice"), formats.weekday_day(entry.notice_on))]
    if entry.ended_on:
        facts.append((_("It ended"), formats.day(entry.ended_on)))
    facts.append((_("You think"), reason))
    if entry.other_reasons:
        facts.append((_("Also"), " · ".join(one.label for one in entry.other_reasons)))
    if entry.destination is not Destination.UNKNOWN:
        facts.append((_("They went to"), entry.destination.label))
    if entry.noticed_on:
        facts.insert(1, (_("You noticed it"), formats.weekday_day(entry.noticed_on)))
    if entry.value_lost_minor and entry.currency:
        worth = formats.money(entry.value_lost_minor, entry.currency)
        facts.append((_("What it was worth"), _("{money} a year").format(money=worth)))
    return facts


def _told(name: str, text: str) -> QWidget:
    left = label(name, "ui", colour="text_3")
    left.setMinimumWidth(theme.px(_NAME_WIDTH))
    line = row(left, label(text, "ui", wrap=True), gap=12)
    line.setStretch(1, 1)
    line.setAlignment(left, Qt.AlignmentFlag.AlignTop)
    return box(line)
