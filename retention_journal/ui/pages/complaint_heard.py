"""Step 1: their own words as they were said, how they sounded, what they want, and who, how and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import NEVER_CONTACT, Kind
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incidents import IncidentKind, Severity
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import _
from retention_journal.services.incidents import HeardEntry, IncidentView, edit_heard
from retention_journal.services.people import Person, people
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import column
from retention_journal.ui.pages.complaint_cut_out import CutOut, RestOffer, WordsField
from retention_journal.ui.pages.complaint_feeling import Feeling
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.pages.complaint_steps_bar import PROMISED
from retention_journal.ui.toggles import TickBox
from retention_journal.ui.two_columns import TwoColumns
from retention_journal.ui.unsaved_words import UnsavedWords

_WORDS_LINES = 4


class HeardStep(ComplaintStep):
    """What was heard, the way it was said."""

    watches = frozenset({"contact", "contact_role"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(journal, now, parent)
        self._rest: str = ""
        self._cut: CutOut | None = None
        self._make_fields()
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(
            self.words, self.wanted, self.who, self.channel, self.day, self.time, self.kind, self.severity,
            self.noticed, *self.sounded.buttons(), *self.before.buttons(),
        )  # fmt: skip
        words = {"client_words": self.words, "remedy_sought": self.wanted}
        self.unsaved = UnsavedWords(self.saving, words, journal.path, "complaint heard")
        self.words.message_pasted.connect(self._take_cut)
        self.offer.put_back_wanted.connect(self._put_back)

    def show_incident(self, one: IncidentView) -> None:
        """Show how a complaint was heard; what is being typed about the same one is left alone."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
            self._cut = None
        super().show_incident(one)
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self._fill(one)
            self._clear_errors()
        self.unsaved.show(one)

    def primary(self) -> str:
        one = self.incident
        if one is None or not one.owes_answer:
            return _("Go on")
        return _("Go on to the promise") if one.answer_due_at else _("Promise an answer")

    def go_on(self) -> None:
        """Go to what is promised, if all can be kept."""
        self.keep()
        if not self._is_wrong:
            self.go_to.emit(PROMISED)

    def keep(self) -> None:
        """Save what was typed."""
        self.saving.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        super().forget()

    def take_focus(self) -> None:
        self.words.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self._is_wrong = False
        self.words = WordsField(lines=_WORDS_LINES)
        self.offer = RestOffer()
        self.wanted = TextField(lines=1)
        self.sounded = Feeling(_("How they sounded"))
        self.before = Feeling(_("How they were before"))
        self.who = Choice([(None, _("Nobody in particular"))])
        self.channel = Choice([(kind, kind.label) for kind in Kind if kind not in NEVER_CONTACT])
        self.day = DateField(None, self._today, past=True)
        self.time = LineField(longest=8)
        self.kind = Choice([(kind, kind.label) for kind in IncidentKind])
        self.severity = Choice([(one, one.label) for one in Severity])
        self.noticed = TickBox(_("They did not complain; I noticed it myself"))

    def _lay_out(self) -> None:
        self.said = said = Form()
        said.add("client_words", _("Their own words"), self.words, note=_("Write it the way it was said."))
        said.add_part(self.offer)
        said.add("felt_at", _("How did they sound?"), self.sounded, optional=True)
        said.add("remedy_sought", _("What do they want?"), self.wanted, optional=True)
        self.told = told = Form()
        told.add_row(("reported_by", _("Who said it"), self.who), ("channel", _("How"), self.channel))
        told.add_row(("received_at", _("When"), self.day), ("received_time", _("Time"), self.time))
        told.add_row(("kind", _("What went wrong"), self.kind))
        told.add_row(("severity", _("What it costs them"), self.severity))
        told.add("felt_before", _("How were they before?"), self.before, optional=True)
        told.add_part(self.noticed)
        self.columns = TwoColumns(said, told, fold_below=700)
        self.setLayout(column(self.columns, None))

    def _fill(self, one: IncidentView) -> None:
        self._rest = one.rest_of_message
        if self._cut is not None and not self._rest:
            self._cut = None
        self.offer.show_rest(self._rest, may_put_back=self._cut is not None)
        for field, text in ((self.words, one.client_words), (self.wanted, one.remedy_sought)):
            if field.cleaned() != text:
                field.setPlainText(text)
        self.sounded.set_value(one.felt_at)
        self.before.set_value(one.felt_before)
        self.who.set_options(self._who(one), one.reported_by)
        self.channel.set_value(one.channel)
        at = on_the_wall(one.received_at)
        self.day.set_day(at.date())
        self.time.setText(formats.clock(at))
        self.kind.set_value(one.kind)
        self.severity.set_value(one.severity)
        self.noticed.setChecked(not one.is_complaint)

    def _who(self, one: IncidentView) -> list[tuple[int | None, str]]:
        found: dict[int | None, str] = {None: _("Nobody in particular")}
        for person in people(self.journal, one.client_id, self._today()):
            found.setdefault(person.contact_id, _named(person))
        if one.reported_by is not None:
            found.setdefault(one.reported_by, one.reporter_name)
        return list(found.items())

    def _take_cut(self, cut: CutOut) -> None:
        """Take over of a pasted message what it says itself: the rest of it, who sent it, and when."""
        one = self.incident
        if one is None:
            return
        self._cut = cut
        self._rest = "\n\n".join(part for part in (self._rest, cut.mail.rest.strip()) if part)
        self.offer.show_rest(self._rest, may_put_back=True)
        with self.saving.filling():
            self.channel.set_value(Kind.EMAIL)
            sender = cut.sender(people(self.journal, one.client_id, self._today()))
            if sender is not None:
                self.who.set_value(sender)
            sent = cut.sent_at(self.now())
            if sent is not None and sent < one.received_at:
                self.day.set_day(on_the_wall(sent).date())
                self.time.setText(formats.clock(on_the_wall(sent)))
        self.keep()

    def _put_back(self) -> None:
        cut, self._cut = self._cut, None
        if cut is None:
            return
        self._rest = self._rest.removesuffix(cut.mail.rest.strip()).rstrip()
        self.words.put_back(cut)
        self.offer.show_rest(self._rest, may_put_back=False)
        self.keep()
        self.words.setFocus()

    # -- saving -------------------------------------------------------------------------------------------

    def _save(self) -> bool:
        if self.incident is None:
            return True
        try:
            edit_heard(self.journal, self.incident.incident_id, self._entry(self.incident), now=self.now())
        except InvalidEntryError as error:
            self._show_error(error)
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self._show_error(InvalidEntryError("", error.message, error.advice))
        else:
            self._clear_errors()
        return not self._is_wrong

    def _entry(self, one: IncidentView) -> HeardEntry:
        return replace(
            one.heard,
            client_words=self.words.cleaned(),
            rest_of_message=self._rest,
            remedy_sought=self.wanted.cleaned(),
            felt_at=self.sounded.value(),
            felt_before=self.before.value(),
            reported_by=self.who.value(),
            channel=self.channel.value(),
            received_at=self._received(one),
            kind=self.kind.value(),
            severity=self.severity.value(),
            is_complaint=not self.noticed.isChecked(),
        )

    def _received(self, one: IncidentView) -> datetime:
        """Return when it came; the seconds of a moment that was left alone stay."""
        if problem := self.day.problem():
            raise InvalidEntryError("received_at", problem)
        at = time_typed(self.time.text())
        if at is None:
            raise InvalidEntryError("received_time", _("That is not a time. Write it like 09:05."))
        before = on_the_wall(one.received_at)
        typed = datetime.combine(self.day.day() or before.date(), at)
        return one.received_at if typed == before.replace(second=0, microsecond=0) else instant(typed)

    def _show_error(self, error: InvalidEntryError) -> None:
        """Show what is wrong at its field; the focus stays where one writes."""
        self._clear_errors()
        self._is_wrong = True
        form = self.said if error.field in {"client_words", "felt_at", "remedy_sought", ""} else self.told
        name = error.field if error.field in form.widgets() else "client_words"
        message = f"{error.message} {error.advice}".strip()
        (form if name in form.widgets() else self.said).field(name).show_error(message)

    def _clear_errors(self) -> None:
        self._is_wrong = False
        self.said.clear_errors()
        self.told.clear_errors()

    def _today(self) -> date:
        return self.now().date()


def _named(person: Person) -> str:
    told = person.display_name
    if person.title:
        told = _("{name}, {title}").format(name=told, title=person.title)
    return told if person.is_current else _("{name} (left)").format(name=told)
