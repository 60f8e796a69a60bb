"""The dialog that agrees KPIs: ask first, make it measurable, say what is not included, confirm.

Source: design, flow 8.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.agreement import AgreementEntry
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import AgreementStatus
from retention_journal.i18n import _
from retention_journal.services.agreement_incidents import recent_incidents
from retention_journal.services.agreement_pdf import page_of
from retention_journal.services.agreement_text import agreement_text, scope_of
from retention_journal.services.business import own_business
from retention_journal.services.clients import client_entry
from retention_journal.services.expectation_items import expectations
from retention_journal.services.kpis import agree, agreements, in_force, keep_draft
from retention_journal.services.people import people
from retention_journal.services.scope_ledger import keep_ledger
from retention_journal.storage.journal import Journal
from retention_journal.ui.agreement_saving import AgreementSaving
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.agree_scope import ScopeStep
from retention_journal.ui.dialogs.agree_steps import AskStep, ConfirmStep, GoalsStep
from retention_journal.ui.dialogs.person_form import PersonForm
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import section_title

_WIDTH = 800


class Step(StrEnum):
    """The steps, in their order."""

    ASK = "ask"
    GOALS = "goals"
    SCOPE = "scope"
    CONFIRM = "confirm"


class AgreeDialog(Dialog):
    """Agrees goals with a client, or keeps them as a draft until somebody has agreed.

    Closing it keeps what was written as the client's draft.

    Signals:
        undoable: What to say of it, beside an Undo.
        toast: What to say of a page that was saved.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        client_id: int,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        step: Step = Step.ASK,
        after: int | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            journal: Where it is kept.
            client_id: With whom.
            now: Tells the time.
            parent: The window it stands over.
            step: Where it begins; with their words where nothing was agreed or proposed before.
            after: The incident that is the reason, to begin with.
        """
        super().__init__(_("Agree KPIs"), _("Next"), parent, width=_WIDTH, cancel=_("Close"))
        self._journal, self._client_id, self._now = journal, client_id, now
        history = agreements(journal, client_id)
        draft = next((old for old in history if old.status is AgreementStatus.DRAFT), None)
        held = in_force(history, self._today()) or next((old for old in history if old.is_binding), None)
        old = draft or held
        client = client_entry(journal, client_id)
        self._client, self._language = client.name, client.language or own_business(journal).language
        known = self._known()
        self.ask = AskStep(known, self._today)
        self.ask.person_wanted.connect(self.add_person)
        self.goals = GoalsStep()
        self._items = expectations(journal, client_id)
        self.scope = ScopeStep(self._items)
        today = self._today()
        happened = [
            (one.incident_id, one.words(today)) for one in recent_incidents(journal, client_id, today)
        ]
        self.confirm = ConfirmStep(known, self._today, replaces=held is not None, happened=happened)
        self._lay_out()
        entry = old.entry if old else AgreementEntry(())
        self.ask.show_entry(entry)
        self.goals.show_lines(entry.lines)
        self.confirm.show_entry(entry if entry.incident else replace(entry, incident=after))
        self._before, self._ledger_before = self._draft_entry(), self.scope.lines()
        self.go_to(step if old is not None or step is Step.SCOPE else Step.ASK)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return Step(self.steps.value())

    def go_to(self, step: Step) -> None:
        """Show ``step``, whether or not the one before says all it should."""
        with QSignalBlocker(self.steps):
            self.steps.set_value(step)
        self._show_step(step)

    def accept(self) -> None:
        order = list(Step)
        if self.step is Step.CONFIRM:
            super().accept()
        elif self._may_leave(self.step):
            self.go_to(order[order.index(self.step) + 1])

    def submit(self) -> None:
        """Agree.

        Raises:
            InvalidEntryError: Something is missing or wrong.
        """
        entry = self._entry()
        with self._journal.change(_("Agree KPIs")):
            agree(self._journal, self._client_id, entry, today=self._today())
            self._keep_ledger(entry.agreed_by, entry.agreed_on)
        self.undoable.emit(_("Agreed with {client}.").format(client=self._client))

    def keep_draft(self) -> None:
        """Keep what was written as the client's draft, if anything was; what is included is kept as it is."""
        entry, ledger = self._draft_entry(), self.scope.lines()
        is_new = entry != self._before and bool(entry.lines or entry.client_words or entry.good_result)
        if not is_new and ledger == self._ledger_before:
            return
        with self._journal.change(_("Keep a draft of KPIs") if is_new else _("Note what is included")):
            if is_new:
                keep_draft(self._journal, self._client_id, entry, today=self._today())
            self._keep_ledger(None, None)
        self.undoable.emit(_("Kept as a draft.") if is_new else _("Noted what is included."))

    def show_invalid(self, error: InvalidEntryError) -> None:
        """Go to the field that is wrong."""
        if error.field == "lines" or error.field.startswith("lines."):
            self.go_to(Step.GOALS)
            self.goals.show_error(error)
            return
        self.go_to(Step.CONFIRM)
        self.confirm.form.show_error(error)

    def add_person(self) -> None:
        """Add a person of the client's, and take them as the one who agrees."""
        before = {person for person, _name in self._known()}
        form = PersonForm(self._journal, self._now, self._client_id, parent=self)
        form.accepted.connect(lambda: self._show_new_person(before))
        form.open()

    def _show_new_person(self, before: set[int]) -> None:
        known = self._known()
        new = next((person for person, _name in known if person not in before), None)
        self.ask.show_people(known, new)
        self.confirm.show_people(known, new)

    def _known(self) -> list[tuple[int, str]]:
        found = people(self._journal, self._client_id, self._today())
        return [(one.contact_id, one.display_name) for one in found]

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.steps = Segmented(
            [
                Option(Step.ASK, _("1  Ask first")),
                Option(Step.GOALS, _("2  Make it measurable")),
                Option(Step.SCOPE, _("3  Included or not")),
                Option(Step.CONFIRM, _("4  Confirm")),
            ],
            name=_("Step"),
            small=True,
        )
        self.back = quiet_button(_("Back"))
        self.draft_button = outlined_button(_("Keep as a draft"))
        self.buttons.insertWidget(self.buttons.count() - 1, self.draft_button)
        self.buttons.insertWidget(0, self.back)
        title = section_title(self._client)
        stack(
            self.content,
            row(title, None, self.steps, gap=12),
            8,
            self.ask,
            self.goals,
            self.scope,
            self.confirm,
            None,
            gap=6,
        )
        self.steps.changed.connect(self._step_wanted)
        self.back.clicked.connect(self._go_back)
        self.draft_button.clicked.connect(self.reject)
        self.ask.changed.connect(self._carry_on)
        self.confirm.copy.clicked.connect(self._copy)
        self.confirm.save.clicked.connect(self.save_pdf)
        self.confirm.changed.connect(self._show_text)

    def _step_wanted(self, step: Step) -> None:
        if step is not Step.ASK and not self._is_asked():
            step = Step.ASK
        elif step is Step.CONFIRM and not self.scope.check():
            step = Step.SCOPE
        self.go_to(step)

    def _go_back(self) -> None:
        order = list(Step)
        self.go_to(order[max(order.index(self.step) - 1, 0)])

    def _may_leave(self, step: Step) -> bool:
        """Say whether ``step`` holds what the next one needs; show what is missing."""
        if step is Step.ASK:
            return self._is_asked()
        if step is not Step.SCOPE:
            return True
        if self.scope.check() and not self._is_asked():  # one may begin here, before anybody was asked
            self.go_to(Step.ASK)
            self.ask.check()
            return False
        return self.scope.error() == ""

    def _is_asked(self) -> bool:
        """Say whether their words are in, or it is said that nobody asked; show what is missing."""
        return self.ask.check()

    def _show_step(self, step: Step) -> None:
        parts: dict[Step, AskStep | GoalsStep | ScopeStep | ConfirmStep] = {
            Step.ASK: self.ask,
            Step.GOALS: self.goals,
            Step.SCOPE: self.scope,
            Step.CONFIRM: self.confirm,
        }
        for one, part in parts.items():
            part.setVisible(step is one)
        self.back.setVisible(step is not Step.ASK)
        self.draft_button.setVisible(step is Step.CONFIRM)
        self.do_button.setText(_("Agreed") if step is Step.CONFIRM else _("Next"))
        self.note.setText("")
        if step is Step.CONFIRM:
            self._carry_on()
            self._show_text()
        parts[step].take_focus()

    def _carry_on(self) -> None:
        """Take over who was asked, when and how, as long as nothing else was said of the agreement."""
        self.confirm.suggest(self.ask.by.value(), self.ask.on.day(), self.ask.how.value())

    def _show_text(self) -> None:
        entry = self._draft_entry(agreed=True)
        person = self.confirm.by.currentText() if self.confirm.by.value() is not None else ""
        text = agreement_text(
            entry,
            client=self._client,
            person=person,
            language=self._language,
            scope=scope_of(self._items, self.scope.lines()),
        )
        self.confirm.show_text(text)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.confirm.text())
        self.confirm.copy.setText(_("Copied"))

    def save_pdf(self) -> AgreementSaving:
        """Ask where the agreement as it is written goes, as a page to sign."""
        scope = scope_of(self._items, self.scope.lines())
        entry = self._draft_entry(agreed=True)
        saving = AgreementSaving(self._journal, self._now, self)
        saving.said.connect(self.toast)
        saving.said.connect(self.note.setText)
        saving.save_page(page_of(self._journal, self._client_id, entry, scope, today=self._today()))
        return saving

    def _keep_ledger(self, confirmed_by: int | None, confirmed_on: date | None) -> None:
        keep_ledger(
            self._journal,
            self._client_id,
            self.scope.lines(),
            confirmed_by=confirmed_by,
            confirmed_on=confirmed_on,
            now=self._now(),
        )

    def _entry(self) -> AgreementEntry:
        """Return everything as it is written.

        Raises:
            InvalidEntryError: A figure or a day is none.
        """
        entry = self.confirm.filled(self.goals.lines(), self.ask.cleaned_words())
        return replace(entry, good_result=self.ask.result.cleaned())

    def _draft_entry(self, *, agreed: bool = False) -> AgreementEntry:
        """Return what can be kept of what is written, whatever is wrong with it."""
        entry = self.confirm.drafted(self.goals.drafted(), self.ask.cleaned_words(), agreed=agreed)
        return replace(entry, good_result=self.ask.result.cleaned())

    def _today(self) -> date:
        return self._now().date()
