"""How each dialog is made on a journal full of what hostile people wrote, for promise 21."""

from __future__ import annotations

import csv
import importlib
import json
import os
import pkgutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

import retention_journal.ui
from retention_journal.core.attachments import cleaned_name
from retention_journal.core.care_ideas import CareIdeaState
from retention_journal.core.clients import Status
from retention_journal.core.incidents import IncidentState
from retention_journal.core.insights import Behind
from retention_journal.core.lessons import ReportState
from retention_journal.core.terms import Term
from retention_journal.importers.recognise import Source
from retention_journal.services.attachments import attached
from retention_journal.services.care_trials import TrialEntry, save_trial
from retention_journal.services.contacts import contact
from retention_journal.services.erasure_preview import Subject
from retention_journal.services.invoices import InvoiceEntry, add_invoice
from retention_journal.services.kept_reports import reports
from retention_journal.services.lessons import lessons
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.passphrases import RecoverySheet
from retention_journal.services.people import people
from retention_journal.services.reflections import reflection_of
from retention_journal.services.repair import Repair
from retention_journal.services.report_batch import wanted_of
from retention_journal.services.reports_due import reports_due
from retention_journal.services.retention_periods import KeptKind, set_period
from retention_journal.services.transfer.exporting import export
from retention_journal.storage.journal import Journal
from retention_journal.storage.salvage_writing import Entry, Origin, Salvaged
from retention_journal.storage.tables import (
    ActionItem,
    CareIdea,
    Cause,
    Client,
    ClientEvent,
    Contact,
    Engagement,
    Incident,
    Interaction,
    Invoice,
    KpiAgreement,
    KpiLine,
    Loss,
    Promise,
    TimeEntry,
    TimelineNote,
    key_of,
)
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_clients import Step
from retention_journal.ui.dialogs.import_hours import HoursStep
from retention_journal.ui.dialogs.import_records import RecordsStep
from retention_journal.ui.dialogs.passphrase import PassphraseAct
from tests.importers.trello_boards import board, card
from tests.reliability.hostile_journal import MARK, WIDER

NOW = datetime(2026, 11, 20, 9, 12)
IN_FULL = bool(os.environ.get("RELIABILITY"))
_SOME = 12 if IN_FULL else 1
_WAITS_MS = 20_000


