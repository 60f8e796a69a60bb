"""The whole journal as one page that any browser shows, without the program: for thirty years from now.

It lies in the export of everything as ``index.html``. It holds no script, fetches nothing and works from a
folder on the disk; pictures and documents lie beside it in
``files``, attached files in ``attachments``. What you wrote for nobody else is in
it, since it is your own copy of your own journal.

Source: reliability, promise 26 (c).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.names import sort_key
from retention_journal.core.text import clean
from retention_journal.i18n import N_
from retention_journal.services.business import own_business
from retention_journal.services.transfer.person_export import FRAME, STYLE, RecordPage, Row, Subject, safe
from retention_journal.services.transfer.person_words import TITLES, label_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import TABLES, key_of, name_of

INDEX_FILE = "index.html"
#: What the page for a client has no place for.
_MORE_TITLES = {
    "business": N_("My business"),
    "setting": N_("Settings"),
    "day_off": N_("Days off"),
    "intake_question": N_("Questions to ask"),
    "care_trial": N_("Trials of more care"),
    "firm_look_back": N_("Looking back on the firm"),
    "erasure": N_("What was erased"),
}
_MORE_LABELS = {
    "person": N_("Person"),
    "address": N_("Address"),
    "website": N_("Website"),
    "org_number": N_("Organisation number"),
    "brand_colour": N_("Colour"),
    "logo": N_("Logo"),
    "year_start_month": N_("First month of the year"),
    "private_feelings": N_("How it felt, for nobody else"),
    "own_notes": N_("Own notes, for nobody else"),
    "own_load": N_("Own load, for nobody else"),
    "own_mood": N_("Own mood, for nobody else"),
    "first_on": N_("From"),
    "last_on": N_("To"),
    "ends_on": N_("Ends on"),
    "covers_from": N_("From"),
    "covers_to": N_("To"),
    "what": N_("What"),
    "finding": N_("What came of it"),
    "would_tell": N_("What I would tell a friend"),
    "from_now_on": N_("From now on"),
    "erased_at": N_("Erased on"),
}
_NAMED_BY_ITSELF = "client"


def whole_page(journal: JournalReader, *, today: date, attached: Mapping[str, str] | None = None) -> str:
    """Return the whole journal, the trash included, as one page of HTML in the program's language.

    Args:
        journal: The journal.
        today: The day that stands on it.
        attached: Where what attached files hold lies beside it, by its hash.
    """
    return _WholePage(journal, today, attached).html()


class _WholePage(RecordPage):
    """Every record of the journal: first by client, then what belongs to none."""

    def __init__(self, journal: JournalReader, today: date, attached: Mapping[str, str] | None) -> None:
        found = {
            name_of(table): {number for (number,) in journal.tuples(table.select(key_of(table)))}
            for table in TABLES
        }
        about = Subject(own_business(journal).name, i18n.language(), is_person=False)
        super().__init__(journal, about, found, today, _titles(), hides=False, attached=attached)

    def html(self) -> str:
        """Return the page."""
        _ = self.texts.gettext
        name = clean(self.about.name, lines=False)
        title = _("Everything in the journal of {name}").format(name=name) if name else _("The whole journal")
        day = formats.day(self.today, self.about.language)
        lines = [
            _("This page holds the whole journal as of {day}, the trash and private notes included.").format(
                day=day
            ),
            _("It needs no program but the one that shows it; your browser’s own search finds every word."),
            _("Beside it the same lies in files for other programs; README.txt explains them."),
        ]
        clients = sorted(self.rows["client"].items(), key=lambda one: _in_order(one[1], self.about.language))
        told = [*self._told_of_clients(clients), *self._told_of_the_rest()]
        contents = "".join(f'<li><a href="#{anchor}">{heading}</a></li>' for anchor, heading, _body in told)
        body = "".join(f'<h2 id="{anchor}">{heading}</h2>{inner}' for anchor, heading, inner in told)
        head = f"<h1>{safe(title)}</h1>" + "".join(f"<p>{safe(line)}</p>" for line in lines)
        return FRAME.format(
            language=self.about.language,
            title=safe(title),
            style=f"{STYLE}h4 {{ margin: 1.2em 0 0; }}",
            body=f"{head}<ul>{contents}</ul>{body}",
        )

    def label(self, name: str, column: str) -> str:
        """Return what a column is called, in English; one that nobody has named says its own name."""
        try:
            return label_of(name, column)
        except KeyError:
            return _MORE_LABELS.get(column, column.replace("_", " ").capitalize())

    def _told_of_clients(self, clients: list[tuple[int, Row]]) -> Iterator[tuple[str, str, str]]:
        """Yield anchor, heading and content of each client, in the order of their names."""
        of_client = self._by_client()
        for number, row in clients:
            parts = [self.record(_NAMED_BY_ITSELF, number, row)]
            for name, heading in self.titles.items():
                if records := of_client[number][name]:
                    parts.append(f"<h4>{safe(self.texts.gettext(heading))} ({len(records)})</h4>")
                    parts += records
            yield f"c{number}", safe(clean(row["name"], lines=False)), "".join(parts)

    def _by_client(self) -> dict[int, dict[str, list[str]]]:
        """Return the records that belong to a client and to no other record, by client and type."""
        told: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, number, row in self._free():
            if (client := row.get(_NAMED_BY_ITSELF)) in self.rows[_NAMED_BY_ITSELF]:
                told[client][name].append(self.record(name, number, row))
        return told

    def _told_of_the_rest(self) -> Iterator[tuple[str, str, str]]:
        """Yield anchor, heading and content of each type of which records belong to no client."""
        told: dict[str, list[str]] = defaultdict(list)
        for name, number, row in self._free():
            if row.get(_NAMED_BY_ITSELF) not in self.rows[_NAMED_BY_ITSELF]:
                told[name].append(self.record(name, number, row))
        for name, heading in self.titles.items():
            if told[name]:
                yield (
                    f"t-{name}",
                    f"{safe(self.texts.gettext(heading))} ({len(told[name])})",
                    "".join(told[name]),
                )

    def _free(self) -> Iterator[tuple[str, int, Row]]:
        """Yield every record told by itself: clients have their own heading, parts stand in wholes."""
        for name in self.titles:
            if name == _NAMED_BY_ITSELF:
                continue
            for number, row in self.rows[name].items():
                if self.is_told_alone(name, row):
                    yield name, number, row


def _titles() -> dict[str, str]:
    """Return every type with its heading; one that nobody has named says its own name."""
    named = TITLES | _MORE_TITLES
    rest = {name: name.replace("_", " ").capitalize() for name in map(name_of, TABLES) if name not in named}
    return named | rest


def _in_order(row: Row, language: str) -> tuple[bool, object]:
    """Return by what clients stand one after the other: those in the trash last."""
    return row.get("trashed_at") is not None, sort_key(row["name"], language)
