"""Mails and mailboxes as mail programs write them, made here from nobody's mail."""

from __future__ import annotations

ME = "me@studio.example"
CLIENT = "kare@fjord.example"
SEPARATOR = "From - Mon Jan  5 11:00:00 2026"


def mail(
    text="Hello there",
    *,
    sender=f"Kåre <{CLIENT}>",
    to=ME,
    subject="The plan",
    date="Mon, 5 Jan 2026 10:00:00 +0000",
    id="<1@fjord.example>",
    more=(),
):
    """Return a mail as bytes; None leaves a header out, ``more`` are further lines of headers."""
    headers = (("From", sender), ("To", to), ("Subject", subject), ("Date", date), ("Message-ID", id))
    lines = [f"{name}: {value}" for name, value in headers if value is not None]
    return encoded("\n".join([*lines, *more, "", text, ""]))


def encoded(text):
    return text if isinstance(text, bytes) else text.encode()


def mailbox(*mails, separator=SEPARATOR, line_end=b"\n"):
    """Return the mails as one mailbox; ``separator`` may be a list with one for each."""
    lines = [separator] * len(mails) if isinstance(separator, str) else separator
    both = zip(lines, mails, strict=True)
    return b"\n".join(encoded(line) + b"\n" + one for line, one in both).replace(b"\n", line_end)