@dataclass
class Stage:
    """A desk on a hostile journal, and what dialogs are made of."""

    desk: Desk
    folder: Path
    qtbot: Any
    is_over: threading.Event

    @property
    def journal(self) -> Journal:
        return self.desk.journal

    @property
    def now(self) -> Callable[[], datetime]:
        return lambda: NOW

    def some(self, table, *conditions) -> list[int]:
        """Return the ids of the first records of a table; there is at least one, else nothing is shown."""
        query = table.select(key_of(table)).where(key_of(table) > 0, *conditions).limit(_SOME)
        found = [number for (number,) in self.journal.tuples(query)]
        assert found, table
        return found

    def pairs(self, table) -> list[tuple[int, int]]:
        """Return the first records of a table that are about a client: the client and the record."""
        query = table.select(table.client, key_of(table)).where(table.client.is_null(False)).limit(_SOME)
        found = [tuple(row) for row in self.journal.tuples(query)]
        assert found, table
        return found

    def clients(self) -> list[int]:
        """Return clients one works for; the others have no light."""
        return self.some(Client, Client.status == Status.ACTIVE)

    def every(self, table) -> list[int]:
        return [number for (number,) in self.journal.tuples(table.select(key_of(table)))]

    def later(self) -> datetime:
        """Return a day on which everything is past its time."""
        return NOW + timedelta(days=30 * 365)

    def waits(self, progress: Callable[[int, int], object]) -> None:
        """Work until it is asked to stop, which ``progress`` raises."""
        while not self.is_over.wait(0.01):
            progress(1, 3)

    def a_list(self, name: str, *rows: tuple[str, ...], delimiter: str = ",") -> Path:
        """Write a list of ``rows`` to a file called ``name``."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows(rows)
        return path

    def until_idle(self) -> None:
        """Wait until nothing is under way beside the window."""
        self.qtbot.wait_until(lambda: not self.desk.tasks.busy(), timeout=_WAITS_MS)

    def walk(self, assistant: QDialog, last: Term) -> Iterator[QDialog]:
        """Show an assistant at each of its steps, until it tells what was brought in."""
        while assistant.step is not last:
            self.qtbot.wait_until(assistant.do_button.isEnabled, timeout=_WAITS_MS)
            yield assistant
            before = assistant.step
            assistant.do_button.click()
            self.qtbot.wait_until(lambda before=before: assistant.step is not before, timeout=_WAITS_MS)
        yield assistant


Opens = Callable[[Stage], Iterator[QDialog]]


def kinds() -> dict[str, type[QDialog]]:
    """Return every dialog that the program has, by its name."""
    for module in pkgutil.walk_packages(retention_journal.ui.__path__, "retention_journal.ui."):
        importlib.import_module(module.name)
    found: dict[str, type[QDialog]] = {}
    to_look: list[type[QDialog]] = [QDialog]
    while to_look:
        for kind in to_look.pop().__subclasses__():
            to_look.append(kind)
            if kind.__module__.startswith("retention_journal."):
                assert found.setdefault(kind.__name__, kind) is kind, f"two dialogs are called {kind}"
    return found


def _of_desk(name: str, **more) -> Opens:
    """Return what opens a dialog that needs the journal, the time and the window."""

    def opens(stage: Stage) -> Iterator[QDialog]:
        yield kinds()[name](stage.journal, stage.now, parent=stage.desk, **more)

    return opens


def _of_clients(name: str) -> Opens:
    def opens(stage: Stage) -> Iterator[QDialog]:
        for client in stage.clients():
            yield kinds()[name](stage.journal, now=stage.now, client_id=client, parent=stage.desk)

    return opens


def _of_records(name: str, table, argument: str, *, new: bool = True) -> Opens:
    """Return what opens the form of a client's record, and that of a new one."""

    def opens(stage: Stage) -> Iterator[QDialog]:
        for client, number in stage.pairs(table):
            of = {"client_id": client, "parent": stage.desk}
            yield kinds()[name](stage.journal, stage.now, **of, **{argument: number})
            if new:
                yield kinds()[name](stage.journal, stage.now, **of)

    return opens


def _of_ids(name: str, table, argument: str, *conditions: Callable[[], object]) -> Opens:
    def opens(stage: Stage) -> Iterator[QDialog]:
        for number in stage.some(table, *[condition() for condition in conditions]):
            yield kinds()[name](stage.journal, stage.now, parent=stage.desk, **{argument: number})

    return opens


def _about(name: str, *wanted: str) -> Opens:
    def opens(stage: Stage) -> Iterator[QDialog]:
        more = {key: getattr(stage.desk, key) for key in wanted}
        clients = [Subject(client=one) for one in stage.clients()]
        for whom in [*clients, *(Subject(contact=one) for one in stage.some(Contact))]:
            yield kinds()[name](stage.journal, whom, stage.now, parent=stage.desk, **more)

    return opens


def _of_people(stage: Stage):
    for client in stage.clients():
        here = people(stage.journal, client, NOW.date())
        yield client, here[0], here[1:]


def person_forms(stage: Stage) -> Iterator[QDialog]:
    for client, person, _others in _of_people(stage):
        for one in (person, None):
            yield kinds()["PersonForm"](stage.journal, stage.now, client, one, parent=stage.desk)


def people_left(stage: Stage) -> Iterator[QDialog]:
    for _client, person, others in _of_people(stage):
        yield kinds()["PersonLeft"](stage.journal, stage.now, person, others, parent=stage.desk)


def who_knows(stage: Stage) -> Iterator[QDialog]:
    for client, person, _others in _of_people(stage):
        for one in (person.contact_id, None):
            yield kinds()["WhoKnows"](stage.journal, stage.now, client, contact_id=one, parent=stage.desk)


def _of_files(name: str) -> Opens:
    def opens(stage: Stage) -> Iterator[QDialog]:
        for client in stage.clients():
            for file in attached(stage.journal, client)[:2]:
                yield kinds()[name](stage.journal, file, stage.desk)

    return opens


