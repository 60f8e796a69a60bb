"""Files spoilt on purpose, always in the same ways: bytes flipped, cut out, doubled, spliced."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

#: Of each kind of file, in the run of everything; ``make fuzz`` takes 20,000.
MANY = int(os.environ.get("SPOILT_FILES", "1500"))
#: What files stumble over; put in or in place of what stood there.
_STUMBLING = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b"\t",
    b'"',
    b"'",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b",",
    b";",
    b":",
    b"=",
    b"<",
    b">",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"true",
    b"NaN",
    b"Infinity",
    b"-1",
    b"0",
    b"1e999",
    b"9" * 30,
    b"99999-99-99",
    b"0000-00-00T00:00:00Z",
    b"9999-12-31T23:59:59.999Z",
    b"0001-01-01T00:00:00Z",
    b"31.02.2024",
    b"=?utf-8?q?=?=",
    b"BEGIN:",
    b"END:",
    b"From ",
)
_LONGEST_RUN = 64


def mutations(seed_bytes: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield ``count`` spoilt copies of ``seed_bytes``; the same arguments always give the same copies.

    Every copy differs from the original. Most have one to four faults; one in twenty is cut off.

    Args:
        seed_bytes: A sound file.
        count: How many copies, each reckoned without the ones before it.
        seed: Another number gives other faults.
    """
    for index in range(count):
        chance = random.Random(f"{seed}/{index}")
        content = bytearray(seed_bytes)
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
            chance.choice(_FAULTS)(content, chance)
        if index % 20 == 19:
            del content[chance.randrange(len(content) + 1) :]
        if content == seed_bytes:
            content += chance.choice(_STUMBLING)
        yield bytes(content)


def _place(content: bytearray, chance: random.Random) -> tuple[int, int]:
    """Return where a run of up to 64 bytes begins and ends."""
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randint(1, _LONGEST_RUN))


def _flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3) if content else 0):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _replace_byte(content: bytearray, chance: random.Random) -> None:
    if content:
        content[chance.randrange(len(content))] = chance.randrange(256)


def _cut(content: bytearray, chance: random.Random) -> None:
    start, end = _place(content, chance)
    del content[start:end]


def _double(content: bytearray, chance: random.Random) -> None:
    start, end = _place(content, chance)
    content[start:start] = content[start:end] * chance.choice((1, 1, 2, 30))


def _splice(content: bytearray, chance: random.Random) -> None:
    start, end = _place(content, chance)
    other, _ = _place(content, chance)
    content[other:other] = content[start:end]


def _swap(content: bytearray, chance: random.Random) -> None:
    """Put a run in place of another, as when two files ran into each other."""
    start, end = _place(content, chance)
    other, until = _place(content, chance)
    content[other:until] = content[start:end]


def _stumble(content: bytearray, chance: random.Random) -> None:
    start, end = _place(content, chance)
    if chance.random() < 0.5:
        end = start
    content[start:end] = chance.choice(_STUMBLING)


def _lose_line_ends(content: bytearray, chance: random.Random) -> None:
    start, end = _place(content, chance)
    content[start:end] = content[start:end].replace(b"\n", chance.choice((b"", b"\r", b"\n\n", b" ")))


def _drop_word(content: bytearray, chance: random.Random) -> None:
    """Lose what stands between two marks, such as one cell or one value."""
    start = chance.randrange(len(content) + 1)
    mark = chance.choice(b'",;:\n{}[]')
    first = content.find(bytes([mark]), start)
    second = content.find(bytes([mark]), first + 1) if first >= 0 else -1
    if second > first:
        content[first + 1 : second] = chance.choice((b"", b"", chance.choice(_STUMBLING)))


_FAULTS = (
    _flip,
    _replace_byte,
    _cut,
    _double,
    _splice,
    _swap,
    _stumble,
    _stumble,
    _lose_line_ends,
    _drop_word,
    _drop_word,
)
