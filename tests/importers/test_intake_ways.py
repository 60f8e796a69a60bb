"""What can be chosen for a file: of the right kind, or named with what it takes."""

from __future__ import annotations

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.importers.intake import ways_of
from retention_journal.importers.recognise import Source


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Source.TRELLO, {"delivered_lists": "Done"}),
        (Source.TRELLO, {"delivered_lists": [1]}),
        (Source.TRELLO, {"board": ["x"]}),
        (Source.TRELLO, {"client_labels": {"a": "b"}}),
        (Source.ICS, {"keep_text": "yes"}),
        (Source.ICS, {"own_addresses": None}),
        (Source.MAIL, {"since": 3}),
        (Source.FRESHBOOKS, {"mapping": {"Sum": ["total"]}}),
        (Source.FRESHBOOKS, {"terms_days": "30"}),
        (Source.FRESHBOOKS, {"terms_days": True}),
        (Source.FRESHBOOKS, {"header_row": [1]}),
    ],
)
def test_a_choice_of_the_wrong_kind_is_named(kind, told):
    (name,) = told
    with pytest.raises(InvalidEntryError, match=name) as refused:
        ways_of(kind, told)
    assert refused.value.advice.startswith("It takes")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Source.TRELLO, {"delivered_lists": ["Done"], "agreed_field": None, "client_labels": []}),
        (Source.FRESHBOOKS, {"mapping": {"Sum": "total"}, "terms_days": 14, "header_row": None}),
        (Source.MAIL, {"own_addresses": ["me@own.example"], "keep_text": True}),
    ],
)
def test_choices_of_the_right_kind_are_taken(kind, told):
    ways = ways_of(kind, told)
    assert {name: getattr(ways, name) for name in told} == {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }
