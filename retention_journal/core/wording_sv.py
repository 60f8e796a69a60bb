"""What an answer in Swedish had better not say."""

from __future__ import annotations

from retention_journal.core import wording_turns as turn
from retention_journal.core.wording_patterns import Wording, pattern

_WORDS = {
    "we": r"jag|vi",
    "you": r"du|ni",
    "you_obj": r"dig|er",
    "your": r"din|ditt|dina|er|ert|era",
    "adv": (
        r"ju|nog|hellre|väl|kanske|verkligen|bara|då|också|även|faktiskt|självklart|givetvis"
        r"|uppenbarligen|tydligen"
        r"|helt enkelt|ärligt talat|åtminstone|ändå|nu|egentligen|redan|inte|aldrig|tyvärr|snart|gärna|igen"
    ),
    "should": r"borde|skulle|kunde|måste",
    "done": (
        r"sagt|förstått|läst|frågat|meddelat|ringt|svarat|kollat|gett|givit|skickat|beställt|kommit|vetat"
        r"|skrivit"
        r"|betalat|betalt|berättat|varnat|upplyst|bett|gjort|upptäckt|uppgett|bekräftat|godkänt|nämnt"
        r"|tagit|mött"
        r"|hört(?! (?:från|av (?:mig|oss)))|sett|hållit|räknat|kontaktat|undersökt|förberett|planlagt"
        r"|avtalat|följt"
        r"|begripit|avbokat|insett|lagt|valt|gått|passat|\w{3,}erat|tänkt(?! (?:dig|er|att))"
        r"|varit(?! (?:informera[dt]|tillfråga[dt]|varna[dt]))"
    ),
    "other": (
        r"(?:under|system|program)?leverantör\w*|kolleg\w+|medarbetare\w*|assistent\w*|lärling\w*"
        r"|vikarie\w*|praktikant\w*|sekreterare\w*"
        r"|receptionist\w*|chefen\w*|partner\w*|redovisning\w*|bokförare\w*|tryckeri\w*|posten|postens"
        r"|budet|budets|budbil\w*|budfirma\w*|transportör\w*|(?:transport|frakt|flytt)(?:firma|bolag)\w*"
        r"|åkeri\w*|speditör\w*"
        r"|webbhotell\w*|(?:reklam|design|webb|pr-)?byrån?s?|utvecklare\w*|programmerare\w*|formgivare\w*"
        r"|designer\w*|fotograf\w*"
        r"|översättare\w*|chaufför\w*|lagret|banken|(?:redovisnings|ekonomi|it-|sälj|kund)?avdelning\w*"
        r"|elektriker\w*|rörmokare\w*|snickare\w*"
        r"|hantverkare\w*|verkstaden"
    ),
    "failed": (
        r"för sent?|försena\w*|glömde|glömt|rörde till|rört till|slarvade|slarvat|fel|felet|misstag\w*"
        r"|tappade|tappat"
        r"|missade|missat|skuld\w*|svek|svikit|förstörde|förstört|förväxlade|förväxlat|blandade|blandat"
        r"|hoppade över|hoppat över"
        r"|inte|strulade|strulat"
    ),
    "slipped": r"glömde|skrev|missade|missförstod|skickade|tog|gjorde|slarvade|inte|har glömt|hade glömt",
    "load": (
        r"sjukdom\w*|sjukfrånvaro\w*|semester\w*|helgdag\w*|jul\w*|påsk\w*|sommar\w*|väder|vädret"
        r"|trafik\w*|ledighet\w*"
    ),
    "matter": (
        r"server\w*|(?:data|boknings|beställnings|ekonomi|ärende)?system\w*|programvar\w*|uppdatering\w*"
        r"|uppgradering\w*|tekniska?|problem\w*|strömavbrott\w*"
        r"|nätverk\w*|telefon\w*|skräppost\w*|bemanning\w*|rutin\w*|omorganisation\w*|flytt\w*"
        r"|arbetsbelastning\w*"
        r"|planering\w*"
    ),
    "mends": (
        r"rättar|ringer|skickar|ordnar|kommer|byter|betalar|gör|levererar|hämtar|fixar|tar|lägger|jobbar"
        r"|arbetar"
        r"|återbetalar|drar|krediterar|följer|kontrollerar|skriver|börjar|startar"
    ),
    "remedy": (
        r"{we} (?:{adv} )?(?:ska|skall|{mends})|(?:ska|{mends}) (?:{we})"
        r"|{we} har (?:{adv} )?(?:rättat|ordnat|beställt|skickat|bytt|satt|bett|krediterat|fixat)"
        r"|{you} (?:får|ska få|kommer att få|kan få|slipper)|(?:får|ska|slipper) {you}|{you} har (?:den"
        r"|det|dem|allt)"
        r"|(?:finns|är|ligger)(?: nu)? (?:hos {you_obj}|klara?|klart|på väg|rättat?|fixat?|ordnat?)"
    ),
    "owned": (
        r"(?<!inte\s)(?:vårt|mitt|vår|min)(?: eget| egen)? (?:fel|skuld|ansvar|misstag)"
        r"|(?:felet|ansvaret|misstaget|det|skulden)(?: är| var) (?:vårt|mitt|vår|min)"
        r"|{you} (?:har|hade) (?:\w+ )?rätt|{we} (?:borde|skulle) (?:ha )?{done}|{we} tar (?:på (?:mig"
        r"|oss) )?ansvar\w*"
    ),
    "hurt": r"besviken|besvikna|sårade?|kränkta?|irriterade?|ledsna?|ledsen|missnöjda?|förolämpade?",
}

