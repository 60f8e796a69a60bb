from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.hours import Bucket
from retention_journal.core.kpis import AgreedHow, KpiStatus
from retention_journal.core.lessons import ReportState
from retention_journal.core.losses import LossReason
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.reports.status_report import print_report
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.goals import goals_now
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import report_pdf, reports, save_words
from retention_journal.services.kpis import agree
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.portfolio import client_facts
from retention_journal.services.report_checks import CheckKind, checks, warnings
from retention_journal.services.report_words import ReportWords
from retention_journal.services.status import report_draft, status_report
from retention_journal.storage.fields import Text
from retention_journal.storage.tables import (
    ActionItem,
    CheckIn,
    Client,
    ClosingConversation,
    Contact,
    ContactRole,
    Interaction,
    InteractionContact,
    KpiAgreement,
    Lesson,
    Loss,
    Measurement,
    PostMortem,
    Promise,
    Report,
    TimeEntry,
    TimelineNote,
    WatchPoint,
)
from tests.builders import a_call, a_client, a_person, a_promise, an_empty_journal
from tests.laws import fewer_examples
from tests.services.kpi_samples import FORMS, SMALL, TODAY, WORDS, an_entry, harbour

SEPTEMBER = month_of(date(2025, 9, 1))
NOW = datetime(2025, 10, 14, 15, 20)


@pytest.fixture
def client(journal):
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    return harbour(journal)


def report(journal, client, **values):
    return status_report(journal, client, SEPTEMBER, today=TODAY, **values)


def test_a_report_names_the_client_the_reader_the_sender_and_the_period(journal, client):
    made = report(journal, client)
    assert (made.client, made.prepared_for) == ("Harbour & Hale Surveyors", "Tom Hale")
    assert (made.issuer.name, made.issuer.person) == ("Solheim Synlighet", "Ingrid Solheim")
    assert (made.period_label, made.issued_on, made.number, made.draft) == (
        "September 2025",
        TODAY,
        "1",
        True,
    )


def test_goals_stand_in_the_clients_order_and_what_matters_most_in_their_words(journal, client):
    made = report(journal, client)
    first = made.goals[0]
    assert (first.name, first.is_clients_first, first.value) == ("Small changes done", True, Decimal("3.1"))
    assert (first.agreed_by, first.agreed_on) == ("Tom Hale", date(2025, 9, 3))
    assert (first.status, first.status_words) == (KpiStatus.OFF_TRACK, "Late, but quicker")
    assert len(first.points) == 6
    assert (made.most_important.quote, made.most_important.how) == (WORDS, AgreedHow.CALL)


def test_the_report_speaks_the_clients_language_unless_another_is_asked_for(journal, client):
    with journal.change("x") as change:
        change.update(Client, client, language="nb")
    assert report(journal, client).period_label == "September 2025"
    assert report(journal, client).language == "nb"
    assert report(journal, client, language="sv").language == "sv"
    with journal.change("x") as change:
        change.update(Client, client, language="")
    assert report(journal, client).language == "en", "the firm's own"


def test_promises_of_the_period_and_what_was_still_owed_stand_in_it(journal, client):
    def promised(text, due, state, delivered=None, **values):
        values["due_at"] = due and datetime(2025, *due, 23, 59)
        values["delivered_at"] = delivered and datetime(2025, *delivered, 12)
        a_promise(journal, client, text, made_on=date(2025, 8, 1), state=state, **values)

    promised("in it", (9, 10), PromiseState.KEPT, (9, 9))
    promised("owed from before", (8, 20), PromiseState.KEPT_LATE, (9, 2), remark="The host was down")
    promised("done before", (8, 20), PromiseState.KEPT, (8, 19))
    promised("small", (9, 10), PromiseState.KEPT, (9, 9), is_small_request=True)
    promised("no day, done in it", None, PromiseState.KEPT, (9, 9))
    promised("later", (10, 20), PromiseState.OPEN)
    promised("theirs", (10, 20), PromiseState.OPEN, direction=PromiseDirection.THEIRS)
    promised("open from before", (8, 1), PromiseState.OPEN)
    made = report(journal, client)
    assert [p.text for p in made.last_promises] == [
        "open from before", "owed from before", "in it", "no day, done in it",
    ]  # fmt: skip
    assert made.last_promises[1].reason == "The host was down"
    assert [d.text for d in made.delivered] == [
        "owed from before", "in it", "small", "no day, done in it",
    ]  # fmt: skip
    assert [step.text for step in made.next_steps] == ["later"]
    assert [need.text for need in made.needs] == ["theirs"]


