"""The wording check: how much of what reads badly it marks, what it marks wrongly, and how long it takes.

For each language the sentences of ``tests/wording`` are checked part by part. Precision is how many of its
marks are right, recall how many of those wanted it makes, counted once for each kind in a sentence. Only
the part "held" was never looked at while the patterns were made; the other parts say no more than that the
patterns do what they were made for. Below, the milliseconds of the processor that a letter of 50,000 words
takes, against telling its words apart and no more, and how often longer the double takes.
"""

from __future__ import annotations

import re
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retention_journal.core.wording import LANGUAGES, WordingKind, check

SENTENCES = Path(__file__).parent.parent / "tests" / "wording"
HARMLESS = "harmless"
WORDS = 50_000
ROUNDS = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the kinds that the check should find in it."""

    text: str
    kinds: frozenset[WordingKind]


@dataclass(frozen=True)
class Score:
    """How many marks were right, how many wrong, and how many are missing."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float | None:
        """The share of the marks that are right; None where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of the wanted marks that are there; None where none is wanted."""
        return self.right / (self.right + self.missing) if self.right + self.missing else None


def sentences(language: str) -> dict[str, list[Sentence]]:
    """Return the sentences of a language by part."""
    read = tomllib.loads((SENTENCES / f"{language}.toml").read_text(encoding="utf-8"))
    return {part: list(_of_part(lists)) for part, lists in read.items()}


def _of_part(lists: dict[str, list[str]]) -> Iterator[Sentence]:
    for key, texts in lists.items():
        kinds = frozenset() if key == HARMLESS else frozenset(map(WordingKind, key.split("+")))
        yield from (Sentence(text, kinds) for text in texts)


def scores(of: list[Sentence], language: str) -> dict[WordingKind | None, Score]:
    """Return how the check does, by kind, and with None over all kinds."""
    right: Counter[WordingKind | None] = Counter()
    wrong, missing = right.copy(), right.copy()
    for sentence in of:
        found = {mark.kind for mark in check(sentence.text, language)}
        for counter, kinds in (
            (right, found & sentence.kinds),
            (wrong, found - sentence.kinds),
            (missing, sentence.kinds - found),
        ):
            counter.update(kinds)
            counter[None] += len(kinds)
    return {kind: Score(right[kind], wrong[kind], missing[kind]) for kind in (*WordingKind, None)}


def main() -> None:
    """Print the tables."""
    print(
        f"{'language, part':<16}{'kind':<16}{'right':>6}{'wrong':>6}{'missing':>8}"
        f"{'precision':>11}{'recall':>8}"
    )
    for language in LANGUAGES:
        for part, of in sentences(language).items():
            for kind, score in scores(of, language).items():
                print(_line(f"{language}, {part}", kind, score))
    print(f"\n{'language':<16}{'words ms':>9}{'check ms':>10}{'/ words':>9}{'double':>8}")
    for language in LANGUAGES:
        print(_taken(language))


def _line(name: str, kind: WordingKind | None, score: Score) -> str:
    figures = "".join(
        f"{'-' if share is None else f'{share:.0%}':>{width}}"
        for share, width in ((score.precision, 11), (score.recall, 8))
    )
    return f"{name:<16}{kind or 'all':<16}{score.right:>6}{score.wrong:>6}{score.missing:>8}{figures}"


def _taken(language: str) -> str:
    """Return the line of what a letter made of all the sentences takes."""
    text = letter(language, WORDS)
    double = letter(language, 2 * WORDS)
    words = _milliseconds(lambda: _WORD.findall(text))
    checked = _milliseconds(lambda: check(text, language))
    twice = _milliseconds(lambda: check(double, language))
    return f"{language:<16}{words:>9.1f}{checked:>10.0f}{checked / words:>9.0f}{twice / checked:>8.2f}"


def letter(language: str, words: int) -> str:
    """Return a letter of so many words, made of all the sentences of a language, over and over."""
    told = " ".join(
        sentence.text for of in sentences(language).values() for sentence in of if ">" not in sentence.text
    )
    once = told.split(" ")
    return " ".join((once * (words // len(once) + 1))[:words])


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        _answer = work()  # kept until the clock is read
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
