"""Which files are workbooks, and why one of them cannot be read, found out before anything is unpacked.

Source: imports, sections 1.7 and 4.8: password, damage and size each have their own sentence.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from retention_journal.core.packed import ZIP_FAULTS
from retention_journal.i18n import N_, _
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of an unpacked workbook from which on reading takes a while, and beyond which it is refused.
LARGE_UNPACKED, MOST_UNPACKED = 200_000_000, 1_000_000_000
#: Files inside one archive beyond which it is refused.
MOST_MEMBERS = 2_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "xl/workbook"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_XML_OF_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_BEGINNING = b"\x09\x08"  # BOF, the first record of a stream of Excel
_LOCK = 0x002F  # FILEPASS: all records behind it are encrypted
_MOST_RECORDS = 12  # the lock stands among the first
_IS_LOCKED = 0x1  # flag of a member of an archive


class LockedFileError(UnreadableFileError):
    """A password guards the file."""

    code = "locked"


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook of a spreadsheet, readable or not.

    Raises:
        UnreadableFileError: It is missing, or cannot be read at all.
    """
    with files.opened(path) as file:
        head = file.read(len(_OLE))
    if head.startswith(_ZIP):
        return _is_packed_workbook(path)
    return head == _OLE and is_old_workbook(path)


def holds_workbook(archive: zipfile.ZipFile) -> bool:
    """Say whether an archive is a workbook: XLSX, XLSB or ODS."""
    names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
    if any(name.startswith(_OFFICE) and name.endswith((".xml", ".bin")) for name in names):
        return True
    if "mimetype" not in names or not names.keys() & {"content.xml", "encrypted-package"}:
        return False
    with archive.open(names["mimetype"]) as kind:
        return kind.read(200).startswith(_OPEN_DOCUMENT)


def is_old_workbook(path: Path) -> bool:
    """Say whether an OLE file is a workbook of Excel, old or with a password, and not mail or a letter."""
    streams = _ole(path)
    return any(_named(name, streams) for name in ("Workbook", "Book", "EncryptedPackage"))


def told_of_text(text: str) -> tuple[str, str] | None:
    """Return message and advice for text that some programs call a workbook; None for any other text.

    Args:
        text: How the file begins, in small letters.
    """
    if _XML_OF_EXCEL in text:
        return (
            N_("“{name}” is a workbook in an old form of XML, which cannot be read here."),
            N_("Open it in a spreadsheet and save it as XLSX or CSV."),
        )
    if text.startswith(("<html", "<!doctype html", "<table")) and "<table" in text:
        return (
            N_("“{name}” is a web page with a table, as some programs write for a spreadsheet."),
            N_("Open it in a spreadsheet and save it as XLSX or CSV."),
        )
    return None


def unpacked_size(path: Path) -> int:
    """Return the bytes of a workbook once unpacked; of one that is not packed, its own.

    Raises:
        LockedFileError: A password guards it.
        UnreadableFileError: It is damaged, empty, or beyond a limit.
    """
    size = files.size_of(path)
    with files.opened(path) as file:
        if not file.read(len(_ZIP)).startswith(_ZIP):
            _refuse_locked_ole(path)
            return size
    try:
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_locked_zip(path, archive, members)
    except ZIP_FAULTS as error:
        raise damaged(path) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise UnreadableFileError(
            _("“{name}” would be larger than {limit} MB once unpacked.").format(
                name=path.name, limit=MOST_UNPACKED // 1_000_000
            ),
            _("Save the one sheet that you need as CSV UTF-8 and choose that."),
        )
    return unpacked


def damaged(path: Path) -> UnreadableFileError:
    """Return the refusal of a workbook that is broken."""
    return UnreadableFileError(
        _("“{name}” is a damaged workbook.").format(name=path.name),
        _("Open it in a spreadsheet and save it once more, or fetch it again from where it came from."),
    )


def locked(path: Path) -> LockedFileError:
    """Return the refusal of a workbook that a password guards."""
    return LockedFileError(
        _("“{name}” is guarded by a password.").format(name=path.name),
        _("Open it in a spreadsheet, take the password away, save a copy and choose the copy."),
    )


def _is_packed_workbook(path: Path) -> bool:
    try:
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            return holds_workbook(archive)
    except ZIP_FAULTS:
        return False


def _refuse_locked_zip(path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _IS_LOCKED for member in members):
        raise locked(path)
    manifest = next((one for one in members if one.filename == "META-INF/manifest.xml"), None)
    if manifest is not None and manifest.file_size < files.LARGE_BYTES:
        with archive.open(manifest) as file:
            if b"encryption-data" in file.read():
                raise locked(path)


def _refuse_locked_ole(path: Path) -> None:
    content = _ole(path)
    if _named("EncryptedPackage", content) or _is_locked_stream(content):
        raise locked(path)


def _is_locked_stream(content: bytes) -> bool:
    """Say whether the records of Excel's stream begin with the one that locks the others."""
    for sector in range(512, len(content), 512):
        if content[sector : sector + 2] == _BEGINNING:
            at = sector
            for _record in range(_MOST_RECORDS):
                kind = int.from_bytes(content[at : at + 2], "little")
                if kind == _LOCK:
                    return True
                at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
            return False
    return False


def _ole(path: Path) -> bytes:
    with files.opened(path) as file:
        return file.read(files.MOST_BYTES)


def _named(name: str, content: bytes) -> bool:
    """Say whether a stream of that name stands in the directory of an OLE file."""
    return (name.encode("utf-16-le") + b"\0\0") in content
