"""What a file is, told by what is in it, never by its name.

Source: imports, section 4.1: look-alikes get their own sentence and what to do instead.
"""

from __future__ import annotations

import csv
import json
import zipfile
from typing import TYPE_CHECKING, Any

from retention_journal.core.packed import ZIP_FAULTS
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.importers import encodings, files, freshbooks_json, ics_places, outlook, trello_kinds
from retention_journal.importers.csv_records import DELIMITERS, inner_cells
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.maildir import holds_mail, is_mail
from retention_journal.importers.saft import is_saft
from retention_journal.importers.trackers import tracker_of
from retention_journal.importers.trello_csv import is_board_heading
from retention_journal.importers.trello_places import READ_IN_A_CHILD, holds_boards
from retention_journal.importers.workbook_kinds import is_workbook, told_of_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Source(Term):
    """A kind of file that can be taken in; the value is the word of the command line."""

    CSV = "csv", N_("Table (CSV)")
    VCARD = "vcard", N_("Address cards (vCard)")
    JOURNAL = "journal", N_("Export of a journal")
    TOGGL = "toggl", N_("Hours from Toggl Track")
    CLOCKIFY = "clockify", N_("Hours from Clockify")
    HARVEST = "harvest", N_("Hours from Harvest")
    TRELLO = "trello", N_("A Trello board")
    FRESHBOOKS = "freshbooks", N_("FreshBooks")
    ICS = "ics", N_("A calendar")
    MAIL = "mail", N_("Mail")
    XLSX = "xlsx", N_("A workbook")
    SAFT = "saft", N_("A bookkeeping file (SAF-T)")
    MONICA = "monica", N_("An export of Monica")


#: The sources that hold hours of a time tracker.
TRACKED = frozenset({Source.TOGGL, Source.CLOCKIFY, Source.HARVEST})


class UnknownFileError(UnreadableFileError):
    """The file is of a kind that is not taken in."""

    code = "unknown_file"


#: Files of which one stands in every export of ours, and how its ``format`` begins.
MANIFESTS = ("manifest.json", "journal.json", "journal.jsonl")
OUR_MARK = "retention-journal"

_HEAD = 1 << 16
_FIRST_LINES = 20
_LONGEST_LINE = 20_000
_LARGEST_JSON = 50_000_000  # larger ones are judged by their beginning
_HEAD_RULES: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    (
        (b"SQLite format 3\0",),
        N_("“{name}” is a journal or another database, not an export."),
        N_("Open it from the menu Journal. To take it over into this journal, export it there first."),
    ),
    (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        N_("“{name}” is a document of an office program, not a table."),
        N_("Copy the table into a spreadsheet and save it there."),
    ),
    ((b"%PDF",), N_("“{name}” is a PDF, which holds no rows."), N_("Export the list as CSV instead.")),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"),
        N_("“{name}” is a picture or a recording."),
        N_("Choose the list of clients as a CSV or vCard file."),
    ),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"),
        N_("“{name}” is a packed archive."),
        N_("Unpack it and choose the file inside."),
    ),
)
_ZIP_RULES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("Index/Document.iwa", "index.apxl", "Index/Tables/"),
        N_("“{name}” is a document of Numbers or Pages, which cannot be read here."),
        N_("Open it in Numbers and export it as CSV or Excel."),
    ),
    (
        ("word/document.xml", "ppt/presentation.xml", "content.xml"),
        N_("“{name}” is a document of an office program, not a table."),
        N_("Copy the table into a spreadsheet and save it there."),
    ),
    (
        ("workspace_settings.json", "workspaces_settings.json", "projects.json"),
        N_("“{name}” holds all that Toggl Track keeps but the time entries."),
        N_("Export the detailed report there as CSV, and choose that."),
    ),
)
_TEXT_RULES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("<!doctype html", "<html"),
        N_("“{name}” is a web page, not an export."),
        N_("Perhaps a sign-in page was saved. Sign in there and export again as CSV."),
    ),
    (
        ("<?xml",),
        N_("“{name}” is an XML file, which cannot be taken in."),
        N_("Export the list as CSV or vCard instead."),
    ),
    (
        ("#flagga", "#sietyp"),
        N_("“{name}” is a bookkeeping file (SIE). It holds no clients."),
        N_("Export the customer register as CSV instead."),
    ),
    (
        ("(function", "!function", "function ", "var ", "window.", '"use strict"', "/*!"),
        N_("“{name}” is a piece of a program, not an export."),
        N_("Perhaps a web page was saved instead of the file behind it. Export again as CSV."),
    ),
    (
        ("{\\rtf",),
        N_("“{name}” is a written document, not a table."),
        N_("Copy the table into a spreadsheet and save it as CSV."),
    ),
    (
        ("# ****", "-- mysql dump", "-- mariadb dump", "-- postgresql database dump", "insert into"),
        N_("“{name}” is a copy of a database, which cannot be taken in."),
        N_("Export the contacts as JSON, CSV or vCard from the program itself."),
    ),
)


