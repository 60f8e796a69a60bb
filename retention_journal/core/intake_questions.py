"""The bed without slats: what to ask at the start, so that the thing nobody mentions is mentioned.

Whoever sells a bed without slats has to say so. Each kind of engagement begins with eight to twelve
questions of ours; a journal takes its own copy when they are first used.

Source: capabilities B1 and B3; ideas 3.5.
"""

from __future__ import annotations

from retention_journal.core.clients import EngagementType
from retention_journal.i18n import N_, _, ngettext

_RESULT = N_("What would you call a good result, and how will we both see it?")
_PRICE = N_("What does the price cover, and what costs extra?")
_ROUNDS = N_("How many rounds of changes are part of it?")
_MATERIAL = N_("Who brings texts, pictures and logins, and by when?")
_YES = N_("Who says yes on your side, and who when that person is away?")
_ANSWER = N_("How soon do you expect an answer, and how soon a small change?")
_REACH = N_("When and how may we reach each other, evenings and weekends too?")
_UNSAID = N_("What goes so much without saying that nobody has mentioned it?")
_LAST_TIME = N_("What annoyed you the last time somebody did this for you?")
_NEIGHBOUR = N_("Who does the work next to mine, and where does mine end?")
_OUTSIDE = N_("Who pays what others charge: licences, hosting, advertising, print?")
_FAULTS = N_("Who puts it right when something breaks, and who pays for that?")
_OWNER = N_("Who owns the files and the rights afterwards?")
_INVOICE = N_("When do invoices come, and who looks at them first?")

#: So many questions are asked and answered in one go. Source: ideas 3.5, "8-12 questions".
FEWEST, MOST = 8, 12

#: The questions of each kind of engagement, as people read them in English.
SHIPPED: dict[EngagementType, tuple[str, ...]] = {
    EngagementType.RETAINER: (
        _RESULT,
        N_("What do the monthly hours cover, and what is a job of its own?"),
        N_("What happens to hours that are not used, and to hours beyond them?"),
        _ANSWER,
        N_("What may I do without asking first, and up to which amount?"),
        N_("How often do you want to hear from me, and what do you want to read?"),
        _MATERIAL,
        _YES,
        _OUTSIDE,
        _REACH,
        N_("How does this end one day: how much notice, and what do I hand over?"),
        _UNSAID,
    ),
    EngagementType.PROJECT: (
        _RESULT,
        N_("When is it finished, and who says that it is?"),
        N_("Which day cannot move, and what depends on it?"),
        _PRICE,
        _ROUNDS,
        N_("What do we do when something new is wished for on the way?"),
        _MATERIAL,
        _YES,
        _NEIGHBOUR,
        N_("Who looks after it once it is delivered, and from which day?"),
        _OWNER,
        _UNSAID,
    ),
    EngagementType.HOURLY: (
        _RESULT,
        N_("At how many hours do you want a word from me before I go on?"),
        N_("Do meetings, calls and travel count, and in which steps?"),
        N_("Who may order hours from me?"),
        _ANSWER,
        _MATERIAL,
        _NEIGHBOUR,
        _INVOICE,
        _LAST_TIME,
        _UNSAID,
    ),
    EngagementType.ONE_OFF: (
        N_("What exactly will you have in your hands when it is done?"),
        N_("What is not part of it, though one could think so?"),
        _PRICE,
        _ROUNDS,
        N_("By which day do you need it, and what happens if it comes later?"),
        _MATERIAL,
        _FAULTS,
        _OWNER,
        _UNSAID,
    ),
    EngagementType.BETWEEN: (
        N_("What do you count on from me while nothing is ordered?"),
        N_("Who keeps an eye on what I delivered: updates, faults, renewals?"),
        _FAULTS,
        N_("What may I do without a new order, and up to which amount?"),
        _ANSWER,
        N_("When do we talk next, even if there is no job?"),
        N_("What comes next at your end that I should know of in good time?"),
        _UNSAID,
    ),
    EngagementType.PAST: (
        N_("What has changed at your end since the last time?"),
        N_("What should be as it was, and what should not?"),
        _RESULT,
        _PRICE,
        _MATERIAL,
        _YES,
        _ANSWER,
        _LAST_TIME,
        _UNSAID,
    ),
}


def shipped(kind: EngagementType) -> list[str]:
    """Return the questions that come with the program for a kind of engagement, in its language."""
    return [_(text) for text in SHIPPED[kind]]


def because(origin: str) -> str:
    """Return why a question is asked that was born of an incident: "asked because of Berg, March"."""
    return _("asked because of {origin}").format(origin=origin) if origin else ""


def tally(asked: int, saved: int) -> str:
    """Return what a question was good for so far: "asked 4 times, saved you 1 time"; "" before it was asked.

    Args:
        asked: How many clients were asked, 0 or more.
        saved: How often it spared both a quarrel, 0 or more.
    """
    if not asked:
        return ""
    told = ngettext("asked {n} time", "asked {n} times", asked).format(n=asked)
    if not saved:
        return told
    return f"{told}, {ngettext('saved you {n} time', 'saved you {n} times', saved).format(n=saved)}"


def how_many(n: int) -> str:
    """Return how many questions a list holds, and what to think of it where they are few or many."""
    told = ngettext("{n} question.", "{n} questions.", n).format(n=n)
    if n > MOST:
        many = _("More than twelve are seldom answered in one go.")
        return f"{told} {many}"
    if n < FEWEST:
        few = _("With fewer than eight something that nobody mentions is easily left out.")
        return f"{told} {few}"
    return told
