"""The sample's Norwegian clients who are still clients."""

# ruff: noqa: E501 - what people say is not broken into pieces

from __future__ import annotations

from retention_journal.core.clients import BuyingMotive, EngagementType, ReportRhythm, Role, Status, Tier
from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import Aggregation, AgreedHow, GoalDirection, LineKind
from retention_journal.core.losses import Destination, LossReason, ReasonSource
from retention_journal.services.sample_firm.cast import (
    FINE,
    FINE_AND_MORE,
    Agreement,
    Draft,
    Firm,
    Goal,
    Happened,
    MovedFrom,
    Person,
    Promised,
    Said,
    SetCall,
    call,
    letter,
    note,
    sent,
    tried,
)
from retention_journal.services.sample_firm.cast_endings import Closing, Ending, Learnt


def months(text: str) -> tuple[str | None, ...]:
    """Return the values written with blanks between them; "-" was never entered."""
    return tuple(None if value == "-" else value for value in text.split())


ROGNAN = Firm(
    name="Byggmester Rognan",
    language="nb",
    locality="Os",
    since=1290,
    every=14,
    tier=Tier.A,
    ideal=14,
    source="Anbefalt av Sæther Rør & Varme",
    notes="Tor bestemmer alt. Gunn tar regningene og vet hvor bildene ligger.",
    motive=BuyingMotive.CAPACITY,
    people=(
        Person("Tor", "Rognan", "daglig leder", "+47 12 34 56 02", "tor@rognanbygg.example",
               facts="Kaffen svart. Bygger hytte i Etne, kommer dit annenhver fredag.",
               channel=Channel.PHONE, call_window="07.00–10.00", born=(1971, 5, 9)),
        Person("Gunn", "Rognan", "kontor", "+47 12 34 56 03", "gunn@rognanbygg.example", Role.PAYER),
    ),
    topics=("bildene på Referanser", "siden om tilbygg", "anbudsskjemaet", "omtalen av Villa Skog",
            "kalkulatoren for garasje", "annonsen i lokalavisa"),
    recent=(
        call(44, "08:10", "Tor vil ha flere bilder fra ferdige hus, helst med eierne på. Lovet et forslag til skjema.",
             minutes=12, tone=3, asked=FINE_AND_MORE, more="Et skjema der eiere kan si ja til bilder."),
        letter(37, "19:42", "Skjema", "Skjemaet ditt var greit. To har svart ja allerede, så nå er det bare å ta bilder.", 3),
        call(30, "08:05", "Tilbud på tre nye hus. Siden om tilbygg gir flest henvendelser.", minutes=9, tone=3,
             asked=FINE),
        call(16, "08:20", "To bilder på Referanser viser feil hus. Eieren har ringt Tor om det. Lovet å bytte dem.",
             minutes=7, tone=3, asked=(Answer.UNSURE, Answer.YES, Answer.NO)),
        letter(9, "20:15", "Bildene", "Hei. Fint om vi kan få en dato for bildene. Eieren spør igjen.", 3),
        sent(7, "11:30", "Beklaget at bildene ikke er byttet, og lovet dem denne uken.", answered=False),
        letter(4, "18:03", "Re: Bildene", "Greit.", 2),
        Said(1, "08:15", Kind.CALL, "Tor ringte selv. Bildene er fortsatt ikke byttet, og det er andre gang noe tar for lang tid. "
             "Han var rolig, men tydelig. Lovet et grundig svar om hva som skjer videre.",
             "Jeg skjønner at du har mye å gjøre. Men da må du si fra, så slipper jeg å stå der som en tulling.",
             Direction.INBOUND, Outcome.REACHED, 14, 2, (Answer.NO, Answer.NO, Answer.NO)),
    ),
    agreement=Agreement(
        240,
        words="At folk som ringer, allerede har sett hva vi kan.",
        before=610,
        confirmed=75,
        why_changed="Henvendelsene kom jevnt. Tor ville heller ha riktige enn mange.",
        goals=(
            Goal("Henvendelser om tilbygg", "12", months("7 8 8 9 11 10 12 13 12 14 12 13 13"), "",
                 target_before="8", client=4, own=4),
            Goal("Besøk fra søk", "1400", months("1120 1180 1205 1290 1310 1345 1402 1390 1460 1512 1488 1530 1567"),
                 "besøk", target_before="1200", client=3, own=4),
            Goal("Små endringer ferdig", "2", months("- - - - - - - 2.0 1.8 2.0 1.9 2.0 4.6"), "virkedager",
                 GoalDirection.LOWER, LineKind.EXPECTATION, Aggregation.MEAN, turnaround_days="2",
                 client=5, own=4, is_new=True),
        ),
    ),
    events=(Happened(1, EventKind.UNHAPPY, "Andre gang noe tar for lang tid. Han var rolig, men tydelig."),),
    draft=Draft(
        "Flere enn noen gang har sett husene deres. Småting har tatt for lang tid.",
        "Besøk fra søk er rekordhøyt, og siden om tilbygg gir flest henvendelser.",
        "Små endringer tok 4,6 virkedager. Vi avtalte to, og jeg sa ikke fra.",
        "Hver tirsdag er satt av til småting. Bildene på Referanser kommer først.",
    ),
    promises=(
        Promised("Bytte to bilder på Referanser", -11, None, small=True, late=4,
                 moves=(MovedFrom(-9, -9, "Ventet på bilder fra byggeplassen"),)),
        Promised("Grundig svar om hva som skjer videre", -1, 0),
        Promised("Skjema for samtykke til bilder", -31, -26, -27),
        Promised("Bilder fra Villa Skog", -20, -8, theirs=True, done=-9),
        Promised("Rette telefonnummeret på mobilsiden", -48, -46, -43, small=True,
                 remark="Jeg var på reise og burde sagt fra."),
    ),
)  # fmt: skip

