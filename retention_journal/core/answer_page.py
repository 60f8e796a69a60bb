"""What an answer to a complaint may say, and nothing else: plain values, in the client's language.

As with the status report this is the white-list of what can leave; see ``core.report``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.report import Issuer
from retention_journal.i18n import N_, texts_in

#: The parts of an answer with their titles, in the order they are written and read.
PARTS = (
    ("heard", N_("I heard")),
    ("happened", N_("What happened")),
    ("got_wrong", N_("What we got wrong")),
    ("doing", N_("What I do now")),
    ("when", N_("When you will notice")),
)


@dataclass(frozen=True)
class AnswerPage:
    """An answer as it is read, copied, mailed or printed.

    Attributes:
        client: The client's name.
        person: First name of whoever complained; "" where nobody is known.
        received_at: When the complaint was heard, on the wall.
        answered_on: The day on the page.
        heard: What one heard.
        got_wrong: What we got wrong.
        when: When they will notice.
        language: BCP 47 tag.
    """

    client: str
    issuer: Issuer
    person: str
    received_at: datetime
    answered_on: date
    heard: str
    happened: str
    got_wrong: str
    doing: str
    when: str
    language: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The title and the words of each part that has any, in the answer's language."""
        say = texts_in(self.language).gettext
        told = ((say(title), getattr(self, name)) for name, title in PARTS)
        return tuple((title, words) for title, words in told if words)

    @property
    def subject(self) -> str:
        """What it answers: "An answer to what you said on 13 October"."""
        say = texts_in(self.language).gettext
        day = formats.day_of_month(self.received_at.date(), self.language)
        return say(N_("An answer to what you said on {day}")).format(day=day)

    @property
    def greeting(self) -> str:
        """The first line: "Hello Tor,"."""
        say = texts_in(self.language).gettext
        return say(N_("Hello {name},")).format(name=self.person) if self.person else say(N_("Hello,"))