def moves(stage: Stage) -> Iterator[QDialog]:
    working = working_days_of(stage.journal, NOW.date())
    for number in stage.some(Promise):
        yield kinds()["MoveForm"](stage.journal, stage.now, number, working, parent=stage.desk)


def ideas(stage: Stage) -> Iterator[QDialog]:
    for number in stage.some(CareIdea):
        for state in (None, CareIdeaState.DONE, CareIdeaState.DROPPED):
            yield kinds()["IdeaForm"](stage.journal, stage.now, number, state=state, parent=stage.desk)


def reasons(stage: Stage) -> Iterator[QDialog]:
    for number in stage.some(Incident):
        for to in (IncidentState.WITHDRAWN, IncidentState.REOPENED):
            yield kinds()["ReasonForm"](stage.journal, stage.now, number, to, parent=stage.desk)


def answers(stage: Stage) -> Iterator[QDialog]:
    sent = [row for row in reports(stage.journal) if row.state is ReportState.ISSUED]
    assert sent
    for row in sent[:_SOME]:
        yield kinds()["ReportAnswerDialog"](stage.journal, row, stage.now, stage.desk, told=print)


def batches(stage: Stage) -> Iterator[QDialog]:
    wanted = wanted_of(reports_due(stage.journal, NOW.date() + timedelta(days=15)))
    assert wanted
    tasks = stage.desk.tasks
    yield kinds()["ReportBatchDialog"](stage.journal, stage.now, wanted, tasks=tasks, parent=stage.desk)


def saved_reports(stage: Stage) -> Iterator[QDialog]:
    path = stage.folder / f"{cleaned_name(MARK)}.pdf"
    for is_copy in (False, True):
        yield kinds()["ReportSaveDialog"](path, stage.desk, is_copy=is_copy, known=[WIDER])


def losses(stage: Stage) -> Iterator[QDialog]:
    for client, _number in stage.pairs(Loss):
        for loss in reflection_of(stage.journal, client).losses:
            of = {"client_id": client, "loss": loss}
            yield kinds()["MarkLostDialog"](stage.journal, stage.now, stage.desk, **of)
    yield kinds()["MarkLostDialog"](stage.journal, stage.now, stage.desk, client_id=stage.clients()[0])


def notes(stage: Stage) -> Iterator[QDialog]:
    told = [note for client in stage.every(Client) for note in reflection_of(stage.journal, client).notes]
    assert told
    for note in told[:_SOME]:
        yield kinds()["NoteDialog"](stage.journal, note, stage.desk)


def won_back(stage: Stage) -> Iterator[QDialog]:
    for client, _number in stage.pairs(Loss):
        whom = reflection_of(stage.journal, client)
        yield kinds()["WonBackDialog"](stage.journal, stage.now, client, whom.client, parent=stage.desk)


def closings(stage: Stage) -> Iterator[QDialog]:
    for client, loss in stage.pairs(Loss):
        of = {"client_id": client, "loss_id": loss}
        yield kinds()["ClosingConversationDialog"](stage.journal, stage.now, stage.desk, **of)


def timeline_notes(stage: Stage) -> Iterator[QDialog]:
    _client, loss = stage.pairs(Loss)[0]
    for number in [*stage.some(TimelineNote), None]:
        of = {"loss_id": loss, "notice_on": NOW.date(), "note_id": number}
        yield kinds()["TimelineNoteForm"](stage.journal, stage.now, stage.desk, **of)


def lesson_forms(stage: Stage) -> Iterator[QDialog]:
    written = lessons(stage.journal)
    assert written
    for lesson in [*written[:_SOME], None]:
        yield kinds()["LessonDialog"](stage.journal, stage.now, stage.desk, lesson=lesson)
    _client, loss = stage.pairs(Loss)[0]
    yield kinds()["LessonDialog"](stage.journal, stage.now, stage.desk, loss_id=loss)


def lesson_sheets(stage: Stage) -> Iterator[QDialog]:
    for loss in [None, *(loss for _client, loss in stage.pairs(Loss))]:
        yield kinds()["LessonSheetDialog"](stage.journal, NOW.date(), stage.desk, loss_id=loss)


