"""How far it carries when clients are unhappy: "if each tells ten" (capability E22; ideas, 3.8)."""

from __future__ import annotations

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext

#: How many each unhappy client is taken to tell. Source: the founding text 004's picture, no measured figure.
LISTENERS = 10
MOST_LISTENERS = 100


def reach_words(unhappy: int, listeners: int, known: int) -> str:
    """Return how far it carries: "3 unhappy: if each tells 10, about 30 may hear. …".

    Args:
        unhappy: Clients who are unhappy now.
        listeners: How many each is taken to tell, 1 to 100.
        known: How many of one's own clients are among those who know them.
    """
    if not unhappy:
        return _("Nobody is known to be unhappy. Ask, so that it is not silence.")
    told = _("{unhappy} unhappy: if each tells {listeners}, about {all} may hear.").format(
        unhappy=formats.number(unhappy),
        listeners=formats.number(listeners),
        all=formats.number(unhappy * listeners),
    )
    if not known:
        return told
    among = ngettext(
        "{n} of your own clients knows them.", "{n} of your own clients know them.", known
    ).format(n=formats.number(known))
    return f"{told} {among}"
