"""The step of bringing a calendar in: whose it is, how much is kept of an event, and where its hours are."""

from __future__ import annotations

import zoneinfo
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCompleter, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.importers.ics import IcsLook, IcsWays
from retention_journal.ui import theme
from retention_journal.ui.dialogs.import_addresses import OwnAddressesField
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import box, column, stack
from retention_journal.ui.text_labels import caption, label, section_title, shortened
from retention_journal.ui.toggles import Radio

_ZONE_WIDTH = 300
_MOST_ZONES_NAMED = 3
_LONGEST = 60


class CalendarStep(QWidget):
    """What only the person can say of a calendar. ``ways()`` is what they said."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses = OwnAddressesField()
        self.own, self.own_field = self.addresses.own, self.addresses.field
        self.title_only = Radio(_("Only its title"))
        self.with_text = Radio(_("Its title, and the first 500 characters of its description"))
        self._kept = QButtonGroup(self)
        for choice in (self.title_only, self.with_text):
            self._kept.addButton(choice)
        self.title_only.setChecked(True)
        self.zone = LineField(placeholder="Europe/Oslo")
        self.zone_field = FormField(_("Time &zone"), self.zone)
        self._told = label("", "body", colour="text_2", wrap=True)
        self._asked = label("", "body", wrap=True)
        self._lay_out()
        self.zone.textChanged.connect(lambda: self.zone_field.show_error(""))
        self.setFocusProxy(self.own)

    def show_look(self, name: str, look: IcsLook, ways: IcsWays) -> None:
        """Ask about the calendar ``name``.

        Args:
            name: Of the file or folder.
            look: What a first look at it told.
            ways: What was chosen before; its own addresses are those that are known.
        """
        self._told.setText(_sized(name, look))
        seems = _("This calendar seems to be that of {address}.")
        self.addresses.show_addresses(ways.own_addresses, look.own_guess, seems)
        (self.with_text if ways.keep_text else self.title_only).setChecked(True)
        self._ask_where(look, ways)

    def ways(self) -> IcsWays | None:
        """Return what was chosen, or None where something of it cannot be; the field then says what."""
        zone = self.zone.text().strip()
        if not self.addresses.is_sound(is_needed=False):
            return None
        if zone and _spelt(zone) is None:
            self.zone_field.show_error(_("“{text}” is no time zone.").format(text=zone))
            self.zone.setFocus()
            return None
        return IcsWays(self.addresses.addresses(), _spelt(zone) or "", self.with_text.isChecked())

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what a service refused under the field it is about."""
        field = self.zone_field if error.field == "zone" else self.own_field
        field.show_error(error.message)
        field.widget.setFocus()

    def _ask_where(self, look: IcsLook, ways: IcsWays) -> None:
        """Ask where hours are, where the calendar names a zone that nobody knows."""
        unknown = look.unknown_zones
        self.zone.setText(ways.zone if unknown else "")
        self.zone_field.show_error("")
        self.zone_field.setVisible(bool(unknown))
        self._asked.setVisible(bool(unknown))
        names = ", ".join(formats.quoted(shortened(one, _LONGEST)) for one in unknown[:_MOST_ZONES_NAMED])
        self._asked.setText(
            ngettext(
                "The calendar names a time zone that is not known: {names}. Where are those hours?"
                " Leave it empty for where you are.",
                "The calendar names time zones that are not known: {names}. Where are those hours?"
                " Leave it empty for where you are.",
                len(unknown),
            ).format(names=names)
        )

    def _lay_out(self) -> None:
        self._offer_zones()
        kept = column(section_title(_("What is kept of each event")), self.title_only, self.with_text, gap=6)
        said = " ".join(
            (
                _("Only events with people of your clients come in; those whose title names one if you ask."),
                _("Cancelled events, birthdays and holidays are left out and counted."),
                _("Meetings that come again are followed five years back and one forward."),
            )
        )
        self.zone.setMaximumWidth(theme.px(_ZONE_WIDTH))
        parts = (
            self._told,
            self.addresses,
            box(kept),
            box(column(self._asked, self.zone_field, gap=6)),
            caption(said, wrap=True),
        )
        stack(self, *parts, None, gap=14)
        order = (self.own, self.title_only, self.with_text, self.zone)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _offer_zones(self) -> None:
        names = QCompleter(sorted(zoneinfo.available_timezones()), self.zone)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.zone.setCompleter(names)


def _spelt(zone: str) -> str | None:
    """Return the name of a time zone as it is written, "" for none; None where there is no such zone."""
    if not zone:
        return ""
    wanted = zone.replace(" ", "_").casefold()
    return next((one for one in zoneinfo.available_timezones() if one.casefold() == wanted), None)


def _sized(name: str, look: IcsLook) -> str:
    n, name = formats.number(look.events), shortened(name, _LONGEST)
    if look.first is None or look.last is None:
        return ngettext("“{name}” holds {n} event.", "“{name}” holds {n} events.", look.events).format(
            name=name, n=n
        )
    if look.events == 1:
        return _("“{name}” holds one event, on {day}.").format(name=name, day=formats.day(look.first))
    told = _("“{name}” holds {n} events, from {first} to {last}.")
    return told.format(name=name, n=n, first=formats.day(look.first), last=formats.day(look.last))
