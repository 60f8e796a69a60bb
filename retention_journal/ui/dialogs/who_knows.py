"""Who knows whom: what is noted, and a person of this client with one of another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.events import LinkKind
from retention_journal.i18n import _
from retention_journal.services.choices import Fit
from retention_journal.services.clients import ClientName
from retention_journal.services.links import KnownPerson, Neighbour, link_persons, neighbours, persons, unlink
from retention_journal.services.people import people
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label


class WhoKnows(Dialog):
    """Notes that a person of one client knows a person of another, or takes that away.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        client_id: int,
        *,
        contact_id: int | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Who knows whom"), _("Note it"), parent, width=520)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._there: KnownPerson | None = None
        self._form = self.use_form(Form())
        self._known = column(gap=4)
        self._known_box = box(self._known)
        self._make(contact_id)
        self._show_known()
        self.there.line.setFocus()

    def submit(self) -> None:
        """Note that the two know each other.

        Raises:
            JournalError: It cannot be noted so.
        """
        if self.here.value() is None:
            raise InvalidEntryError("here", _("This client has nobody yet. Add a person first."))
        if self._there is None:
            raise InvalidEntryError("there", _("Choose a person from the list."))
        link_persons(
            self._journal, self.here.value(), self._there.contact_id, self.kind.value(), self.words.cleaned()
        )
        said = _("{name} knows {other}.")
        here = self.here.currentText()
        self.undoable.emit(said.format(name=here, other=self._there.name))

    def take_away(self, link_id: int) -> None:
        """Take away that two know each other."""
        unlink(self._journal, link_id)
        self.undoable.emit(_("They know each other no longer."))
        self._show_known()

    def choose(self, contact_id: int) -> None:
        """Take the person who is known."""
        self._there = self._others.get(contact_id)
        if self._there is not None:
            self.there.line.setText(self._there.name)
            self.kind.setFocus()

    def _make(self, contact_id: int | None) -> None:
        form, today = self._form, self._now().date()
        here = [one for one in people(self._journal, self._client_id, today) if one.is_current]
        others = persons(self._journal, today, besides=self._client_id)
        self._others = {one.contact_id: one for one in others}
        self.here = Choice([(one.contact_id, one.display_name) for one in here], contact_id)
        # the field finds clients by their people: here each person stands alone, with the client beside
        fits = [ClientName(one.contact_id, "", one.client_name, people=(one.name,)) for one in others]
        self.there = ClientField(fits, may_add=False, parent=self)
        self.there.line.setPlaceholderText(_("Name or client"))
        self.there.line.setAccessibleName(_("Name or client"))
        self.there.list.setAccessibleName(_("People that fit"))
        self.there.chosen.connect(self._take)
        self.there.line.textEdited.connect(lambda _text: self._forget())
        self.kind = Choice([(kind, kind.label) for kind in LinkKind], LinkKind.SAME_NETWORK)
        self.words = LineField()
        form.add_part(self._known_box)
        form.add("here", _("&Who"), self.here)
        form.add("there", _("&Knows"), self.there)
        form.add("kind", _("&How"), self.kind)
        form.add("note", _("&In a few words"), self.words, optional=True)

    def _take(self, fit: Fit) -> None:
        self.choose(fit.client.id)

    def _forget(self) -> None:
        self._there = None

    def _show_known(self) -> None:
        clear(self._known)
        found = neighbours(self._journal, self._client_id, self._now().date())
        self._known_box.setVisible(bool(found))
        for one in found:
            line = self._line(one)
            self._known.addWidget(line)
            line.show()
        if found:
            rule = Rule()
            self._known.addWidget(rule)
            rule.show()

    def _line(self, one: Neighbour) -> QWidget:
        text = _("{name} knows {other}").format(name=one.here, other=one.name)
        about = " · ".join(filter(None, (one.client_name, one.kind.label, one.note)))
        away = icon_button("trash", _("Take away: {what}").format(what=text), small=True)
        away.clicked.connect(lambda _checked: self.take_away(one.link_id))
        words = column(label(text, "ui", wrap=True), caption(about, wrap=True), gap=0)
        line = row(words, away, gap=8)
        line.setStretch(0, 1)
        line.setAlignment(away, Qt.AlignmentFlag.AlignTop)
        return box(line)
