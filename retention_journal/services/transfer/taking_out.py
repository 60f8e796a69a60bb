"""Taking something out of the journal: everything, one client, one person, contacts, a calendar or a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retention_journal import i18n
from retention_journal.core.progress import Progress, silent
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.services.report_files import ENDING as _PDF
from retention_journal.services.report_files import fit_name
from retention_journal.services.transfer import archives, spreadsheets
from retention_journal.services.transfer.calendar_out import write_calendar
from retention_journal.services.transfer.exporting import ExportWays, export
from retention_journal.services.transfer.hidden import putting_in
from retention_journal.services.transfer.lists_out import Listed, ListKind, write_list
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.vcards_out import write_vcards
from retention_journal.storage.journal import JournalReader


class What(Term):
    """What is taken out."""

    EVERYTHING = "everything", N_("Everything")
    CLIENT = "client", N_("All about one client")
    PERSON = "person", N_("All about one person")
    CARDS = "cards", N_("Clients and people as contact cards")
    CALENDAR = "calendar", N_("Talks, calls and promises as a calendar")
    LIST = "list", N_("A list as a table")

    @property
    def is_export(self) -> bool:
        """Whether it is a folder of files, or one ZIP."""
        return self in {What.EVERYTHING, What.CLIENT, What.PERSON}

    @property
    def has_tables(self) -> bool:
        """Whether it holds tables, exact or for a spreadsheet."""
        return self.is_export or self is What.LIST


@dataclass(frozen=True)
class Wanted:
    """What is to be taken out, and how.

    Attributes:
        what: What it is.
        place: The new folder or file.
        client: Number of the client, where it is about one.
        contact: Number of the person, where it is about one.
        listed: The list, where it is one.
        kind: How tables are written.
        put_in: Uids of records whose words are put in although they are for nobody else.
    """

    what: What
    place: Path
    client: int | None = None
    contact: int | None = None
    listed: Listed | None = None
    kind: TableKind = TableKind.SPREADSHEET
    put_in: frozenset[str] = frozenset()


def take_out(journal: JournalReader, wanted: Wanted, *, today: date, progress: Progress = silent) -> int:
    """Write what is wanted and return how many entries, cards, dates or lines it is.

    Raises:
        JournalError: It cannot be written there.
        CancelledError: It was stopped; nothing is left of it.
    """
    language = i18n.language()
    match wanted.what:
        case What.CARDS:
            return write_vcards(journal, wanted.place, today=today, client=wanted.client)
        case What.CALENDAR:
            return write_calendar(journal, wanted.place, client=wanted.client)
        case What.LIST:
            listed = wanted.listed or Listed(ListKind.CLIENTS)
            return write_list(journal, listed, wanted.place, wanted.kind, today=today, language=language)
        case _:
            ways = ExportWays(wanted.kind, language)
            with putting_in(wanted.put_in):
                counts = export(
                    journal, wanted.place, today=today, client=wanted.client, contact=wanted.contact,
                    ways=ways, progress=progress,
                )  # fmt: skip
            return sum(counts.values())


def offered_name(what: What, whose: str, today: date, *, as_zip: bool) -> str:
    """Return what the folder or file is called unless somebody says otherwise, fit for every file system.

    Args:
        what: What is taken out.
        whose: Name of the journal, the client, the person or the list.
        today: The day in the name.
        as_zip: Whether an export is one ZIP.
    """
    pattern = "{client} {day}"
    if what is What.CARDS:
        pattern = _("{client} – contacts {day}")
    if what is What.CALENDAR:
        pattern = _("{client} – calendar {day}")
    name = fit_name(pattern, whose, day=today.isoformat()).removesuffix(_PDF)
    return name + ending_of(what, as_zip=as_zip)


def ending_of(what: What, *, as_zip: bool) -> str:
    """Return how the name of the file ends; a folder has no ending."""
    if what.is_export:
        return archives.ENDING if as_zip else ""
    return {What.CARDS: ".vcf", What.CALENDAR: ".ics"}.get(what, spreadsheets.ENDING)
