"""The parts of a client's Reflection tab: a loss and what was said of it, a private note, a private page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.incidents import Verdict
from retention_journal.core.lessons import PostMortemState
from retention_journal.core.losses import Destination, LossKind
from retention_journal.core.post_mortem import Step, step_name
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import ClosingEntry, LossView, PrivateNote
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.fields import TextField
from retention_journal.ui.icons import IconMark
from retention_journal.ui.layouts import FlowLayout, box, column, row, stack
from retention_journal.ui.pages import lost_words
from retention_journal.ui.panels import Panel, Rule, inset
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, label, section_title, shortened

_LONGEST = 160


def never_printed() -> Panel:
    """Return the strip that says so."""
    words = label(
        _("Never printed. Nothing on this page can enter a report."), "ui", colour="text_2", wrap=True
    )
    mark = IconMark("eye_off")
    line = row(mark, words, gap=8)
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return inset(box(line))


class LossBlock(QWidget):
    """One loss: what ended and why, their words, one's own look back, the lessons.

    Signals:
        change_wanted: Correct what was written about the loss.
        talk_wanted: Go on with the closing conversation.
        look_back_wanted: Look back on it, or go on with that.
        lesson_wanted: Write a lesson about it.
        rewrite_wanted: Say this lesson in other words.
    """

    change_wanted = Signal(object)
    talk_wanted = Signal(object)
    look_back_wanted = Signal(object)
    lesson_wanted = Signal(object)
    rewrite_wanted = Signal(object)

    def __init__(self, loss: LossView, one: PostMortemView, today: date) -> None:
        super().__init__()
        self.loss, self.one, self._today = loss, one, today
        self.change = link_button(_("Change…"))
        self.talk = outlined_button(self._talk_text(), icon="closing", small=True)
        self.look_back = outlined_button(look_back_act(one), icon="lessons", small=True)
        self.lesson = link_button(_("Write a lesson"))
        self.change.clicked.connect(lambda: self.change_wanted.emit(loss))
        self.talk.clicked.connect(lambda: self.talk_wanted.emit(loss))
        self.look_back.clicked.connect(lambda: self.look_back_wanted.emit(loss))
        self.lesson.clicked.connect(lambda: self.lesson_wanted.emit(loss))
        stack(
            self,
            row(section_title(self._title()), None, self.change),
            *self._what_happened(),
            12,
            row(section_title(_("Closing conversation")), None, self.talk),
            *self._their_answers(),
            12,
            row(section_title(_("Look back")), None, self.look_back),
            *self._own_answers(),
            12,
            row(section_title(_("Lessons")), None, self.lesson),
            *self._lessons(),
            gap=8,
        )

    def _title(self) -> str:
        day = formats.day(self.loss.entry.notice_on)
        if self.loss.entry.kind is LossKind.FULL:
            return _("Lost {day}").format(day=day)
        return _("{what}, {day}").format(what=self.loss.entry.kind.label, day=day)

    def _talk_text(self) -> str:
        closing = self.loss.closing
        if closing == ClosingEntry():
            return _("Write it down…")
        return _("Go on…")

    def _what_happened(self) -> list[QWidget]:
        entry = self.loss.entry
        told = [quote(entry.their_words)] if entry.their_words else []
        reason = _("{reason} · {certainty} · {source}").format(
            reason=entry.primary_reason.label,
            certainty=entry.reason_certainty.label.lower(),
            source=entry.reason_source.label.lower(),
        )
        facts = [(_("You think"), reason)]
        if entry.other_reasons:
            facts.append((_("Also"), " · ".join(one.label for one in entry.other_reasons)))
        if entry.destination is not Destination.UNKNOWN:
            facts.append((_("They went to"), entry.destination.label))
        if entry.ended_on:
            facts.append((_("It ended"), formats.day(entry.ended_on)))
        if entry.winback_on:
            facts.append((_("Ask again"), _winback(entry.winback_on, entry.winback_condition)))
        return [*told, box(column(*(_told(name, text) for name, text in facts), gap=2))]

    def _their_answers(self) -> list[QWidget]:
        closing = self.loss.closing
        about = lost_words.closing_line(self.loss) or _(
            "Not yet. Ask within a few days, while memory is fresh."
        )
        advice = [text for text in (closing.advice_1, closing.advice_2, closing.advice_3) if text]
        parts: list[QWidget] = [caption(about, wrap=True)]
        parts += _answer(_("What was good?"), closing.what_was_good)
        parts += _answer(_("What could we do better?"), closing.what_could_be_better)
        if advice:
            parts += _answer(_("Three pieces of advice"), "\n".join(_numbered(advice)))
        parts += _answer(_("When they decided"), closing.when_decided)
        parts += _answer(_("Coming back"), closing.would_return)
        if marks := _marks(closing):
            parts.append(caption(marks, wrap=True))
        return parts

    def _own_answers(self) -> list[QWidget]:
        """Return how far looking back has come, and the three questions in a word each."""
        one = self.one
        answers = (
            (_("Could we have handled it differently?"), one.could_differently, one.differently),
            (_("Could we have seen it earlier?"), one.could_see_earlier, one.seen_earlier),
            (_("Could we have come along?"), one.could_come_along, one.come_along),
        )
        parts: list[QWidget] = [caption(look_back_state(one, self._today), wrap=True)]
        for question, verdict, words in answers:
            told = "" if verdict is Verdict.UNKNOWN else verdict.label
            said = ". ".join(part for part in (told, shortened(" ".join(words.split()), _LONGEST)) if part)
            if said:
                asked = caption(question, strong=True, wrap=True)
                parts.append(box(column(asked, label(said, "body", wrap=True), gap=1)))
        return parts

    def _lessons(self) -> list[QWidget]:
        if not self.loss.lessons:
            return [caption(_("None yet. One sentence is enough."), wrap=True)]
        return [self._lesson(lesson) for lesson in self.loss.lessons]

    def _lesson(self, lesson: LessonView) -> QWidget:
        rewrite = icon_button("edit", _("Rewrite the lesson"), small=True)
        rewrite.clicked.connect(lambda: self.rewrite_wanted.emit(lesson))
        words = label(lesson.text, "people", wrap=True)
        when = caption(lost_words.again(lesson, self._today))
        line = row(words, when, rewrite, gap=10)
        line.setStretch(0, 1)
        return box(column(line, Rule(), gap=6))


class NoteLine(QWidget):
    """A private note: its day, its words, and what can be done with it.

    Signals:
        change_wanted: Say it in other words.
        trash_wanted: Put it in the trash.
    """

    change_wanted = Signal(object)
    trash_wanted = Signal(object)

    def __init__(self, note: PrivateNote, today: date) -> None:
        super().__init__()
        self.note = note
        self.more = icon_button("more", _("What to do with this note"), small=True)
        self.more.clicked.connect(self._open_menu)
        words = label(note.text, "body", wrap=True)
        said = box(column(caption(formats.days_ago(note.written_on, today)), words, gap=1))
        line = row(said, self.more, gap=8)
        line.setStretch(0, 1)
        line.setAlignment(self.more, Qt.AlignmentFlag.AlignTop)
        stack(self, line, Rule(), gap=8, margins=(0, 6, 0, 0))

    def menu(self) -> QMenu:
        """Return what can be done with the note."""
        menu = QMenu(self)
        menu.addAction(_("Change…"), lambda: self.change_wanted.emit(self.note))
        menu.addAction(_("Move to the trash"), lambda: self.trash_wanted.emit(self.note))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class AtTheDoor(Panel):
    """The private page of a loss: for what one feels and will not say. Folded until it is opened.

    Signals:
        kept: What is written there should be kept.
    """

    kept = Signal(str)

    def __init__(self) -> None:
        super().__init__(fill="none_soft", edge="border_strong")
        self.words = TextField(
            placeholder=_("How does it feel? What do you want to say, but will not?"), lines=5
        )
        self.words.setAccessibleName(_("Leave it at the door"))
        self.open_button = outlined_button(_("Open"), icon="unlock", small=True)
        self.keep_button = outlined_button(_("Keep and fold away"), icon="lock", small=True)
        about = _("A page for yourself. It is never printed, and nobody is shown it unless you open it.")
        buttons = FlowLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.keep_button)
        stack(
            self,
            row(IconMark("lock", "text_2"), section_title(_("Leave it at the door")), None, gap=6),
            label(about, "ui", colour="text_2", wrap=True),
            self.words,
            box(buttons),
            gap=8,
            margins=(16, 14, 16, 14),
        )
        self.open_button.clicked.connect(self.unfold)
        self.keep_button.clicked.connect(self._keep)
        self.fold()

    def fold(self) -> None:
        """Hide what is written."""
        self.words.hide()
        self.keep_button.hide()
        self.open_button.show()

    def unfold(self) -> None:
        """Show what is written, to go on."""
        self.words.show()
        self.keep_button.show()
        self.open_button.hide()
        self.words.setFocus()

    def is_folded(self) -> bool:
        """Say whether the words are hidden."""
        return self.words.isHidden()

    def show_words(self, words: str) -> None:
        """Put ``words`` on the page."""
        self.words.setPlainText(words)

    def _keep(self) -> None:
        self.kept.emit(self.words.cleaned())
        self.fold()
        self.open_button.setFocus()


def look_back_act(one: PostMortemView) -> str:
    """Return what one can do about looking back now: "Go on, step 3 of 5"."""
    if one.state is PostMortemState.CLOSED:
        return _("Read it again")
    if one.state is PostMortemState.IN_REVIEW:
        return _("Read it and close it")
    if not one.is_begun:
        return _("Look back on it")
    return _("Go on, step {n} of {all}").format(n=int(one.step) + 1, all=len(Step))


def look_back_state(one: PostMortemView, today: date) -> str:
    """Return how far looking back has come, in a sentence."""
    if one.state is PostMortemState.CLOSED and one.closed_on:
        return _("Closed {day}.").format(day=formats.day(one.closed_on))
    if one.state is PostMortemState.IN_REVIEW and one.reread_on:
        if one.may_close(today):
            return _("It has rested for a week, and waits to be read again.")
        return _("Written to the end. It rests until {day}.").format(day=formats.day(one.reread_on))
    if not one.is_begun:
        return _("Not yet. You can stop at any step and come back.")
    return _("Begun. You stopped at “{step}”.").format(step=step_name(one.step))


def _told(name: str, text: str) -> QWidget:
    left = label(name, "ui", colour="text_3")
    left.setMinimumWidth(theme.px(84))
    line = row(left, label(text, "ui", colour="text_2", wrap=True), gap=12)
    line.setStretch(1, 1)
    line.setAlignment(left, Qt.AlignmentFlag.AlignTop)
    return box(line)


def _answer(question: str, words: str) -> list[QWidget]:
    if not words:
        return []
    return [box(column(caption(question, strong=True, wrap=True), quote(words), gap=2))]


def _numbered(texts: list[str]) -> list[str]:
    return [f"{number}  {text}" for number, text in enumerate(texts, 1)]


def _marks(closing: ClosingEntry) -> str:
    told = []
    if closing.felt_seen:
        told.append(_("Felt seen: {n} of 5").format(n=closing.felt_seen))
    if closing.easy_to_deal_with:
        told.append(_("Easy to deal with: {n} of 5").format(n=closing.easy_to_deal_with))
    if closing.may_quote:
        told.append(_("May be quoted"))
    return " · ".join(told)


def _winback(day: date, condition: str) -> str:
    told = formats.day(day)
    return _("{day}: {condition}").format(day=told, condition=condition) if condition else told