def test_contacts_are_counted_by_day_and_kind_and_attempts_are_not(journal, client):
    a_call(journal, client, datetime(2025, 9, 2, 9))
    a_call(journal, client, datetime(2025, 9, 30, 23, 59), kind=Kind.EMAIL, direction=Direction.INBOUND)
    a_call(journal, client, datetime(2025, 9, 5, 9), outcome=Outcome.NO_ANSWER)
    a_call(journal, client, datetime(2025, 9, 5, 9), kind=Kind.NOTE, direction=Direction.NONE)
    a_call(journal, client, datetime(2025, 10, 1, 0, 0))
    made = report(journal, client).contacts
    assert (made.talks, made.written) == (1, 1)
    assert [(day.on.day, day.kind) for day in made.days] == [(2, Kind.CALL), (30, Kind.EMAIL)]


def test_words_are_offered_until_some_are_kept(journal, client):
    offered = report_draft(journal, client, SEPTEMBER, today=TODAY)
    assert offered.is_offered
    assert offered.words.headline == "3 of 4 goals are on target. Small changes done is not."
    assert "Enquiries from the form: 48, agreed 40 a month or more." in offered.words.went_well
    save_words(journal, client, SEPTEMBER, ReportWords("More people asked for a survey."))
    kept = report_draft(journal, client, SEPTEMBER, today=TODAY)
    assert (kept.is_offered, kept.words.headline) == (False, "More people asked for a survey.")
    assert kept.words.went_well == ""
    save_words(journal, client, SEPTEMBER, ReportWords("Fewer."), language="nb")
    assert [row.headline for row in reports(journal)] == ["Fewer."]
    assert report(journal, client).language == "nb"
    journal.undo()
    journal.undo()
    assert reports(journal) == []


def test_words_too_long_for_a_report_are_refused_at_their_field(journal, client):
    with pytest.raises(InvalidEntryError) as refused:
        save_words(journal, client, SEPTEMBER, ReportWords(doing="x" * 20_001))
    assert refused.value.field == "doing"


def test_issuing_keeps_the_file_and_the_data_and_does_not_restart_the_rhythm(journal, client):
    before = client_facts(journal, client, TODAY)
    save_words(journal, client, SEPTEMBER, ReportWords("More people asked for a survey."))
    final = report(journal, client, draft=False)
    number = issue(journal, client, final, pdf_bytes=b"%PDF-1.7 x", now=NOW, reviewed_now=True)
    (row,) = reports(journal, client)
    assert (row.report_id, row.state, row.issued_at, row.has_pdf) == (number, ReportState.ISSUED, NOW, True)
    assert report_pdf(journal, number) == b"%PDF-1.7 x"
    assert len(row.pdf_sha256) == 64
    after = client_facts(journal, client, TODAY)
    assert (after.last_contact_on, after.next_contact_on) == (before.last_contact_on, before.next_contact_on)
    kept = journal.value(Report.select(Report.data_frozen))
    assert kept["goals"][0]["value"] == "3.1"
    assert kept["headline"] == "More people asked for a survey."
    sent = journal.tuples(Interaction.select(Interaction.kind, Interaction.summary))
    assert sent == [(Kind.REPORT_SENT, "Report: September 2025")]


def test_an_issued_report_is_frozen_and_the_next_one_gets_its_own_number(journal, client):
    first = issue(
        journal, client, report(journal, client, draft=False), pdf_bytes=b"one", now=NOW, reviewed_now=True
    )
    assert report_draft(journal, client, SEPTEMBER, today=TODAY).number == 2
    save_words(journal, client, SEPTEMBER, ReportWords("Corrected."))
    second = issue(
        journal, client, report(journal, client, draft=False), pdf_bytes=b"two", now=NOW, reviewed_now=True
    )
    assert report_pdf(journal, first) == b"one"
    assert [(row.report_id, row.number) for row in reports(journal)] == [(second, 2), (first, 1)]


def test_a_draft_cannot_be_issued_and_a_draft_has_no_file(journal, client):
    with pytest.raises(InvalidEntryError):
        issue(journal, client, report(journal, client), pdf_bytes=b"x", now=NOW, reviewed_now=True)
    kept = save_words(journal, client, SEPTEMBER, ReportWords("x"))
    with pytest.raises(NotFoundError):
        report_pdf(journal, kept)


def test_an_unknown_client_has_no_report(journal):
    with pytest.raises(NotFoundError):
        status_report(journal, 7, SEPTEMBER, today=TODAY)


