"""Broken letters in what a file told: what is suspected, and the same rows mended.

Nothing is mended by itself: a person looks at each text before and after, and says which.

Source: capability H4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from retention_journal.core.broken_letters import Suspicion, broken_in, mended
from retention_journal.core.terms import Term

T = TypeVar("T")

#: Fields by which a row is found again, or that are addresses; they stay as the file has them.
_KEPT = frozenset(
    {"place", "ext_id", "external_id", "anchor", "link", "fingerprint", "source", "raw", "problems"}
)


def letters_in(told: Any) -> Suspicion | None:
    """Return what is broken in the texts of rows, or of a whole ``Incoming``; None where nothing is."""
    return broken_in(_texts(told))


def with_letters_mended(told: T, only: Collection[str] | None = None) -> T:
    """Return rows, or a whole ``Incoming``, with their texts mended.

    Args:
        told: Rows as they were read.
        only: Texts as they stand that are to be mended; None mends all.
    """
    return cast("T", _mended(told, only))


def _texts(told: Any) -> Iterator[str]:
    match told:
        case Term():
            return
        case str():
            yield told
        case Mapping():
            return
        case Sequence():
            for one in told:
                yield from _texts(one)
        case _ if is_dataclass(told):
            for field in fields(told):
                if field.name not in _KEPT:
                    yield from _texts(getattr(told, field.name))


def _mended(told: Any, only: Collection[str] | None) -> Any:
    match told:
        case Term() | Mapping():
            return told
        case str():
            return mended(told) if only is None or told in only else told
        case tuple():
            return tuple(_mended(one, only) for one in told)
        case list():
            return [_mended(one, only) for one in told]
        case _ if is_dataclass(told) and not isinstance(told, type):
            changed = {
                field.name: new
                for field in fields(told)
                if field.init and field.name not in _KEPT
                if (new := _mended(old := getattr(told, field.name), only)) != old
            }
            return replace(told, **changed) if changed else told
    return told
