"""The thresholds of the light: each a setting, with the default of the rules.

Words of a name: ``..._after_...`` is passed when there is *more* than that, ``..._window_...`` and
``..._recent_...`` say how old a record may be and still count; any other threshold is reached *from* it on.

Source: rules, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from retention_journal.core.cadence import Rhythm, Rhythms
from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light import SignalId
from retention_journal.i18n import N_, _


@dataclass(frozen=True, slots=True)
class LightRules:
    """Every threshold of the light; ``THRESHOLDS`` says what each means, its unit and its range."""

    complaint_acknowledge_after_hours: int = 24
    complaint_decide_after_working_days: int = 5
    promise_amber_after_working_days: int = 0
    promise_red_after_working_days: int = 3
    contact_left_amber_days: int = 0
    contact_left_red_days: int = 7
    invoice_amber_days: int = 15
    invoice_red_days: int = 30
    goal_importance: int = 4
    goal_missing_after_periods: int = 1
    goal_amber_periods: int = 1
    goal_red_periods: int = 2
    agreement_stale_days: int = 120
    agreement_gap: int = 2
    repeat_incidents: int = 2
    repeat_amber_window_days: int = 365
    repeat_red_window_days: int = 90
    check_in_window_days: int = 180
    tone_low: int = 2
    tone_low_running: int = 2
    tone_drop: int = 2
    tone_earlier: int = 3
    event_window_days: int = 90
    after_care_amber_after_days: int = 7
    after_care_red_after_days: int = 21
    pays_later_invoices: int = 4
    pays_later_after_days: int = 7
    pays_later_after_mads: int = 3
    pays_later_recent_days: int = 90
    reply_recent: int = 3
    reply_recent_days: int = 90
    reply_earlier: int = 8
    reply_window_days: int = 365
    slower_percent: int = 200
    slower_hours: int = 24
    shorter_percent: int = 50
    less_percent: int = 70
    less_months: int = 3
    cancels: int = 2
    cancels_of_last: int = 3
    cancels_window_days: int = 30
    meeting_window_days: int = 365
    new_client_days: int = 30
    override_days: int = 30
    onboarding_ideal_days: int = 5
    onboarding_max_days: int = 7
    project_ideal_days: int = 7
    project_max_days: int = 11
    retainer_ideal_days: int = 14
    retainer_max_days: int = 21
    hourly_ideal_days: int = 14
    hourly_max_days: int = 21
    one_off_ideal_days: int = 14
    one_off_max_days: int = 21
    between_ideal_days: int = 45
    between_max_days: int = 68
    past_ideal_days: int = 90
    past_max_days: int = 135
    paused_ideal_days: int = 30
    paused_max_days: int = 45
    tier_c_percent: int = 150
    longest_percent: int = 150

    def changed(self, **values: object) -> LightRules:
        """Return these rules with some thresholds set anew.

        Raises:
            InvalidEntryError: A value is out of its range, or red would come before amber; ``field`` is
                the threshold's name.
        """
        rules = replace(self, **{name: _checked(name, value) for name, value in values.items()})
        for milder, harder in _ORDERED:
            if getattr(rules, harder) < getattr(rules, milder):
                raise InvalidEntryError(
                    harder if harder in values else milder,
                    _("“{later}” cannot come before “{earlier}”.").format(
                        later=_(_BY_NAME[harder].label), earlier=_(_BY_NAME[milder].label)
                    ),
                )
        return rules

    def differences(self) -> dict[str, int]:
        """Return the thresholds that are not at their default, by name; it is all that need be kept."""
        return {
            threshold.name: getattr(self, threshold.name)
            for threshold in THRESHOLDS
            if getattr(self, threshold.name) != getattr(DEFAULT_RULES, threshold.name)
        }

    def rhythms(self) -> Rhythms:
        """Return the rhythms that hold where nothing was agreed with a client."""
        usual: Mapping[EngagementType, Rhythm] = {
            EngagementType.PROJECT: Rhythm(self.project_ideal_days, self.project_max_days),
            EngagementType.RETAINER: Rhythm(self.retainer_ideal_days, self.retainer_max_days),
            EngagementType.HOURLY: Rhythm(self.hourly_ideal_days, self.hourly_max_days),
            EngagementType.ONE_OFF: Rhythm(self.one_off_ideal_days, self.one_off_max_days),
            EngagementType.BETWEEN: Rhythm(self.between_ideal_days, self.between_max_days),
            EngagementType.PAST: Rhythm(self.past_ideal_days, self.past_max_days),
        }
        return Rhythms(
            usual,
            Rhythm(self.onboarding_ideal_days, self.onboarding_max_days),
            Rhythm(self.paused_ideal_days, self.paused_max_days),
            self.tier_c_percent,
            self.longest_percent,
            self.new_client_days,
        )


DEFAULT_RULES = LightRules()


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a threshold means to the person who sets it.

    Attributes:
        name: The field of ``LightRules``.
        signal: The signal it belongs to; None for those of the light as a whole.
        label: What it says, to be translated; the value and the unit follow it.
        unit: The unit in words, to be translated; "" for a bare number.
        low: Smallest value that makes sense.
        high: Largest value that makes sense.
    """

    name: str
    signal: SignalId | None
    label: str
    unit: str
    low: int
    high: int


