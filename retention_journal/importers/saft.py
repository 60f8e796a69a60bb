"""The customers of a bookkeeping file (SAF-T Financial), read as it comes.

Its ledger is passed over: it tells neither which of its lines are invoices nor which of those were paid, and
only sometimes when one was due. Entities and document types of the XML are refused.

Source: imports, sections 1.8 and 4.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from retention_journal.core import formats
from retention_journal.core.incoming import Incoming
from retention_journal.core.intake import LONGEST_NAME, ClientRow, Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError

if TYPE_CHECKING:
    from typing import BinaryIO
    from xml.etree.ElementTree import Element

#: What is read whole and then let go; the root holds nothing else.
_KEPT = frozenset({"Customer", "Supplier", "Account", "Transaction", "Invoice", "Asset", "Analysis"})
_DEEPEST = 200
_LONGEST_FIELD = 320


@dataclass(frozen=True)
class SaftWays:
    """There is nothing to choose for a bookkeeping file."""


def is_saft(text: str) -> bool:
    """Say whether a text in small letters begins as a bookkeeping file of this kind."""
    root = text[:4_000].removeprefix("<?xml").lstrip()
    return text.startswith("<") and ("<auditfile" in root or ":auditfile" in root)


def read_saft(
    path: Path,
    ways: SaftWays | None = None,
    *,
    zone: tzinfo | None = None,
    today: date | None = None,
    progress: Progress = silent,
) -> Incoming:
    """Return the customers of a bookkeeping file.

    Args:
        path: The file.
        ways: There is nothing to choose.
        zone: Not used.
        today: Not used.
        progress: Told bytes read of bytes in all, every 200 records; may ask to stop.

    Raises:
        UnreadableFileError: It is damaged, or no bookkeeping file.
        CancelledError: ``progress`` asked to stop.
    """
    size = files.size_of(path)
    clients: list[ClientRow] = []
    problems: list[Problem] = []
    seen = 0
    others = 0
    with files.opened(path) as file:
        for kind, element in _records(file, path.name):
            if (seen + others) % files.ROWS_PER_STEP == 0:
                progress(min(file.tell(), size), size)
            if kind != "Customer":
                others += 1
                continue
            seen += 1
            if seen > files.MOST_ROWS:
                raise UnreadableFileError(
                    _("This file has more than {n} customers.").format(n=formats.number(files.MOST_ROWS))
                )
            _take(element, seen, clients, problems)
    progress(size, size)
    if not seen and not others:
        raise UnreadableFileError(
            _("“{name}” holds neither customers nor a ledger.").format(name=path.name),
            _("Export the customers as CSV instead."),
        )
    told = ngettext(
        "A bookkeeping file (SAF-T) with {n} customer.",
        "A bookkeeping file (SAF-T) with {n} customers.",
        seen,
    )
    return Incoming(
        source="saft",
        looks_like=told.format(n=formats.number(seen)),
        read=seen,
        clients=tuple(clients),
        problems=tuple(problems),
        notes=(
            _(
                "Its ledger does not say which invoices were paid: bring those in from the list of invoices"
                " that the same program exports as CSV or a workbook."
            ),
        ),
        label=_("Bookkeeping file (SAF-T)"),
    )


def _records(file: BinaryIO, name: str) -> Iterator[tuple[str, Element]]:
    """Yield the records of a file with their kind; each is let go when the next one is asked for.

    Raises:
        UnreadableFileError: It is no sound XML, or wants entities.
    """
    above: list[Element] = []
    within = 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            kind = _plain(element.tag)
            if event == "start":
                above.append(element)
                within += kind in _KEPT
                if len(above) > _DEEPEST:
                    raise _damaged(name)
                continue
            above.pop()
            if kind in _KEPT:
                within -= 1
                if not within:
                    yield kind, element
            if not within and above:
                above[-1].remove(element)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is cut off or damaged: its XML is not sound.").format(name=name),
        _("Export it again, and save it whole."),
    )


def _take(element: Element, number: int, clients: list[ClientRow], problems: list[Problem]) -> None:
    """Take a customer in, or say why not."""
    said = _Said(element)
    identity = said.of("CustomerID")
    place = _("customer no. {n} of the file").format(n=number)
    if identity:
        place = _("customer {id}").format(id=identity)
    name = said.of("Name")
    if not name:
        problems.append(Problem(place, _("It has no name. Left out."), left_out=True))
        return
    if len(name) > LONGEST_NAME:
        problems.append(Problem(place, _("Its name is too long. Left out."), left_out=True))
        return
    email = said.of("Email")
    registration = said.of("RegistrationNumber")
    clients.append(
        ClientRow(
            place,
            name,
            contact_given=said.of("FirstName"),
            contact_family=said.of("LastName"),
            email=email if "@" in email else "",
            phone=said.of("Telephone") or said.of("MobilePhone"),
            locality=said.of("City"),
            notes=_("Organisation number: {number}").format(number=registration) if registration else "",
            external_id=identity,
        )
    )


class _Said:
    """The first text of each name within a customer."""

    def __init__(self, element: Element) -> None:
        self._texts: dict[str, str] = {}
        for one in element.iter():
            text = clean(one.text or "", lines=False)
            if text and text not in {"NotUsed", "N/A"}:
                self._texts.setdefault(_plain(one.tag), text)

    def of(self, name: str) -> str:
        """Return what is said under a name, "" where nothing is."""
        text = self._texts.get(name, "")
        return text if name == "Name" else text[:_LONGEST_FIELD]


def _plain(tag: object) -> str:
    """Return the name of an element without its namespace; comments have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
