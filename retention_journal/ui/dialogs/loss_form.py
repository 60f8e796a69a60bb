"""The fields of a loss: what ended, what they said, what you think, and whether there is time to talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.excuse_check import Finding
from retention_journal.core.invoices import minor_typed, typed
from retention_journal.core.losses import (
    Destination,
    LossKind,
    LossReason,
    ReasonCertainty,
    ReasonSource,
    certainty_allowed,
)
from retention_journal.core.terms import Term
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.i18n import _
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialogs.excuse_panel import ExcusePanel
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Field, Form
from retention_journal.ui.layouts import box, column
from retention_journal.ui.quotes import spoken
from retention_journal.ui.text_labels import caption, section_title

E = TypeVar("E", bound=StrEnum)
_PLAN_AHEAD_DAYS = 3  # working days
_LONGEST_AMOUNT = 40


class Talk(StrEnum):
    """What becomes of the closing conversation."""

    OPEN = "open"
    PLANNED = "planned"
    HELD = "held"
    NO_ANSWER = "no_answer"
    IMPOSSIBLE = "impossible"


def _nothing(_reason: LossReason, _notice_on: date) -> None:
    """Find nothing: there is no client yet to look for."""


class LossForm(Form):
    """Everything about a loss that can be written down on the day it is said."""

    def __init__(
        self,
        today: Callable[[], date],
        *,
        client: ClientField | str = "",
        with_talk: bool = True,
        currency: str = "",
        check: Callable[[LossReason, date], Finding | None] = _nothing,
    ) -> None:
        """Make the form.

        Args:
            today: The day it is.
            client: The field in which the client is chosen, or the name of the one it is about.
            with_talk: Whether it asks what becomes of the closing conversation.
            currency: In which they pay, ISO 4217; it may be named with the amount too.
            check: Finds what the journal shows beside a main reason and the day of the notice.
        """
        super().__init__()
        self._today, self._check = today, check
        self.kind = Chips(_chips(LossKind), name=_("What ended"))
        self.notice = DateField(today(), today)
        self.ended = DateField(None, today, optional=True)
        self.noticed = DateField(None, today, optional=True, past=True)
        self.value = LineField(longest=_LONGEST_AMOUNT)
        self.currency = currency
        self.situation = TextField(lines=1)
        self.words = TextField(lines=2, people=True)
        self.reason = Choice(_options(_reasons()), LossReason.UNKNOWN)
        self.source = Chips(_chips(ReasonSource), name=_("By whose words"))
        self.source.set_value(ReasonSource.OWN_GUESS)
        self.certainty = Chips((), name=_("How certain"))
        self.excuse = ExcusePanel()
        self.destination = Choice(_options(Destination), Destination.UNKNOWN)
        self.talk = Chips(_talks(), name=_("Still time for a closing conversation?"))
        self.talk_on = DateField(None, today)
        self._offer_certainty()
        self._lay_out(client=client, with_talk=with_talk)
        self.source.changed.connect(lambda _value: self._offer_certainty())
        self.talk.changed.connect(lambda _value: self._follow_talk())
        self.kind.changed.connect(lambda _value: self._follow_talk(keep=True))
        self.reason.currentIndexChanged.connect(self.check_reason)
        self.notice.changed.connect(self.check_reason)

    def entry(self) -> LossEntry:
        """Return the loss as it stands in the form.

        Raises:
            InvalidEntryError: A day is missing or is none.
        """
        for name, field in (
            ("notice_on", self.notice),
            ("ended_on", self.ended),
            ("noticed_on", self.noticed),
        ):
            if field.problem():
                raise InvalidEntryError(name, field.problem())
        notice = self.notice.day()
        worth = minor_typed(self.value.text(), self.currency, field="value_lost_minor")
        return LossEntry(
            notice_on=notice or self._today(),
            kind=self.kind.value(),
            ended_on=self.ended.day(),
            their_words=self.words.cleaned(),
            primary_reason=self.reason.value(),
            other_reasons=self.excuse.others(),
            reason_source=self.source.value(),
            reason_certainty=self.certainty.value(),
            destination=self.destination.value(),
            noticed_on=self.noticed.day(),
            value_lost_minor=worth,
            currency=self.currency if worth is not None else "",
        )

    def closing(self) -> ClosingEntry:
        """Return what becomes of the closing conversation.

        Raises:
            InvalidEntryError: Its day is missing or is none.
        """
        talk = self._talk()
        if talk in {Talk.PLANNED, Talk.HELD} and self.talk_on.problem():
            raise InvalidEntryError("held_on", self.talk_on.problem())
        return ClosingEntry(
            planned_on=self.talk_on.day() if talk is Talk.PLANNED else None,
            held_on=self.talk_on.day() if talk is Talk.HELD else None,
            declined=talk is Talk.IMPOSSIBLE,
            no_answer=talk is Talk.NO_ANSWER,
            situation=self.situation.cleaned(),
        )

    def show_entry(self, entry: LossEntry) -> None:
        """Show ``entry``."""
        self.kind.set_value(entry.kind)
        self._follow_talk(keep=True)
        self.notice.set_day(entry.notice_on)
        self.ended.set_day(entry.ended_on)
        self.noticed.set_day(entry.noticed_on)
        self.currency = entry.currency or self.currency
        if entry.value_lost_minor is not None:
            self.value.setText(typed(entry.value_lost_minor, self.currency))
        self.words.setPlainText(entry.their_words)
        self.reason.set_value(entry.primary_reason)
        self.source.set_value(entry.reason_source)
        self._offer_certainty()
        self.certainty.set_value(entry.reason_certainty)
        self.destination.set_value(entry.destination)
        self.excuse.show_others(entry.other_reasons)
        self.check_reason()

    def use_currency(self, currency: str) -> None:
        """Ask for what it was worth in another currency, ISO 4217."""
        self.currency = currency
        self.field("value_lost_minor").set_note(currency)

    def check_reason(self) -> None:
        """Show what the journal shows beside the main reason as it is chosen now."""
        notice, reason = self.notice.day(), self.reason.value()
        is_past = notice is not None and notice <= self._today()
        self.excuse.show_finding(reason, self._check(reason, notice) if notice and is_past else None)

    def draft(self) -> dict[str, str]:
        """Return what was typed or chosen, if it is worth keeping."""
        written = self.words.cleaned() or self.situation.cleaned() or self.value.text().strip()
        if not written and self.reason.value() is LossReason.UNKNOWN:
            return {}
        return {
            "kind": self.kind.value(),
            "notice": self.notice.line.text(),
            "ended": self.ended.line.text(),
            "noticed": self.noticed.line.text(),
            "value": self.value.text(),
            "situation": self.situation.toPlainText(),
            "words": self.words.toPlainText(),
            "reason": self.reason.value(),
            "other_reasons": " ".join(self.excuse.others()),
            "source": self.source.value(),
            "certainty": self.certainty.value(),
            "destination": self.destination.value(),
            "talk": self.talk.value(),
            "talk_on": self.talk_on.line.text(),
        }

    def show_draft(self, draft: Mapping[str, str]) -> None:
        """Fill the form with ``draft``; what another version wrote is left out."""
        days = {
            "notice": self.notice,
            "ended": self.ended,
            "noticed": self.noticed,
            "talk_on": self.talk_on,
        }
        for name, field in days.items():
            field.line.setText(draft.get(name, field.line.text()))
        self.words.setPlainText(draft.get("words", ""))
        self.value.setText(draft.get("value", ""))
        self.situation.setPlainText(draft.get("situation", ""))
        self.kind.set_value(_of(LossKind, draft.get("kind"), LossKind.FULL))
        self.reason.set_value(_of(LossReason, draft.get("reason"), LossReason.UNKNOWN))
        self.source.set_value(_of(ReasonSource, draft.get("source"), ReasonSource.OWN_GUESS))
        self._offer_certainty()
        self.certainty.set_value(_of(ReasonCertainty, draft.get("certainty"), ReasonCertainty.GUESS))
        self.destination.set_value(_of(Destination, draft.get("destination"), Destination.UNKNOWN))
        self.talk.set_value(_of(Talk, draft.get("talk"), Talk.OPEN))
        self._follow_talk(keep=True)
        others = draft.get("other_reasons", "").split()
        self.excuse.show_others(tuple(one for one in LossReason if one in others))
        self.check_reason()

    def _lay_out(self, *, client: ClientField | str, with_talk: bool) -> None:
        if isinstance(client, str):
            self.add_part(section_title(client))
        else:
            self.add("client_id", _("&Client"), client)
        self.add("kind", _("What ended"), self.kind)
        self.add_row(("notice_on", _("&Said on"), self.notice), ("ended_on", _("&Ends on"), self.ended, True))
        self.add("their_words", _("What they s&aid"), self.words, note=_("Write it the way it was said."))
        self.add_row(
            ("primary_reason", _("What you &think"), self.reason),
            ("destination", _("&Where they go"), self.destination),
        )
        self.add_part(self.excuse)
        self.add("reason_source", _("By whose words"), self.source)
        self.add("reason_certainty", _("How certain"), self.certainty)
        self.add_row(
            ("noticed_on", _("You &noticed on"), self.noticed, True),
            ("value_lost_minor", _("Worth a &year"), self.value, True),
        )
        self.use_currency(self.currency)
        self._ask = box(
            column(
                caption(_("A sentence to ask with:")),
                spoken(_("I would like to learn from this. May I have fifteen minutes?")),
                gap=2,
            )
        )
        self._talk_day: Field | None = None
        self._asks_for_talk: Field | None = None
        if with_talk:
            self.add("situation", _("What was &going on around them"), self.situation, optional=True)
            self._asks_for_talk = self.add("talk", _("Still time for a closing conversation?"), self.talk)
            self._talk_day = self.add("held_on", _("&Day of the conversation"), self.talk_on)
            self.add_part(self._ask)
            self._follow_talk()

    def _offer_certainty(self) -> None:
        before = self.certainty.value()
        offered = [one for one in reversed(ReasonCertainty) if certainty_allowed(self.source.value(), one)]
        self.certainty.show_chips([Chip(one, one.label) for one in offered])
        self.certainty.set_value(before if before in offered else ReasonCertainty.GUESS)

    def _talk(self) -> Talk:
        """Return what becomes of the talk; a small break asks for none."""
        return self.talk.value() if self.kind.value() is LossKind.FULL else Talk.OPEN

    def _follow_talk(self, *, keep: bool = False) -> None:
        talk = self._talk()
        if self._asks_for_talk is not None:
            self._asks_for_talk.setVisible(self.kind.value() is LossKind.FULL)
        if self._talk_day is not None:
            self._talk_day.setVisible(talk in {Talk.PLANNED, Talk.HELD})
        self._ask.setVisible(talk is Talk.PLANNED)
        if keep:
            return
        if talk is Talk.PLANNED:
            self.talk_on.set_day(MONDAY_TO_FRIDAY.add(self._today(), _PLAN_AHEAD_DAYS))
        elif talk is Talk.HELD:
            self.talk_on.set_day(self._today())


def _talks() -> list[Chip]:
    return [
        Chip(Talk.OPEN, _("Not asked yet")),
        Chip(Talk.PLANNED, _("Plan it")),
        Chip(Talk.HELD, _("Held")),
        Chip(Talk.NO_ANSWER, _("No answer")),
        Chip(Talk.IMPOSSIBLE, _("Declined, or not possible")),
    ]


def _chips(terms: type[Term]) -> list[Chip]:
    return [Chip(term, term.label) for term in terms]


def _options(terms: Iterable[Term]) -> list[tuple[Term, str]]:
    return [(term, term.label) for term in terms]


def _reasons() -> list[LossReason]:
    """Return the reasons to choose from, "Not known" first."""
    return [LossReason.UNKNOWN, *(reason for reason in LossReason if reason is not LossReason.UNKNOWN)]


def _of(terms: type[E], value: str | None, usual: E) -> E:
    try:
        return terms(value or usual)
    except ValueError:
        return usual