FJORDLYS = Firm(
    name="Fjordlys Tannklinikk",
    language="nb",
    locality="Bergen",
    since=1340,
    every=14,
    tier=Tier.A,
    ideal=14,
    quiet_from=92,
    source="Fant oss i søk",
    notes="Har alltid betalt to dager før forfall. Til nå.",
    people=(
        Person("Marte", "Eide", "daglig leder", "+47 12 34 56 01", "marte@fjordlys.example",
               facts="Løper halvmaraton hvert år. Datteren har nettopp begynt på skolen.",
               channel=Channel.PHONE, call_window="08.00–09.30", born=(1983, 2, 17)),
        Person("Henrik", "Dale", "resepsjon", "+47 12 34 56 04", "post@fjordlys.example", Role.DAY_TO_DAY),
    ),
    topics=("bookingsiden", "siden om tannregulering", "svarene på vanlige spørsmål", "bildene av de ansatte",
            "prislisten", "påminnelsene på SMS"),
    recent=(
        call(86, "08:12", "Bookingsiden går av seg selv. Marte er glad for at telefonen er roligere om morgenen.",
             minutes=11, tone=4, asked=FINE),
        letter(80, "12:40", "Takk", "Tusen takk for hjelpen med prislisten, den ble mye lettere å lese. Jeg viste den til de andre "
               "på klinikken i lunsjen, og alle var enige om at dette skulle vi gjort for lenge siden.", 4),
        call(71, "08:20", "Gikk gjennom svarene på vanlige spørsmål. Hun vil ha et om narkose.", minutes=13, tone=4,
             asked=FINE_AND_MORE, more="Et svar om narkose og barn."),
        letter(64, "13:05", "Om narkose", "Her er teksten om narkose, skrevet av Henrik og meg sammen. Rett det du vil. Vi har fått "
               "mange spørsmål om dette, så det blir godt å ha det på plass.", 3),
        call(57, "08:05", "Alt i orden. Litt kortere samtale enn vanlig, hun hadde pasient.", minutes=6, tone=3, asked=FINE),
        sent(52, "10:10", "Sendte tallene for måneden."),
        letter(50, "16:22", "Re: Tall for måneden", "Takk, fint med tallene. Ser at bookingen øker. Vi snakkes.", 3),
        call(43, "08:30", "Hun spurte hvor lang tid et svar fra oss pleier å ta. Svarte én dag. Det ble stille litt.",
             minutes=8, tone=3, asked=(Answer.YES, Answer.UNSURE, Answer.NO)),
        sent(40, "09:50", "Spurte om bilder av de to nye tannlegene."),
        letter(36, "15:10", "Re: Bilder", "Ok. Kan vente.", 3),
        call(31, "08:15", "Spurte om pris på ny bookingside. Lovet svar fredag, sendte det mandag.", minutes=5, tone=3,
             asked=FINE_AND_MORE, more="Pris på ny bookingside."),
        sent(28, "10:05", "Sendte pris på ny bookingside, en virkedag senere enn lovet."),
        letter(22, "17:48", "Re: Pris", "Takk. Ser på det.", 3),
        sent(18, "10:20", "Spurte hva hun tenker om prisen."),
        letter(13, "16:31", "Re: Pris", "Ikke nå.", 3, is_nearest=True),
        note(10, "09:40", "Faktura 1187 forfaller i morgen. Hun pleier å betale to dager før."),
        sent(7, "10:05", "Spurte om alt er i orden.", answered=False),
        note(4, "08:50", "Faktura 1187 er forfalt. Det har ikke skjedd på tre år. Ring før du purrer."),
    ),
    agreement=Agreement(
        395,
        how=AgreedHow.MEETING,
        confirmed=62,
        words="At folk får time uten å måtte ringe.",
        goals=(
            Goal("Bestillinger på nett", "60", months("31 35 38 44 47 52 50 58 61 64 66 70 72"), "",
                 own=5, notes=((8, "Ny bookingside åpnet."),)),
            Goal("Besøk fra søk", "2100", months("1510 1580 1630 1720 1790 1850 1930 2015 2080 2150 2240 2320 2410"),
                 "besøk", own=4),
            Goal("Svar på spørsmål", "1", months("1.0 0.8 1.0 0.9 1.1 1.0 1.0 1.2 1.1 1.5 1.9 2.4 3.0"), "virkedager",
                 GoalDirection.LOWER, LineKind.EXPECTATION, Aggregation.MEAN, own=2),
        ),
    ),
    promises=(
        Promised("Pris på ny bookingside", -22, -20, -19, remark="Kom mandag i stedet for fredag."),
        Promised("Svar om narkose på nettsiden", -50, -45, -46, asked=-51,
                 moves=(MovedFrom(-48, -49, "Henrik ville lese teksten først"),)),
        Promised("Bilder av de to nye tannlegene", -26, -10, theirs=True),
        Promised("Rette åpningstider i julen", -60, -58, -58, small=True),
    ),
)  # fmt: skip

