"""What stands at the right of a client's timeline: Next, People, Agreed, Good to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats, standing
from retention_journal.core.clients import ReportRhythm, Role
from retention_journal.core.late_words import late_now
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays
from retention_journal.i18n import LANGUAGES, _, ngettext
from retention_journal.services.client_sheet import ClientSheet, NextKind, NextThing
from retention_journal.services.events import EventRow
from retention_journal.services.links import Neighbour
from retention_journal.services.people import Person
from retention_journal.ui.buttons import icon_button, link_button
from retention_journal.ui.icons import IconMark
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.light import LightBadge, word
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.panels import Rule, fact, section
from retention_journal.ui.text_labels import Span, caption, label, shortened, spans, tooltip

_ICONS = {
    NextKind.TALK: "call",
    NextKind.PROMISE: "promise",
    NextKind.THEIR_PROMISE: "promise",
    NextKind.REPORT: "reports",
}
_MOST_NEXT = 6
#: Letters of when something is due that stand beside it; more of them, "4 working days late", stand below.
_LONGEST_BESIDE = 14
#: Letters of what was noted of an event that are shown: some three lines; the event itself holds all of it.
_LONGEST_NOTE = 100


@dataclass(frozen=True)
class Around:
    """What stands around a client today.

    Attributes:
        working: The days one works, by which a promise is late.
        events: What happened there and was not talked about.
        neighbours: Whom their people know elsewhere.
        shapes: By client of a neighbour, the state whose shape stands there.
    """

    working: WorkingDays = MONDAY_TO_FRIDAY
    events: Sequence[EventRow] = ()
    neighbours: Sequence[Neighbour] = ()
    shapes: Mapping[int | None, str] = field(default_factory=dict)


class ClientSide(QWidget):
    """Next, People, Agreed and Good to know of one client.

    Signals:
        person_wanted: Open a person's form, or a new one for None.
        left_wanted: Say that this person left.
        back_wanted: Take back that this person left.
        first_wanted: Let this person be called first.
        trash_wanted: Put this person in the trash.
        notes_wanted: Write what is good to know, or change the agreement.
        next_opened: Open one of the next things.
        event_opened: Open the event of this id.
        settled: The event of this id was talked about.
        knows_wanted: Note whom this person knows, or anybody for None.
        client_opened: Go to a neighbour's client.
        person_export_wanted: Take all about a person (contact) out.
        person_erase_wanted: Erase a person (contact) for good.
    """

    person_wanted = Signal(object)
    left_wanted = Signal(object)
    back_wanted = Signal(object)
    first_wanted = Signal(object)
    trash_wanted = Signal(object)
    notes_wanted = Signal()
    next_opened = Signal(object)
    event_opened = Signal(int)
    settled = Signal(int)
    knows_wanted = Signal(object)
    client_opened = Signal(int)
    person_export_wanted = Signal(int)
    person_erase_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=16, margins=(24, 18, 24, 18))
        self.setLayout(self._column)
        self._shows_former = False

    def show_sheet(self, sheet: ClientSheet, around: Around, today: date) -> None:
        """Show one client's."""
        clear(self._column)
        parts = (
            self._next(sheet, today, around.working),
            self._happened(around, today),
            self._people(sheet),
            self._knows(around),
            self._agreed(sheet),
            self._good_to_know(sheet),
        )
        for number, part in enumerate(part for part in parts if part is not None):
            if number:
                self._column.addWidget(Rule())
            self._column.addWidget(part)
            part.show()  # at once: Qt would leave the place empty for a turn
        self._column.addStretch(1)

    def _next(self, sheet: ClientSheet, today: date, working: WorkingDays) -> QWidget:
        lines: list[QWidget] = [self._next_line(thing, today, working) for thing in sheet.next[:_MOST_NEXT]]
        if not lines:
            lines = [label(_("Nothing is planned."), "ui", colour="text_2", wrap=True)]
        more = len(sheet.next) - _MOST_NEXT
        if more > 0:
            lines.append(caption(ngettext("and {n} more", "and {n} more", more).format(n=more)))
        return section(_("Next"), *lines, gap=0)

    def _next_line(self, thing: NextThing, today: date, working: WorkingDays) -> QWidget:
        made = NextLine(thing, today, working)
        made.opened.connect(lambda: self.next_opened.emit(thing))
        return made

    def _happened(self, around: Around, today: date) -> QWidget | None:
        """Return what happened at the client and is not talked about yet."""
        if not around.events:
            return None
        return section(_("Happened there"), *(self._event(one, today) for one in around.events), gap=4)

    def _event(self, one: EventRow, today: date) -> QWidget:
        when = formats.days_ago(one.happened_on, today)
        line = LineToOpen(" ".join((one.kind.label, when, one.note)).strip())
        line.opened.connect(lambda: self.event_opened.emit(one.event_id))
        texts = [label(one.kind.label, "ui", wrap=True), caption(when)]
        if one.note:
            note = label(shortened(one.note, _LONGEST_NOTE), "ui", colour="text_2", wrap=True)
            if note.text() != " ".join(one.note.split()):
                note.setToolTip(tooltip(one.note))
            texts.append(note)
        line.setLayout(column(*texts, gap=1))
        settle = link_button(_("Talked about"))
        settle.clicked.connect(lambda _checked: self.settled.emit(one.event_id))
        return box(column(line, row(settle, None), gap=2))

    def _knows(self, around: Around) -> QWidget | None:
        """Return whom the people here know elsewhere."""
        if not around.neighbours:
            return None
        add = icon_button("add", _("Who knows whom"), small=True)
        add.clicked.connect(lambda _checked: self.knows_wanted.emit(None))
        lines = [self._neighbour(one, around.shapes.get(one.client_id)) for one in around.neighbours]
        return section(_("Knows"), *lines, aside=add, gap=6)

    def _neighbour(self, one: Neighbour, shape: str | None) -> QWidget:
        about = " · ".join(filter(None, (one.client_name, one.kind.label)))
        known_by = _("{name} knows them").format(name=one.here)
        light = word(shape) if shape else ""
        line = LineToOpen(", ".join(filter(None, (one.name, light, about, known_by))))
        if one.client_id is not None:
            line.opened.connect(partial(self.client_opened.emit, one.client_id))
        mark = LightBadge(shape or "none", size=12, word_shown=False)
        words = column(
            label(one.name, "ui_medium", wrap=True),
            label(about, "ui", colour="text_2", wrap=True),
            caption(known_by, wrap=True),
            gap=1,
        )
        inside = row(mark, words, gap=8)
        inside.setStretch(1, 1)
        inside.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setLayout(inside)
        return line

    def _people(self, sheet: ClientSheet) -> QWidget:
        add = icon_button("add", _("Add a person"), small=True)
        add.clicked.connect(lambda: self.person_wanted.emit(None))
        lines: list[QWidget] = [self._person(person) for person in sheet.people]
        if not lines:
            lines = [label(_("Nobody yet. Who picks up the phone?"), "ui", colour="text_2", wrap=True)]
        if sheet.former:
            count = len(sheet.former)
            lines.append(self._former_link(count))
            lines.extend(self._former(person) for person in sheet.former)
        return section(_("People"), *lines, aside=add, gap=8)

    def _former_link(self, count: int) -> QWidget:
        text = ngettext("{n} person who left", "{n} people who left", count).format(n=count)
        link = link_button(text)
        link.clicked.connect(self._toggle_former)
        return link

    def _toggle_former(self) -> None:
        self._shows_former = not self._shows_former
        for widget in self.findChildren(FormerPerson):
            widget.setVisible(self._shows_former)

    def _person(self, person: Person) -> QWidget:
        about = ", ".join(filter(None, (person.title, _role_words(person))))
        name = spans(
            Span(person.display_name, "ui_medium"),
            Span(f" {about}" if about else "", "ui", "text_2"),
            wrap=True,
        )
        more = icon_button("more", _("What to do with {name}").format(name=person.display_name), small=True)
        more.clicked.connect(lambda: self._open_menu(person, more))
        reached = [
            label(text, "ui", colour="text_2", elide=True) for text in (person.tel, person.email) if text
        ]
        notes = [
            label(text, "caption", colour="text_3", wrap=True)
            for text in (_do_not_call(person), person.call_window, person.facts)
            if text
        ]
        line = row(column(name, *reached, *notes, gap=1), more, gap=4)
        line.setStretch(0, 1)
        line.setAlignment(more, Qt.AlignmentFlag.AlignTop)
        return box(line)

    def _former(self, person: Person) -> QWidget:
        made = FormerPerson(person)
        made.back.clicked.connect(lambda: self.back_wanted.emit(person))
        made.setVisible(self._shows_former)
        return made

    def _open_menu(self, person: Person, button: QWidget) -> None:
        self.menu_for(person).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def menu_for(self, person: Person) -> QMenu:
        """Return what can be done with a person."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, copied in ((_("Copy the number"), person.tel), (_("Copy the address"), person.email)):
            if copied:
                menu.addAction(text).triggered.connect(partial(_copy, copied))
        menu.addAction(_("Edit…")).triggered.connect(lambda _checked: self.person_wanted.emit(person))
        first = menu.addAction(_("Call first"))
        first.triggered.connect(lambda _checked: self.first_wanted.emit(person))
        first.setEnabled(not person.is_primary)
        menu.addAction(_("Knows…")).triggered.connect(lambda _checked: self.knows_wanted.emit(person))
        menu.addAction(_("Has left…")).triggered.connect(lambda _checked: self.left_wanted.emit(person))
        everything = menu.addAction(_("Export all about this person…"))
        everything.triggered.connect(lambda _checked: self.person_export_wanted.emit(person.contact_id))
        menu.addSeparator()
        trash = menu.addAction(_("Move to the trash"))
        trash.triggered.connect(lambda _checked: self.trash_wanted.emit(person))
        erase = menu.addAction(_("Erase for good…"))
        erase.triggered.connect(lambda _checked: self.person_erase_wanted.emit(person.contact_id))
        return menu

    def _agreed(self, sheet: ClientSheet) -> QWidget:
        facts = [fact(name, value) for name, value in agreed_facts(sheet)]
        return section(_("Agreed"), *facts, gap=4)

    def _good_to_know(self, sheet: ClientSheet) -> QWidget:
        edit = icon_button("edit", _("Write what is good to know"), small=True)
        edit.clicked.connect(self.notes_wanted.emit)
        notes = sheet.entry.notes
        text = notes or _("Write nothing here you would not show them.")
        words = label(text, "ui", colour="text_2" if notes else "text_3", wrap=True)
        return section(_("Good to know"), words, aside=edit, gap=4)


class NextLine(LineToOpen):
    """One thing that comes next."""

    def __init__(self, thing: NextThing, today: date, working: WorkingDays) -> None:
        words, colour = _due_words(thing, today, working)
        text = thing.text
        if thing.kind is NextKind.THEIR_PROMISE:
            text = _("They promised: {text}").format(text=text)
        super().__init__(" ".join(filter(None, (text, words))))
        when = label(words, "ui_strong" if colour else "ui", colour=colour or "text_2")
        mark, what = IconMark(_ICONS[thing.kind]), label(text, "ui", wrap=True)
        if len(words) > _LONGEST_BESIDE:
            line = row(mark, column(what, when, gap=0), gap=10, margins=(0, 3, 0, 3))
        else:
            line = row(mark, what, when, gap=10, margins=(0, 3, 0, 3))
            line.setAlignment(when, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class FormerPerson(QWidget):
    """Somebody who left, with when and why."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        when = formats.day(person.valid_to) if person.valid_to else ""
        after = _("{name} came after.").format(name=person.successor) if person.successor else ""
        about = " ".join(filter(None, (_("Left {day}.").format(day=when), person.end_reason, after)))
        self.back = link_button(_("Is back"))
        name = label(person.display_name, "ui_medium", colour="text_2", elide=True)
        stack(self, row(name, None, self.back, gap=4), caption(about, wrap=True), gap=1)


