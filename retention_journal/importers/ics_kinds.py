"""Events that are no contact, and what kind of contact the others are.

Source: imports, section 4.9, "Event → contact history".
"""

from __future__ import annotations

import re

from retention_journal.core import formats
from retention_journal.core.contacts import Kind
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, ngettext
from retention_journal.importers.ics_lines import Part, plain


class LeftOut(Term):
    """Why an event is no contact; such events are counted, not told one by one."""

    CANCELLED = "cancelled", N_("Cancelled")
    OLDER = "older", N_("An older version of an event that stands here too")
    COPY = "copy", N_("The same event once more")
    DECLINED = "declined", N_("You declined, or nobody else came")
    DAY_NOTE = "day_note", N_("Birthdays, holidays and the like")
    OURS = "ours", N_("Written by a journal itself")
    NO_DAY = "no_day", N_("Comes again on no day of the last five years or the coming one")
    TASK = "task", N_("Tasks and notes")


_VIDEO_SITES = (
    "zoom.us/", "zoom.com/j", "meet.google.com", "teams.microsoft.com", "teams.live.com", "webex.com/",
    "whereby.com/", "gotomeeting.com", "meet.goto.com", "meet.jit.si", "join.skype.com", "bluejeans.com/",
    "around.co/", "facetime.apple.com", "meet.zoho", "discord.gg/",
)  # fmt: skip
_VIDEO = re.compile(
    r"\b(?:video|videocall|videochat|zoom|google meet|hangouts?|webex|skype|facetime|microsoft teams|teams|"
    r"videom(?:ø|ö)(?:te|de)|videosamtale?|videosamtal|videokonferanse|videokonferens|videokonference|"
    r"videoanruf|videokonferenz|online)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:call|phone|phone call|ring|ringe|ringer|telefon|telefonmøte|telefonmöte|telefonsamtale?|"
    r"telefonsamtal|telefonisk|tlf|anrop|oppringning|opringning|opkald|anruf|telefonat|telefontermin)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:tel:|tlf\.?:?\s?)?\+?[\d() ./-]{6,30}")
_LEAST_DIGITS = 6
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_DAY_NOTES = re.compile(
    r"\b(?:birthday|bursdag|födelsedag|fødselsdag|geburtstag|holiday|holidays|helligdag|helgdag|feiertag|"
    r"anniversary|ferie|semester|urlaub|vacation)",
    re.IGNORECASE,
)
_LOOKED_AT = 5_000


def kind_of(part: Part) -> Kind:
    """Return what kind of talk an event is, by where it takes place and what it is called."""
    title, place = part.text("SUMMARY")[:_LOOKED_AT], part.text("LOCATION")[:_LOOKED_AT]
    if _is_phone(place) or place.casefold().startswith("tel:"):
        return Kind.CALL
    is_elsewhere = bool(place) and not _LINK.search(place) and not _VIDEO.search(place)
    if is_elsewhere and not _CALL.search(place):
        return Kind.MEETING
    if _VIDEO.search(title) or _VIDEO.search(place):
        return Kind.VIDEO_CALL
    if _CALL.search(title) or (is_elsewhere and _CALL.search(place)):
        return Kind.CALL
    return Kind.VIDEO_CALL if _has_video(part) else Kind.MEETING


def _is_phone(place: str) -> bool:
    return sum(c.isdigit() for c in place) >= _LEAST_DIGITS and _PHONE.fullmatch(place.strip()) is not None


def _has_video(part: Part) -> bool:
    """Say whether one can take part by a link."""
    if part.first(
        "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK"
    ):
        return True
    for prop in part.all("CONFERENCE"):
        if not prop.value.casefold().startswith("tel:"):
            return True
    told = (
        plain(prop.value[:_LOOKED_AT])
        for name in ("URL", "LOCATION", "DESCRIPTION")
        for prop in part.all(name)
    )
    return any(site in text.casefold() for text in told for site in _VIDEO_SITES)


def is_day_note(part: Part) -> bool:
    """Say whether an event of a whole day is a birthday, a holiday or the like rather than a meeting."""
    if _DAY_NOTES.search(part.text("SUMMARY")[:_LOOKED_AT]) or _DAY_NOTES.search(
        part.text("CATEGORIES")[:_LOOKED_AT]
    ):
        return True
    rule = part.first("RRULE")
    return rule is not None and "YEARLY" in rule.value.upper()


def told(reason: LeftOut, n: int) -> str:
    """Return how many events were left out for a reason, in a sentence."""
    patterns = {
        LeftOut.CANCELLED: ngettext("{n} event was cancelled.", "{n} events were cancelled.", n),
        LeftOut.OLDER: ngettext(
            "{n} event stands here in a newer version too.",
            "{n} events stand here in a newer version too.",
            n,
        ),
        LeftOut.COPY: ngettext("{n} event stands here twice.", "{n} events stand here twice.", n),
        LeftOut.DECLINED: ngettext(
            "{n} event was declined, by you or by all others.",
            "{n} events were declined, by you or by all others.",
            n,
        ),
        LeftOut.DAY_NOTE: ngettext(
            "{n} birthday, holiday or the like was left out.",
            "{n} birthdays, holidays and the like were left out.",
            n,
        ),
        LeftOut.OURS: ngettext(
            "{n} event was written by a journal itself, and is left out.",
            "{n} events were written by a journal itself, and are left out.",
            n,
        ),
        LeftOut.NO_DAY: ngettext(
            "{n} series has no day in the last five years or the coming one.",
            "{n} series have no day in the last five years or the coming one.",
            n,
        ),
        LeftOut.TASK: ngettext(
            "{n} task or note is no event, and is left out.",
            "{n} tasks and notes are no events, and are left out.",
            n,
        ),
    }
    return patterns[reason].format(n=formats.number(n))
