"""Their words in a field; of a pasted e-mail only the client's own, the rest is offered below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.moments import instant
from retention_journal.core.pasted_mail import PastedMail, split
from retention_journal.core.text import folded
from retention_journal.i18n import _
from retention_journal.services.people import Person
from retention_journal.ui.buttons import link_button
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import row
from retention_journal.ui.panels import inset
from retention_journal.ui.text_labels import caption


@dataclass(frozen=True)
class CutOut:
    """What was pasted: the whole message, and what was cut out of it."""

    whole: str
    mail: PastedMail

    def sent_at(self, now: datetime) -> datetime | None:
        """Return when it was sent, in UTC; None where it does not say so, or not credibly."""
        if self.mail.sent_at is None:
            return None
        sent = instant(self.mail.sent_at)
        return sent if sent <= instant(now) else None

    def sender(self, people: list[Person]) -> int | None:
        """Return which of these people wrote it, by address or name; None where it is none of them."""
        told = folded(self.mail.sender)
        for person in people:
            by = (person.email, person.display_name)
            if told and any(one.strip() and folded(one.strip()) in told for one in by):
                return person.contact_id
        return None


class WordsField(TextField):
    """Somebody's own words.

    Signals:
        message_pasted: Only a part of what was pasted, a ``CutOut``, are their words; those were put in.
    """

    message_pasted = Signal(object)

    def __init__(self, *, lines: int) -> None:
        super().__init__(lines=lines, people=True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in what was pasted; of a message only the client's own words."""
        whole = source.text()
        mail = split(whole)
        if not mail.words.strip() or not mail.rest.strip():
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(mail.words)
        self.message_pasted.emit(CutOut(whole, mail))

    def put_back(self, cut: CutOut) -> None:
        """Let the whole message stand where the words stand that were cut out of it."""
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        has_words = cut.mail.words in text
        cursor.insertText(text.replace(cut.mail.words, cut.whole, 1) if has_words else f"{text}\n{cut.whole}")


class RestOffer(QWidget):
    """Says that the words were cut out of a message, and shows the rest where it is asked for.

    Signals:
        put_back_wanted: Put the whole message back.
    """

    put_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = caption(_("Their words were cut out of the message; the rest is kept."), wrap=True)
        self.show_button = link_button(_("Show the rest"))
        self.back_button = link_button(_("Put it all back"))
        self.rest = TextField(lines=2)
        self.rest.setReadOnly(True)
        self.rest.setAccessibleName(_("The rest of the message"))
        self.rest.hide()
        self.show_button.clicked.connect(self._toggle)
        self.back_button.clicked.connect(self.put_back_wanted)
        buttons = row(self.show_button, self.back_button, None, gap=14)
        self.setLayout(row(inset(self.told, self.rest, buttons, gap=4)))
        self.hide()

    def show_rest(self, rest: str, *, may_put_back: bool) -> None:
        """Offer the rest of a message; nothing is shown where there is none."""
        if self.rest.toPlainText() != rest:
            self.rest.setPlainText(rest)
        self.back_button.setVisible(may_put_back)
        self.setVisible(bool(rest.strip()))

    def _toggle(self) -> None:
        is_shown = not self.rest.isHidden()
        self.rest.setVisible(not is_shown)
        self.show_button.setText(_("Show the rest") if is_shown else _("Hide the rest"))
