"""E-mails begun for the person: a file that the mail program opens as a draft, and nothing sends by itself.

The one way in which a letter of this program leaves, with or without a file in it: reports, answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from retention_journal import i18n
from retention_journal.core.periods import DayRange, period_within
from retention_journal.core.text import clean
from retention_journal.services.business import own_business
from retention_journal.services.people import first_name, people
from retention_journal.services.report_files import FileKind, Outgoing, write_files
from retention_journal.storage.journal import JournalReader

#: How a draft ends, and begins: programs open it as a message that is not sent yet.
MAIL_ENDING = ".eml"
_UNSENT = "X-Unsent"
_KINDS = {".pdf": ("application", "pdf"), ".csv": ("text", "csv")}
_ANY_KIND = ("application", "octet-stream")


@dataclass(frozen=True)
class Mail:
    """An e-mail begun for the person: to whom, and with which words.

    Attributes:
        to: The address, or "" where none is known.
        name: Whose address it is; "" leaves the address alone.
        language: BCP 47 tag of its words; "" where that is not known.
    """

    to: str
    subject: str
    body: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Enclosed:
    """A file in an e-mail, and what it is called there."""

    name: str
    content: bytes


def report_mail(
    journal: JournalReader,
    client_id: int,
    period: DayRange,
    language: str,
    *,
    today: date,
    is_locked: bool = False,
) -> Mail:
    """Return the e-mail that a report goes with, in the report's language, to the client's first person.

    Args:
        journal: Where to look.
        client_id: Whose report.
        period: What it is about.
        language: BCP 47 tag of the report.
        today: For who the client's people are now.
        is_locked: Whether its PDF opens with a password only, which never goes by the same way.
    """
    _ = i18n.texts_in(language).gettext
    own = own_business(journal)
    reader = next((who for who in people(journal, client_id, today) if who.is_current), None)
    label = period_within(period, i18n.nearest(language))
    name = first_name(reader.display_name) if reader else ""
    lines = [
        _("Hello {name},").format(name=name) if name else _("Hello,"),
        "",
        _("Here is the status report for {period}.").format(period=label),
        _("Is there anything you would like to ask or change? A line back is enough."),
    ]
    if is_locked:
        lines.append(_("The PDF opens with a password. You get it from me in another way."))
    subject = _("Status report {period}, from {sender}") if own.name else _("Status report {period}")
    return Mail(
        to=reader.email if reader else "",
        subject=subject.format(period=label, sender=own.name),
        body="\n".join([*lines, "", *_signature(own.person, own.name)]).rstrip(),
        name=reader.display_name if reader else "",
        language=i18n.nearest(language),
    )


def draft(mail: Mail, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """Return an e-mail as a file that mail programs open as a draft.

    It names neither a day, a sender nor this computer: the mail program adds those when it is sent.
    """
    message = EmailMessage(policy=SMTP)
    message[_UNSENT] = "1"
    with suppress(ValueError, IndexError, MessageError):  # an address that is none is left to the person
        message["To"] = _address(mail)
    message["Subject"] = " ".join(mail.subject.split())
    message.set_content(mail.body.rstrip() + "\n", charset="utf-8")
    if mail.language:
        message["Content-Language"] = mail.language
    for one in enclosed:
        kind, subkind = _KINDS.get(Path(one.name).suffix.casefold(), _ANY_KIND)
        name = clean(one.name, lines=False) or "report"
        message.add_attachment(one.content, maintype=kind, subtype=subkind, filename=name)
    return message.as_bytes()


def draft_path(pdf: Path) -> Path:
    """Return where the draft lies that a PDF goes with: beside it, under its name."""
    name = pdf.name
    return pdf.with_name((name[: -len(pdf.suffix)] if pdf.suffix else name) + MAIL_ENDING)


def write_draft(made: bytes, path: Path) -> None:
    """Write a draft to ``path``, readable by its owner alone, whole or not at all.

    An older draft there is replaced; anything else stays.

    Raises:
        JournalError: The file cannot be written there, or something else is in its place.
    """
    write_files([Outgoing(path, made, FileKind.MAIL)])


def _signature(person: str, firm: str) -> list[str]:
    """Return who writes: the person, and below the firm where that is called something else."""
    return [one for one in dict.fromkeys((clean(person, lines=False), clean(firm, lines=False))) if one]


def _address(mail: Mail) -> Address:
    """Return where a mail goes; a name that no header takes is left out.

    Raises:
        ValueError: The address is none.
    """
    to = clean(mail.to, lines=False)
    bare = Address(addr_spec=to)
    with suppress(ValueError, IndexError, MessageError):
        return Address(display_name=clean(mail.name, lines=False), addr_spec=to)
    return bare
