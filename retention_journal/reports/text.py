"""Text that people wrote, made fit for print.

No text reaches an interpreter of markup: it is drawn letter by letter, so "<img src=…>" prints as it
was written. What is left to do is to drop what cannot be seen, to show what no font has, and to end
texts that are too long for a report.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from retention_journal.core.report import StatusReport
from retention_journal.core.text import clean
from retention_journal.i18n import Texts, ngettext, texts_in
from retention_journal.reports import fonts, scripts

#: Printed where no font has the letter.
MISSING = "□"
#: A blank at which no line ends.
UNBROKEN = "\u00a0"
#: Characters of one text that a report has room for, about twenty pages typed.
LONGEST = 60_000
#: What each text may take in any case, about two thirds of a page ...
BRIEF = 3000
#: ... and how much longer than that all texts of a report may be together.
_ROOM = LONGEST
#: Characters that a line of its own takes as much room as.
_LINE = 40

_INVISIBLE = {"Cf", "Cc", "Cs"}
_SHOWN_IN_A_WARNING = 12

Record = TypeVar("Record")


@dataclass(frozen=True)
class Printable:
    """A report whose every text can be printed, and what was changed for it.

    Attributes:
        report: The report to print.
        warnings: Sentences for the sender, in the program's language.
    """

    report: StatusReport
    warnings: tuple[str, ...]


def printable(report: StatusReport) -> Printable:
    """Return ``report`` with every text made fit for print."""
    press = _Press(texts_in(report.language))
    ready = press.record(report)
    return Printable(ready, tuple(press.warnings()))


def fit_for_print(record: Record, language: str) -> Record:
    """Return any other frozen record with every text made fit for print, in ``language``."""
    return _Press(texts_in(language)).record(record)


class _Press:
    """Goes through all texts of one report and remembers what it had to change."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._letters = fonts.letters(fonts.named(fonts.REGULAR)) | {"\n"}
        self._unknown: dict[str, None] = {}
        self._cut = 0
        self._room = _ROOM

    def record(self, record: Record) -> Record:
        """Return a copy of a dataclass with its texts, and those of what it holds, made fit."""
        changes = {}
        for field in fields(cast(Any, record)):
            before = getattr(record, field.name)
            after = self._value(before)
            if after is not before:
                changes[field.name] = after
        return cast(Record, replace(cast(Any, record), **changes)) if changes else record

    def warnings(self) -> list[str]:
        """Return what the sender should know, in the program's language."""
        told = []
        if self._unknown:
            shown = list(self._unknown)[:_SHOWN_IN_A_WARNING]
            told.append(
                ngettext(
                    "{n} character cannot be printed and is shown as {mark}: {characters}",
                    "{n} characters cannot be printed and are shown as {mark}: {characters}",
                    len(self._unknown),
                ).format(n=len(self._unknown), mark=MISSING, characters=" ".join(shown))
            )
        if self._cut:
            told.append(
                ngettext(
                    "{n} text was too long for a report and was cut.",
                    "{n} texts were too long for a report and were cut.",
                    self._cut,
                ).format(n=self._cut)
            )
        return told

    def _value(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            after = tuple(self._value(item) for item in value)
            return value if all(a is b for a, b in zip(after, value, strict=True)) else after
        return self.record(value) if is_dataclass(value) else value

    def _text(self, text: str) -> str:
        size = len(text) + _LINE * text.count("\n")
        most = self._most(size)
        if size <= most and self._letters.issuperset(text):
            return text
        shown = clean(text[: most * 2])
        if size > most:
            shown = _beginning(shown, most)
        more = len(text) - len(shown)
        joiners = scripts.joiners_of(shown)
        shown = "".join([letter if letter in joiners else self._letter(letter) for letter in shown])
        if size <= most:
            return shown
        self._cut += 1
        note = self._texts.ngettext("(cut, {n} more character)", "(cut, {n} more characters)", more)
        return f"{shown.rstrip()}… {note.format(n=more)}"

    def _most(self, size: int) -> int:
        """Return how much of a text of ``size`` there is room for, in characters, and take that room."""
        if size <= BRIEF:
            return BRIEF
        taken = min(size, LONGEST, BRIEF + self._room) - BRIEF
        self._room -= taken
        return BRIEF + taken

    def _letter(self, letter: str) -> str:
        if letter in self._letters:
            return letter
        if letter == "\t" or unicodedata.category(letter) == "Zs":
            return " "
        if unicodedata.category(letter) in _INVISIBLE or _is_selector(letter):
            return ""
        if fonts.font_with(letter) is not None:
            return letter
        self._unknown[letter] = None
        return MISSING


def _beginning(text: str, most: int) -> str:
    """Return as much of ``text`` as there is room for, at least a line."""
    kept, room = [], most
    for line in text[:most].split("\n"):
        kept.append(line[: max(room, 0)])
        room -= len(line) + _LINE
        if room <= 0:
            break
    return "\n".join(kept)


def _is_selector(letter: str) -> bool:
    """Say whether ``letter`` only chooses the look of the one before it, as of an emoji."""
    return "\ufe00" <= letter <= "\ufe0f" or "\U0001f3fb" <= letter <= "\U0001f3ff"


def one_line(text: str) -> str:
    """Return ``text`` without line breaks."""
    return " ".join(text.split("\n"))


def brief(text: str, most: int = 60) -> str:
    """Return ``text`` without line breaks and with at most ``most`` letters, for use inside a sentence."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
