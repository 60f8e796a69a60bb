"""The sample's clients who left: three in one season, and what was learnt of each."""

# ruff: noqa: E501 - what people say is not broken into pieces
from __future__ import annotations

from retention_journal.core.clients import ReportRhythm, Role, Status, Tier
from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.incidents import CauseKind, Controllable, Locus, Verdict, Whose
from retention_journal.core.kpis import AgreedHow
from retention_journal.core.lessons import ActionKind, Effect, TriggerKind
from retention_journal.core.losses import Destination, LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.sample_firm.cast import (
    FINE,
    Agreement,
    Firm,
    Goal,
    Person,
    Said,
    call,
    letter,
    note,
    sent,
)
from retention_journal.services.sample_firm.cast_endings import (
    Act,
    Because,
    Beyond,
    Closing,
    Ending,
    Learnt,
    Looking,
)
from retention_journal.services.sample_firm.firms_home import months

NORDVIK = Firm(
    name="Nordvik Møbler",
    language="nb",
    locality="Molde",
    since=1170,
    every=16,
    ideal=14,
    tier=Tier.A,
    status=Status.LOST,
    quiet_from=140,
    source="Anbefalt",
    people=(
        Person("Geir", "Nordvik", "eier", "+47 12 34 56 20", "geir@nordvikmobler.example", channel=Channel.PHONE),
        Person("Silje", "Roth", "markedssjef", "+47 12 34 56 21", "silje@nordvikmobler.example", Role.CHAMPION, left=61,
               end_reason="Begynte i en annen butikk. Vi fikk vite det av Geir, to uker senere."),
    ),
    topics=("kampanjesidene", "sofaguiden", "bildene fra butikken", "hentetidene"),
    recent=(
        letter(155, "14:20", "Kampanjen", "Den så bra ut. Vi tar den nye fra mandag.", 3, who=1),
        letter(133, "15:40", "Re: Kampanjen", "Ok.", 2, who=1),
        note(130, "16:00", "Fakturaen er ni dager over forfall. Sendte purring."),
        call(92, "13:30", "Kort prat med Silje. Hun hadde det travelt, sa hun.", minutes=4, tone=3, asked=(Answer.UNSURE, None, None), who=1),
        sent(70, "10:15", "Sendte rapporten. Ikke noe svar.", answered=False, who=1),
        note(47, "09:30", "Geir fortalte at Silje sluttet for to uker siden. Jeg burde ha visst det."),
        Said(19, "11:05", Kind.CALL, "Geir ringte og sa opp. Et billigere tilbud, og den nye eieren vil samle alt på ett sted.",
             "Det er ikke noe galt med deg. Men vi visste vel egentlig aldri hva du holdt på med.",
             Direction.INBOUND, Outcome.REACHED, 9, 3),
        call(11, "13:00", "Avslutningssamtale. Takket for tilliten og skrev ned alt, ord for ord.", minutes=26, tone=3),
    ),
    ending=Ending(
        19, None, LossReason.PRICE_OR_BUDGET, "Et billigere tilbud et annet sted.",
        others=(LossReason.OVERLOOKED, LossReason.CONTACT_LEFT), source=ReasonSource.CLIENT_SAID,
        destination=Destination.COMPETITOR, value=144_000, winback_in=150,
        condition="Når avtalen deres med det nye byrået går ut.",
        closing=Closing(
            11, good="Du skjønte butikken vår. Tekstene traff.",
            better="Vi visste aldri hva du holdt på med. Det ble stille etter sommeren.",
            advice=("Ring oftere, også når alt er bra.", "Si fra når noe tar tid.", "Vis hva vi får for pengene."),
            decided="Da Silje sluttet og ingen ringte.", seen=2, easy=4, would_return="Kanskje, om et år.", may_quote=True,
            example="Kampanjen i juli. Vi trodde den var glemt.", noticed="I juni.", situation="Ny eier, og Silje på vei ut.",
            still_open="Bildene fra butikken, og siste faktura.", notes="Han hadde mer å si enn han ville skrive.", minutes=26,
            thanked=10,
        ),
        looking=Looking(
            "Første tegn kom 137 dager før oppsigelsen: svarene ble korte. Så en sen faktura, og så sluttet Silje.",
            impact="Den nest største avtalen, 144 000 kroner i året.",
            timeline="Korte svar. Faktura ni dager sen. 41 dager uten en samtale. Silje sluttet. Oppsigelse.",
            detection="Jeg kunne ha sett det da svarene ble korte. Jeg trodde hun hadde det travelt.",
            differently="Ja. Jeg burde ringt da fakturaen ble sen, ikke sendt purring.",
            seen_earlier="Ja. Svarene ble korte, og jeg tenkte at hun hadde det travelt.",
            come_along="Delvis. Silje begynte i en annen butikk. Jeg tok aldri kontakt.",
            went_well="Avslutningssamtalen. Geir ble lenger i telefonen enn han måtte.",
            went_wrong="41 dager uten en eneste samtale.",
            feelings="Flau, mest. Jeg likte dem.",
            closed=False, step=2, could=(Verdict.YES, Verdict.YES, Verdict.PARTLY),
            causes=(
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "Ny eier samler alt hos ett byrå."),
                Because(CauseKind.COMMUNICATION_FAILURE, Locus.SITUATION, Whose.OURS, "41 dager uten en samtale, midt i en travel vår.",
                        Controllable.YES),
            ),
            beyond=(Beyond(75, "Den nye eieren var på befaring hos to byråer.", "Geir, i avslutningssamtalen"),),
        ),
        learnt=(
            Learnt("En sen faktura er en grunn til å ringe, ikke til å sende purring.", "En faktura er sen", TriggerKind.SIGNAL, "D1", due_in=1),
            Learnt("Si fra når noe tar tid, den dagen du vet det.", "Noe blir forsinket", due_in=0),
        ),
    ),
)  # fmt: skip

