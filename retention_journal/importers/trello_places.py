"""Where boards lie: in a file of their own, or several in a packed archive of a whole workspace.

Source: imports, sections 1.1 and 4.8.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retention_journal.core.packed import ZIP_FAULTS
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import N_, _
from retention_journal.importers import encodings, files
from retention_journal.importers.child import in_a_child
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.trello_csv import (
    board_of_rows,
    board_of_table,
    ids_in_rows,
    is_board_heading,
)
from retention_journal.importers.trello_json import board_of, is_board, json_of
from retention_journal.importers.trello_model import Board
from retention_journal.importers.trello_values import id_in, name_in

#: Bytes of JSON from which on it is read in a process of its own.
READ_IN_A_CHILD = 2_000_000
#: Files inside one archive beyond which it is refused.
MOST_MEMBERS = 2_000
#: Bytes of one board inside an archive beyond which it is refused.
MOST_UNPACKED = 200_000_000

_ZIP = b"PK\x03\x04"
_HEAD = 4_096
_LINE = 20_000
_DAMAGED = N_("“{name}” is a damaged or locked archive.")


@dataclass(frozen=True)
class BoardPlace:
    """Where a board lies.

    Attributes:
        id: Its id, or its name where the file does not tell an id.
        member: Its name inside an archive, "" for a file of its own.
        is_table: Whether it is a CSV, which tells nothing of what happened when.
        is_large: Whether it is read in a process of its own.
    """

    id: str
    name: str
    member: str = ""
    is_table: bool = False
    is_large: bool = False


def boards_in(path: Path, *, progress: Progress = silent) -> tuple[BoardPlace, ...]:
    """Return the boards at a path, in the order of their names; of one that comes twice, the JSON.

    Args:
        path: A board as JSON or CSV, or an archive of several.
        progress: Told members done of members in all; may ask to stop.

    Raises:
        UnreadableFileError: There is none, or it cannot be read.
        CancelledError: ``progress`` asked to stop.
    """
    size = files.size_of(path)
    with files.opened(path) as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIP):
        return _packed(path, progress)
    if _begins_json(head):
        return (BoardPlace("", "", is_large=size > READ_IN_A_CHILD),)
    return (BoardPlace("", "", is_table=True),)


def board_at(path: Path, place: BoardPlace, *, progress: Progress = silent) -> Board:
    """Return a board.

    Args:
        path: What was chosen.
        place: One of ``boards_in``.
        progress: Told cards done of cards in all; may ask to stop.

    Raises:
        UnreadableFileError: It is damaged, no board, or beyond a limit.
        CancelledError: ``progress`` asked to stop.
    """
    if place.is_table:
        if place.member:
            content = _member(path, place.member)
            return board_of_rows(content.decode(encodings.guess_bytes(content), "replace"), progress=progress)
        return board_of_table(path, progress=progress)
    if place.is_large:
        board = in_a_child(_read_json, str(path), place.member, progress=progress)
        progress(board.read, board.read)
        return board
    return board_of(json_of(_content(path, place.member)), progress)


def holds_boards(path: Path) -> bool:
    """Say whether a packed archive holds a board, by what is in its files.

    Raises:
        UnreadableFileError: It is damaged, locked or beyond a limit.
    """
    with _in_plain_words(path):
        return any(True for _found in _found_in(path, silent))


def _read_json(path: str, member: str) -> Board:
    """Read a large board; this runs in a process of its own."""
    return board_of(json_of(_content(Path(path), member)))


def _content(path: Path, member: str) -> bytes:
    if member:
        return _member(path, member)
    with files.opened(path) as file:
        return file.read()


def _packed(path: Path, progress: Progress) -> tuple[BoardPlace, ...]:
    with _in_plain_words(path):
        found = list(_found_in(path, progress))
    if not found:
        raise UnreadableFileError(
            _("There is no Trello board in “{name}”.").format(name=path.name),
            _("Export the whole board: Menu, Print, export, share, Export as JSON."),
        )
    boards: dict[str, BoardPlace] = {}
    names = {one.name.casefold() for one in found if not one.is_table}
    for one in sorted(found, key=lambda place: place.is_table):
        if not (one.is_table and one.name.casefold() in names):
            boards.setdefault(one.id, one)
    return tuple(sorted(boards.values(), key=lambda place: (place.name.casefold(), place.id)))


def _found_in(path: Path, progress: Progress) -> Iterator[BoardPlace]:
    """Yield what of an archive is a board, JSON or CSV."""
    with files.opened(path) as packed, zipfile.ZipFile(packed) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and one.file_size]
        if len(members) > MOST_MEMBERS:
            raise UnreadableFileError(
                _("“{name}” holds more than {n} files.").format(name=path.name, n=MOST_MEMBERS),
                _("Unpack it and choose the board inside."),
            )
        for done, one in enumerate(members):
            progress(done, len(members))
            if _is_outside(one.filename) or one.file_size > MOST_UNPACKED:
                continue
            with archive.open(one) as file:
                head = file.read(_HEAD)
            if head.startswith(b"\x00") or not head.strip():
                continue
            if _begins_json(head):
                yield from _json_place(archive, one, head)
            else:
                yield from _table_place(archive, one, head)


def _json_place(archive: zipfile.ZipFile, member: zipfile.ZipInfo, head: bytes) -> Iterator[BoardPlace]:
    with archive.open(member) as file:
        content = file.read(MOST_UNPACKED)
    try:
        said = json_of(content)
    except UnreadableFileError:
        return
    if is_board(said):
        id, name = id_in(said), name_in(said)
        large = member.file_size > READ_IN_A_CHILD
        yield BoardPlace(id or name or member.filename, name or _stem(member), member.filename, False, large)


def _table_place(archive: zipfile.ZipFile, member: zipfile.ZipInfo, head: bytes) -> Iterator[BoardPlace]:
    line = head.decode(encodings.guess_bytes(head), "replace").lstrip("\ufeff").partition("\n")[0]
    if not is_board_heading(line[:_LINE]):
        return
    with archive.open(member) as file:
        content = file.read(MOST_UNPACKED)
    id, name = ids_in_rows(content.decode(encodings.guess_bytes(content), "replace"))
    yield BoardPlace(id or name or member.filename, name or _stem(member), member.filename, is_table=True)


def _stem(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).stem


def _member(path: Path, name: str) -> bytes:
    with (
        _in_plain_words(path),
        files.opened(path) as packed,
        zipfile.ZipFile(packed) as archive,
        archive.open(name) as file,
    ):
        return file.read(MOST_UNPACKED)


def _is_outside(name: str) -> bool:
    return ".." in PurePosixPath(name.replace("\\", "/")).parts


def _begins_json(head: bytes) -> bool:
    text = head.decode(encodings.guess_bytes(head), "replace").lstrip("\ufeff \t\r\n")
    return text.startswith(("{", "["))


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except UnreadableFileError:
        raise
    except ZIP_FAULTS as error:
        raise UnreadableFileError(
            _(_DAMAGED).format(name=path.name), _("Fetch or export it once more.")
        ) from error
