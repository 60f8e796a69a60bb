"""Small sound tables of invoices, with the traps that real ones have."""

# ruff: noqa: E501 - a row of a file stands on a line of its own

from __future__ import annotations

FRESHBOOKS_HEADINGS = (
    "Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Item Description,Rate,Quantity,"
    "Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Tax 2 Type,Tax 2 Amount,Line Total,Currency\n"
)
FRESHBOOKS = FRESHBOOKS_HEADINGS + (
    "Ada Ltd,0000001,2026-01-05,paid,2026-02-01,Design,Menu,100.00,10.00000000,0,1000.00,GST,50.00,,0.00,1050.00,CAD\n"
    "Ada Ltd,0000001,2026-01-05,paid,2026-02-01,Text,,33.33,1.50000000,0,50.00,,0.00,,0.00,50.00,CAD\n"
    "Bo AS,0000002,2026-01-06,sent,,Design,,99.99,1.00000000,0,99.99,,0.00,,0.00,99.99,CAD\n"
    "Bo AS,0000003,2026-01-07,draft,,Design,,99.99,1.00000000,0,99.99,,0.00,,0.00,99.99,CAD\n"
    "Bo AS,0000004,2026-01-08,sent,,Refund,,-40.00,1.00000000,0,-40.00,,0.00,,0.00,-40.00,CAD\n"
)
NORWEGIAN = (
    "Fakturanr;Fakturadato;Forfallsdato;Kunde;Org.nr;Beløp inkl. mva;Betalt;Restbeløp;KID\r\n"
    "0017;03.02.2026;17.02.2026;Blåbær AS;999888777;1 250,50;16.02.2026;0,00;00170001\r\n"
    "18;04.02.2026;18.02.2026;Ærlig & Sønn;;12 500,-;;4 500,00;\r\n"
    "19;05.02.2026;;Ærlig & Sønn;;-500,00;;;\r\n"
    "Sum;;;;;13 250,50;;4 500,00;\r\n"
)
TRIPLETEX = (
    "INVOICE NO;INVOICE DATE;DUE DATE;KID;CUSTOMER NO;CUSTOMER NAME;ORDER LINE - DESCRIPTION;ORDER LINE - UNIT PRICE;ORDER LINE - COUNT\n"
    "10001;2026-03-01;2026-03-15;100017;501;Blåbær AS;Design;1000,00;2\n"
    "10001;2026-03-01;2026-03-15;100017;501;Blåbær AS;Tekst;250,50;1\n"
    "10002;2026-03-02;2026-03-16;100025;502;Ærlig;Tekst;250,50;1\n"
)
FORTNOX = (
    "Fakturanr\tFakturadatum\tFörfallodatum\tKundnr\tKundnamn\tTotalt\tKvar att betala\tValuta\tStatus\n"
    "101\t2026-02-01\t2026-03-03\t7\tÅkesson AB\t1250,00\t0,00\tSEK\tBetald\n"
    "102\t2026-02-02\t2026-03-04\t7\tÅkesson AB\t800,00\t300,00\tEUR\tDelbetald\n"
    "103\t2026-02-03\t2026-03-05\t8\tÖst AB\t90,00\t90,00\tSEK\tMakulerad\n"
)
ZOHO = (
    "Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,Due Date,Currency Code,SubTotal,Total,Balance,Item Name,Quantity,Item Total,Item Price,Item Tax Amount\n"
    "2026-01-02,460000000026,INV-000001,Overdue,Ada Ltd,2026-01-17,GBP,300.00,360.00,360.00,Design,2.00,200.00,100.00,40.00\n"
    "2026-01-02,460000000026,INV-000001,Overdue,Ada Ltd,2026-01-17,GBP,300.00,360.00,360.00,Text,1.00,100.00,100.00,20.00\n"
    "2026-01-03,460000000027,INV-000002,Closed,Bo Ltd,2026-01-18,GBP,50.00,60.00,0.00,Text,1.00,50.00,50.00,10.00\n"
)
GERMAN = (
    "Rechnungsnummer;Rechnungsdatum;Fällig am;Kunde;Bruttobetrag;Status;Art\r\n"
    "R-7;01.04.2026;15.04.2026;Müller GmbH;1.190,00 €;bezahlt;Rechnung\r\n"
    "G-1;02.04.2026;;Müller GmbH;119,00 €;offen;Gutschrift\r\n"
    "A-3;02.04.2026;;Müller GmbH;119,00 €;offen;Angebot\r\n"
)
XERO = (
    "*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency,Type,Status\n"
    "Ada,a@x.example,INV-1,,02/01/2026,16/01/2026,100.00,40.00,60.00,GBP,Sales invoice,AUTHORISED\n"
    "Ada,a@x.example,INV-2,,13/01/2026,28/01/2026,100.00,0,100.00,GBP,Sales invoice,DRAFT\n"
)
STRIPE = (
    "id,Number,Amount Due,Amount Paid,Created (UTC),Currency,Customer Email,Customer Name,Due Date (UTC),Status,Total\n"
    "in_1,ABC-0001,100.00,100.00,2026-01-02 10:00,usd,a@x.example,Ada,2026-01-16 10:00,paid,100.00\n"
)
HARVEST = (
    "ID,Issue Date,Client,Subject,Invoice Amount,Paid Amount,Balance,Subtotal,Discount,Tax,Tax2,Currency,Currency Symbol,Document Type\n"
    "1001,2026-01-02,Ada,Web,100.00,30.00,70.00,80.00,0.00,20.00,0.00,USD,$,Invoice\n"
)

SEEDS = {
    "freshbooks": FRESHBOOKS.encode(),
    "norwegian": NORWEGIAN.encode("cp1252"),
    "tripletex": TRIPLETEX.encode("utf-8-sig"),
    "fortnox": FORTNOX.encode("utf-16"),
    "zoho": ZOHO.encode(),
    "german": GERMAN.encode("cp1252"),
    "xero": XERO.encode(),
    "stripe": STRIPE.encode(),
    "harvest": HARVEST.encode(),
}