BRYGGA = Firm(
    name="Brygga Reisebyrå",
    language="nb",
    locality="Bergen",
    since=1020,
    every=18,
    status=Status.LOST,
    quiet_from=262,
    source="Naboen på kontoret",
    people=(
        Person("Vibeke", "Strand", "daglig leder", "+47 12 34 56 22", "vibeke@brygga-reisebyra.example", left=258,
               end_reason="Gikk av med pensjon."),
        Person("Pål", "Hegge", "ny daglig leder", "+47 12 34 56 23", "pal@brygga-reisebyra.example", since=250),
    ),
    topics=("reisebrevene", "siden om gruppeturer", "nyhetsbrevet", "bildene fra Lofoten"),
    recent=(
        call(270, "10:20", "Vibeke går av om to uker. Pål tar over. Må ringe ham.", minutes=18, tone=4, asked=FINE),
        note(251, "09:15", "Ring Pål."),
        note(230, "09:20", "Ring Pål. Står fortsatt på listen."),
        Said(205, "12:30", Kind.EMAIL, "Oppsigelse", "Hei. Jeg har valgt et byrå jeg kjenner fra før. Takk for innsatsen.",
             Direction.INBOUND, Outcome.REACHED, tone=3, who=1),
    ),
    ending=Ending(
        205, 190, LossReason.CONTACT_LEFT, "Jeg har valgt et byrå jeg kjenner fra før.",
        others=(LossReason.OVERLOOKED,), source=ReasonSource.CLIENT_WROTE, destination=Destination.COMPETITOR, value=72_000,
        closing=Closing(
            196, who=1, good="Vibeke skrøt av deg.", better="Jeg visste ikke hvem du var før jeg sa opp.",
            advice=("Hils på den nye med en gang.", "Kom innom.", "Spør hva den nye vil, ikke hva den gamle ville."),
            decided="Den andre uken i jobben.", seen=1, easy=3, would_return="Jeg utelukker ingenting.",
        ),
        looking=Looking(
            "Vibeke gikk av. Den nye hørte ikke fra meg på 45 dager og valgte noen han kjente.",
            impact="72 000 kroner i året, og den eneste kunden i reiselivet.",
            detection="Jeg visste om skiftet to uker på forhånd.",
            differently="Ja. Jeg skulle ringt Pål den første dagen hans.",
            seen_earlier="Jeg så det. Jeg gjorde det bare ikke.",
            come_along="Nei. Vibeke ble pensjonist.",
            went_well="Vibeke tok farvel på en fin måte.", went_wrong="To ganger sto det «Ring Pål» på listen.",
            got_lucky="Han tok telefonen da jeg ba om en samtale etterpå.",
            could=(Verdict.YES, Verdict.YES, Verdict.NO), good="Nå har hver kunde to navn på kortet.",
            causes=(
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "Ny leder som måtte velge noe sitt i første uke."),
                Because(CauseKind.UNDER_CAPACITY, Locus.SITUATION, Whose.OURS, "To leveranser samme uke; «Ring Pål» sto over to ganger.",
                        Controllable.PARTLY),
            ),
            acts=(Act("Hilse på en person til hos hver kunde på fastavtale", "Fire av fem har to navn på kortet", 120, against=CauseKind.UNDER_CAPACITY,
                      done=110, effect=Effect.HELPED, effect_note="Ingen er mistet på et skifte siden."),),
        ),
        learnt=(Learnt("Når kontaktpersonen slutter, ring den nye innen en uke, før vedkommende har bestemt seg.",
                       "En kontaktperson slutter", TriggerKind.CONTACT_LEFT, read=3, due_in=0),),
    ),
)  # fmt: skip

