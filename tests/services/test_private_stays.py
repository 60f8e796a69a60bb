"""What is for nobody else stays in the journal: markers are planted wherever that is, and sought outside."""

from __future__ import annotations

import ast
import email
import json
from datetime import UTC, date, datetime
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

import retention_journal
from retention_journal.__main__ import main
from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import JournalError
from retention_journal.core.incidents import IncidentState
from retention_journal.core.kpis import AgreedHow
from retention_journal.core.periods import month_of
from retention_journal.reports.agreement_page import print_agreement
from retention_journal.reports.answer_page import print_answer
from retention_journal.reports.status_report import print_report
from retention_journal.services.agreement_pdf import held_page
from retention_journal.services.answer_desk import facts
from retention_journal.services.arguments import ArgumentEntry, add_argument
from retention_journal.services.incident_answer import (
    answer_page,
    answer_text,
    mail_name,
    mail_of,
    mark_sent,
    may_be_sent,
    pdf_name,
)
from retention_journal.services.incident_feelings import Feelings, feelings, save_feelings
from retention_journal.services.incidents import incident, save_words
from retention_journal.services.issued_reports import frozen
from retention_journal.services.kpis import agree
from retention_journal.services.report_mail import Mail, draft, write_draft
from retention_journal.services.report_setbacks import offered
from retention_journal.services.status import status_report
from retention_journal.services.transfer.exporting import export
from retention_journal.storage.fields import Text
from retention_journal.storage.tables import (
    PRIVATE,
    AccountEntry,
    Argument,
    Cause,
    Incident,
    Interaction,
    Loss,
    PostMortem,
    name_of,
)
from tests.builders import a_call, a_client, a_person, a_promise, an_empty_journal, an_incident
from tests.laws import fewer_examples

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
MARKER = "PRIVATMARKER"
WRITTEN = {
    "answer_heard": "Du ventet elleve dager på to bilder.",
    "answer_happened": "Jeg lovet dem til 12. mars.",
    "got_wrong": "Jeg svarte ikke på den andre meldingen.",
    "answer_doing": "Bildene byttes i dag.",
    "answer_when": "Du ser dem klokken 15.",
}
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
secrets = words.map(lambda text: f"{text} {MARKER} {text}")


def a_firm(journal, language="nb"):
    """Put a client with an agreement, a promise and an answered complaint into a journal."""
    client = a_client(journal, "Byggmester Rognan", language=language)
    tor = a_person(journal, client, "Tor Rognan", email="tor@rognanbygg.example")
    entry = AgreementEntry(
        (LineEntry("Henvendelser"),), agreed_on=TODAY, agreed_by=tor, agreed_how=AgreedHow.CALL
    )
    agree(journal, client, entry, today=TODAY)
    a_promise(journal, client, "To bilder", made_on=date(2026, 3, 1))
    number = an_incident(
        journal, client, client_words="To bilder på elleve dager.", reported_by=tor, title="Trege bilder"
    )
    save_words(journal, number, **WRITTEN)
    add_argument(journal, number, ArgumentEntry("Dere er alltid sene.", evidence="To av ni."))
    return client, number


def keep_private(journal, client, number, secret, load, mood):
    """Write a marker into every field that is for nobody else."""
    save_feelings(journal, number, Feelings(secret, own_load=load, own_mood=mood))
    with journal.change("Private") as change:
        change.insert(
            Interaction, client=client, kind=Kind.NOTE, direction=Direction.NONE, outcome=Outcome.REACHED,
            occurred_at=datetime(2026, 3, 10, 8), summary=secret, client_words=secret,
        )  # fmt: skip
        loss = change.insert(Loss, client=client, notice_on=TODAY)
        change.insert(PostMortem, loss=loss, private_feelings=secret)


def printed(pdf):
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def leaving(journal, client, number):
    """Yield everything that leaves for others, each with its name."""
    one = incident(journal, number)
    page = answer_page(journal, one, now=NOW)
    yield "answer text", answer_text(page)
    made = draft(mail_of(journal, one, now=NOW))
    yield "draft", made.decode("utf-8")
    yield "draft, read", email.message_from_bytes(made, policy=SMTP).get_content()
    yield "names", f"{mail_name(one, page)} {pdf_name(one, page)}"
    yield "answer", printed(print_answer(page))
    yield "agreement", printed(print_agreement(held_page(journal, client, TODAY)))
    report = status_report(journal, client, month_of(TODAY), today=TODAY)
    yield "report", printed(print_report(report).pdf)
    for language in ("en", "nb", "sv"):
        found = facts(journal, one, now=NOW, language=language)
        yield f"facts {language}", " ".join(f"{fact.text} {fact.detail}" for fact in found)