def test_checks_name_what_is_missing(journal):
    client = a_client(journal, "Bare Ltd", language="en")
    kinds = [check.kind for check in checks(journal, client, SEPTEMBER, today=TODAY)]
    assert kinds == [CheckKind.AGREEMENT, CheckKind.WORDS, CheckKind.SENDER, CheckKind.READER]
    assert [c.kind for c in checks(journal, client, SEPTEMBER, today=TODAY) if c.stops] == [CheckKind.WORDS]


def test_bad_news_travels_before_the_report(journal, client):
    def talk():
        return [text for text in warnings(journal, client, SEPTEMBER, today=TODAY) if "Call before" in text]

    assert talk() == [
        "“Small changes done” is off target, and you have not talked since 30 September 2025."
        " Call before you send it."
    ]
    a_call(journal, client, datetime(2025, 10, 2, 9))
    assert talk() == []


def test_missing_numbers_and_late_promises_without_a_reason_are_named(journal, client):
    october = month_of(TODAY)
    a_promise(journal, client, "Price list", made_on=date(2025, 9, 1), due_at=datetime(2025, 10, 3, 23, 59))
    told = warnings(journal, client, october, today=date(2025, 11, 3))
    assert [text for text in told if "no number for" in text] == [
        f"October 2025: no number for “{name}” yet."
        for name in ("Small changes done", "Enquiries from the form", "Visits from search",
                     "Place for “level 3 survey Bristol”")
    ]  # fmt: skip
    assert "“Price list” was not kept in time. Say why, in its remark." in told


def test_an_agreement_of_twelve_months_is_to_be_asked_about_again(journal, client):
    told = warnings(journal, client, month_of(date(2026, 9, 1)), today=date(2026, 10, 3))
    assert "Agreed 13 months ago. Ask again." in told


# --- nothing private can enter -------------------------------------------------------------------------

MARKER = "PRIVATMARKER"
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
secrets = words.map(lambda text: f"{text} {MARKER} {text}")
moments = st.datetimes(datetime(2025, 8, 1), datetime(2025, 10, 13))
days = st.dates(date(2025, 8, 1), date(2025, 10, 13))


@st.composite
def private_things(draw):
    """Draw what a journal may hold about a client that no report may say."""
    return {
        "secret": draw(secrets),
        "kinds": draw(
            st.lists(
                st.tuples(
                    st.sampled_from(Kind),
                    st.sampled_from(Direction),
                    st.sampled_from(Outcome),
                    moments,
                    st.none() | st.integers(1, 5),
                ),
                max_size=6,
            )
        ),
        "answers": draw(st.sampled_from([None, *Answer])),
        "reason": draw(st.sampled_from(LossReason)),
        "day": draw(days),
        "trashed": draw(moments),
        "value": draw(st.decimals(min_value=0, max_value=99, places=1)),
    }


def words_of(table):
    """Return the columns of a table in which people write."""
    return [field.name for field in table._meta.sorted_fields if type(field) is Text]