def causes(stage: Stage) -> Iterator[QDialog]:
    for number in stage.some(Cause):
        yield kinds()["CauseForm"](stage.journal, stage.now, cause_id=number, parent=stage.desk)
    incident = stage.some(Incident)[0]
    yield kinds()["CauseForm"](stage.journal, stage.now, incident, parent=stage.desk)


def actions(stage: Stage) -> Iterator[QDialog]:
    for number in stage.some(ActionItem):
        yield kinds()["ActionForm"](stage.journal, stage.now, stage.desk, action_id=number)
    _client, loss = stage.pairs(Loss)[0]
    yield kinds()["ActionForm"](stage.journal, stage.now, stage.desk, loss_id=loss)


def drops(stage: Stage) -> Iterator[QDialog]:
    for number in stage.some(ActionItem):
        yield kinds()["DropForm"](stage.journal, stage.desk, action_id=number)


def goals(stage: Stage) -> Iterator[QDialog]:
    query = KpiLine.select(KpiAgreement.client, KpiLine.line_key).join(KpiAgreement).limit(_SOME)
    found = stage.journal.tuples(query)
    assert found
    for client, key in found:
        yield kinds()["GoalView"](stage.journal, client, key, stage.now, stage.desk)


def contacts(stage: Stage) -> Iterator[QDialog]:
    for client, number in stage.pairs(Interaction):
        of = {"client_id": client, "parent": stage.desk}
        yield kinds()["QuickLog"](stage.journal, stage.now, saved=contact(stage.journal, number), **of)
        yield kinds()["QuickLog"](stage.journal, stage.now, **of)


def snoozes(stage: Stage) -> Iterator[QDialog]:
    for client in stage.clients():
        of = {"client_id": client, "name": WIDER, "parent": stage.desk}
        yield kinds()["SnoozeForm"](stage.journal, stage.now, **of)


def clients_behind(stage: Stage) -> Iterator[QDialog]:
    behind = [Behind(stage.clients()[0], WIDER, WIDER, NOW.date()), Behind(None, WIDER)]
    yield kinds()["ClientsBehind"](WIDER, behind, stage.desk)


def repairs(stage: Stage) -> Iterator[QDialog]:
    path = stage.folder / f"{cleaned_name(MARK)}.rjournal"
    entries = [Entry("client", "", WIDER, origin) for origin in Origin]
    found = Salvaged(turned=2, from_file={"client": 3}, entries=entries)
    yield kinds()["RepairDialog"](
        Repair(path, path.with_suffix(".part"), found, NOW.date()), NOW.date(), stage.desk
    )


def recovery_sheets(stage: Stage) -> Iterator[QDialog]:
    sheet = RecoverySheet(WIDER, NOW.date(), ("AAAA BBBB CCCC DDDD",) * 6)
    yield kinds()["RecoverySheetDialog"](sheet, stage.desk.tasks, stage.desk)


def passphrases(stage: Stage) -> Iterator[QDialog]:
    for act in PassphraseAct:
        yield kinds()["PassphraseDialog"](stage.journal.path, act, stage.desk)


def backups(stage: Stage) -> Iterator[QDialog]:
    stage.desk.back_up_now()
    stage.until_idle()
    for may in (True, False):
        yield kinds()["BackupsDialog"](stage.journal.path, stage.now, stage.desk, may_replace=may)


def typed(stage: Stage) -> Iterator[QDialog]:
    yield kinds()["TypedConfirmation"](WIDER, WIDER, 3, "Erase", lambda: None, stage.desk)


def under_way(stage: Stage) -> Iterator[QDialog]:
    task = stage.desk.tasks.start(stage.waits, on_error=lambda _error: None)
    yield kinds()["TaskDialog"](task, WIDER, stage.desk)


def palettes(stage: Stage) -> Iterator[QDialog]:
    stage.desk.open_palette()
    palette = stage.desk.findChildren(kinds()["Palette"])[-1]
    for asked in ("", "img"):
        palette.ask(asked)
        yield palette


def exports(stage: Stage) -> Iterator[QDialog]:
    of = {"tasks": stage.desk.tasks, "settings": stage.desk.settings, "parent": stage.desk}
    yield kinds()["ExportDialog"](stage.journal, stage.now, **of)


def helps(stage: Stage) -> Iterator[QDialog]:
    yield kinds()["HelpDialog"]("", stage.desk)


