"""How one client pays, judged by what the light knows; and the polite words of a reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.light_facts import Invoice
from retention_journal.core.paying_habit import PayingHabit, late_lines, paying_habit
from retention_journal.core.paying_plot import PayChart, pay_chart
from retention_journal.services.asked import Asked
from retention_journal.services.business import own_business
from retention_journal.services.clients import client_entry
from retention_journal.services.invoices import InvoiceRow, invoice
from retention_journal.services.money_facts import invoices_on
from retention_journal.services.own_rules import light_rules, working_days_of
from retention_journal.services.people import first_name, people
from retention_journal.services.report_mail import Mail
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class Paying:
    """How a client pays on ``today``: the invoices the light knows, and the habit in them.

    Attributes:
        habit: None where too few invoices were paid.
    """

    today: date
    invoices: tuple[Invoice, ...]
    habit: PayingHabit | None

    def late_line(self, row: InvoiceRow) -> str:
        """Return what is said of an invoice that is late."""
        since = min((one.issued_on for one in self.invoices), default=None)
        known = next((one for one in self.invoices if one.id == row.invoice_id), None)
        if known is None and row.due_on is None:
            return ""
        one = known or Invoice(row.invoice_id, row.number, row.issued_on, row.due_on or row.issued_on)
        return late_lines(one, self.habit, since, self.today)

    def breaks_habit(self, row: InvoiceRow) -> bool:
        """Say whether it is later than this client's own habit, which is what the light shows."""
        habit = self.habit
        return bool(habit and habit.is_break and habit.now and habit.now.invoice.id == row.invoice_id)

    def chart(self) -> PayChart:
        """Return the dot plot."""
        return pay_chart(self.invoices, self.habit, self.today)


def client_paying(journal: JournalReader, client_id: int, now: datetime) -> Paying:
    """Return how one client pays, by the thresholds of this journal's light; a new client has no habit."""
    rules, today = light_rules(journal), now.date()
    asked = Asked(now, rules, working_days_of(journal, today), [client_id])
    known = invoices_on(journal, asked).get(client_id, ())
    start = client_entry(journal, client_id).start_date
    is_new = start is not None and (today - start).days < rules.new_client_days
    return Paying(today, known, None if is_new else paying_habit(known, today, rules))


def reminder(journal: JournalReader, invoice_id: int, *, today: date) -> Mail:
    """Return a reminder that asks before it reminds, in the client's language, to who pays.

    Raises:
        NotFoundError: The invoice is not in the journal.
    """
    row = invoice(journal, invoice_id)
    own = own_business(journal)
    language = client_entry(journal, row.client_id).language or own.language
    _ = i18n.texts_in(language).gettext
    there = [who for who in people(journal, row.client_id, today) if who.is_current]
    reader = next((who for who in there if who.role.value == "payer"), there[0] if there else None)
    number, due = row.number, formats.day(row.due_on or row.issued_on, language)
    money = formats.money(row.open_minor, row.currency, language)
    if row.due_on is None:
        about = _("I cannot see that my invoice of {money} from {due} has been paid.")
    elif number:
        about = _("Invoice {number} of {money} was due on {due}, and I cannot see that it has been paid.")
    else:
        about = _("My invoice of {money} was due on {due}, and I cannot see that it has been paid.")
    lines = [
        _("Hello {name},").format(name=first_name(reader.display_name)) if reader else _("Hello,"),
        "",
        about.format(number=number, money=money, due=due),
        _("Has it gone astray, or is there anything about it that we should talk about?"),
        _("If it is on its way already, thank you, and please forget this message."),
        "",
        own.person or own.name,
    ]
    without = _("An invoice from {due}") if row.due_on is None else _("An invoice that was due on {due}")
    subject = _("Invoice {number}") if number else without
    return Mail(
        to=reader.email if reader else "",
        subject=subject.format(number=number, due=due),
        body="\n".join(lines).rstrip(),
    )
