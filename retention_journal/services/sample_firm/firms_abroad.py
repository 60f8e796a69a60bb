"""The sample's British and Swedish clients who are still clients."""

# ruff: noqa: E501 - what people say is not broken into pieces
from __future__ import annotations

from retention_journal.core.clients import BuyingMotive, EngagementType, ReportRhythm, Role, Status, Tier
from retention_journal.core.contacts import Answer, Channel, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import Aggregation, AgreedHow, GoalDirection, LineKind
from retention_journal.core.light import Light
from retention_journal.services.sample_firm.cast import (
    FINE,
    FINE_AND_MORE,
    Agreement,
    Draft,
    Firm,
    Goal,
    Happened,
    LeftAlone,
    MovedFrom,
    OwnJudgement,
    Person,
    Promised,
    Said,
    SetCall,
    call,
    cancelled,
    letter,
    note,
    sent,
    tried,
)
from retention_journal.services.sample_firm.firms_home import months

#: Working days that each of Tom's small changes took, oldest first, and how long ago he asked for it.
_TOMS_CHANGES = (
    ("Van photo on the front page", -64, 5),
    ("New phone number for weekends", -61, 6),
    ("Spelling of “Clevedon”", -58, 7),
    ("Price of a level 2 survey", -56, 6),
    ("Remove the old office address", -53, 6),
    ("Add Priya to the team page", -51, 8),
    ("Bank holiday hours", -48, 6),
    ("Link to the damp report", -46, 7),
    ("New wording on the enquiry button", -43, 5),
    ("Swap two photos on Reviews", -40, 6),
    ("Add Portishead to the area list", -37, 5),
    ("Correct the insurance number", -33, 4),
    ("Smaller logo on phones", -30, 4),
    ("Price of a level 3 survey", -26, 3),
    ("New map pin", -22, 2),
    ("Two new reviews", -19, 2),
    ("Parking note", -15, 2),
    ("Replace the roof photo", -11, 2),
    ("Survey types page, heading", -6, 1),
)

_SINCE_AGREED = -30  # working days: before it, nobody had promised two days

