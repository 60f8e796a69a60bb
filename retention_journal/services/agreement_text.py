"""An agreement as a text to send: what both said yes to, in the client's language."""

from __future__ import annotations

from retention_journal import i18n
from retention_journal.core import formats, kpi_words
from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.kpis import ImportanceSource, Period
from retention_journal.i18n import N_, Texts

_HOW_OFTEN = {
    Period.WEEK: N_("counted every week"),
    Period.MONTH: N_("counted every month"),
    Period.QUARTER: N_("counted every quarter"),
    Period.YEAR: N_("counted every year"),
}


def agreement_text(entry: AgreementEntry, *, client: str, person: str, language: str) -> str:
    """Return what is agreed, or proposed while nobody has agreed, as a plain text.

    Args:
        entry: What the form says.
        client: The client's name.
        person: Who agreed or is asked to; "" where nobody is chosen.
        language: BCP 47 tag of the client's language.
    """
    texts = i18n.texts_in(language)
    _ = texts.gettext
    parts = [_heading(entry, client, texts), _who(entry, person, texts, language)]
    if entry.client_words:
        parts.append("\n" + _("What matters most to you:") + f"\n“{entry.client_words}”")
    parts.append("\n" + _("What we measure, the most important first:"))
    lines = sorted(entry.lines, key=lambda line: -(line.importance_client or 0))
    parts.extend(f"{place}. {_line(line, texts, language)}" for place, line in enumerate(lines, start=1))
    if entry.review_on is not None:
        day = formats.day(entry.review_on, language)
        parts.append("\n" + _("On {day} we look at whether these are still the right goals.").format(day=day))
    if entry.agreed_on is None:
        parts.append("\n" + _("Does this fit? A yes is enough; so is a no, with what you would change."))
    return "\n".join(part for part in parts if part)


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


def _line(line: LineEntry, texts: Texts, language: str) -> str:
    _ = texts.gettext
    target = kpi_words.target_words(line, language)
    often = _(_HOW_OFTEN[line.period])
    told = ", ".join(part for part in (target, often) if part)
    if line.importance_source is ImportanceSource.SAID and line.importance_client is not None:
        return _("{goal}: {target} (your own goal)").format(goal=line.name, target=told)
    return _("{goal}: {target}").format(goal=line.name, target=told)
