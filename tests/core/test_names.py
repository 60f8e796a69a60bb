from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.names import alike, last_digits, normal_name, same_phone, sort_key
from retention_journal.core.text import clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fjord & Fjell AS", "fjell og fjord"),
        ("Ødegård Bygg A/S", "Bygg Odegard"),
        ("Ærlig Design ENK", "Aerlig design"),
        ("Müller und Söhne GmbH", "Muller & Sohne"),
        ("Straße G.m.b.H.", "Strasse"),
        ("Ǻsen Aktiebolag", "Asen AB"),
        ("O’Hara Ltd.", "OHara Limited"),
    ],
)
def test_spellings_of_one_name_have_one_normal_name(one, other):
    assert normal_name(one) == normal_name(other) != ""


def test_a_name_that_is_only_a_legal_form_keeps_it():
    assert normal_name("AS") == "as"


def test_different_firms_are_not_alike():
    assert not alike("Nordlys Regnskap AS", "Sørlys Begravelse AS")
    assert not alike("", "AS")
    assert not alike("!!!", "???")


def test_a_slip_of_the_pen_is_alike():
    assert alike("Havblikk Arkitekter AS", "Havblik Arkitekter")


def test_comparing_names_of_a_thousand_characters_is_quick():
    started = time.thread_time()
    assert not alike("ab " * 333, "a b" * 333)
    assert time.thread_time() - started < 10


@pytest.mark.parametrize(
    ("phone", "ending"),
    [
        ("+47 991 23 456", "99123456"),
        ("0047 99123456", "99123456"),
        ("+46 (0)70-123 45 67", "01234567"),
        ("070-123 45 67", "01234567"),
        ("416-555-0197x752", "65550197"[-8:]),
        ("02800", ""),
        ("ring først", ""),
        ("٠٠٤٧٩٩١٢٣٤٥٦", "99123456"),
    ],
)
def test_a_phone_is_known_by_its_last_eight_digits(phone, ending):
    assert last_digits(phone) == ending


def test_the_same_ending_in_two_countries_is_two_phones():
    assert same_phone("+47 99 12 34 56", "99123456")
    assert same_phone("+47 99 12 34 56", "004799123456")
    assert not same_phone("+47 99 12 34 56", "+45 99 12 34 56")
    assert not same_phone("", "")


def _ordered(names, language):
    return sorted(names, key=lambda name: sort_key(name, language).encode())


def test_norwegian_and_swedish_letters_stand_where_their_readers_look_for_them():
    names = ["Åsen", "Ærlig", "Ödmann", "Østby", "zebra", "Äng", "Abel", "été", "Esa"]
    assert _ordered(names, "nb") == ["Abel", "Esa", "été", "zebra", "Äng", "Ærlig", "Ödmann", "Østby", "Åsen"]
    assert _ordered(names, "sv-SE") == [
        "Abel", "Esa", "été", "zebra", "Åsen", "Äng", "Ærlig", "Ödmann", "Østby",
    ]  # fmt: skip
    assert _ordered(["Zeta", "Åsen", "Ada"], "en") == ["Ada", "Åsen", "Zeta"]


def test_a_letter_with_its_mark_apart_is_the_same_letter():
    assert sort_key("A\u030asen", "nb") == sort_key("Åsen", "nb")


def test_punctuation_does_not_hide_a_name_at_the_top():
    assert _ordered(["«Ørn»", "Bie", '"Alfa"', "1-2-3"], "nb") == ["1-2-3", '"Alfa"', "Bie", "«Ørn»"]


@given(st.text(max_size=60), st.sampled_from(["en", "nb", "sv", "da", "xx"]))
def test_a_sort_key_can_be_stored_as_it_is(name, language):
    key = sort_key(clean(name, lines=False), language)
    assert clean(key) == key or not key.isascii()
    assert normal_name(name) == normal_name(name)