def recognise(path: Path) -> Source:
    """Return what a file, or the folder of an export, is.

    Raises:
        UnknownFileError: It is something else; the message says what, the advice what to do instead.
        UnreadableFileError: It cannot be read.
    """
    if path.is_dir():
        return _folder(path)
    files.size_however_large(path)
    with files.opened(path) as file:
        head = file.read(_HEAD)
    if is_mail(head):
        return Source.MAIL  # read as it comes, however large
    if outlook.is_message(path, head):
        raise _unknown(path, *outlook.MESSAGE)
    if head.startswith(b"PK\x03\x04"):
        source = _zip(path)
        if source is not Source.MAIL:
            files.size_of(path)
        return source
    _refuse_what_begins(path, head, outlook.RULES)  # such files are usually beyond every limit
    files.size_of(path)
    if is_workbook(path):
        return Source.XLSX
    _refuse_what_begins(path, head, _HEAD_RULES)
    return _text(path, head)


def _refuse_what_begins(path: Path, head: bytes, rules: Sequence[tuple[tuple[bytes, ...], str, str]]) -> None:
    """Stop at a file that begins with one of the marks of ``rules``."""
    for marks, message, advice in rules:
        if head.startswith(marks):
            raise _unknown(path, message, advice)


def _text(path: Path, head: bytes) -> Source:
    text = _beginning(head)
    if text.startswith(ics_places.BEGINNINGS):
        return Source.ICS
    if is_saft(text):
        return Source.SAFT
    if ics_places.is_address_of_calendar(text):
        raise _unknown(path, *ics_places.ADDRESS)
    if any(line.strip() == "begin:vcard" for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]):
        return Source.VCARD
    if text.startswith(("{", "[")) and not text.startswith("{\\rtf"):
        return _json(path)
    if told := trello_kinds.answer(text):
        raise _unknown(path, *told)
    if told := told_of_text(text):
        raise _unknown(path, *told)
    for marks, message, advice in _TEXT_RULES:
        if text.startswith(marks) and not _is_heading_row(text):
            raise _unknown(path, message, advice)
    controls = sum(c < " " and c not in "\t\n\f" for c in text)
    if controls * 10 > len(text):
        raise _unknown(
            path,
            N_("“{name}” is not a text file."),
            N_("It is damaged or of another kind. Export it again from where it came from."),
        )
    if any(is_board_heading(line) for line in text.split("\n", 3)[:3]):
        return Source.TRELLO
    return _tracked(text) or Source.CSV


def _tracked(text: str) -> Source | None:
    """Return the time tracker whose headings stand among the first lines, None where none do."""
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        for delimiter in DELIMITERS:
            cells = next(csv.reader([line[:_LONGEST_LINE]], delimiter=delimiter), [])
            found = tracker_of(inner_cells(cells, delimiter) or cells)
            if found is not None:
                return Source(found.word)
    return None


def _beginning(head: bytes) -> str:
    """Return the first letters in small, with line ends alike and blanks around colons gone."""
    text = head.decode(encodings.guess_bytes(head), "replace").lstrip("\ufeff \t\r\n").casefold()
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("begin : ", "begin:")
        .replace("begin: ", "begin:")
    )


