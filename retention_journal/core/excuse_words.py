"""What the excuse check says: facts with their days, in whole sentences, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from retention_journal.core import formats
from retention_journal.core.excuse_check import Finding, LatePromise, Silence
from retention_journal.i18n import _, ngettext

_LONGEST = 60


def chosen(finding: Finding) -> str:
    """Return what was chosen: "You chose “Went to a competitor”."."""
    return _("You chose “{reason}”.").format(reason=finding.reason.label)


def facts(finding: Finding) -> str:
    """Return the facts: "Facts: last talk 71 days before notice (rhythm 14); 2 promises late."."""
    return _("Facts: {facts}.").format(facts="; ".join(_facts(finding)))


def sources(finding: Finding) -> tuple[str, ...]:
    """Return where each fact comes from, one line each, with its day."""
    return tuple(_sources(finding))


def _facts(finding: Finding) -> Iterator[str]:
    if finding.silence is not None:
        yield _silence(finding.silence, to_the_notice=finding.lasted_to_the_notice)
    if late := len(finding.late):
        yield ngettext("{n} promise late", "{n} promises late", late).format(n=formats.number(late))
    if finding.messages:
        days = max((finding.notice_on - one.written_on).days for one in finding.messages)
        yield ngettext(
            "a message {n} day without an answer", "a message {n} days without an answer", days
        ).format(n=formats.number(days))
    if unclosed := len(finding.complaints):
        yield ngettext("{n} complaint not put right", "{n} complaints not put right", unclosed).format(
            n=formats.number(unclosed)
        )


def _silence(silence: Silence, *, to_the_notice: bool) -> str:
    rhythm = formats.number(silence.rhythm_days)
    if to_the_notice:
        return ngettext(
            "last talk {n} day before notice (rhythm {rhythm})",
            "last talk {n} days before notice (rhythm {rhythm})",
            silence.days,
        ).format(n=formats.number(silence.days), rhythm=rhythm)
    return ngettext(
        "no talk for {n} day until {day} (rhythm {rhythm})",
        "no talk for {n} days until {day} (rhythm {rhythm})",
        silence.days,
    ).format(n=formats.number(silence.days), day=formats.short_day(silence.until), rhythm=rhythm)


def _sources(finding: Finding) -> Iterator[str]:
    if finding.silence is not None:
        yield _("Last talk before the silence: {day}").format(day=formats.day(finding.silence.last_talk_on))
    for late in finding.late:
        yield _late(late)
    for message in finding.messages:
        yield _named(
            _("Message of {day}"), _("Message of {day}: “{words}”"), message.written_on, message.words
        )
    for complaint in finding.complaints:
        yield _named(
            _("Complaint of {day}"), _("Complaint of {day}: {words}"), complaint.received_on, complaint.title
        )


def _late(late: LatePromise) -> str:
    return ngettext(
        "Promise “{text}”, due {day}: {n} day late",
        "Promise “{text}”, due {day}: {n} days late",
        late.days_late,
    ).format(text=_short(late.text), day=formats.day(late.due_on), n=formats.number(late.days_late))


def _named(bare: str, full: str, day: date, words: str) -> str:
    told = formats.day(day)
    return full.format(day=told, words=_short(words)) if words.strip() else bare.format(day=told)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
