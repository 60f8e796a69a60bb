"""Lessons that apply to a client now: why, to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.lesson_triggers import Answer, Applies
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button, quiet_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, label, literal, section_title, tooltip

_FEW, _MOST = 3, 60


class NowLine(QWidget):
    """One lesson at one client, with the two answers and the way to the client.

    Signals:
        answered: The ``Applies`` and the ``Answer``.
        client_wanted: Open the client, by id.
    """

    answered = Signal(object, object)
    client_wanted = Signal(int)

    def __init__(self, one: Applies, text: str, *, is_alone: bool = False) -> None:
        super().__init__()
        self.applies = one
        self.why = label(one.sentence if is_alone else one.short, "ui_medium", wrap=True)
        self.why.setAccessibleName(one.sentence)
        self.done = outlined_button(Answer.DONE.label, small=True)
        self.not_for_them = quiet_button(Answer.NOT_FOR_THEM.label, small=True)
        if one.client_id is None:
            self.done.setText(_("Done"))
            self.not_for_them.setText(_("Not this time"))
        self.done.clicked.connect(lambda: self.answered.emit(one, Answer.DONE))
        self.not_for_them.clicked.connect(lambda: self.answered.emit(one, Answer.NOT_FOR_THEM))
        acts = FlowLayout()
        for button in (self.done, self.not_for_them):
            button.setAccessibleName(f"{button.text()}: {one.sentence} {text}")
            acts.addWidget(button)
        if one.client_id is not None:
            number = one.client_id
            self.open = link_button(literal(_("Open {client}").format(client=one.client)))
            self.open.clicked.connect(lambda: self.client_wanted.emit(number))
            acts.addWidget(self.open)
        self.setLayout(column(self.why, quote(text), box(acts), 2, Rule(), gap=5, margins=(0, 8, 0, 0)))


class NowPart(QWidget):
    """The lessons that apply now; nothing where there is none.

    Signals:
        answered: The ``Applies`` and the ``Answer``.
        client_wanted: Open a client, by id.
    """

    answered = Signal(object, object)
    client_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Applies] = ()
        self._texts: Mapping[int, str] = {}
        self._shows_all = False
        self.counts = caption("")
        self.lines = column(gap=0)
        self.show_all = link_button("")
        self.show_all.clicked.connect(self._toggle)
        self.setLayout(
            column(
                row(section_title(_("Applies now")), self.counts, None, gap=8),
                self.lines,
                self.show_all,
                gap=4,
            )
        )

    def show_applying(self, applying: Sequence[Applies], texts: Mapping[int, str]) -> None:
        """Show what applies; ``texts`` are the lessons' sentences by id."""
        self._shown, self._texts = applying, texts
        self.setVisible(bool(applying))
        self.counts.setText(formats.number(len(applying)) if len(applying) > 1 else "")
        had_focus = any(line.isAncestorOf(line.window().focusWidget()) for line in self._lines())
        clear(self.lines)
        for one in applying[: _MOST if self._shows_all else _FEW]:
            line = NowLine(one, texts.get(one.lesson_id, ""))
            line.answered.connect(self.answered)
            line.client_wanted.connect(self.client_wanted)
            self.lines.addWidget(line)
        if had_focus and (lines := self._lines()):
            lines[0].done.setFocus()
        self.show_all.setVisible(len(applying) > _FEW)
        every = _("Show all {n}").format(n=formats.number(min(len(applying), _MOST)))
        self.show_all.setText(_("Show fewer") if self._shows_all else every)

    def _lines(self) -> list[NowLine]:
        found = (self.lines.itemAt(number) for number in range(self.lines.count()))
        widgets = (item.widget() for item in found if item)
        return [widget for widget in widgets if isinstance(widget, NowLine)]

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self.show_applying(self._shown, self._texts)


class NowAt(QWidget):
    """The clients one lesson applies to, in a line: "Applies now: Lunde, Pemberton Legal".

    Signals:
        client_wanted: Open a client, by id.
    """

    client_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(gap=6)
        self.setLayout(self._flow)

    def show_applying(self, applying: Sequence[Applies]) -> None:
        """Show at whom the lesson applies; those that are the same for everybody say only why."""
        clear(self._flow)
        self.setVisible(bool(applying))
        if not applying:
            return
        for_all = [one for one in applying if one.client_id is None]
        said = label(for_all[0].sentence if for_all else _("Applies now:"), "ui", colour="text_2")
        said.setMinimumHeight(theme.size("hit_min"))
        said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._flow.addWidget(said)
        for one in applying:
            if one.client_id is not None:
                self._flow.addWidget(self._link(one, one.client_id))

    def _link(self, one: Applies, client: int) -> QWidget:
        link = link_button(literal(one.client))
        link.setToolTip(tooltip(one.why))
        link.setAccessibleName(one.sentence)
        link.clicked.connect(lambda: self.client_wanted.emit(client))
        return link