GRANLUND = Firm(
    name="Granlund Fysioterapi",
    language="nb",
    locality="Oslo",
    since=905,
    every=14,
    ideal=14,
    source="Anbefalt av Yogarommet Nordnes",
    motive=BuyingMotive.COMPETENCE,
    people=(
        Person("Hanne", "Granlund", "eier", "+47 12 34 56 05", "hanne@granlundfysio.example",
               facts="Spiller fiolin i amatørorkester. Øver torsdager.", channel=Channel.PHONE,
               call_window="12.00–12.30"),
    ),
    topics=("timebestillingen", "artikkelen om ryggsmerter", "siden om idrettsskader", "nyhetsbrevet",
            "videoene med øvelser", "teksten om henvisning"),
    recent=(
        call(41, "12:05", "Videoene med øvelser er mest lest av alt. Hanne vil lage tre til.", minutes=10, tone=4, asked=FINE),
        letter(34, "21:12", "Nye videoer", "Nå er de tre nye videoene filmet. Lyset ble bedre denne gangen, synes jeg selv.", 4),
        call(27, "12:10", "Vil prøve et nyhetsbrev til dem som er ferdig behandlet.", minutes=12, tone=3, asked=FINE_AND_MORE,
             more="Et nyhetsbrev hver annen måned."),
        letter(20, "20:30", "Nyhetsbrev", "Fint utkast! Jeg tok bort ett utropstegn, ellers er det helt meg.", 4),
        call(13, "12:02", "Alt i orden. Nyhetsbrevet går ut neste uke.", minutes=8, tone=4, asked=FINE),
        letter(2, "08:40", "Emnene", "Hei! Nå venter trykkeriet på nyhetsbrevet. Har du listen over emner, så tar vi resten på telefonen? "
               "Ring meg gjerne i lunsjen.", 4, is_working_days=True),
    ),
    agreement=Agreement(
        320,
        confirmed=64,
        words="At de som kommer, er de jeg kan hjelpe.",
        goals=(
            Goal("Nye pasienter fra nettet", "18", months("12 13 12 15 16 15 17 18 19 18 20 21 22"), "",
                 client=5, own=4),
            Goal("Lesere av artiklene", "900", months("610 640 655 700 720 760 810 845 900 940 930 985 1020"), "lesere",
                 client=3, own=4),
            Goal("Avbestilte timer", "8", months("11 10 10 9 9 8 9 8 7 8 7 7 6"), "", GoalDirection.LOWER,
                 client=3, own=2),
        ),
    ),
    promises=(
        Promised("Liste over emner til nyhetsbrevet", -9, 0),
        Promised("Utkast til første nyhetsbrev", -19, -15, -16),
        Promised("Klippe tre videoer", -25, -18, -19),
    ),
    calls_set=(SetCall(0, "12:15", "emnene i nyhetsbrevet", 1, asked_by_client=True),),
)  # fmt: skip

