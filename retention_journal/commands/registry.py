"""Which commands there are; a command's module is imported only when it is called."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from retention_journal.commands.call import Call
from retention_journal.i18n import N_

#: Every command with what it does, in the order in which help lists them.
COMMANDS = {
    "new": N_("Make a new journal; --sample fills it with a fictional firm."),
    "add": N_("Add a client: add client NAME."),
    "log": N_("Write down one contact with a client, with the three questions."),
    "today": N_("Say whom to call this morning, and why."),
    "light": N_("Say how each client stands, why, and what would turn it green."),
    "figures": N_("Say who stays and who leaves, in figures with their ranges."),
    "search": N_("Find anything in the journal."),
    "report": N_("Write status reports as PDF."),
    "import": N_("Take in clients or hours from a file, or bring an export back."),
    "export": N_("Write everything, or all about one client, into open files."),
    "forget": N_("Erase a client or a person for good, from the backups too."),
    "backup": N_("Make a verified copy of the journal now."),
    "backups": N_("List the backups."),
    "restore": N_("Bring a backup back beside the journal, never over it."),
    "check": N_("Check a journal from end to end."),
    "accept": N_("Open an older journal as it is; set aside files that do not belong to it."),
    "repair": N_("Bring back what can be of a damaged journal, into a new file."),
    "passphrase": N_("Set, change or remove the passphrase of a journal."),
}


@dataclass(frozen=True)
class Command:
    """One command: its arguments, and what it does; ``run`` returns the exit code."""

    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Call], int]


def command(name: str) -> Command:  # noqa: PLR0911, PLR0912 - one line a command
    """Return the command called ``name``, one of ``COMMANDS``."""
    match name:
        case "new":
            from retention_journal.commands import new

            return new.NEW
        case "add":
            from retention_journal.commands import clients

            return clients.ADD
        case "log":
            from retention_journal.commands import contacts

            return contacts.LOG
        case "today":
            from retention_journal.commands import mornings

            return mornings.TODAY
        case "light":
            from retention_journal.commands import lights

            return lights.LIGHT
        case "figures":
            from retention_journal.commands import figures

            return figures.FIGURES
        case "search":
            from retention_journal.commands import searching

            return searching.SEARCH
        case "report":
            from retention_journal.commands import reporting

            return reporting.REPORT
        case "import":
            from retention_journal.commands import transfers

            return transfers.IMPORT
        case "export":
            from retention_journal.commands import exporting

            return exporting.EXPORT
        case "forget":
            from retention_journal.commands import forgetting

            return forgetting.FORGET
        case "accept":
            from retention_journal.commands import repairing

            return repairing.ACCEPT
        case "repair":
            from retention_journal.commands import repairing

            return repairing.REPAIR
        case "passphrase":
            from retention_journal.commands import locking

            return locking.PASSPHRASE
        case _:
            from retention_journal.commands import keeping

            return keeping.COMMANDS[name]
