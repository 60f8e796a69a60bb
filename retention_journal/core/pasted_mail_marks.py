"""The lines by which an e-mail is known, in Norwegian, Swedish and English.

Every pattern looks at one line, or at a few joined ones, from its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from retention_journal.core.pasted_mail_moments import is_moment, moment_in, without_moment

#: The longest line that is looked at for a mark; beyond it people write, and programs do not.
_LONGEST = 300
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,190}")
_FIELDS = {
    "from": "from fra från avsender avsändare",
    "sent": "sent sendt skickat",
    "date": "date dato datum",
    "subject": "subject emne ämne",
    "other": (
        "to til till cc bcc kopi kopia reply-to attachments vedlegg bilagor importance viktighet prioritet"
    ),
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split()}
_HEADER = re.compile(
    rf"[*\s]{{0,4}}(?P<word>{'|'.join(sorted(_FIELD_OF, key=len, reverse=True))})\*?\s?:\s?\*?(?P<value>.*)",
    re.IGNORECASE,
)
_MOST_HEADERS = 25

_SEPARATOR = re.compile(
    r"\s{0,4}(?:-{2,}\s?)?(?:original message|opprinnelig melding|originalmelding|ursprungligt meddelande"
    r"|originalmeddelande|forwarded message|videresendt melding|vidarebefordrat meddelande"
    r"|(?P<begin>begin forwarded message|start på videresendt melding|vidarebefordrat brev))"
    r"\s?(?(begin):|-{2,})\s*",
    re.IGNORECASE,
)
RULE = re.compile(r"\s{0,4}[_=-]{10,}\s*")
QUOTED = re.compile(r"\s{0,4}(?:>|&gt;)")
DEEPER = re.compile(r"\s{0,4}(?:>|&gt;)\s?(?:>|&gt;)")

_WROTE = re.compile(r"[>\s]{0,4}On\s(?P<before>.*\d.*)\swrote\s?:\s*")
_SKREV = re.compile(r"[>\s]{0,4}(?:Den\s)?(?P<before>\S.*?)\sskrev(?P<after>\s.*)?\s?:\s*", re.IGNORECASE)
#: Who of the client's own sentences writes: "On 3 May you wrote:" is no mark.
_SELF = re.compile(r"\b(?:you|we|i|he|she|they|du|dere|ni|jeg|jag|vi|han|hun|hon|de)\s*$", re.IGNORECASE)
_SELF_AFTER = re.compile(r"\s(?:du|dere|ni|jeg|jag|vi|han|hun|hon|de)\b", re.IGNORECASE)

_NAMES = r"(?:\s(?:[A-ZÅÄÖÆØÉÜ][\w.'’&-]*|og|och|and|alle|alla|all|igjen|igen|there|dere|du|ni|team)){0,5}"
_GREETING = re.compile(
    rf"\s*(?i:heisann|hei|hallo|halla|hejsan|hej|tjena|hi|hello|dear|kjære|kära|käre|bäste|bästa|goddag"
    rf"|god (?:dag|morgen|morgon|kveld|kväll|ettermiddag|eftermiddag)|good (?:morning|afternoon|evening|day))"
    rf"{_NAMES}\s?[,!.:]?\s*"
)
_FAREWELL = re.compile(
    rf"\s*(?i:(?:med )?(?:vennlige?|vänliga?|beste?|bästa|hjertelig|varme|varma|de beste)"
    rf" (?:hilsen|hilsener|hälsning|hälsningar)"
    rf"|hilsen|hälsningar|hälsning|mvh|m\.v\.h\.?|vh"
    rf"|(?:kind|kindest|best|warm|warmest|many|with)?\s?regards|(?:with )?best wishes|all the best|cheers"
    rf"|yours(?: sincerely| faithfully| truly)?|sincerely(?: yours)?|thanks|many thanks)"
    rf"[,.!]?{_NAMES}[,.]?\s*"
)
_DELIMITER = re.compile(r"--\s?")
_INITIALS = re.compile(r"\s*[/–—-]\s?[A-ZÅÄÖÆØ][\w.-]*(?:\s[A-ZÅÄÖÆØ][\w.-]*){0,3}\s*")
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?\s?[:.,]?\s", re.IGNORECASE)
_PHONE = re.compile(
    r"\s*(?:(?:sent|sendt|skickat|skickades|sänt) (?:from|via|with|using|fra|från|med)"
    r" (?:(?:my|min|mitt) \S.{0,40}|(?:outlook|mail|yahoo|gmail|proton|samsung|iphone|ipad|android)\b.{0,60})"
    r"|(?:get|hent|last ned|skaff deg|hämta|ladda ned) outlook (?:for|til|för|till) .{0,60})",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:intended|beregnet|ment|avsett|avsedd|avsedda)"
    r" (?:only |solely |exclusively |kun |bare |utelukkende |endast |enbart )?"
    r"(?:for|på|för) .{0,80}(?:recipient|addressee|individual|mottak|adressat|mottagar)"
    r"|if you (?:have |are not )?(?:received|the intended)|received this .{0,40} in error"
    r"|mottatt denne .{0,60} (?:ved en feil|feilaktig)|fått (?:detta|det här) .{0,60} av misstag"
    r"|(?:consider|tenk på|tänk på) (?:the environment|miljøet|miljön) (?:before|før|innan)",
    re.IGNORECASE,
)
_TO_ME = re.compile(r"\s*(?:to|til|till) (?:me|meg|mig)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """Who wrote, and when, as far as a mark says it.

    Attributes:
        end: The number of the first line after the mark.
        sender: A name, an address or both, as written; "" where it is not said.
        sent_at: When it was sent; None where it is not said, or not beyond doubt.
    """

    end: int
    sender: str = ""
    sent_at: datetime | None = None


def header(lines: Sequence[str], at: int) -> Origin | None:
    """Return the block of headers that begins at a line; "From: Oslo, To: Bergen" is none."""
    found: dict[str, str] = {}
    end = at
    while end < min(len(lines), at + _MOST_HEADERS):
        if match := _HEADER.fullmatch(lines[end]):
            found.setdefault(_FIELD_OF[match["word"].casefold()], match["value"].strip(" *\t"))
        elif end == at or not lines[end].startswith((" ", "\t")) or not lines[end].strip():
            break
        end += 1
    is_mail = "from" in found and (
        "subject" in found or "sent" in found or _ADDRESS.search(found["from"][:_LONGEST])
    )
    if len(found) < 2 or not is_mail:  # noqa: PLR2004
        return None
    return Origin(end, found["from"], moment_in(found.get("sent", found.get("date", ""))[:_LONGEST]))


def attribution(lines: Sequence[str], at: int) -> Origin | None:
    """Return the line, folded into up to three, that says who wrote what follows: "On … Nora wrote:"."""
    joined = ""
    for end in range(at, min(len(lines), at + 3)):
        line = lines[end].strip()
        joined = f"{joined} {line}".strip()
        if not line or len(joined) > _LONGEST:
            return None
        if joined.endswith(":"):
            return _attributed(joined, end + 1)
    return None


def _attributed(line: str, end: int) -> Origin | None:
    if english := _WROTE.fullmatch(line):
        if _SELF.search(english["before"]):
            return None
        return Origin(end, _name(english["before"]), moment_in(english["before"]))
    match = _SKREV.fullmatch(line)
    if match is None:
        return None
    before, after = match["before"], match["after"] or ""
    has_mark = moment_in(line) is not None or _ADDRESS.search(line)
    if not has_mark or _SELF_AFTER.match(after) or _SELF.search(before):
        return None
    return Origin(end, _name(after) or _name(before), moment_in(line))


def _name(text: str) -> str:
    """Return what is left of "16 Nov 2026 at 09:12 Nora <nora@…>" without the moment."""
    return without_moment(text).strip(" ,:;\t")


def gmail_top(lines: Sequence[str], at: int) -> Origin | None:
    """Return the top of a mail as copied from a web page: "Nora <nora@…>", when, and "to me"."""
    first = lines[at].strip()
    if len(first) > _LONGEST or not re.fullmatch(r".{1,80}\s<[^\s<>@]+@[^\s<>@]+>", first):
        return None
    end, sent_at = at + 1, None
    while end < min(len(lines), at + 6):
        line = lines[end].strip()
        moment = moment_in(line[:_LONGEST])
        if line and not _TO_ME.fullmatch(line) and not is_moment(line[:_LONGEST]):
            break
        sent_at = sent_at or moment
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return Origin(end, first, sent_at)


def is_separator(line: str) -> bool:
    """Say whether a line parts a mail from the one below: "-----Original Message-----"."""
    return len(line) <= _LONGEST and _SEPARATOR.fullmatch(line) is not None


def is_greeting(line: str) -> bool:
    """Say whether a line greets and does no more."""
    return len(line) <= _LONGEST and _GREETING.fullmatch(line) is not None


def is_farewell(line: str) -> bool:
    """Say whether a line begins a signature."""
    return len(line) <= _LONGEST and any(one.fullmatch(line) for one in (_FAREWELL, _DELIMITER))


def is_initials(line: str) -> bool:
    """Say whether a line is a name after a dash or a stroke, as people sign in haste."""
    return len(line) <= _LONGEST and _INITIALS.fullmatch(line) is not None


def is_postscript(line: str) -> bool:
    """Say whether a line begins a postscript, which are the writer's own words again."""
    return _POSTSCRIPT.match(line) is not None


def is_of_a_phone(line: str) -> bool:
    """Say whether a line is what a phone writes by itself: "Sent from my iPhone"."""
    return len(line) <= _LONGEST and _PHONE.fullmatch(line.strip().strip("<>[]_*")) is not None


def is_legal(paragraph: str) -> bool:
    """Say whether a paragraph is what a firm's mail server writes below every mail."""
    return _LEGAL.search(paragraph) is not None
