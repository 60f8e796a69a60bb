"""What is left of a folder when the power goes at some point of a record that ``recorder.c`` made.

The model is that of reliability, 2c: what was written to a file after it was last put on the disk survives at
random, three in ten of the survivors torn at a sector; a folder loses the tail of its changes since it was
last put on the disk, from a random one on. What was put on the disk stays.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_HEAD = struct.Struct("<cqqII")
_SECTOR = 512
_SURVIVES, _TORN = 0.5, 0.3


@dataclass(frozen=True)
class Event:
    """One entry of the record; see ``recorder.c`` for what its parts mean."""

    kind: str
    one: int
    two: int
    first: bytes
    second: bytes


@dataclass
class _File:
    """A file as the disk has it, and what was written to it since."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to that length

    def settle(self) -> None:
        for at, content in self.pending:
            _write(self.safe, at, content)
        self.pending.clear()

    def after_cut(self, random: Random) -> bytes:
        left = bytearray(self.safe)
        for at, content in self.pending:
            if random.random() < _SURVIVES:
                whole = content is None or random.random() >= _TORN
                kept = content if whole else content[: random.randrange(0, len(content), _SECTOR)]
                _write(left, at, kept)
        return bytes(left)


def events(record: Path) -> list[Event]:
    """Read a record."""
    content, at, found = record.read_bytes(), 0, []
    while at + _HEAD.size <= len(content):
        kind, one, two, n, m = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        found.append(Event(kind.decode(), one, two, content[at : at + n], content[at + n : at + n + m]))
        at += n + m
    return found


def acknowledged(found: list[Event]) -> list[tuple[int, str]]:
    """Return what was said on standard output, each with its place in the record."""
    return [
        (place, line)
        for place, event in enumerate(found)
        if event.kind == "A"
        for line in event.first.decode().splitlines()
    ]


class Disk:
    """A folder that lives through a record and can lose its power at any place of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, _File] = {}  # as the programs see the folder
        self._safe: dict[str, _File] = {}  # as the disk has it
        self._changes: list[dict[str, _File]] = []  # what the folder was after each change since
        self._open: dict[int, _File | str] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                self._names[str(path)] = _File(bytearray(path.read_bytes()))
        self._safe = dict(self._names)

    def take(self, event: Event) -> None:
        """Live through one entry."""
        first, second = event.first.decode(), event.second.decode("utf-8", "replace")
        match event.kind:
            case "O":
                self._opened(event, first)
            case "W" if isinstance(file := self._open.get(event.one), _File):
                file.pending.append((event.two, event.second))
            case "T" if isinstance(file := self._open.get(event.one), _File):
                file.pending.append((event.two, None))
            case "S" if isinstance(file := self._open.get(event.one), _File):
                file.settle()
            case "D":
                self._changes.clear()
                self._safe = dict(self._names)
            case "R" if first in self._names:
                self._names[second] = self._names.pop(first)
                self._changed()
            case "L" if first in self._names:
                self._names[second] = self._names[first]
                self._changed()
            case "U" if first in self._names:
                del self._names[first]
                self._changed()

    def after_cut(self, random: Random, to: Path) -> None:
        """Write what is left of the folder to ``to``."""
        states = [self._safe, *self._changes]
        for name, file in random.choice(states).items():
            place = to / name.removeprefix(self._folder).lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.after_cut(random))

    def _opened(self, event: Event, path: str) -> None:
        if event.second:
            self._open[event.one] = path
            return
        if event.two or path not in self._names:
            self._names[path] = _File()
            self._changed()
        self._open[event.one] = self._names[path]

    def _changed(self) -> None:
        self._changes.append(dict(self._names))


def cuts(found: list[Event], folder: Path, places: list[int]) -> Iterator[tuple[int, Disk]]:
    """Yield the disk as it was at each of ``places``, in their order."""
    disk, done = Disk(folder), 0
    for place in sorted(places):
        for event in found[done:place]:
            disk.take(event)
        done = place
        yield place, disk


def _write(content: bytearray, at: int, words: bytes | None) -> None:
    if words is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(words)] = words
