"""What each figure of Insights is called, and what it was counted among."""

from __future__ import annotations

from retention_journal.core import formats
from retention_journal.core.insights import within_words
from retention_journal.core.periods import DayRange
from retention_journal.core.retention_figures import Figure
from retention_journal.i18n import N_, _

_TITLES = {
    "losses": N_("Who left"),
    "logo_retention": N_("Who stayed"),
    "grr": N_("Fees kept"),
    "nrr": N_("Fees kept, with what grew"),
    "tenure": N_("How long they have been clients"),
    "survival": N_("How long clients stay"),
    "won_lost": N_("Won and lost"),
    "reason_coverage": N_("Do you know why?"),
    "overlooked_share": N_("Overlooked?"),
    "care_share": N_("Hunt and care"),
    "concentration": N_("Your largest client"),
    "recovery": N_("Put right"),
    "contact_discipline": N_("Contact kept up"),
    "light_warned": N_("Did the light warn?"),
}
#: What each is counted among, with its period.
_BASES = {
    "losses": N_("Of the clients you had when the period began. {period}."),
    "logo_retention": N_("Of the clients you had when the period began. {period}."),
    "grr": N_("Fees by the month, quarter or year, without what grew. {period}."),
    "nrr": N_("Fees by the month, quarter or year, with what the same clients buy more. {period}."),
    "tenure": N_("All clients you ever had, as of {last}."),
    "survival": N_("All clients you ever had, as of {last}; those still here count until then."),
    "won_lost": N_("Who came, came back or left. {period}."),
    "reason_coverage": N_("Only what the client said or wrote confirms a reason. {period}."),
    "overlooked_share": N_("Losses with an outside reason, beside what the journal shows. {period}."),
    "care_share": N_("Of the hours for care and for hunt. {period}."),
    "concentration": N_("Of what you invoiced in twelve months, as of {last}."),
    "recovery": N_("Of what went wrong and was closed. {period}."),
    "contact_discipline": N_("Of the clients you had on {last}, each by their own rhythm. {period}."),
    "light_warned": N_("Losses with notice in the period, each with the 180 days before. {period}."),
}
_PERIOD = N_("{period}.")


def title(key: str) -> str:
    """Return what the figure ``key`` is called; one that is new here is called by its key."""
    named = _TITLES.get(key)
    return _(named) if named else key.replace("_", " ").capitalize()


def basis(key: str, figure: Figure, period: DayRange) -> str:
    """Return what a figure was counted among, and how many these are."""
    told = _(_BASES.get(key, _PERIOD)).format(period=within_words(period), last=formats.day(period.last))
    if figure.low is None or not figure.n:
        return told
    return _("{basis} Counted among {n}.").format(basis=told, n=formats.number(figure.n))