_HOURS, _DAYS, _WORKING = N_("hours"), N_("days"), N_("working days")
_PERCENT, _PERIODS, _MONTHS = N_("per cent"), N_("periods"), N_("months")
_YEAR, _DECADE = 366, 3650
_ID = SignalId

#: Every threshold, in the order of the signals, as a settings page shows them.
THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        "complaint_acknowledge_after_hours",
        _ID.COMPLAINT,
        N_("Act now when a complaint is not acknowledged within"),
        _HOURS,
        1,
        720,
    ),
    Threshold(
        "complaint_decide_after_working_days",
        _ID.COMPLAINT,
        N_("Act now when nothing is decided within"),
        _WORKING,
        1,
        60,
    ),
    Threshold(
        "promise_amber_after_working_days",
        _ID.PROMISE,
        N_("Watch when a promise is late by more than"),
        _WORKING,
        0,
        60,
    ),
    Threshold(
        "promise_red_after_working_days",
        _ID.PROMISE,
        N_("Act now when a promise is late by more than"),
        _WORKING,
        0,
        60,
    ),
    Threshold(
        "contact_left_amber_days",
        _ID.CONTACT_LEFT,
        N_("Watch when the main contact left and nobody talked with a successor for"),
        _DAYS,
        0,
        90,
    ),
    Threshold(
        "contact_left_red_days",
        _ID.CONTACT_LEFT,
        N_("Act now when the main contact left and nobody talked with a successor for"),
        _DAYS,
        0,
        180,
    ),
    Threshold("onboarding_ideal_days", _ID.SILENCE, N_("New client: talk every"), _DAYS, 1, _DECADE),
    Threshold("onboarding_max_days", _ID.SILENCE, N_("New client: longest silence"), _DAYS, 1, _DECADE),
    Threshold("project_ideal_days", _ID.SILENCE, N_("Project: talk every"), _DAYS, 1, _DECADE),
    Threshold("project_max_days", _ID.SILENCE, N_("Project: longest silence"), _DAYS, 1, _DECADE),
    Threshold("retainer_ideal_days", _ID.SILENCE, N_("Retainer: talk every"), _DAYS, 1, _DECADE),
    Threshold("retainer_max_days", _ID.SILENCE, N_("Retainer: longest silence"), _DAYS, 1, _DECADE),
    Threshold("hourly_ideal_days", _ID.SILENCE, N_("By the hour: talk every"), _DAYS, 1, _DECADE),
    Threshold("hourly_max_days", _ID.SILENCE, N_("By the hour: longest silence"), _DAYS, 1, _DECADE),
    Threshold("one_off_ideal_days", _ID.SILENCE, N_("One-off job: talk every"), _DAYS, 1, _DECADE),
    Threshold("one_off_max_days", _ID.SILENCE, N_("One-off job: longest silence"), _DAYS, 1, _DECADE),
    Threshold("between_ideal_days", _ID.SILENCE, N_("Between jobs: talk every"), _DAYS, 1, _DECADE),
    Threshold("between_max_days", _ID.SILENCE, N_("Between jobs: longest silence"), _DAYS, 1, _DECADE),
    Threshold("past_ideal_days", _ID.SILENCE, N_("Past client: talk every"), _DAYS, 1, _DECADE),
    Threshold("past_max_days", _ID.SILENCE, N_("Past client: longest silence"), _DAYS, 1, _DECADE),
    Threshold("paused_ideal_days", _ID.SILENCE, N_("Paused: talk every"), _DAYS, 1, _DECADE),
    Threshold("paused_max_days", _ID.SILENCE, N_("Paused: longest silence"), _DAYS, 1, _DECADE),
    Threshold("tier_c_percent", _ID.SILENCE, N_("Tier C: share of the usual rhythm"), _PERCENT, 100, 1000),
    Threshold(
        "longest_percent",
        _ID.SILENCE,
        N_("Longest silence where a client has a rhythm of its own: share of it"),
        _PERCENT,
        100,
        1000,
    ),
    Threshold("invoice_amber_days", _ID.INVOICE, N_("Watch when an invoice is overdue by"), _DAYS, 1, 365),
    Threshold("invoice_red_days", _ID.INVOICE, N_("Act now when an invoice is overdue by"), _DAYS, 1, 365),
    Threshold("goal_importance", _ID.GOAL, N_("A goal counts when its importance to them is"), "", 1, 5),
    Threshold(
        "goal_missing_after_periods",
        _ID.GOAL,
        N_("Watch when a number is missing for more than"),
        _PERIODS,
        0,
        12,
    ),
    Threshold("goal_amber_periods", _ID.GOAL, N_("Watch when a goal is off target for"), _PERIODS, 1, 12),
    Threshold("goal_red_periods", _ID.GOAL, N_("Act now when a goal is off target for"), _PERIODS, 1, 12),
    Threshold(
        "agreement_stale_days",
        _ID.AGREEMENT,
        N_("Watch when an agreement has not been confirmed for"),
        _DAYS,
        1,
        1000,
    ),
    Threshold(
        "agreement_gap",
        _ID.AGREEMENT,
        N_("Watch when your importance of a goal and theirs differ by"),
        "",
        1,
        4,
    ),
    Threshold("repeat_incidents", _ID.REPEAT, N_("How many times something went wrong"), "", 2, 20),
    Threshold("repeat_amber_window_days", _ID.REPEAT, N_("Watch when that was within"), _DAYS, 1, 1000),
    Threshold("repeat_red_window_days", _ID.REPEAT, N_("Act now when that was within"), _DAYS, 1, 1000),
    Threshold("check_in_window_days", _ID.CHECK_IN, N_("Answers and tone count for"), _DAYS, 7, 730),
    Threshold("tone_low", _ID.CHECK_IN, N_("A tone is cool at or under"), "", 1, 4),
    Threshold("tone_low_running", _ID.CHECK_IN, N_("Act now when it was cool this often running"), "", 2, 10),
    Threshold("tone_drop", _ID.CHECK_IN, N_("Watch when the tone is under what is usual by"), "", 1, 4),
    Threshold("tone_earlier", _ID.CHECK_IN, N_("Usual is known from this many earlier tones"), "", 1, 20),
    Threshold("event_window_days", _ID.EVENT, N_("Watch after an event for at most"), _DAYS, 1, 365),
    Threshold(
        "after_care_amber_after_days",
        _ID.AFTER_CARE,
        N_("Watch when a closed complaint is not followed up within"),
        _DAYS,
        0,
        365,
    ),
    Threshold(
        "after_care_red_after_days",
        _ID.AFTER_CARE,
        N_("Act now when a closed complaint is not followed up within"),
        _DAYS,
        0,
        365,
    ),
    Threshold("pays_later_invoices", _ID.PAYS_LATER, N_("A habit needs this many paid invoices"), "", 3, 50),
    Threshold("pays_later_after_days", _ID.PAYS_LATER, N_("Later than usual by more than"), _DAYS, 1, 90),
    Threshold(
        "pays_later_after_mads",
        _ID.PAYS_LATER,
        N_("and by more than this many times how much they usually vary"),
        "",
        1,
        10,
    ),
    Threshold("pays_later_recent_days", _ID.PAYS_LATER, N_("A payment counts as new for"), _DAYS, 7, 365),
    Threshold(
        "reply_recent", _ID.ANSWERS_SLOWER, N_("How many of the newest answers are looked at"), "", 1, 20
    ),
    Threshold("reply_recent_days", _ID.ANSWERS_SLOWER, N_("The newest answers came within"), _DAYS, 7, 365),
    Threshold("reply_earlier", _ID.ANSWERS_SLOWER, N_("A habit needs this many earlier answers"), "", 3, 100),
    Threshold("reply_window_days", _ID.ANSWERS_SLOWER, N_("Earlier answers count for"), _DAYS, 30, 1000),
    Threshold(
        "slower_percent", _ID.ANSWERS_SLOWER, N_("Slower: share of the usual wait"), _PERCENT, 110, 1000
    ),
    Threshold("slower_hours", _ID.ANSWERS_SLOWER, N_("and at least this much more"), _HOURS, 0, 720),
    Threshold(
        "shorter_percent", _ID.ANSWERS_SHORTER, N_("Shorter: share of the usual words"), _PERCENT, 1, 99
    ),
    Threshold("less_percent", _ID.BUYS_LESS, N_("Less: share of what was bought before"), _PERCENT, 1, 99),
    Threshold("less_months", _ID.BUYS_LESS, N_("Compared with as many before, the last"), _MONTHS, 1, 12),
    Threshold("cancels", _ID.CANCELS, N_("How many meetings they called off"), "", 1, 10),
    Threshold("cancels_of_last", _ID.CANCELS, N_("of their last this many"), "", 2, 20),
    Threshold("cancels_window_days", _ID.CANCELS, N_("or within"), _DAYS, 1, 365),
    Threshold("meeting_window_days", _ID.CANCELS, N_("Meetings count for"), _DAYS, 30, 1000),
    Threshold("new_client_days", None, N_("A client is new for"), _DAYS, 0, _YEAR),
    Threshold("override_days", None, N_("Your own judgement holds for at most"), _DAYS, 1, 30),
)

