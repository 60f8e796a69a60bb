"""Who goes and who stays when somebody is erased, where else they are named, and what counts on."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.batches import Fate
from retention_journal.core.clients import Status
from retention_journal.core.insights import Span
from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.periods import DayRange
from retention_journal.services.erasure import forget_client, forget_person
from retention_journal.services.erasure_names import MARK, Names
from retention_journal.services.figures import retention_figures
from retention_journal.services.insights import insights
from retention_journal.storage.tables import (
    Client,
    Contact,
    ContactLink,
    ContactRole,
    ExternalRef,
    ImportBatch,
    ImportItem,
    ImportSource,
    Incident,
    Interaction,
    InteractionContact,
    Loss,
    Report,
    Setting,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, an_incident


@pytest.mark.parametrize(
    ("names", "taken", "text", "left"),
    [
        (["Ada Byron"], [], "ada  byron said, and ADA BYRON too", "[…] said, and […] too"),
        (["Ada Byron"], [], "Ada Byronson", "Ada Byronson"),
        (["Ada Byron"], ["Ada Lovelace"], "Ada Byron", "[…]"),
        (["Post"], [], "Post sent it by post", "[…] sent it by post"),
        (["Post"], ["Post Nord"], "Post sent it", "Post sent it"),
        (["a@b.example"], [], "write to A@B.example now", "write to […] now"),
        (
            ["+47 12 34 56 02"],
            [],
            "call +47 12 34 56 02.",
            "call +47 12 34 56 02.".replace("+47 12 34 56 02", MARK),
        ),
        (["Øy"], [], "Øy", "Øy"),  # two letters stand in too many words
        (["A.B. (UK)"], [], "from A.B. (UK)!", "from […]!"),
    ],
)
def test_a_name_is_taken_out_where_it_stands_as_itself(names, taken, text, left):
    assert Names(names, taken).without(text) == left
    assert Names(names, taken).found_in(text) is (text != left)


def test_names_are_taken_out_of_what_json_holds():
    told = Names(["Ada Byron"]).without({"Ada Byron": ["of Ada Byron", 1, None]})
    assert told == {MARK: [f"of {MARK}", 1, None]}


@pytest.fixture
def two(journal):
    """Two clients, a person who works for both, and one for the first alone."""
    first, second = a_client(journal, "Ada Ltd"), a_client(journal, "Bob plc")
    both, alone = a_person(journal, first, "Kari Nordmann"), a_person(journal, first, "Ola Hansen")
    with journal.change("Also") as change:
        change.insert(ContactRole, client=second, contact=both)
        change.insert(ContactLink, contact_a=both, contact_b=alone)
    return first, second, both, alone


def names(journal, table, column):
    return sorted(name for (name,) in journal.tuples(table.select(column)))


def test_a_person_who_also_works_elsewhere_stays_there(journal, two):
    first, second, _both, _alone = two
    told = forget_client(journal, first, now=NOON)
    assert names(journal, Contact, Contact.display_name) == ["Kari Nordmann"]
    assert [one for (one,) in journal.tuples(ContactRole.select(ContactRole.client))] == [second]
    assert told.records["contact_link"] == 1


def test_a_person_whom_another_clients_talk_names_stays(journal, two):
    first, second, _both, alone = two
    talk = a_call(journal, second)
    with journal.change("Took part") as change:
        change.insert(InteractionContact, interaction=talk, contact=alone)
    forget_client(journal, first, now=NOON)
    assert names(journal, Contact, Contact.display_name) == ["Kari Nordmann", "Ola Hansen"]


def test_what_a_person_said_goes_and_that_they_were_there_stays(journal, two):
    first, _second, both, _alone = two
    talk = a_call(journal, first, summary="Kari told of her holiday", tone=4)
    other = a_call(journal, first, summary="Kari Nordmann was ill, so Kari could not come")
    an_incident(journal, first, reported_by=both, title="Kari waited", client_words="I waited")
    with journal.change("Took part") as change:
        change.insert(InteractionContact, interaction=talk, contact=both)
        change.insert(Report, client=first, number=1, period_start=TODAY, period_end=TODAY,
                      data_frozen={"told": "for Kari Nordmann"}, pdf=b"%PDF")  # fmt: skip
    told = forget_person(journal, both, now=NOON)
    texts = dict(journal.tuples(Interaction.select(Interaction.id, Interaction.summary)))
    assert texts == {talk: "", other: "[…] was ill, so […] could not come"}
    ((tone,),) = journal.tuples(Interaction.select(Interaction.tone).where(Interaction.id == talk))
    assert tone == 4
    assert journal.tuples(Incident.select(Incident.title, Incident.client_words)) == [("[…] waited", "")]
    assert journal.tuples(Report.select(Report.number, Report.data_frozen, Report.pdf)) == [(1, None, None)]
    assert told.emptied["interaction"] == 1
    assert names(journal, Client, Client.name) == ["Ada Ltd", "Bob plc"]


def test_where_it_came_from_says_nothing_of_them_and_others_keep_their_account(journal, two):
    first, second, *_rest = two
    uids = dict(journal.tuples(Client.select(Client.id, Client.uid)))
    with journal.change("Take in") as change:
        ways = {"names": {"ada": {"client_id": first}, "bob": {"client_id": second}}}
        source = change.insert(ImportSource, kind="csv", last_used=NOON, label="Ada Ltd board", ways=ways)
        batch = change.insert(ImportBatch, source=source, taken_in_at=NOON, file_name="Ada Ltd.csv")
        for client in (first, second):
            change.insert(ImportItem, batch=batch, action=Fate.NEW, record_type="client",
                          record_uid=uids[client], after={"name": "x"})  # fmt: skip
            change.insert(ExternalRef, source=source, ext_id=f"client {client}", record_type="client",
                          record_uid=uids[client], base={"name": "x"})  # fmt: skip
        change.insert(ImportItem, batch=batch, action=Fate.BAD, raw="ADA LTD;?;x")
        change.insert(Setting, name="of_a_client", value={uids[first]: 1, uids[second]: 2})
    forget_client(journal, first, now=NOON)
    assert journal.tuples(ImportSource.select(ImportSource.label, ImportSource.ways)) == [
        ("[…] board", {"names": {"bob": {"client_id": second}}})
    ]
    assert names(journal, ImportBatch, ImportBatch.file_name) == ["[…].csv"]
    assert names(journal, ImportItem, ImportItem.raw) == ["", "[…];?;x"]
    assert names(journal, ExternalRef, ExternalRef.ext_id) == [f"client {second}"]
    assert journal.tuples(Setting.select(Setting.value)) == [({uids[second]: 2},)]


def test_the_figures_of_the_past_count_on_who_was_erased(journal):
    for number in range(12):
        a_client(journal, f"Client {number}", start_date=date(2023, 1, 1))
    gone = a_client(
        journal, "Gone AS", start_date=date(2023, 1, 1), status=Status.LOST, end_date=date(2025, 9, 1)
    )
    with journal.change("Lost") as change:
        change.insert(Loss, client=gone, notice_on=date(2025, 8, 1), ended_on=date(2025, 9, 1),
                      primary_reason=LossReason.COMPETITOR, reason_source=ReasonSource.CLIENT_SAID,
                      reason_certainty=ReasonCertainty.CONFIRMED)  # fmt: skip
    year = DayRange(date(2025, 3, 11), TODAY)
    before = retention_figures(journal, year, today=TODAY)
    forget_client(journal, gone, now=NOON)
    after = retention_figures(journal, year, today=TODAY)
    for key in ("losses", "logo_retention", "tenure", "survival", "won_lost", "reason_coverage"):
        assert (after[key].n, after[key].value, after[key].text) == (
            before[key].n, before[key].value, before[key].text,
        )  # fmt: skip
    assert after["losses"].names == ("An erased client",)
    assert {one.name for one in insights(journal, Span.YEAR, datetime(2026, 3, 10, 9, 0)).losses} == {
        "An erased client"
    }


def test_who_never_was_a_client_is_not_counted_on(journal):
    prospect = a_client(journal, "Maybe AS", status=Status.PROSPECT)
    before = retention_figures(journal, DayRange(date(2025, 3, 11), TODAY), today=TODAY)["tenure"].n
    forget_client(journal, prospect, now=NOON)
    assert retention_figures(journal, DayRange(date(2025, 3, 11), TODAY), today=TODAY)["tenure"].n == before
