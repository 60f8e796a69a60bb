"""What leaves for a client is clean: random reports on a firm in which every text of everybody is marked.

Source: reliability, promise 20. In full (``make reliability``) 1,000 reports are printed and read back.
"""

from __future__ import annotations

import os
import random
import re
import string
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from peewee import ForeignKeyField
from pypdf import PdfReader

import retention_journal
from retention_journal import paths
from retention_journal.core.errors import JournalError
from retention_journal.core.periods import month_of, quarter_of
from retention_journal.reports.status_report import print_report
from retention_journal.reports.text import printable
from retention_journal.services import kept_reports
from retention_journal.services.report_words import ReportWords
from retention_journal.services.sample import fill_sample
from retention_journal.services.status import status_report
from retention_journal.storage.fields import Text
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import (
    PRIVATE,
    TABLES,
    Client,
    ContactRole,
    Interaction,
    Table,
    key_of,
    name_of,
)
from tests.reliability.hostile_journal import peoples_columns
from tests.reports.test_hostile_texts import HOSTILE, WATCH

pytestmark = pytest.mark.promise(20)

TODAY = date(2026, 11, 20)
IN_FULL = bool(os.environ.get("RELIABILITY"))
REPORTS = 1_000 if IN_FULL else 15
LONGEST = 300
MARK = re.compile(r"zq(\d+)x(\d+)q")
#: What a client may read of what the journal holds: all that was found on paper must be among it.
MAY_BE_READ = {
    "business.name", "business.person", "business.email", "business.tel", "business.address",
    "business.website", "client.name", "contact.display_name", "contact.given_name", "contact.family_name",
    "kpi_line.name", "kpi_line.unit", "kpi_agreement.client_words", "kpi_agreement.change_reason",
    "kpi_agreement.good_result", "promise.text", "promise.remark", "promise_move.reason",
    "incident.client_words", "incident.answer_heard", "incident.answer_happened", "incident.answer_doing",
    "incident.got_wrong", "incident.remedy", "incident.apology_given", "incident.process_change",
    "client_event.note", "report.headline", "report.went_well", "report.went_not", "report.doing",
    "report.learnt", "report.decisions", "report.proposal", "expectation_item.question",
    "expectation_item.answer", "measurement.note", "action_item.text",
}  # fmt: skip


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """The sample firm; each text says whose it is and in which column it stands."""
    path = tmp_path_factory.mktemp("firm") / "own.rjournal"
    with Journal.create(path) as journal:
        fill_sample(journal, TODAY)
        for number, (name, column) in enumerate(peoples_columns()):
            table = next(one for one in TABLES if name_of(one) == name)
            for record, client in _clients_of(journal, table).items():
                journal.sql(
                    f"UPDATE {name} SET {column} = ? || ' ' || {column} WHERE id = ? AND {column} != ''",
                    f"zq{client}x{number}q", record,
                )  # fmt: skip
        yield journal


def _clients_of(journal: Journal, table: type[Table]) -> dict[int, int]:
    """Return the client of each record, 0 where there is none, or several."""
    if table is Client:
        return {number: number for (number,) in journal.tuples(Client.select(Client.id))}
    if name_of(table) == "contact":
        found: dict[int, set[int]] = {}
        for person, client in journal.tuples(ContactRole.select(ContactRole.contact, ContactRole.client)):
            found.setdefault(person, set()).add(client)
        return {person: clients.pop() if len(clients) == 1 else 0 for person, clients in found.items()}
    above = _whole_of(table)
    if above is None:
        return {number: 0 for (number,) in journal.tuples(table.select(key_of(table)))}
    of_whole = _clients_of(journal, above.rel_model)
    return {
        number: of_whole.get(whole, 0) for number, whole in journal.tuples(table.select(key_of(table), above))
    }