HARDANGER = Firm(
    name="Hardanger Eplegård",
    language="nb",
    locality="Ulvik",
    since=1640,
    every=29,
    ideal=36,
    longest=60,
    tier=Tier.B,
    ambassador=True,
    source="Møttes på bondens marked",
    notes="Aldri noe i veien. Nettopp derfor lett å glemme.",
    reports=ReportRhythm.QUARTERLY,
    people=(
        Person("Olav", "Tveit", "bonde og eier", "+47 12 34 56 06", "olav@hardangereple.example",
               facts="Sider fra 2019 er den han selv er stoltest av. Ute i hagen før elleve.",
               channel=Channel.PHONE, call_window="11.00–13.00", born=(1958, 9, 30)),
    ),
    topics=("nettbutikken", "siden om gårdsbesøk", "etiketten på sideren", "kalenderen for plukkedager",
            "historien om gården"),
    recent=(
        call(84, "11:20", "Nettbutikken går fint. Olav hadde ingenting å klage på, som vanlig.", minutes=9, tone=4, asked=FINE),
        letter(70, "06:55", "Fra i morges", "Her er et bilde fra i morges. Bruk det hvis du vil. Alt vel her.", 4),
        call(55, "11:10", "Snakket mest om været. Gårdsbesøkene er fulle hver lørdag.", minutes=15, tone=4, asked=FINE),
        letter(43, "07:10", "Takk", "Rapporten var fin og kort. Takk for at du ikke gjør det mer innviklet enn det er.", 4),
        call(32, "11:30", "Alt i orden. To nye restauranter vil ha sideren, begge fant ham på nettet.", minutes=11, tone=4,
             asked=FINE),
    ),
    agreement=Agreement(
        410,
        how=AgreedHow.CALL,
        confirmed=80,
        words="At gården er full på lørdager, og stille på søndager.",
        goals=(
            Goal("Bestillinger i nettbutikken", "25", months("22 24 21 26 25 28 27 26 29 30 28 31 30"), "",
                 client=4, own=4),
            Goal("Gårdsbesøk bestilt", "12", months("10 12 11 12 13 12 12 14 13 14 15 14 15"), "", client=5, own=4),
        ),
    ),
    promises=(Promised("Ny tekst om sideren fra i fjor", -48, -40, -42),),
)  # fmt: skip

SAETHER = Firm(
    name="Sæther Rør & Varme",
    language="nb",
    locality="Bergen",
    since=1120,
    every=21,
    ideal=21,
    ambassador=True,
    source="Naboen på kontoret",
    motive=BuyingMotive.CAPACITY,
    people=(
        Person("Jonas", "Sæther", "daglig leder", "+47 12 34 56 07", "jonas@saetherror.example",
               facts="Trener guttelaget. Ikke ring dagen etter tap.", channel=Channel.PHONE, call_window="14.00–15.00"),
        Person("Anita", "Sæther", "regnskap", "+47 12 34 56 08", "anita@saetherror.example", Role.PAYER),
    ),
    topics=("vaktnummeret", "siden om varmepumper", "bildene fra jobber", "anmeldelsene", "skjemaet for befaring"),
    recent=(
        call(56, "14:10", "Varmepumper selger seg selv nå. Jonas vil ha vaktnummeret enda tydeligere.", minutes=8, tone=3,
             asked=FINE_AND_MORE, more="Vaktnummeret øverst på alle sider."),
        letter(48, "15:33", "Vaktnummer", "Nå ser til og med jeg nummeret. Bra jobba.", 4),
        call(35, "14:05", "Alt fint. To nye lærlinger, vil ha dem på siden.", minutes=7, tone=3, asked=FINE),
        letter(28, "16:02", "Lærlinger", "Her er bilder av de to nye. Den til venstre heter Amir, den til høyre Sander.", 3),
        call(14, "14:20", "Rolig. Ba om en påminnelse før fyringssesongen, og det passer godt med planen.", minutes=6, tone=3,
             asked=FINE),
    ),
    agreement=Agreement(
        280,
        how=AgreedHow.CALL,
        confirmed=84,
        words="At folk ringer oss før de ringer de store.",
        goals=(
            Goal("Befaringer bestilt", "15", months("11 12 14 13 15 14 16 15 17 16 18 17 19"), "", client=5, own=5),
            Goal("Anmeldelser", "4.6", months("4.5 4.5 4.6 4.6 4.6 4.7 4.7 4.7 4.7 4.7 4.8 4.8 4.8"), "av 5",
                 aggregation=Aggregation.LAST, client=4, own=3),
        ),
    ),
    promises=(
        Promised("Vaktnummer øverst på alle sider", -40, -37, -38, small=True),
        Promised("Bilder av lærlingene på siden", -20, -17, -18, small=True),
    ),
)  # fmt: skip

