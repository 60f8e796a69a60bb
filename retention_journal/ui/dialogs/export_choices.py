"""What the export offers to choose from, and what was chosen the last time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retention_journal.i18n import N_, _
from retention_journal.services.transfer.lists_out import Listed
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.taking_out import What, ending_of
from retention_journal.settings import SettingsFile

#: Where the last choice is remembered.
_KEY = "export"

#: What each choice holds, in a sentence.
TOLD = {
    What.EVERYTHING: N_(
        "All that is in this journal, also what lies in the trash and what is for nobody but you, as open"
        " files that can be read without this program. Imported into a new journal, nothing is lost."
    ),
    What.CLIENT: N_(
        "For a client who asks what you keep: a page in their language that lists it in plain words, and the"
        " same as tables and files. What you wrote for nobody but yourself is left out."
    ),
    What.PERSON: N_(
        "For somebody who asks what you keep about them: a page in their language that lists it in plain"
        " words, and the same as tables and files. What you wrote for nobody but yourself is left out."
    ),
    What.CARDS: N_("For the address book of your phone or mail program: one vCard file."),
    What.CALENDAR: N_("For your calendar: talks, set calls and promises with a date, as one iCalendar file."),
    What.LIST: N_("One CSV file with a line for each entry."),
}
_KINDS = {
    TableKind.SPREADSHEET: N_(
        "Numbers as your spreadsheet reads them. A text that it would take for a formula, such as"
        " a phone number with a plus, gets an apostrophe before it."
    ),
    TableKind.EXACT: N_("Every value as it stands in the journal, for other programs: commas and UTF-8."),
}


#: As what the folder of the last export is remembered.
FOLDER_KEY = "export_folder"


@dataclass(frozen=True)
class Offer:
    """What the export begins with.

    Attributes:
        what: What is taken out; None takes what it was the last time.
        client: Number of the client it is about.
        contact: Number of the person it is about.
        listed: The list that is shown just now.
    """

    what: What | None = None
    client: int | None = None
    contact: int | None = None
    listed: Listed | None = None


@dataclass(frozen=True)
class Remembered:
    """What was chosen the last time."""

    what: What = What.EVERYTHING
    as_zip: bool = True
    kind: TableKind = TableKind.SPREADSHEET

    def keep_in(self, settings: SettingsFile) -> None:
        """Remember this choice."""
        kept = {"what": self.what.value, "zip": self.as_zip, "kind": self.kind.value}
        settings.keep_view(_KEY, kept)


def remembered(settings: SettingsFile) -> Remembered:
    """Return what was chosen the last time; what cannot be read is as usual."""
    kept: Any = settings.view(_KEY)
    told = Remembered()
    if not isinstance(kept, dict):
        return told
    what = next((one for one in What if one.value == kept.get("what")), told.what)
    kind = next((one for one in TableKind if one.value == kept.get("kind")), told.kind)
    return Remembered(what, kept.get("zip") is not False, kind)


def told_of_kind(kind: TableKind) -> str:
    """Return what tables of a kind are like, in a sentence."""
    return _(_KINDS[kind])


def free_place(folder: Path, name: str, what: What, *, as_zip: bool) -> Path:
    """Return a place in ``folder`` where nothing is yet: ``name``, or with a number after it."""
    ending = ending_of(what, as_zip=as_zip)
    stem, number, place = name.removesuffix(ending) if ending else name, 1, folder / name
    while _is_there(place):
        number += 1
        place = folder / f"{stem} ({number}){ending}"
    return place


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False
