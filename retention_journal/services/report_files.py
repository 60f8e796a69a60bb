"""The file of a report: what it is called, how it is written, and the e-mail it goes with."""

from __future__ import annotations

import errno
import os
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from retention_journal import i18n
from retention_journal.core.errors import JournalError
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.report import StatusReport
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _
from retention_journal.services import status
from retention_journal.services.business import own_business
from retention_journal.services.people import first_name, people
from retention_journal.storage.faults import AlreadyThereError
from retention_journal.storage.journal import Journal, JournalReader

ENDING = ".pdf"
_PDF = b"%PDF-"
#: File systems take names of 255 bytes; the part file beside it needs some of them.
_LONGEST_NAME = 200
#: What no name may hold on one of the systems. Source: Windows' rules, the strictest.
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
_WHY = {
    errno.ENOSPC: N_("The PDF could not be saved: the disk is full."),
    errno.EDQUOT: N_("The PDF could not be saved: there is no room left for you on this disk."),
    errno.EROFS: N_("The PDF could not be saved: this folder can only be read."),
    errno.ENOENT: N_("The PDF could not be saved: the folder is not there any more."),
    errno.ENOTDIR: N_("The PDF could not be saved: the folder is not there any more."),
    errno.EISDIR: N_("The PDF could not be saved: a folder of this name is already there."),
    errno.ENAMETOOLONG: N_("The PDF could not be saved: the name is too long."),
}


@dataclass(frozen=True)
class Mail:
    """An e-mail begun for the person: to whom, and with which words.

    Attributes:
        to: The address, or "" where none is known.
    """

    to: str
    subject: str
    body: str


def file_name(client: str, period: DayRange, language: str) -> str:
    """Return what the file of a report is called, in the report's language and fit for every file system.

    Args:
        client: The client's name, as it stands in the journal.
        period: What the report is about.
        language: BCP 47 tag of the report.
    """
    pattern = i18n.texts_in(language).gettext("{client} – Status report {period}")
    return fit_name(pattern, client, period=period_label(period, language))


def fit_name(pattern: str, client: str, **told: str) -> str:
    """Return the name of a PDF, fit for every file system.

    Args:
        pattern: With "{client}" and the names of ``told``, in the language of the file.
        client: The client's name, as it stands in the journal; it is cut where it is too long.
        told: What else the name tells.
    """
    told = {name: _fit_for_a_name(text) for name, text in told.items()}
    room = _LONGEST_NAME - len((pattern.format(client="", **told) + ENDING).encode())
    name = pattern.format(client=_cut(_fit_for_a_name(client), room), **told).strip(" .–")
    if name.split(".")[0].strip().casefold() in _RESERVED:
        name = f"_{name}"
    return name + ENDING


def name_beside(name: str, taken: set[str]) -> str:
    """Return ``name``, or a numbered one where a file of this run has it already, and take it.

    Two clients may be called the same, and most systems see no difference between large and small letters.

    Args:
        name: What the file would be called.
        taken: The names of this run, folded; the one returned is added.
    """
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name.removesuffix(ENDING)} ({number}){ENDING}"
    taken.add(free.casefold())
    return free


def write_file(pdf: bytes, path: Path) -> None:
    """Write a report's file to ``path``, readable by its owner alone; an older PDF there is replaced.

    Anything else there stays: a slip of the finger must not cost a journal, a list or a device.

    The file appears whole or not at all: it is written beside its place and then renamed.

    Raises:
        JournalError: The file cannot be written there.
    """
    part: Path | None = None
    try:
        _look_at(path)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise _not_saved(error, path) from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def send(
    journal: Journal, client_id: int, report: StatusReport, *, pdf: bytes, path: Path, now: datetime
) -> int:
    """Write a report's file to ``path``, keep it in the journal as it was sent, and return its id.

    Where the file cannot be written, nothing is noted as sent.

    Args:
        journal: Where the report is kept.
        client_id: Whose report.
        report: The data it was printed from; no draft.
        pdf: The file as printed.
        path: Where it goes.
        now: When it is sent.

    Raises:
        JournalError: The file cannot be written there, or the report is still a draft.
    """
    with journal.change(_("Issue a report")):
        kept = status.issue(journal, client_id, report, pdf_bytes=pdf, now=now)
        write_file(pdf, path)
    return kept


def mail(journal: JournalReader, client_id: int, period: DayRange, language: str, *, today: date) -> Mail:
    """Return the e-mail that a report goes with, in the report's language, to the client's first person."""
    _ = i18n.texts_in(language).gettext
    own = own_business(journal)
    reader = next((who for who in people(journal, client_id, today) if who.is_current), None)
    label = period_label(period, language)
    greeting = _("Hello {name},").format(name=first_name(reader.display_name)) if reader else _("Hello,")
    lines = [
        greeting,
        "",
        _("Here is the status report for {period}.").format(period=label),
        _("Is there anything you would like to ask or change? A line back is enough."),
        "",
        own.person or own.name,
    ]
    subject = _("Status report {period}, from {sender}") if own.name else _("Status report {period}")
    return Mail(
        to=reader.email if reader else "",
        subject=subject.format(period=label, sender=own.name),
        body="\n".join(lines).rstrip(),
    )


def _look_at(path: Path) -> None:
    """Refuse a place where something other than a PDF is."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not path.exists() and not path.is_symlink():
        return
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            begin = file.read(len(_PDF))
        if begin in {b"", _PDF}:
            return
    raise AlreadyThereError(
        _("{name} is something else than a PDF, and is not overwritten.").format(name=path.name),
        _("Choose another folder or another name."),
    )


def _fit_for_a_name(text: str) -> str:
    kept = "".join(
        " " if character in _FORBIDDEN or unicodedata.category(character) in {"Zl", "Zp"} else character
        for character in clean(text, lines=False)
    )
    return " ".join(kept.split())


def _cut(text: str, room: int) -> str:
    """Return the beginning of ``text`` that fits into ``room`` bytes, without half letters."""
    return text.encode()[:room].decode(errors="ignore").rstrip()


def _not_saved(error: OSError, path: Path) -> JournalError:
    advice = _("Choose another folder or another name.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = _("Free some space, then try again. Nothing was noted as sent.")
    if isinstance(error, PermissionError):
        if path.exists():
            message = _("The PDF could not be saved: the file is open in another program, or protected.")
            advice = _("Close it there, or save under another name.")
        else:
            message = _("The PDF could not be saved: this folder cannot be written to.")
    else:
        said = _WHY.get(error.errno or 0)
        reason = error.strerror or str(error)
        message = _(said) if said else _("The PDF could not be saved: {reason}.").format(reason=reason)
    return JournalError(message, advice, code="cannot_write")
