"""What is said on ordinary days, in the three languages of the sample.

``{p}`` is the contact person's given name, ``{t}`` one of the client's subjects. The firm's owner writes
about a client in the client's language.
"""

# ruff: noqa: E501 - what people say is not broken into pieces
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """The everyday sentences of one language."""

    calls: tuple[str, ...]
    meetings: tuple[str, ...]
    sent: tuple[str, ...]
    subjects: tuple[str, ...]
    words: tuple[str, ...]
    notes: tuple[str, ...]
    messages: tuple[str, ...]
    tried: tuple[str, ...]
    reports: str
    more: tuple[str, ...]
    kept: tuple[str, ...]  # promises of old, all kept
    first: str  # the first meeting
    late: str  # why a promise came late
    headlines: tuple[str, ...]
    went_well: tuple[str, ...]
    went_not: tuple[str, ...]
    doing: tuple[str, ...]
    replies: tuple[str, ...]
    agreed_again: str  # why an agreement has a new version with the same goals


NB = Phrases(
    calls=(
        "Alt i orden. {p} er fornøyd med {t}.",
        "Gikk gjennom tallene for forrige måned. {p} ville vite hva som ligger bak, og det fikk vi svart på.",
        "Snakket om {t}. Vi lar det ligge til neste måned.",
        "{p} hadde det travelt, men svarte på alt. Ingenting å melde.",
        "Kort prat. {p} lurte på {t}, og jeg sender et forslag.",
        "Ble enige om rekkefølgen videre: først {t}, så resten.",
        "Telefonen ringer mer enn før, sier {p}. Vi skal finne ut hvilke sider folk kommer fra.",
        "Gikk gjennom {t} sammen. Et par formuleringer skal endres.",
        "Spurte om noe kunne vært bedre. {p} tenkte seg om og sa: kortere rapporter.",
        "Leveransen fungerer. {p} vil gjerne ha beskjed litt tidligere neste gang.",
        "Ringte bare for å høre. Det satte {p} pris på.",
        "{p} har fått spørsmål fra egne kunder om {t}. Vi lager et kort svar på siden.",
        "En ansatt hos dem synes det er vanskelig å finne {t}. Ser på menyen.",
        "Snakket om hva som er viktigst framover. Svaret var {t}, uten å nøle.",
        "Alt vel. {p} er på farten og foretrekker en melding neste gang.",
        "Avklarte hvem som godkjenner {t}. Det er {p} alene.",
        "Fikk ros for {t}. Noterer at det lille ekstra ble lagt merke til.",
        "{p} spurte hvor mange timer som er igjen denne måneden. Sendte oversikt samme dag.",
        "Uenige om {t}, men på en god måte. Vi prøver {p} sitt forslag i fire uker.",
        "Rolig periode hos dem. Avtalte at jeg bruker tiden på {t}.",
        "Lyttet mest. {p} har mye å gjøre og trenger at dette bare virker.",
        "Ble ferdig med {t} mens vi snakket. Det tok fem minutter.",
    ),
    meetings=(
        "Møte hos dem. Gikk gjennom {t} og planen for neste kvartal.",
        "Kvartalsmøte. Målene står, {t} kommer i tillegg.",
        "Møtte {p} over en kaffe. Halvparten av tiden gikk til {t}, resten til hvordan de har det.",
        "Så på {t} sammen på stor skjerm. Tre ting å rette, alle små.",
        "Gikk gjennom avtalen punkt for punkt. {p} ville ha {t} skrevet inn, og det er gjort.",
        "Hilste på resten av laget. Nå vet de hvem de kan ringe.",
    ),
    sent=(
        "Sendte forslag til {t}.",
        "Sendte oversikt over hva som er gjort denne måneden.",
        "Spurte hvem som skriver om {t}.",
        "Sendte utkast til {t}, med to varianter.",
        "Svarte på spørsmål om {t}.",
        "Ga beskjed om at {t} er på plass.",
        "Foreslo tre tidspunkter for neste prat.",
        "Sendte en liten sjekkliste før {t} legges ut.",
        "Oppsummerte det vi ble enige om, med datoer.",
        "Spurte hva som haster mest nå.",
    ),
    subjects=(
        "Svar om {t}", "Om {t}", "Takk", "Et spørsmål", "Bilder", "Godkjent", "Re: {t}", "Til neste gang",
    ),
    words=(
        "Dette ser veldig bra ut, takk. Du kan legge det ut når det passer for deg.",
        "Takk for rask hjelp. Kan du se på {t} når du får tid? Det haster ikke.",
        "Jeg har vist det til de andre, og alle likte det. Bare bytt det nederste bildet, så er vi i mål.",
        "Fint forslag. Vi går for det andre, det ligner mest på oss.",
        "Hadde to nye kunder i går som begge sa at de fant oss på nettet. Tenkte du ville vite det.",
        "Beklager sent svar, det har vært fullt hus. Alt er greit fra vår side.",
        "Kan vi ta {t} på telefonen i stedet? Jeg er dårlig til å skrive om sånt.",
        "Her er bildene. Si fra hvis de er for store.",
        "Jeg skjønte ikke helt tabellen på side to, men resten var klart og greit.",
        "Supert. Da hører jeg fra deg neste uke.",
        "Godkjent fra min side. Fint at du tok med prisene.",
        "Vi har endret åpningstidene fra mandag. Kan du rette det på siden?",
        "Takk for at du sa fra så tidlig. Da rekker vi å gjøre noe med det.",
        "Enig i alt, bortsett fra overskriften. Kan den være litt mindre høytidelig?",
        "Så rapporten i kveld. Gøy å se at {t} gir resultater.",
        "Ja, gjør det slik. Du kjenner dette bedre enn meg.",
        "Har du en halvtime på torsdag? Jeg vil gjerne vise deg noe vi tenker på.",
        "Veldig fornøyd med {t}. Det var akkurat slik vi håpet.",
    ),
    notes=(
        "Husk å spørre hvordan det gikk med {t}.",
        "Virket litt stresset. Hold neste samtale kort.",
        "Liker best konkrete forslag med pris og dato.",
        "Ta opp {t} ved neste kvartalsmøte.",
        "Nevnte at en nabobedrift ser etter hjelp. Ikke mas, men husk det.",
        "Bruker eget kamera, og bildene er gode. Be om flere.",
    ),
    messages=(
        "Melding: «Ringer deg i morgen tidlig.»",
        "Melding om {t}. Svarte med en gang.",
        "Tommel opp for {t}.",
        "Sendte bilde av den nye skiltingen.",
        "Spurte om et møte kunne flyttes en time. Helt i orden.",
    ),
    tried=("Ikke svar.", "Opptatt. Prøver igjen i morgen.", "Gikk til telefonsvarer, la ikke igjen beskjed."),
    reports="Statusrapport for {month} sendt.",
    more=("Ville gjerne ha et råd om {t}.", "Spurte om pris på {t}.", "Trenger hjelp med {t}."),
    kept=(
        "Utkast til {t}", "Rette feil i {t}", "Forslag til {t}", "Tall på {t}", "Bytte tekst på {t}",
        "Svar om {t}", "Gjennomgang av {t}",
    ),
    first="Første møte. Gikk gjennom hva som er med, og hva som ikke er med.",
    late="Tok lengre tid enn ventet. Det ble sagt fra om samme dag.",
    headlines=(
        "Mye av tiden gikk til {t}, og det merkes.", "En rolig måned med jevnt arbeid.",
        "Arbeidet med {t} er i gang.", "Ferdig med {t}. Viktigst nå: {g}.",
        "Det meste gikk som avtalt. Mer tid til {t} neste gang.",
    ),
    went_well=("Arbeidet med {t} ble ferdig til avtalt dag.", "Flere fant fram til {t} enn noen gang.",
               "Svarene kom raskere enn avtalt."),
    went_not=("Bildene til {t} kom senere enn planlagt.", "To små endringer tok lengre tid enn avtalt.", ""),
    doing=("Vi setter av en fast halvtime hver uke til småting.", "Neste måned begynner vi med {t}.",
           "Vi deler {t} i to deler, med hver sin dato."),
    replies=("Lest. Dette var lett å forstå.", "Takk, fin rapport. Vi tar resten på telefonen.",
             "Bra. Kan du ta med {t} neste gang?"),
    agreed_again="Gått gjennom på nytt. Alt står ved lag.",
)  # fmt: skip

