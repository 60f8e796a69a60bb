"""How a language's turns of phrase are written down, and made into patterns that read any text once.

A phrase is a regular expression over small letters, with three shorthands: a blank is any space, with or
without a comma; ``..`` is up to four words and ``...`` up to ten, never past the end of a sentence;
``{name}`` is a group of words of the language. Nothing in it repeats without end but single characters
that cannot also begin what follows, so that a text of any length is read in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retention_journal.core.wording_turns import Turn

_BLANK = r",?\s+"
_GAP = r"(?:[^\w.!?'-]+[\w'-]++){{0,{most}}}?[^\w.!?'-]+"
_GAPS = {" ... ": _GAP.format(most=10), " .. ": _GAP.format(most=4)}
_SHORTHAND = re.compile(r" \.\.\.? | |\{([a-z_]+)\}")
_NOTHING = r"((?!))"


@dataclass(frozen=True)
class Wording:
    """The patterns of one language.

    Attributes:
        turns: What to mark, by turn.
        harmless: Phrases that look alike and mean no harm.
        owned: Words that take the fault upon oneself, which lets a whole sentence off blaming others.
        remedy: Words that say what is done about it.
        because: Words that begin a reason.
        apology: An apology, each time.
        kept: Words whose capitals matter, such as the Norwegian "De"; they are its one group.
    """

    turns: Mapping[Turn, re.Pattern[str]]
    harmless: re.Pattern[str]
    owned: re.Pattern[str]
    remedy: re.Pattern[str]
    because: re.Pattern[str]
    apology: re.Pattern[str]
    kept: re.Pattern[str] = re.compile(_NOTHING)


def pattern(phrases: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of any of ``phrases``, at the borders of words."""
    either = "|".join(_expanded(phrase, words) for phrase in phrases)
    return re.compile(rf"\b(?=\w)(?<!')(?:{either})(?!\w)")


def _expanded(phrase: str, words: Mapping[str, str]) -> str:
    """Return a phrase with its shorthands written out; groups hold whole words, and further groups."""

    def written_out(found: re.Match[str]) -> str:
        if name := found[1]:
            return rf"(?:{_expanded(words[name], words)})(?!\w)"
        return _GAPS.get(found[0], _BLANK)

    return _SHORTHAND.sub(written_out, phrase)