_TURNS = {
    turn.SHOULD_HAVE: (
        r"{you} (?:{adv} ){0,2}{should} (?:{adv} ){0,2}(?:ha )?{done}",
        r"(?:borde|skulle|måste) {you} (?:{adv} ){0,2}(?:ha )?{done}",
        r"hade {you} (?:{adv} )?{done}",
        r"(?:om|ifall) {you} (?:{adv} )?hade (?:{adv} )?{done}",
        r"(?:om|ifall) {you} (?:{adv} )?{done}",
    ),
    turn.TOLD_YOU: (
        r"(?:som )?{we} (?:{adv} )?(?:har |hade )?(?:{adv} )?(?:berättat|sagt|informerat|meddelat|påmint"
        r"|varnat|sa|sade"
        r"|berättade|informerade|varnade|meddelade) (?:{adv} )?(?:det )?(?:till |för )?{you_obj}"
        r"(?! (?:inte|aldrig|för sent|att (?:{we}|det) skulle))",
        r"som {you} (?:borde|måste|bör) (?:ha )?(?:vetat|veta|förstå|inse)",
        r"som {you} (?:blev|har blivit) (?:informera[dt]e?|upplysta?|varnade?)",
    ),
    turn.YOUR_DOING: (
        r"{you} (?:{adv} )?(?:glömde|underlät|förbisåg|missförstod|ignorerade|vägrade|insisterade|krävde"
        r"|slarvade)",
        r"(?:glömde|förbisåg|missförstod|underlät) {you}",
        r"{you} (?:har|hade|måste ha|kan ha|verkar ha|tycks ha) (?:{adv} )?"
        r"(?:missförstått|glömt|förbisett|läst fel|underlåtit|ignorerat|missat)",
        r"{you} (?:svarade|sa|sade|läste|skickade|gav|meddelade|berättade|bekräftade|betalade|nämnde|ringde"
        r"|kontrollerade|levererade|följde|godkände|returnerade) (?:oss |mig )?(?:{adv} )?(?:aldrig|inte)",
        r"{you} har (?:{adv} )?(?:inte|aldrig) (?:svarat|sagt|läst|skickat|gett|meddelat|berättat"
        r"|bekräftat|betalat"
        r"|nämnt|kontrollerat|levererat|följt|godkänt)",
        r"{we} (?:fick|hörde|mottog|har fått|har hört) (?:inte|aldrig|först) .. från {you_obj}",
        r"(?:för att|därför att|eftersom|på grund av att|efter att|sedan) {you} (?:{adv} )?(?:ändrade"
        r"|glömde|skickade"
        r"|gav|kom|väntade|svarade|ville|var (?:sena?|försenade?|otydliga?))",
        r"(?:är|var|blir) (?:{adv} )?{your}(?: eget| egen)? (?:fel|ansvar|skuld)|skulden (?:är|ligger)"
        r" (?:din|er|hos {you_obj})",
        r"{you} (?:{adv} )?(?:visste|kände till)",
        r"det var (?:ju )?{you} (?:själva? )?som",
        r"(?:gick|gått) {you} med på|{you} (?:gick|har gått) med på|{you} (?:själva? )?godkände",
        r"{we} (?:gjorde|har gjort|levererade) (?:precis |exakt |bara )?det {you} (?:bad|beställde|ville)",
        r"(?:titta|kolla|se efter) i (?:\w+ )?(?:skräppost\w*|spam\w*|inkorg\w*)",
        r"(?:väntade|väntat|vänta) på (?:att )?{you}",
        r"(?:läs|kolla|kontrollera) .. (?:innan {you} (?:ringer|skriver|klagar|påminner|frågar)"
        r"|nästa gång)|nästa gång (?:måste|bör) {you}",
        r"{you} (?:måste|får) (?:nästan|nog|väl|ju|faktiskt) .. själva?",
        r"{your} (?:sena|långsamma|bristande|otydliga|uteblivna|försenade) \w+",
        r"(?:felet|problemet|missförståndet|förseningen) (?:är|var|ligger|låg|uppstod|skedde)"
        r" (?:på {your} sida|hos {you_obj})",
    ),
    turn.OTHERS: (
        r"(?:{other}) .. {failed}",
        r"(?:på grund av|tack vare) (?:\w+ )?(?:{other})",
        r"(?:{other}) (?:fel|skuld|misstag)",
        r"fel(?:et)? (?:ligger |låg |uppstod |skedde )?(?:hos|från|av) (?:\w+ )?(?:{other})",
        r"det (?:är|var) (?:\w+ )?(?:{other}) som",
        r"(?:försvann|försvunnit|liggande|försenat?|kvar) (?:\w+ )?(?:hos|i|av|på) (?:\w+ )?(?:{other})",
        r"(?:någon|några|andra) (?:annan |andra )?(?:på|hos|vid|i) .. (?:måste ha|har|hade|{failed})",
    ),
    turn.LOAD: (
        r"{we} .. (?:mycket att göra|fullt upp|händerna fulla|underbemannade|överarbetade|stressigt"
        r"|stressade)",
        r"mycket (?:att göra|på gång|att stå i)|många bollar i luften",
        r"(?:stressig|stressiga|stressigaste|hektisk|hektiska|intensiv|intensiva) (?:period|tid|veckor"
        r"|vecka|dagar|månad\w*|höst|vår)",
        r"(?:stor|stort|hög|högt|ökad) (?:arbetsbelastning|arbetsbörda|tryck)",
        r"(?:jag|vi|laget|teamet|anställda|kollegan|kolleger|barnen|barnet|någon|några|flera) .."
        r" (?:sjuka?|sjukt|sjukskrivna?)",
        r"(?:på grund av|till följd av) .. {load}",
        r"{we} (?:var|har varit) (?:\w+ )?(?:på|i) (?:semester|kurs)|{we} (?:var|har varit) (?:föräldra"
        r"|tjänst)?ledig",
        r"{we} är (?:bara|endast) .. (?:personer|stycken|på kontoret|anställda)",
        r"(?:min|vår) (?:dator|telefon|bil|maskin) (?:\w+ )?(?:sönder|kraschade|dog|stannade|stulen|stals)",
        r"tog på (?:mig|oss) för (?:mycket|många)|(?:små )?barn hemma|(?:privata|personliga|familje) ?skäl",
        r"{we} (?:fick|hade) (?:feber|influensa|migrän)|fick {we} (?:feber|influensa|migrän)",
        r"{we} (?:har haft|hade|har) (?:\w+ )?(?:problem|strul|svårigheter) med",
    ),
    turn.REASON: (
        r"(?:anledningen|bakgrunden|orsaken|skälet|förklaringen)(?: till (?:detta|det här|förseningen"
        r"|felet))? (?:är"
        r"|var)(?: att)?"
        r"(?! (?:{we} {slipped}|{you}))",
        r"(?:detta|det|det här|förseningen|felet) (?:beror på|berodde på|kommer av|är för att"
        r"|är därför att|var för att)"
        r"(?! (?:att )?(?:{we} {slipped}|mig|oss|{you}))",
        r"(?:på grund av|till följd av|beror på|berodde på) .. {matter}",
        r"låt mig(?: först)?(?: få)? förklara|{we} (?:måste|vill|vill gärna|ska)(?: först)? förklara",
        r"för att förklara|(?:lite|som) bakgrund",
    ),
    turn.GROVELLING: (
        r"(?:fruktansvärt|förfärligt|hemskt|oerhört|otroligt|oändligt|ofattbart|enormt) (?:ledsen|ledsna)",
        r"skäms|skamsen|skamsna",
        r"förlåta? (?:mig|oss)|förlåtelse|(?:sjunka|sjunkit) (?:genom|under) jorden|på (?:mina "
        r"|våra )?(?:bara )?knän",
        r"(?:tusen|hundra) gånger(?! tack)|tusen förlåt",
        r"kan (?:inte|aldrig) nog (?:be om ursäkt|beklaga)|kan (?:inte|aldrig) be om ursäkt nog",
        r"känner (?:mig|oss) .. (?:förfärliga?|fruktansvärda?|hemska?|usla?|eländiga?)",
        r"(?:{we} är|vilken) (?:en )?(?:\w+ )?(?:idiot|idioter|dumbom|skam)",
        r"oförlåtliga?|oförlåtligt|ingen ursäkt för (?:mig|oss)|saknar ord",
        r"förlåt(?: förlåt){1,4}",
    ),
    turn.IF_YOU_FELT: (
        r"(?:beklagar|förlåt|ledsen|ledsna|ursäkta?|sorry|tråkigt)(?: {adv})? (?:om|ifall)(?! (?:hur|att))",
        r"(?:beklagar|tråkigt|synd|ledsen|ledsna|trist|beklagligt)(?: över)? att {you}"
        r" (?:känner|kände|upplever|upplevde|tycker|tyckte|anser|uppfattar|uppfattade|tolkar|tolkade"
        r"|ser (?:det|så)|missförstod|tog (?:det|mig)|(?:är|blev|var) (?:\w+ )?{hurt}|(?:har fått"
        r"|fick) intryck\w*)",
        r"eventuell\w* (?:olägenhet\w*|missförstånd\w*|besvär\w*|obehag\w*)",
        r"missförstånd\w* (?:från|på) {your} sida",
        r"(?:om|ifall) (?:någon|några) (?:blev|känner|kände|tog|är) (?:sig )?(?:{hurt}|illa)",
    ),
    turn.NOBODYS: (
        r"(?:misstag|fel) (?:har begåtts|begicks|har gjorts|gjordes)",
        r"det (?:blev|har blivit|begicks|har begåtts) (?:ett |några )?(?:fel|misstag)(?! av (?:mig|oss))",
    ),
    turn.BUT: (r"men",),
    turn.ACTUALLY: (
        r"faktiskt|egentligen",
        r"(?:stod|står|skrev|skickade|avtalade|nämnde|meddelade) (?:{we} |det )?ju|(?:sa|sade)"
        r" (?:{we} )?ju(?! till)",
    ),
    turn.AS_SAID: (
        r"(?<!\w\s)som {we} (?:{adv} )?(?:har |hade )?(?:{adv} )?(?:sa|sade|skrev|sagt|skrivit|nämnde"
        r"|nämnt|förklarade|förklarat"
        r"|påpekade|påpekat)",
        r"(?<!\w\s)som (?:redan |tidigare )?(?:sagt|nämnts?|skrivits|förklarats|påpekats)",
        r"{we} har (?:redan|ju|flera gånger) (?:sagt|skrivit|förklarat|nämnt)",
    ),
    turn.STANDING_UP: (
        r"ärligt talat|för att vara (?:ärlig|rättvis)|till (?:vårt|mitt) försvar|med (?:all )?respekt",
        r"strängt taget|tekniskt sett|formellt sett|rent formellt|trots allt",
        r"har aldrig (?:\w+ )?(?:hänt|inträffat)|andra kunder (?:är|har|klagar|får)",
        r"som det (?:står|stod|framgår) (?:i|av)",
        r"(?:det|detta|det här) stämmer (?:helt enkelt )?inte|(?:det|detta) är (?:helt enkelt )?inte"
        r" (?:riktigt )?sant(?! att)",
        r"inte (?:vårt|mitt) (?:fel|ansvar|bord)|utanför vår kontroll|enligt våra villkor",
    ),
}

