"""What every column of an export means: the text of its ``README.txt``.

The words are English in every language of the program, as the names of the columns are: they are for
whoever reads the files with another program, in thirty years too.
"""

from __future__ import annotations

from textwrap import fill

from peewee import Field, ForeignKeyField

from retention_journal.services.transfer.readme_brought_in import BROUGHT_IN
from retention_journal.services.transfer.readme_incidents import INCIDENTS
from retention_journal.services.transfer.readme_kept_safe import KEPT_SAFE
from retention_journal.services.transfer.readme_learnt import LEARNT
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.values import columns_of
from retention_journal.storage.fields import Blob, Day, Flag, Instant, Json, Number, TermField, WallTime
from retention_journal.storage.tables import TABLES, Table, name_of

_WIDTH = 100

_HEAD = """\
Export of a Retention Journal
=============================

Format version {version}, records as of journal version {schema}. A later version of the program reads it.

This folder, or ZIP, holds everything that is in the journal, the trash included, or everything that concerns
one client or one person; then what you wrote for nobody else (how it felt, private notes, what was chosen for
a file that was taken in) is left out. It can be read without the program, and brought back into a new
journal with

    retention-journal new again.rjournal
    retention-journal --journal again.rjournal import journal FOLDER-OR-ZIP

What is kept about one person names clients that are not among it; for another journal take all of a client.
The same records make the same files, byte for byte, but for the day of the export in manifest.json.

manifest.json   what this is: version, day, how many records, and the SHA-256 of every file
journal.jsonl   one JSON object per line and record; "type" tells which; this is what is brought back
{tables}
contacts.vcf    clients and people for an address book, vCard 4.0; without the trash, as calendar.ics
calendar.ics    talks, set calls and promises with a date for a calendar, iCalendar
index.html      only in an export of everything: the whole journal as one page that any browser shows
what-is-kept.html   only in an export of one client or one person: the same in plain words and their language
files/          pictures and PDFs, named by their SHA-256
attachments/    what attached files hold, named by its SHA-256, as attachment.csv says; .txt stands behind an
                ending that could run when it is opened

How values are written
----------------------

uid             the record's identity, the same in every copy of the journal
a reference     the uid of the other record; empty where there is none
a day           2026-03-10
a moment        2026-03-10T09:05:00, the clock on the wall, without a time zone
a UTC moment    2026-03-10T08:05:00Z
a number        text with a point: "3840.5"
money           a whole number of the currency's smallest unit, beside an ISO 4217 code
yes or no       true, false
a word          one of the words named
In CSV an empty cell is both an empty text and nothing at all; journal.jsonl tells them apart (null).
"""

_TABLES = {
    TableKind.EXACT: """\
TYPE.csv        the same records for the eye and for other programs: UTF-8, commas, RFC 4180, nothing changed.
                A spreadsheet may take a text that begins with = + - or @ for a formula: import such columns
                as text, or export once more for a spreadsheet.""",
    TableKind.SPREADSHEET: """\
TYPE.csv        the same records for a spreadsheet: UTF-8 with a byte order mark, semicolons and a decimal
                comma where the language has one, else commas and a point; a text that a spreadsheet could
                take for a formula has an apostrophe before it. Only journal.jsonl is exact.""",
}

_OF_ALL = {
    "uid": "identity of the record",
    "created_at": "when the journal first wrote it",
    "updated_at": "when the journal last wrote it",
    "trashed_at": "when it was put in the trash; empty where it is in use",
    "client": "the client it belongs to",
    "source": "where it came from",
}

