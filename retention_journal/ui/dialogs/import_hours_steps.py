"""The steps of importing hours that say where they are and whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.hours import duration
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import ClientName
from retention_journal.services.transfer.hours_known import (
    LEAVE_OUT,
    NEW_CLIENT,
    NO_CLIENT,
    GoesTo,
    NamedClient,
)
from retention_journal.services.transfer.hours_plan import Ways
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.import_steps import ChooseStep
from retention_journal.ui.fields import Choice, TextField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.text_labels import caption, label, section_title

_MOST_NAMES = 60  # client names of a file that are asked about one by one
_CHOICE_WIDTH = 320
_UNNAMED = ""  # under which it is kept whom rows without a name belong to


class HoursSourceStep(ChooseStep):
    """Choose a file of hours, drop it here, or paste rows. ``pasted`` tells the text."""

    pasted = Signal(str)

    def __init__(self) -> None:
        rows = TextField(placeholder=_("2026-03-10    1:30    Design"), lines=3)
        rows.setAccessibleName(_("Rows from a spreadsheet"))
        read = outlined_button(_("Read these rows"))
        told = _(
            "Copy day, how long and task in a spreadsheet, with or without headings, and paste them here."
        )
        words = (section_title(_("Or paste rows")), caption(told, wrap=True))
        super().__init__(
            _("Which file are your hours in?"),
            _(
                "An export of Toggl Track, Clockify or Harvest, or a table: a workbook or a CSV. You can"
                " also drop it here. Nothing is written before you have looked it through."
            ),
            _("Import hours"),
            _("Hours ({patterns})"),
            [*words, rows, box(row(read, None))],
        )
        self.rows, self.read_button = rows, read
        self.setTabOrder(self.button, rows)
        self.setTabOrder(rows, read)
        read.clicked.connect(lambda _checked: self.pasted.emit(rows.toPlainText()))
        rows.textChanged.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self.read_button.setEnabled(bool(self.rows.toPlainText().strip()))


class WhoStep(QWidget):
    """Whose hours these are: a choice for each client name of the file, and for rows that name none."""

    def __init__(self, *, stays_out: bool = False, below: Sequence[QWidget] = ()) -> None:
        """Make the step.

        Args:
            stays_out: Whether rows without a client cannot come in, unlike hours.
            below: What else is asked, under the names.
        """
        super().__init__()
        self._without = _("No client yet; they stay out") if stays_out else _("No client yet")
        self._stays_out = stays_out
        self.names: dict[str, Choice] = {}
        self.unnamed: Choice | None = None
        self.person: Choice | None = None
        self._usual: dict[str, GoesTo] = {}
        self._said: dict[str, GoesTo] = {}
        self._lines: QVBoxLayout = column(gap=14)
        self._told = label("", "body", colour="text_2", wrap=True)
        stack(self, self._told, box(self._lines), *below, None, gap=14)

    def ask(
        self,
        named: Sequence[NamedClient],
        persons: Sequence[str],
        clients: Sequence[ClientName],
        *,
        rows_without: int,
        client_id: int | None,
        person: str,
        told: str = "",
    ) -> None:
        """Ask about a file.

        Args:
            named: The client names in it.
            persons: Who worked the hours in it.
            clients: Those of the journal, to choose from.
            rows_without: How many rows name no client.
            client_id: Whose hours those are unless the person says otherwise.
            person: Whose hours are wanted unless the person says otherwise, "" for everybody's.
            told: What stands above; how many clients are named unless told.
        """
        clear(self._lines)
        self.names, self.unnamed, self.person = {}, None, None
        self._usual = {one.key: one.usual for one in named}
        everyone = [(GoesTo(one.id), one.name) for one in clients]
        if len(persons) > 1:
            self.person = Choice([("", _("Everybody’s")), *((one, one) for one in persons)], person)
            self._lines.addWidget(FormField(_("&Whose hours are wanted"), self.person))
        unsure = [one for one in named if not one.found or one.is_trashed]
        sure = [one for one in named if one not in unsure]
        self._add_names(_("Not in your journal"), unsure, everyone)
        if rows_without:
            self._add_unnamed(rows_without, everyone, client_id)
        self._add_names(_("In your journal"), sure[: max(_MOST_NAMES - len(unsure), 0)], everyone)
        self._told.setText(told or _summed(named))

    def forget(self) -> None:
        """Forget what was said of the names in another file."""
        self._said = {}

    def ways(self) -> Ways:
        """Return what was chosen."""
        names = self._usual | {key: choice.value() for key, choice in self.names.items()}
        return Ways(
            names,
            NO_CLIENT if self.unnamed is None else self.unnamed.value(),
            "" if self.person is None else self.person.value(),
        )

    def _add_names(
        self, title: str, named: Sequence[NamedClient], everyone: Sequence[tuple[GoesTo, str]]
    ) -> None:
        if not named:
            return
        lines: list[QWidget] = [section_title(title)]
        for one in named[:_MOST_NAMES]:
            choice = self._choice(one.key, _options(one, everyone, self._without), one.usual)
            choice.setAccessibleName(_("Who “{name}” is").format(name=one.name))
            self.names[one.key] = choice
            lines.append(_line(one.name, _size(one.rows, one.minutes) + _hint(one), choice))
        self._lines.addWidget(box(column(*lines, gap=8)))

    def _choice(self, key: str, options: Sequence[tuple[GoesTo, str]], usual: GoesTo) -> Choice:
        """Return a choice that stands on what was said before one went back, else on what is usual."""
        said = self._said.get(key, usual)
        choice = Choice(options, said if said in dict(options) else usual)
        choice.chosen.connect(lambda value: self._said.update({key: value}))
        return choice

    def _add_unnamed(self, rows: int, everyone: Sequence[tuple[GoesTo, str]], client_id: int | None) -> None:
        ways = [(NO_CLIENT, self._without), (LEAVE_OUT, _("Leave them out"))]
        if self._stays_out:  # to choose nothing leaves them out as well
            ways = [(NO_CLIENT, _("Leave them out"))]
        options = [*ways, *everyone]
        self.unnamed = self._choice(_UNNAMED, options, GoesTo(client_id))
        self.unnamed.setAccessibleName(_("Whom rows without a client belong to"))
        told = ngettext("{n} row", "{n} rows", rows).format(n=formats.number(rows))
        self._lines.addWidget(_line(_("Rows that name no client"), told, self.unnamed))


def _summed(named: Sequence[NamedClient]) -> str:
    if not named:
        return _("No client is named in it.")
    told = ngettext("{n} client is named in it.", "{n} clients are named in it.", len(named))
    return " ".join(
        (
            told.format(n=formats.number(len(named))),
            _("Say whom each one is. What you choose is remembered for the next file."),
        )
    )


def _options(
    one: NamedClient, everyone: Sequence[tuple[GoesTo, str]], without: str
) -> list[tuple[GoesTo, str]]:
    """Return what a name can mean, what is likeliest first."""
    near = [(GoesTo(number), name) for number, name in one.alike]
    if one.found:
        near.insert(0, (one.usual, one.found))
    ways = [
        (NEW_CLIENT, _("New client")),
        (NO_CLIENT, without),
        (LEAVE_OUT, _("Leave them out")),
    ]
    return [*near, *ways, *(option for option in everyone if option not in near)]


def _hint(one: NamedClient) -> str:
    if one.is_trashed:
        return " · " + _("in the trash")
    if one.alike and not one.found:
        return " · " + _("perhaps {name}").format(name=one.alike[0][1])
    return f" · {one.reason}" if one.reason else ""


def _size(rows: int, minutes: int) -> str:
    told = ngettext("{n} row", "{n} rows", rows).format(n=formats.number(rows))
    return f"{told} · {duration(minutes)}" if minutes else told


def _line(name: str, told: str, choice: Choice) -> QWidget:
    choice.setFixedWidth(theme.px(_CHOICE_WIDTH))
    words = column(label(name, "body_medium", wrap=True), caption(told, wrap=True), gap=1)
    line = row(words, choice, gap=16)
    line.setStretch(0, 1)
    return box(line)
