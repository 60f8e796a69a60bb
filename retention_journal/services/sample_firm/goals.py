"""What the sample's clients agreed, the numbers of the last months, and the reports sent about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.clients import GONE, ReportRhythm
from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.kpis import AgreedHow, AgreementStatus, ImportanceSource
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, add_months, month_of, quarter_of
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.sample_firm.cast import Agreement, Draft, Goal, Said
from retention_journal.services.sample_firm.drafts import Deck, Drafts
from retention_journal.services.sample_firm.everyday import Told, capital, write_said
from retention_journal.services.sample_firm.phrases import BY_LANGUAGE
from retention_journal.storage.tables import KpiAgreement, KpiLine, Measurement, Report

_ASKED_AGAIN_DAYS = 91
_CONFIRMED_EACH_DAYS = 95
_REPORTED_BY = 7  # working days after the period
_SENT_AT = time(14, 30)
_MONTHS_REPORTED = 12
_NOT_SENT_YET = {"Harbour & Hale Surveyors", "Pemberton Legal", "Granlund Fysioterapi"}
_ANSWERED = 0.3  # share of reports that get an answer


def write(drafts: Drafts, told: Told) -> None:
    """Write a firm's agreements, numbers and reports."""
    agreement = told.firm.agreement
    if agreement is None:
        return
    keys = [drafts.uid() for _goal in agreement.goals]
    _write_versions(drafts, told, agreement, keys)
    for goal, key in zip(agreement.goals, keys, strict=True):
        _write_values(drafts, told, goal, key)
    if told.firm.reports is not ReportRhythm.NONE and told.firm.status not in GONE:
        _write_reports(drafts, told, agreement)


@dataclass(frozen=True)
class _Version:
    """One version of an agreement, ``days`` ago."""

    days: int
    how: AgreedHow
    why: str = ""
    words: str = ""
    is_before: bool = False