def _is_heading_row(text: str) -> bool:
    """Say whether a text that begins like mail is a table whose first heading is such a word."""
    line = text.partition("\n")[0]
    return any(sign in line for sign in (";", "\t", ",")) and ":" not in line


def _folder(path: Path) -> Source:
    for name in MANIFESTS:
        if (path / name).is_file():
            with files.opened(path / name) as file:
                if _is_ours(file.read(_HEAD)):
                    return Source.JOURNAL
    if holds_mail(path):
        return Source.MAIL
    if ics_places.holds_calendars(path):
        return Source.ICS
    raise _unknown(
        path,
        N_("The folder “{name}” is not an export of a journal."),
        N_("Choose the folder that the export made, or a single CSV or vCard file."),
    )


def _is_ours(content: bytes) -> bool:
    """Say whether a manifest, or the first line of one, is ours."""
    for text in (content, content.partition(b"\n")[0]):
        try:
            said: Any = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict) and str(said.get("format", "")).startswith(OUR_MARK):
            return True
    return False


def _zip(path: Path) -> Source:
    try:
        with files.opened(path) as file, zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            ours = [name for name in names if name.rpartition("/")[2] in MANIFESTS]
            for name in ours:
                with archive.open(name) as manifest:
                    if _is_ours(manifest.read(_HEAD)):
                        return Source.JOURNAL
    except ZIP_FAULTS as error:
        raise _unknown(
            path, N_("“{name}” is a damaged or locked archive."), N_("Fetch or export it once more.")
        ) from error
    if is_workbook(path):
        return Source.XLSX
    if holds_boards(path):
        return Source.TRELLO
    for marks, message, advice in _ZIP_RULES:
        if any(mark in name for mark in marks for name in names):
            raise _unknown(path, message, advice)
    if outlook.is_archive(names):
        raise _unknown(path, *outlook.ARCHIVE)
    if holds_mail(path):
        return Source.MAIL
    if ics_places.holds_calendars(path):
        return Source.ICS
    raise _unknown(path, N_("“{name}” is a packed archive."), N_("Unpack it and choose the file inside."))


def _json(path: Path) -> Source:
    """Recognise the JSON of other programs by its keys."""
    with files.opened(path) as file:
        content = file.read(_LARGEST_JSON)
    if len(content) > READ_IN_A_CHILD and trello_kinds.begins_board(content[:_HEAD]):
        return Source.TRELLO
    if _is_ours(content):
        return Source.JOURNAL
    keys = _keys(content)
    if keys is None:
        raise _unknown(
            path,
            N_("“{name}” begins like JSON but is not; it may be cut off, or a piece of a program."),
            N_("Export it again, and save it whole."),
        )
    if told := trello_kinds.no_board(keys, is_list=_begins_list(content)):
        raise _unknown(path, *told)
    if {"lists", "cards"} <= keys:
        return Source.TRELLO
    if {"app_version", "account"} <= keys or b'"app_version"' in content[:_HEAD]:
        return Source.MONICA
    if keys & freshbooks_json.KEYS and freshbooks_json.is_answer(path):
        return Source.CSV  # it is read as the table that it holds
    raise _unknown(
        path, N_("“{name}” is JSON of a program that is not known here."), N_("Export it as CSV or vCard.")
    )


def _begins_list(content: bytes) -> bool:
    return _beginning(content[:_HEAD]).startswith("[")


def _keys(content: bytes) -> set[str] | None:
    """Return the keys of the outermost object, or of the first one in a list; None where it is no JSON."""
    if len(content) >= _LARGEST_JSON:
        return set()
    try:
        said: Any = json.loads(
            content.decode(encodings.guess_bytes(content), "replace").removeprefix("\ufeff")
        )
    except (ValueError, RecursionError):
        return None
    first = said[0] if isinstance(said, list) and said else said
    return set(first) if isinstance(first, dict) else set()


def _unknown(path: Path, message: str, advice: str) -> UnknownFileError:
    return UnknownFileError(_(message).format(name=path.name), _(advice))
