from __future__ import annotations

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.mail_addresses import OwnAddresses, is_address, is_whole_domain
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.own_addresses import own_addresses, set_own_addresses


@pytest.mark.parametrize(
    ("email", "usual"), [("", ()), ("Me@Studio.Example", ("me@studio.example",)), ("me", ())]
)
def test_until_told_otherwise_the_own_address_is_that_of_the_business(journal, email, usual):
    save_business(journal, OwnBusiness(email=email))
    assert own_addresses(journal) == usual


def test_own_addresses_are_kept_once_each_as_one_undoable_change(journal):
    kept = set_own_addresses(journal, [" <Me@Studio.example>", "me@studio.example", "", "@firm.example"])
    assert kept == own_addresses(journal) == ("me@studio.example", "@firm.example")
    set_own_addresses(journal, [])
    assert own_addresses(journal) == ()
    journal.undo()
    assert own_addresses(journal) == kept


@pytest.mark.parametrize(
    "wrong", ["me", "me@", "@example", "a b@x.example", "a@b@c", "me@x.example, b@x.example"]
)
def test_what_is_no_address_is_refused(journal, wrong):
    with pytest.raises(InvalidEntryError) as refused:
        set_own_addresses(journal, ["me@studio.example", wrong])
    assert refused.value.field == "own_addresses"
    assert own_addresses(journal) == ()


def test_what_is_known_already_is_no_change(journal):
    save_business(journal, OwnBusiness(email="me@studio.example"))
    before = journal.undo_label
    set_own_addresses(journal, ["Me@studio.example"])
    assert journal.undo_label == before


def test_more_addresses_than_anybody_has_are_refused(journal):
    with pytest.raises(InvalidEntryError):
        set_own_addresses(journal, [f"a{n}@x.example" for n in range(101)])


@pytest.mark.parametrize(
    ("text", "is_one", "is_domain"),
    [("a@b", True, False), ("a@b.example", True, False), ("@b.example", False, True), ("@b", False, False)],
)
def test_addresses_and_domains_are_told_apart(text, is_one, is_domain):
    assert (is_address(text), is_whole_domain(text)) == (is_one, is_domain)


def test_without_any_address_nothing_is_ones_own():
    assert not OwnAddresses([])
    assert "me@studio.example" not in OwnAddresses([""])