# What is brought in


def imported_clients(stage: Stage) -> Iterator[QDialog]:
    of = {"tasks": stage.desk.tasks, "parent": stage.desk}
    dialog = kinds()["ImportClients"](stage.journal, stage.now, **of)
    rows = ("Company", "Contact", "E-mail", WIDER), (WIDER, WIDER, "ada@ada.example", WIDER)
    dialog.take_file(stage.a_list("clients.csv", *rows))
    yield from stage.walk(dialog, Step.DONE)


def imported_hours(stage: Stage) -> Iterator[QDialog]:
    of = {"tasks": stage.desk.tasks, "parent": stage.desk}
    dialog = kinds()["ImportHours"](stage.journal, stage.now, **of)
    head = (
        "User,Email,Client,Project,Task,Description,Billable,"
        "Start date,Start time,End date,End time,Duration,Tags"
    )
    row = (WIDER, "k@own.example", WIDER, WIDER, WIDER, WIDER, "Yes")
    times = ("2026-11-02", "08:30:00", "2026-11-02", "10:00:00", "01:30:00", WIDER)
    dialog.take_file(stage.a_list("hours.csv", tuple(head.split(",")), row + times))
    yield from stage.walk(dialog, HoursStep.DONE)


def imported_records(stage: Stage) -> Iterator[QDialog]:
    of = {"tasks": stage.desk.tasks, "parent": stage.desk}
    dialog = kinds()["ImportRecords"](stage.journal, stage.now, kind=Source.TRELLO, **of)
    path = stage.folder / "board.json"
    path.write_text(json.dumps(board(card(WIDER, desc=WIDER), card(WIDER, number=2))), encoding="utf-8")
    dialog.take_file(path)
    yield from stage.walk(dialog, RecordsStep.DONE)


def imported_payments(stage: Stage) -> Iterator[QDialog]:
    client, today = stage.clients()[0], NOW.date()
    entry = InvoiceEntry(today - timedelta(days=30), today, 125_050, "EUR", "70017")
    add_invoice(stage.journal, client, entry, today=today)
    head = ("Bokføringsdato", "Beløp", "Navn", "Tittel", "Valuta")
    row = (today.isoformat(), "1250,50", WIDER, f"{WIDER} 70017", "EUR")
    path = stage.a_list("bank.csv", head, row, delimiter=";")
    of = {"tasks": stage.desk.tasks, "parent": stage.desk}
    dialog = kinds()["ImportPayments"](stage.journal, stage.now, path, **of)
    stage.qtbot.wait_until(lambda: bool(dialog.ticks), timeout=_WAITS_MS)
    yield dialog


def histories(stage: Stage) -> Iterator[QDialog]:
    for _step in imported_clients(stage):
        pass
    yield kinds()["ImportHistory"](stage.journal, stage.now, parent=stage.desk)


def broken_letters(stage: Stage) -> Iterator[QDialog]:
    with stage.journal.change("Write") as change:
        change.update(Client, stage.clients()[0], notes=f"{MARK} BlÃ¥bÃ¦r pÃ¥ KjÃ¸l")
    dialog = kinds()["MendLetters"](stage.journal, tasks=stage.desk.tasks, parent=stage.desk)
    stage.until_idle()
    yield dialog


def past_their_time(stage: Stage) -> Iterator[QDialog]:
    for kind in KeptKind:
        set_period(stage.journal, kind, 1)
    of = {"settings": stage.desk.settings, "parent": stage.desk}
    yield kinds()["DueDialog"](stage.journal, stage.later, **of)


def care_trials(stage: Stage) -> Iterator[QDialog]:
    today = NOW.date()
    save_trial(stage.journal, TrialEntry(WIDER, today - timedelta(days=90), today, finding=WIDER))
    yield kinds()["CareTrialDialog"](stage.journal, stage.now, stage.desk)


def new_reports(stage: Stage) -> Iterator[QDialog]:
    dialog = kinds()["NewReportDialog"](stage.journal, stage.now, stage.desk)
    dialog.open()
    QTest.keyClicks(dialog.client.line, "img")
    yield dialog