@fewer_examples
@given(secrets, st.integers(1, 5), st.integers(1, 5))
def test_no_private_word_is_in_anything_that_leaves(tmp_path_factory, secret, load, mood):
    folder = tmp_path_factory.mktemp("private")
    with an_empty_journal(folder / "own.rjournal") as journal:
        client, number = a_firm(journal)
        clean = dict(leaving(journal, client, number))
        keep_private(journal, client, number, secret, load, mood)
        assert feelings(journal, number).own_load == load
        kept = dict(leaving(journal, client, number))
        mark_sent(journal, number, now=NOW)
        sent = dict(leaving(journal, client, number))
        export(journal, folder / "out", today=TODAY, client=client)
    assert [name for name, text in [*kept.items(), *sent.items()] if MARKER in text] == []
    assert kept == clean, "what is private changes nothing that leaves"
    for path in sorted((folder / "out").rglob("*")):
        assert path.is_dir() or MARKER.encode() not in path.read_bytes(), path.name


#: What of a complaint the client said, was told, or sees changed: all that a report may tell of it.
KNOWN_TO_THE_CLIENT = {
    "client_words", "answer_heard", "answer_happened", "answer_doing", "got_wrong", "remedy",
    "process_change",
}  # fmt: skip


@pytest.mark.parametrize("state", [IncidentState.RECEIVED, IncidentState.ANSWERED, IncidentState.CLOSED])
def test_of_a_complaint_a_report_tells_only_what_the_client_knows(journal, state):
    client, number = a_firm(journal)
    texts = {name for name, field in Incident._meta.fields.items() if isinstance(field, Text)} - {"currency"}
    secret = {name: f"{MARKER}{name}" for name in texts - KNOWN_TO_THE_CLIENT}
    known = {name: f"known{name}" for name in KNOWN_TO_THE_CLIENT}
    taken = {"answered_at": NOW, "resolved_at": NOW} if state is not IncidentState.RECEIVED else {}
    with journal.change("Every field") as change:
        change.update(Incident, number, **secret, **known, **taken, state=state, cost_minutes=98_765_432)
        change.insert(AccountEntry, incident=number, written_at=NOW, text=MARKER, source=MARKER)
        change.insert(Argument, incident=number, objection=MARKER, reply=MARKER, could_be_right=MARKER)
        change.insert(Cause, incident=number, evidence=MARKER)
    report = status_report(journal, client, month_of(TODAY), today=TODAY)
    offers = offered(journal, client, month_of(TODAY), TODAY, "nb")
    told = json.dumps(frozen(report)) + repr(offers) + printed(print_report(report).pdf)
    assert MARKER not in told
    assert "98765432" not in told.replace(",", "").replace("\xa0", "")
    before_the_answer = {"client_words", "process_change"}
    seen = {name for name in KNOWN_TO_THE_CLIENT if known[name] in told}
    assert seen == (KNOWN_TO_THE_CLIENT if taken else before_the_answer)