HARBOUR = Firm(
    name="Harbour & Hale Surveyors",
    language="en",
    locality="Bristol",
    since=1310,
    every=7,
    tier=Tier.A,
    ideal=7,
    source="Found us through Wren & Willow",
    notes="Judges us by the small things, not by the numbers. He said so himself.",
    people=(
        Person("Tom", "Hale", "owner", "+44 117 496 0142", "tom@harbourhale.example",
               facts="Prefers the phone to e-mail. Out on site on Wednesdays.", channel=Channel.PHONE,
               call_window="08:30–09:30", born=(1969, 3, 3)),
        Person("Priya", "Nair", "office", "+44 117 496 0143", "priya@harbourhale.example", Role.PAYER),
    ),
    topics=("the survey types page", "the enquiry form", "the reviews", "the area list", "the price page", "the team photos"),
    recent=(
        call(50, "09:05", "More enquiries than ever, and Tom sounded flat. He asked twice about the wording on the button.",
             minutes=9, tone=3, asked=(Answer.YES, Answer.UNSURE, Answer.NO)),
        letter(46, "18:20", "Reviews", "Photos still the old ones. Any idea when?", 2),
        Said(42, "09:10", Kind.CALL, "Tom was unhappy about small changes taking a week. He was right, and I said so. "
             "Promised him a fixed slot and a proper answer by tomorrow.",
             "It is not the rankings, Ingrid. It is that I wait a week for a phone number to be changed.",
             Direction.INBOUND, Outcome.REACHED, 21, 2, (Answer.NO, Answer.NO, Answer.YES), "Small things, done while he still remembers asking."),
        sent(41, "13:40", "Sent the answer: what went wrong, a fixed slot every Tuesday, three hours credited."),
        Said(41, "15:30", Kind.CALL, "Agreed a new goal: small changes within two working days. Tom said what matters most to him.",
             "I don’t need more visitors. I need small things done while I still remember asking for them.",
             Direction.OUTBOUND, Outcome.REACHED, 16, 3, (Answer.YES, Answer.UNSURE, Answer.NO)),
        call(35, "09:00", "First Tuesday slot. Four small things done in one go.", minutes=8, tone=3, asked=FINE),
        letter(31, "11:55", "Map pin", "That was quick. The pin is right now, thanks.", 3),
        call(28, "08:55", "All OK. He tested us with a Friday question and got an answer on the Friday.", minutes=6, tone=3, asked=FINE),
        letter(26, "17:02", "Report", "Read it. You put the small changes first this time. Good.", 3),
        call(20, "09:15", "Steady. Wants the survey types page next.", minutes=11, tone=3, asked=FINE_AND_MORE,
             more="A page about survey types."),
        call(13, "08:50", "Went through the first draft of the survey types page. Two words to change.", minutes=12, tone=3, asked=FINE),
        letter(5, "11:40", "Tuesday slot", "Good to see the wait coming down. Keep the Tuesday slot.", 4),
        call(1, "09:02", "All OK. Wants new opening hours in the footer, promised by Thursday.", minutes=6, tone=3,
             asked=FINE_AND_MORE, more="New opening hours in the footer."),
    ),
    agreement=Agreement(
        41,
        how=AgreedHow.CALL,
        words="I don’t need more visitors. I need small things done while I still remember asking for them.",
        before=255,
        why_changed="Tom said the numbers I had proposed were not what he judges by.",
        goals=(
            Goal("Small changes done", "2", months("- - - - - 3.2 3.8 4.6 5.2 5.8 6.2 6.4 3.1"), "working days",
                 GoalDirection.LOWER, LineKind.EXPECTATION, Aggregation.MEAN, turnaround_days="2", client=5, own=2,
                 is_new=True, notes=((1, "Fixed slot every Tuesday since the talk."),)),
            Goal("Enquiries from the form", "40", months("29 30 32 31 34 35 36 39 37 41 43 45 48"), "", baseline="28",
                 client=3, own=5),
            Goal("Visits from search", "3200", months("2510 2580 2640 2700 2810 2890 2960 3050 3120 3240 3400 3620 3840"), "visits",
                 client=2, own=5),
            Goal("Place for “level 3 survey Bristol”", "5", months("9 9 8 8 7 7 7 6 6 5 4 4 3"), "", GoalDirection.LOWER,
                 aggregation=Aggregation.LAST, client=2, own=4),
        ),
    ),
    events=(Happened(42, EventKind.UNHAPPY, "Waits a week for small changes.", settled=35),),
    draft=Draft(
        "More people asked for a survey. Small changes went from six days to three, and two is what I owe you.",
        "Enquiries and visits are the best since we began. You are third for “level 3 survey Bristol”.",
        "Small changes took 3.1 working days. You were right.",
        "Tuesday mornings are kept for your small things.",
    ),
    promises=(
        Promised("Opening hours in the footer", -1, 2, small=True),
        Promised("Last month’s small changes, list with dates", -6, 4),
        Promised("Survey types page, first draft", -14, -6, -7, asked=-16,
                 moves=(MovedFrom(-11, -12, "waiting for the list of surveys"),
                        MovedFrom(-9, -9, "one of the names was wrong"))),
        Promised("A proper answer, with what changes", -30, -29, -29),
        Promised("Photos of three finished surveys", -20, -9, -10, theirs=True),
        *(Promised(text, asked, asked + 2 if asked > _SINCE_AGREED else None, min(asked + took, -1), small=True)
          for text, asked, took in _TOMS_CHANGES),
    ),
)  # fmt: skip

