"""The settings of your own business: who you are to your clients, currency, language and year."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.business import OwnBusiness
from retention_journal.services.business_year import out_of_step, set_year_start, year_start
from retention_journal.storage.journal import Journal
from retention_journal.ui.fields import Choice, LineField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.settings_own import OwnFields
from retention_journal.ui.pages.settings_parts import beside

_CURRENCIES = {
    "NOK": N_("Norwegian kroner (NOK)"),
    "SEK": N_("Swedish kronor (SEK)"),
    "DKK": N_("Danish kroner (DKK)"),
    "EUR": N_("Euros (EUR)"),
    "GBP": N_("Pounds sterling (GBP)"),
    "USD": N_("US dollars (USD)"),
    "CHF": N_("Swiss francs (CHF)"),
    "ISK": N_("Icelandic krónur (ISK)"),
    "PLN": N_("Polish złoty (PLN)"),
}


class BusinessFields(OwnFields):
    """The fields of who you are to your clients."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.name, self.person = LineField(), LineField()
        self.email, self.tel = LineField(), LineField()
        self.website, self.org_number = LineField(), LineField()
        self.address = TextField(lines=3)
        self.currency = Choice()
        self.language = Choice(list(i18n.LANGUAGES.items()))
        self.year_start_month = Choice(
            [(month, formats.month_name(date(2000, month, 1))) for month in range(1, 13)]
        )
        self._written = {
            "name": self.name,
            "person": self.person,
            "email": self.email,
            "tel": self.tel,
            "website": self.website,
            "org_number": self.org_number,
            "address": self.address,
        }
        self.fields = {
            "name": Field(_("&Business"), self.name, note=_("At the head of every report.")),
            "person": Field(_("Your &name"), self.person),
            "email": Field(_("&E-mail"), self.email),
            "tel": Field(_("&Phone"), self.tel),
            "website": Field(_("&Website"), self.website),
            "org_number": Field(_("Company n&umber"), self.org_number),
            "address": Field(_("&Address"), self.address),
            "currency": Field(_("Cu&rrency"), self.currency, note=_("For what a client is worth.")),
            "language": Field(
                _("Reports are &in"), self.language, note=_("For clients who have no language of their own.")
            ),
            "year_start_month": Field(_("Business &year from"), self.year_start_month),
        }
        self._lay_out()
        self._save_when_left()
        self.currency.chosen.connect(lambda code: self.keep("currency", code))
        self.language.chosen.connect(lambda tag: self.keep("language", tag))
        self.year_start_month.chosen.connect(lambda month: set_year_start(self._journal, month))

    def show_own(self, own: OwnBusiness) -> None:
        known = {code: _(text) for code, text in _CURRENCIES.items()}
        known.setdefault(own.currency, own.currency)
        self.currency.set_options(list(known.items()), own.currency)
        self.language.set_value(own.language)
        self._show_year(year_start(self._journal))

    def _lay_out(self) -> None:
        part = self.fields
        stack(
            self,
            beside(part["name"], part["person"]),
            beside(part["email"], part["tel"]),
            beside(part["website"], part["org_number"]),
            part["address"],
            beside(part["currency"], part["language"]),
            beside(part["year_start_month"], QWidget()),
            gap=14,
        )

    def _show_year(self, month: int) -> None:
        self.year_start_month.set_value(month)
        apart = out_of_step(self._journal, month)
        said = ngettext(
            "{n} number was entered for another quarter or year. It is kept, but no goal counts it.",
            "{n} numbers were entered for other quarters or years. They are kept, but no goal counts them.",
            apart,
        ).format(n=formats.number(apart))
        self.fields["year_start_month"].set_note(
            said if apart else _("Quarters and years of goals follow it.")
        )
