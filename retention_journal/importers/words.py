"""Words for engagements, tiers and languages, as other programs and people write them."""

from __future__ import annotations

from functools import cache

from retention_journal import i18n
from retention_journal.core.clients import EngagementType, Tier

_ENGAGEMENTS = {
    EngagementType.RETAINER: "fast avtale, løpende, løpende avtale, rammeavtale, abonnement, subscription,"
    " ongoing, löpande avtal, ramavtal, abonnemang, fast aftale, rahmenvertrag, laufend",
    EngagementType.PROJECT: "prosjekt, projekt, projects",
    EngagementType.HOURLY: "by the hour, per hour, timebasis, timer, per time, per timme, timbasis,"
    " löpande räkning, løpende timer, timebetalt, stundenbasis",
    EngagementType.ONE_OFF: "one off, one off job, oneoff, enkeltoppdrag, engangsoppdrag, engangsjobb,"
    " engångsuppdrag, enkeltopgave, einmalig, single job",
    EngagementType.BETWEEN: "mellom oppdrag, mellan uppdrag, mellem opgaver",
    EngagementType.PAST: "former, former client, tidligere, tidligere kunde, tidigare,"
    " tidigare kund, ehemalig",
}
_LANGUAGES = {
    "nb": "norsk, norwegian, norska, norwegisch, bokmål, norsk bokmål, no, nor, nob, nn, nynorsk",
    "sv": "svensk, svenska, swedish, schwedisch, swe, se",
    "en": "engelsk, engelska, english, englisch, eng, gb, uk",
    "da": "dansk, danska, danish, dänisch, dan, dk",
    "de": "tysk, tyska, german, deutsch, ger, deu",
    "fi": "finsk, finska, finnish, suomi, fin",
    "fr": "fransk, franska, french, français, fra, fre",
    "nl": "nederlandsk, dutch, nederlands, nld",
    "es": "spansk, spanska, spanish, español, spa",
    "is": "islandsk, isländska, icelandic, íslenska, isl",
    "pl": "polsk, polska, polish, polski, pol",
    "it": "italiensk, italienska, italian, italiano, ita",
}
_LANGUAGE_OF = {word.strip(): tag for tag, words in _LANGUAGES.items() for word in words.split(",")}


@cache
def _engagement_words() -> dict[str, EngagementType]:
    words = {word.strip(): meant for meant, text in _ENGAGEMENTS.items() for word in text.split(",")}
    for meant in EngagementType:
        words[meant.value.replace("_", " ")] = meant
        for language in i18n.LANGUAGES:
            label = meant.label_in(i18n.texts_in(language)).casefold()
            words[" ".join(label.replace("-", " ").split())] = meant
    return words


def engagement(word: str) -> EngagementType | None:
    """Return the engagement that a word in small letters means, None where it means none."""
    return _engagement_words().get(word)


def tier(word: str) -> Tier | None:
    """Return the tier that a word in small letters means, None where it means none."""
    letter = word.removeprefix("tier ").partition(",")[0].upper()
    return next((known for known in Tier if known.value == letter), None)


def language(word: str) -> str | None:
    """Return the BCP 47 tag of a language told by its name or by a tag such as ``nb NO``."""
    first = word.partition(" ")[0].strip(",")
    if tag := _LANGUAGE_OF.get(word) or _LANGUAGE_OF.get(first):
        return tag
    return first if len(first) in (2, 3) and first.isascii() and first.isalpha() else None
