"""What a person is told of a light: one line, the facts, the way back to green, and what is not known.

Never a score, and never whose fault it is. Source: rules, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.drifts import is_off
from retention_journal.core.how_set import how_set
from retention_journal.core.light import Level, Light, Signal, SignalId
from retention_journal.core.light_case import Case
from retention_journal.core.light_facts import Known, Override
from retention_journal.core.light_rules import DEFAULT_RULES, LightRules
from retention_journal.core.light_sentences import SENTENCES
from retention_journal.core.way_to_green import way_to_green
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, _, ngettext

__all__ = ["headline", "how_set", "not_known", "override_line", "signal_label", "told", "way_to_green"]

_WEEK = 7
_MANY_UNKNOWN = 3
_LABELS = {
    SignalId.COMPLAINT: N_("Open complaint"),
    SignalId.PROMISE: N_("Promises of yours"),
    SignalId.CLIENT_SAID: N_("What they said of leaving"),
    SignalId.CONTACT_LEFT: N_("Main contact person"),
    SignalId.SILENCE: N_("Silence"),
    SignalId.INVOICE: N_("Overdue invoice"),
    SignalId.GOAL: N_("Goals that matter to them"),
    SignalId.AGREEMENT: N_("Agreement"),
    SignalId.REPEAT: N_("Things that went wrong"),
    SignalId.CHECK_IN: N_("Answers and tone"),
    SignalId.EVENT: N_("Event at the client"),
    SignalId.AFTER_CARE: N_("After a complaint"),
    SignalId.PAYS_LATER: N_("Pays later than usual"),
    SignalId.ANSWERS_SLOWER: N_("Answers slower than usual"),
    SignalId.ANSWERS_SHORTER: N_("Answers shorter than usual"),
    SignalId.BUYS_LESS: N_("Buys less than before"),
    SignalId.CANCELS: N_("Calls off meetings"),
}
_UNKNOWN = {
    SignalId.SILENCE: N_("no talk yet"),
    SignalId.PROMISE: N_("no promises of yours"),
    SignalId.CONTACT_LEFT: N_("no main contact person"),
    SignalId.INVOICE: N_("no invoices"),
}
_DRIFTS = (
    SignalId.PAYS_LATER,
    SignalId.ANSWERS_SLOWER,
    SignalId.ANSWERS_SHORTER,
    SignalId.BUYS_LESS,
    SignalId.CANCELS,
)


def signal_label(signal: SignalId) -> str:
    """Return what a signal is about, as a heading."""
    return _(_LABELS[signal])


def told(signal: Signal, known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> str:
    """Return what a signal says of the client: a whole sentence with its dates and numbers.

    Args:
        signal: One of the signals that were judged from the same ``known`` and ``now``.
        known: The client.
        now: The moment asked about.
        rules: The thresholds.
        working: Which days are worked.
    """
    if signal.level is Level.UNKNOWN:
        if signal.id in _DRIFTS and is_off(known, now.date(), rules):
            days = rules.new_client_days
            return ngettext(
                "Habits are not compared in a client’s first {n} day.",
                "Habits are not compared in a client’s first {n} days.",
                days,
            ).format(n=days)
        return _("Not known: {what}.").format(what=_unknown(signal.id, known, rules))
    return SENTENCES[signal.id](Case(signal.level, signal.record, known, now, rules, working))


def headline(light: Light, since: date | None, before: Light | None, before_days: int, today: date) -> str:
    """Return the light with its history: "Act now since Tuesday (was Watch for 9 days)".

    Args:
        light: What is shown.
        since: First day of it; None where that is not known.
        before: What was shown until then; None where nothing was.
        before_days: For how many days ``before`` was shown.
        today: The day asked about.
    """
    if since is None:
        return light.label
    days = (today - since).days
    if days <= 0:
        line = _("{light} since today").format(light=light.label)
    elif days == 1:
        line = _("{light} since yesterday").format(light=light.label)
    else:
        day = formats.weekday(since) if days < _WEEK else formats.short_day(since, today=today)
        line = _("{light} since {day}").format(light=light.label, day=day)
    if before is None or before_days < 1:
        return line
    return ngettext(
        "{line} (was {light} for {n} day)", "{line} (was {light} for {n} days)", before_days
    ).format(line=line, light=before.label, n=before_days)


def override_line(override: Override, facts_light: Light, reasons_count: int, today: date) -> str:
    """Return the person's own judgement beside what the facts say.

    Args:
        override: The judgement.
        facts_light: What the facts say today.
        reasons_count: How many signals are amber or red.
        today: The day asked about.
    """
    same_year = override.until.year == today.year
    until = formats.day_of_month(override.until) if same_year else formats.day(override.until)
    yours = _("Your judgement: {light}, until {day}: {reason}").format(
        light=Light(override.light).label, day=until, reason=_ended(override.reason)
    )
    if not reasons_count:
        facts = _("The facts say {light}.").format(light=facts_light.label)
    else:
        facts = ngettext(
            "The facts say {light}, {n} reason.", "The facts say {light}, {n} reasons.", reasons_count
        ).format(light=facts_light.label, n=reasons_count)
    return _("{first} {second}").format(first=yours, second=facts)


def _ended(sentence: str) -> str:
    text = sentence.strip()
    return text if text.endswith((".", "!", "?", "…")) else _("{sentence}.").format(sentence=text)


def not_known(
    signals: Sequence[Signal], known: Known | None = None, rules: LightRules = DEFAULT_RULES
) -> tuple[str, ...]:
    """Return what is not known of a client, as phrases for a list: "no KPI agreement".

    Drifts of a client for whom most habits are unknown are one phrase, and each phrase stands once.

    Args:
        signals: All signals of the client.
        known: The client; tells the reason more exactly where it is given.
        rules: The thresholds.
    """
    unknown = [signal.id for signal in signals if signal.level is Level.UNKNOWN]
    habits = [signal for signal in unknown if signal in _DRIFTS]
    phrases = [_unknown(signal, known, rules, unknown) for signal in unknown if signal not in _DRIFTS]
    if len(habits) >= _MANY_UNKNOWN:
        phrases.append(_("too little history to see a change of habit"))
    else:
        phrases += [_unknown(signal, known, rules, unknown) for signal in habits]
    return tuple(dict.fromkeys(phrases))


def _unknown(
    signal: SignalId, known: Known | None, rules: LightRules, unknown: Sequence[SignalId] = ()
) -> str:
    if signal in _UNKNOWN:
        return _(_UNKNOWN[signal])
    if signal is SignalId.GOAL and _has_agreement(known, unknown):
        return _("what matters most to them was not asked")
    if signal in {SignalId.GOAL, SignalId.AGREEMENT}:
        return _("no KPI agreement")
    if signal is SignalId.CHECK_IN:
        days = rules.check_in_window_days
        return ngettext("no check-in in {n} day", "no check-in in {n} days", days).format(n=days)
    return _unknown_habit(signal, known, rules)


def _has_agreement(known: Known | None, unknown: Sequence[SignalId]) -> bool:
    if known is not None:
        return known.agreement is not None
    return bool(unknown) and SignalId.AGREEMENT not in unknown


def _unknown_habit(signal: SignalId, known: Known | None, rules: LightRules) -> str:
    match signal:
        case SignalId.PAYS_LATER if known is not None and not known.invoices:
            return _("no invoices")
        case SignalId.PAYS_LATER:
            return ngettext(
                "fewer than {n} paid invoice", "fewer than {n} paid invoices", rules.pays_later_invoices
            ).format(n=rules.pays_later_invoices)
        case SignalId.ANSWERS_SLOWER | SignalId.ANSWERS_SHORTER:
            return _("too few answers to see a habit")
        case SignalId.BUYS_LESS:
            months = 2 * rules.less_months
            return ngettext(
                "less than {n} month of fees or hours", "less than {n} months of fees or hours", months
            ).format(n=months)
    meetings = rules.cancels_of_last
    return ngettext("fewer than {n} meeting", "fewer than {n} meetings", meetings).format(n=meetings)