_HARMLESS = (
    r"inte (?:bara|endast) ... (?:men|utan)(?: även| också)?",
    r"sist men inte minst",
    r"men (?:{remedy}|{owned})",
    r"men (?:nu|från och med nu|från nu|i dag|idag|i morgon|imorgon|nästa gång|hädanefter|tack"
    r"|inte bra nog|glömde)",
    r"men (?:vad|hur|när|vilk\w+|kan|vill|kunde) (?:{we}|{you}|är|vore|kan|ska)",
    r"men {we} (?:glömde|gjorde det inte|hann|ringde inte|svarade inte|hade fel|borde|skulle)",
    r"men (?:gjorde det inte|ringde inte|svarade inte)",
    r"men (?:den|det|de|detta) (?:skulle|borde|betydde|betyder|är ingen ursäkt|är inte (?:bra nog|gott nog))",
    r"(?:vad|hur|vem|när|var|varför|om)(?: \w+)? (?:faktiskt|egentligen)",
    r"det (?:du|ni) (?:faktiskt|egentligen)",
    r"(?:är|var|har|blev|behöver|passar|fungerar|vill) (?:det|detta|den|du|ni|de) (?:faktiskt|egentligen)",
    r"inte (?:{your})(?: eget)? (?:fel|ansvar|skuld)",
    r"inte (?:\w+ )?(?:{other}) (?:fel|skuld)",
    r"(?:vad|det|allt|något) {you} (?:{adv} )?kunde",
    r"(?:rättat|rättar|hittade|hittar|fixat|fixar|ordnar|ordnat) .. fel(?:et|en)?",
    r"{we} (?:\w+ )?(?:bett|bad|talat|talade|pratat|ringt|ringde|frågat|frågade|gav|gett|skickade"
    r"|skickat) (?:\w+ )?(?:{other})",
    r"(?:du|ni) .. (?:mycket att göra|sjuka?|stressigt)",
)

WORDING = Wording(
    turns={one: pattern(phrases, _WORDS) for one, phrases in _TURNS.items()},
    harmless=pattern(_HARMLESS, _WORDS),
    owned=pattern((_WORDS["owned"],), _WORDS),
    remedy=pattern((_WORDS["remedy"],), _WORDS),
    because=pattern(
        (r"(?:eftersom|därför att|för att|på grund av|till följd av)(?! {we} {slipped})",), _WORDS
    ),
    apology=pattern(
        (
            r"beklagar",
            r"förlåt",
            r"(?:ber|be) (?:\w+ )?om ursäkt",
            r"ursäkta",
            r"(?:ledsen|ledsna)",
            r"sorry",
        ),
        _WORDS,
    ),
)
