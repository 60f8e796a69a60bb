"""What a loss costs a year, by which source, beside what is said of the cost of keeping a client.

Source: capability F11; figures, "External claims to show only as claims".
"""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.hours import duration
from retention_journal.core.invoices import told
from retention_journal.core.retention_figures import Figure
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _

#: Keeping a client as a share of winning one, in per cent. Source: founding story 002, after Forrester.
USUAL_PERCENT = 20
#: In minor units of each currency; currencies are never added together.
Amounts = tuple[tuple[str, int], ...]


class CostSource(Term):
    """From where it is known what a loss costs."""

    WRITTEN = "written", N_("As you wrote it down.")
    FEES = "fees", N_("By the fees agreed when they gave notice.")
    INVOICES = "invoices", N_("By what was invoiced in the twelve months before notice.")


@dataclass(frozen=True)
class KeepingClaim:
    """What is said of keeping a client: so many per cent of what it costs to win one.

    Attributes:
        percent: 1 to 100.
        source: Who says so, in the person's own words; "" for the claim as it came.
    """

    percent: int = USUAL_PERCENT
    source: str = ""

    @property
    def text(self) -> str:
        """The claim as a claim, with its source."""
        if self.percent == USUAL_PERCENT and not self.source:
            return _(
                "Keeping a client is said to cost about one fifth of winning one"
                " (put down to Forrester; others say that winning costs 5 to 25 times as much;"
                " no study was found)."
            )
        return _("Keeping a client is said to cost about {percent} % of winning one ({source}).").format(
            percent=self.percent, source=self.source or _("your own figure")
        )


@dataclass(frozen=True, kw_only=True)
class LossCost(Figure):
    """What one loss costs a year, in minor units.

    Attributes:
        value: The amount where it is in one currency.
        amounts: The amount in each currency.
        source: From where it is known; None where it is not.
        winning_minutes: How long winning a client took of late; None where nobody knows.
        keeping_minutes: The claim's share of that; None where no claim is shown.
        claim: What is said of others, "" where that is hidden.
    """

    amounts: Amounts = ()
    source: CostSource | None = None
    winning_minutes: int | None = None
    keeping_minutes: int | None = None
    claim: str = ""


def loss_cost(
    client: str,
    found: tuple[CostSource, Amounts] | None,
    winning_minutes: int | None,
    claim: KeepingClaim | None,
) -> LossCost:
    """Return what a loss costs, in sentences, each with its source.

    Args:
        client: Who was lost.
        found: What they were worth a year, more than nothing, and by which source; None is not known.
        winning_minutes: Your own hours for new clients by each client won in the year before the notice.
        claim: What is said of others; None where claims are hidden.
    """
    keeping = round(winning_minutes * claim.percent / 100) if winning_minutes and claim else None
    source, amounts = found or (None, ())
    told_all = [_cost_words(client, source, amounts), _winning_words(winning_minutes)]
    told_all += [claim.text if claim else "", _keeping_words(keeping)]
    return LossCost(
        value=float(amounts[0][1]) if len(amounts) == 1 else None, n=1 if found else 0, silent=found is None,
        text=" ".join(one for one in told_all if one), amounts=amounts, source=source,
        winning_minutes=winning_minutes, keeping_minutes=keeping, claim=claim.text if claim else "",
    )  # fmt: skip


def _cost_words(client: str, source: CostSource | None, amounts: Amounts) -> str:
    if source is None:
        return _(
            "What losing {client} costs is not known: no fees, no invoices, nothing written down."
        ).format(client=client)
    words = _("Losing {client} costs {money} a year.").format(client=client, money=told(amounts))
    return f"{words} {source.label}"


def _winning_words(minutes: int | None) -> str:
    if not minutes:
        return ""
    return _("In the year before, winning a client took you {hours} each.").format(hours=duration(minutes))


def _keeping_words(minutes: int | None) -> str:
    if not minutes:
        return ""
    return _("By your own hours that would be {hours} to keep one.").format(hours=duration(minutes))
