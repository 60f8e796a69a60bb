"""Which column of a client list means what: guessed from its headings, and open to be said otherwise.

Source: imports, sections 1.2, 1.4 and 4.1: presets by their headings, synonyms in five languages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from retention_journal.core.broken_letters import mended
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

F = TypeVar("F", bound=Term)


class Field(Term):
    """What a column can mean; the value is the name of the field in ``ClientRow``."""

    NAME = "name", N_("Client")
    CONTACT_NAME = "contact_name", N_("Contact person")
    CONTACT_GIVEN = "contact_given", N_("First name")
    CONTACT_FAMILY = "contact_family", N_("Last name")
    EMAIL = "email", N_("E-mail")
    PHONE = "phone", N_("Phone")
    TITLE = "title", N_("Title")
    LOCALITY = "locality", N_("Town")
    START_DATE = "start_date", N_("Client since")
    ENGAGEMENT_TYPE = "engagement_type", N_("Engagement")
    TIER = "tier", N_("Tier")
    IDEAL_DAYS = "ideal_interval_days", N_("Days between contacts")
    LANGUAGE = "language", N_("Language")
    NOTES = "notes", N_("Notes")
    EXTERNAL_ID = "external_id", N_("Number in the other program")
    BIRTHDAY = "birthday", N_("Birthday")


#: Fields of which one is enough to know who a row is about.
NAMING = frozenset({Field.NAME, Field.CONTACT_NAME, Field.CONTACT_GIVEN, Field.CONTACT_FAMILY})


@dataclass(frozen=True)
class MappingTo(Generic[F]):
    """What the columns of a file mean; columns it does not name are not taken in.

    Attributes:
        fields: Headings with their field, in the order of the columns; several may share a field.
        rest_as_note: Whether the columns not named are kept as lines of the note.
        tool: Name of the program whose export this is, "" where it was not recognised.
    """

    fields: tuple[tuple[str, F], ...]
    rest_as_note: bool = False
    tool: str = ""

    def field_of(self, heading: str) -> F | None:
        """Return what a column means, None where it is not taken in."""
        return next((field for named, field in self.fields if named == heading), None)

    def saying(self, heading: str, field: F | None) -> Self:
        """Return the mapping with one column meaning something else, or with None nothing."""
        others = tuple(pair for pair in self.fields if pair[0] != heading)
        return replace(self, fields=others if field is None else (*others, (heading, field)))

    def as_names(self) -> dict[str, str]:
        """Return headings with the names of their fields, as ``mapping_of`` reads them."""
        return {heading: field.value for heading, field in self.fields}


@dataclass(frozen=True)
class ColumnMapping(MappingTo[Field]):
    """What the columns of a list of clients mean."""


def mapping_of(names: Mapping[str, str], *, rest_as_note: bool = False) -> ColumnMapping:
    """Return the mapping that a person wrote as ``{"Firma": "name", "Tlf": "phone"}``.

    Raises:
        InvalidEntryError: It names a field that there is not.
    """
    return ColumnMapping(fields_named(names, Field), rest_as_note)


def fields_named(names: Mapping[str, str], fields: type[F]) -> tuple[tuple[str, F], ...]:
    """Return headings with what they mean, out of headings with the names of their fields.

    Raises:
        InvalidEntryError: A name is none of ``fields``.
    """
    unknown = next((name for name in names.values() if name not in set(fields)), None)
    if unknown is not None:
        raise InvalidEntryError(
            "mapping",
            _("A column cannot mean “{name}”.").format(name=unknown),
            _("It can mean: {names}.").format(names=", ".join(field.value for field in fields)),
        )
    return tuple((heading, fields(name)) for heading, name in names.items())


def guess_mapping(header: Sequence[str]) -> ColumnMapping:
    """Return what the columns probably mean, by their headings."""
    plain = [plain_heading(heading) for heading in header]
    preset = next((preset for preset in _PRESETS if preset.needs.issubset(plain)), None)
    exceptions = preset.exceptions if preset else {}
    found = [
        (heading, exceptions.get(name, _meant(name)))
        for heading, name in zip(header, plain, strict=True)
        if not (name in _SALUTATIONS and _JOBS & set(plain))
    ]
    fields = [(heading, field) for heading, field in found if field]
    if preset is None or not preset.settles_name:
        fields = _with_plain_name(header, plain, fields)
    return ColumnMapping(tuple(fields), tool=preset.tool if preset else "")


def known_headings(cells: Sequence[str]) -> int:
    """Return how many cells of a row are headings that mean something."""
    return len({name for name in map(plain_heading, cells) if _meant(name) or name in _PLAIN_NAMES})


def _meant(name: str) -> Field | None:
    """Return what a plain heading means, whatever place it names besides: "telefon arbeid"."""
    if name in _SYNONYMS:
        return _SYNONYMS[name]
    words = name.split()
    field = _SYNONYMS.get(" ".join(word for word in words if word not in _PLACES))
    return field if field in _REACHED else None


@dataclass(frozen=True)
class _Preset:
    """The export of one program, known by headings that no other has together."""

    tool: str
    needs: frozenset[str]
    exceptions: Mapping[str, Field | None]
    settles_name: bool = True


def _with_plain_name(
    header: Sequence[str], plain: Sequence[str], fields: list[tuple[str, Field]]
) -> list[tuple[str, Field]]:
    """Give a column that is just called "Name" its meaning: the client, or beside one the contact person."""
    named = next((heading for heading, name in zip(header, plain, strict=True) if name in _PLAIN_NAMES), None)
    if named is None:
        return fields
    taken = {field for _heading, field in fields}
    if Field.NAME not in taken:
        meaning = Field.NAME
    elif Field.CONTACT_NAME not in taken:
        meaning = Field.CONTACT_NAME
    else:
        return fields
    order = list(header)
    return sorted([*fields, (named, meaning)], key=lambda pair: order.index(pair[0]))


def plain_heading(heading: str) -> str:
    """Return a heading in small letters without signs and counting: "E-mail 1 - Value" is "e mail value".

    One whose letters were read wrongly once is understood all the same.
    """
    letters = "".join(c if c.isalnum() else " " for c in mended(heading).casefold())
    return " ".join(word for word in letters.split() if not word.isdecimal())


_PLAIN_NAMES = frozenset({"name", "navn", "namn"})

#: Headings under which the client stands, between semicolons.
CLIENT_WORDS = (
    "client; client name; company; company name; organization; organisation; organization name;"
    " organisation name; customer; customer name; account name; business; business name; firm; kunde;"
    " kundenavn; firma; firmanavn; bedrift; bedriftsnavn; selskap; selskapsnavn; virksomhet; organisasjon;"
    " foretak; foretaksnavn; oppdragsgiver; kund; kundnamn; företag; företagsnamn; bolag; bolagsnamn;"
    " uppdragsgivare; virksomhed; virksomhedsnavn; kundenname; firmenname; unternehmen; auftraggeber;"
    " société; entreprise; raison sociale; associated company; primary associated company; work company"
)

_WORDS: dict[Field, str] = {
    Field.NAME: CLIENT_WORDS,
    Field.CONTACT_NAME: "contact; contact person; contact name; primary contact; main contact; full name;"
    " display name; kontakt; kontaktperson; kontaktnavn; kontaktnamn; fullt navn; fullständigt namn;"
    " visningsnavn; ansprechpartner; kontaktpersonen; anzeigename; nom complet; nom à afficher",
    Field.CONTACT_GIVEN: "first; first name; given name; middle name; additional name; contact first name;"
    " fornavn; mellomnavn; mellemnavn; förnamn; mellannamn; vorname; weitere vornamen; prénom;"
    " deuxième prénom",
    Field.CONTACT_FAMILY: "last; last name; family name; surname; contact last name; etternavn; efternavn;"
    " efternamn; nachname; familienname; nom de famille",
    Field.EMAIL: "email; e mail; email address; e mail address; e mail value; email value; mail; epost;"
    " e post; epostadresse; e postadresse; e postadress; epostadress; mailadresse; e mailadresse;"
    " e mail adresse; contact email; primary email; adresse de messagerie; adresse e mail; courriel;"
    " adresse électronique principale; adresse électronique secondaire; primäre e mail adresse;"
    " sekundäre e mail adresse; e mailadress; mejladress; work email; secondary email;"
    " emailid; email id; alternate email",
    Field.PHONE: "phone; phone number; telephone; telephone number; tel; mobile; mobile phone; mobile number;"
    " cell; cell phone; business phone; primary phone; home phone; company main phone; phone value;"
    " telefon; telefonnummer; telefonnr; tlf; tlfnr; mobil; mobilnummer; mobilnr; mobiltelefon; mobiltlf;"
    " handy; rufnummer; contact phone; téléphone; téléphone principal; tél mobile; tél professionnel;"
    " portable; haupttelefon; mobil tel nr; tel dienstlich; tel privat; firmatelefon; arbeidstelefon;"
    " jobbtelefon; hjemmetelefon; primær telefon; arbetstelefon; hemtelefon; bostadstelefon; huvudtelefon;"
    " arbejdstelefon; work phone; company phone; other phone; mobilephone",
    Field.TITLE: "title; job title; position; role; organization title; tittel; stilling; stillingstittel;"
    " rolle; titel; befattning; roll; jobbtitel; profession; fonction; titre; stillingsbetegnelse",
    Field.LOCALITY: "city; town; locality; place; business city; home city; address city; sted; poststed; by;"
    " ort; stad; postort; stadt; ville; localité; billing city",
    Field.START_DATE: "since; client since; customer since; start; start date; started; collaboration start;"
    " startdato; kunde siden; siden; startdatum; kund sedan; sedan; kunde seit; seit; oppstart",
    Field.ENGAGEMENT_TYPE: "engagement; engagement type; type of engagement; oppdragstype; avtaletype;"
    " type oppdrag; engasjement; uppdragstyp; avtalstyp; aftaletype; opgavetype; vertragsart",
    Field.TIER: "tier; client tier; abc; abc class; abc klasse; abc klass",
    Field.IDEAL_DAYS: "ideal days; ideal interval; ideal interval days; contact every; days between contacts;"
    " rhythm; cadence; rytme; rytm; dager mellom kontakt; kontaktintervall; dagar mellan kontakt;"
    " dage mellem kontakt; kontaktrhythmus",
    Field.LANGUAGE: "language; språk; sprog; sprache",
    Field.NOTES: "note; notes; comment; comments; notat; notater; merknad; merknader; kommentar; kommentarer;"
    " anteckning; anteckningar; bemærkning; bemærkninger; noter; notiz; notizen; bemerkung; bemerkungen;"
    " remarques; commentaires",
    Field.EXTERNAL_ID: "record id; client id; customer id; customer number; customer no; client number;"
    " contact id; external id; kundenummer; kundenr; kundnummer; kundnr; kundennummer; kundennr; uid",
    Field.BIRTHDAY: "birthday; birth date; birthdate; date of birth; bursdag; fødselsdag; fødselsdato;"
    " födelsedag; födelsedatum; fødselsdagsdato; geburtstag; geburtsdatum; anniversaire; date de naissance",
}
_SYNONYMS = {word.strip(): field for field, words in _WORDS.items() for word in words.split(";")}

#: What a heading may say besides: where one is reached.
_PLACES = frozenset(
    {"arbeid", "arbeidet", "arbete", "arbetet", "arbejde", "jobb", "business", "work", "home", "bureau",
     "domicile", "geschäftlich", "dienstlich", "privat", "privé", "hjem", "hjemme", "hem", "hemmet", "bostad",
     "bolig"}
)  # fmt: skip
_REACHED = frozenset({Field.PHONE, Field.LOCALITY, Field.EMAIL})
_SALUTATIONS = frozenset({"title", "titel", "tittel", "titre"})
_JOBS = frozenset(
    {
        "job title",
        "stilling",
        "befattning",
        "position",
        "profession",
        "stillingsbetegnelse",
        "organization title",
    }
)

_PRESETS = (
    _Preset(
        "Google Contacts",
        frozenset({"given name", "family name", "group membership"}),
        {"name": Field.CONTACT_NAME, "location": None, "occupation": None},
    ),
    _Preset(
        "Google Contacts",
        frozenset({"first name", "last name", "labels", "organization name"}),
        {"name": Field.CONTACT_NAME},
    ),
    _Preset(
        "Outlook",
        frozenset({"first name", "last name", "business phone", "e mail address"}),
        {"title": None, "location": None, "name": None},
    ),
    *(
        _Preset("Outlook", frozenset(needs), {"nom": Field.CONTACT_FAMILY, "name": None})
        for needs in (
            {"fornavn", "etternavn", "e postadresse", "stilling"},
            {"förnamn", "efternamn", "e postadress", "befattning"},
            {"fornavn", "efternavn", "e mail adresse", "stilling"},
            {"vorname", "nachname", "e mail adresse", "position"},
            {"prénom", "nom", "adresse de messagerie"},
        )
    ),
    _Preset(
        "FreshBooks",
        frozenset({"organization", "first name", "last name", "province state"}),
        {},
    ),
    _Preset("HubSpot", frozenset({"record id"}), {}, settles_name=False),
)
