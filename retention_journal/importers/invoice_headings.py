"""Headings of tables of invoices, as programs and people write them, the likeliest of each field first.

Source: imports, sections 1.2 and 1.8; those of Wave and Zoho as their exports have them.
"""

from __future__ import annotations

#: Headings that "Invoice Details" of FreshBooks has together.
FRESHBOOKS = frozenset({"client name", "invoice", "date issued", "invoice status", "line total"})

#: By the name of the field, between semicolons.
WORDS: dict[str, str] = {
    "number": "invoice number; invoice no; invoice nr; invoice num; invoice; fakturanummer; fakturanr;"
    " faktura nr; faktura no; fakturano; faktura nummer; faktura; rechnungsnummer; rechnungsnr; rechnung nr;"
    " rechnung; belegnummer; belegnr; document number; document no; doc number; inv no; inv number; num;"
    " invoice id; faktura id; löpnummer; løpenummer",
    "client": "client name; customer name; company name; customer; client; bill to; billed to; invoiced to;"
    " fakturamottaker; fakturamottagare; fakturamodtager; debitor; motpart; mottaker; mottagare; modtager;"
    " kunde navn; kund namn; contact name; contact; kontakt",
    "client_number": "customer number; customer no; customer nr; customer id; client number; client no;"
    " client id; account number; kundenummer; kundenr; kunde nr; kundnummer; kundnr; kund nr; kundennummer;"
    " kundennr; debitornummer; debitornr; contact id",
    "org_number": "organisation number; organization number; org number; org no; org nr; orgnr;"
    " organisasjonsnummer; organisasjonsnr; organisationsnummer; organisationsnr; cvr; cvr nr; cvr nummer;"
    " foretaksnummer; virksomhedsnummer",
    "email": "client email; customer email; email; e mail; e post; epost; email address; e mail address;"
    " e postadresse; epostadresse; e postadress; epostadress; e mailadresse; kontakt e post;"
    " primary contact emailid",
    "issued_on": "date issued; invoice date; issue date; issued on; issued; date of issue; invoiced on;"
    " document date; fakturadato; faktura dato; fakturadatum; faktureringsdato; utstedelsesdato;"
    " utstedt dato; utstedt; utfärdad; udstedt; udstedelsesdato; rechnungsdatum; belegdatum; date sent;"
    " sent date; created date; date created; created; created utc; opprettet",
    "due_on": "due date; date due; due on; due; due date utc; payment due; payment due date;"
    " forfallsdato; forfalls dato;"
    " forfall; forfallsdag; forfaller; betalingsfrist; betal senest; förfallodatum; förfallodag; förfaller;"
    " sista betalningsdag; sista betaldag; betala senast; forfaldsdato; forfaldsdag; forfalder;"
    " fälligkeitsdatum; fälligkeit; fällig am; fällig; zahlbar bis; zahlungsziel",
    "paid_on": "date paid; paid date; paid on; paid at; payment date; last payment date; date of payment;"
    " betalt dato; dato betalt; betalingsdato; betalt den; innbetalingsdato; innbetalt dato;"
    " siste betalingsdato; betaldatum; betalningsdatum; betald datum; betald den; betalningsdag;"
    " slutbetald; slutbetalningsdatum; betalingsdag; bezahlt am; zahlungsdatum; zahlungseingang",
    "state": "invoice status; status; state; payment status; invoice state; fakturastatus; betalingsstatus;"
    " betalningsstatus; tilstand; rechnungsstatus; zahlungsstatus; paid status; er betalt; is paid",
    "kind": "invoice type; document type; type; transaction type; fakturatype; dokumenttype; bilagstype;"
    " fakturatyp; dokumenttyp; typ; belegart; art",
    "total": "total amount; invoice total; invoice amount; total incl tax; total incl vat; total with tax;"
    " total inc vat; grand total; total; gross amount; gross; fakturabeløp; totalbeløp;"
    " totalbeløp inkl mva; beløp inkl mva; sum inkl mva; total inkl mva; totalsum; totalt; fakturabelopp;"
    " totalbelopp; belopp inkl moms; summa inkl moms; total inkl moms; totalt inkl moms; fakturabeløb;"
    " beløb inkl moms; i alt inkl moms; rechnungsbetrag; gesamtbetrag; bruttobetrag; endbetrag; brutto;"
    " bruttobeløp; bruttobelopp; bruttobeløb; amount; amount incl vat; amount incl tax; beløp; belopp;"
    " beløb; betrag; sum; summa; summe; i alt; gesamt; valutabeløp; beløp i valuta; å betale; att betala;"
    " at betale; sum å betale; betrag inkl mwst; gesamtbetrag inkl mwst; invoice total amount; amount nok;"
    " amount sek; amount dkk; amount eur; beløp nok; belopp sek; beløb dkk; betrag eur; total nok;"
    " total sek; total eur",
    "paid": "amount paid; paid amount; invoice amount paid; total paid; paid total; payments; paid so far;"
    " betalt beløp;"
    " innbetalt beløp; innbetalt; betalt belopp; inbetalt belopp; inbetalt; betalat belopp; betalt beløb;"
    " indbetalt; indbetalt beløb; bezahlter betrag; gezahlt; zahlbetrag",
    "open": "balance due; balance; invoice amount due; amount due; open amount; outstanding amount;"
    " outstanding; amount open;"
    " remaining amount; remaining; unpaid amount; open; restbeløp; utestående beløp; utestående;"
    " åpent beløp; gjenstående beløp; gjenstående; gjenstår; åpen; saldo; restbelopp; kvar att betala;"
    " obetalt belopp; utestående belopp; restbeløb; udestående; udestående beløb; offener betrag; offen;"
    " restbetrag; amount outstanding; rest; amount currency outstanding",
    "currency": "currency; currency code; invoice currency; valuta; valutakode; valutakod; fakturavaluta;"
    " währung; währungscode; devise",
    "line_total": "line total; line amount; line total incl tax; linjesum; linjebeløp; linjetotal; radsumma;"
    " radbelopp; linjebeløb; zeilensumme; zeilenbetrag; positionsbetrag",
    "net": "item total; line subtotal; subtotal; sub total; net amount; net; net total; amount excl vat;"
    " amount excl tax; total excl vat; total excl tax; beløp eks mva; beløp ekskl mva;"
    " beløp eksl mva; sum eks mva; sum ekskl mva; total eks mva; totalt eks mva; netto; nettobeløp;"
    " belopp exkl moms; summa exkl moms; total exkl moms; nettobelopp; beløb ekskl moms; nettobeløb;"
    " nettobetrag; betrag netto; summe netto; belopp ex moms; beløb ex moms; beløp uten mva",
    "tax": "tax amount; vat amount; total tax; total vat; tax total; sales tax; tax; vat; mva beløp;"
    " mvabeløp; mva; merverdiavgift; moms; momsbelopp; momsbeløb; moms belopp; moms beløb; mwst betrag;"
    " mwst; ust; umsatzsteuer; steuerbetrag; item tax amount",
    "quantity": "quantity; qty; antall; antal; menge; anzahl; order line count; line quantity",
    "rate": "rate; unit price; unit cost; price; item price; line unit price; enhetspris; pris;"
    " stykkpris; pris per enhet; à pris; á pris; a pris; apris; enhedspris; stykpris; einzelpreis;"
    " stückpreis; order line unit price",
    "item": "item name; item; product name; product; service; line item; vare; varenavn; produkt;"
    " produktnavn; produktnamn; artikel; artikelnamn; artikelbenämning; tjeneste; tjänst; ydelse; leistung;"
    " produktname",
    "description": "item description; line description; item desc; line item description;"
    " order line description; linjetekst; linjebeskrivelse; varetekst; artikelbeskrivning;"
    " artikelbeschreibung; description; beskrivelse; beskrivning; beschreibung; tekst; text; fakturatekst;"
    " benämning; specification",
    "reference": "kid; kid nummer; kidnummer; kid nr; ocr; ocr nummer; ocrnummer; ocr nr;"
    " payment reference; betalingsreferanse; betalningsreferens; betalings id; betalingsid;"
    " verwendungszweck; fik",
    "note": "note; notes; comment; comments; memo; invoice comment; kommentar; kommentarer; merknad; notat;"
    " anteckning; bemærkning; bemerkung; notiz",
}
