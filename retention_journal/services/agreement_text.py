"""An agreement as a text to send: what both said yes to, in the client's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retention_journal import i18n
from retention_journal.core import formats, kpi_words
from retention_journal.core.agreed_page import AgreedGoal, Scope
from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.expectations import SAID, ItemState
from retention_journal.core.kpis import ImportanceSource, Period
from retention_journal.i18n import N_, Texts
from retention_journal.services.expectation_items import Item, in_state
from retention_journal.services.scope_ledger import LedgerLine

_HOW_OFTEN = {
    Period.WEEK: N_("counted every week"),
    Period.MONTH: N_("counted every month"),
    Period.QUARTER: N_("counted every quarter"),
    Period.YEAR: N_("counted every year"),
}
_MOST = 5  # what a goal means to the client, at most
_LISTS = (ItemState.INCLUDED, ItemState.NOT_INCLUDED, ItemState.ASSUMED, ItemState.OPEN)


def agreement_text(
    entry: AgreementEntry, *, client: str, person: str, language: str, scope: Scope | None = None
) -> str:
    """Return what is agreed, or proposed while nobody has agreed, as a plain text.

    Args:
        entry: What the form says.
        client: The client's name.
        person: Who agreed or is asked to; "" where nobody is chosen.
        language: BCP 47 tag of the client's language.
        scope: What is included and what is not; None leaves it out.
    """
    texts = i18n.texts_in(language)
    _ = texts.gettext
    parts = [_heading(entry, client, texts), _who(entry, person, texts, language)]
    if entry.client_words:
        parts.append("\n" + _("What matters most to you:") + f"\n“{entry.client_words}”")
    if entry.good_result:
        parts.append("\n" + _("A good result:") + f"\n{entry.good_result}")
    parts.append("\n" + _("What we measure, the most important first:"))
    goals = enumerate(agreed_goals(entry.lines, language), start=1)
    parts.extend(f"{place}. {_line(goal, texts)}" for place, goal in goals)
    parts.extend(_scope(scope or Scope(), texts))
    if entry.review_on is not None:
        day = formats.day(entry.review_on, language)
        parts.append("\n" + _("On {day} we look at whether these are still the right goals.").format(day=day))
    if entry.agreed_on is None:
        parts.append("\n" + _("Does this fit? A yes is enough; so is a no, with what you would change."))
    return "\n".join(part for part in parts if part)


def agreed_goals(lines: Iterable[LineEntry], language: str) -> tuple[AgreedGoal, ...]:
    """Return the goals in the client's order of importance, each with what was agreed of it in words.

    Args:
        lines: The goals as they were written.
        language: BCP 47 tag of the words.
    """
    texts = i18n.texts_in(language)
    ordered = sorted(lines, key=lambda line: -(line.importance_client or 0))
    return tuple(AgreedGoal(line.name, _terms(line, texts, language), _is_theirs(line)) for line in ordered)


def scope_of(items: Sequence[Item], ledger: Sequence[LedgerLine] | None = None) -> Scope:
    """Return what is included and what is not, as one reads it.

    Args:
        items: What is kept for the client.
        ledger: What a form says of what is included and not, in place of what is kept; None takes that.
    """
    by_id = {item.item_id: item for item in items}
    if ledger is None:
        said = [(item.state, item.told) for item in items if item.state in SAID]
    else:
        said = [(line.state, _told(line, by_id)) for line in ledger if line.text]
    return Scope(
        included=tuple(text for state, text in said if state is ItemState.INCLUDED),
        not_included=tuple(text for state, text in said if state is ItemState.NOT_INCLUDED),
        assumed=tuple(item.told for item in in_state(items, ItemState.ASSUMED)),
        open=tuple(item.told for item in in_state(items, ItemState.OPEN)),
    )


def scope_lists(scope: Scope, texts: Texts) -> list[tuple[str, tuple[str, ...]]]:
    """Return the title and the lines of each list of ``scope``, empty ones too."""
    lists = (scope.included, scope.not_included, scope.assumed, scope.open)
    return [(state.label_in(texts), lines) for state, lines in zip(_LISTS, lists, strict=True)]


def _told(line: LedgerLine, by_id: dict[int, Item]) -> str:
    item = by_id.get(line.item_id) if line.item_id is not None else None
    return f"{item.question} {line.text}" if item is not None and item.answer else line.text


def _scope(scope: Scope, texts: Texts) -> list[str]:
    parts = []
    for title, lines in scope_lists(scope, texts):
        if lines:
            parts.append("\n" + texts.gettext("{title}:").format(title=title))
            parts.extend(f"– {text}" for text in lines)
    return parts


def _heading(entry: AgreementEntry, client: str, texts: Texts) -> str:
    if entry.agreed_on is None:
        return texts.gettext("Proposal for {client}").format(client=client)
    return texts.gettext("What we agreed, {client}").format(client=client)


def _who(entry: AgreementEntry, person: str, texts: Texts, language: str) -> str:
    if entry.agreed_on is None:
        return ""
    day = formats.day(entry.agreed_on, language)
    how = entry.agreed_how.label_in(texts) if entry.agreed_how else ""
    return ", ".join(part for part in (person, how, day) if part)


def _terms(line: LineEntry, texts: Texts, language: str) -> str:
    target = kpi_words.target_words(line, language)
    return ", ".join(part for part in (target, texts.gettext(_HOW_OFTEN[line.period])) if part)


def _is_theirs(line: LineEntry) -> bool:
    return line.importance_source is ImportanceSource.SAID and line.importance_client == _MOST


def _line(goal: AgreedGoal, texts: Texts) -> str:
    _ = texts.gettext
    if goal.is_theirs:
        return _("{goal}: {target} (your own goal)").format(goal=goal.name, target=goal.target)
    return _("{goal}: {target}").format(goal=goal.name, target=goal.target)