_MEANING = {
    "business": {
        "": "Your own firm; one record.",
        "name": "name of the firm",
        "person": "who signs",
        "email": "address to answer to",
        "tel": "number to call",
        "address": "postal address",
        "brand_colour": "colour of reports, #RRGGBB",
        "logo": "picture on reports",
        "currency": "usual currency, ISO 4217",
        "language": "language of reports where a client has none, BCP 47",
        "is_sample": "the fictional sample firm",
        "year_start_month": "month in which the business year begins, 1 to 12",
        "website": "address of the website",
        "org_number": "number in the register of firms",
        "typeface": "type that reports are set in",
        "paper": "sheet of reports",
        "parts_off": "parts that reports leave out, JSON",
    },
    "client": {
        "": "A client.",
        "name": "name of the client",
        "sort_key": "what its place in the alphabet follows from",
        "status": "where it stands",
        "tier": "how much attention it gets",
        "engagement_type": "how you work together",
        "start_date": "first day as a client",
        "end_date": "last day as a client",
        "language": "language of its reports, BCP 47; empty takes your own",
        "timezone": "IANA time zone",
        "locality": "town",
        "ideal_interval_days": "agreed rhythm in days; empty takes the usual one",
        "max_interval_days": "longest silence in days; empty takes the usual one",
        "buying_motive": "what it really buys",
        "is_ambassador": "recommends you to others",
        "report_rhythm": "how often it gets a report",
        "notes": "notes",
        "archived_at": "when it was archived",
        "answer_within_hours": "hours within which a complaint gets a thorough answer; empty: as with all",
    },
    "contact": {
        "": "A person.",
        "given_name": "given name",
        "family_name": "family name",
        "display_name": "the name as written",
        "email": "e-mail",
        "tel": "phone",
        "preferred_channel": "how they like to be reached",
        "call_window": "when to call",
        "language": "language, BCP 47",
        "do_not_call": "does not want calls",
        "facts": "good to know",
        "birthday": "birthday",
    },
    "contact_role": {
        "": "What a person does at a client, from when to when.",
        "contact": "the person",
        "title": "title",
        "role": "part played",
        "is_primary": "whom to call first",
        "valid_from": "first day",
        "valid_to": "first day on which it no longer holds",
        "end_reason": "why it ended",
        "successor": "the person who came after",
    },
    "interaction": {
        "": "A contact with a client, an attempt, or a private note.",
        "kind": "how",
        "direction": "who started it",
        "outcome": "what came of it",
        "occurred_at": "when",
        "duration_min": "minutes",
        "summary": "in your words",
        "client_words": "in the client's own words",
        "tone": "1 cool to 5 warm",
        "word_count": "how many words the client wrote",
        "counts_as_contact": "whether it restarts the rhythm; follows from the others",
        "incident": "the incident it was about",
        "did_defend": "whether you defended yourself; empty where you did not ask yourself",
        "did_repeat_back": "whether you said back what you heard",
    },
    "interaction_contact": {
        "": "Who took part in a contact.",
        "interaction": "the contact",
        "contact": "the person",
    },
    "check_in": {
        "": "The three questions as answered; empty means not asked.",
        "interaction": "the contact in which they were asked",
        "all_ok": "Is all OK?",
        "delivery_as_expected": "Does the delivery work as expected?",
        "else_answer": "Anything else I can help with?",
        "else_to_help": "what else",
        "effort": "1 hard to 5 easy to deal with",
    },
    "kpi_agreement": {
        "": "What was agreed with a client; never changed, only replaced.",
        "version": "1, 2, 3 …",
        "status": "where it stands",
        "agreed_on": "day of agreement",
        "agreed_by": "the person who agreed",
        "agreed_how": "how",
        "valid_from": "first day it holds",
        "valid_to": "last day it holds",
        "replaces": "the agreement before",
        "change_reason": "why it was changed",
        "review_on": "when to ask again",
        "client_words": "what matters most, in the client's words",
        "good_result": "what both would call a good result",
        "importance_asked_on": "when it was last asked how much each goal matters; empty on the day agreed",
        "incident": "the incident after which it was agreed",
    },
    "kpi_line": {
        "": "One goal or expectation of an agreement.",
        "agreement": "the agreement",
        "line_key": "the same for one goal in all versions",
        "position": "place in the list",
        "kind": "measured goal or expectation",
        "name": "what is measured",
        "unit": "unit",
        "direction": "which way is better",
        "baseline": "figure at the start",
        "target": "target",
        "target_high": "upper end of a range",
        "tolerance_pct": "how far off is still near, percent",
        "period": "how often",
        "aggregation": "how figures of a longer time become one",
        "importance_client": "what it means to the client, 1 to 5",
        "importance_own": "what it means to you, 1 to 5",
        "importance_source": "how that is known",
        "turnaround_days": "working days promised",
        "parent_key": "line_key of the goal this smaller one leads to",
    },
    "measurement": {
        "": "A figure of a goal.",
        "line_key": "the goal's key, see kpi_line",
        "period_start": "first day",
        "period_end": "last day",
        "value": "the figure",
        "note": "what happened",
    },
    "promise": {
        "": "What one of the two promised the other.",
        "text": "what",
        "made_on": "when it was made",
        "due_at": "by when; 23:59 where only a day was named",
        "direction": "who promised",
        "state": "what became of it",
        "delivered_at": "when it was delivered",
        "is_small_request": "a small thing asked for in passing",
        "interaction": "the contact in which it was made",
        "remark": "why late, moved or released",
        "closed_at": "when it was released or given up",
        "asked_on": "when it was asked for; empty on the day it was made",
        "date_unknown": "kept, but nobody wrote down when",
        "line_key": "line_key of the expectation it is timed by",
        "incident": "the incident in which it was made",
        "note": "what the card it came from said beside its name",
        "link": "where that card is",
        "started_on": "when work on it began",
        "evidence": "by what it is known when it was delivered",
    },
    "report": {
        "": "A status report.",
        "number": "1, 2, 3 … for each client",
        "period_start": "first day",
        "period_end": "last day",
        "state": "how far it has come",
        "language": "BCP 47",
        "headline": "the period in one sentence",
        "went_well": "what went well",
        "went_not": "what did not",
        "doing": "what is done about it",
        "issued_at": "when it was sent",
        "pdf_sha256": "SHA-256 of the PDF that was sent",
        "pdf": "the PDF that was sent",
        "data_frozen": "the data it was printed from, JSON",
        "client_reply": "the client's answer",
        "reviewed_at": "when it was looked through",
        "corrects": "the report that was sent before and that this one corrects",
        "reply_in": "the contact in which it was answered",
        "learnt": "what was learnt, and what is worth trying",
        "decisions": "what was decided since last time",
        "proposal": "what is proposed for the next quarter",
        "remarks": "one line to each goal, JSON by line_key",
        "glossary": "what a goal's name means, JSON by line_key",
        "setbacks": "what did not go as agreed, as the client reads it, JSON",
        "promises_next": "smaller goals for the next period, JSON",
        "needs": "what is asked of the client, JSON",
        "parts_off": "parts that are left out, JSON; empty takes the firm's",
    },
    "setting": {
        "": "A setting that answers depend on, such as a threshold of the light.",
        "name": "which setting",
        "value": "its value",
    },
    "client_event": {
        "": "Something that happened at a client, or that the client said of you.",
        "kind": "what it was",
        "happened_on": "when",
        "note": "notes",
        "settled_on": "when it was talked about or no longer so",
    },
    "contact_link": {
        "": "Two persons who know each other.",
        "contact_a": "the one",
        "contact_b": "the other",
        "kind": "how",
        "note": "notes",
    },
    "light_override": {
        "": "Your own judgement of how a client stands, beside what the facts say.",
        "light": "the light you set",
        "facts": "what the facts said when you did",
        "reason": "why",
        "set_on": "first day",
        "until": "last day",
        "ended_on": "the day you took it back",
    },
    "snooze": {
        "": "A while in which a client is not to be called.",
        "reason": "why",
        "set_on": "first day",
        "until": "last day",
    },
    "planned_call": {
        "": "A call that was set for a day.",
        "due_at": "when; 00:00 where only a day was named",
        "why": "what about",
        "planned_on": "when it was set",
        "asked_by_client": "whether the client asked for it",
        "done_on": "when it was made",
    },
    "day_off": {
        "": "Days that are not worked, or are though the calendar says otherwise.",
        "first_on": "first day",
        "last_on": "last day",
        "kind": "why",
        "note": "notes",
    },
    "health_snapshot": {
        "": "How a client stood from a day on, until the next such note.",
        "client_uid": "uid of the client",
        "day": "first day",
        "light": "what the facts said",
        "reasons": "the signals behind it, with the words of that day",
        "override": "the light you set over it",
        "override_reason": "why you did",
        "override_until": "last day it held",
    },
    "call_list_entry": {
        "": "A place on the list of whom to call, on one morning.",
        "day": "the morning",
        "client_uid": "uid of the client",
        "position": "place, from 1",
        "lane": "why",
        "rolled_from": "the first morning it stood there without a call",
    },
    "engagement": {
        "": "The terms a client is served on.",
        "engagement_type": "what kind",
        "title": "what it is called",
        "start_date": "first day",
        "end_date": "last day",
        "fee_minor": "fee in minor units",
        "currency": "ISO 4217",
        "fee_period": "what the fee is paid for",
        "hours_included": "hours included in one fee period",
        "notice_days": "days of notice",
        "renewal_date": "when it is renewed",
        "note": "notes",
    },
    "intake_question": {
        "": "A question to ask at the start of an engagement.",
        "engagement_type": "of what kind; empty is every kind",
        "text": "the question",
        "position": "place in the list, from 0",
        "origin": "what it was learnt from",
        "incident": "the incident it was born of",
    },
    "expectation_item": {
        "": "What was asked of a client at the start, and what came of it.",
        "engagement": "the engagement",
        "asked_from": "the question it was asked from",
        "position": "place in the list, from 0",
        "question": "the question",
        "answer": "the answer",
        "state": "what is known",
        "confirmed_by": "who confirmed it",
        "confirmed_on": "when",
        "saved_on": "the day the question spared a quarrel",
        "born_from": "what it was learnt from",
        "valid_from": "first day on which this was what was said; empty: since it was noted",
        "valid_to": "last day on which it was",
        "replaces": "what was said before",
    },
    "promise_move": {
        "": "A promise that got another date.",
        "promise": "the promise",
        "moved_on": "when it was moved",
        "due_before": "when it was due before",
        "due_after": "when it was due from then on",
        "reason": "why",
        "client_knows": "whether the client was told",
    },
    "time_entry": {
        "": "Time that was worked.",
        "worked_on": "the day",
        "started_at": "when it began",
        "minutes": "how long, in minutes",
        "bucket": "what for",
        "billable": "whether it is charged",
        "project": "project",
        "task": "task",
        "note": "notes",
        "line_key": "line_key of the goal it served",
        "promise": "the promise it served",
        "source": "where it came from",
        "external_key": "what it is called there",
    },
    "invoice": {
        "": "What a client was asked to pay; a credit note has a negative total.",
        "number": "its number",
        "issued_on": "when it was issued",
        "due_on": "when it was due; empty where the file it came from did not say",
        "paid_on": "when nothing was open any more",
        "total_minor": "total in minor units",
        "paid_minor": "paid so far, in minor units",
        "currency": "ISO 4217",
        "state": "how far it has come",
        "note": "notes",
        "external_key": "what it is called where it came from",
    },
    "care_idea": {
        "": "What else could be done for a client.",
        "kind": "what kind of thing",
        "text": "what",
        "noted_on": "when it was noted",
        "state": "what became of it",
        "settled_on": "when",
        "result": "what came of it",
    },
    **LEARNT,
    **INCIDENTS,
    **BROUGHT_IN,
    **KEPT_SAFE,
}