PEMBERTON = Firm(
    name="Pemberton Legal",
    language="en",
    locality="Leeds",
    since=640,
    every=14,
    ideal=14,
    reports=ReportRhythm.QUARTERLY,
    source="Search",
    motive=BuyingMotive.COMPETENCE,
    people=(
        Person("Grace", "Pemberton", "managing partner", "+44 113 496 0177", "grace@pemberton-legal.example",
               facts="Keeps bees. Never before half past nine.", channel=Channel.PHONE, call_window="09:30–10:30"),
        Person("Callum", "Frost", "practice manager", "+44 113 496 0178", "callum@pemberton-legal.example", Role.DAY_TO_DAY,
               since=48),
        Person("Judith", "Marsh", "practice manager", "+44 113 496 0179", "judith@pemberton-legal.example", Role.DAY_TO_DAY,
               left=62, end_reason="Retired after nineteen years.", successor=1),
    ),
    topics=("the page on wills", "the conveyancing calculator", "the team biographies", "the first-visit checklist", "the blog"),
    recent=(
        call(52, "09:40", "Callum starts next week. Asked to meet him before he has made up his mind about us.", minutes=12, tone=3,
             asked=FINE),
        Said(38, "10:00", Kind.VIDEO_CALL, "Met Callum. He wants fewer figures and more reasons. So do I.", "", Direction.OUTBOUND,
             Outcome.REACHED, 32, 3, FINE, who=1),
        letter(31, "14:15", "Figures", "I’ll get you the two missing numbers when I have learnt where Judith kept them. Bear with me.", 3, who=1),
        call(24, "09:35", "Grace is pleased with how we took Callum in.", minutes=9, tone=4, asked=FINE),
        letter(17, "16:20", "Checklist", "The first-visit checklist saved us four phone calls on Monday alone.", 4, who=1),
        call(10, "09:45", "All fine. Wants the page on wills in plain words before the winter.", minutes=10, tone=3,
             asked=FINE_AND_MORE, more="The page on wills in plain words."),
        letter(7, "17:25", "Before you read it elsewhere", "We are joining a larger firm in Manchester. It is a good thing, I think, but I do not yet know "
               "who will decide about what you do for us.", 3),
        letter(4, "12:10", "Wills", "Here is the text the way a solicitor would write it. I’m curious what you make of it.", 3, who=1),
        sent(3, "14:30", "Sent Callum the page on wills with three sentences put plainly.", answered=False, who=1),
    ),
    agreement=Agreement(
        300,
        confirmed=50,
        words="That people arrive knowing what to bring.",
        goals=(
            Goal("First visits booked", "14", months("9 10 10 11 12 12 13 14 13 15 15 16 -"), "", client=5, own=4),
            Goal("Calls before a first visit", "3", months("4.2 4.0 4.1 3.8 3.6 3.4 3.3 3.1 3.0 2.8 2.7 2.6 -"), "calls",
                 GoalDirection.LOWER, aggregation=Aggregation.MEAN, client=4, own=3),
            Goal("Readers of the blog", "1100", months("720 750 790 840 870 905 930 980 1010 990 1040 1035 1020"), "readers", client=3, own=4),
        ),
    ),
    events=(Happened(7, EventKind.ACQUIRED, "Joining a larger firm in Manchester. Ask to meet whoever decides, this month."),),
    draft=Draft(
        "More people arrive knowing what to bring. Two numbers are still on their way.",
        "The first-visit checklist is in use, and the calls before a visit are down to fewer than three.",
        "We changed hands in the office, and two figures were mislaid on the way.",
        "Fewer figures and more reasons, as Callum asked.",
    ),
    promises=(
        Promised("Page on wills in plain words", -7, 6),
        Promised("The two missing numbers", -20, -3, theirs=True),
        Promised("First-visit checklist", -24, -14, -16),
    ),
)  # fmt: skip

