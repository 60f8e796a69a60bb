"""What an answer in Norwegian Bokmål had better not say."""

from __future__ import annotations

import re

from retention_journal.core import wording_turns as turn
from retention_journal.core.wording_patterns import Wording, pattern

_WORDS = {
    "we": r"jeg|vi",
    "you": r"du|dere|De",
    "you_obj": r"deg|dere|dem",
    "your": r"din|ditt|dine|deres",
    "adv": (
        r"jo|nok|heller|vel|kanskje|virkelig|bare|da|også|faktisk|selvsagt|selvfølgelig|tydeligvis|åpenbart"
        r"|rett og slett|ærlig talt|i det minste|likevel|nå|egentlig|allerede|ikke|aldri|dessverre|snart"
        r"|igjen"
    ),
    "should": r"burde|skulle|kunne|måtte",
    "done": (
        r"sagt|skjønt|forstått|lest|spurt|meldt|ringt|svart|sjekket|gitt|sendt|husket|visst|skrevet|betalt"
        r"|fortalt|varslet|opplyst|bedt|kommet|gjort|oppdaget|oppgitt|bekreftet|godkjent|nevnt|tatt|møtt"
        r"|passet"
        r"|lagt|valgt|gått|fulgt|hørt(?! fra)|sett|holdt|regnet|kontaktet|undersøkt|forberedt|planlagt|avtalt"
        r"|tenkt(?! (?:å|deg|dere|dem))|bestilt|avbestilt|\w{3,}ert"
        r"|vært(?! (?:spurt|varslet|informert|møtt|fulgt|hørt|spart))"
    ),
    "other": (
        r"(?:under|system|program|programvare)?leverandør\w*|kolleg\w+|medarbeider\w*|assistent\w*"
        r"|lærling\w*|vikar\w*|praktikant\w*|sekretær\w*"
        r"|resepsjonist\w*|sjefen\w*|partner\w*|regnskap\w*|bokholder\w*|trykkeri\w*|posten|postens|sjef"
        r"|postmannen"
        r"|budet|budets|budbil\w*|budfirma\w*|transportør\w*|(?:transport|frakt|flytte)firma\w*|speditør\w*"
        r"|nettvert\w*|webhotell\w*|(?:reklame|design|vikar|web|pr-)?byrå\w*|utvikler\w*|programmerer\w*"
        r"|designer\w*|fotograf\w*"
        r"|oversetter\w*|sjåfør\w*|lageret|banken|(?:regnskaps|økonomi|it-|salgs|kunde)?avdeling\w*"
        r"|elektriker\w*|rørlegger\w*|snekker\w*"
        r"|håndverker\w*|verkstedet"
    ),
    "failed": (
        r"for sent?|forsinke[nlt]\w*|glemte|glemt|rotet?|rotet (?:bort|til)|feil|feilen|tabbe\w*|mistet"
        r"|bommet"
        r"|skyld\w*|sviktet|ødela|ødelagt|forvekslet|byttet om|blandet|hoppet over|glapp|surret|slurvet"
        r"|ikke|somlet"
    ),
    "slipped": r"glemte|skrev|overså|misforsto|rotet|sendte|tok|gjorde|bommet|ikke|har glemt|hadde glemt",
    "load": (
        r"sykdom\w*|sykefravær\w*|ferie\w*|helligdag\w*|jul\w*|påske\w*|sommer\w*|vær|været|trafikk\w*"
        r"|permisjon\w*"
    ),
    "matter": (
        r"server\w*|(?:data|booking|bestillings|regnskaps|saks)?system\w*|programvare\w*|oppdatering\w*"
        r"|oppgradering\w*|tekniske?|problem\w*|strømbrudd\w*"
        r"|nettverk\w*|telefon\w*|spamfilter\w*|bemanning\w*|rutine\w*|omorganisering\w*|flytting\w*"
        r"|arbeidsmengde\w*|planlegging\w*"
    ),
    "mends": (
        r"retter|ringer|sender|ordner|kommer|bytter|betaler|lager|leverer|henter|fikser|gjør|tar|legger"
        r"|jobber"
        r"|refunderer|trekker|krediterer|følger|sjekker|skriver|begynner|starter"
    ),
    "remedy": (
        r"{we} (?:{adv} )?(?:skal|{mends})|(?:skal|{mends}) (?:{we})"
        r"|{we} har (?:{adv} )?(?:rettet|ordnet|bestilt|sendt|byttet|satt|bedt|kreditert|fikset)"
        r"|{you} (?:får|skal få|vil få|kan få|slipper)|(?:får|skal|slipper) {you}|{you} har (?:den|det"
        r"|dem|alt)"
        r"|(?:er|ligger)(?: nå)? (?:hos {you_obj}|klart?|på vei|rettet|fikset|ordnet)"
    ),
    "owned": (
        r"(?<!ikke\s)(?:vår|min|vårt|mitt)(?: egen| eget)? (?:feil|skyld|ansvar|tabbe)"
        r"|(?:feilen|skylden|ansvaret|det)(?: er| var) (?:vår|min|vårt|mitt)"
        r"|{you} (?:har|hadde) (?:\w+ )?rett|{we} (?:burde|skulle) (?:ha )?{done}|{we} tar (?:på (?:meg"
        r"|oss) )?ansvar\w*"
    ),
    "hurt": r"skuffet|støtt|såret|irritert|lei|krenket|fornærmet|misfornøyd",
}

