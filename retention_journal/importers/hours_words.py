"""Words for what is billable, for what time went to, and for nothing, as other programs write them."""

from __future__ import annotations

from functools import cache

from retention_journal import i18n
from retention_journal.core.hours import Bucket

_YES = frozenset(
    {
        "yes", "y", "true", "1", "x", "ja", "j", "sant", "sann", "oui", "si", "billable", "fakturerbar",
        "fakturerbart", "debiterbar",
    }
)  # fmt: skip
_NO = frozenset(
    {"no", "n", "false", "0", "nei", "nej", "nein", "usant", "falsk", "non", "non-billable", "non billable"}
)
_NOTHING = frozenset(
    f"{before}{what}" for before in ("no ", "without ")
    for what in ("client", "project", "task", "description")
)  # fmt: skip
_NO_WORK = frozenset({"break", "holiday", "time off", "pause", "paus", "ferie", "semester"})


def billable(word: str) -> bool | None:
    """Return whether a word says that time is billable, None where it means nothing known."""
    plain = word.casefold().strip()
    return True if plain in _YES else False if plain in _NO else None


def bucket(word: str) -> Bucket | None:
    """Return what a word says that time went to, None where it means nothing known."""
    return _buckets().get(word.casefold().strip())


def is_nothing(text: str) -> bool:
    """Say whether a text stands for nothing, as "(no project)" does."""
    return text.strip("-–—") == "" or text.casefold().strip("() ") in _NOTHING


def is_no_work(word: str) -> bool:
    """Say whether an entry of this kind is a break or a day off."""
    return word.casefold().strip() in _NO_WORK


@cache
def _buckets() -> dict[str, Bucket]:
    words = {meant.value: meant for meant in Bucket}
    for meant in Bucket:
        for language in i18n.LANGUAGES:
            words[meant.label_in(i18n.texts_in(language)).casefold()] = meant
    return words