SJOBRIS = Firm(
    name="Sjöbris Konsult",
    language="sv",
    locality="Varberg",
    since=940,
    every=20,
    status=Status.LOST,
    quiet_from=246,
    source="Rekommendation",
    people=(Person("Anna-Karin", "Sjöberg", "vd", "+46 70 174 06 41", "anna-karin@sjobriskonsult.example", channel=Channel.EMAIL),),
    topics=("konsultprofilerna", "sidan om miljökrav", "kundfallen", "annonserna för nya kollegor"),
    recent=(
        call(250, "09:40", "De blir uppköpta. Anna-Karin lät både glad och trött.", minutes=14, tone=3, asked=FINE),
        sent(236, "11:00", "Gratulerade och frågade vem som bestämmer framöver. Inget svar.", answered=False),
        Said(221, "15:05", Kind.EMAIL, "Avslut", "Koncernen har en egen byrå, så vi måste avsluta. Det här var inte mitt beslut.",
             Direction.INBOUND, Outcome.REACHED, tone=3),
    ),
    ending=Ending(
        221, 160, LossReason.ACQUIRED_OR_MERGED, "Koncernen har en egen byrå.", source=ReasonSource.CLIENT_WROTE,
        destination=Destination.COMPETITOR, value=96_000, currency="SEK",
        closing=Closing(
            208, good="Ni var lätta att ha att göra med, alltid.", better="Ni kunde ha bett om ett möte med de nya ägarna.",
            advice=("Be om ett möte när någon köper oss.", "Visa siffrorna för den som inte känner er.", "Håll kontakten med mig."),
            decided="Den dagen affären blev klar.", seen=5, easy=5, would_return="Om jag byter jobb, gärna.", may_quote=True,
            channel=Channel.MEETING,
        ),
        looking=Looking(
            "Uppköpta. Koncernen samlar allt hos en byrå.", impact="96 000 kronor om året.",
            detection="Hon berättade det 29 dagar innan.", differently="Ja. Jag kunde ha bett att få träffa de nya ägarna samma månad.",
            seen_earlier="Nej, det kom snabbt.", come_along="Kanske hos koncernen, om jag hade frågat.",
            went_well="Vi skildes som vänner.", went_wrong="Jag väntade på svar i stället för att ringa.",
            could=(Verdict.YES, Verdict.NO, Verdict.PARTLY),
            causes=(
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.OUTSIDE, "Koncernen har en egen byrå."),
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "Anna-Karin bestämde inte längre."),
                Because(CauseKind.COMMUNICATION_FAILURE, Locus.PERSON, Whose.OURS, "Jag bad aldrig om ett möte med de nya.", Controllable.YES),
            ),
            acts=(Act("Be om möte med nya ägare samma månad", "Frågan är ställd skriftligt", 150, ActionKind.DETECT,
                      dropped="Ingen annan kund är till salu just nu; lärdomen räcker."),),
        ),
        learnt=(Learnt("När ett företag köps upp, be att få träffa de nya ägarna samma månad.", "En kund köps upp", TriggerKind.EVENT_KIND, "acquired_or_merged", read=3, due_in=52),),
    ),
)  # fmt: skip

