"""Calendars wherever they lie: a file, a folder of those, or the packed archive that Google makes.

Source: imports, section 4.8.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from retention_journal.core.packed import ZIP_FAULTS
from retention_journal.i18n import N_, _
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError

#: How the text of a calendar begins, in small letters.
BEGINNINGS = ("begin:vcalendar", "begin:vevent")
#: What to say of a file that holds only where a calendar is to be had.
ADDRESS = (
    N_("“{name}” holds only the address of a calendar, not the calendar."),
    N_("Open the address in a browser, save what comes as a file, and choose that."),
)
MOST_MEMBERS = 2_000
_HEAD = 512
_FILES_LOOKED_AT = 500


@dataclass(frozen=True)
class CalendarFile:
    """A file of calendars.

    Attributes:
        name: Where it lies in what was chosen; "" for a single file.
        size: How large it is, in bytes.
    """

    name: str
    size: int
    path: Path
    member: str = ""

    def content(self) -> bytes:
        """Return what is in it.

        Raises:
            UnreadableFileError: It cannot be read.
        """
        with files.opened(self.path) as file:
            if not self.member:
                return file.read(files.MOST_BYTES)
            try:
                with zipfile.ZipFile(file) as archive, archive.open(self.member) as member:
                    return member.read(files.MOST_BYTES)
            except ZIP_FAULTS as error:
                raise _damaged(self.path) from error


def calendars_in(path: Path) -> list[CalendarFile]:
    """Return the calendars at a place, by name.

    Raises:
        UnreadableFileError: There are none, or they are too large or too many.
    """
    if path.is_dir():
        found = [CalendarFile(_within(one, path), files.size_of(one), one) for one in _in_folder(path)]
    elif zipfile.is_zipfile(path):
        found = _packed(path)
    else:
        found = [CalendarFile("", files.size_of(path), path)]
    if len(found) > MOST_MEMBERS or sum(one.size for one in found) > files.MOST_BYTES:
        raise UnreadableFileError(
            _("“{name}” holds more than {n} calendars, or more than {limit} MB of them.").format(
                name=path.name, n=MOST_MEMBERS, limit=files.MOST_BYTES // 1_000_000
            ),
            _("Choose the calendars one after the other."),
        )
    if not found:
        raise UnreadableFileError(
            _("There is no calendar in “{name}”.").format(name=path.name),
            _("Choose the file that ends in .ics, or a folder with such files."),
        )
    return found


def holds_calendars(path: Path) -> bool:
    """Say whether a folder or a packed archive holds a calendar; of a folder some files are looked at."""
    try:
        if path.is_dir():
            return next(_in_folder(path, most=_FILES_LOOKED_AT), None) is not None
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            return any(_is_member(archive, one) for one in _members(archive))
    except ZIP_FAULTS:
        return False


def is_address_of_calendar(text: str) -> bool:
    """Say whether a text, in small letters, is no more than the address of a calendar to subscribe to."""
    line = text.strip().partition("\n")[0]
    if line.startswith(("webcal://", "webcals://", "[internetshortcut]")):
        return True
    is_one_line = len(text.strip().splitlines()) == 1 and " " not in line and "," not in line
    return is_one_line and line.startswith(("http://", "https://")) and ("ical" in line or ".ics" in line)


def begins_calendar(head: bytes) -> bool:
    """Say whether a file that begins so is a calendar."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:60].upper()
    return plain.replace(b" ", b"").startswith(b"BEGIN:VCALENDAR")


def _in_folder(path: Path, most: int = 100_000) -> Iterator[Path]:
    seen = (one for one in sorted(islice(path.rglob("*"), most)) if not one.name.startswith("."))
    for one in seen:
        if one.is_file() and not one.is_symlink() and _begins_calendar(one):
            yield one


def _begins_calendar(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return begins_calendar(file.read(_HEAD))
    except OSError:
        return False


def _within(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _packed(path: Path) -> list[CalendarFile]:
    try:
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            found = [one for one in _members(archive) if _is_member(archive, one)]
    except ZIP_FAULTS as error:
        raise _damaged(path) from error
    return [CalendarFile(one.filename, one.file_size, path, one.filename) for one in found]


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [one for one in archive.infolist() if one.filename.casefold().endswith((".ics", ".ical"))]
    return sorted(members, key=lambda one: one.filename)[: MOST_MEMBERS + 1]


def _is_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as file:
        return begins_calendar(file.read(_HEAD))


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is a damaged or locked archive.").format(name=path.name),
        _("Fetch or export it once more."),
    )
