"""The headers of a mail as a person reads them, however badly they were written.

Each header is read by itself, so that a broken one takes no other with it.

Source: imports, sections 1.6 and 3.1: the standard library's own reading raised on 8 of 704 messages.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator

from retention_journal.core.mail_addresses import address_key
from retention_journal.importers import encodings

#: Characters of a list of addresses, and addresses in it, beyond which nothing is read.
MOST_ADDRESS_TEXT = 20_000
MOST_ADDRESSES = 500

#: Headers that hardly anything but a mail has, and those that other files may have one of.
SURE_HEADERS = frozenset(
    {b"received", b"return-path", b"delivered-to", b"message-id", b"mime-version", b"dkim-signature",
     b"x-mozilla-status", b"x-mozilla-keys", b"authentication-results", b"arc-seal", b"x-gm-thrid",
     b"x-gmail-labels", b"x-received", b"in-reply-to", b"content-transfer-encoding"}
)  # fmt: skip
USUAL_HEADERS = frozenset(
    {b"from", b"to", b"subject", b"date", b"cc", b"reply-to", b"sender", b"content-type"}
)

_MOST_HEAD = 1_000_000
_MOST_VALUE = 100_000
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_ADDRESS_PIECE = re.compile(r'"(?:[^"\\]|\\.){0,500}"|<[^<>]*>|\([^()]*\)|[,;]|[^",;<>()]+|.')
#: One person as nearly every mail program writes them.
_USUAL = re.compile(r"([^\"(),;:<>@]{0,200})<([^\s\"(),;:<>@]{1,100}@[^\s\"(),;:<>@]{1,100})>")
#: Charsets that are no letters but codes of other kinds, some of them slow enough to hang.
_NO_CHARSETS = frozenset(
    {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
_PLAIN = frozenset({"utf-8", "UTF-8", "us-ascii", "US-ASCII", "iso-8859-1", "ISO-8859-1", "windows-1252"})
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "iso8859-1", "windows-1252", "cp1252", "iso-8859-15"})
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ks-c-5601-1987": "cp949", "euc-kr": "cp949",
          "shift-jis": "cp932", "x-sjis": "cp932", "iso-8859-1": "cp1252", "latin-1": "cp1252",
          "latin1": "cp1252", "iso8859-1": "cp1252", "iso-8859-8-i": "iso-8859-8"}  # fmt: skip


class Headers:
    """The headers of a mail or of one of its parts, by their name in small letters."""

    def __init__(self, head: bytes) -> None:
        self._raw: dict[bytes, list[bytes]] = {}
        last: list[bytes] = []
        for line in head.split(b"\n"):
            if line[:1] in {b" ", b"\t"} and last:
                last[-1] += b" " + line.strip()
                continue
            name, colon, value = line.partition(b":")
            if not colon:
                continue
            last = self._raw.setdefault(name.strip().lower(), [])
            last.append(value.strip())

    def __bool__(self) -> bool:
        return bool(self._raw)

    @property
    def is_of_mail(self) -> bool:
        """Whether there is any header that a mail has."""
        return not (SURE_HEADERS | USUAL_HEADERS).isdisjoint(self._raw)

    def __contains__(self, name: bytes) -> bool:
        return name in self._raw

    def raw(self, name: bytes) -> bytes:
        """Return the first header ``name`` as bytes, b"" where there is none."""
        found = self._raw.get(name)
        return found[0][:_MOST_VALUE] if found else b""

    def raws(self, name: bytes) -> list[bytes]:
        """Return every header ``name`` as bytes."""
        return [value[:_MOST_VALUE] for value in self._raw.get(name, ())]

    def plain(self, name: bytes) -> str:
        """Return the first header ``name`` as it stands, in letters."""
        return letters(self.raw(name))

    def word(self, name: bytes) -> str:
        """Return the first header ``name`` in small letters, up to its first ";" or blank."""
        return self.plain(name).partition(";")[0].strip().partition(" ")[0].casefold()

    def text(self, name: bytes) -> str:
        """Return the first header ``name`` with its encoded words undone, as one line."""
        return " ".join(words(self.plain(name)).split())

    def addresses(self, *names: bytes) -> list[tuple[str, str]]:
        """Return name and address of everybody in the headers ``names``, each address once."""
        found: dict[str, str] = {}
        for name in names:
            for value in self.raws(name):
                for person, address in addresses_in(letters(value)):
                    if not found.get(address) and len(found) < MOST_ADDRESSES:
                        found[address] = person
        return [(person, address) for address, person in found.items()]


def split_mail(content: bytes) -> tuple[Headers, int]:
    """Return the headers of a mail, and where its text begins.

    Args:
        content: The whole mail; old line ends are understood.
    """
    end, begin = head_end(content)
    return Headers(content[:end]), begin


def head_end(content: bytes, at: int = 0, end: int | None = None) -> tuple[int, int]:
    """Return where the headers that begin at ``at`` end, and where the text after them begins."""
    end = len(content) if end is None else end
    if content.startswith((b"\n", b"\r\n"), at, end):
        return at, content.find(b"\n", at, end) + 1
    plain = content.find(b"\n\n", at, end)
    windows = content.find(b"\n\r\n", at, end if plain < 0 else plain)
    if windows >= 0:
        return windows, windows + 3
    return (plain, plain + 2) if plain >= 0 else (min(end, at + _MOST_HEAD), end)


def letters(raw: bytes) -> str:
    """Return the letters of a header's bytes: ASCII, or UTF-8, or what they most likely are."""
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        return decoded(raw, "")