def keep_private(journal, client, drawn):
    """Write a marker into every field that is private, trashed, or of another client."""
    secret, day, at = drawn["secret"], drawn["day"], drawn["trashed"]
    with journal.change("Private") as change:
        change.update(Client, client, notes=secret, source=secret, timezone=secret)
        person = change.insert(Contact, display_name="Kari Vik", facts=secret, call_window=secret,
                               email=secret, tel=secret, preferred_channel=Channel.PHONE)  # fmt: skip
        change.insert(ContactRole, client=client, contact=person, title=secret, end_reason=secret)
        gone = change.insert(Contact, display_name=f"{secret} gone", trashed_at=at)
        change.insert(ContactRole, client=client, contact=gone, is_primary=True)
        left = change.insert(Contact, display_name=f"{secret} left")
        change.insert(ContactRole, client=client, contact=left, valid_to=day, is_primary=True)
        for kind, direction, outcome, moment, tone in drawn["kinds"]:
            talk = change.insert(Interaction, client=client, kind=kind, direction=direction, outcome=outcome,
                                 occurred_at=moment, summary=secret, client_words=secret, tone=tone,
                                 source=secret)  # fmt: skip
            change.insert(InteractionContact, interaction=talk, contact=person)
            change.insert(CheckIn, interaction=talk, all_ok=drawn["answers"], else_to_help=secret)
        loss = change.insert(Loss, client=client, notice_on=day, primary_reason=drawn["reason"],
                             other_reasons=[secret], winback_condition=secret, their_words=secret,
                             value_lost_minor=777_000_777)  # fmt: skip
        change.insert(ClosingConversation, loss=loss, **dict.fromkeys(words_of(ClosingConversation), secret))
        look = change.insert(PostMortem, loss=loss, **dict.fromkeys(words_of(PostMortem), secret))
        change.insert(TimelineNote, post_mortem=look, happened_on=day, text=secret, source=secret)
        change.insert(ActionItem, post_mortem=look, **dict.fromkeys(words_of(ActionItem), secret))
        change.insert(WatchPoint, client=client, written_on=day, text=secret, sign=secret, note=secret)
        change.insert(Lesson, text=secret, trigger=secret, origin=secret, loss=loss, learnt_on=day)
        change.insert(Promise, client=client, text=secret, made_on=day, trashed_at=at,
                      due_at=datetime(2025, 9, 9))  # fmt: skip
        change.insert(Report, client=client, number=9, period_start=date(2025, 7, 1),
                      period_end=date(2025, 7, 31), headline=secret, went_well=secret,
                      client_reply=secret)  # fmt: skip
        change.insert(KpiAgreement, client=client, version=99, status="draft", valid_from=day,
                      client_words=secret, change_reason=secret)  # fmt: skip
        for record in journal.tuples(Measurement.select(Measurement.id)):
            change.update(Measurement, record[0], note=secret)
        for record in journal.tuples(KpiAgreement.select(KpiAgreement.id)):
            change.update(KpiAgreement, record[0], change_reason=secret)
        for bucket in Bucket:
            change.insert(TimeEntry, client=client, worked_on=date(2025, 9, 9), minutes=30, bucket=bucket,
                          task=secret, note=secret, project=secret)  # fmt: skip
        other = change.insert(Client, name=secret, notes=secret)
        change.insert(TimeEntry, client=other, worked_on=date(2025, 9, 9), minutes=777, bucket="serve")
        change.insert(ContactRole, client=other, contact=person, title=secret)
        change.insert(Promise, client=other, text=secret, made_on=day, state=PromiseState.KEPT,
                      delivered_at=datetime(2025, 9, 9))  # fmt: skip
        change.insert(Interaction, client=other, kind=Kind.CALL, direction=Direction.OUTBOUND,
                      outcome=Outcome.REACHED, occurred_at=datetime(2025, 9, 9), summary=secret)  # fmt: skip


def texts_of(value):
    """Yield every text inside a report, wherever it stands."""
    if is_dataclass(value):
        for part in fields(value):
            yield from texts_of(getattr(value, part.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, str):
        yield value


@fewer_examples
@given(drawn=private_things())
def test_nothing_private_is_in_a_report_or_in_its_pdf(tmp_path_factory, drawn):
    with an_empty_journal(tmp_path_factory.mktemp("private") / "own.rjournal") as journal:
        save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
        client = a_client(journal, "Harbour & Hale", language="en")
        tom = a_person(journal, client, "Tom Hale")
        agree(journal, client, replace(an_entry(FORMS, SMALL, by=tom), client_words=WORDS), today=TODAY)
        keys = [goal.line.line_key for goal in goals_now(journal, client, today=TODAY).goals]
        enter_numbers(journal, client, SEPTEMBER, dict.fromkeys(keys, str(drawn["value"])), language="en")
        a_promise(journal, client, "Price list", made_on=date(2025, 9, 1), state=PromiseState.KEPT,
                  due_at=datetime(2025, 9, 9), delivered_at=datetime(2025, 9, 8))  # fmt: skip
        keep_private(journal, client, drawn)
        made = report(journal, client)
        assert not [text for text in texts_of(made) if MARKER in text]
        printed = "\n".join(page.extract_text() for page in PdfReader(BytesIO(print_report(made).pdf)).pages)
        squeezed = "".join(printed.split())
        assert MARKER not in squeezed
        assert "777" not in squeezed
        assert "Price list" in " ".join(printed.split()), "the report says what it may"
        assert made.prepared_for in {"Tom Hale", "Kari Vik"}
        assert made.hours.total == 60, "the hunt and the office are the sender's own affair"


def test_what_is_frozen_can_be_written_as_json_and_holds_no_file(journal, client):
    from retention_journal.services.issued_reports import frozen

    made = report(journal, client)
    kept = frozen(replace(made, issuer=replace(made.issuer, logo=b"\x89PNG")))
    assert json.loads(json.dumps(kept)) == kept
    assert len(kept["issuer"]["logo"]) == 64
    assert kept["period"] == {"first": "2025-09-01", "last": "2025-09-30"}


def test_a_quarter_is_a_report_of_its_own(journal, client):
    made = status_report(journal, client, quarter_of(date(2025, 7, 1)), today=TODAY)
    assert made.period_label == "July to September 2025"
    assert (made.goals[1].value, made.goals[1].target_words) == (Decimal(137), "120 or more")
    assert report(journal, client).goals[1].target_words == "40 a month or more"
