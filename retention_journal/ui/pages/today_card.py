"""The call at hand as a card: why today, what to ask, what was said last time, the number, and the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Outcome
from retention_journal.core.light import Light
from retention_journal.i18n import _, ngettext
from retention_journal.services.morning import Call
from retention_journal.services.morning_words import Why
from retention_journal.services.today import CallToMake
from retention_journal.ui import theme
from retention_journal.ui.buttons import Button, icon_button, link_button, outlined_button, primary_button
from retention_journal.ui.dialogs.log_draft import LogDraft
from retention_journal.ui.layouts import FlowLayout, box, column, row
from retention_journal.ui.light import LightBadge, role, shape_of_level, word
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.repeat_card import RepeatCard
from retention_journal.ui.pages.today_acts import CallActs
from retention_journal.ui.panels import Panel, Rule, bullet, inset
from retention_journal.ui.quotes import spoken
from retention_journal.ui.rhythm_strip import SPAN_DAYS, RhythmStrip
from retention_journal.ui.text_labels import Span, caption, label, shortened, spans

if TYPE_CHECKING:
    from retention_journal.ui.pages.today_log import LogStrip

_STRIP = 270
_MID_MONTH = 10, 20
_MOST_REASONS = 4
_LONGEST = 300  # letters, some three lines
#: Records that can be shown; a reason in any other is only told.
SHOWN = frozenset(
    {
        "promise",
        "interaction",
        "kpi_line",
        "kpi_agreement",
        "contact_role",
        "client_event",
        "client",
        "incident",
    }
)


class CallCard(Panel):
    """The one card of the list.

    Signals:
        log_begun: Log the talk here.
    """

    log_begun = Signal()

    def __init__(self, one: CallToMake, acts: CallActs, later: QMenu) -> None:
        super().__init__(strong=True, bar=True)
        self.one, self._acts, self._today = one, acts, acts.today()
        self.strip: LogStrip | None = None
        self._shape = words.light_shape(one.call)
        mark = LightBadge(self._shape, size=18, word_shown=False)
        mark.setFixedHeight(theme.line("name"))
        self._buttons = self._act_buttons(later)
        self.repeat = RepeatCard()
        self.repeat.show_repeat(one.repeat, self._today)
        parts = (self._head(), self.repeat, self._body(), *self._known(), self._buttons)
        self._inner = column(*parts, gap=12)
        line = row(mark, box(self._inner), gap=12, margins=(15, 15, 18, 16))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def begin_log(self, draft: LogDraft | None) -> LogStrip:
        """Show the three questions with their answers in place of the buttons."""
        from retention_journal.ui.pages.today_log import LogStrip

        self.strip = LogStrip(draft)
        self._inner.addWidget(self.strip)
        self.strip.show()
        self._buttons.hide()
        self._ask.hide()
        self._ask_rule.hide()
        return self.strip

    def strip_draft(self) -> LogDraft | None:
        """Return what was written down so far, or None."""
        return self.strip.draft() if self.strip is not None else None

    def end_log(self) -> None:
        """Show the buttons again."""
        strip, self.strip = self.strip, None
        if strip is not None:
            strip.hide()
            strip.deleteLater()
        for part in (self._buttons, self._ask, self._ask_rule):
            part.show()

    # -- the parts ----------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        facts = self.one.facts
        person, client = words.who(facts.primary_contact, facts.name)
        parts = [Span(person, "name")]
        if client:
            parts.append(Span(f"  {client}", "body", "text_2"))
        since = words.light(self.one.call, self._today)
        parts.append(Span(f"   {since}", "ui_strong", f"{role(self._shape)}_text"))
        line = row(spans(*parts, wrap=True, role="name"), gap=8)
        line.setStretch(0, 1)
        if facts.phone:
            number = label(facts.phone, "section", selectable=True)
            copy = icon_button("copy", _("Copy the number"), small=True)
            copy.clicked.connect(lambda: self._acts.copy(facts.phone))
            dial = icon_button("call", _("Dial the number"), small=True)
            dial.clicked.connect(lambda: self._acts.dial(facts.phone))
            line.addWidget(number)
            line.addWidget(copy)
            line.addWidget(dial)
        return box(line)

    def _body(self) -> QWidget:
        call, facts = self.one.call, self.one.facts
        strip = RhythmStrip(width=_STRIP, legend=(_strip_begins(self._today), "", _("today")))
        strip.show_contacts(facts.talks, facts.notes, facts.days_beyond, self._shape)
        why = box(column(self._lane(), *self._reasons(call), *self._notes(), 6, strip, None, gap=3))
        self._ask = box(
            column(
                caption(_("Ask, then listen"), strong=True),
                *(spoken(question) for question in _questions(call.light)),
                None,
                gap=1,
            )
        )
        self._ask_rule = Rule(standing=True)
        for part in (why, self._ask):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(why, self._ask_rule, self._ask, gap=20)
        line.setStretch(0, 11)
        line.setStretch(2, 8)
        return box(line)

    def _lane(self) -> QWidget:
        told = [Span(self.one.call.lane.label, "caption_medium", "text_2")]
        if rolled := words.still_here(self.one.call, self._today):
            told.append(Span(f"  {rolled}", "caption", "text_3"))
        return spans(*told, wrap=True, role="caption")

    def _reasons(self, call: Call) -> Sequence[QWidget]:
        shown: list[QWidget] = [self._reason(why) for why in call.reasons[:_MOST_REASONS]]
        left = len(call.reasons) - _MOST_REASONS
        if left > 0:
            more = link_button(ngettext("{n} more", "{n} more", left).format(n=left))
            more.clicked.connect(lambda: self._acts.open(call.client_id))
            shown.append(box(row(18, more, None, gap=0)))
        return shown

    def _reason(self, why: Why) -> QWidget:
        shape, record = shape_of_level(why.level), why.record
        if record is None or record.type not in SHOWN:
            return bullet(shape, why.text)
        link = LineToOpen(_("{light}: {text}").format(light=word(shape), text=why.text))
        mark = LightBadge(shape, size=12, word_shown=False)
        line = row(mark, label(why.text, "ui", wrap=True), gap=6)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        link.setLayout(line)
        link.setToolTip(_("Shows where this stands"))
        link.opened.connect(lambda: self._acts.show_record(record, self.one.call.client_id))
        return link

    def _notes(self) -> Sequence[QWidget]:
        told = [words.tried(self.one.tried_at)] if self.one.tried_at else []
        told += words.when_to_call(self.one, self._today)
        if self.one.call.other_channel:
            told.append(words.other_channel(self.one))
        return [bullet("none", text) for text in told]

    def _known(self) -> Sequence[QWidget]:
        """Return what was said last time and what is known of the person."""
        facts, person = self.one.facts, self.one.person
        lines = []
        if facts.last_summary and facts.last_summary_on is not None:
            day = formats.short_day(facts.last_summary_on, today=self._today)
            lines.append((_("Last time, {day}").format(day=day), facts.last_summary))
        if person is not None and person.facts:
            lines.append((_("About {name}").format(name=person.first_name or facts.name), person.facts))
        return [inset(*(_fact_line(name, text) for name, text in lines), gap=4)] if lines else []

    def _act_buttons(self, later: QMenu) -> QWidget:
        self.log_button = primary_button(_("Log this call"), _("Enter"), icon="call")
        self.log_button.clicked.connect(self.log_begun)
        self.no_answer_button = outlined_button(_("No answer"))
        self.no_answer_button.clicked.connect(lambda: self._acts.tried(self.one, Outcome.NO_ANSWER))
        self.message_button = outlined_button(_("Message left"))
        self.message_button.clicked.connect(lambda: self._acts.tried(self.one, Outcome.LEFT_MESSAGE))
        self.later_button = outlined_button(_("Later"))
        self.later_button.open_menu(later)
        opened = link_button(_("Open client"))
        opened.clicked.connect(lambda: self._acts.open(self.one.call.client_id))
        flow = FlowLayout(gap=8)
        for button in (self.log_button, self.no_answer_button, self.message_button, self.later_button):
            flow.addWidget(button)
        self.write_button: Button | None = None
        if self.one.call.other_channel:
            self.write_button = outlined_button(_("Write instead"), icon="email")
            self.write_button.clicked.connect(lambda: self._acts.write(self.one))
            flow.addWidget(self.write_button)
        beside = box(column(opened, None, margins=(0, 3, 0, 0)))
        line = row(box(flow), beside, gap=8)
        line.setStretch(0, 1)
        return box(line)


def _fact_line(name: str, text: str) -> QWidget:
    what = caption(name)
    what.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    told = label(shortened(" ".join(text.split()), _LONGEST), "ui", colour="text_2", wrap=True)
    line = row(what, told, gap=8)
    line.setAlignment(what, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return box(line)


def _questions(light: Light) -> list[str]:
    """Return what to ask; the fourth where something is not as it was."""
    asked = [
        _("Is all OK?"),
        _("Does the delivery work as expected?"),
        _("Anything else I can help with?"),
    ]
    return [*asked, _("Is there anything I should know?")] if light in {Light.RED, Light.AMBER} else asked


def _strip_begins(today: date) -> str:
    """Return when the strip begins, roughly: "mid-July"."""
    first = today - timedelta(days=SPAN_DAYS)
    month = formats.month_within(first, year=False)
    early, late = _MID_MONTH
    if first.day <= early:
        return _("early {month}").format(month=month)
    return (
        _("mid-{month}").format(month=month) if first.day <= late else _("late {month}").format(month=month)
    )
