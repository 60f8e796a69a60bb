"""The parts of a mail: its text is found, what is attached is listed and never opened.

Parts are places in the bytes of the mail, so that a large attachment is neither copied nor undone.

Source: imports, sections 1.6 and 4.8: 500 parts at most; one message seen had 3,043.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from retention_journal.importers.mail_headers import Headers, decoded, from_base64, head_end, words
from retention_journal.importers.mail_html import text_of_page

#: Parts of a mail, and parts within parts, that are looked at.
MOST_PARTS = 500
MOST_DEEP = 30
#: Bytes of a text beyond which nothing is counted.
MOST_TEXT_BYTES = 1_000_000

_PARAMETER = re.compile(
    r';\s*(charset|boundary|name|filename|method|smime-type)(\*[0-9]?\*?)?\s*=\s*("[^"]*"|[^;\s]*)',
    re.IGNORECASE,
)
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_MAILBOX_FROM = re.compile(r"(?m)^>(>*From )")
_PGP = "-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True)
class Attachment:
    """A file in a mail: its name, "" where it bears none, and about how many bytes it is."""

    name: str
    bytes: int


@dataclass
class Written:
    """What stands in a mail.

    Attributes:
        text: As text, whatever it came as.
        attachments: What is attached.
        is_sealed: Whether it is encrypted, so that nobody but the two of them can read it.
        is_of_calendar: Whether a calendar program wrote it: an invitation or the answer to one.
        parts: Parts that were looked at.
        has_more: Whether there are more parts than are looked at.
    """

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    is_sealed: bool = False
    is_of_calendar: bool = False
    parts: int = 0
    has_more: bool = False


@dataclass(frozen=True)
class _Part:
    headers: Headers
    begin: int
    end: int
    depth: int


def written_in(headers: Headers, content: bytes, begin: int) -> Written:
    """Return what stands in a mail.

    Args:
        headers: Of the mail.
        content: All of it.
        begin: Where its text begins.
    """
    found = Written()
    plain, page = _texts(_Part(headers, begin, len(content), 0), content, found)
    text = plain if plain.strip() else text_of_page(page)
    found.is_sealed |= _PGP in text
    found.text = _MAILBOX_FROM.sub(r"\1", text) if "From " in text else text
    return found


def _texts(part: _Part, content: bytes, found: Written) -> tuple[str, str]:
    """Return the plain text of a part and what it says as a page, each "" where it has none."""
    if found.parts >= MOST_PARTS or part.depth > MOST_DEEP:
        found.has_more = True
        return "", ""
    found.parts += 1
    kind, told = part.headers.word(b"content-type"), _parameters(part.headers, b"content-type")
    if kind in _SEALED and told.get("smime-type", "").casefold() != "certs-only":
        found.is_sealed = True
        return "", ""
    if kind.startswith("multipart/"):
        return _of_parts(kind, told.get("boundary", ""), part, content, found)
    if kind == "text/calendar":
        found.is_of_calendar = True
        return "", ""
    if _is_attached(kind, part, told):
        found.attachments.append(_attachment(part, told))
        return "", ""
    text = _text(part, content, told.get("charset", ""))
    return ("", text) if kind == "text/html" else (text, "")


def _of_parts(kind: str, boundary: str, part: _Part, content: bytes, found: Written) -> tuple[str, str]:
    made = []
    for inner in _inner(boundary, part, content):
        made.append(_texts(inner, content, found))
        if found.has_more or kind == "multipart/signed":
            break
    if not made:
        return _text(part, content, ""), ""
    if kind == "multipart/alternative":
        plain = next((one for one, _page in made if one.strip()), "")
        page = "" if plain else next((one for _plain, one in made if one.strip()), "")
        return plain, page
    if any(page for _plain, page in made):
        # a plain note beside a page is part of what was written, so that both become one text
        return "\n".join(text for plain, page in made if (text := plain or text_of_page(page))), ""
    return "\n".join(plain for plain, _page in made if plain), ""


def _inner(boundary: str, part: _Part, content: bytes) -> Iterator[_Part]:
    """Yield the parts between the lines ``--boundary``."""
    if not boundary:
        return
    line = b"--" + boundary.encode("utf-8", "surrogateescape")
    begin = -1
    at = content.find(line, part.begin, part.end)
    while at >= 0:
        end = content.find(b"\n", at, part.end)
        end = part.end if end < 0 else end
        rest = content[at + len(line) : min(end, at + len(line) + 4)].strip()
        if (at == part.begin or content[at - 1 : at] == b"\n") and rest in {b"", b"--"}:
            if begin >= 0:
                yield _part(content, begin, at, part.depth + 1)
            begin = -1 if rest else min(end + 1, part.end)
        at = content.find(line, at + len(line), part.end)
    if begin >= 0:
        yield _part(content, begin, part.end, part.depth + 1)


def _part(content: bytes, begin: int, end: int, depth: int) -> _Part:
    head, text = head_end(content, begin, end)
    headers = Headers(content[begin:head])
    return _Part(headers, text, end, depth) if headers else _Part(headers, begin, end, depth)


def _is_attached(kind: str, part: _Part, told: dict[str, str]) -> bool:
    disposition = part.headers.word(b"content-disposition")
    if disposition == "attachment" or (kind and not kind.startswith("text")):
        return part.depth > 0 or bool(kind and "/" in kind)
    return "filename" in _parameters(part.headers, b"content-disposition") or (
        "name" in told and part.depth > 0
    )


def _attachment(part: _Part, told: dict[str, str]) -> Attachment:
    name = _parameters(part.headers, b"content-disposition").get("filename") or told.get("name", "")
    size = part.end - part.begin
    if part.headers.word(b"content-transfer-encoding") == "base64":
        size = size * 3 // 4
    return Attachment(" ".join(words(name).split())[:200], size)


def _parameters(headers: Headers, name: bytes) -> dict[str, str]:
    """Return the parameters of a header, the first of each name, as they stand."""
    found: dict[str, str] = {}
    if b"=" in headers.raw(name):
        for key, star, value in _PARAMETER.findall(headers.plain(name)):
            text = value.strip('"')
            if "*" in star and star.endswith("*"):
                text = _percent(text)
            found[key.casefold()] = found.get(key.casefold(), "") + text if star else text
    return found


def _percent(text: str) -> str:
    """Return a value as RFC 2231 writes it: ``charset'language'text`` with %XX for bytes."""
    charset, mark, rest = text.partition("'")
    if mark and "'" in rest:
        text = rest.partition("'")[2]
    else:
        charset = ""
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), text.encode("utf-8", "replace"))
    return decoded(raw, charset)


def _text(part: _Part, content: bytes, charset: str) -> str:
    """Return the letters of a part."""
    raw = content[part.begin : min(part.end, part.begin + MOST_TEXT_BYTES)]
    code = part.headers.word(b"content-transfer-encoding")
    if code == "base64":
        undone = from_base64(raw)
        raw = raw if undone is None else undone
    elif code == "quoted-printable":
        raw = binascii.a2b_qp(raw)
    if charset.casefold() in {"us-ascii", "ascii"}:
        charset = ""
    return decoded(raw, charset)
