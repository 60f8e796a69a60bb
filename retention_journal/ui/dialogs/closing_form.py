"""The parts of the closing conversation: the card to read before, their answers, and one's own notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core.contacts import Channel
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.reflections import ClosingEntry
from retention_journal.ui import theme
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.dialogs.loss_form import Talk
from retention_journal.ui.fields import Choice, DateField, LineField, NumberField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.panels import Rule, inset
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option
from retention_journal.ui.text_labels import FieldLabel, caption, label
from retention_journal.ui.toggles import TickBox

_MARKS = (1, 2, 3, 4, 5)
_LONGEST_TALK = 600  # minutes


def beside(*parts: QWidget) -> QWidget:
    """Return parts beside each other, equally wide."""
    line = row(*parts, gap=16)
    for number in range(len(parts)):
        line.setStretch(number, 1)
    return box(line)


def prompt_card(facts: Sequence[str] = ()) -> QWidget:
    """Return the card to read before the talk. Source: forms, section 2.

    Args:
        facts: What is good to have at hand: how long, how much, the last talks. Not as arguments.
    """
    lines = (
        _("The purpose is to learn, not to win back. Say so, and say thanks first."),
        _("Twenty to thirty minutes, soon after the decision, while memory is fresh."),
        _("Offer that somebody neutral asks instead, if you have somebody."),
        _("Do not defend. Ask “how” and “what”, not “why”."),
        _("Ask whether you may note it down, and whether you may quote it."),
    )
    return inset(
        label(_("Before you talk"), "ui_strong"),
        *(label(line, "ui", colour="text_2", wrap=True) for line in lines),
        *([label(_("At hand, not as arguments"), "ui_strong")] if facts else []),
        *(label(line, "ui", colour="text_2", wrap=True) for line in facts),
        gap=3,
    )


class Asked(QWidget):
    """A question to say aloud, large, with what helps to ask it, and room for the answer in their words."""

    def __init__(self, question: str, help_: str, answer: QWidget, *, large: bool = True) -> None:
        super().__init__()
        self.answer = answer
        answer.setAccessibleName(question)
        parts: list[QWidget] = [
            spoken(question, large=True) if large else label(question, "people", wrap=True)
        ]
        if help_:
            parts.append(caption(help_, wrap=True))
        stack(self, *parts, answer, gap=4)


class Marks(QWidget):
    """A mark from 1 to 5, or none, with what the two ends mean."""

    def __init__(self, question: str, low: str, high: str) -> None:
        super().__init__()
        self.marks = OptionalSegmented(
            [Option(mark, str(mark)) for mark in _MARKS], name=question, small=True
        )
        line = row(caption(low), self.marks, caption(high), None, gap=8)
        stack(self, label(question, "people", wrap=True), line, gap=4)

    def value(self) -> int | None:
        """Return the mark, or None."""
        mark: int | None = self.marks.value()
        return mark


class TheirAnswers(QWidget):
    """What they said in the closing conversation, and when it was."""

    changed = Signal()

    def __init__(
        self, today: Callable[[], date], people: Sequence[tuple[int, str]] = (), still_open: str = ""
    ) -> None:
        """Make the fields.

        Args:
            today: The day it is.
            people: With whom it may have been, by number.
            still_open: What the journal knows to be open between you.
        """
        super().__init__()
        self._today, self._open = today, still_open
        self.state = Chips(
            [
                Chip(Talk.OPEN, _("Not asked yet")),
                Chip(Talk.PLANNED, _("Planned")),
                Chip(Talk.HELD, _("Held")),
                Chip(Talk.NO_ANSWER, _("No answer")),
                Chip(Talk.IMPOSSIBLE, _("Declined")),
            ],
            name=_("The closing conversation"),
        )
        self.on = DateField(today(), today)
        self.channel = Choice([(None, _("Not noted")), *((one, one.label) for one in Channel)])
        self.who = Choice([(None, _("Not noted")), *people])
        self.minutes = NumberField(0, 0, _LONGEST_TALK)
        self.asked_by = LineField()
        self.example, self.first_noticed = TextField(people=True), TextField(people=True)
        self.situation = TextField(people=True)
        self.may_call = DateField(None, today, optional=True)
        self.to_thank, self.still_open = TextField(), TextField()
        self.own_notes = TextField(lines=2)
        self.thanked = DateField(None, today, optional=True, past=True)
        self.good, self.better = TextField(lines=3, people=True), TextField(lines=3, people=True)
        self.advice = [TextField(lines=1, people=True) for _number in range(3)]
        self.decided, self.would_return = TextField(people=True), TextField(people=True)
        self.seen = Marks(_("Did you feel seen and listened to?"), _("1, not at all"), _("5, wholly"))
        self.easy = Marks(_("Were we easy to deal with?"), _("1, hard"), _("5, easy"))
        self.may_quote = TickBox(_("I may &quote these words"))
        self._lay_out()
        self.state.changed.connect(lambda _value: self._follow())

    def entry(self) -> ClosingEntry:
        """Return what stands in the fields.

        Raises:
            InvalidEntryError: The day is missing or is none.
        """
        state = self.state.value()
        if state in {Talk.PLANNED, Talk.HELD} and self.on.problem():
            self.day.show_error(self.on.problem())
            raise InvalidEntryError("held_on", self.on.problem())
        for name, field in (("may_call_on", self.may_call), ("thanked_on", self.thanked)):
            if field.problem():
                raise InvalidEntryError(name, field.problem())
        day = self.on.day()
        return ClosingEntry(
            planned_on=day if state is Talk.PLANNED else self._before.planned_on,
            held_on=day if state is Talk.HELD else None,
            declined=state is Talk.IMPOSSIBLE,
            channel=self.channel.value(),
            what_was_good=self.good.cleaned(),
            what_could_be_better=self.better.cleaned(),
            advice_1=self.advice[0].cleaned(),
            advice_2=self.advice[1].cleaned(),
            advice_3=self.advice[2].cleaned(),
            when_decided=self.decided.cleaned(),
            would_return=self.would_return.cleaned(),
            felt_seen=self.seen.value(),
            easy_to_deal_with=self.easy.value(),
            may_quote=self.may_quote.isChecked(),
            with_contact=self.who.value(),
            asked_by=self.asked_by.text().strip(),
            example=self.example.cleaned(),
            first_noticed=self.first_noticed.cleaned(),
            situation=self.situation.cleaned(),
            may_call_on=self.may_call.day(),
            to_thank=self.to_thank.cleaned(),
            still_open=self.still_open.cleaned(),
            own_notes=self.own_notes.cleaned(),
            minutes=self.minutes.value() or None,
            thanked_on=self.thanked.day(),
            no_answer=state is Talk.NO_ANSWER,
        )

    def show_entry(self, entry: ClosingEntry) -> None:
        """Show ``entry``."""
        self._before = entry
        self.state.set_value(_state(entry))
        self.on.set_day(entry.held_on or entry.planned_on or self._today())
        self.channel.set_value(entry.channel)
        self.good.setPlainText(entry.what_was_good)
        self.better.setPlainText(entry.what_could_be_better)
        for field, text in zip(self.advice, (entry.advice_1, entry.advice_2, entry.advice_3), strict=True):
            field.setPlainText(text)
        self.decided.setPlainText(entry.when_decided)
        self.would_return.setPlainText(entry.would_return)
        self.seen.marks.set_value(entry.felt_seen)
        self.easy.marks.set_value(entry.easy_to_deal_with)
        self.may_quote.setChecked(entry.may_quote)
        self.who.set_value(entry.with_contact)
        self.minutes.setValue(entry.minutes or 0)
        self.asked_by.setText(entry.asked_by)
        self.may_call.set_day(entry.may_call_on)
        self.thanked.set_day(entry.thanked_on)
        for name, field in self._more().items():
            field.setPlainText(getattr(entry, name))
        self._follow()

    def _more(self) -> dict[str, TextField]:
        return {
            "example": self.example,
            "first_noticed": self.first_noticed,
            "situation": self.situation,
            "to_thank": self.to_thank,
            "still_open": self.still_open,
            "own_notes": self.own_notes,
        }

    def texts(self) -> dict[str, TextField]:
        """Return the fields people write in, by name."""
        advice = {f"advice_{number}": field for number, field in enumerate(self.advice, 1)}
        return {
            "what_was_good": self.good,
            "what_could_be_better": self.better,
            **advice,
            "when_decided": self.decided,
            "would_return": self.would_return,
            **self._more(),
        }

    def _lay_out(self) -> None:
        self._before = ClosingEntry()
        self.day = Field(_("&Day"), self.on)
        self.how = Field(_("&How"), self.channel)
        self.whom = Field(_("&With whom"), self.who)
        self.long = Field(_("&Minutes"), self.minutes)
        self.instead = Field(_("Who asked &instead of you"), self.asked_by, optional=True)
        self.may_call_field = Field(
            _("I may &call you again on"),
            self.may_call,
            note=_("That day they are on the nine o’clock list."),
        )
        self.thanked_field = Field(
            _("&Thanked on"), self.thanked, note=_("Within a day: a card or a line, and no more asking.")
        )
        self.asked = box(
            column(
                Asked(_("What has been good about working with us?"), "", self.good),
                Asked(_("What could we have been better at?"), "", self.better),
                beside(
                    Asked(_("Can you give an example?"), "", self.example, large=False),
                    Asked(_("When did you first notice?"), "", self.first_noticed, large=False),
                ),
                self._advice(),
                beside(
                    Asked(_("When did you decide?"), "", self.decided),
                    Asked(_("What was going on around you then?"), "", self.situation),
                ),
                self.seen,
                self.easy,
                Asked(_("Could you imagine coming back? What would it take?"), "", self.would_return),
                self.may_call_field,
                beside(
                    Asked(_("Who else should we thank or hand over to?"), "", self.to_thank, large=False),
                    Asked(_("What is still open between us?"), self._open, self.still_open, large=False),
                ),
                self.may_quote,
                Rule(),
                caption(_("Afterwards, for yourself"), wrap=True),
                Asked(_("Your own notes, apart from their words"), "", self.own_notes, large=False),
                self.thanked_field,
                gap=18,
            )
        )
        when = row(self.day, self.how, gap=16)
        when.setStretch(0, 1)
        when.setStretch(1, 1)
        more = row(self.whom, self.long, self.instead, gap=16)
        self.when, self.who_and_how_long = box(when), box(more)
        stack(self, self.state, self.when, self.who_and_how_long, 4, self.asked, gap=12)

    def _advice(self) -> QWidget:
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.px(10))
        lines.setVerticalSpacing(theme.px(6))
        lines.setColumnStretch(1, 1)
        for number, field in enumerate(self.advice, 1):
            field.setAccessibleName(_("Advice {n}").format(n=number))
            lines.addWidget(FieldLabel(f"&{number}", field), number, 0)
            lines.addWidget(field, number, 1)
        question = spoken(_("Three pieces of advice for the road?"), large=True)
        return box(column(question, lines, gap=6))

    def _follow(self) -> None:
        state = self.state.value()
        self.when.setVisible(state in {Talk.PLANNED, Talk.HELD})
        self.how.setVisible(state is Talk.HELD)
        self.who_and_how_long.setVisible(state is Talk.HELD)
        nobody = state in {Talk.IMPOSSIBLE, Talk.NO_ANSWER}
        self.asked.setVisible(not nobody or any(f.cleaned() for f in self.texts().values()))
        self.day.show_error("")
        self.changed.emit()


def fill(fields: Mapping[str, TextField], words: Mapping[str, str]) -> None:
    """Put ``words`` into the fields they are of."""
    for name, text in words.items():
        if name in fields:
            fields[name].setPlainText(text)


def _state(entry: ClosingEntry) -> Talk:
    if entry.declined:
        return Talk.IMPOSSIBLE
    if entry.no_answer:
        return Talk.NO_ANSWER
    if entry.held_on:
        return Talk.HELD
    return Talk.PLANNED if entry.planned_on else Talk.OPEN
