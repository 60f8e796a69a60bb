"""The files of a report: what they are called, and how they get to their place, whole or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import TypedDict, Unpack

from retention_journal import i18n
from retention_journal.core.errors import JournalError
from retention_journal.core.interrupts import uninterrupted
from retention_journal.core.periods import DayRange, period_within
from retention_journal.core.report import StatusReport
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _
from retention_journal.services import issued_reports
from retention_journal.storage.faults import AlreadyThereError
from retention_journal.storage.journal import Journal

ENDING = ".pdf"
#: How a file is called while it is written, and after how many seconds nobody writes it any more.
_PART, _PART_ENDING, _LEFT_AFTER_S = ".retention-journal-", ".part", 3600
#: File systems take names of 255 bytes; the part file beside it needs some of them.
_LONGEST_NAME = 200
#: What no name may hold on one of the systems. Source: Windows' rules, the strictest.
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
_WHY = {
    errno.ENOSPC: N_("{what} could not be saved: the disk is full."),
    errno.EDQUOT: N_("{what} could not be saved: there is no room left for you on this disk."),
    errno.EFBIG: N_("{what} could not be saved: it is larger than this disk takes."),
    errno.EROFS: N_("{what} could not be saved: this folder can only be read."),
    errno.ENOENT: N_("{what} could not be saved: the folder is not there any more."),
    errno.ENOTDIR: N_("{what} could not be saved: the folder is not there any more."),
    errno.EISDIR: N_("{what} could not be saved: a folder of this name is already there."),
    errno.ENAMETOOLONG: N_("{what} could not be saved: the name is too long."),
    errno.ELOOP: N_("{what} could not be saved: the folder leads back to itself."),
}


class FileKind(Enum):
    """What a file is: as it is called in a sentence, and how one of ours begins.

    Attributes:
        what: At the beginning of a sentence.
        inside: What an older file is called that may be replaced.
        begins: Its first bytes; only such a file, or an empty one, is ever replaced. A list of figures and
            a table are known by their whole first line.
    """

    PDF = N_("The PDF"), N_("a PDF"), b"%PDF-"
    MAIL = N_("The e-mail"), N_("a draft"), b"X-Unsent:"
    FIGURES = N_("The list of figures"), N_("a list of figures"), codecs.BOM_UTF8
    TABLE = N_("The table"), N_("a table with the same columns"), b""
    CARDS = N_("The file of address cards"), N_("a file of address cards"), b"BEGIN:VCARD\r\n"
    CALENDAR = N_("The calendar"), N_("a calendar"), b"BEGIN:VCALENDAR\r\n"

    def __init__(self, what: str, inside: str, begins: bytes) -> None:
        self.what, self.inside, self.begins = what, inside, begins


@dataclass(frozen=True)
class Outgoing:
    """A file on its way out: where it goes, and what is in it."""

    path: Path
    content: bytes
    kind: FileKind = FileKind.PDF

    @property
    def mark(self) -> bytes:
        """How an older file begins that it may replace."""
        has_headings = self.kind in {FileKind.FIGURES, FileKind.TABLE}
        return self.content.partition(b"\n")[0] if has_headings else self.kind.begins


class Noted(TypedDict, total=False):
    """What the journal notes of a report that leaves, besides its file and its data.

    ``reviewed_now`` says that the person has looked it through by sending it; ``follow_up`` whether one
    calls about it two working days later, or the day of that call.
    """

    reviewed_now: bool
    follow_up: bool | date


class Placing:
    """Puts files in their places, all or none of them; where what is done around it fails, takes them back.

    ``with Placing() as placing:`` keep in the journal, then ``placing.put(...)``. A file that took the
    place of an older one of its kind stays even then.
    """

    def __init__(self) -> None:
        self._new: list[Path] = []

    def __enter__(self) -> Placing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if kind is not None:
            self._take_back()

    def put(self, files: Sequence[Outgoing]) -> None:
        """Write each file beside its place, readable by its owner alone, and then rename it.

        Raises:
            JournalError: One cannot be written, or something else is in its place; no new one is left then.
        """
        parts: list[Path] = []
        one = None
        try:
            for one in files:
                _look_at(one)
                parts.append(_written_beside(one))
            for one, part in zip(files, parts, strict=True):
                is_new = not one.path.exists()
                part.replace(one.path)
                if is_new:
                    self._new.append(one.path)
        except OSError as error:
            self._take_back()
            raise _not_saved(error, one or files[0]) from error
        finally:
            for part in parts:
                with suppress(OSError):
                    part.unlink(missing_ok=True)

    def _take_back(self) -> None:
        for path in self._new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._new.clear()


def file_name(client: str, period: DayRange, language: str) -> str:
    """Return what the file of a report is called, in the report's language and fit for every file system.

    Args:
        client: The client's name, as it stands in the journal.
        period: What the report is about.
        language: BCP 47 tag of the report.
    """
    pattern = i18n.texts_in(language).gettext("{client} – Status report {period}")
    return fit_name(pattern, client, period=period_within(period, i18n.nearest(language)))


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
    write_files([Outgoing(path, pdf)])


def write_files(files: Sequence[Outgoing]) -> None:
    """Write several files, all of them or none.

    Raises:
        JournalError: One cannot be written where it goes.
    """
    with Placing() as placing:
        placing.put(files)


def send(
    journal: Journal,
    client_id: int,
    report: StatusReport,
    *,
    pdf: bytes,
    path: Path,
    now: datetime,
    files: Sequence[Outgoing] | None = None,
    **noted: Unpack[Noted],
) -> int:
    """Write a report's file to ``path``, keep it in the journal as it was sent, and return its id.

    Where a file cannot be written, nothing is noted as sent; where it cannot be noted, no new file is left.
    Ctrl+C waits until both are done.

    Args:
        journal: Where the report is kept.
        client_id: Whose report.
        report: The data it was printed from; no draft.
        pdf: The file as printed, which the journal keeps.
        path: Where it goes.
        now: When it is sent.
        files: What is written instead of ``pdf`` alone, such as the file locked with a password and a list
            of the figures.
        noted: What the journal notes besides.

    Raises:
        JournalError: A file cannot be written there, or the report is still a draft.
    """
    with uninterrupted(), Placing() as placing, journal.change(_("Issue a report")):
        kept = issued_reports.issue(journal, client_id, report, pdf_bytes=pdf, now=now, **noted)
        placing.put([Outgoing(path, pdf)] if files is None else files)
    return kept


def _look_at(one: Outgoing) -> None:
    """Refuse a place where something other than an older file of the kind is."""
    path = one.path
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not path.exists() and not path.is_symlink():
        return
    if path.is_file() and not path.is_symlink():
        if not path.stat().st_mode & stat.S_IWUSR:  # renaming would not ask
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with path.open("rb") as file:
            begin = file.read(len(one.mark))
        if begin in {b"", one.mark}:
            return
    raise AlreadyThereError(
        _("{name} is something else than {kind}, and is not overwritten.").format(
            name=path.name, kind=_(one.kind.inside)
        ),
        _("Choose another folder or another name."),
    )


def _written_beside(one: Outgoing) -> Path:
    """Write a file beside its place, under a name nobody looks at; one that fails leaves nothing."""
    handle, name = tempfile.mkstemp(dir=one.path.parent, prefix=_PART, suffix=_PART_ENDING)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(one.content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # Ctrl+C too: it is not known to the caller yet
        part.unlink(missing_ok=True)
        raise
    _clear_away(part)
    return part


def _clear_away(part: Path) -> None:
    """Remove what was left beside a new ``part`` by a program that was killed while it wrote."""
    with suppress(OSError):
        latest = part.stat().st_mtime - _LEFT_AFTER_S
        for left in part.parent.glob(f"{_PART}*{_PART_ENDING}"):
            if left.stat().st_mtime < latest:
                left.unlink(missing_ok=True)


def _fit_for_a_name(text: str) -> str:
    kept = "".join(
        " " if character in _FORBIDDEN or unicodedata.category(character) in {"Zl", "Zp"} else character
        for character in clean(text, lines=False)
    )
    return " ".join(kept.split())


def _cut(text: str, room: int) -> str:
    """Return the beginning of ``text`` that fits into ``room`` bytes, without half letters."""
    return text.encode()[:room].decode(errors="ignore").rstrip()


def _not_saved(error: OSError, one: Outgoing) -> JournalError:
    """Return what to tell the person: what failed, why, where, and the way on."""
    said = _WHY.get(error.errno or 0)
    advice = _("Choose another folder or another name.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = _("Free some space, then try again. Nothing was noted as sent.")
        if one.kind in {FileKind.TABLE, FileKind.CARDS, FileKind.CALENDAR}:
            advice = _("Free some space, then try again.")
    if isinstance(error, PermissionError):
        said = N_("{what} could not be saved: this folder cannot be written to.")
        if one.path.exists():
            said = N_("{what} could not be saved: the file is open in another program, or protected.")
            advice = _("Close it there, or save under another name.")
    message = _(said or N_("{what} could not be saved: {reason}.")).format(
        what=_(one.kind.what), reason=error.strerror or str(error)
    )
    where = _("It was to go into {folder}.").format(folder=one.path.parent)
    return JournalError(message, f"{advice} {where}", code="cannot_write")