def _whole_of(table: type[Table]) -> ForeignKeyField | None:
    named = [one for one in table._meta.sorted_fields if isinstance(one, ForeignKeyField)]
    wholes = {"client", "interaction", "agreement", "promise", "incident", "loss", "post_mortem"}
    return next((one for one in named if one.name in wholes), None)


def random_words(chance: random.Random) -> ReportWords:
    """Words as somebody could paste them: hostile, foreign, or plain."""
    short = [text for text in HOSTILE.values() if len(text) <= LONGEST and text.isprintable()]
    plain = "".join(chance.choices(string.ascii_letters + "æøåÆØÅäöÄÖ &<>'\"", k=60)).strip()
    pick = [*short, plain, plain, ""]
    return ReportWords(*(chance.choice(pick) for _ in range(4)))


def read_back(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.slow
def test_random_reports_hold_nothing_private_nothing_of_others_and_no_file(firm):
    """Promise 20: 0 private reflections, 0 other client's text, 0 local files, 0 network, 0 exceptions."""
    chance = random.Random(20)
    columns = [".".join(one) for one in peoples_columns()]
    private = {f"{name_of(table)}.{column}" for table, names in PRIVATE.items() for column in names}
    clients = [number for (number,) in firm.tuples(Client.select(Client.id))]
    allowed = (paths.resources(), Path(retention_journal.__file__).parent, firm.path.parent)
    print_report(status_report(firm, clients[0], month_of(date(2026, 10, 1)), today=TODAY))  # loads all
    seen: Counter[str] = Counter()
    made = words_kept = read = 0
    while made < REPORTS:
        client, month = chance.choice(clients), date(2026, chance.randint(1, 11), 1)
        period = chance.choice((month_of, quarter_of))(month)
        language = chance.choice(("en", "nb", "sv"))
        words = random_words(chance)
        try:
            if chance.random() < 0.5:
                kept_reports.save_words(firm, client, period, words, language=language)
                words_kept += 1
            else:
                words = None
            report = status_report(firm, client, period, today=TODAY, language=language)
        except JournalError:  # before it was a client, or gone: said so, and nothing leaves
            continue
        WATCH.opened.clear()
        WATCH.called.clear()
        WATCH.on = True
        try:
            pdf = print_report(report).pdf
        finally:
            WATCH.on = False
        assert WATCH.called == []
        assert [one for one in WATCH.opened if not any(one.is_relative_to(place) for place in allowed)] == []
        shown = read_back(pdf)
        for of, number in MARK.findall(shown):
            seen[columns[int(number)]] += 1
            assert int(of) in {0, client}, f"{columns[int(number)]} of client {of} in a report for {client}"
        read += _is_read_back(report, words, shown)
        made += 1
    print(f"{made} reports, {words_kept} with words of their own, {read} of them read back letter by letter;")
    print(f"{seen.total()} marked texts in {len(seen)} columns: {sorted(seen)}")
    assert not set(seen) & private
    assert set(seen) <= MAY_BE_READ
    assert len(seen) > 8
    assert read > 0


def _is_read_back(report, words, shown: str) -> bool:
    """Whether words of plain letters were compared, and all of them were found."""
    if words is None:
        return False
    told = printable(report).report
    compared = [text for text in (told.headline, told.went_well) if text and all(map(_is_plain, text))]
    for text in compared:
        assert "".join(text.split()) in shown, text
    return bool(compared)


def _is_plain(letter: str) -> bool:
    return letter in string.printable or letter in "æøåÆØÅäöÄÖ"


def test_whatever_stands_in_the_private_columns_was_marked(firm):
    """Else the test above would say nothing."""
    for table, names in PRIVATE.items():
        for name in names:
            if type(table._meta.fields[name]) is Text:
                texts = [text for (text,) in firm.tuples(table.select(table._meta.fields[name])) if text]
                assert all(MARK.search(text) for text in texts), name
    summaries = [text for (text,) in firm.tuples(Interaction.select(Interaction.summary)) if text]
    assert len(summaries) > 100
    assert all(MARK.search(text) for text in summaries)
