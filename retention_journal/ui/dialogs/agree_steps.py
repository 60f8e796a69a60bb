"""The three steps of agreeing KPIs: their words, the goals, and who said yes when and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import AgreedHow, ImportanceSource, next_review
from retention_journal.i18n import _
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.goal_card import GoalCard
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.panels import inset
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox

Today = Callable[[], date]
Known = Sequence[tuple[int, str]]
_LONGEST_REASON = 2_000


class AskStep(QWidget):
    """What matters most to the client, as they say it, or that nobody asked yet.

    Signals:
        changed: Who was asked, when or how.
        person_wanted: Somebody is to be added whom the journal does not know yet.
    """

    changed = Signal()
    person_wanted = Signal()

    def __init__(self, known: Known, today: Today) -> None:
        super().__init__()
        self.words = TextField(lines=3, people=True, placeholder=_("Write it the way it was said."))
        self.by = _who(known)
        self.on = DateField(today(), today)
        self.how = _how()
        self.not_asked = TickBox(_("Not asked yet"))
        self.form = Form()
        self.form.add("client_words", _("Their &words"), self.words)
        self.form.add_row(("agreed_by", _("Wh&o"), self.by), ("agreed_on", _("Whe&n"), self.on))
        self.form.add("agreed_how", _("&How"), self.how)
        self.result = TextField(
            lines=2, placeholder=_("What you would both point at and say: that was good.")
        )
        self.result_form = Form()
        self.result_form.add("good_result", _("What is a &good result?"), self.result, optional=True)
        self._why = caption(
            _("Goals can be agreed without it. What they would judge you by stays unknown."), wrap=True
        )
        self.add_person = link_button(_("Add a person…"))
        self.add_person.clicked.connect(self.person_wanted)
        question = spoken(_("What matters most to you in this?"), large=True)
        ask = caption(_("Ask this before you propose anything."), wrap=True)
        add = row(self.add_person, None)
        stack(
            self, question, ask, 6, self.form, add, 2, self.not_asked, self._why, 6, self.result_form, gap=6
        )
        self.not_asked.toggled.connect(self._turn)
        self.by.chosen.connect(lambda _value: self.changed.emit())
        self.on.changed.connect(self.changed)
        self.how.changed.connect(lambda _value: self.changed.emit())
        self._turn(False)

    def show_people(self, known: Known, chosen: int | None) -> None:
        """Offer these people, ``chosen`` being the one who was asked."""
        self.by.set_options(_people(known), chosen)
        self.changed.emit()

    def show_entry(self, entry: AgreementEntry) -> None:
        """Show what was said before."""
        self.words.setPlainText(entry.client_words)
        self.result.setPlainText(entry.good_result or "")
        if entry.agreed_by is not None or entry.lines:
            self.by.set_value(entry.agreed_by)
        if entry.agreed_how is not None:
            self.how.set_value(entry.agreed_how)
        self.not_asked.setChecked(bool(entry.lines) and not entry.client_words)

    def cleaned_words(self) -> str:
        """Return their words; "" where nobody asked."""
        return "" if self.not_asked.isChecked() else self.words.cleaned()

    def check(self) -> bool:
        """Say whether it is known what they said, or that nobody asked; show what is missing."""
        self.form.clear_errors()
        if self.not_asked.isChecked() or self.words.cleaned():
            return True
        self.form.show_error(
            InvalidEntryError("client_words", _("Write down what they said, or tick “Not asked yet”."))
        )
        return False

    def take_focus(self) -> None:
        """Put the focus where to begin."""
        (self.not_asked if self.not_asked.isChecked() else self.words).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _turn(self, not_asked: bool) -> None:
        self.form.setEnabled(not not_asked)
        self._why.setVisible(not_asked)
        if not_asked:
            self.form.clear_errors()


class GoalsStep(QWidget):
    """The goals, each a card; one of them open at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[GoalCard] = []
        self._error = label("", "ui_medium", colour="act_text", wrap=True)
        self._error.hide()
        self._list = column(gap=8)
        self.add_button = outlined_button(_("&Add a goal"), icon="add", small=True)
        how = caption(
            _("Theirs first. Add what you propose yourself and mark it so: the two are seldom the same."),
            wrap=True,
        )
        stack(self, how, self._error, self._list, row(self.add_button, None), gap=8)
        self.add_button.clicked.connect(self._add_new)

    def show_lines(self, lines: Sequence[LineEntry]) -> None:
        """Show ``lines``; an empty card for their own goal where there are none."""
        for line in lines:
            self._add(line)
        if lines:
            for card in self.cards:
                card.close_up()
        else:
            self.add_theirs()
        self._offer_goals()

    def add_theirs(self) -> GoalCard:
        """Add an empty card for the client's own goal."""
        line = LineEntry("", importance_client=5, importance_source=ImportanceSource.SAID)
        return self._add(line)

    def lines(self) -> tuple[LineEntry, ...]:
        """Return the goals as they are written; cards with nothing in them are left out.

        Raises:
            InvalidEntryError: A figure is no number; ``field`` is "lines.PLACE.FIELD".
        """
        made = []
        for place, card in enumerate(self._written()):
            try:
                made.append(card.entry())
            except InvalidEntryError as error:
                named = f"lines.{place}.{error.field}"
                raise InvalidEntryError(named, error.message, error.advice) from error
        return tuple(made)

    def drafted(self) -> tuple[LineEntry, ...]:
        """Return the goals as far as they can be kept, whatever is wrong with a figure."""
        return tuple(card.drafted() for card in self._written())

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what is wrong in the card it is about, or above all cards."""
        parts = error.field.split(".", 2)
        self._error.hide()
        if len(parts) == len(("lines", "place", "field")):
            card = self._written()[int(parts[1])]
            card.show_error(InvalidEntryError(parts[2], error.message, error.advice))
            return
        self._error.setText(f"{error.message} {error.advice}".strip())
        self._error.show()

    def take_focus(self) -> None:
        """Put the focus where to begin."""
        empty = next((card for card in self.cards if card.is_empty()), None)
        (empty.name if empty else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self) -> list[GoalCard]:
        return [card for card in self.cards if not card.is_empty()]

    def _add_new(self) -> None:
        theirs = any(card.is_theirs() for card in self._written())
        card = (
            self._add(LineEntry("", importance_source=ImportanceSource.ASSUMED))
            if theirs
            else self.add_theirs()
        )
        self._offer_goals()
        card.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, line: LineEntry) -> GoalCard:
        card = GoalCard(line)
        self.cards.append(card)
        self._list.addWidget(card)
        card.removed.connect(lambda: self._remove(card))
        card.changed.connect(self._offer_goals)
        card.opened.connect(lambda: self._close_others(card))
        card.open()
        return card

    def _remove(self, card: GoalCard) -> None:
        self.cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._offer_goals()
        self.take_focus()

    def _offer_goals(self) -> None:
        """Let each goal lead to one of those that stand by themselves, unless smaller ones lead to it."""
        named = {card.key: card.name.cleaned() for card in self._written() if card.name.cleaned()}
        parents = {card.parent_key for card in self.cards}
        smaller = {card.key for card in self.cards if card.parent_key in named}
        for card in self.cards:
            offered = [(key, name) for key, name in named.items() if key != card.key and key not in smaller]
            card.offer_goals([] if card.key in parents else offered)

    def _close_others(self, card: GoalCard) -> None:
        self._error.hide()
        for other in self.cards:
            if other is not card:
                other.close_up()


class ConfirmStep(QWidget):
    """The text to send, and who said yes to it, when and how."""

    changed = Signal()

    def __init__(self, known: Known, today: Today, *, replaces: bool, happened: Known = ()) -> None:
        """Make the step.

        Args:
            known: The client's people, by id and name.
            today: Tells the day.
            replaces: Whether there is an agreement before it.
            happened: What went wrong of late, by id and name; where nothing did it is not asked about.
        """
        super().__init__()
        self._today, self._replaces, self._touched = today, replaces, False
        self._text = label("", "body", wrap=True)
        self.copy = outlined_button(_("&Copy"), icon="copy", small=True)
        self.save = outlined_button(_("Save as &PDF…"), icon="save", small=True)
        self.by = _who(known)
        self.on = DateField(today(), today)
        self.how = _how()
        self.valid_from = DateField(today(), today)
        self.review = DateField(next_review(today()), today, optional=True)
        self.happened = Choice([(None, _("Nothing in particular")), *happened])
        self.reason = LineField(longest=_LONGEST_REASON)
        self.form = Form()
        self.form.add_row(("agreed_by", _("Wh&o agreed"), self.by), ("agreed_on", _("Whe&n"), self.on))
        self.form.add("agreed_how", _("&How"), self.how)
        self.form.add_row(
            ("valid_from", _("Holds &from"), self.valid_from),
            ("review_on", _("Ask a&gain on"), self.review, True),
        )
        if happened:
            self.form.add("incident", _("&After this happened"), self.happened, optional=True)
        if replaces:
            self.form.add("change_reason", _("Wh&y it changes"), self.reason, optional=True)
        head = row(label(_("Send this, or read it aloud."), "ui_medium"), None, self.copy, self.save)
        stack(self, head, inset(self._text), 8, self.form, gap=8)
        self._wire()

    def show_people(self, known: Known, chosen: int | None) -> None:
        """Offer these people, ``chosen`` being the one who agreed."""
        self.by.set_options(_people(known), chosen)

    def show_entry(self, entry: AgreementEntry) -> None:
        """Show what was said before; the days are those of now."""
        if entry.agreed_by is not None or entry.lines:
            self.by.set_value(entry.agreed_by)
        if entry.agreed_how is not None:
            self.how.set_value(entry.agreed_how)
        self.happened.set_value(entry.incident)

    def suggest(self, by: int | None, on: date | None, how: AgreedHow) -> None:
        """Take over who was asked, when and how, unless the person has said otherwise here."""
        if self._touched:
            return
        self.by.set_value(by)
        self.how.set_value(how)
        if on is not None:
            self.on.set_day(on)
            if not self._replaces:
                self.valid_from.set_day(on)
            self.review.set_day(next_review(on))
        self._touched = False

    def show_text(self, text: str) -> None:
        """Show the text to send."""
        self._text.setText(text)
        self.copy.setText(_("&Copy"))

    def text(self) -> str:
        """Return the text to send."""
        return self._text.text()

    def filled(self, lines: tuple[LineEntry, ...], words: str) -> AgreementEntry:
        """Return the agreement as it is written.

        Raises:
            InvalidEntryError: A day is none.
        """
        fields = (("agreed_on", self.on), ("valid_from", self.valid_from), ("review_on", self.review))
        for name, field in fields:
            if field.problem():
                raise InvalidEntryError(name, field.problem())
        return self.drafted(lines, words, agreed=True)

    def drafted(self, lines: tuple[LineEntry, ...], words: str, *, agreed: bool) -> AgreementEntry:
        """Return the agreement as far as it can be kept; ``agreed`` says whether its day counts."""
        return AgreementEntry(
            lines,
            agreed_on=self.on.day() if agreed and self.by.value() is not None else None,
            agreed_by=self.by.value(),
            agreed_how=self.how.value(),
            valid_from=self.valid_from.day(),
            client_words=words,
            change_reason=self.reason.cleaned(),
            review_on=self.review.day(),
            incident=self.happened.value(),
        )

    def take_focus(self) -> None:
        """Put the focus where to begin."""
        self.by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        self.by.chosen.connect(lambda _value: self._touch())
        self.how.changed.connect(lambda _value: self._touch())
        for field in (self.on, self.valid_from, self.review):
            field.line.textEdited.connect(lambda _text: self._touch())
            field.changed.connect(self.changed)

    def _touch(self) -> None:
        self._touched = True
        self.changed.emit()


def _who(known: Known) -> Choice:
    return Choice(_people(known), known[0][0] if known else None)


def _people(known: Known) -> list[tuple[int | None, str]]:
    return [(None, _("Nobody yet")), *known]


def _how() -> Segmented:
    options = [Option(how, how.label[:1].upper() + how.label[1:]) for how in AgreedHow]
    return Segmented(options, AgreedHow.CALL, name=_("How"), small=True)