def _versions(told: Told, agreement: Agreement) -> list[_Version]:
    """Return the versions of an agreement, the oldest first: what was before, what is, and each "again"."""
    found = []
    if agreement.before is not None:
        found.append(_Version(agreement.before, agreement.before_how, is_before=True))
    found.append(_Version(agreement.days, agreement.how, agreement.why_changed, agreement.words))
    if agreement.confirmed is not None:
        again = range(agreement.confirmed, agreement.days - _CONFIRMED_EACH_DAYS // 2, _CONFIRMED_EACH_DAYS)
        why = BY_LANGUAGE[told.firm.language].agreed_again
        found += [_Version(days, AgreedHow.CALL, why, agreement.words) for days in reversed(again)]
    return found


def _write_versions(drafts: Drafts, told: Told, agreement: Agreement, keys: list[str]) -> None:
    versions = _versions(told, agreement)
    replaced: int | None = None
    for number, version in enumerate(versions, start=1):
        after = versions[number].days if number < len(versions) else None
        replaced = _write_version(drafts, told, version, number, after, replaced)
        for place, (goal, key) in enumerate(zip(agreement.goals, keys, strict=True)):
            if not version.is_before:
                _write_line(drafts, replaced, place, goal, key, goal.target, is_asked=True)
            elif not goal.is_new:
                target = goal.target_before or goal.target
                _write_line(drafts, replaced, place, goal, key, target, is_asked=False)


def _write_version(
    drafts: Drafts, told: Told, version: _Version, number: int, after: int | None, replaced: int | None
) -> int:
    """Write one version without its lines; ``after`` is when the next one came, in days ago."""
    agreed_on = drafts.day(version.days)
    return drafts.add(
        KpiAgreement,
        client=told.client,
        version=number,
        status=AgreementStatus.AGREED if after is None else AgreementStatus.SUPERSEDED,
        agreed_on=agreed_on,
        agreed_by=told.people[told.person_on(drafts, agreed_on) or 0],
        agreed_how=version.how,
        valid_from=agreed_on,
        valid_to=None if after is None else drafts.day(after) - timedelta(days=1),
        replaces=replaced,
        change_reason=version.why,
        review_on=_review_on(drafts, agreed_on) if after is None else None,
        client_words=version.words,
    )


def _review_on(drafts: Drafts, agreed_on: date) -> date:
    review_on = agreed_on + timedelta(days=_ASKED_AGAIN_DAYS)
    while review_on < drafts.today:
        review_on += timedelta(days=_ASKED_AGAIN_DAYS)
    return review_on


def _write_line(
    drafts: Drafts, agreement: int, place: int, goal: Goal, key: str, target: str, *, is_asked: bool
) -> None:
    source = ImportanceSource.SAID if goal.asked else ImportanceSource.ASSUMED
    known = is_asked and goal.client is not None
    drafts.add(
        KpiLine,
        agreement=agreement,
        line_key=key,
        position=place,
        kind=goal.kind,
        name=goal.name,
        unit=goal.unit,
        direction=goal.direction,
        baseline=_number(goal.baseline),
        target=Decimal(target),
        aggregation=goal.aggregation,
        importance_client=goal.client if known else None,
        importance_own=goal.own,
        importance_source=source if known else None,
        turnaround_days=_number(goal.turnaround_days),
    )


def _write_values(drafts: Drafts, told: Told, goal: Goal, key: str) -> None:
    this_month = month_of(drafts.today).first
    notes = dict(goal.notes)
    running = [] if goal.running is None else [(0, goal.running)]
    for ago, value in [*running, *enumerate(reversed(goal.values), start=1)]:
        if value is None:
            continue
        month = month_of(add_months(this_month, -ago))
        drafts.add(
            Measurement,
            client=told.client,
            line_key=key,
            period_start=month.first,
            period_end=month.last,
            value=Decimal(value),
            note=notes.get(ago, ""),
        )


def _write_reports(drafts: Drafts, told: Told, agreement: Agreement) -> None:
    """Write the reports since the agreement, at most a year back; a few firms still wait for the newest."""
    begun = drafts.day(agreement.before or agreement.days)
    periods = [p for p in _periods(told.firm.reports, drafts.today) if p.first >= begun]
    texts = _Texts(drafts, told, agreement)
    for number, period in enumerate(periods, start=1):
        sent_on = MONDAY_TO_FRIDAY.add(period.last, _REPORTED_BY)
        if period == periods[-1] and told.firm.draft:
            _write_draft(drafts, told, number, period, told.firm.draft)
        elif sent_on < drafts.today:
            _write_sent(drafts, told, number, period, sent_on, texts)


def _write_draft(drafts: Drafts, told: Told, number: int, period: DayRange, words: Draft) -> None:
    drafts.add(
        Report,
        client=told.client,
        number=number,
        period_start=period.first,
        period_end=period.last,
        state=ReportState.DRAFT,
        language=told.firm.language,
        headline=words.headline,
        went_well=words.well,
        went_not=words.not_well,
        doing=words.doing,
    )


def _write_sent(
    drafts: Drafts, told: Told, number: int, period: DayRange, sent_on: date, texts: _Texts
) -> None:
    answered = drafts.chance.random() < _ANSWERED
    drafts.add(
        Report,
        client=told.client,
        number=number,
        period_start=period.first,
        period_end=period.last,
        state=ReportState.ACKNOWLEDGED if answered else ReportState.ISSUED,
        language=told.firm.language,
        headline=texts.draw("headlines"),
        went_well=texts.draw("went_well"),
        went_not=texts.draw("went_not"),
        doing=texts.draw("doing"),
        issued_at=datetime.combine(sent_on, _SENT_AT),
        client_reply=texts.draw("replies") if answered else "",
    )
    words = BY_LANGUAGE[told.firm.language].reports
    summary = words.format(month=_period_in_words(period, told.firm.language))
    said = Said(0, f"{_SENT_AT:%H:%M}", Kind.REPORT_SENT, summary, outcome=Outcome.NO_REPLY_YET)
    write_said(drafts, told, said, sent_on)


class _Texts:
    """Deals the sentences of a firm's reports."""

    def __init__(self, drafts: Drafts, told: Told, agreement: Agreement) -> None:
        phrases = BY_LANGUAGE[told.firm.language]
        names = ("headlines", "went_well", "went_not", "doing", "replies")
        self._decks = {name: Deck(getattr(phrases, name), drafts.chance) for name in names}
        self._topics = Deck(told.firm.topics, drafts.chance)
        self._goals = Deck([goal.name for goal in agreement.goals], drafts.chance)

    def draw(self, deck: str) -> str:
        """Return the next sentence of a deck."""
        return capital(self._decks[deck].draw().format(t=self._topics.draw(), g=self._goals.draw()))


def _periods(rhythm: ReportRhythm, today: date) -> list[DayRange]:
    """Return the whole periods of the last year, oldest first."""
    this_month = month_of(today).first
    months = [month_of(add_months(this_month, -ago)) for ago in range(_MONTHS_REPORTED, 0, -1)]
    if rhythm is ReportRhythm.MONTHLY:
        return months
    quarters = dict.fromkeys(quarter_of(month.first) for month in months)
    return [quarter for quarter in quarters if months[0].first <= quarter.first and quarter.last < today]


def _period_in_words(period: DayRange, language: str) -> str:
    last = formats.month(period.last, language)
    if language != "en":
        last = last[:1].lower() + last[1:]
    if period == month_of(period.first):
        return last
    return f"{formats.month_name(period.first, language)} – {last}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
