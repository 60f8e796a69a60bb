"""A new journal on Today: who would you hate to lose? A line to write names in, and what they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core.standing import every
from retention_journal.i18n import _, ngettext
from retention_journal.services.portfolio import ClientFacts
from retention_journal.ui.buttons import link_button, outlined_button, quiet_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.panels import Panel, Rule
from retention_journal.ui.quotes import spoken
from retention_journal.ui.text_labels import Span, caption, label, spans

_RHYTHMS = (7, 14, 21, 30, 45, 90)
_LONGEST = 1000


class NamesCard(Panel):
    """Takes the names of the clients one has now.

    Signals:
        named: A client and perhaps its contact person, as written: "Fjordlys, Marte Eide".
        rhythm_chosen: A client's id, and after how many days to call it.
        list_wanted: Enough names; show the list.
        import_wanted: Bring the clients in from a file.
    """

    named = Signal(str, str)
    rhythm_chosen = Signal(int, int)
    list_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(strong=True)
        self.line = LineField(placeholder=_("Client, contact person"), icon="add", longest=_LONGEST)
        self.line.setAccessibleName(_("Client, contact person"))
        self.line.setAccessibleDescription(_("Enter adds the next one"))
        self.line.returnPressed.connect(self._take)
        self.problem = label("", "caption_medium", colour="act_text", wrap=True)
        self.problem.hide()
        self.make_list = outlined_button(_("Make the list"))
        self.make_list.clicked.connect(self.list_wanted)
        self.left = caption("")
        bring_in = quiet_button(_("Bring in a file…"), icon="import")
        bring_in.clicked.connect(self.import_wanted)
        self._names = column(gap=0)
        hint = caption(_("Enter adds the next one"))
        asked = label(
            _(
                "Write the names of the clients you have now. Every working day the list picks"
                " three or four to call, and tells you why."
            ),
            "body",
            colour="text_2",
            wrap=True,
        )
        foot = row(self.make_list, self.left, bring_in, gap=8)
        foot.setStretch(1, 1)
        self.setLayout(
            column(
                spoken(_("Who would you hate to lose?"), large=True),
                asked,
                10,
                self._names,
                self.line,
                row(None, hint),
                self.problem,
                foot,
                gap=6,
                margins=(28, 24, 28, 20),
            )
        )

    def show_clients(self, clients: Sequence[ClientFacts]) -> None:
        """Show the names written so far."""
        clear(self._names)
        for facts in clients:
            self._names.addWidget(self._name(facts))
            self._names.addWidget(Rule())
        missing = words.ENOUGH - len(clients)
        self.make_list.setEnabled(missing <= 0)
        told = ngettext("{n} more name to go.", "{n} more names to go.", max(missing, 0))
        self.left.setText(told.format(n=missing) if missing > 0 else "")

    def say(self, problem: str) -> None:
        """Show why a name was not taken, or nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _take(self) -> None:
        client, _comma, person = self.line.cleaned().partition(",")
        if client.strip():
            self.line.clear()
            self.named.emit(client.strip(), person.strip())

    def _name(self, facts: ClientFacts) -> QWidget:
        mark = LightBadge("none", size=14, word_shown=False)
        told = spans(Span(facts.name, "body_medium"), Span(f"   {facts.primary_contact}", "body", "text_2"))
        days = quiet_button(every(facts.rhythm.ideal_days), small=True)
        menu = QMenu(days)
        for rhythm in _RHYTHMS:
            chosen = menu.addAction(every(rhythm))
            chosen.triggered.connect(
                lambda _checked=False, rhythm=rhythm: self.rhythm_chosen.emit(facts.client_id, rhythm)
            )
        days.open_menu(menu)
        days.setAccessibleName(_("Call {name} {every}").format(name=facts.name, every=days.text()))
        call = caption(_("call"))
        line = row(mark, told, call, days, gap=10, margins=(12, 4, 4, 4))
        line.setStretch(1, 1)
        return box(line)


class SampleHint(QWidget):
    """Offers to look around in a full journal first.

    Signals:
        sample_wanted: Open the sample journal.
    """

    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        wish = link_button(_("Look around in the sample journal"))
        wish.clicked.connect(self.sample_wanted)
        told = label(
            _("Want to see a full journal first? It opens in its own window, and nothing is mixed."),
            "ui",
            colour="text_2",
            wrap=True,
        )
        line = row(told, wish, gap=8, margins=(4, 12, 4, 12))
        line.setStretch(0, 1)
        line.setAlignment(wish, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