EN = Phrases(
    calls=(
        "All well. {p} is happy with {t}.",
        "Went through last month’s numbers. {p} wanted to know what lies behind them, and we found it.",
        "Talked about {t}. It can wait until next month.",
        "{p} was busy but had time for the three questions. Nothing to report.",
        "Short call. {p} asked about {t}; I’ll send a proposal.",
        "Agreed what comes first: {t}, then the rest.",
        "The phone rings more than it did, says {p}. We’ll find out which pages people come from.",
        "Went through {t} together. A few words to change.",
        "Asked what could be better. {p} thought for a moment and said: shorter reports.",
        "The delivery works. {p} would like to hear a little earlier next time.",
        "Just rang to hear how things are. {p} was glad of it.",
        "Their own customers keep asking about {t}. We’ll put a short answer on the page.",
        "Somebody in the office finds {t} hard to get to. Looking at the menu.",
        "Talked about what matters most this quarter. The answer was {t}, straight away.",
        "All fine. {p} is on the road and would rather have a message next time.",
        "Settled who signs off {t}. It is {p} alone.",
        "Praise for {t}. The small extra thing was noticed.",
        "{p} asked how many hours are left this month. Sent the list the same day.",
        "We disagreed about {t}, in a good way. We’ll try {p}’s idea for four weeks.",
        "A quiet spell for them. I’ll spend the time on {t}.",
        "Mostly listened. There is a lot going on, and this just has to work.",
        "Finished {t} while we spoke. It took five minutes.",
    ),
    meetings=(
        "Met at their place. Went through {t} and the plan for next quarter.",
        "Quarterly meeting. The goals stand; {t} comes on top.",
        "Coffee with {p}. Half the time went to {t}, the rest to how things are going.",
        "Looked at {t} together on a big screen. Three things to put right, all small.",
        "Went through the agreement line by line. {p} wanted {t} written down, so it is.",
        "Met the rest of the team. Now they know who to ring.",
    ),
    sent=(
        "Sent a proposal for {t}.",
        "Sent the list of what was done this month.",
        "Asked who writes the text for {t}.",
        "Sent a draft of {t}, in two versions.",
        "Answered a question about {t}.",
        "Said that {t} is live.",
        "Offered three times for the next talk.",
        "Sent a short checklist to go through before {t} goes out.",
        "Wrote down what we agreed, with dates.",
        "Asked what is most pressing now.",
    ),
    subjects=(
        "About {t}", "Re: {t}", "Thanks", "A question", "Pictures", "Approved", "Next week", "Your draft",
    ),
    words=(
        "This looks very good, thank you. Put it up whenever suits you.",
        "Thanks for the quick help. Could you look at {t} when you have a moment? No hurry.",
        "I showed it to the others and everybody liked it. Just swap the last picture and we’re there.",
        "Nice idea. Let’s go with the second one, it sounds more like us.",
        "Two new customers yesterday said they found us online. Thought you’d like to know.",
        "Sorry for the late answer, it has been a full week here. All good from our side.",
        "Could we do {t} over the phone instead? I’m no good at writing about it.",
        "Here are the pictures. Tell me if they’re too big.",
        "I didn’t quite follow the table on page two, but the rest was clear.",
        "Lovely. Talk to you next week then.",
        "Approved. Good that you put the prices in.",
        "Our opening hours change on Monday. Could you update the page?",
        "Thanks for telling us early. It gives us time to do something about it.",
        "Agree with all of it except the heading. Could it be a bit less grand?",
        "Read the report last night. Good to see {t} paying off.",
        "Yes, do it that way. You know this better than I do.",
        "Have you got half an hour on Thursday? There’s something I’d like to show you.",
        "Really pleased with {t}. Just what we had hoped for.",
    ),
    notes=(
        "Remember to ask how {t} went.",
        "Sounded a little pressed. Keep the next call short.",
        "Likes concrete proposals with a price and a date.",
        "Bring up {t} at the next quarterly meeting.",
        "Mentioned that a neighbour is looking for help. Don’t push, but remember it.",
        "Takes good pictures. Ask for more.",
    ),
    messages=(
        "Message: “I’ll ring you tomorrow morning.”",
        "Message about {t}. Answered at once.",
        "Thumbs up for {t}.",
        "Sent a picture of the new sign.",
        "Asked whether a meeting could move by an hour. No trouble.",
    ),
    tried=("No answer.", "Engaged. I’ll try again tomorrow.", "Went to voicemail; left nothing."),
    reports="Status report for {month} sent.",
    more=("Would like advice on {t}.", "Asked for a price for {t}.", "Needs a hand with {t}."),
    kept=(
        "Draft of {t}", "Fix the error in {t}", "Proposal for {t}", "Figures for {t}", "New wording for {t}",
        "Answer about {t}", "Review of {t}",
    ),
    first="First meeting. Went through what is included, and what isn’t.",
    late="Took longer than expected. You were told the same day.",
    headlines=(
        "Much of the time went to {t}, and it shows.", "A quiet month of steady work.",
        "Work on {t} has begun.", "Finished with {t}. What matters most now: {g}.",
        "Most of it went as agreed. More time for {t} next.",
    ),
    went_well=("The work on {t} was finished on the day agreed.", "More people found {t} than ever before.",
               "Answers came sooner than agreed."),
    went_not=("The pictures for {t} came later than planned.", "Two small changes took longer than agreed.", ""),
    doing=("Half an hour every week is now kept for small things.", "Next month begins with {t}.",
           "We split {t} into two parts, each with its own date."),
    replies=("Read it. Easy to follow.", "Thanks, good report. The rest by phone.",
             "Good. Could you include {t} next time?"),
    agreed_again="Gone through again. All of it stands.",
)  # fmt: skip

