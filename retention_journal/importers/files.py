"""Files as they come from elsewhere: how large they may be, and plain words when they cannot be read.

Source: imports, section 4.8, "Limits, streaming, progress, cancel".
"""

from __future__ import annotations

import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

#: Bytes from which on reading takes a while, and beyond which a file is refused.
LARGE_BYTES = 20_000_000
MOST_BYTES = 200_000_000
#: Rows or cards from which on reading takes a while, and beyond which a file is refused.
MANY_ROWS = 50_000
MOST_ROWS = 500_000
#: Rows after which progress is told and a wish to stop is heard.
ROWS_PER_STEP = 200


class UnreadableFileError(JournalError):
    """The file cannot be taken in, whatever is in it."""

    code = "unreadable_file"


def size_of(path: Path) -> int:
    """Return the bytes of a file that may be read.

    Raises:
        UnreadableFileError: It is missing, no ordinary file, empty, or too large.
    """
    size = size_however_large(path)
    if size > MOST_BYTES:
        raise UnreadableFileError(
            _("“{name}” is larger than {limit} MB.").format(name=path.name, limit=MOST_BYTES // 1_000_000),
            _("Export a shorter period, or split the file, and import the parts one after the other."),
        )
    return size


def size_however_large(path: Path) -> int:
    """Return the bytes of a file that is read as it comes, such as mail.

    Raises:
        UnreadableFileError: It is missing, no ordinary file, or empty.
    """
    with _in_plain_words(path):
        status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFileError(
            _("“{name}” is not a file.").format(name=path.name), _("Choose a single file.")
        )
    if status.st_size == 0:
        raise UnreadableFileError(
            _("“{name}” is empty.").format(name=path.name), _("Export it again from where it came from.")
        )
    return status.st_size


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file to read its bytes.

    Raises:
        UnreadableFileError: It is missing, or this person may not read it, or its disk fails.
    """
    with _in_plain_words(path), path.open("rb") as file:
        yield file


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFileError(
            _("There is no file “{name}”.").format(name=path.name),
            _("Look whether it was moved or renamed, and choose it again."),
        ) from error
    except PermissionError as error:
        raise UnreadableFileError(
            _("You may not read “{name}”.").format(name=path.name),
            _("Copy it to a folder of your own and choose the copy."),
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” could not be read.").format(name=path.name),
            _("The system says: {reason}.").format(reason=error.strerror or type(error).__name__),
        ) from error