KVARNEN = Firm(
    name="Kvarnen Kontor",
    language="sv",
    locality="Borås",
    since=790,
    every=21,
    status=Status.LOST,
    quiet_from=212,
    source="Sök",
    people=(
        Person("Fredrik", "Ahl", "delägare", "+46 70 174 06 52", "fredrik@kvarnenkontor.example"),
        Person("Lena", "Kvarnström", "delägare", "+46 70 174 06 53", "lena@kvarnenkontor.example", Role.DECISION_MAKER),
    ),
    topics=("lokalsidorna", "bokningen av mötesrum", "prislistan", "bilderna från taket"),
    recent=(
        call(219, "13:15", "Fredrik vill satsa, Lena vill spara. Jag hamnade mitt emellan.", minutes=22, tone=3,
             asked=(Answer.UNSURE, Answer.YES, Answer.NO)),
        call(200, "13:05", "De är fortfarande oense. Bad om en månads paus i samtalen.", minutes=7, tone=2),
        Said(188, "16:50", Kind.EMAIL, "Uppsägning", "Vi har inte kunnat enas och avslutar därför alla avtal. Tack för den här tiden.",
             Direction.INBOUND, Outcome.REACHED, tone=3, who=1),
    ),
    ending=Ending(
        188, 158, LossReason.INTERNAL_DISAGREEMENT, "Vi har inte kunnat enas.", source=ReasonSource.CLIENT_WROTE,
        destination=Destination.NOTHING, value=60_000, currency="SEK",
        closing=Closing(None, declined=True, who=1),
        looking=Looking(
            "Två ägare, två viljor. Jag talade bara med den ene.", impact="60 000 kronor om året.",
            detection="Det hördes i samtalet en månad innan.", differently="Ja. Jag skulle ha bett att få träffa båda samtidigt.",
            seen_earlier="Delvis. Lena svarade aldrig själv.", come_along="Nej.",
            went_wrong="Jag tog parti utan att märka det.", feelings="Lättad, om jag ska vara ärlig.",
            could=(Verdict.YES, Verdict.PARTLY, Verdict.NO),
            causes=(
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "Två ägare med lika röst och en budget."),
                Because(CauseKind.MISUNDERSTANDING, Locus.PERSON, Whose.OURS, "Jag trodde att Fredrik talade för båda.", Controllable.YES),
            ),
            acts=(Act("Fråga varje kund vem mer som bestämmer", "Alla kunder på löpande avtal har svarat", -12, ActionKind.DETECT,
                      CauseKind.MISUNDERSTANDING),),
        ),
        learnt=(Learnt("Tala med alla som bestämmer, inte bara med den som är lätt att tala med.", "Två ägare", read=2, due_in=9),),
    ),
)  # fmt: skip