_TURNS = {
    turn.SHOULD_HAVE: (
        r"{you} (?:{adv} ){0,2}{should} (?:{adv} ){0,2}(?:ha )?{done}",
        r"(?:burde|skulle|måtte) {you} (?:{adv} ){0,2}(?:ha )?{done}",
        r"hadde {you} (?:{adv} )?{done}",
        r"(?:hvis|om|dersom) {you} (?:{adv} )?hadde (?:{adv} )?{done}",
        r"(?:hvis|om|dersom) {you} (?:{adv} )?{done}",
    ),
    turn.TOLD_YOU: (
        r"(?:som )?{we} (?:{adv} )?(?:har |hadde )?(?:{adv} )?(?:fortalt|sagt|informert|varslet|minnet"
        r"|advart|sa"
        r"|fortalte|informerte|advarte) (?:{adv} )?(?:det )?(?:til )?{you_obj}"
        r"(?! (?:ikke|aldri|for sent|at (?:{we}|det) (?:skulle|ville)))",
        r"som {you} (?:burde|måtte|bør|må) (?:ha )?(?:visst|vite|forstå|skjønne)",
        r"som {you} (?:ble|er blitt|har blitt) (?:fortalt|informert|varslet|opplyst)",
    ),
    turn.YOUR_DOING: (
        r"{you} (?:{adv} )?(?:glemte|unnlot|overså|misforsto|misforstod|ignorerte|nektet|insisterte"
        r"|forlangte|somlet)",
        r"(?:glemte|overså|misforsto|misforstod|unnlot) {you}",
        r"{you} (?:har|hadde|må ha|kan ha|ser ut til å ha) (?:{adv} )?"
        r"(?:misforstått|glemt|oversett|feillest|unnlatt|ignorert)",
        r"{you} (?:svarte|sa|leste|sendte|ga|meldte|fortalte|bekreftet|betalte|nevnte|ringte|sjekket"
        r"|leverte|fulgte"
        r"|opplyste|godkjente|returnerte) (?:oss |meg )?(?:{adv} )?(?:aldri|ikke)",
        r"{you} har (?:{adv} )?(?:ikke|aldri) (?:svart|sagt|lest|sendt|gitt|meldt|fortalt|bekreftet"
        r"|betalt|nevnt"
        r"|sjekket|levert|fulgt|opplyst|godkjent)",
        r"{we} (?:fikk|hørte|mottok|har fått|har hørt) (?:ikke|aldri|først) .. fra {you_obj}",
        r"(?:fordi|siden|ettersom|på grunn av at|etter at) {you} (?:{adv} )?(?:endret|ombestemte|glemte"
        r"|sendte|ga"
        r"|kom|ventet|svarte|ville|var (?:sene?|forsinket|uklare?))",
        r"(?:er|var|blir) (?:{adv} )?{your}(?: eget| egen)? (?:feil|ansvar|skyld)|skylden (?:er|ligger)"
        r" (?:din|deres|hos {you_obj})",
        r"{you} (?:{adv} )?(?:visste|kjente(?! (?:deg|dere)))",
        r"det var (?:jo )?{you} (?:selv )?som",
        r"(?:gikk|gått) {you} med på|{you} (?:gikk|har gått) med på|{you} (?:selv )?godkjente",
        r"{we} (?:gjorde|har gjort|leverte) (?:nøyaktig |akkurat |bare )?det {you} (?:ba|bad|bestilte|ville)",
        r"sjekk (?:\w+ )?(?:søppelpost\w*|spam\w*|innboks\w*)",
        r"(?:ventet|vente) på (?:at )?{you}",
        r"(?:les|sjekk|kontroller) .. (?:før {you} (?:ringer|skriver|klager|purrer|spør)|neste gang)"
        r"|neste gang (?:må|bør) {you}",
        r"{you} (?:må|får) (?:nesten|nok|vel|jo|faktisk) .. selv",
        r"{your} (?:sene|trege|manglende|uklare|gale|forsinkede) \w+|(?:sene|trege|manglende"
        r"|uklare) \w+ {your}",
        r"(?:feilen|problemet|misforståelsen|forsinkelsen) (?:er|var|ligger|lå|oppsto|skjedde)"
        r" (?:på {your} side|hos {you_obj})",
    ),
    turn.OTHERS: (
        r"(?:{other}) .. {failed}",
        r"(?:på grunn av|takket være) (?:\w+ )?(?:{other})",
        r"(?:{other})(?: sin)? (?:feil|skyld|tabbe)",
        r"feil(?:en)? (?:ligger |lå |oppsto |skjedde )?(?:hos|fra|av) (?:\w+ )?(?:{other})",
        r"det (?:er|var) (?:\w+ )?(?:{other}) (?:\w+ )?som",
        r"(?:borte|bort|liggende|forsinket|stående) (?:hos|i|av|på) (?:\w+ )?(?:{other})",
        r"(?:noen|andre) (?:andre )?(?:på|hos|ved|i) .. (?:må ha|har|hadde|{failed})",
    ),
    turn.LOAD: (
        r"{we} .. (?:travelt|travle|mye å gjøre|mye å stå i|hendene fulle|underbemannet|overarbeidet)",
        r"mye (?:å gjøre|å stå i|på gang)|mange baller i luften",
        r"(?:travel|travle|travleste|hektisk|hektiske) (?:periode|tid|uker?|dager|måned\w*|høst|vår|sommer)",
        r"(?:stor|stort|høy|høyt|økt) (?:arbeidsmengde|arbeidspress|pågang)",
        r"(?:jeg|vi|laget|teamet|ansatte|kollegaen|kolleger|barna|barnet|noen|flere) .. (?:syke?|sykt"
        r"|sykmeldte?)",
        r"(?:på grunn av|grunnet) .. {load}",
        r"{we} (?:var|har vært) (?:\w+ )?(?:på|i) (?:ferie|kurs|permisjon)|fikk {we} (?:feber|influensa"
        r"|migrene)",
        r"{we} er (?:bare|kun) .. (?:personer|stykker|på kontoret|ansatte)",
        r"(?:maskinen|pc-en|datamaskinen|telefonen|bilen) (?:min|vår) .. (?:kvelden|krasjet|stoppet"
        r"|sviktet|stjålet|i stykker)",
        r"tok på (?:meg|oss) for (?:mye|mange)|(?:små )?barn hjemme|(?:private|personlige|familiære)"
        r" (?:grunner|årsaker)",
        r"{we} (?:fikk|hadde) (?:feber|influensa|migrene)",
        r"{we} (?:har hatt|hadde|har) (?:\w+ )?(?:problemer|trøbbel|vansker) med",
    ),
    turn.REASON: (
        r"(?:grunnen|bakgrunnen|årsaken|forklaringen)(?: til (?:dette|det|forsinkelsen|feilen))? (?:er"
        r"|var)(?: at)?(?! (?:{we} {slipped}|{you}))",
        r"(?:dette|det|forsinkelsen|feilen) (?:skyldes|skyldtes|kommer av|kom av|er fordi|var fordi"
        r"|skjedde fordi)"
        r"(?! (?:at )?(?:{we} {slipped}|meg|oss|{you}))",
        r"(?:på grunn av|grunnet|skyldes|skyldtes) .. {matter}",
        r"la meg(?: først)?(?: få)? forklare|{we} (?:må|vil|vil gjerne|ønsker å|skal)(?: først)? forklare",
        r"for å forklare|(?:litt|som) bakgrunn",
    ),
    turn.GROVELLING: (
        r"(?:fryktelig|forferdelig|grusomt|ufattelig|utrolig|uendelig|voldsomt|enormt) (?:lei|beklager)",
        r"(?:skammer|skjemmes) (?:meg|oss)|skamfulle?|{we} .. flaue?",
        r"tilgi (?:meg|oss)|tilgivelse|(?:sunket?|synke) (?:\w+ )?i jorden|på (?:mine "
        r"|våre )?(?:bare )?knær\w*",
        r"(?:tusen|hundre) ganger(?! takk)|tusen unnskyld\w*",
        r"(?:kan|får) (?:ikke|aldri) .. (?:beklage|beklaget|unnskyldt) .. nok",
        r"føler (?:meg|oss) .. (?:forferdelige?|fryktelige?|elendige?|grusomme?|ille)",
        r"(?:{we} er|for) (?:en )?(?:\w+ )?(?:idiot|idioter|tosk|dust|fjols|skam)",
        r"utilgivelige?|ingen unnskyldning for (?:meg|oss)|finner ikke ord",
        r"unnskyld(?: unnskyld){1,4}",
    ),
    turn.IF_YOU_FELT: (
        r"(?:beklager|unnskyld|sorry|lei (?:meg|oss)|leit)(?: {adv})? (?:hvis|dersom|om)",
        r"(?:beklager|leit|synd|lei (?:meg|oss)|trist|dumt|beklagelig)(?: for)? at {you}"
        r" (?:føler|følte|opplever|opplevde|syn[et]s|syntes|mener|oppfatter|oppfattet|tolke[rt]"
        r"|ser (?:det|sånn|slik)|misforsto|tok (?:det|meg)|(?:er|ble|var) (?:\w+ )?{hurt}|(?:har fått"
        r"|fikk) inntrykk)",
        r"eventuel\w* (?:ulempe\w*|misforståelse\w*|ubehag\w*|bry)",
        r"misforståelse\w* (?:fra|på) {your} side",
        r"(?:hvis|dersom|om) noen (?:ble|føler|følte|er|har følt) (?:seg )?{hurt}",
    ),
    turn.NOBODYS: (
        r"det (?:ble|er|har blitt) (?:gjort|begått) (?:noen )?feil(?! av (?:meg|oss))",
        r"feil (?:ble|er|har blitt) (?:gjort|begått)",
    ),
    turn.BUT: (r"men",),
    turn.ACTUALLY: (
        r"faktisk|egentlig",
        r"(?:sto|stod|står|skrev|sendte|avtalte|nevnte|varslet) (?:{we} |det )?jo|sa (?:{we} )?jo(?! til)",
    ),
    turn.AS_SAID: (
        r"(?<!\w\s)som {we} (?:{adv} )?(?:har |hadde )?(?:{adv} )?(?:sa|skrev|sagt|skrevet|nevnte|nevnt"
        r"|forklarte|forklart"
        r"|påpekte|påpekt|opplyste|opplyst)",
        r"(?<!\w\s)som (?:allerede |tidligere )?(?:sagt|nevnt|skrevet|forklart|opplyst|påpekt)",
        r"{we} har (?:allerede|jo|flere ganger) (?:sagt|skrevet|forklart|nevnt)",
    ),
    turn.STANDING_UP: (
        r"for å være (?:ærlig|rettferdig)|ærlig talt|til (?:vårt|mitt) forsvar|med (?:all )?respekt",
        r"strengt tatt|teknisk sett|formelt sett|tross alt",
        r"har aldri (?:\w+ )?(?:skjedd|hendt)|andre kunder (?:er|har|klager|får)",
        r"som det (?:står|sto|stod|fremgår|går fram|framgår) (?:i|av)",
        r"(?:det|dette) stemmer (?:rett og slett )?ikke|(?:det|dette) er (?:rett og slett )?ikke"
        r" (?:helt )?(?:sant|riktig)(?! at)",
        r"ikke (?:vår|min|vårt|mitt) (?:feil|skyld|ansvar|bord)|utenfor vår kontroll"
        r"|i henhold til våre vilkår",
    ),
}