WREN = Firm(
    name="Wren & Willow Florists",
    language="en",
    locality="York",
    since=1010,
    every=28,
    ideal=28,
    engagement=EngagementType.HOURLY,
    tier=Tier.B,
    ambassador=True,
    source="Wedding fair",
    people=(
        Person("Alice", "Wren", "florist and owner", "+44 7700 900142", "alice@wrenandwillow.example",
               facts="Double shot with ordinary milk. At the market before seven.", channel=Channel.PHONE, call_window="13:00–15:00"),
    ),
    topics=("the wedding page", "the order form", "the delivery map", "the photo album", "Mother’s Day"),
    recent=(
        call(79, "13:20", "Weddings booked until spring. Alice laughed and asked us to slow down.", minutes=11, tone=4, asked=FINE),
        letter(65, "21:05", "Map", "The delivery map works a treat. Nobody has rung to ask about Selby since.", 4),
        call(51, "13:10", "All good. The order form takes names with accents now.", minutes=7, tone=4, asked=FINE),
        letter(37, "20:40", "A friend", "I gave your number to the potter next door. Hope you don’t mind.", 4),
        call(23, "13:30", "Quiet week. Talked about flowers more than about the page.", minutes=14, tone=4, asked=FINE),
        letter(9, "07:05", "Picture", "Here’s the shop window. It should be on the front page, if you ask me.", 4),
        sent(8, "10:40", "Thanked her, and promised it for this week."),
    ),
    agreement=Agreement(
        290,
        how=AgreedHow.CALL,
        confirmed=52,
        words="Orders I can carry with two hands.",
        goals=(
            Goal("Orders from the page", "30", months("26 28 27 30 31 33 30 34 33 32 35 34 36"), "", client=5, own=4),
            Goal("Wedding enquiries", "4", months("3 3 4 4 5 6 5 6 5 4 4 5 5"), "", client=4, own=4),
        ),
    ),
    promises=(Promised("Window picture on the front page", -7, -3, -4, small=True),),
)  # fmt: skip

MOSS = Firm(
    name="Moss & Ember Pottery",
    language="en",
    locality="York",
    since=33,
    every=10,
    ideal=14,
    engagement=EngagementType.ONE_OFF,
    tier=Tier.C,
    source="Recommended by Wren & Willow Florists",
    reports=ReportRhythm.NONE,
    people=(
        Person("Nell", "Ashdown", "potter", "+44 7700 900155", "nell@mossandember.example",
               facts="Hands in clay until two; ring later.", channel=Channel.MESSAGE, call_window="14:00–16:00"),
    ),
    topics=("the shop page", "the kiln diary", "the workshop dates"),
    quiet_from=100,
    recent=(
        Said(33, "15:10", Kind.EMAIL, "A page for the pottery", "Alice next door says you answer the phone. I need a small page with twelve pots on it, nothing fancy.",
             Direction.INBOUND, Outcome.REACHED, tone=3),
        call(30, "14:30", "Agreed what is in and what isn’t: twelve pots, workshop dates, no shop basket.", minutes=19, tone=4, asked=FINE),
        letter(21, "22:15", "Pots", "Twelve pots, twelve pictures. Number seven is cracked but I like it.", 4),
        call(11, "14:20", "Page is up. Nell had one wish: a darker green.", minutes=8, tone=4, asked=FINE),
    ),
    promises=(Promised("A darker green", -8, -7, -7, small=True), Promised("Workshop dates on the page", -8, 7)),
)  # fmt: skip

LARKFIELD = Firm(
    name="Larkfield Nursery",
    language="en",
    locality="Ludlow",
    since=1180,
    every=45,
    engagement=EngagementType.BETWEEN,
    tier=Tier.C,
    source="Old newsletter",
    reports=ReportRhythm.NONE,
    people=(
        Person("Edwin", "Larkfield", "owner", "+44 1632 960118", "edwin@larkfieldnursery.example", facts="Grows hellebores. Deaf on the left ear."),
        Person("Rose", "Tanner", "shop", "+44 1632 960119", "rose@larkfieldnursery.example", Role.DAY_TO_DAY),
    ),
    topics=("the plant list", "the open days", "the postage table"),
    recent=(
        call(61, "11:30", "Between two jobs. Edwin may want the plant list rebuilt in the new year.", minutes=17, tone=3, asked=FINE),
        letter(22, "08:50", "Plant list", "I have counted: 412 plants. It might be a bigger job than either of us thought.", 3),
        sent(21, "10:30", "Thanked him for counting, and promised a rough price.", answered=False),
    ),
    left_alone=LeftAlone("On holiday with his sister in Portugal. Asked not to be rung there.", 4, 11),
    promises=(Promised("Rough price for the plant list", -14, 8),),
)  # fmt: skip

