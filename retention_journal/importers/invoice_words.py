"""Words for how far an invoice has come, and for what is no invoice, as programs and people write them.

Source: imports, section 1.2: an unknown word stops its row; nothing becomes "sent" for want of a better one.
"""

from __future__ import annotations

from retention_journal.core.invoices import InvoiceState

_STATES = {
    InvoiceState.DRAFT: "draft, created, utkast, kladde, entwurf, not sent, ikke sendt, ej skickad, unsent,"
    " pending approval",
    InvoiceState.SENT: "sent, viewed, outstanding, unpaid, retry, failed, overdue, open, saved, approved,"
    " partially viewed, accepted, due, late, past due, authorised, authorized, submitted, reminded,"
    " sendt, åpen, ubetalt, ikke betalt, forfalt, purret, utestående, til inkasso, inkasso, godkjent,"
    " skickad, obetald, ej betald, öppen, förfallen, påmind, bokförd, utskickad,"
    " åben, forfalden, rykket, bogført,"
    " offen, gesendet, versendet, versandt, unbezahlt, überfällig, fällig, gemahnt,"
    " no, nei, nej, nein, false",
    InvoiceState.PART_PAID: "partial, partially paid, partly paid, part paid, delvis betalt, delbetalt,"
    " delvis betald, delbetald, delvist betalt, teilweise bezahlt, teilbezahlt",
    InvoiceState.PAID: "paid, auto paid, autopaid, closed, settled, paid in full, fully paid, betalt,"
    " innbetalt,"
    " oppgjort, betald, slutbetald, slutbetalad, bezahlt, beglichen, yes, ja, true",
    InvoiceState.DISPUTED: "disputed, in dispute, omtvistet, bestridt, bestritt, omtvistad, bestriden,"
    " omstridt, strittig, bestritten",
    InvoiceState.WRITTEN_OFF: "written off, write off, uncollectible, bad debt, tapsført, avskrevet, tap,"
    " avskriven, kundförlust, afskrevet, abgeschrieben, uneinbringlich",
}
_BY_WORD = {word.strip(): state for state, words in _STATES.items() for word in words.split(",")}
#: Which one counts where two columns speak of the state: the first of these.
_FIRST = (
    InvoiceState.WRITTEN_OFF, InvoiceState.PAID, InvoiceState.PART_PAID, InvoiceState.DISPUTED,
    InvoiceState.DRAFT, InvoiceState.SENT,
)  # fmt: skip
_VOID = frozenset(
    {"void", "voided", "cancelled", "canceled", "deleted", "annullert", "slettet", "kansellert", "makulerad",
     "annulleret", "storniert", "gelöscht", "kreditert", "krediterad", "krediteret", "credited"}
)  # fmt: skip
_CREDITS = frozenset(
    {"credit note", "creditnote", "credit", "credit memo", "credit invoice", "kreditnota", "kreditfaktura",
     "kreditnote", "kredit", "gutschrift", "stornorechnung"}
)  # fmt: skip
_NO_INVOICES = frozenset(
    {"payment", "receipt", "refund", "estimate", "quote", "proposal", "order", "sales order", "purchase",
     "bill", "expense", "journal", "betaling", "innbetaling", "utbetaling", "kvittering", "tilbud", "ordre",
     "leverandørfaktura", "betalning", "inbetalning", "utbetalning", "kvitto", "offert", "leverantörsfaktura",
     "indbetaling", "udbetaling", "zahlung", "angebot", "auftrag", "bestellung", "quittung"}
)  # fmt: skip


def state_of_words(texts: list[str]) -> InvoiceState | None:
    """Return how far an invoice has come by what stands in its columns of state; None for an unknown word."""
    states = [_BY_WORD.get(_plain(text)) for text in texts]
    if None in states:
        return None
    return next((state for state in _FIRST if state in states), None)


def is_void(text: str) -> bool:
    """Say whether an invoice was made void or credited as a whole, so that nobody waits for it."""
    return _plain(text) in _VOID


def is_credit(text: str) -> bool:
    """Say whether a word is one for a credit note."""
    return _plain(text) in _CREDITS


def is_no_invoice(text: str) -> bool:
    """Say whether a word is one for a payment, an offer or something else that is no invoice."""
    return _plain(text) in _NO_INVOICES


def _plain(text: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join(letters.split())