_KINDS: tuple[tuple[type[Field], str], ...] = (
    (Day, "a day"),
    (WallTime, "a moment"),
    (Instant, "a UTC moment"),
    (Number, "a number"),
    (Flag, "yes or no"),
    (Json, "JSON"),
    (Blob, "a file"),
)


def readme(version: int, schema: int, kind: TableKind) -> str:
    """Return the text that explains an export.

    Args:
        version: Of the format.
        schema: Of the journal.
        kind: How its tables are written.
    """
    head = _HEAD.format(version=version, schema=schema, tables=_TABLES[kind])
    return head + "".join(_section(table) for table in TABLES)


def meaning(table: type[Table], column: str) -> str:
    """Return what a column of a type means.

    Raises:
        KeyError: It was not written down.
    """
    return _MEANING[name_of(table)].get(column) or _OF_ALL[column]


def _section(table: type[Table]) -> str:
    name = name_of(table)
    lines = [_line(table, field) for field in columns_of(table)]
    return f"\n{name}\n{'-' * len(name)}\n\n{_MEANING[name]['']}\n\n" + "\n".join(lines) + "\n"


def _line(table: type[Table], field: Field) -> str:
    text = f"{field.name}: {meaning(table, field.name)}{_kind(field)}"
    return fill(text, _WIDTH, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)


def _kind(field: Field) -> str:
    if isinstance(field, ForeignKeyField):
        return f" (uid of a {name_of(field.rel_model)})"
    if isinstance(field, TermField):
        return f" (one of: {', '.join(term.value for term in field.term)})"
    if field.name in {"created_at", "updated_at"}:
        return " (a UTC moment)"
    kind = next((words for kind, words in _KINDS if isinstance(field, kind)), "")
    return f" ({kind})" if kind else ""
