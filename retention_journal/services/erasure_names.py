"""Taking a name out of other people's texts: wherever it stands as itself, a mark stands instead.

A name of several words, an address and a telephone number are taken out wherever they stand, in capitals or
not. A single word is taken out only where it is written as the name is, and only if nobody who stays is
called so: "Post" must not cost every letter that went by post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from retention_journal.core.text import clean

#: What stands where a name stood; the same in every language, for the journal may change its own.
MARK = "[…]"
_SHORTEST = 3  # letters
_FEWEST_DIGITS = 5
_WORD = re.compile(r"\w+")


class Names:
    """What somebody who is erased is called.

    Args:
        exact: Names, addresses and numbers, as they stand in the journal.
        taken: Words by which others who stay are called.
    """

    def __init__(self, exact: Iterable[str], taken: Iterable[str] = ()) -> None:
        self._exact = frozenset(text for one in exact if len(text := clean(one, lines=False)) >= _SHORTEST)
        self._taken = frozenset(word.casefold() for one in taken for word in _WORD.findall(one))

    @property
    def exact(self) -> frozenset[str]:
        """The names themselves."""
        return self._exact

    def found_in(self, text: str) -> bool:
        """Say whether a text names them."""
        return any(pattern.search(text) for pattern in self._patterns)

    def without(self, value: Any) -> Any:
        """Return a text, or what JSON holds, with a mark where they are named."""
        if isinstance(value, str):
            for pattern in self._patterns:
                value = pattern.sub(MARK, value)
            return value
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(key): self.without(one) for key, one in value.items()}
        return value

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        sure = sorted(filter(self._is_sure, self._exact), key=len, reverse=True)
        single = sorted(
            {one for one in self._exact - set(sure) if one.casefold() not in self._taken},
            key=len,
            reverse=True,
        )
        both = ((sure, re.IGNORECASE), (single, re.NOFLAG))
        return tuple(re.compile(_any_of(words), flags) for words, flags in both if words)

    @staticmethod
    def _is_sure(name: str) -> bool:
        digits = sum(character.isdigit() for character in name)
        return len(name.split()) > 1 or "@" in name or digits >= _FEWEST_DIGITS


def _any_of(names: Iterable[str]) -> str:
    told = (r"\s+".join(re.escape(word) for word in name.split()) for name in names)
    return rf"(?<!\w)(?:{'|'.join(told)})(?!\w)"
