"""A client's light in words: the line, the reasons with the way to their records, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.clients import GONE, Status
from retention_journal.core.light import Level, SignalId
from retention_journal.i18n import _, ngettext
from retention_journal.services.lights import ClientLight, Fact
from retention_journal.services.portfolio import ClientFacts
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row
from retention_journal.ui.light import LightBadge, role, shape_of, shape_of_level, word
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import caption, label

_FEW_UNKNOWN = 2
_MOST_STEPS = 2
_LONGEST, _LONGEST_STEP = 260, 110  # characters of a reason, and of a step back to green
_EVENT = "client_event"
#: Records that can be shown; a fact in any other has no way to it yet.
_SHOWN = frozenset(
    {
        "promise", "interaction", "kpi_line", "kpi_agreement", "measurement", "contact_role", "incident",
        "invoice", _EVENT,
    }
)  # fmt: skip


class ReasonLine(LineToOpen):
    """One fact with its shape; it opens the record it stands in."""

    def __init__(self, fact: Fact) -> None:
        shape = shape_of_level(fact.level)
        super().__init__(_("{light}: {text}").format(light=word(shape), text=fact.text))
        mark = LightBadge(shape, size=12, word_shown=False)
        line = row(mark, label(without_middle(fact.text, _LONGEST), "ui", wrap=True), gap=6)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class LightLines(QWidget):
    """Shows why a light is as it is, at most ``most`` reasons until more are asked for.

    With ``has_shape`` the light itself stands above; without it stands elsewhere.

    Signals:
        record_wanted: Show the ``RecordRef`` a fact stands in.
        how_wanted: Show how the light is set.
        settled: The event of this id was talked about.
    """

    record_wanted = Signal(object)
    how_wanted = Signal()
    settled = Signal(int)

    def __init__(self, *, most: int = 3, has_shape: bool = False) -> None:
        super().__init__()
        self._most, self._has_shape = most, has_shape
        self._told: ClientLight | None = None
        self._shows_all = self._shows_unknown = False
        self._column = column(gap=2)
        self.setLayout(self._column)

    def show_at_most(self, most: int) -> None:
        """Show so many reasons until more are asked for."""
        if most != self._most:
            self._most = most
            self._show()

    def show_light(self, told: ClientLight) -> None:
        """Show one client's light; another client begins folded."""
        if self._told is None or self._told.client_id != told.client_id:
            self._shows_all = self._shows_unknown = False
        self._told = told
        self._show()

    def show_sentences(self, sentences: Sequence[tuple[str, str]]) -> None:
        """Show shapes and sentences, of a client who has no light."""
        self._told = None
        clear(self._column)
        for shape, sentence in sentences:
            self._add(bullet(shape, sentence))

    def _show(self) -> None:
        told = self._told
        if told is None:
            return
        clear(self._column)
        self._add(self._head(told))
        if told.override_line:
            line = without_middle(told.override_line, _LONGEST)
            self._add(label(line, "ui", colour="text_2", wrap=True))
        facts = told.reasons or _spoken_of_silence(told)
        for fact in facts if self._shows_all else facts[: self._most]:
            self._add(self._reason(fact))
        if told.to_green:
            steps = len(told.to_green) if self._shows_all else _MOST_STEPS
            self._add(label(to_green_line(told.to_green, steps), "ui", colour="text_2", wrap=True))
        if told.not_known and (self._shows_unknown or len(told.not_known) <= _FEW_UNKNOWN):
            self._add(caption(not_known_line(told.not_known), wrap=True))
        self._add(self._links(told))

    def _head(self, told: ClientLight) -> QWidget:
        if not self._has_shape:
            return label(told.headline, "ui", colour="text_2", wrap=True)
        shape = shape_of(told.light)
        mark = LightBadge(shape, word_shown=False)
        words = label(told.headline, "ui_strong", colour=f"{role(shape)}_text", wrap=True)
        line = row(mark, words, gap=6, margins=(0, 0, 0, 4))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        return box(line)

    def _links(self, told: ClientLight) -> QWidget:
        flow = FlowLayout(gap=8)
        more = len(told.reasons) - self._most
        if more > 0:
            folded = ngettext("and {n} more", "and {n} more", more).format(n=more)
            link = link_button(_("Show fewer") if self._shows_all else folded)
            link.clicked.connect(self._toggle_reasons)
            flow.addWidget(link)
        unknown = len(told.not_known)
        if unknown > _FEW_UNKNOWN and not self._shows_unknown:
            text = ngettext("Not known: {n} thing", "Not known: {n} things", unknown)
            link = link_button(text.format(n=formats.number(unknown)))
            link.clicked.connect(self._show_unknown)
            flow.addWidget(link)
        how = link_button(_("How the light is set"))
        how.clicked.connect(self.how_wanted.emit)
        flow.addWidget(how)
        made = QWidget()
        made.setLayout(flow)
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        return made

    def _reason(self, fact: Fact) -> QWidget:
        record = fact.record
        if record is None or record.type not in _SHOWN:
            return bullet(shape_of_level(fact.level), without_middle(fact.text, _LONGEST))
        line = ReasonLine(fact)
        line.opened.connect(lambda: self.record_wanted.emit(record))
        if record.type != _EVENT:
            return line
        settle = link_button(_("Talked about"))
        settle.clicked.connect(lambda _checked: self.settled.emit(record.id))
        if self._has_shape:  # in a narrow column it stands below, or the words would have no room
            return box(column(line, row(settle, None, margins=(16, 0, 0, 4)), gap=0))
        both = row(line, settle, gap=10)
        both.setStretch(0, 1)
        both.setAlignment(settle, Qt.AlignmentFlag.AlignTop)
        return box(both)

    def _toggle_reasons(self, _checked: bool = False) -> None:
        self._shows_all = not self._shows_all
        self._show()

    def _show_unknown(self, _checked: bool = False) -> None:
        self._shows_unknown = True
        self._show()

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        part.show()  # at once: Qt would leave the place empty for a turn


