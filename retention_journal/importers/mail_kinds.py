"""Mail that nobody wrote to anybody: machines, lists, drafts, what was thrown away."""

from __future__ import annotations

import re

from retention_journal.core import formats
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, ngettext
from retention_journal.importers.mail_headers import Headers, words
from retention_journal.importers.maildir import Found


class LeftOut(Term):
    """Why a mail is no contact; such mail is counted, not told one by one."""

    STRANGER = "stranger", N_("With nobody in your journal")
    COPY = "copy", N_("The same mail once more")
    EARLIER = "earlier", N_("Before the day you chose")
    MACHINE = "machine", N_("Automatic answer")
    LIST = "list", N_("Newsletter or mailing list")
    BOUNCE = "bounce", N_("Could not be delivered")
    DRAFT = "draft", N_("Draft")
    THROWN_AWAY = "thrown_away", N_("Spam, or thrown away")
    CHAT = "chat", N_("Chat")
    TO_NOBODY = "to_nobody", N_("To nobody else")


THROWN_AWAY = frozenset(
    {"trash", "bin", "deleted", "deleted items", "deleted messages", "spam", "junk", "junk e-mail",
     "junk email", "bulk mail", "papirkurv", "papirkurven", "slettede elementer", "slettede", "slettet",
     "søppelpost", "søppel-e-post", "useriøs e-post", "uønsket e-post", "papperskorgen", "papperskorg",
     "borttagna objekt", "borttaget", "skräppost", "slettet post", "papierkorb", "gelöscht",
     "gelöschte elemente", "spamverdacht", "corbeille"}
)  # fmt: skip
DRAFTS = frozenset(
    {"draft", "drafts", "templates", "utkast", "kladd", "kladder", "udkast", "entwürfe", "brouillons"}
)
CHATS = frozenset({"chat", "chats", "chatter", "hangouts"})
SENT = frozenset(
    {"sent", "sent items", "sent mail", "sent messages", "sendt", "sendte", "sendte elementer",
     "sendt e-post", "sendt post", "skickat", "skickade", "skickade objekt", "gesendet",
     "gesendete elemente", "gesendete objekte"}
)  # fmt: skip
_AWAY = (
    "automatic reply:", "auto reply:", "auto-reply:", "autoreply:", "auto:", "out of office", "out-of-office",
    "autosvar", "automatisk svar", "automatiskt svar", "fraværsmelding", "fraværsbesked",
    "frånvaromeddelande", "frånvaro:", "abwesenheitsnotiz", "automatische antwort",
    "réponse automatique", "ikke til stede:",
    "ikke på kontoret:",
)  # fmt: skip
_BOUNCERS = frozenset({"mailer-daemon", "postmaster", "mailerdaemon", "mail-daemon"})
_BOUNCING = re.compile(rb"daemon|postmaster", re.IGNORECASE)
_LIST_WORDS = frozenset({"bulk", "list", "junk"})
_MACHINE_WORDS = frozenset({"auto_reply", "auto-reply", "autoreply"})
_EXPUNGED = 0x0008  # of X-Mozilla-Status: thrown away, but still in the file until it is compacted
_HEXADECIMAL = 16


def labels_of(headers: Headers) -> frozenset[str]:
    """Return the labels that Gmail gave a mail, in small letters."""
    found: set[str] = set()
    for name in (b"x-gmail-labels", b"x-gm-labels"):
        if name in headers:
            told = words(headers.plain(name)).replace("\\", "")
            found.update(label.strip().strip('"').casefold() for label in told.split(","))
    return frozenset(found)


def is_sent(found: Found, headers: Headers) -> bool:
    """Say whether a mail lies where sent mail lies, so that whoever wrote it is the person."""
    return bool((found.folder | labels_of(headers)) & SENT)


def left_out(found: Found, headers: Headers) -> LeftOut | None:
    """Return why a mail is no contact, None where it is one as far as its headers tell."""
    return _by_place(found, headers) or _by_headers(headers)


