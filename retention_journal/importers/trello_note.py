"""The note of a card: what it says beside its name and its dates.

Source: imports, section 4.9.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import tzinfo

from retention_journal.core import formats
from retention_journal.core.card_notes import comment_block, note_of, step_line
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers.trello_model import BoardField, Card, Checklist, Comment, History
from retention_journal.importers.trello_values import wall_clock


def card_note(
    card: Card,
    history: History,
    zone: tzinfo,
    *,
    fields: Mapping[str, BoardField],
    labels: Mapping[str, str],
    passed_over: Collection[str] = (),
) -> str:
    """Return the note of a card.

    Args:
        card: The card.
        history: What the file remembers of it.
        zone: Where the person is.
        fields: The custom fields of the board, by id.
        labels: What its labels are called, by id.
        passed_over: Ids of fields and labels that are told elsewhere, and of comments that become contacts.
    """
    lines = [
        *_field_lines(card, fields, zone, passed_over),
        *_label_lines(card, labels, passed_over),
        *card.others,
    ]
    if card.is_archived:
        lines.append(_("Archived on the board."))
    blocks = [
        clean(card.desc),
        "\n".join(lines),
        *(_checklist_block(one, history, zone) for one in card.checklists),
    ]
    missing = max(card.comments - len(history.comments), 0)
    said = [_comment(one, zone) for one in history.comments if one.id not in passed_over]
    return note_of(blocks, said, missing)


def _comment(comment: Comment, zone: tzinfo) -> str:
    return comment_block(wall_clock(comment.at, zone), comment.name, comment.text)


def _field_lines(
    card: Card, fields: Mapping[str, BoardField], zone: tzinfo, passed_over: Collection[str]
) -> Iterator[str]:
    for id, text in card.values:
        if id in passed_over:
            continue
        name = fields[id].name if id in fields else _("A field that is no more")
        yield f"{name}: {clean(text)}"
    for id, at in card.day_values:
        if id not in passed_over:
            name = fields[id].name if id in fields else _("A field that is no more")
            yield f"{name}: {formats.day_and_time(wall_clock(at, zone))}"


def _label_lines(card: Card, labels: Mapping[str, str], passed_over: Collection[str]) -> Iterator[str]:
    names = [name for id in card.label_ids if id not in passed_over and (name := labels.get(id))]
    if names:
        yield _("Labels: {names}").format(names=", ".join(dict.fromkeys(names)))


def _checklist_block(checklist: Checklist, history: History, zone: tzinfo) -> str:
    lines = [checklist.name] if checklist.name else []
    for step in checklist.steps:
        at = history.step_ticks.get(step.id) if step.id else None
        done_on = wall_clock(at, zone).date() if at else None
        lines.append(step_line(step.name, is_done=step.is_done, done_on=done_on))
    return "\n".join(lines)