def has_light(facts: ClientFacts) -> bool:
    """Say whether a client's light is shown: paused and lost keep their own state."""
    return facts.status not in {*GONE, Status.PAUSED, Status.PROSPECT}


def has_reasons(facts: ClientFacts, told: ClientLight | None) -> bool:
    """Say whether what a light tells is shown: of a paused client only where something is against it."""
    return told is not None and (has_light(facts) or (facts.status is Status.PAUSED and bool(told.reasons)))


def without_middle(text: str, most: int) -> str:
    """Return a long sentence with "…" in its middle: what it is about comes first, how late it is last."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    first = most * 2 // 3
    return f"{line[:first].rstrip()} … {line[first - most :].lstrip()}"


def to_green_line(steps: Sequence[str], most: int) -> str:
    """Return what would turn a light green, "To green: send the price list; talk once"; ``most`` in words."""
    named, more = (
        "; ".join(_inside(without_middle(step, _LONGEST_STEP)) for step in steps[:most]),
        len(steps) - most,
    )
    if more <= 0:
        return _("To green: {steps}.").format(steps=named)
    return ngettext("To green: {steps}; and {n} more.", "To green: {steps}; and {n} more.", more).format(
        steps=named, n=more
    )


def not_known_line(phrases: Sequence[str]) -> str:
    """Return what is not known, "Not known: no KPI agreement, no check-in in 180 days"."""
    return _("Not known: {what}.").format(what=", ".join(phrases))


def _inside(sentence: str) -> str:
    """Return a short sentence as it stands inside another one."""
    text = sentence.rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _spoken_of_silence(told: ClientLight) -> tuple[Fact, ...]:
    """Return how long ago the last talk was, of a client with nothing against it."""
    return tuple(
        fact for fact in told.facts if fact.signal is SignalId.SILENCE and fact.level is Level.OK
    )  # fmt: skip