YOGAROMMET = Firm(
    name="Yogarommet Nordnes",
    language="nb",
    locality="Bergen",
    since=760,
    every=14,
    ideal=14,
    source="Kurs i synlighet, høsten for to år siden",
    people=(
        Person("Silje", "Aas", "eier", "+47 12 34 56 09", "silje@yogarommet.example",
               facts="Havremelk i kaffen. Underviser til kvart på ni, ring etterpå. Sønnen har nettopp lært å sykle.", channel=Channel.MESSAGE,
               call_window="09.30–11.00"),
    ),
    topics=("timeplanen", "siden for nybegynnere", "klippekortet", "ventelisten", "bildene fra salen"),
    recent=(
        call(44, "09:40", "Nybegynnerkurset er fullt. Ventelisten virker som den skal.", minutes=9, tone=4, asked=FINE),
        letter(34, "12:20", "Venteliste", "Ni på venteliste! Skal jeg åpne et kurs til, eller er det bedre å la folk vente litt?", 4),
        call(30, "09:35", "Rådet henne til ett kurs til, på en annen ukedag.", minutes=10, tone=4, asked=FINE_AND_MORE,
             more="Råd om ett kurs til."),
        call(13, "09:45", "Nytt kurs ble fylt på fire dager. Vil gjerne fortelle om det i nyhetsbrevet.", minutes=7, tone=4,
             asked=FINE, is_nearest=True),
    ),
    agreement=Agreement(
        350,
        confirmed=70,
        words="At de som er nye, tør å komme inn døra.",
        goals=(
            Goal("Påmeldte nybegynnere", "20", months("13 14 16 15 18 17 19 21 20 22 23 22 26"), "", client=5, own=4),
            Goal("Klippekort solgt på nett", "30", months("22 24 25 27 26 29 30 31 30 33 32 34 35"), "", client=3, own=4),
        ),
    ),
    promises=(Promised("Side for det nye kurset", -20, -16, -17),),
)  # fmt: skip

OYANE = Firm(
    name="Øyane Sjømat",
    language="nb",
    locality="Austevoll",
    since=690,
    every=28,
    ideal=28,
    reports=ReportRhythm.QUARTERLY,
    source="Messe i Bergen",
    people=(
        Person("Per Arne", "Øye", "salgssjef", "+47 12 34 56 10", "per.arne@oyanesjomat.example",
               facts="Ny i jobben siden i vår. Kommer fra Sotra.", since=205, channel=Channel.EMAIL),
        Person("Turid", "Økland", "markedssjef", "+47 12 34 56 11", "turid@oyanesjomat.example", since=690, left=205,
               end_reason="Ny jobb i Stavanger. Skrev et varmt brev da hun sluttet.", successor=0),
    ),
    topics=("oppskriftene", "siden for restauranter", "prislisten for engros", "filmen fra båten", "de engelske sidene"),
    recent=(
        call(74, "13:10", "Per Arne begynner å bli varm i trøya. Restaurantsiden er viktigst for ham.", minutes=14, tone=3, asked=FINE),
        letter(60, "14:48", "Restauranter", "Tre nye restauranter denne måneden, alle via skjemaet. Det er flere enn i hele fjor.", 4),
        call(46, "13:05", "Fornøyd. Vil ha de engelske sidene ferdig før messen.", minutes=9, tone=3, asked=FINE_AND_MORE,
             more="De engelske sidene før messen."),
        letter(33, "10:20", "Messen", "Da er standen bestilt. Jeg trenger kort med adressen til de engelske sidene.", 3),
        call(18, "13:15", "Engelske sider er ute. Han hadde ikke rukket å se på dem, ringer hvis noe er galt.", minutes=6, tone=3,
             asked=FINE),
        letter(9, "11:25", "Neste år", "Vi går gjennom alle avtaler før nyttår, og jeg har bedt to andre om pris. Ikke noe galt, jeg vil bare vite hva som finnes.", 3),
        sent(8, "14:30", "Takket for at han sa fra, og spurte når vi kan gå gjennom tallene sammen.", answered=False),
    ),
    events=(Happened(9, EventKind.LOOKING_AROUND, "Per Arne har bedt to andre om pris før nyttår."),),
    agreement=Agreement(
        180,
        words="At kokkene finner oss selv.",
        before=560,
        why_changed="Ny kontaktperson. Per Arne ville måle restauranter, ikke besøk.",
        goals=(
            Goal("Nye restauranter", "2", months("1 0 1 1 1 2 1 2 2 3 2 3 1"), "", client=5, own=4, is_new=True),
            Goal("Besøk på oppskriftene", "3000", months("2500 2610 2580 2700 2790 2850 2900 3010 3050 3120 3180 3240 3310"),
                 "besøk", target_before="2500", client=2, own=3),
        ),
    ),
    promises=(Promised("Engelske sider", -30, -14, -15), Promised("Kort til messen", -22, -12, small=True, some_day=True)),
)  # fmt: skip

