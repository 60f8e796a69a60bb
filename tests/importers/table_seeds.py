"""Small sound files of every kind of table and address book, with the traps that real ones have."""

# ruff: noqa: E501 - a row of a file stands on a line of its own

from __future__ import annotations

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Birthday,Notes,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,"
    "Phone 2 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Address 1 - City\n"
    'Kåre Ødegård,Kåre,,Ødegård,,1970-05-17,"Two\nlines",* myContacts ::: Work,* Work,'
    "kare@blaa.example ::: k@x.example,Home,kare@home.example,Work Fax,+47 22 00 00 01,Mobile,"
    "+47 40 00 00 01 ::: +47 40 00 00 02,,Blåbær AS,Daglig leder,Ås\n"
    "Ada Byron,Ada,King,Byron,,,,* myContacts,Home,ada@home.example,,,Mobile,+44 20 0000 0001,Pager,12,,,,\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,"
    "Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City\n"
    "Kåre,,Ødegård,,,,,,,,Blåbær AS,Daglig leder,,1970-05-17,Notat,https://x.example/p,* myContacts,* Work,"
    "kare@blaa.example,Mobile,+47 40 00 00 01,Ås\n"
)
OUTLOOK_NB = (
    '"Tittel","Fornavn","Mellomnavn","Etternavn","Firma","Avdeling","Stilling","Gate, arbeid","Poststed, arbeid",'
    '"Telefaks, arbeid","Telefon, arbeid","Mobiltelefon","Fødselsdag","E-postadresse","E-postadresse 2","Notater"\r\n'
    '"Hr.","Kåre","","Ødegård","Blåbær AS","","Daglig leder","Gata 1","Ås","22 00 00 01","22 00 00 02",'
    '"40 00 00 01","17.05.1970","kare@blaa.example","k@x.example","Notat"\r\n'
    '"","Ada","","Byron","","","","","","","","","0/0/00","ada@x.example","",""\r\n'
)
FRESHBOOKS = (
    "Organization,First Name,Last Name,Email,Phone,Street,City,Province/State,Country,Postal Code,Notes\n"
    "Blåbær AS,Kåre,Ødegård,kare@blaa.example,+47 40 00 00 01,Gata 1,Ås,Akershus,Norway,1430,\n"
)
HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Company Name,Lifecycle Stage\n"
    "1131801267438479900,Kåre,Ødegård,kare@blaa.example,+47 40 00 00 01,Blåbær AS,customer\n"
)
OWN = (
    "Kunde;Kontaktperson;E-post;Telefon;Kunde siden;Rytme;Språk\r\n"
    "Blåbær AS;Kåre Ødegård;kare@blaa.example;40 00 00 01;31.12.2024;14;norsk\r\n"
    "Ærlig & Sønn;;;;0/0/00;;\r\nTotal;;;;;2;\r\n"
)
TOGGL = (
    "\ufeffUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)\n"
    "Kim,k@own.example,Ada Ltd,Web,,Menu,Yes,2026-03-02,08:30:00,2026-03-02,10:00:00,01:30:00,-,10\n"
    "Kim,k@own.example,,,,,No,2026-03-03,23:30:00,2026-03-04,00:30:00,01:00:00,,\n"
    "Kim,k@own.example,,,,,No,2026-03-05,10:00:00,2026-03-05,10:00:00,00:00:00,,\n"
)
CLOCKIFY = (
    '"Project","Client","Description","Activity","User","Group","Email","Tags","Billable","Start Date",'
    '"Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (USD)"\r\n'
    '"Web","Ada","ends in \\","Menu","Kim","","k@own.example","a, b","Yes","30/09/2022","01:16:56 PM",'
    '"30/09/2022","01:49:07 PM","00:32:11","0.54","0.00"\r\n'
    '"Web","Ada","","","Kim","","","","No","03/04/2024","10:23 AM","03/04/2024","11:23 AM","01:00:00","1.00",""\r\n'
    '"Total","","","","","","","","","","","","","01:32:11","1.54",""\r\n'
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,"
    "Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n"
    '2024-03-04,Ada,Web,W1,Design,"one\ntwo","20,0",Yes,No,No,Kim,Berg,,Yes,"950,00","2.000,0",0,0,EUR,\n'
    '2024-03-05,Ada,Web,W1,Design,,"1,25",No,No,No,Kim,Berg,,Yes,0,0,0,0,EUR,\n'
)
HOURS = "Dato;Kunde;Fra;Til;Timer;Notat\r\n02.03.2026;Blåbær AS;8.30;10;1,5;Møte\r\nSum;;;;1,5;\r\n"

CLIENTS = {
    "google_old": GOOGLE_OLD.encode(),
    "google_new": GOOGLE_NEW.encode("utf-8-sig"),
    "outlook_nb": OUTLOOK_NB.encode("cp1252"),
    "freshbooks": FRESHBOOKS.encode(),
    "hubspot": HUBSPOT.encode(),
    "own": OWN.encode("cp1252"),
    "utf16": OWN.encode("utf-16-le"),
}
TIMES = {
    "toggl": TOGGL.encode(),
    "clockify": CLOCKIFY.encode(),
    "harvest": HARVEST.encode(),
    "own": HOURS.encode("cp1252"),
}
CARDS = {
    "old": (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:=D8deg=E5rd;K=E5re\r\n"
        b"FN;CHARSET=Murks:Kare\r\nTEL;HOME;VOICE:+47 40 00 00 01\r\nTEL;WORK;FAX:22\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\ntwo=0D=0Athree\r\n"
        b"AGENT:BEGIN:VCARD\r\nFN:Nobody\r\nEND:VCARD\r\n"
        b"PHOTO;ENCODING=BASE64;TYPE=JPEG:AAAA\r\nBBBB\r\n\r\nX-messaging/skype-All:kare\r\nEND:VCARD\r\n"
    ),
    "three": (
        "BEGIN:VCARD\nVERSION:3.0\nUID:1\nitem1.ORG:Blåbær\\, AS;Avd\nitem1.X-ABLabel:Firma\nFN:Kåre Ødegård\n"
        "N:Ødegård;Kåre;;;\nEMAIL;TYPE=INTERNET,PREF:kare@blaa.example\nEMAIL:k@x.example\nBDAY:1970-05-17\n"
        " folded\nTEL;TYPE=CELL:+47 40 00 00 01\nADR:;;Gata 1;Ås;;1430;Norge\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4\nFN:Ada, Byron\nTEL;VALUE=uri:tel:+44-20;ext=5\nBDAY:--0517\n"
    ).encode(),
    "utf16": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kåre\r\nEND:VCARD\r\n".encode("utf-16-le"),
}
