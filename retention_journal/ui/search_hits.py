"""What the palette finds in the journal: clients, what can be done with the one meant, and entries.

The window's own commands are added by the window. Private entries are found too, and bear a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from retention_journal.core import formats
from retention_journal.core.clients import LIVING
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.text import folded
from retention_journal.i18n import _, ngettext
from retention_journal.services import search
from retention_journal.services.clients import ClientName, client_names
from retention_journal.services.portfolio import client_facts
from retention_journal.storage.journal import Journal
from retention_journal.ui.pages.clients_light import standing
from retention_journal.ui.palette import Hit, Provider

MOST_CLIENTS, MOST_ENTRIES, MOST_LATELY = 5, 5, 5
MOST_COUNTED = 100
SHORTEST = 2  # letters; a single one is in nearly every entry

#: Icons by type of record, and by kind of contact.
ICONS = {
    "client": "clients",
    "contact": "person",
    "contact_role": "person",
    "interaction": "log",
    "promise": "promise",
    "kpi_agreement": "agreement",
    "kpi_line": "kpi",
    "measurement": "kpi",
    "loss": "closing",
    "closing_conversation": "closing",
    "post_mortem": "reflection",
    "lesson": "lessons",
    "action_item": "reflection",
    "timeline_note": "reflection",
    "watch_point": "reflection",
    "care_trial": "lessons",
    "firm_look_back": "lessons",
    "report": "reports",
    "check_in": "heart",
    "client_event": "calendar",
    "engagement": "agreement",
    "expectation_item": "agreement",
    "promise_move": "promise",
    "time_entry": "hours",
    "invoice": "invoice",
    "care_idea": "heart",
    "incident": "complaints",
    "argument": "complaints",
    "account_entry": "complaints",
    "cause": "complaints",
    "attachment": "paperclip",
}
KIND_ICONS = {
    "call": "call",
    "video_call": "call",
    "meeting": "meeting",
    "email": "email",
    "message": "message",
    "letter": "email",
    "social": "message",
    "event": "calendar",
    "gift": "heart",
    "report_sent": "reports",
}
#: On which tab of its client's page a record stands; "" is the timeline.
TABS = {
    "promise": "promises",
    "promise_move": "promises",
    "engagement": "money",
    "time_entry": "money",
    "invoice": "money",
    "expectation_item": "kpis",
    "kpi_agreement": "kpis",
    "kpi_line": "kpis",
    "measurement": "kpis",
    "loss": "reflection",
    "closing_conversation": "reflection",
    "post_mortem": "reflection",
    "action_item": "reflection",
    "timeline_note": "reflection",
    "report": "reports",
    "attachment": "files",
}
#: Those of no client that stand on the page of lessons.
_ON_LESSONS = frozenset({"lesson", "care_trial", "firm_look_back"})
#: Records of which there are many where they stand, so that the one found is shown among them.
_ONE_OF_MANY = frozenset(
    {"invoice", "time_entry", "engagement", "incident", "argument", "account_entry", "cause", "attachment"}
)


@dataclass(frozen=True)
class Ways:
    """Where a hit leads; each is a method of the window.

    Attributes:
        open_client: Shows a client, on the tab named if one is.
        log: Logs a contact with a client.
        promise: Notes a promise to a client.
        report: Makes a client's report.
        show_all: Shows every hit of a text on its own page.
        open_page: Shows a page that belongs to no client, such as "lessons".
        open_fact: Shows a client with one of its records.
    """

    open_client: Callable[..., object]
    log: Callable[[int], object]
    promise: Callable[[int], object]
    report: Callable[[int], object]
    show_all: Callable[[str], object]
    open_page: Callable[[str], object]
    open_fact: Callable[[int, RecordRef], object]


def providers(journal: Journal, now: Callable[[], datetime], ways: Ways) -> list[Provider]:
    """Return what the palette asks, in the order of its groups."""
    return [Clients(journal, now, ways), Entries(journal, now, ways)]


class Clients:
    """Finds clients by name or person, and offers what can be done with the first of them.

    Without a text it lists the clients opened here lately.
    """

    def __init__(self, journal: Journal, now: Callable[[], datetime], ways: Ways) -> None:
        self._journal, self._now, self._ways = journal, now, ways
        self._lately: list[int] = []

    def __call__(self, text: str) -> Iterable[Hit]:
        """Return the hits for ``text``."""
        names = client_names(self._journal)
        if not text:
            return self._recent(names)
        found = matching(names, text)[:MOST_CLIENTS]
        if not found:
            return []
        hits = [self._hit(_("Clients"), name) for name in found]
        return [replace(hits[0], hint=_("Enter")), *hits[1:], *self.acts(found[0])]

    def acts(self, name: ClientName) -> Sequence[Hit]:
        """Return what can be done with one client."""
        group, of = _("Do"), {"client": name.name}
        acts = [
            Hit(
                group,
                _("Log a contact with {client}").format(**of),
                partial(self._ways.log, name.id),
                icon="log",
                hint="Ctrl+L",
            ),
            Hit(
                group,
                _("Add a promise to {client}").format(**of),
                partial(self._ways.promise, name.id),
                icon="promise",
                hint="Ctrl+Shift+P",
            ),
            Hit(
                group,
                _("Files of {client}").format(**of),
                partial(self._ways.open_client, name.id, "files"),
                icon="paperclip",
            ),
        ]
        if name.status in LIVING:
            title = _("Report for {client}").format(**of)
            made = partial(self._ways.report, name.id)
            acts.append(Hit(group, title, made, icon="reports", hint="Ctrl+R"))
        return acts

    def _recent(self, names: Sequence[ClientName]) -> list[Hit]:
        known = {name.id: name for name in names}
        chosen = [known[number] for number in self._lately if number in known]
        return [self._hit(_("Opened lately"), name) for name in chosen]

    def _hit(self, group: str, name: ClientName) -> Hit:
        facts = client_facts(self._journal, name.id, self._now().date())
        light, word = standing(self._journal, facts, self._now())
        parts = (*name.people[:1], word)
        return Hit(
            group,
            name.name,
            partial(self._open, name.id),
            detail=" · ".join(parts),
            light=light,
            more=lambda: self._more(name),
        )

    def _more(self, name: ClientName) -> Sequence[Hit]:
        opened = _("Open {client}").format(client=name.name)
        return [Hit(_("Do"), opened, partial(self._open, name.id), icon="clients"), *self.acts(name)]

    def _open(self, client_id: int) -> None:
        rest = [number for number in self._lately if number != client_id]
        self._lately = [client_id, *rest][:MOST_LATELY]
        self._ways.open_client(client_id)


class Entries:
    """Finds words in all that was written down."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], ways: Ways) -> None:
        self._journal, self._now, self._ways = journal, now, ways

    def __call__(self, text: str) -> Iterable[Hit]:
        """Return the first hits for ``text``, and a way to all of them."""
        if len(text) < SHORTEST:
            return []
        found = search.search(self._journal, text, MOST_COUNTED)
        entries = [hit for hit in found if hit.type != "client" or not is_named((hit.title,), text)]
        if not entries:
            return []
        group, today = _("In the journal"), self._now().date()
        hits = [entry_hit(group, hit, today, self._ways) for hit in entries[:MOST_ENTRIES]]
        if len(entries) > MOST_ENTRIES:
            show = partial(self._ways.show_all, text)
            hits.append(Hit(group, show_all_words(len(entries)), show, icon="search"))
        return hits


