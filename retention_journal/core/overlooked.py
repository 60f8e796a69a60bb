"""How many losses with an outside reason stand beside facts of neglect: counts and names, no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retention_journal.core import formats
from retention_journal.core.excuse_check import Finding
from retention_journal.core.retention_figures import Share, share
from retention_journal.i18n import _, ngettext


@dataclass(frozen=True, kw_only=True)
class Overlooked(Share):
    """Of the losses with an outside reason, those beside which the journal shows a fact.

    Attributes:
        unchecked: How many more have an outside reason and no history that could say anything.
    """

    unchecked: int


def overlooked(found: Sequence[tuple[str, Finding]], checked: int, unchecked: int) -> Overlooked:
    """Return the share of losses with a hit of the excuse check.

    Source: figures, "Overlooked share"; ideas, 3.3.

    Args:
        found: The findings, each with the name of the client.
        checked: How many losses have an outside reason and a history to check it by; not less than found.
        unchecked: How many have an outside reason and no history.
    """
    told = [_told([finding for _name, finding in found], checked)] if checked else []
    if unchecked:
        told.append(
            ngettext(
                "Of {n} more loss with an outside reason the journal knows nothing before the notice.",
                "Of {n} more losses with an outside reason the journal knows nothing before the notice.",
                unchecked,
            ).format(n=formats.number(unchecked))
        )
    text = " ".join(told) or _("No loss has an outside reason.")
    counted = share(len(found), checked, 1, text, [name for name, _finding in found])
    return Overlooked(**vars(counted), unchecked=unchecked)


def _told(found: Sequence[Finding], checked: int) -> str:
    if found and all(one.silence or one.late or one.messages for one in found):
        words = ngettext(
            "In {n} of {all} loss with an outside reason the journal shows silence or a broken promise.",
            "In {n} of {all} losses with an outside reason the journal shows silence or a broken promise.",
            checked,
        )
    else:
        words = ngettext(
            "In {n} of {all} loss with an outside reason the journal shows silence, a broken promise"
            " or an open complaint.",
            "In {n} of {all} losses with an outside reason the journal shows silence, a broken promise"
            " or an open complaint.",
            checked,
        )
    return words.format(n=formats.number(len(found)), all=formats.number(checked))
