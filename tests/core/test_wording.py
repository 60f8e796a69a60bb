from __future__ import annotations

import re
import re._constants as constants
import re._parser as parser
import sys
import unicodedata
from dataclasses import fields
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.wording import letter, scores, sentences
from retention_journal import i18n
from retention_journal.core.wording import LANGUAGES, WordingKind, check

SENTENCES = {language: sentences(language) for language in LANGUAGES}
MUST = [(language, sentence) for language in LANGUAGES for sentence in SENTENCES[language]["must"]]
#: The least precision and recall of each part. Measured: precision 1.00 everywhere; recall 1.00, but 0.96 for
#: nb seen, and for held 0.65 (en), 0.59 (nb) and 0.59 (sv). While they were held back in their turn,
#: before the patterns were bettered, seen had 0.64, 0.56 and 0.44, and later, written to be hard, 0.32,
#: 0.27 and 0.32.
FLOORS = {"tuned": (0.97, 0.97), "seen": (0.97, 0.95), "later": (0.97, 0.97)}
HELD_FLOORS = {"en": (0.95, 0.6), "nb": (0.95, 0.55), "sv": (0.95, 0.55)}
#: How people quote.
QUOTES = ("«{}»", "“{}”", "”{}”", '"{}"', "„{}“", "> {}", "  > {}")


def kinds(text, language):
    return {mark.kind for mark in check(text, language)}


def marked(text, language, kind=None):
    return [text[mark.start : mark.end] for mark in check(text, language) if kind in (None, mark.kind)]


@pytest.mark.parametrize(("language", "sentence"), MUST, ids=lambda one: getattr(one, "text", one))
def test_a_plain_case_is_marked_with_its_kind_and_a_harmless_one_is_not(language, sentence):
    assert kinds(sentence.text, language) == sentence.kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_sentences_of_every_kind_and_harmless_ones(language):
    parts = SENTENCES[language]
    assert set(parts) == {"must", "tuned", "seen", "later", "held"}
    assert sum(len(part) for part in parts.values()) >= 60
    assert len(parts["held"]) >= 20
    for part in parts.values():
        assert {kind for sentence in part for kind in sentence.kinds} == set(WordingKind)
        assert sum(not sentence.kinds for sentence in part) >= len(part) / 3
    texts = [sentence.text for part in parts.values() for sentence in part]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_stay_above_what_was_measured(language):
    floors = FLOORS | {"held": HELD_FLOORS[language]}
    for part, (precision, recall) in floors.items():
        score = scores(SENTENCES[language][part], language)[None]
        assert score.precision >= precision, f"{language} {part}: {score}"
        assert score.recall >= recall, f"{language} {part}: {score}"


@pytest.mark.parametrize("quoted", QUOTES)
def test_words_of_the_client_are_not_marked(quoted):
    unquoted = [(lang, one) for lang, one in MUST if not re.search("[«»“”\n]", one.text)]
    assert len(unquoted) > 100
    for language, sentence in unquoted:
        assert check(quoted.format(sentence.text), language) == ()


def test_a_quotation_ends_with_its_paragraph():
    text = "The sign is 15” wide.\n\nBut you said Thursday.\n\nThe other is 20” wide."
    assert marked(text, "en") == ["But"]


def test_a_line_after_the_clients_own_is_marked_again():
    assert marked("> But you said so.\nAs I said, it is late.\n> But no.", "en") == ["As I said"]


def test_a_reason_may_follow_the_remedy_and_not_come_before_it():
    reason, remedy = "The reason is that our server was moved.", "You will have the new file at ten."
    assert kinds(f"{reason} {remedy}", "en") == {WordingKind.EXPLAINS}
    assert kinds(f"{remedy} {reason}", "en") == set()


def test_a_long_reason_is_marked_and_a_short_one_is_not():
    short = "The sum was wrong because I read the wrong column."
    assert kinds(short, "en") == set()
    long = short.replace(
        "I read", "the sheet that we have used for many years has two columns with the same name and I read"
    )
    assert marked(long, "en") == ["because"]


def test_the_first_apology_stands_and_every_further_one_is_marked():
    text = "I am sorry. I was late. I apologise. You get it today. Sorry again."
    assert marked(text, "en") == ["apologise", "Sorry"]
    assert {mark.kind for mark in check(text, "en")} == {WordingKind.GROVELS}


def test_who_takes_the_fault_blames_nobody():
    assert kinds("The courier was late.", "en") == {WordingKind.BLAMES_OTHERS}
    assert kinds("The courier was late, and that is our responsibility.", "en") == set()