def show_all_words(count: int) -> str:
    """Return the words of the way to all hits; beyond what is counted, without the number."""
    if count >= MOST_COUNTED:
        return _("Show all in the journal")
    return ngettext("Show all {n} in the journal", "Show all {n} in the journal", count).format(n=count)


def entry_hit(group: str, hit: search.Hit, today: date, ways: Ways) -> Hit:
    """Return the line of one entry."""
    return Hit(
        group,
        title_of(hit),
        partial(open_record, hit, ways.open_client, ways.open_page, ways.open_fact),
        detail=detail_of(hit),
        icon=icon_of(hit),
        hint=formats.days_ago(hit.day, today) if hit.day else "",
    )


def open_record(
    hit: search.Hit,
    open_client: Callable[..., object],
    open_page: Callable[[str], object],
    open_fact: Callable[[int, RecordRef], object],
) -> None:
    """Go where a record stands: its client's page, on its tab and its line; a lesson on its own page."""
    if hit.client_id is None:
        open_page("lessons" if hit.type in _ON_LESSONS else "clients")
    elif hit.type in _ONE_OF_MANY:
        open_fact(hit.client_id, RecordRef(hit.type, hit.id))
    elif tab := TABS.get(hit.type):
        open_client(hit.client_id, tab)
    else:
        open_client(hit.client_id)


def title_of(hit: search.Hit) -> str:
    """Return the name of a record, its client's too where that is not the record itself."""
    if hit.type in {"client", "lesson", "promise", "contact"} or not hit.client:
        return hit.title
    return _("{what} with {client}").format(what=hit.title, client=hit.client) if hit.kind else hit.title


def detail_of(hit: search.Hit, *, client: bool = True) -> str:
    """Return what else there is to say of a record on one line, its client named too unless told."""
    quoted = formats.quoted(hit.snippet) if hit.snippet else ""
    if hit.kind:
        return quoted
    kind = _(search.NAMES[hit.type])
    named = kind if kind != hit.title else ""
    of = hit.client if client and hit.type != "client" else ""
    return " · ".join(part for part in (named, of, quoted) if part)


def icon_of(hit: search.Hit) -> str:
    """Return the icon of a record; a lock for what no report may hold."""
    if hit.is_private:
        return "lock"
    return KIND_ICONS.get(hit.kind, ICONS.get(hit.type, "log"))


def matching(names: Sequence[ClientName], text: str) -> list[ClientName]:
    """Return the clients in whose name or people every word of ``text`` begins one, the likeliest first."""
    first = folded(text).split()[:1]

    def worth(name: ClientName) -> tuple[bool, bool, str]:
        own = folded(name.name)
        return (name.status not in LIVING, not own.startswith(tuple(first)), own)

    found = [name for name in names if is_named((name.name, *name.people), text)]
    return sorted(found, key=worth)


def is_named(names: Sequence[str], text: str) -> bool:
    """Say whether every word of ``text`` begins a word of one of ``names``."""
    words = folded(text).split()
    begun = folded(" ".join(names)).replace("-", " ").split()
    return bool(words) and all(any(one.startswith(word) for one in begun) for word in words)
