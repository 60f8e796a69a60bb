"""All due at once: ticked on the page, begun as drafts, or saved: only what was looked through as sent."""

from __future__ import annotations

from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services import kept_reports
from retention_journal.services.report_batch import wanted_of
from retention_journal.services.report_words import ReportWords
from retention_journal.services.reports_due import reports_due
from retention_journal.settings import Settings, Theme
from retention_journal.storage.tables import Report
from retention_journal.ui import theme
from retention_journal.ui.dialogs import report_batch
from retention_journal.ui.dialogs.report_batch import ReportBatchDialog, make_drafts
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_client

FEBRUARY = month_of(date(2026, 2, 1))


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def clients(journal):
    """Three clients whose reports are due; the second's has been looked through."""
    made = {name: a_client(journal, name) for name in ("Ada Ltd", "Berg AS", "Citrus")}
    draft = kept_reports.save_words(journal, made["Berg AS"], FEBRUARY, ReportWords("It went well."))
    with journal.change("Look through") as change:
        change.update(Report, draft, state=ReportState.REVIEWED)
    return made


@pytest.fixture
def opened():
    return []


@pytest.fixture
def tasks(qapp):
    tasks = Tasks(on_error=lambda error: pytest.fail(str(error)))
    yield tasks
    assert tasks.stop()


@pytest.fixture
def parent(qtbot):
    parent = QDialog()
    qtbot.add_widget(parent)
    parent.show()
    return parent


@pytest.fixture
def dialog(journal, clients, tmp_path, opened, tasks, parent):
    dialog = ReportBatchDialog(
        journal, lambda: NOON, wanted_of(reports_due(journal, TODAY)), tasks=tasks,
        parent=parent, open_url=lambda url: opened.append(url.toLocalFile()) or True,
    )  # fmt: skip
    (tmp_path / "out").mkdir()
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    return dialog


def _saved(qtbot, dialog):
    dialog.do_button.click()
    qtbot.wait_until(dialog.is_over, timeout=20_000)
    return {one.client: one.is_sent for one in dialog.placed}


def _states(journal):
    return {row.client: row.state for row in kept_reports.reports(journal)}


def _files(tmp_path):
    return sorted(file.name.split(" –")[0] for file in (tmp_path / "out").iterdir())


def test_what_was_looked_through_is_saved_as_sent_and_the_others_are_left(qtbot, dialog, journal, tmp_path):
    assert dialog.do_button.text() == "Save 1 PDF"
    assert "2 are left out until you have looked them through." in dialog.told.text()
    assert _saved(qtbot, dialog) == {"Berg AS": True}
    assert _files(tmp_path) == ["Berg AS"]
    assert _states(journal) == {"Berg AS": ReportState.ISSUED}


def test_drafts_are_saved_only_when_asked_for_and_say_so_on_the_page(qtbot, dialog, journal, tmp_path):
    dialog.with_drafts.click()
    assert dialog.do_button.text() == "Save 3 PDFs"
    assert _saved(qtbot, dialog) == {"Ada Ltd": False, "Berg AS": True, "Citrus": False}
    marked = {
        one.client: "Draft, not sent" in PdfReader(one.path).pages[0].extract_text() for one in dialog.placed
    }
    assert marked == {"Ada Ltd": True, "Berg AS": False, "Citrus": True}
    assert _states(journal) == {"Berg AS": ReportState.ISSUED}


def test_a_tick_taken_away_leaves_a_report_out(qtbot, dialog):
    dialog.with_drafts.click()
    for one, _state, tick in dialog.lines:
        if one.client == "Berg AS":
            tick.click()
    assert _saved(qtbot, dialog) == {"Ada Ltd": False, "Citrus": False}


def test_nothing_to_save_cannot_be_saved(dialog):
    for _one, _state, tick in dialog.lines:
        tick.click()
    assert not dialog.do_button.isEnabled()
    dialog.accept()
    assert not dialog.is_over()


@pytest.mark.parametrize("folder", ["", "out", "/nowhere/at/all"])
def test_a_folder_that_is_none_is_refused_at_its_field(dialog, folder):
    dialog.folder.setText(folder)
    dialog.do_button.click()
    assert dialog.asking.field("folder").error()
    assert not dialog.is_over()


def test_the_end_tells_what_to_see_to_by_client_and_opens_the_folder(qtbot, dialog, opened, tmp_path):
    dialog.with_drafts.click()
    _saved(qtbot, dialog)
    told = [one.text() for one in dialog.findChildren(Label) if one.isVisible()]
    assert "1 report is saved. 2 are drafts, not looked through yet." in told
    first = dialog.placed[0].client
    assert told.index(first) + 1 == told.index("Not looked through yet: written as a draft.")
    dialog.open_button.click()
    assert opened == [str(tmp_path / "out")]


def test_closed_while_it_prints_nothing_is_saved(qtbot, dialog, journal, tmp_path, tasks):
    dialog.with_drafts.click()
    dialog.do_button.click()
    dialog.reject()
    qtbot.wait_until(lambda: not tasks.busy())
    assert _files(tmp_path) == []
    assert _states(journal) == {"Berg AS": ReportState.REVIEWED}


def test_a_file_that_cannot_be_written_is_told_and_what_came_before_stays(
    qtbot, dialog, journal, tmp_path, monkeypatch
):
    shown = []
    monkeypatch.setattr(report_batch, "show_error", lambda *told: shown.append(told))
    dialog.with_drafts.click()
    order = [one.client for one, _state, _tick in dialog.lines]
    last = f"{order[-1]} – Status report February 2026.pdf"
    (tmp_path / "out" / last).write_text("my own notes")
    assert set(_saved(qtbot, dialog)) == set(order[:-1])
    assert "not overwritten" in str(shown[0][0])
    assert (tmp_path / "out" / last).read_text() == "my own notes"


def test_drafts_are_begun_at_once_and_said_with_an_undo(journal, clients):
    done, said = [], []
    chosen = [(number, FEBRUARY) for number in clients.values()]
    make_drafts(journal, TODAY, chosen, done=done.append, say=said.append)
    assert done == ["2 drafts are ready to be looked through."]
    assert set(_states(journal)) == set(clients)
    make_drafts(journal, TODAY, chosen, done=done.append, say=said.append)
    assert said == ["These drafts are begun already. Open one to look it through."]