LINDQVIST = Firm(
    name="Lindqvist Arkitekter",
    language="sv",
    locality="Göteborg",
    since=880,
    every=14,
    ideal=14,
    tier=Tier.A,
    source="Rekommendation från Tindra Inredning",
    motive=BuyingMotive.COMPETENCE,
    people=(
        Person("Elsa", "Lindqvist", "arkitekt och ägare", "+46 31 390 06 12", "elsa@lindqvistarkitekter.example",
               facts="Ritar för hand först. Pendlar från Alingsås.", channel=Channel.PHONE, call_window="09.00–10.00"),
        Person("Omar", "Haddad", "arkitekt", "+46 31 390 06 13", "omar@lindqvistarkitekter.example", Role.DAY_TO_DAY),
    ),
    topics=("projektsidorna", "texten om Villa Skog", "bildspelet", "sidan om bygglov", "kontaktformuläret"),
    recent=(
        call(60, "09:10", "Elsa vill visa färre projekt, men visa dem bättre.", minutes=12, tone=4, asked=FINE),
        letter(52, "17:25", "Färre projekt", "Vi har valt ut sju. Det gjorde ont, men du hade rätt.", 3),
        call(47, "09:15", "Gick igenom de sju projekten. Omar skriver, Elsa stryker.", minutes=15, tone=4, asked=FINE),
        letter(39, "13:40", "Bygglov", "Sidan om bygglov är redan den mest lästa. Två har ringt och sagt att de äntligen förstår.", 4),
        call(25, "09:05", "Lovade projekttexten till Villa Skog. Elsa ska iväg två veckor, vill ha den när hon är tillbaka.", minutes=8, tone=3,
             asked=FINE_AND_MORE, more="Text om Villa Skog."),
        tried(11, "09:20", "Inget svar. Hon är nog fortfarande bortrest."),
    ),
    agreement=Agreement(
        330,
        confirmed=60,
        words="Att de som ringer redan vet hur vi tänker.",
        goals=(
            Goal("Förfrågningar om nybygge", "5", months("3 3 4 4 3 4 5 5 4 6 5 6 6"), "", client=5, own=5),
            Goal("Läsare av projektsidorna", "700", months("520 540 575 590 610 640 655 690 700 720 735 760 790"), "läsare", client=3, own=4),
        ),
    ),
    promises=(
        Promised("Projekttext till Villa Skog", -17, 2),
        Promised("Sidan om bygglov", -50, -42, -43),
        Promised("Bilder på de sju projekten", -32, -24, theirs=True, done=-25),
    ),
)  # fmt: skip

VASTKUSTEN = Firm(
    name="Västkustens Båtvarv",
    language="sv",
    locality="Lysekil",
    since=560,
    every=27,
    ideal=24,
    engagement=EngagementType.HOURLY,
    tier=Tier.B,
    reports=ReportRhythm.NONE,
    source="Båtmässan",
    motive=BuyingMotive.CAPACITY,
    people=(
        Person("Nils", "Åkesson", "varvschef", "+46 70 174 06 12", "nils@vastkustensbatvarv.example",
               facts="Har en träbåt från 1938. Svarar bäst på fredagar.", channel=Channel.PHONE, call_window="15.00–16.00"),
    ),
    topics=("sidan om vinterförvaring", "bokningen av kran", "motorservicen", "bilderna från bryggan"),
    recent=(
        Said(100, "13:00", Kind.MEETING, "Gick varvet runt tillsammans. Nils visade vad han vill ha bilder på.", minutes=55, tone=3, asked=FINE),
        call(82, "15:10", "Vinterförvaringen är nästan full. Nils är nöjd men hinner inte svara i telefon.", minutes=9, tone=3, asked=FINE),
        call(54, "15:05", "Bokningen av kran fungerar. Två avbokningar i veckan mindre.", minutes=8, tone=3, asked=FINE),
        letter(40, "06:45", "Kran", "Kranen står stilla på söndagar nu. Äntligen.", 3),
        cancelled(47, "14:00", "Nils ställde in mötet om motorsidan, kranen hade stannat."),
        call(26, "15:20", "Allt väl. Vi har inte kommit överens om några mål, ta upp det nästa gång.", minutes=7, tone=3, asked=FINE),
        cancelled(13, "14:00", "Mötet inställt igen, samma dag. Han lät jäktad."),
        sent(11, "11:20", "Föreslog ett möte om mål och om en ny sida för motorer.", answered=False),
    ),
    promises=(Promised("Förslag till en sida om motorer", -18, 1),),
)  # fmt: skip