def test_load_and_mood_are_empty_in_the_export_for_a_client(journal, tmp_path):
    client, number = a_firm(journal)
    keep_private(journal, client, number, MARKER, 4, 2)
    export(journal, tmp_path / "out", today=TODAY, client=client)
    lines = (tmp_path / "out" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    (kept,) = [record for record in map(json.loads, lines) if record["type"] == "incident"]
    assert [kept[name] for name in ("private_feelings", "own_load", "own_mood")] == ["", None, None]
    assert kept["answer_heard"] == WRITTEN["answer_heard"]


def test_one_s_own_export_is_whole(journal, tmp_path):
    client, number = a_firm(journal)
    keep_private(journal, client, number, MARKER, 4, 2)
    export(journal, tmp_path / "out", today=TODAY)
    assert (tmp_path / "out" / "journal.jsonl").read_text(encoding="utf-8").count(MARKER) == 4


@fewer_examples
@given(secrets, st.sampled_from([[], ["--json"]]))
def test_the_search_of_the_command_line_shows_no_private_word(tmp_path_factory, secret, how):
    path = tmp_path_factory.mktemp("search") / "own.rjournal"
    with an_empty_journal(path) as journal:
        client, number = a_firm(journal)
        keep_private(journal, client, number, secret, 3, 3)
        a_call(journal, client, summary=f"{MARKER} open")
    with pytest.MonkeyPatch.context() as patch:
        said = []
        patch.setattr("sys.stdout.write", said.append, raising=False)
        assert main(["--journal", str(path), *how, "search", MARKER]) == 0
    told = "".join(said)
    assert told.count(MARKER) == 1, "only what may be shown is"


def test_private_fields_are_all_those_that_are_named_so():
    assert {name_of(table): fields for table, fields in PRIVATE.items()} == {
        "post_mortem": {"private_feelings"},
        "incident": {"private_feelings", "own_load", "own_mood"},
        "closing_conversation": {"own_notes"},
    }


def test_nothing_that_makes_a_text_for_others_imports_what_is_left_at_the_door():
    package = Path(retention_journal.__file__).parent
    makers = [
        *(package / "reports").glob("*.py"),
        *(package / "services" / "transfer").glob("*.py"),
        *(package / "commands").glob("*.py"),
        *(package / "services" / f"{name}.py" for name in _MAKERS),
    ]
    for module in makers:
        imported = [
            node.module or ""
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        ]
        assert not any(name.endswith("incident_feelings") for name in imported), module.name


_MAKERS = (
    "incident_answer", "answer_desk", "desk_ask", "desk_promises", "desk_talks", "desk_ledgers",
    "agreement_pdf", "agreement_text", "report_files", "status", "promise_letter", "report_setbacks",
    "report_mail", "report_data", "frozen_reports",
    "report_steps", "report_forward", "report_facts", "report_content",
)  # fmt: skip


# --- how the answer leaves --------------------------------------------------------------------------------


def test_the_text_is_what_was_written_and_nothing_else(journal):
    _client, number = a_firm(journal)
    text = answer_text(answer_page(journal, incident(journal, number), now=NOW))
    assert [part for part in text.split("\n\n") if part][1:6] == [
        WRITTEN[name]
        for name in ("answer_heard", "answer_happened", "got_wrong", "answer_doing", "answer_when")
    ]
    assert "alltid sene" not in text
    assert "Trege bilder" not in text


def test_the_draft_opens_as_a_message_that_is_not_sent(journal):
    _client, number = a_firm(journal, "en")
    made = draft(mail_of(journal, incident(journal, number), now=NOW))
    assert made.startswith(b"X-Unsent: 1\r\n")
    read = email.message_from_bytes(made, policy=SMTP)
    assert read["To"] == "Tor Rognan <tor@rognanbygg.example>"
    assert read["Subject"] == "An answer to what you said on 10 March"
    assert read.get_content_charset() == "utf-8"
    assert "elleve dager på to bilder" in read.get_content()


@given(words, words, words)
def test_no_text_of_people_adds_a_header_to_a_draft(to, subject, body):
    made = email.message_from_bytes(draft(Mail(to, f"{subject}\r\nBcc: a@b.example", body)), policy=SMTP)
    assert set(made.keys()) <= {
        "X-Unsent", "To", "Subject", "Content-Language", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version",
    }  # fmt: skip


def test_a_draft_replaces_a_draft_and_nothing_else(tmp_path):
    path = tmp_path / "answer.eml"
    made = draft(Mail("", "A", "B"))
    write_draft(made, path)
    write_draft(draft(Mail("", "A", "C")), path)
    assert b"C" in path.read_bytes()
    path.write_bytes(b"From: somebody")
    with pytest.raises(JournalError):
        write_draft(made, path)
    assert path.read_bytes() == b"From: somebody"
    with pytest.raises(JournalError):
        write_draft(made, tmp_path / "nowhere" / "answer.eml")


def test_sent_stops_the_clock_and_is_said_once(journal):
    _client, number = a_firm(journal)
    assert may_be_sent(incident(journal, number))
    mark_sent(journal, number, now=NOW)
    one = incident(journal, number)
    assert (one.state, one.answered_at) == (IncidentState.ANSWERED, NOW)
    assert not may_be_sent(one)
    assert all(choice["text"] for choice in one.facts_chosen if choice["chosen"])
    journal.undo()
    assert may_be_sent(incident(journal, number))