def test_the_polite_de_of_norwegian_is_the_client_and_they_are_not():
    assert kinds("Vi ringte, og De glemte avtalen.", "nb") == {WordingKind.BLAMES_CLIENT}
    assert kinds("Vi ringte, og de glemte avtalen.", "nb") == set()


def test_a_mark_says_why_in_the_language_of_the_program_and_what_instead_in_that_of_the_letter():
    [mark] = check("Du skulle ha sagt fra.", "nb")
    assert mark.why == "What the client should have done helps nobody now."
    assert mark.instead == i18n.texts_in("nb").gettext("I should have asked.")
    assert not mark.why.endswith("!")
    [mark] = check("You should have said so.", "en")
    assert mark.instead == "I should have asked."
    [mark] = check("I see, but it was late.", "en")
    assert mark.instead == ""


@pytest.mark.parametrize(
    ("tag", "count"), [("en_GB", 0), ("nb-NO", 1), ("no", 1), ("nn", 1), ("de", 0), ("da", 0), ("", 0)]
)
def test_a_language_that_the_check_does_not_know_gets_no_marks(tag, count):
    assert len(check("Men du sa torsdag.", tag)) == count


def test_places_are_those_of_the_text_as_given():
    plain = "🙂 İ Vi så det, men på fredag."
    apart = unicodedata.normalize("NFD", plain)
    assert len(apart) > len(plain)
    for text in (plain, apart, plain.replace(" ", "\u00a0"), plain.replace(", ", ",\r\n")):
        assert marked(text, "nb") == ["men"]
    late = unicodedata.normalize("NFD", "Då är det så: du glömde att bekräfta.")
    [mark] = check(late, "sv")
    assert unicodedata.normalize("NFC", late[mark.start : mark.end]) == "du glömde"


PIECES = st.sampled_from(
    [
        word
        for parts in SENTENCES.values()
        for part in parts.values()
        for one in part
        for word in one.text.split()
    ]
)
SIGNS = st.sampled_from([".", "\n", "\n> ", "“", "”", "«", "»", "a\u030a", "İ", "🙂"])
TEXTS = st.lists(st.one_of(PIECES, SIGNS, st.text(max_size=6))).map(" ".join)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_marks_lie_inside_the_text_in_order_and_apart_within_a_kind(text, language):
    found = check(text, language)
    assert list(found) == sorted(found)
    for mark in found:
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.why
    for kind in WordingKind:
        assert all(one.end <= two.start for one, two in pairwise(mark for mark in found if mark.kind is kind))


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_text_in_another_form_of_the_same_letters_gets_the_same_marks(text, language):
    composed = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    # letters that do not come back as they were change the words
    if unicodedata.normalize("NFC", apart) == composed:
        assert [mark.kind for mark in check(apart, language)] == [
            mark.kind for mark in check(composed, language)
        ]


def steps(text, language):
    """Return how many calls of Python and of its library a check makes."""
    count = 0

    def counted(_frame, event, _about):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        check(text, language)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_the_text_takes_twice_the_steps(language):
    check("", language)  # the patterns are made once
    once, twice = (steps(letter(language, words), language) for words in (3_000, 6_000))
    assert 1.8 < twice / once < 2.2


def unbounded_in(parsed, inside=0):
    """Yield how deep each repeat without end lies inside others of its kind."""
    for operator, about in parsed:
        name = str(operator)
        parts = [about] if not isinstance(about, tuple | list) else list(about)
        deep = inside
        if name.endswith("REPEAT"):
            is_endless = about[1] == constants.MAXREPEAT
            assert is_endless or about[1] <= 20, "a long bounded repeat"
            if is_endless:
                yield inside
                deep += 1
        for part in parts:
            for tree in part if isinstance(part, list) else [part]:
                if isinstance(tree, parser.SubPattern):
                    yield from unbounded_in(tree, deep)


def test_the_count_of_repeats_sees_the_ones_that_could_run_away():
    assert list(unbounded_in(parser.parse(r"(?:so\s+|very)*x"))) == [0, 1]
    assert list(unbounded_in(parser.parse(r"a(?:\s+b){0,3}"))) == [0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_repeats_without_end_what_itself_repeats_without_end(language):
    wording = import_module(f"retention_journal.core.wording_{language}").WORDING
    patterns = [*wording.turns.values(), *(getattr(wording, field.name) for field in fields(wording)[1:])]
    assert len(patterns) > 15
    for one in patterns:
        assert set(unbounded_in(parser.parse(one.pattern))) <= {0}