TINDRA = Firm(
    name="Tindra Inredning",
    language="sv",
    locality="Malmö",
    since=727,  # two years together in a few days
    every=21,
    ideal=21,
    ambassador=True,
    source="Instagram",
    people=(
        Person("Maja", "Öberg", "ägare", "+46 40 628 04 31", "maja@tindrainredning.example",
               facts="Te, aldrig kaffe. Fyller lägenheten med stolar.", channel=Channel.PHONE, call_window="10.00–11.00"),
    ),
    topics=("webbutiken", "lookbooken", "nyhetsbrevet", "sidan om hemleverans", "fotona från studion"),
    recent=(
        call(64, "10:10", "Lookbooken säljer. Maja vill göra en till vintern.", minutes=12, tone=4, asked=FINE),
        letter(50, "22:10", "Vinter", "Jag har redan börjat samla kuddar. Stoppa mig.", 4),
        call(43, "10:05", "Stoppade henne inte. Datum för fotografering bestämt.", minutes=9, tone=4, asked=FINE),
        letter(29, "16:30", "Foton", "Här är 84 bilder. Välj du, jag kan inte.", 4),
        call(22, "10:15", "Valde tolv bilder tillsammans.", minutes=18, tone=4, asked=FINE),
        call(8, "10:00", "Allt på plats inför lanseringen. Två löften kvar från min sida.", minutes=10, tone=4, asked=FINE_AND_MORE,
             more="En liten text till varje bild."),
    ),
    judgement=OwnJudgement(Light.GREEN, Light.AMBER, "Vi går igenom avtalet när lookbooken är ute. Maja är nöjd.", 5, 16),
    agreement=Agreement(
        270,
        words="Att folk stannar kvar och tittar.",
        goals=(
            Goal("Ordrar i webbutiken", "90", months("61 66 70 72 75 78 81 84 88 91 93 96 101"), "", client=4, own=5),
            Goal("Prenumeranter på nyhetsbrevet", "1200", months("810 850 895 930 965 1010 1060 1100 1145 1190 1220 1260 1300"), "",
                 aggregation=Aggregation.LAST, client=3, own=3),
            Goal("Minuter på lookbooken", "3", months("2.1 2.2 2.2 2.4 2.5 2.6 2.6 2.8 2.9 3.0 3.1 3.1 3.3"), "minuter",
                 aggregation=Aggregation.MEAN, client=5, own=3),
        ),
    ),
    promises=(
        Promised("Text till tolv bilder", -6, 3),
        Promised("Lansera vinterns lookbook", -6, 8),
        Promised("Ny sida om hemleverans", -34, -28, -29),
    ),
)  # fmt: skip

