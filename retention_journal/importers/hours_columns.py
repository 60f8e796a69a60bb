"""Which column of a table of hours means what: guessed from headings, or from cells where there are none.

Source: imports, sections 1.3 and 4.1: presets by their headings, synonyms in five languages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from retention_journal.core.terms import Term
from retention_journal.i18n import N_
from retention_journal.importers import dates, values
from retention_journal.importers.columns import (
    CLIENT_WORDS,
    Field,
    MappingTo,
    fields_named,
    guess_mapping,
    plain_heading,
)
from retention_journal.importers.trackers import tracker_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retention_journal.importers.csv_rows import Row


class HoursField(Term):
    """What a column of hours can mean."""

    WORKED_ON = "worked_on", N_("Day")
    DURATION = "duration", N_("How long")
    MINUTES = "minutes", N_("How long, in minutes")
    STARTED_AT = "started_at", N_("Began")
    ENDED_ON = "ended_on", N_("Day it ended")
    ENDED_AT = "ended_at", N_("Ended")
    CLIENT = "client", N_("Client")
    PROJECT = "project", N_("Project")
    TASK = "task", N_("Task")
    NOTE = "note", N_("Note")
    BILLABLE = "billable", N_("Billable")
    BUCKET = "bucket", N_("What it went to")
    PERSON = "person", N_("Who worked")
    ENTRY_TYPE = "entry_type", N_("Work or break")


@dataclass(frozen=True)
class HoursMapping(MappingTo[HoursField]):
    """What the columns of a table of hours mean."""

    def taken(self) -> set[HoursField]:
        """Return all fields that some column means."""
        return {field for _heading, field in self.fields}

    def among(self, header: Sequence[str]) -> HoursMapping:
        """Return the mapping of those columns only that there are."""
        return replace(self, fields=tuple(pair for pair in self.fields if pair[0] in header))

    @property
    def is_enough(self) -> bool:
        """Whether day and length of each row can be known."""
        taken = self.taken()
        has_day = bool(taken & {HoursField.WORKED_ON, HoursField.STARTED_AT})
        return has_day and (bool(taken & LENGTHS) or taken >= _SPAN)


#: Fields of which one tells how long; else both ends do.
LENGTHS = frozenset({HoursField.DURATION, HoursField.MINUTES})
_SPAN = frozenset({HoursField.STARTED_AT, HoursField.ENDED_AT})
#: What a list of clients has and a table of hours does not.
_OF_CLIENTS = frozenset(Field) - {Field.NAME, Field.NOTES, Field.START_DATE, Field.CONTACT_GIVEN,
                                  Field.CONTACT_FAMILY, Field.EXTERNAL_ID, Field.TITLE}  # fmt: skip


def hours_mapping_of(names: Mapping[str, str], *, rest_as_note: bool = False) -> HoursMapping:
    """Return the mapping that a person wrote as ``{"Dato": "worked_on", "Timer": "duration"}``.

    Raises:
        InvalidEntryError: It names a field that there is not.
    """
    return HoursMapping(fields_named(names, HoursField), rest_as_note)


def guess_hours_mapping(header: Sequence[str], rows: Sequence[Row] = ()) -> HoursMapping:
    """Return what the columns probably mean, by their headings, or by their cells where none is known.

    Args:
        header: The headings.
        rows: Some rows, for a table without headings.
    """
    tracker = tracker_of(header)
    exceptions = tracker.exceptions if tracker else {}
    found: list[tuple[str, HoursField]] = []
    for heading in header:
        name = plain_heading(heading)
        meant = exceptions.get(name, _SYNONYMS.get(name, ""))
        if meant:
            found.append((heading, HoursField(meant)))
    fields = _with_plain_time(header, found)
    if not fields and rows:
        fields = _by_cells(header, rows)
    return HoursMapping(tuple(fields), tool=tracker.name if tracker else "")


def known_hours_headings(cells: Sequence[str]) -> int:
    """Return how many cells of a row are headings that mean something."""
    return len({name for name in map(plain_heading, cells) if name in _SYNONYMS or name in _PLAIN_TIMES})


def holds_hours(header: Sequence[str]) -> bool:
    """Say whether a table with these headings is one of hours rather than a list of clients."""
    if tracker_of(header) is not None:
        return True
    guessed = guess_hours_mapping(header)
    if not guessed.is_enough:
        return False
    if {field for _heading, field in guessed.fields} >= _SPAN:  # no list of clients has a begin and an end
        return True
    of_clients = {field for _heading, field in guess_mapping(header).fields}
    return not of_clients & _OF_CLIENTS


def _with_plain_time(
    header: Sequence[str], fields: list[tuple[str, HoursField]]
) -> list[tuple[str, HoursField]]:
    """Let a column that is just called "Time" tell how long, where no other does."""
    if LENGTHS & {field for _heading, field in fields}:
        return fields
    named = next((heading for heading in header if plain_heading(heading) in _PLAIN_TIMES), None)
    return fields if named is None else [*fields, (named, HoursField.DURATION)]


def _by_cells(header: Sequence[str], rows: Sequence[Row]) -> list[tuple[str, HoursField]]:
    """Return what columns without headings mean: the day, how long, then a task and a note."""
    found: list[tuple[str, HoursField]] = []
    texts = [HoursField.TASK, HoursField.NOTE]
    for at, heading in enumerate(header):
        cells = [row.cells[at] for row in rows if not values.is_empty(row.cells[at])]
        taken = {field for _heading, field in found}
        if HoursField.WORKED_ON not in taken and _mostly(cells, _is_day):
            found.append((heading, HoursField.WORKED_ON))
        elif HoursField.DURATION not in taken and _mostly(cells, _is_length):
            found.append((heading, HoursField.DURATION))
        elif cells and texts and not _mostly(cells, _is_length):
            found.append((heading, texts.pop(0)))
    return found


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(test, cells)) * 2 > len(cells)


def _is_day(cell: str) -> bool:
    return bool(dates.formats_of(cell))


def _is_length(cell: str) -> bool:
    lengths = (values.read_duration(cell, sign) for sign in ".,")
    return any(length is not None and length <= _A_DAY for length in lengths)


_A_DAY = timedelta(days=1)
_PLAIN_TIMES = frozenset({"time", "tid", "zeit"})

_WORDS: dict[HoursField, str] = {
    HoursField.WORKED_ON: "date; day; work date; worked on; spent date; date worked; start date; started on;"
    " dato; dag; arbeidsdato; arbeidsdag; startdato; datum; arbetsdag; arbetsdatum; startdatum; arbejdsdato;"
    " arbejdsdag; arbeitstag",
    HoursField.DURATION: "duration; duration h; duration decimal; time h; time decimal; hours; hour; hrs;"
    " time spent; hours worked; worked hours; total hours; number of hours; timer; antall timer; varighet;"
    " tidsbruk; arbeidstid; arbeidet tid; timmar; antal timmar; varaktighet; tidsåtgång; arbetad tid;"
    " arbetstid; antal timer; varighed; tidsforbrug; stunden; dauer; arbeitszeit",
    HoursField.MINUTES: "minutes; min; mins; duration min; duration minutes; minutter; antall minutter;"
    " minuter; antal minuter; antal minutter; minuten",
    HoursField.STARTED_AT: "start; start time; started; started at; from; time from; begin; began; clock in;"
    " starttid; startet; startet kl; fra; fra kl; kl fra; begynte; starttidspunkt; från; från kl; kl från;"
    " började; beginn; von; startzeit",
    HoursField.ENDED_ON: "end date; stop date; ended on; sluttdato; slutdatum; slutdato; enddatum",
    HoursField.ENDED_AT: "end; end time; ended; ended at; to; time to; until; stop; stop time; clock out;"
    " slutt; sluttid; til; til kl; kl til; slut; sluttid kl; till; till kl; kl till; sluttidspunkt;"
    " sluttidspunkt kl; ende; bis; endzeit",
    HoursField.CLIENT: CLIENT_WORDS,
    HoursField.PROJECT: "project; project name; matter; job; prosjekt; prosjektnavn; projekt; projektnamn;"
    " projektnavn; projektname; oppdrag; uppdrag",
    HoursField.TASK: "task; task name; activity; activity name; service; service name; work type;"
    " type of work; oppgave; arbeidsoppgave; aktivitet; tjeneste; uppgift; arbetsuppgift; tjänst; opgave;"
    " aufgabe; tätigkeit; leistung",
    HoursField.NOTE: "description; note; notes; comment; comments; memo; details; text; beskrivelse; notat;"
    " notater; merknad; kommentar; kommentarer; tekst; hva; beskrivning; anteckning; anteckningar; vad;"
    " bemærkning; bemærkninger; beschreibung; notiz; bemerkung",
    HoursField.BILLABLE: "billable; is billable; fakturerbar; fakturerbart; faktureres; fakturerbar tid;"
    " fakturera; faktureras; debiterbar; debiterbart; abrechenbar",
    HoursField.BUCKET: "bucket; what it went to; hva den gikk til; vad den gick till",
    HoursField.PERSON: "user; user name; person; employee; staff; member; team member; first name; last name;"
    " who; worker; hvem; bruker; medarbeider; ansatt; fornavn; etternavn; vem; användare; medarbetare;"
    " anställd; förnamn; efternamn; medarbejder; mitarbeiter; benutzer",
}  # fmt: skip
_SYNONYMS = {word.strip(): field.value for field, words in _WORDS.items() for word in words.split(";")}