_HARMLESS = (
    r"ikke (?:bare|kun) ... men(?: også)?",
    r"sist men ikke minst",
    r"men (?:{remedy}|{owned})",
    r"men (?:nå|fra nå av|fra og med nå|i dag|i morgen|neste gang|heretter|takk|ikke godt nok|glemte)",
    r"men (?:hva|hvordan|når|hvilke[nt]?|kan|vil|kunne) (?:{we}|{you}|er|ville|kan|skal)",
    r"men {we} (?:glemte|gjorde det ikke|rakk|ringte ikke|svarte ikke|tok feil|burde|skulle)",
    r"men (?:gjorde det ikke|ringte ikke|svarte ikke)",
    r"men (?:den|det|de|dette) (?:skulle|burde|betydde|betyr|er ingen unnskyldning|er ikke (?:godt nok"
    r"|bra nok))",
    r"(?:hva|hvordan|hvem|når|hvor|hvorfor|om)(?: \w+)? (?:faktisk|egentlig)",
    r"det (?:du|dere) (?:faktisk|egentlig)",
    r"(?:er|var|har|ble|trenger|passer|virker|vil) (?:det|dette|den|du|dere|de) (?:faktisk|egentlig)",
    r"ikke (?:{your})(?: egen)? (?:feil|ansvar|skyld)",
    r"ikke (?:\w+ )?(?:{other})(?: min| vår)?(?: sin)? (?:feil|skyld)",
    r"(?:hva|det|alt|noe) {you} (?:{adv} )?kunne",
    r"(?:rettet|retter|fant|finner|fikset|fikser|ordner|ordnet) .. feil(?:en|ene)?",
    r"{we} (?:\w+ )?(?:bedt|ba|snakket|snakker|ringt|ringte|spurt|spurte|ga|gitt|sendte|sendt)"
    r" (?:\w+ )?(?:{other})",
    r"(?:du|dere) .. (?:mye å gjøre|syke?|travelt)",
)

WORDING = Wording(
    turns={one: pattern(phrases, _WORDS) for one, phrases in _TURNS.items()},
    harmless=pattern(_HARMLESS, _WORDS),
    owned=pattern((_WORDS["owned"],), _WORDS),
    remedy=pattern((_WORDS["remedy"],), _WORDS),
    because=pattern(
        (r"(?:fordi|siden(?= (?:{we}|{you}|det|den|de))|ettersom|på grunn av|grunnet)(?! {we} {slipped})",),
        _WORDS,
    ),
    apology=pattern(
        (r"beklager", r"unnskyld", r"(?:ber|be) (?:\w+ )?om unnskyldning", r"lei (?:meg|oss)", r"sorry"),
        _WORDS,
    ),
    kept=re.compile(r"\b(De)\b"),
)
