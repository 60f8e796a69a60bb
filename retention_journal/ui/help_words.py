"""What F1 says: each page in a few sentences, and the keys that work there."""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.i18n import N_, _


@dataclass(frozen=True)
class HelpWords:
    """Help for one page, in the program's language: paragraphs, and keys with what they do."""

    title: str
    paragraphs: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


_EVERYWHERE = (
    ("Ctrl+L", N_("Log a contact")),
    ("Ctrl+K", N_("Search, and every command")),
    ("Ctrl+N", N_("New client")),
    ("Ctrl+Shift+P", N_("New promise")),
    ("Ctrl+R", N_("Report for this client")),
    ("Ctrl+Z, Ctrl+Y", N_("Undo, redo")),
    ("Ctrl+Shift+C", N_("New complaint")),
    ("Ctrl+1 … Ctrl+8", N_("The pages in the sidebar")),
    ("Ctrl+Shift+L", N_("Lock the journal")),
    ("Alt+Left, Alt+Right", N_("Back, forward")),
    ("F6", N_("Next part of the window")),
    ("Ctrl++, Ctrl+-, Ctrl+0", N_("Larger, smaller, usual text")),
)

_PAGES: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "today": (
        N_("Today"),
        (
            N_(
                "Here stands who to call before the day takes over: whom you owe something, where something"
                " changed, who has good news to hear, and who is close to the end of the rhythm you agreed"
                " on. One place is kept for a quiet client with whom nothing is wrong, since they are the"
                " easiest to overlook."
            ),
            N_(
                "Each call says why it is there and what was said last time; a reason with a hand over it"
                " opens what it stands in. Ask, then listen: is all OK, does the delivery work as expected,"
                " anything else you can help with?"
            ),
            N_(
                "The list is made once a morning and then stands. At the right stand the answers you owe,"
                " the promises due and the reports to write. What is left moves to tomorrow."
            ),
        ),
        (
            ("Up, Down", N_("Move between the calls")),
            ("Enter", N_("Log this call")),
            ("Y, U, N, X", N_("Answer: yes, unsure, no, not asked")),
            ("M", N_("Message left")),
            ("N", N_("No answer")),
            ("L", N_("Later")),
            ("W", N_("Write instead")),
            ("S", N_("Set a call for another day")),
            ("O", N_("Open the client")),
        ),
    ),
    "clients": (
        N_("Clients"),
        (
            N_(
                "The light says how a client stands: Act now, Watch, Steady, or that too little is known."
                " Each reason leads to what it stands in. You can set your own judgement beside it, with a"
                " reason and an end."
            ),
            N_(
                "Every row shows ninety days: a tall bar is a talk, a short one something written, and the"
                " thick"
                " line at the right how long it has been later than agreed."
            ),
            N_(
                "Only a real exchange restarts the rhythm: a talk, a letter of theirs, an answer to yours."
                " A call without answer, a note of your own and a report you sent do not."
            ),
        ),
        (
            ("Enter", N_("Open the client")),
            ("Space", N_("Show or hide the preview")),
            ("Ctrl+F", N_("Find on this page")),
            ("Delete", N_("To the trash, with undo")),
            ("Ctrl+E", N_("Export")),
        ),
    ),
    "client": (
        N_("Client"),
        (
            N_(
                "The timeline holds all that happened. Agreement & KPIs begins with what matters most to the"
                " client, in their words. Nothing on the Reflection tab is ever printed."
            ),
            N_(
                "What was agreed is never rewritten: “Agree again” makes a new version, and old reports"
                " keep the"
                " target of their day."
            ),
            N_(
                "Hours & money tells where the time went against what was agreed, and how this client pays: a"
                " habit, never a score. The clock runs on while the program is shut. Where a light warns,"
                " what is at stake stands beside it."
            ),
            N_(
                "Import hours takes in an export of Toggl Track, Clockify or Harvest, a workbook, a CSV file"
                " or rows you paste. You say whom each name is and look all of it through first; the same"
                " file again changes nothing. Import history in the menu Journal takes any file back, even"
                " next month."
            ),
            N_(
                "Who asks what you keep about them gets it with “Export all about this client” in the menu"
                " beside the name, or for one person with Export in the menu Journal: a page in their"
                " language, and the same as files."
            ),
            N_(
                "Files keeps what belongs to the client inside the journal: a signed agreement, a brief, a"
                " picture. Drop them there, paste them or choose them. What you open is a copy to read,"
                " which is removed when the journal is locked or closed; a file that may run a program asks"
                " first."
            ),
        ),
        (
            ("Ctrl+Tab", N_("Next tab")),
            ("Ctrl+V", N_("On Files: keep what was copied")),
            ("Ctrl+R", N_("Report")),
            ("Delete", N_("To the trash, with undo")),
        ),
    ),
    "promises": (
        N_("Promises"),
        (
            N_("Every open promise and small request, across all clients. Make few, keep all."),
            N_("A promise is kept until its day has ended. Moving one keeps the reason for the report."),
            N_(
                "Every date it had is kept; the last one counts. What came on a day nobody wrote down is"
                " kept, neither in nor out of time."
            ),
        ),
        (
            ("Space", N_("Kept")),
            ("E", N_("Edit")),
            ("T", N_("Tomorrow")),
            ("D", N_("Tell them a new date")),
            ("W", N_("Waiting for the client")),
        ),
    ),
    "complaints": (
        N_("Complaints"),
        (
            N_(
                "A complaint begins with their own words. From then a clock runs: say within the hour that"
                " you heard it, and promise a thorough answer by a time that you name. It counts every hour,"
                " also at night."
            ),
            N_(
                "Five steps, each always open: heard, answer promised, both sides, answer and remedy, follow"
                " up. Everything is saved as you write."
            ),
            N_("What you leave at the door is for nobody else: no report, no answer and no export holds it."),
        ),
        (
            ("Ctrl+Shift+C", N_("New complaint")),
            ("Ctrl+Enter", N_("Go on")),
            ("Alt+Up, Alt+Down", N_("The step before, the next step")),
            ("Alt+1 … Alt+9", N_("Add a ticked fact to the answer")),
            ("Up, Down", N_("Move between the complaints")),
            ("Delete", N_("To the trash, with undo")),
        ),
    ),
    "reports": (
        N_("Reports"),
        (
            N_(
                "A report is filled from the journal: what was promised last time, the goals in the client's"
                " order with the target of that day, what was delivered and what comes next."
            ),
            N_(
                "Say the weak point yourself, before the client does. What you saved is kept exactly as it"
                " was."
            ),
            N_(
                "Only what you have looked through goes out, and any change makes it a draft again."
                " What was sent is corrected by a new report that says so."
            ),
            N_("Private notes, how somebody sounded, and reflections cannot get into a report."),
        ),
        (
            ("Ctrl+Shift+Enter", N_("I have looked it through")),
            ("Ctrl+S", N_("Save the PDF")),
            ("Ctrl+P", N_("Print on paper")),
            ("Page Up, Page Down", N_("Turn the pages")),
            ("Ctrl++, Ctrl+-, Ctrl+0", N_("On the pages: larger, smaller, as on paper")),
            ("W, T", N_("On the pages: their width, two side by side")),
            ("Space", N_("In the list of those due: tick")),
        ),
    ),
    "lessons": (
        N_("Lost & lessons"),
        (
            N_(
                "A lesson comes back after 7, 30, 90, 180 and 365 days. Is it still true? Rewrite it, or"
                " let it"
                " rest."
            ),
            N_(
                "The closing conversation has three questions: what was good, what could be better, and three"
                " pieces of advice. Its purpose is to learn, not to win back."
            ),
        ),
        (("1", N_("Still true")), ("2", N_("Rewrite")), ("3", N_("Retire"))),
    ),
    "post_mortem": (
        N_("Looking back on a loss"),
        (
            N_(
                "Five steps that you can leave and take up again; everything is saved as you write. Forward"
                " in time first, then why: what was going on in their days, why a decent, sensible person"
                " would do this, and what was yours in it."
            ),
            N_(
                "When it is written to the end it rests for a week. Then you read it again and close it. One"
                " that sees causes on one side only asks for the other, or why there is none."
            ),
            N_("The private page is for you alone. It is never printed, and folds away when you leave it."),
        ),
        (
            ("Ctrl+Enter", N_("Go on")),
            ("Alt+Up, Alt+Down", N_("The step before, the next step")),
            ("Enter", N_("Open the source of a line in the timeline")),
            ("Space", N_("A thing to do is done")),
        ),
    ),
    "insights": (
        N_("Insights"),
        (
            N_(
                "What can honestly be said of who stays and who leaves. Each figure says what it was counted"
                " among and how far off it may be; where there are too few it is silent and says how many it"
                " takes."
            ),
            N_(
                "Behind every figure stand names. Enter on a chart, a block of it or a figure lists them, and"
                " Enter there opens the client."
            ),
            N_("Figures of others are claims with their source. They can be hidden."),
        ),
        (
            ("Up, Down", N_("Move between the charts and figures")),
            ("Left, Right", N_("Move inside a chart")),
            ("Enter", N_("The clients behind it")),
            ("T", N_("Tables instead of charts, and back")),
            ("Ctrl+C", N_("Copy the chart as a table")),
            ("Ctrl+P", N_("Print or save as PDF")),
        ),
    ),
    "search": (
        N_("Search"),
        (
            N_(
                "Type the beginning of one or several words. å, ä, ö, ø and æ are found with and without"
                " their"
                " marks; words between quotation marks are found as they stand."
            ),
        ),
        (("Enter", N_("Open")), (">", N_("Only commands"))),
    ),
    "trash": (
        N_("Trash"),
        (N_("What you delete waits here for 90 days. Deleting for good is the one act without undo."),),
        (("Enter", N_("Put back")),),
    ),
    "settings": (
        N_("Settings"),
        (
            N_("Changes apply at once. Your name, colour and logo stand on every report."),
            N_(
                "On public holidays and your own days off nobody is to be called, and no working day is"
                " counted."
            ),
            N_(
                "The journal is one file. Whenever something changed a copy is made beside it and read back"
                " before it counts: all of the last two days stay, then one a day, a week, a month and a"
                " year. A second place, such as a stick, gets them too when it is there."
            ),
            N_(
                "A passphrase locks the journal and its backups. It then locks itself when nothing is touched"
                " for a while, when the computer sleeps, and on Ctrl+Shift+L; what you were typing is kept."
                " Print the recovery sheet: it opens the journal when the passphrase is forgotten, and"
                " nobody else can."
            ),
            N_(
                "Under Privacy everything about a client or a person comes out as one folder, or is erased"
                " for good, from the backups too. How long each kind of record is kept is yours to say;"
                " nothing goes before you have confirmed the list."
            ),
            N_(
                "Everything can leave it: Export in the menu Journal writes all of it as open files that can"
                " be read without this program and imported again, or contacts, a calendar or a list."
            ),
        ),
        (),
    ),
    "light": (
        N_("The light"),
        (
            N_(
                "Each signal says when it is at Watch and when at Act now. Other values are tried first:"
                " below stands whose light they would change, and only Keep lets them hold."
            ),
            N_("The thresholds stay in the journal, so a script and this window always agree."),
        ),
        (("Ctrl+S", N_("Keep the values tried")),),
    ),
    "questions": (
        N_("Questions to ask"),
        (
            N_(
                "Each kind of engagement begins with eight to twelve questions. They are ours until you"
                " change one; from then on the list of that kind is your own."
            ),
            N_("Questions that came from something that went wrong with you stand on top and say so."),
        ),
        (
            ("Alt+Up, Alt+Down", N_("Move the question")),
            ("Enter, F2", N_("Word it anew")),
            ("Delete", N_("Put it in the trash")),
        ),
    ),
}


def help_for(page: str) -> HelpWords:
    """Return the help of ``page``; an unknown page gets that of Today."""
    title, paragraphs, keys = _PAGES.get(page, _PAGES["today"])
    return HelpWords(
        _(title),
        tuple(_(paragraph) for paragraph in paragraphs),
        tuple((key, _(does)) for key, does in (*keys, *_EVERYWHERE)),
    )