def decoded(raw: bytes, charset: str) -> str:
    """Return the letters of ``raw``, in the charset it names where that is one and fits.

    What is UTF-8 throughout is taken for that whatever is named: by chance no text of another charset is.
    """
    if not raw or (raw.isascii() and charset in _PLAIN):
        return raw.decode("ascii")
    name = charset.strip().strip("'\"").casefold().replace("_", "-")
    if not raw.isascii() and b"\0" not in raw:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if name and name not in _NO_CHARSETS:
        try:
            return raw.decode(_WIDER.get(name, name), "replace" if name in _LATIN else "strict")
        except (LookupError, ValueError):
            pass
    return raw.decode(encodings.guess_bytes(raw), "replace")


def words(text: str) -> str:
    """Return a header with its encoded words undone; what cannot be undone stays as it is.

    Source: RFC 2047. Words beside each other are joined before they become letters, as one letter may be
    split between them.
    """
    if "=?" not in text:
        return text
    found: list[str] = []
    open_bytes, open_charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        charset = word[1].partition("*")[0].casefold()
        raw = _undone(word[2], word[3])
        end = word.end()
        if raw is None:
            found += [decoded(open_bytes, open_charset), between, word[0]]
            open_bytes = b""
        elif open_bytes and charset == open_charset and not between.strip():
            open_bytes += raw
        else:
            found += [decoded(open_bytes, open_charset), between if between.strip() or not found else ""]
            open_bytes, open_charset = raw, charset
    return "".join((*found, decoded(open_bytes, open_charset), text[end:]))


def _undone(code: str, content: str) -> bytes | None:
    """Return the bytes of an encoded word, None where they are not to be had."""
    raw = content.encode("utf-8", "replace")
    if code in "qQ":
        return _QUOTED_BYTE.sub(lambda hit: bytes([int(hit[1], 16)]), raw.replace(b"_", b" "))
    return (from_base64(raw) or None) if raw.strip() else b""


def from_base64(raw: bytes) -> bytes | None:
    """Return what base64 stands for, as much as is whole; None where it is none at all."""
    raw = b"".join(raw.split()).rstrip(b"=")
    if len(raw) % 4 == 1:
        raw = raw[:-1]
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return None


def addresses_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and address of everybody in a list of addresses, in small letters.

    Groups ("Friends: a@x, b@y;"), comments, quoted commas and names with a bare comma are understood.
    """
    if usual := _USUAL.fullmatch(text):
        yield _name(usual[1]), address_key(usual[2])
        return
    for name, address in _items(_pieces(text[:MOST_ADDRESS_TEXT])):
        key = address_key(address)
        before, at, host = key.rpartition("@")
        if not (at and before and host) or " " in key:
            continue
        yield _name(name), key


def _name(text: str) -> str:
    return " ".join(words(text).split()).strip("'\"").strip()


def _pieces(text: str) -> Iterable[str]:
    if '"' in text or "(" in text or ";" in text or "<" in text:
        return _ADDRESS_PIECE.findall(text)
    return _ADDRESS_PIECE.findall(text) if "," in text else (text,)


def _items(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield name and address as they were written, "" for an address that is none."""
    name = address = comment = ""
    for piece in (*pieces, ","):
        first, is_closed = piece[:1], len(piece) > 1
        if piece in {",", ";"}:
            if address or "@" in name:
                person, found = _parted(name, address)
                yield person if person.strip() else comment, found
                name = address = comment = ""
            else:
                name = f"{name.strip()}, " if piece == "," and name.strip() else ""
        elif first == "<" and is_closed:
            address = piece[1:-1] if "@" in piece or not address else address
        elif first == '"' and is_closed:
            name += piece[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        elif first == "(" and is_closed:
            comment = piece[1:-1]
        else:
            name += piece


def _parted(name: str, address: str) -> tuple[str, str]:
    """Return name and address where the address may stand within the name."""
    if ":" in name:  # the name of a group
        group, _colon, rest = name.partition(":")
        name = rest if "@" not in group and "=?" not in group else name
    if "@" in address:
        return name, address
    before = ""
    for word in name.split():
        if "@" in word:
            return before.strip(" ,"), word.strip("'\"[]<>:,")
        before += f"{word} "
    return name, address