_BY_NAME = {threshold.name: threshold for threshold in THRESHOLDS}
#: The milder threshold and the harder one, which may never be the lower of the two.
_ORDERED = (
    ("promise_amber_after_working_days", "promise_red_after_working_days"),
    ("contact_left_amber_days", "contact_left_red_days"),
    ("invoice_amber_days", "invoice_red_days"),
    ("goal_amber_periods", "goal_red_periods"),
    ("repeat_red_window_days", "repeat_amber_window_days"),
    ("after_care_amber_after_days", "after_care_red_after_days"),
    ("cancels", "cancels_of_last"),
    ("reply_recent_days", "reply_window_days"),
    ("onboarding_ideal_days", "onboarding_max_days"),
    ("project_ideal_days", "project_max_days"),
    ("retainer_ideal_days", "retainer_max_days"),
    ("hourly_ideal_days", "hourly_max_days"),
    ("one_off_ideal_days", "one_off_max_days"),
    ("between_ideal_days", "between_max_days"),
    ("past_ideal_days", "past_max_days"),
    ("paused_ideal_days", "paused_max_days"),
)


def _checked(name: str, value: object) -> int:
    threshold = _BY_NAME.get(name)
    if threshold is None:
        raise InvalidEntryError(name, _("The light has no setting “{name}”.").format(name=name))
    if isinstance(value, int) and not isinstance(value, bool) and threshold.low <= value <= threshold.high:
        return value
    raise InvalidEntryError(
        name,
        _("“{label}” can be from {low} to {high}.").format(
            label=_(threshold.label), low=threshold.low, high=threshold.high
        ),
    )