def agreed_facts(sheet: ClientSheet) -> list[tuple[str, str]]:
    """Return what was agreed with a client, each with its name."""
    facts, entry = sheet.facts, sheet.entry
    report = {
        ReportRhythm.NONE: _("none"),
        ReportRhythm.MONTHLY: _("every month"),
        ReportRhythm.QUARTERLY: _("every quarter"),
    }[entry.report_rhythm]
    told = [
        (_("Contact"), standing.every(facts.rhythm.ideal_days)),
        (
            _("Longest silence"),
            ngettext("{n} day", "{n} days", facts.rhythm.max_days).format(n=facts.rhythm.max_days),
        ),
        (_("Report"), report),
        (_("Work"), entry.engagement_type.label),
    ]
    if sheet.goals:
        told.append((_("Goals"), formats.number(sheet.goals)))
    if entry.language in LANGUAGES:
        told.append((_("Language of reports"), LANGUAGES[entry.language]))
    return told


def _copy(text: str, _checked: bool = False) -> None:
    QGuiApplication.clipboard().setText(text)


def _due_words(thing: NextThing, today: date, working: WorkingDays) -> tuple[str, str]:
    """Return when something is due, and a colour where it is late or for today."""
    due = thing.due
    if due is None:
        return "", ""
    late = (today - due).days
    if late > 0 and thing.kind in {NextKind.PROMISE, NextKind.THEIR_PROMISE}:
        return late_now(due, today, working), "watch_text"
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=late), "watch_text"
    return formats.days_ahead(due, today), "text" if late == 0 else ""


def _role_words(person: Person) -> str:
    role = person.role.label if person.role is not Role.OTHER else ""
    return role[:1].lower() + role[1:]


def _do_not_call(person: Person) -> str:
    return _("Do not call.") if person.do_not_call else ""
