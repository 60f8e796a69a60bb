from __future__ import annotations

import pytest

from retention_journal.core.clients import Status
from retention_journal.services.choices import fitting, is_named
from retention_journal.services.clients import ClientName

CLIENTS = [
    ClientName(1, "u1", "Byggmester Rognan", people=("Tor Rognan", "Åse Lien")),
    ClientName(2, "u2", "Lindqvist Arkitekter", people=("Elsa Lindqvist",)),
    ClientName(3, "u3", "Øyane Sjømat"),
    ClientName(4, "u4", "Lilla Bageriet", status=Status.LOST),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("li", [(2, "Elsa Lindqvist"), (1, "Åse Lien"), (4, "")]),
        ("elsa", [(2, "Elsa Lindqvist")]),
        ("ase", [(1, "Åse Lien")]),
        ("oyane", [(3, "")]),
        ("ROGNAN", [(1, "Tor Rognan")]),
        ("sjø", [(3, "")]),
        ("nordlys", []),
        ("", [(1, "Tor Rognan"), (2, "Elsa Lindqvist"), (3, ""), (4, "")]),
    ],
)
def test_a_few_letters_find_the_client_or_the_person(typed, found):
    assert [(fit.client.id, fit.person) for fit in fitting(CLIENTS, typed)] == found


def test_no_more_are_shown_than_fit_on_the_screen():
    assert len(fitting(CLIENTS * 50, "l")) == 8


def test_a_name_that_is_taken_is_known_whatever_its_capitals():
    assert is_named(CLIENTS, "øyane  sjømat")
    assert not is_named(CLIENTS, "øyane")
