"""What lists and fields of a board probably mean, by their names in many languages.

Only ever a guess that the person sees and can say otherwise.
"""

from __future__ import annotations

from retention_journal.core.text import folded

_DELIVERED = frozenset(
    folded(
        "done complete completed finished finish delivered shipped released deployed published launched live"
        " ferdig ferdige fullført levert utført gjort avsluttet sluttført"
        " klart färdig färdigt färdiga levererat levererad slutfört avslutat avslutad avklarat gjorda utfört"
        " færdig færdige leveret udført afsluttet gennemført"
        " erledigt fertig abgeschlossen geliefert fertiggestellt ausgeliefert"
        " terminé terminés fait livré hecho terminado completado entregado feito concluído entregue"
        " fatto finito completato klaar gereed voltooid afgerond opgeleverd valmis valmiit hotovo gotowe"
        " zrobione готово сделано выполнено"
    ).split()
)
_NOT_YET = frozenset(
    folded(
        "not never almost nearly to be ready until before definition un half waiting"
        " ikke nesten snart klar til før halv venter ej inte nästan snart innan väntar"
        " næsten inden nicht fast bald vor pas presque casi"
    ).split()
)
_READY = frozenset(folded("ferdig klart färdig färdigt færdig fertig klaar").split())
_FOR = frozenset(folded("til for för till zu zur zum voor").split())  # "ferdig til test" is not done yet
_IN_WORK = tuple(
    f" {folded(phrase)} "
    for phrase in (
        "doing", "in progress", "work in progress", "wip", "in work", "working on", "working", "ongoing",
        "started", "under way", "underway", "in development", "current sprint", "pågår", "pågående",
        "under arbeid", "i arbeid", "jobber med", "jobbes med", "i gang", "igang", "underveis", "påbegynt",
        "påbegynte", "gjør", "gjøres", "arbetar med", "under arbete", "arbetas på", "påbörjad", "påbörjat",
        "pågående arbete", "görs", "arbejder på", "under udførelse", "i proces", "påbegyndt", "undervejs",
        "in arbeit", "in bearbeitung", "angefangen", "begonnen", "laufend", "läuft", "en cours", "en curso",
        "en proceso", "haciendo", "em andamento", "fazendo", "in corso", "bezig", "mee bezig", "työn alla",
        "kesken", "w toku", "в работе", "в процессе",
    )
)  # fmt: skip
_NO_WORK = frozenset(
    folded(one)
    for one in (
        "template", "templates", "card templates", "mal", "maler", "mall", "mallar", "skabelon", "skabeloner",
        "vorlage", "vorlagen", "modèles", "plantillas", "readme", "read me", "how to use this board",
        "how this board works", "about this board", "board info", "om denne tavlen", "om tavlen", "les meg",
        "läs mig", "om tavlan", "über dieses board",
    )
)  # fmt: skip
_CLIENT = frozenset(
    folded(
        "client clients customer customers kunde kunden kunder kund kunderna oppdragsgiver uppdragsgivare"
        " auftraggeber klient klienter klienten opgavestiller account cliente klant asiakas"
    ).split()
)
_AGREED = frozenset(
    folded(one)
    for one in (
        "agreed", "agreed on", "agreed date", "ordered", "ordered on", "order date", "avtalt", "avtalt dato",
        "bestilt", "bestilt dato", "bestillingsdato", "avtalat", "avtalad", "överenskommet", "beställd",
        "beställt", "beställningsdatum", "aftalt", "bestilt den", "vereinbart", "vereinbart am", "bestellt",
        "bestellt am", "bestelldatum", "auftragsdatum",
    )
)  # fmt: skip


def is_delivered(name: str) -> bool:
    """Say whether a list of this name probably holds what is delivered."""
    words = _words(name)
    if not words:
        return False
    if words[0] in _DELIVERED:
        return not (words[0] in _READY and len(words) > 1 and words[1] in _FOR)
    return words[-1] in _DELIVERED and _NOT_YET.isdisjoint(words)


def is_in_work(name: str) -> bool:
    """Say whether a list of this name probably holds what is being worked on."""
    words = _words(name)
    if words and not _NOT_YET.isdisjoint(words):
        return False
    plain = f" {' '.join(words)} "
    return any(plain.startswith(phrase) or plain.endswith(phrase) for phrase in _IN_WORK)


def is_no_work(name: str) -> bool:
    """Say whether a list of this name probably holds templates or explains the board."""
    return " ".join(_words(name)) in _NO_WORK


def is_client_field(name: str) -> bool:
    """Say whether a field of this name probably says whose a card is."""
    words = _words(name)
    return bool(words) and words[0] in _CLIENT


def is_agreed_field(name: str) -> bool:
    """Say whether a field of this name probably says when a card was agreed on."""
    return " ".join(_words(name)) in _AGREED


def _words(name: str) -> list[str]:
    """Return the words of a name in small plain letters, without numbers and signs."""
    letters = (letter if letter.isalpha() else " " for letter in folded(name))
    return "".join(letters).split()