KYSTLINJEN = Firm(
    name="Kystlinjen Ferie",
    language="nb",
    locality="Haugesund",
    since=820,
    every=14,
    ideal=14,
    tier=Tier.A,
    source="Anbefalt av Øyane Sjømat",
    notes="Anette var den som kjempet for oss der inne.",
    people=(
        Person("Anette", "Lie", "markedsansvarlig", "+47 12 34 56 12", "anette@kystlinjen.example", Role.CHAMPION,
               facts="Seiler. Skulle over Nordsjøen i sommer.", left=3, end_reason="Sa opp. Begynner i en kommune."),
        Person("Rolf", "Bakken", "økonomi", "+47 12 34 56 13", "rolf@kystlinjen.example", Role.PAYER),
    ),
    topics=("hyttesidene", "kalenderen for ledige uker", "kartet", "omtalene fra gjester", "annonsene i vår"),
    recent=(
        call(49, "09:15", "God sesong. Anette vil ha kartet på plass før vårens bestillinger.", minutes=13, tone=4, asked=FINE),
        letter(41, "11:02", "Kartet", "Kartet er akkurat det vi manglet. Jeg har vist det til ledelsen, og for en gangs skyld sa alle ja.", 4),
        call(35, "09:20", "Alt i orden. Litt uro om budsjettet for neste år, sier hun.", minutes=10, tone=3,
             asked=(Answer.YES, Answer.YES, Answer.UNSURE)),
        call(21, "09:10", "Anette virket et annet sted i tankene. Avtalte å gå gjennom våren om to uker.", minutes=6, tone=3, asked=FINE),
        letter(7, "15:55", "Nytt fra meg", "Jeg ville si det selv: jeg slutter om noen dager. Det er ikke bestemt hvem som tar over etter meg. "
               "Takk for et fint samarbeid, du har vært lett å ha med å gjøre.", 3),
        sent(7, "17:10", "Takket Anette for alt, og spurte hvem jeg bør ringe.", answered=False),
        note(3, "15:30", "Anette sluttet i dag. Ingen etterfølger. Finn ut hvem som bestemmer nå, og ring før uken er over."),
        Said(1, "10:05", Kind.CALL, "Prøvde Rolf for å høre hvem som tar over. Ikke svar.", outcome=Outcome.NO_ANSWER, who=1),
    ),
    agreement=Agreement(
        260,
        confirmed=72,
        words="At ukene i mai og september blir bestilt, ikke bare juli.",
        goals=(
            Goal("Bestilte uker utenom juli", "22", months("15 16 18 17 19 20 22 21 23 24 22 25 26"), "uker", client=5, own=4),
            Goal("Forespørsler", "80", months("58 62 66 64 70 72 78 75 81 84 83 86 88"), "", client=3, own=4),
        ),
    ),
    promises=(
        Promised("Plan for vårens annonser", -15, 4),
        Promised("Kart over alle hyttene", -40, -30, -31),
        Promised("Budsjett for neste år", -26, -5, theirs=True),
    ),
)  # fmt: skip

