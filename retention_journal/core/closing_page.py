"""What the page for a closing conversation says: what to keep in mind, what to have at hand, what to ask.

As with the status report this is the white-list of what can be printed: of the client it has only what both
know. Source: forms, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.report import Issuer
from retention_journal.i18n import N_

#: The sentence to ask for the talk with.
TO_ASK_WITH = N_("I would like to learn from this. May I have twenty minutes?")

#: To read before the talk.
BEFORE = (
    N_("The purpose is to learn, not to win back. Say so, and say thanks first."),
    N_("Twenty to thirty minutes, soon after the decision, while memory is fresh."),
    N_("Offer that somebody neutral asks instead, if you have somebody."),
    N_("Do not defend. Ask “how” and “what”, not “why”."),
    N_("Ask whether you may note it down, and whether you may quote it."),
)

#: After the talk.
AFTERWARDS = N_("Their words first, your own notes apart. Say thank you within a day.")


@dataclass(frozen=True)
class Question:
    """A question to say aloud.

    Attributes:
        text: To translate.
        follow_up: What helps to ask on; "" where nothing does.
        room: How much room its answer gets beside the others; 0 for none.
        marks: Whether the answer is a mark from 1 to 5.
    """

    text: str
    follow_up: str = ""
    room: int = 1
    marks: bool = False


QUESTIONS = (
    Question(
        N_("Thank you for the time we have had. May I note down what you say, and may I quote it?"), room=0
    ),
    Question(N_("What has been good about working with us?"), room=3),
    Question(
        N_("What could we have been better at?"),
        N_("Can you give an example? When did you first notice?"),
        room=4,
    ),
    Question(N_("Three pieces of advice for the road?"), room=3),
    Question(N_("When did you decide, and what was going on around you then?"), room=2),
    Question(N_("Did you feel seen and listened to?"), room=0, marks=True),
    Question(N_("Were we easy to deal with?"), room=0, marks=True),
    Question(
        N_("Where do you go from here? Could you imagine coming back?"),
        N_("What would it take? On which day may I call you again?"),
        room=2,
    ),
    Question(
        N_("Who else should we thank or hand over to?"),
        N_("What is still open between us: files, invoices, promises?"),
        room=2,
    ),
)


@dataclass(frozen=True)
class ClosingPage:
    """The page as it is printed.

    Attributes:
        person: With whom the talk is; "" where nobody is chosen yet.
        facts: What is good to have at hand, a sentence each, in the page's language.
        planned_on: The day of the talk; None leaves it to be written.
        printed_on: The day it was printed.
        language: The client's, a tag of ``i18n.LANGUAGES``.
    """

    client: str
    issuer: Issuer
    person: str
    facts: tuple[str, ...]
    planned_on: date | None
    printed_on: date
    language: str
