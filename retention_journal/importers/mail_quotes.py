"""What somebody wrote themselves in a mail: without what they quote, forward and sign with.

Mail programs mark what they quote in their own words and languages; the words stand here. Everything is done
with plain comparisons of lines, so that no text, however it was made, takes long.
"""

from __future__ import annotations

from collections.abc import Sequence

_FORWARDED = (
    "original message", "original appointment", "forwarded message", "opprinnelig melding",
    "videresendt melding", "vidaresend melding", "oprindelig meddelelse", "videresendt meddelelse",
    "ursprungligt meddelande", "ursprungsmeddelande", "vidarebefordrat", "originalmeddelande",
    "ursprüngliche nachricht", "weitergeleitete nachricht", "message d'origine", "message transféré",
    "mensaje original", "oorspronkelijk bericht", "messaggio originale",
)  # fmt: skip
_FORWARDED_LINES = (
    "begin forwarded message:", "start på videresendt melding:", "videresendt melding:",
    "vidarebefordrat brev:", "vidarebefordrat meddelande:", "start på videresendt besked:",
    "anfang der weitergeleiteten nachricht:",
)  # fmt: skip
_WROTE = (
    "wrote", "skrev", "skreiv", "schrieb", "a écrit", "schreef", "escribió", "ha scritto", "escreveu",
    "kirjoitti",
)  # fmt: skip
_OPENINGS = (
    "on ", "den ", "am ", "le ", "op ", "el ", "il ", "em ", "på ", "ons", "tor", "fre", "lør", "lör", "søn",
    "sön", "man", "mån", "mon", "tir", "tis", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi",
    "do", "fr", "sa", "so",
)  # fmt: skip
_FROM = ("from:", "fra:", "från:", "frå:", "von:", "de:", "van:", "da:", "lähettäjä:")
_SENT = (
    "sent:", "sendt:", "skickat:", "gesendet:", "envoyé:", "enviado:", "verzonden:", "inviato:", "lähetetty:",
)  # fmt: skip
_DATE = ("date:", "dato:", "datum:", "fecha:", "data:", "päiväys:")
_SUBJECT = (
    "subject:", "emne:", "ämne:", "betreff:", "objet:", "asunto:", "onderwerp:", "oggetto:", "aihe:",
)  # fmt: skip
_MOBILE = (
    "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo mail", "sent from proton",
    "sent with proton", "get outlook for ", "sendt fra min ", "sendt fra mitt ", "sendt fra outlook",
    "sendt fra e-post for ", "sendt fra yahoo", "hent outlook for ", "skaff deg outlook for ",
    "last ned outlook for ", "skickat från min ", "skickat från mitt ", "skickat från outlook",
    "skickat från e-post för ", "skickat från yahoo", "hämta outlook för ", "skaffa outlook för ",
    "gesendet von ", "gesendet mit ", "holen sie sich outlook", "outlook für ", "von meinem iphone",
    "von meinem ipad", "von meinem samsung", "envoyé de mon ", "envoyé depuis ", "verzonden vanaf mijn ",
    "få outlook til ", "få outlook for ",
)  # fmt: skip
_MOST_MOBILE = 60  # characters; a longer line is one that somebody wrote
_MOST_LINES = 20_000  # nobody writes more by hand
_UNDERSCORES = "__________"
_MOST_ATTRIBUTION = 600
_LINES_OF_ATTRIBUTION = 4
_LINES_OF_HEADINGS = 5
_MARKS = "*_ \t>|\u00a0\u200e"


def own_words(text: str) -> str:
    """Return what the writer of a mail wrote, without what they quoted, forwarded or signed with.

    Args:
        text: Of the mail, quoted lines begun with ">".
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MOST_LINES)[:_MOST_LINES]
    kept: list[str] = []
    for number, line in enumerate(lines):
        plain = line.strip()
        if plain.startswith(">"):
            continue
        if plain == "--" or _is_divider(plain) or _begins_headings(lines, number):
            break
        opened = _attribution(lines, number)
        if opened:
            del kept[max(len(kept) - opened + 1, 0) :]
            if _is_quoted(lines, number + 1):
                continue
            break
        if not _is_mobile(plain):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _is_divider(plain: str) -> bool:
    """Say whether a line says that what follows was written earlier."""
    if plain.startswith(_UNDERSCORES) and not plain.strip("_"):
        return True
    low = plain[:_MOST_ATTRIBUTION].strip(_MARKS).casefold()
    if low.startswith("-----begin pgp signature"):
        return True
    return (low.startswith("--") and any(words in low for words in _FORWARDED)) or low in _FORWARDED_LINES


def _begins_headings(lines: Sequence[str], number: int) -> bool:
    """Say whether "From: … Sent: …" begins here, as Outlook sets it before what is quoted."""
    low = lines[number][:_MOST_ATTRIBUTION].strip(_MARKS).casefold().replace("*", "")
    if not low.startswith(_FROM):
        return False
    following = lines[number + 1 : number + 1 + _LINES_OF_HEADINGS]
    block = [low, *(line[:_MOST_ATTRIBUTION].strip(_MARKS).casefold() for line in following)]
    if _names(block, _SENT):
        return True
    return _names(block, _DATE) and _names(block, _SUBJECT)


def _names(block: Sequence[str], headings: tuple[str, ...]) -> bool:
    """Say whether a heading stands at the beginning of a line, or within the first."""
    return any(line.startswith(headings) for line in block) or any(
        f" {word}" in block[0] for word in headings
    )


def _attribution(lines: Sequence[str], number: int) -> int:
    """Return over how many lines "On … somebody wrote:" goes that ends here, 0 where none does."""
    last = lines[number][-_MOST_ATTRIBUTION:].strip(_MARKS).casefold()
    if not last.endswith(":"):
        return 0
    told = ""
    for count in range(1, _LINES_OF_ATTRIBUTION + 1):
        if number - count + 1 < 0:
            return 0
        line = lines[number - count + 1]
        plain = line[-_MOST_ATTRIBUTION:].strip(_MARKS).casefold()
        if not plain:
            return 0
        told = f"{plain} {told}"
        if (plain.startswith(_OPENINGS) or plain[0].isdigit()) and _is_attribution(told):
            return count
    return 0


def _is_attribution(told: str) -> bool:
    is_dated = any(sign.isdigit() for sign in told) or "@" in told
    names_one = "<" in told and "@" in told and ">" in told  # so that other languages are told, too
    return is_dated and (names_one or any(word in told for word in _WROTE))


def _is_quoted(lines: Sequence[str], number: int) -> bool:
    """Say whether the next line with anything on it is marked as quoted."""
    for at in range(number, len(lines)):
        plain = lines[at].strip()
        if plain:
            return plain.startswith(">")
    return False


def _is_mobile(plain: str) -> bool:
    return len(plain) <= _MOST_MOBILE and plain.casefold().lstrip("*_<[ ").startswith(_MOBILE)