OAKFIELD = Firm(
    name="Oakfield Dental",
    language="en",
    locality="Sheffield",
    since=900,
    every=24,
    status=Status.LOST,
    quiet_from=420,
    source="Trade listing",
    people=(Person("Miriam", "Okafor", "practice manager", "+44 114 496 0131", "miriam@oakfielddental.example", channel=Channel.EMAIL),),
    topics=("the booking page", "the fees page", "the children’s page", "the recall letters"),
    recent=(
        call(412, "10:10", "All fine, said Miriam. Nothing else.", minutes=4, tone=3, asked=FINE),
        letter(371, "15:15", "Fees", "We thought whitening was included. It turns out it wasn’t. Fine.", 2),
        Said(334, "11:30", Kind.EMAIL, "Notice", "We’re trying someone else. No hard feelings.", Direction.INBOUND, Outcome.REACHED, tone=3),
    ),
    agreement=Agreement(
        640, how=AgreedHow.EMAIL,
        goals=(Goal("Bookings online", "50", months("38 - - - - - - - - - - - -"), "", client=None, own=4),),
    ),
    ending=Ending(
        334, 304, LossReason.COMPETITOR, "We’re trying someone else.",
        others=(LossReason.OVERLOOKED, LossReason.EXPECTATION_MISMATCH), source=ReasonSource.CLIENT_WROTE,
        certainty=ReasonCertainty.LIKELY, destination=Destination.COMPETITOR, value=5_400, currency="GBP",
        closing=Closing(
            322, good="The pages look nice.", better="Nobody asked how it was going. And we had expected the whitening page.",
            advice=("Ask.", "Write down what isn’t included.", "Ask again."), decided="Over the summer.", seen=2, easy=3,
            would_return="Not now.",
        ),
        looking=Looking(
            "Quiet for weeks, then a page they thought was included, then notice.", impact="£5,400 a year.",
            detection="78 days without a talk before the notice.",
            differently="Yes. I read “fine” as fine.", seen_earlier="Yes, from the e-mail about whitening.", come_along="No.",
            went_well="They answered honestly when asked.", went_wrong="What was not included was never written down.",
            could=(Verdict.YES, Verdict.YES, Verdict.NO),
            causes=(
                Because(CauseKind.EXPECTATION_GAP, Locus.BOTH, Whose.OURS, "Whitening: nobody had said it was not included.", Controllable.YES),
                Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "A new receptionist, and a summer with half the staff."),
            ),
            acts=(Act("Write “not included” into every agreement", "All five retainers have the list", 200, against=CauseKind.EXPECTATION_GAP,
                      done=95),),
        ),
        learnt=(
            Learnt("Say what is not included while everyone is still happy.", "A new agreement", TriggerKind.NEW_CLIENT, read=3, due_in=19),
            Learnt("Call the quiet ones first. Nobody thanks you for noticing too late.", "A quiet client", TriggerKind.SIGNAL, "S1", read=4, due_in=35),
        ),
    ),
)  # fmt: skip

LOFTHUS = Firm(
    name="Lofthus Camping",
    language="nb",
    locality="Ullensvang",
    since=1130,
    every=26,
    tier=Tier.C,
    status=Status.LOST,
    quiet_from=380,
    source="Anbefalt av Hardanger Eplegård",
    reports=ReportRhythm.NONE,
    people=(Person("Magnhild", "Lofthus", "eier", "+47 12 34 56 24", "magnhild@lofthuscamping.example"),),
    topics=("bookingen", "bildene fra fjorden", "prisene for høysesong"),
    recent=(
        call(384, "17:10", "Magnhild legger ned etter sesongen. Helsen vil ikke mer.", minutes=31, tone=3, asked=FINE),
        Said(350, "12:00", Kind.LETTER, "Kort med takk", "Takk for alt, og for at du spurte hvordan det gikk med meg og ikke bare med campingen.",
             Direction.INBOUND, Outcome.REACHED, tone=4),
    ),
    ending=Ending(
        349, 335, LossReason.CEASED_OR_DIED, "Jeg legger ned.", destination=Destination.NOTHING, value=28_000,
        closing=Closing(340, good="Du ringte alltid.", better="Ingenting.", advice=("Fortsett å ringe.", "Ta vare på Olav.", "Spis epler."),
                        decided="Da hoften sa stopp.", seen=5, easy=5, would_return="I neste liv.", may_quote=True),
        looking=Looking("Lagt ned av helsegrunner. Ingenting å gjøre, og det er også en lærdom.", impact="28 000 kroner i året.",
                        differently="Nei.", seen_earlier="Nei.", come_along="Datteren driver kafé. Det spurte jeg ikke om før etterpå.",
                        went_well="Vi skiltes som venner.", could=(Verdict.NO, Verdict.NO, Verdict.PARTLY),
                        causes=(Because(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, "Helsen."),
                                Because(CauseKind.THIRD_PARTY, Locus.SITUATION, Whose.OUTSIDE, "Ingen ville ta over plassen.")),
                        none_ours="Vi snakket åpent om det et halvt år før.", no_action="Det var ingenting å rette på."),
        learnt=(Learnt("Noen ganger er det ikke noe du kunne gjort. Skriv det ned, så du slipper å lete.", "Noen legger ned", read=5,
                       due_in=120, retired=True),),
    ),
)  # fmt: skip

LOST = (NORDVIK, BRYGGA, SJOBRIS, KVARNEN, OAKFIELD, LOFTHUS)
