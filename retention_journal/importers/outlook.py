"""Mail that only Outlook reads: known by its first bytes, and refused with what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from retention_journal.i18n import N_
from retention_journal.importers import files

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE_STREAM = "__substg1.0_".encode("utf-16-le")
_MESSAGE_STREAM_OLD = "__properties_version1.0".encode("utf-16-le")
_MOST_LOOKED_AT = 20_000_000
_TO_MBOX = N_(
    "Open it in a mail program that exports mailboxes, such as Thunderbird, and save the folders with your"
    " clients as mbox or eml."
)

#: How files of Outlook begin, what they are, and what to do; as the rules of ``recognise``.
RULES: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"!BDN",), N_("“{name}” is a data file of Outlook (pst or ost), which only Outlook reads."), _TO_MBOX),
    (
        (b"\x78\x9f\x3e\x22",),
        N_("“{name}” is an attachment of Outlook (winmail.dat), not the mail itself."),
        N_("Save the mail that it came with as eml, and choose that."),
    ),
    (
        (b"\xcf\xad\x12\xfe",),
        N_("“{name}” is a mailbox of Outlook Express, which nothing else reads."),
        _TO_MBOX,
    ),
)
MESSAGE = (
    N_("“{name}” is a mail saved by Outlook (msg), which only Outlook reads."),
    N_("Drag it into a folder of another mail program, or save it in the new Outlook as eml."),
)
ARCHIVE = (N_("“{name}” is an archive of Outlook for the Mac (olm), which only Outlook reads."), _TO_MBOX)


def is_message(path: Path, head: bytes) -> bool:
    """Say whether a file that begins so is a mail saved by Outlook.

    Raises:
        UnreadableFileError: It cannot be read.
    """
    if not head.startswith(_OLE):
        return False
    with files.opened(path) as file:
        content = file.read(_MOST_LOOKED_AT)
    return _MESSAGE_STREAM in content or _MESSAGE_STREAM_OLD in content


def is_archive(names: Iterable[str]) -> bool:
    """Say whether a packed archive with these members is one of Outlook for the Mac."""
    return any("com.microsoft.__Messages" in name for name in names)
