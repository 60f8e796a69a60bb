"""What the journal shows about a complaint: a line a fact, to be ticked where it belongs in the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.answer_desk import Bearing, DeskFact
from retention_journal.i18n import _, ngettext
from retention_journal.ui.buttons import icon_button, link_button
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, tooltip
from retention_journal.ui.toggles import TickBox

#: So many lines are shown at once of what bears on it, and of what is true and was not asked about.
_MOST_BEARING, _FEW = 6, 2


class FactLine(QWidget):
    """One fact: its tick, its words, where it stands.

    Signals:
        ticked: Its key, and whether it belongs in the answer.
        open_record: Type and id of the record it stands in.
    """

    ticked = Signal(str, bool)
    open_record = Signal(str, int)

    def __init__(self, fact: DeskFact, person: str) -> None:
        super().__init__()
        self.fact = fact
        self.tick = TickBox()
        self.words = label("", "ui", wrap=True)
        self.detail = caption("", wrap=True)
        self.source = icon_button("forward", "", small=True)
        said = box(column(self.words, self.detail, gap=1))
        line = row(self.tick, said, self.source, gap=6, margins=(0, 6, 0, 6))
        line.setStretch(1, 1)
        for part in (self.tick, self.source):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        stack(self, line, Rule(), gap=0)
        self.tick.clicked.connect(lambda on: self.ticked.emit(self.fact.key, on))
        self.source.clicked.connect(lambda: self.open_record.emit(self.fact.source.type, self.fact.source.id))
        self.show_fact(fact, person)

    def show_fact(self, fact: DeskFact, person: str) -> None:
        """Show ``fact`` as it stands now."""
        self.fact = fact
        self.tick.setChecked(fact.is_chosen)
        self.tick.setAccessibleName(fact.text)
        self.words.set_role("ui_medium" if fact.is_chosen else "ui", "text" if fact.bears else "text_2")
        self.words.setText(fact.text)
        self.detail.setText(fact.detail if fact.bears else _not_asked(person))
        self.detail.setVisible(bool(self.detail.text()))
        self.setToolTip(tooltip(_why(fact)))
        self.tick.setAccessibleDescription(self.detail.text())
        where = _("Show where it stands: {fact}").format(fact=fact.text)
        self.source.setAccessibleName(where)
        self.source.setToolTip(tooltip(_("Show where it stands, {day}").format(day=formats.day(fact.day))))


class Facts(QWidget):
    """All that can be shown, what bears on the complaint first; the rest behind a link.

    Signals:
        ticked: The key of a fact, and whether it belongs in the answer.
        open_record: Type and id of a record.
    """

    ticked = Signal(str, bool)
    open_record = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[DeskFact, ...] = ()
        self._person = ""
        self._shows_all = False
        self.lines: list[FactLine] = []
        self._list = column(gap=0)
        self.more = link_button("")
        self.more.clicked.connect(self.show_all)
        self.empty = label(
            _("The journal holds nothing about it yet. Promises, hours and talks you log show up here."),
            "ui", colour="text_2", wrap=True,
        )  # fmt: skip
        head = row(
            label(_("What the journal shows"), "section"), None, caption(_("tick what belongs in the answer"))
        )
        stack(self, head, self.empty, self._list, row(self.more, None), gap=4)

    def show_facts(self, facts: Sequence[DeskFact], person: str, *, is_other: bool) -> None:
        """Show ``facts``; ``is_other`` where they are about another complaint than before."""
        if is_other:
            self._shows_all = False
            self._make_lines(())
        self._facts, self._person = tuple(facts), person
        self._fill()

    def show_all(self) -> None:
        """Show what was not asked about too."""
        self._shows_all = True
        before = len(self.lines)
        self._fill()
        if before < len(self.lines):
            self.lines[before].tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        shown = self._shown()
        if [line.fact.key for line in self.lines] != [fact.key for fact in shown]:
            self._make_lines(shown)
        for line, fact in zip(self.lines, shown, strict=True):
            line.show_fact(fact, self._person)
        left = len(self._facts) - len(shown)
        text = ngettext("{n} more, true as well", "{n} more, true as well", left)
        self.more.setText(text.format(n=formats.number(left)))
        self.more.setVisible(left > 0)
        self.empty.setVisible(not self._facts)

    def _shown(self) -> list[DeskFact]:
        if self._shows_all:
            return list(self._facts)
        asked = [fact for fact in self._facts if fact.bears][:_MOST_BEARING]
        rest = [fact for fact in self._facts if not fact.bears][:_FEW]
        wanted = {fact.key for fact in (*asked, *rest)}
        wanted |= {fact.key for fact in self._facts if fact.is_chosen}
        wanted |= {line.fact.key for line in self.lines}  # what was just unticked stays where it is
        return [fact for fact in self._facts if fact.key in wanted]

    def _make_lines(self, shown: Sequence[DeskFact]) -> None:
        focused = next((line.fact.key for line in self.lines if line.tick.hasFocus()), None)
        clear(self._list)
        self.lines = [FactLine(fact, self._person) for fact in shown]
        for line in self.lines:
            line.ticked.connect(self.ticked)
            line.open_record.connect(self.open_record)
            self._list.addWidget(line)
            if line.fact.key == focused:
                line.tick.setFocus(Qt.FocusReason.OtherFocusReason)


def _not_asked(person: str) -> str:
    return _("True, but not what {person} asked about.").format(person=person)


def _why(fact: DeskFact) -> str:
    """Say why a fact stands where it does."""
    if fact.bearing is Bearing.WORDS:
        return _("Both say “{word}”.").format(word=fact.shared)
    if fact.bearing is Bearing.KIND:
        return _("It is what such complaints are about.")
    return fact.detail
