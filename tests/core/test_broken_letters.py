"""Letters read in the wrong encoding are known and undone, and right ones are never touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.broken_letters import broken_in, has_lost_letters, is_broken, mended

PROPER = {
    "nb": "Kåre Ødegård på Ås spør: «Får vi møte i Ålesund?» – 1 250,00 kr, § 4, 20 °C, æøå ÆØÅ é ô",
    "sv": "Kundrelationer när det gäller: ”Är Åsa från Örebro?” – så här, à 500 kr … åäö ÅÄÖ é",
    "en": "It’s “fine” — naïve café, £20 • €30 ½ price™ ‘really’ © 2026 ±5 %",
    "de": "„Größe“ für Änderungen, Öl und Übermut: ‚Straße‘ – ß äöü ÄÖÜ",
}
LETTERS = "abcdefgrstkm æøåäöÆØÅÄÖüÜßéèàô–—’‘“”„«»…§°€½£•\u00a0,.!"
proper_texts = st.one_of(
    st.lists(st.sampled_from([word for text in PROPER.values() for word in text.split(" ")])).map(" ".join),
    st.text(LETTERS, max_size=60),
)


def broken(text, encoding="cp1252"):
    """Read the UTF-8 of a text as another encoding; bytes that mean nothing there become control signs."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", PROPER.values())
def test_proper_text_is_left_alone(text):
    assert mended(text) == text
    assert not is_broken(text)
    assert broken_in([text]) is None


@given(proper_texts)
def test_no_proper_text_is_ever_changed(text):
    assert mended(text) == text


@given(proper_texts, st.sampled_from(["cp1252", "latin-1"]), st.integers(1, 2))
def test_whatever_was_read_as_windows_letters_comes_back_even_when_done_twice(text, encoding, times):
    spoilt = text
    for _time in range(times):
        spoilt = broken(spoilt, encoding)
    assert mended(spoilt) == text


@pytest.mark.parametrize("text", PROPER.values())
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp437", "cp865", "cp850"])
def test_every_common_wrong_reading_is_undone(text, encoding):
    assert mended(broken(text, encoding)) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kundrelationer nÃ¤r", "kundrelationer när"),
        ("KÃ¥re Ã˜degÃ¥rd", "Kåre Ødegård"),
        ("kundrelationer nÃƒÂ¤r", "kundrelationer när"),
        ("BlÃ¥bÃ¦r og blåbær", "Blåbær og blåbær"),
        ("itâ€™s â€œfineâ€", "it’s “fine”"),
        ("K√•re √òdeg√•rd", "Kåre Ødegård"),
        ("K├Ñre ├ÿdeg├Ñrd", "Kåre Ødegård"),
        ("ItÃ¢â‚¬â„¢s", "It’s"),
        ("BjÃ¸rn ðŸ˜€", "Bjørn 😀"),
        ("TomÃ¡Å¡", "Tomáš"),
    ],
)
def test_known_kinds_of_broken_letters_are_mended(before, after):
    assert mended(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "√2 og √π", "├── mappe", "NÃO", "Âge", "Å", "«Å»", "“Å”", "Ä…", "âge", "Ærlig", "ÅÄÖ", "‚Änderung‘",
        "¬", "10 ± 5 °", "Ð", "São Paulo", "Škoda", "Œuvre", "12 €", "https://x.example/?q=Ã",
    ],
)  # fmt: skip
def test_what_only_looks_odd_is_left_alone(text):
    assert mended(text) == text


def test_letters_that_are_lost_are_told_and_not_guessed():
    assert has_lost_letters("kundrelationer n\ufffdr")
    assert has_lost_letters("kundrelationer n?r")
    assert not has_lost_letters("Kommer du? Ja. https://x.example/side?navn=a se?")
    found = broken_in(["n\ufffdr", "nÃ¤r", "nÃ¤r", "när"])
    assert [(mend.before, mend.after) for mend in found.mends] == [("nÃ¤r", "när")]
    assert found.texts == 2
    assert found.lost == ("n\ufffdr",)


def test_a_hostile_text_is_judged_quickly():
    began = time.thread_time()
    for sign in ("Ã", "Ã¤", "â€", "√", "├", "a?", "ÃƒÂ"):
        mended(sign * 100_000)
        has_lost_letters(sign * 100_000)
    assert time.thread_time() - began < 10