SV = Phrases(
    calls=(
        "Allt väl. {p} är nöjd med {t}.",
        "Gick igenom förra månadens siffror. {p} ville veta vad som ligger bakom, och det fick vi svar på.",
        "Pratade om {t}. Det får vänta till nästa månad.",
        "{p} hade fullt upp men svarade på de tre frågorna. Inget särskilt.",
        "Kort samtal. {p} undrade över {t}, jag skickar ett förslag.",
        "Kom överens om ordningen: först {t}, sedan resten.",
        "Telefonen ringer oftare än förr, säger {p}. Vi ska ta reda på vilka sidor folk kommer från.",
        "Gick igenom {t} tillsammans. Några formuleringar ska ändras.",
        "Frågade vad som kunde vara bättre. {p} tänkte efter och sa: kortare rapporter.",
        "Leveransen fungerar. {p} vill gärna veta lite tidigare nästa gång.",
        "Ringde bara för att höra hur det är. Det uppskattades.",
        "Deras egna kunder frågar om {t}. Vi lägger ett kort svar på sidan.",
        "En kollega där tycker att det är svårt att hitta {t}. Ser över menyn.",
        "Pratade om vad som är viktigast framöver. Svaret blev {t}, utan att tveka.",
        "Allt bra. {p} är på resande fot och vill hellre ha ett meddelande nästa gång.",
        "Redde ut vem som godkänner {t}. Det är {p} ensam.",
        "Beröm för {t}. Det lilla extra märktes.",
        "{p} frågade hur många timmar som är kvar den här månaden. Skickade listan samma dag.",
        "Vi tyckte olika om {t}, på ett bra sätt. Vi provar idén från {p} i fyra veckor.",
        "Lugnt hos dem. Jag lägger tiden på {t}.",
        "Lyssnade mest. Det är mycket nu, och det här måste bara fungera.",
        "Blev klar med {t} medan vi pratade. Det tog fem minuter.",
    ),
    meetings=(
        "Möte hos dem. Gick igenom {t} och planen för nästa kvartal.",
        "Kvartalsmöte. Målen står fast, {t} tillkommer.",
        "Fika med {p}. Halva tiden gick till {t}, resten till hur de har det.",
        "Tittade på {t} tillsammans på stor skärm. Tre saker att rätta, alla små.",
        "Gick igenom avtalet punkt för punkt. {p} ville ha {t} med, och det är inskrivet.",
        "Hälsade på resten av gänget. Nu vet de vem de kan ringa.",
    ),
    sent=(
        "Skickade förslag på {t}.",
        "Skickade listan över vad som gjorts den här månaden.",
        "Frågade vem som skriver om {t}.",
        "Skickade utkast till {t}, i två varianter.",
        "Svarade på en fråga om {t}.",
        "Berättade att {t} är på plats.",
        "Föreslog tre tider för nästa samtal.",
        "Skickade en liten checklista inför {t}.",
        "Sammanfattade det vi kom överens om, med datum.",
        "Frågade vad som brådskar mest nu.",
    ),
    subjects=(
        "Svar om {t}", "Om {t}", "Tack", "En fråga", "Bilder", "Godkänt", "Re: {t}", "Till nästa gång",
    ),
    words=(
        "Det här ser jättebra ut, tack. Lägg ut det när det passar dig.",
        "Tack för snabb hjälp. Kan du titta på {t} när du hinner? Ingen brådska.",
        "Jag visade det för de andra och alla gillade det. Byt bara den sista bilden så är vi klara.",
        "Fint förslag. Vi tar det andra, det låter mest som vi.",
        "Två nya kunder i går sa att de hittade oss på nätet. Tänkte att du ville veta det.",
        "Förlåt sent svar, det har varit fullt upp. Allt är bra från vårt håll.",
        "Kan vi ta {t} på telefon i stället? Jag är dålig på att skriva om sånt.",
        "Här är bilderna. Säg till om de är för stora.",
        "Jag förstod inte riktigt tabellen på sidan två, men resten var tydligt.",
        "Toppen. Då hörs vi nästa vecka.",
        "Godkänt från min sida. Bra att du tog med priserna.",
        "Vi ändrar öppettiderna från och med måndag. Kan du rätta det på sidan?",
        "Tack för att du sa till så tidigt. Då hinner vi göra något åt det.",
        "Håller med om allt utom rubriken. Kan den vara lite mindre högtidlig?",
        "Läste rapporten i går kväll. Kul att se att {t} ger resultat.",
        "Ja, gör så. Du kan det här bättre än jag.",
        "Har du en halvtimme på torsdag? Jag vill visa dig något.",
        "Väldigt nöjd med {t}. Precis som vi hade hoppats.",
    ),
    notes=(
        "Kom ihåg att fråga hur det gick med {t}.",
        "Lät lite stressad. Håll nästa samtal kort.",
        "Gillar konkreta förslag med pris och datum.",
        "Ta upp {t} på nästa kvartalsmöte.",
        "Nämnde att en granne söker hjälp. Tjata inte, men kom ihåg det.",
        "Tar bra bilder själv. Be om fler.",
    ),
    messages=(
        "Meddelande: ”Ringer dig i morgon bitti.”",
        "Meddelande om {t}. Svarade direkt.",
        "Tummen upp för {t}.",
        "Skickade en bild på den nya skylten.",
        "Undrade om mötet kunde flyttas en timme. Inga problem.",
    ),
    tried=("Inget svar.", "Upptaget. Försöker igen i morgon.", "Kom till röstbrevlådan, lämnade inget."),
    reports="Statusrapport för {month} skickad.",
    more=("Ville ha råd om {t}.", "Frågade om pris på {t}.", "Behöver hjälp med {t}."),
    kept=(
        "Utkast till {t}", "Rätta felet i {t}", "Förslag på {t}", "Siffror på {t}", "Ny text om {t}",
        "Svar om {t}", "Genomgång av {t}",
    ),
    first="Första mötet. Gick igenom vad som ingår och vad som inte gör det.",
    late="Tog längre tid än väntat. Det sa vi samma dag.",
    headlines=(
        "Mycket av tiden gick till {t}, och det märks.", "En lugn månad med jämnt arbete.",
        "Arbetet med {t} har börjat.", "Klar med {t}. Viktigast nu: {g}.",
        "Det mesta gick som avtalat. Mer tid till {t} härnäst.",
    ),
    went_well=("Arbetet med {t} blev klart på avtalad dag.", "Fler hittade {t} än någonsin.",
               "Svaren kom snabbare än avtalat."),
    went_not=("Bilderna till {t} kom senare än planerat.", "Två små ändringar tog längre tid än avtalat.", ""),
    doing=("En halvtimme i veckan är nu vikt för småsaker.", "Nästa månad börjar vi med {t}.",
           "Vi delar {t} i två delar, med var sitt datum."),
    replies=("Läst. Lätt att förstå.", "Tack, fin rapport. Resten tar vi på telefon.",
             "Bra. Kan du ta med {t} nästa gång?"),
    agreed_again="Gått igenom på nytt. Allt står fast.",
)  # fmt: skip

BY_LANGUAGE = {"nb": NB, "en": EN, "sv": SV}