def imported_anything(stage: Stage) -> Iterator[QDialog]:
    dialog = kinds()["ImportAnything"](stage.journal.path, tasks=stage.desk.tasks, parent=stage.desk)
    dialog.take_file(stage.a_list(f"{cleaned_name(MARK)}.csv", ("Company", WIDER), (WIDER, WIDER)))
    stage.until_idle()
    yield dialog


def imported_exports(stage: Stage) -> Iterator[QDialog]:
    place = stage.folder / cleaned_name(MARK)
    export(stage.journal, place, today=NOW.date())
    yield kinds()["ImportExport"](stage.journal, place, parent=stage.desk)


#: What opens each dialog. What is in none of these lists is in ``NOT_OPENED`` of the test, with its reason.
OPENED: dict[str, Opens] = {
    "AboutDialog": lambda stage: iter([kinds()["AboutDialog"](stage.desk)]),
    "ActionForm": actions,
    "AgreeDialog": _of_clients("AgreeDialog"),
    "AllNumbersDialog": _of_desk("AllNumbersDialog"),
    "BackupsDialog": backups,
    "CareTrialDialog": care_trials,
    "CauseForm": causes,
    "ClientForm": _of_clients("ClientForm"),
    "ClientsBehind": clients_behind,
    "ClosingConversationDialog": closings,
    "DropForm": drops,
    "DueDialog": past_their_time,
    "EffectForm": _of_ids("EffectForm", ActionItem, "action_id"),
    "EngagementForm": _of_records("EngagementForm", Engagement, "engagement_id"),
    "EraseDialog": _about("EraseDialog", "settings"),
    "EventForm": _of_records("EventForm", ClientEvent, "event_id"),
    "EverythingDialog": _about("EverythingDialog"),
    "ExportDialog": exports,
    "FirmLookBackDialog": _of_desk("FirmLookBackDialog"),
    "GoalView": goals,
    "HelpDialog": helps,
    "HoursForm": _of_records("HoursForm", TimeEntry, "entry_id"),
    "HowLight": _of_clients("HowLight"),
    "IdeaForm": ideas,
    "ImportAnything": imported_anything,
    "ImportClients": imported_clients,
    "ImportExport": imported_exports,
    "ImportHistory": histories,
    "ImportHours": imported_hours,
    "ImportPayments": imported_payments,
    "ImportRecords": imported_records,
    "IntakeDialog": _of_clients("IntakeDialog"),
    "InvoiceForm": _of_records("InvoiceForm", Invoice, "invoice_id"),
    "KeepingClaimForm": lambda stage: iter([kinds()["KeepingClaimForm"](stage.journal, stage.desk)]),
    "LessonDialog": lesson_forms,
    "LessonSheetDialog": lesson_sheets,
    "LicencesDialog": lambda stage: iter([kinds()["LicencesDialog"](stage.desk)]),
    "MarkLostDialog": losses,
    "MendLetters": broken_letters,
    "MoveForm": moves,
    "NewComplaint": _of_clients("NewComplaint"),
    "NewReportDialog": new_reports,
    "NoteDialog": notes,
    "NoteOnFile": _of_files("NoteOnFile"),
    "NumbersDialog": _of_clients("NumbersDialog"),
    "Palette": palettes,
    "PassphraseDialog": passphrases,
    "PaymentForm": _of_ids("PaymentForm", Invoice, "invoice_id"),
    "PersonForm": person_forms,
    "PersonLeft": people_left,
    "PremortemDialog": _of_clients("PremortemDialog"),
    "PromiseForm": _of_records("PromiseForm", Promise, "promise_id"),
    "QuickLog": contacts,
    "ReasonForm": reasons,
    "RecoverySheetDialog": recovery_sheets,
    "RenameFile": _of_files("RenameFile"),
    "RepairDialog": repairs,
    "ReportAnswerDialog": answers,
    "ReportBatchDialog": batches,
    "ReportSaveDialog": saved_reports,
    "SetCall": _of_clients("SetCall"),
    "SetLight": _of_clients("SetLight"),
    "SnoozeForm": snoozes,
    "TaskDialog": under_way,
    "TimelineNoteForm": timeline_notes,
    "TypedConfirmation": typed,
    "WhoKnows": who_knows,
    "WonBackDialog": won_back,
}