def _by_place(found: Found, headers: Headers) -> LeftOut | None:
    """Return why a mail is no contact by where it lies and how it is marked."""
    where = found.folder | labels_of(headers)
    if where & CHATS:
        return LeftOut.CHAT
    if where & THROWN_AWAY or "T" in found.flags or _is_expunged(headers):
        return LeftOut.THROWN_AWAY
    if where & DRAFTS or "D" in found.flags or _is_draft(where, headers):
        return LeftOut.DRAFT
    return None


def _by_headers(headers: Headers) -> LeftOut | None:
    """Return why a mail is no contact by what its headers say of it."""
    if _is_bounce(headers):
        return LeftOut.BOUNCE
    if _is_machine(headers):
        return LeftOut.MACHINE
    if b"list-id" in headers or b"list-unsubscribe" in headers or headers.word(b"precedence") in _LIST_WORDS:
        return LeftOut.LIST
    return None


def told(reason: LeftOut, n: int) -> str:
    """Return how many mails were left out for a reason, in a sentence."""
    sentences = {
        LeftOut.STRANGER: ngettext(
            "{n} mail is with nobody in your journal.", "{n} mails are with nobody in your journal.", n
        ),
        LeftOut.COPY: ngettext("{n} mail was in it twice.", "{n} mails were copies of others.", n),
        LeftOut.EARLIER: ngettext(
            "{n} mail is from before the day you chose.", "{n} mails are from before the day you chose.", n
        ),
        LeftOut.MACHINE: ngettext(
            "{n} automatic answer was left out.", "{n} automatic answers were left out.", n
        ),
        LeftOut.LIST: ngettext(
            "{n} mail of a newsletter or mailing list was left out.",
            "{n} mails of newsletters and mailing lists were left out.",
            n,
        ),
        LeftOut.BOUNCE: ngettext(
            "{n} report of a mail server was left out.", "{n} reports of mail servers were left out.", n
        ),
        LeftOut.DRAFT: ngettext("{n} draft was left out.", "{n} drafts were left out.", n),
        LeftOut.THROWN_AWAY: ngettext(
            "{n} mail is spam or was thrown away.", "{n} mails are spam or were thrown away.", n
        ),
        LeftOut.CHAT: ngettext("{n} chat was left out.", "{n} chats were left out.", n),
        LeftOut.TO_NOBODY: ngettext(
            "{n} mail of yours went to nobody else.", "{n} mails of yours went to nobody else.", n
        ),
    }
    return sentences[reason].format(n=formats.number(n))


def _is_expunged(headers: Headers) -> bool:
    try:
        return bool(int(headers.raw(b"x-mozilla-status")[:8], _HEXADECIMAL) & _EXPUNGED)
    except ValueError:
        return "D" in headers.plain(b"x-status")


def _is_draft(where: frozenset[str], headers: Headers) -> bool:
    if b"x-mozilla-draft-info" in headers and not where & SENT and b"received" not in headers:
        return True
    note = headers.word(b"x-uniform-type-identifier")
    return headers.raw(b"x-unsent") == b"1" or note in {"com.apple.mail-note", "com.apple.mail-draft"}


def _is_bounce(headers: Headers) -> bool:
    if headers.word(b"content-type") == "multipart/report" or b"x-failed-recipients" in headers:
        return True
    if not _BOUNCING.search(headers.raw(b"from")):
        return False
    return any(address.partition("@")[0] in _BOUNCERS for _name, address in headers.addresses(b"from"))


def _is_machine(headers: Headers) -> bool:
    submitted = headers.word(b"auto-submitted")
    if submitted and submitted != "no":
        return True
    if b"x-autoreply" in headers or b"x-autorespond" in headers or b"x-autoresponse" in headers:
        return headers.word(b"x-autoreply") != "no"
    if headers.word(b"precedence") in _MACHINE_WORDS:
        return True
    return headers.text(b"subject").casefold().startswith(_AWAY)