HAUGEN = Firm(
    name="Haugen Optikk",
    language="nb",
    locality="Voss",
    since=1410,
    every=14,
    ideal=14,
    status=Status.WON_BACK,
    gap=(702, 219),
    source="Gammel kollega",
    notes="Gikk for vel to år siden og kom tilbake. Ringte fordi vi ringte, sa Kristin.",
    people=(
        Person("Kristin", "Haugen", "optiker og eier", "+47 12 34 56 14", "kristin@haugenoptikk.example",
               facts="Går på ski før jobb. Liker at man sier ting rett ut.", channel=Channel.PHONE, call_window="16.00–16.30"),
    ),
    topics=("synstesten på nett", "siden om linser", "kampanjen for barnebriller", "butikkbildene", "åpningstidene"),
    recent=(
        call(39, "16:05", "Et halvt år siden hun kom tilbake. Spurte rett ut om det er bedre nå. «Ja. Du ringer.»", minutes=12, tone=4,
             asked=FINE),
        letter(31, "18:40", "Barnebriller", "Kampanjen ga elleve nye barn i stolen på en uke. Vi må ha mer luft i timeplanen neste gang.", 4),
        call(25, "16:00", "Mer luft i timeplanen ved neste kampanje. Skrevet inn i planen.", minutes=8, tone=4, asked=FINE_AND_MORE,
             more="Kampanje med begrenset antall plasser."),
        call(11, "16:10", "Alt vel. Vurderer en synstest på nett, trenger tid til å tenke.", minutes=7, tone=3, asked=FINE),
    ),
    agreement=Agreement(
        170,
        confirmed=75,
        words="At du ringer før jeg begynner å lure.",
        goals=(
            Goal("Synstester bestilt på nett", "35", months("- - - - - - - 24 27 30 33 36 38"), "", client=4, own=4),
            Goal("Samtaler i måneden", "2", months("- - - - - - - 2 2 3 2 2 3"), "samtaler", kind=LineKind.EXPECTATION, client=5, own=4),
        ),
    ),
    promises=(Promised("Overslag for synstest på nett", -8, 5), Promised("Plan for neste kampanje", -17, -12, -12),
              Promised("Lenke til brillekalkulatoren øverst på siden", -7, 2, -1, small=True)),
    ending=Ending(
        724, 702, LossReason.OVERLOOKED, "Jeg visste ikke om du fortsatt var der.",
        source=ReasonSource.CLIENT_SAID, destination=Destination.NOTHING, value=64_000,
        won_back=219, winback_in=-219, condition="At noen ringer uten at jeg må be om det.",
        closing=Closing(
            694, good="Du kan faget ditt.", better="Det gikk to måneder uten et ord.",
            advice=("Ring selv om det ikke er noe nytt.", "Si hva du holder på med.", "Svar før helga."),
            decided="En fredag i november, da ingen hadde ringt på ni uker.", seen=2, easy=4,
            would_return="Ja, hvis jeg får høre fra deg.",
        ),
        learnt=(Learnt("Ni uker uten et ord er et svar, selv om du ikke mente det slik.", "Et stille år hos en god kunde",
                       read=4, due_in=31),),
    ),
)  # fmt: skip

LUNDE = Firm(
    name="Lunde Revisjon",
    language="nb",
    locality="Stavanger",
    since=980,
    every=21,
    status=Status.PAUSED,
    ideal=30,
    tier=Tier.B,
    quiet_from=62,
    source="Skrev til oss",
    notes="Satt på vent mens de slår sammen to kontorer. Nytt møte avtalt til over nyttår.",
    reports=ReportRhythm.NONE,
    people=(
        Person("Kari", "Moe", "partner", "+47 12 34 56 15", "kari@lunderevisjon.example", facts="Ringer aldri mellom januar og mai.",
               channel=Channel.EMAIL, left=12, end_reason="Ble partner et annet sted.", successor=1),
        Person("Sigrid", "Nygaard", "partner", "+47 12 34 56 18", "sigrid@lunderevisjon.example", since=12,
               channel=Channel.PHONE, call_window="09.00–11.00"),
    ),
    topics=("siden om årsregnskap", "ansattsidene", "fagbrevet", "stillingsannonsene"),
    recent=(
        call(58, "10:30", "De slår sammen to kontorer og setter alt på vent. Ikke noe med oss, sier Kari.", minutes=16, tone=3,
             asked=FINE),
        letter(51, "09:12", "På vent", "Da er det bestemt. Vi tar opp tråden når kontorene er samlet. Ring meg gjerne en gang i måneden, "
               "så jeg ikke glemmer deg.", 3),
        call(23, "10:15", "Flyttingen går tregere enn planlagt. Hyggelig at du ringer, sa hun.", minutes=6, tone=3),
        letter(16, "08:35", "Takk for meg", "Jeg slutter her neste uke. Sigrid Nygaard tar over kundene mine, hun vet hvem du er.", 4),
        sent(15, "09:20", "Takket Kari og ønsket lykke til.", answered=False),
        note(11, "09:05", "Ring Sigrid Nygaard innen en uke, før hun har bestemt seg. Husk Brygga."),
    ),
    promises=(Promised("Ta opp tråden når kontorene er samlet", -40, 44, theirs=True),),
)  # fmt: skip