STUDIO = Firm(
    name="Studio Ljus & Ull",
    language="sv",
    locality="Stockholm",
    since=4,
    every=7,
    status=Status.ONBOARDING,
    source="Rekommendation från Tindra Inredning",
    motive=BuyingMotive.COMPETENCE,
    quiet_from=100,
    people=(
        Person("Petra", "Wikström", "textilkonstnär", "+46 8 465 004 21", "petra@ljusochull.example",
               facts="Färgar ullen själv. Vill bli ringd, inte mejlad.", channel=Channel.PHONE, call_window="09.00–12.00"),
    ),
    topics=("webbplatsen", "kurserna", "bilderna på garnerna"),
    recent=(
        note(4, "15:40", "Avtalet är påskrivet. Ring Petra den första dagen och fråga vad ett bra resultat är."),
        sent(3, "11:15", "Hälsade välkommen och berättade vad som händer de första trettio dagarna.", answered=False),
    ),
    promises=(Promised("Plan för de första trettio dagarna", -2, 4),),
    calls_set=(SetCall(1, "10:00", "Första samtalet: vad är ett bra resultat?", 2),),
)  # fmt: skip

NORRSKEN = Firm(
    name="Norrsken Cykel",
    language="sv",
    locality="Umeå",
    since=210,
    every=8,
    ideal=7,
    engagement=EngagementType.PROJECT,
    source="Fann oss via sök",
    people=(
        Person("Johan", "Norberg", "butikschef", "+46 70 174 06 24", "johan@norrskencykel.example",
               facts="Cyklar till jobbet året om.", channel=Channel.MESSAGE, call_window="08.00–09.30"),
        Person("Ebba", "Lund", "verkstad", "+46 70 174 06 25", "ebba@norrskencykel.example", Role.DAY_TO_DAY),
    ),
    topics=("bokningen av verkstaden", "sidan om elcyklar", "lagersaldot", "vinterkampanjen", "sidan om begagnat"),
    recent=(
        call(29, "08:20", "Bokningen av verkstaden är i drift. Ebba är gladast av alla.", minutes=11, tone=4, asked=FINE),
        letter(24, "19:05", "Bokning", "Trettio bokningar första veckan. Telefonen är tyst och vi är glada.", 4),
        call(20, "08:15", "Lagersaldot hänger inte med. Lovade en lösning före helgen.", minutes=13, tone=3,
             asked=(Answer.YES, Answer.NO, Answer.NO)),
        letter(16, "07:50", "Lager", "Nu stämmer det. Tack för att du inte skyllde på systemet.", 3),
        call(10, "08:25", "Allt fungerar. Vinterkampanjen nästa.", minutes=8, tone=3, asked=FINE),
        call(4, "08:10", "Gick igenom vinterkampanjen. Johan vill ha färre rea-ord.", minutes=12, tone=4, asked=FINE_AND_MORE,
             more="Mindre rea, mer service."),
    ),
    agreement=Agreement(
        150,
        how=AgreedHow.SIGNED,
        confirmed=55,
        words="Att verkstaden är full i januari.",
        goals=(
            Goal("Bokningar i verkstaden", "70", months("- - - - - - - - 38 46 52 58 66"), "", client=5, own=5, running="72"),
            Goal("Fel i lagersaldot", "3", months("- - - - - - - - 9 8 6 7 3"), "", GoalDirection.LOWER, client=4, own=3),
        ),
    ),
    promises=(Promised("Vinterkampanj, ny text", -1, 5), Promised("Rätta lagersaldot", -14, -12, -12)),
)  # fmt: skip

ROKERIET = Firm(
    name="Skärgårdens Rökeri",
    language="sv",
    locality="Grebbestad",
    since=1500,
    every=95,
    engagement=EngagementType.PAST,
    tier=Tier.C,
    source="Tidigare uppdrag",
    reports=ReportRhythm.NONE,
    notes="Sven-Erik driver den. Numret står på en lapp i den gamla pärmen.",
    quiet_from=740,
    people=(),
    topics=("sidan", "receptet på sill", "sommarens öppettider"),
    recent=(
        call(121, "13:00", "Ringde för att höra hur sommaren blev. Bra, sa han, och bjöd på makrill.", minutes=19),
    ),
)  # fmt: skip

ABROAD = (
    HARBOUR, PEMBERTON, WREN, MOSS, LARKFIELD, LINDQVIST, VASTKUSTEN, TINDRA, STUDIO, NORRSKEN, ROKERIET,
)  # fmt: skip