BLAKLOKKA = Firm(
    name="Blåklokka Barnehage",
    language="nb",
    locality="Voss",
    since=16,
    every=30,
    ideal=14,
    status=Status.PROSPECT,
    engagement=EngagementType.ONE_OFF,
    tier=Tier.C,
    motive=BuyingMotive.COMPETENCE,
    source="Anbefalt av Haugen Optikk",
    reports=ReportRhythm.NONE,
    quiet_from=100,
    people=(
        Person("Ragnhild", "Vik", "styrer", "+47 12 34 56 16", "ragnhild@blaklokka.example", channel=Channel.EMAIL,
               call_window="12.30–13.30"),
    ),
    topics=("nettsiden",),
    recent=(
        Said(16, "12:40", Kind.EMAIL, "Forespørsel om nettside", "Kristin på Haugen Optikk sa at vi burde snakke med deg. Vi har syv ledige "
             "plasser til høsten, og ingen finner siden vår.", Direction.INBOUND, Outcome.REACHED, tone=3),
        call(12, "12:45", "Hyggelig samtale. De trenger få ting: ledige plasser, bilder av uteområdet og hvem som jobber der.",
             minutes=18, tone=3),
        sent(8, "14:00", "Sendte tilbud med det som er med, og det som ikke er med.", answered=False),
    ),
    promises=(Promised("Tilbud på enkel nettside", -8, -6, -6), Promised("Svar på tilbudet", -8, 3, theirs=True)),
)  # fmt: skip

FJELLHEIM = Firm(
    name="Fjellheim Interiør",
    language="nb",
    locality="Geilo",
    since=140,
    every=11,
    ideal=7,
    longest=12,
    engagement=EngagementType.PROJECT,
    source="Fulgte med da en kontaktperson byttet jobb",
    motive=BuyingMotive.CAPACITY,
    people=(
        Person("Dorthe", "Kvamme", "butikksjef", "+47 12 34 56 17", "dorthe@fjellheiminterior.example",
               facts="Har to hunder som hilser i telefonen.", channel=Channel.PHONE, call_window="09.00–10.00"),
    ),
    topics=("den nye nettbutikken", "produktbildene", "frakten", "teksten om oss", "nyhetsbrevet"),
    recent=(
        call(26, "09:10", "Halvveis. Produktbildene tar lengre tid enn vi trodde, og det sa jeg fra om.", minutes=12, tone=3,
             asked=FINE),
        letter(19, "13:30", "Bilder", "Greit at det tar litt tid, så lenge jeg vet det. Hundene godkjente bildene, forresten.", 4),
        call(12, "09:05", "Frakten er på plass. Åpning om tre uker hvis alt holder.", minutes=9, tone=3, asked=FINE),
        tried(4, "09:10", "Ikke svar. Torsdag er varemottak."),
        Said(3, "09:20", Kind.MEETING, "Gikk gjennom hele butikken fra kurv til kvittering. Tre småting igjen.", "", minutes=50, tone=4,
             asked=FINE),
    ),
    agreement=Agreement(
        120,
        how=AgreedHow.SIGNED,
        confirmed=26,
        words="At butikken er åpen før snøen kommer.",
        goals=(
            Goal("Varer lagt ut", "60", months("- - - - - - - - - 45 58 66 72"), "", client=4, own=5),
            Goal("Svar på spørsmål", "1", months("- - - - - - - - - 0.9 1.0 0.8 0.9"), "virkedager", GoalDirection.LOWER,
                 LineKind.EXPECTATION, Aggregation.MEAN, client=4, own=4),
        ),
    ),
    promises=(
        Promised("Rette tre småting før åpning", -2, 2),
        Promised("Tekst om oss", -14, -9, theirs=True, done=-8),
        Promised("Frakt for pakker over 20 kilo", -18, -10, -11),
    ),
    calls_set=(SetCall(4, "09:30", "Butikken åpner. Ring og gratuler.", 2),),
)  # fmt: skip

HOME = (
    ROGNAN, FJORDLYS, GRANLUND, HARDANGER, SAETHER, YOGAROMMET, OYANE, KYSTLINJEN, HAUGEN, LUNDE, BLAKLOKKA,
    FJELLHEIM,
)  # fmt: skip
