"""A client's files in the window: added, opened, saved, renamed, noted, put away, found again."""

from __future__ import annotations

import os
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QMimeData, QPointF, Qt, QUrl, QVersionNumber
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox

from retention_journal import i18n, paths
from retention_journal.services.attachments import (
    MOST_BYTES,
    attach_bytes,
    attached,
    content,
    forget_opened_copies,
    note,
    put_in_trash,
)
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.file_kinds import FileKind, kind_of, risk_words, size_words
from retention_journal.ui.files_adding import Coming
from retention_journal.ui.pages.client import ClientPage
from retention_journal.ui.pages.client_files import FilesTab
from retention_journal.ui.pages.search_results import SearchResultsPage
from retention_journal.ui.pages.trash import TrashPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton
PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PATIENCE_MS = 20_000
MARK = "<img src=x>&Ada [*]"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch, qapp):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    theme.apply(Settings())
    yield
    QApplication.clipboard().clear()
    forget_opened_copies()


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


@pytest.fixture
def desk(qtbot, journal, ada, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.finish()


@pytest.fixture
def tab(desk, ada):
    desk.open_client(ada, "files")
    found = desk.page("client").tab("files")
    assert isinstance(found, FilesTab)
    return found


@pytest.fixture
def opened():
    """Return the list of what other programs were given, and whether one took it."""
    return []


@pytest.fixture
def alone(qtbot, journal, ada, opened):
    """Return the tab by itself, with a desktop that notes what it is to open."""

    def take(url):
        opened.append(url)
        return not url.toLocalFile().endswith(".odd")

    tasks = Tasks(on_error=lambda error: pytest.fail(str(error)))
    made = FilesTab(journal, lambda: NOON, tasks, open_url=take)
    qtbot.addWidget(made)
    journal.on_change(made.on_change)
    made.resize(1000, 600)
    made.show_client(ada)
    made.show()
    yield made
    journal.stop_telling(made.on_change)
    tasks.stop()


@pytest.fixture
def some(tmp_path):
    """Return two files of a person's own."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, held in (("Agreement.pdf", b"%PDF signed"), ("Brief.txt", "Få flere møter".encode())):
        (folder / name).write_bytes(held)
    return [folder / "Agreement.pdf", folder / "Brief.txt"]


def names(tab):
    return [file.name for file in tab.table.records()]


def add(qtbot, tab, these):
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        tab.take_files(these)


def box_of(widget):
    return next(box for box in widget.window().findChildren(QMessageBox) if box.isVisible())


def press(qtbot, box, text):
    qtbot.mouseClick(next(one for one in box.buttons() if one.text() == text), LEFT)


def dropped(these):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in these])
    return data


def hold_over(desk, data):
    place = QPointF(400, 300)
    if QLibraryInfo.version() < QVersionNumber(6, 12):  # which took whole pixels only
        place = place.toPoint()
    event = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, LEFT, PLAIN)
    desk.dragEnterEvent(event)
    return event.isAccepted()


def let_go(desk, data):
    desk.dropEvent(QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, LEFT, PLAIN))


# -- adding -----------------------------------------------------------------------------------------------


def test_a_client_without_files_is_told_how_one_comes_in(tab):
    words = " ".join(one.text() for one in tab.findChildren(QLabel) if one.isVisible())
    assert "Keep the signed agreement here: drop it, paste it or choose it." in words
    assert "25 MB" in words
    assert QApplication.focusWidget() is tab.first_button


def test_chosen_files_are_added_as_one_step_and_the_folder_is_remembered(qtbot, journal, ada, tab, some):
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        QTest.keyClick(tab.first_button, Qt.Key.Key_Space)
        chooser = tab.findChild(QFileDialog)
        chooser.filesSelected.emit([str(path) for path in some])
        chooser.accept()
    assert names(tab) == ["Brief.txt", "Agreement.pdf"]
    assert [content(journal, file.id) for file in attached(journal, ada)] == [
        "Få flere møter".encode(),
        b"%PDF signed",
    ]
    assert tab.window().toast.words.text() == "2 files are kept with Ada Ltd."
    assert tab.window().focusWidget() is tab.table
    assert tab.table.current().name == "Brief.txt"
    again = tab.choose()
    assert again.directory().absolutePath() == str(some[0].parent)
    again.reject()
    qtbot.mouseClick(tab.window().toast.button, LEFT)
    assert names(tab) == []
    assert [path.exists() for path in some] == [True, True]


def test_files_dropped_on_the_tab_are_kept_and_the_sign_says_so_before(qtbot, desk, journal, ada, tab, some):
    data = dropped(some[:1])
    assert hold_over(desk, data)
    assert desk.drop_sign.isVisible()
    assert desk.drop_sign.words().splitlines() == [
        "Let go to keep it in the files of Ada Ltd.",
        "To bring a list or an export in, go to another page first.",
    ]
    desk.dragLeaveEvent(QDragLeaveEvent())
    assert desk.drop_sign.isHidden()
    hold_over(desk, data)
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        let_go(desk, data)
    assert [file.name for file in attached(journal, ada)] == ["Agreement.pdf"]
    assert desk.drop_sign.isHidden()
    assert not desk.findChildren(ImportAnything)


def test_on_every_other_tab_and_page_what_is_dropped_is_brought_in_as_ever(desk, journal, ada, tab, some):
    for show in (lambda: desk.open_client(ada, "timeline"), lambda: desk.go_to("today")):
        show()
        hold_over(desk, dropped(some[:1]))
        assert "Nothing is brought in before" in desk.drop_sign.words()
        let_go(desk, dropped(some[:1]))
        (door,) = [one for one in desk.findChildren(ImportAnything) if one.isVisible()]
        door.reject()
    assert attached(journal, ada) == []


def test_a_journal_dropped_on_the_tab_is_opened_and_not_attached(qtbot, desk, journal, ada, tab, tmp_path):
    other = tmp_path / "other.rjournal"
    Journal.create(other).close()
    with qtbot.waitSignal(desk.open_wanted) as wanted:
        hold_over(desk, dropped([other]))
        let_go(desk, dropped([other]))
    assert wanted.args == [other]
    assert attached(journal, ada) == []


def test_copied_files_are_pasted(qtbot, journal, ada, tab, some):
    QApplication.clipboard().setMimeData(dropped(some))
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    assert sorted(names(tab)) == ["Agreement.pdf", "Brief.txt"]
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        QTest.keyClick(tab.table, Qt.Key.Key_V, CTRL)
    assert len(attached(journal, ada)) == 4
    assert [file.id for file in tab.table.chosen()] == [attached(journal, ada)[0].id]


def test_a_copied_picture_is_pasted_as_a_file_named_by_the_moment(qtbot, journal, ada, tab):
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        QTest.keyClick(tab.first_button, Qt.Key.Key_V, CTRL)
    (file,) = attached(journal, ada)
    assert file.name == f"Picture {NOON:%Y-%m-%d %H.%M}.png"
    kept = QImage.fromData(content(journal, file.id))
    assert (kept.width(), kept.height(), kept.pixelColor(5, 5).name()) == (40, 30, "#008080")


def test_where_there_is_nothing_to_paste_it_is_said(tab, journal, ada):
    QApplication.clipboard().setText("only words")
    QTest.keyClick(tab.first_button, Qt.Key.Key_V, CTRL)
    assert tab.window().toast.words.text() == "There is no file and no picture to paste. Copy one first."
    assert attached(journal, ada) == []


def test_one_that_is_too_large_refuses_all_of_them_in_plain_words(qtbot, journal, ada, tab, some):
    large = some[0].with_name("Film.mp4")
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    before = journal.undo_label
    add(qtbot, tab, [*some, large])
    box = box_of(tab)
    assert box.text() == "Film.mp4 is larger than 25 MB."
    assert "Nothing was attached." in box.informativeText()
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert (attached(journal, ada), journal.undo_label) == ([], before)
    assert journal.sql("SELECT count(*) FROM attachment_content") == [(0,)]


def test_several_that_cannot_be_kept_are_told_together(qtbot, journal, ada, tab, some, tmp_path):
    add(qtbot, tab, [*some, tmp_path, some[0].with_name("gone.pdf")])
    box = box_of(tab)
    assert box.text() == "2 of these files cannot be kept here."
    assert box.informativeText().splitlines() == [
        f"{tmp_path.name} is a folder.",
        "gone.pdf is not there any more.",
        "Nothing was attached.",
    ]
    assert attached(journal, ada) == []


def test_what_takes_long_shows_how_far_it_is_and_can_be_stopped(qtbot, journal, ada, tab):
    shown: list[TaskDialog] = []
    stopped = threading.Event()

    def slow() -> bytes:
        """Return only after the dialog was there and told to stop."""
        stopped.wait(PATIENCE_MS / 1000)
        return b"second"

    coming = [Coming("first.txt", lambda: b"first"), Coming("second.txt", slow), Coming("third.txt", slow)]
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        tab.adding.add(ada, coming, tab.window())
        qtbot.waitUntil(
            lambda: any(one.isVisible() for one in tab.window().findChildren(TaskDialog)), timeout=PATIENCE_MS
        )
        shown.extend(one for one in tab.window().findChildren(TaskDialog) if one.isVisible())
        words = " ".join(one.text() for one in shown[0].findChildren(QLabel))
        assert "Adding 3 files" in words
        assert "1 of 3" in words
        qtbot.mouseClick(shown[0].stop_button, LEFT)
        stopped.set()
    assert attached(journal, ada) == []
    assert journal.sql("SELECT count(*) FROM attachment_content") == [(0,)]
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in tab.window().findChildren(TaskDialog)))


def test_files_added_while_others_are_on_their_way_wait_for_their_turn(qtbot, journal, ada, tab, some):
    berg = a_client(journal, "Berg AS")
    with qtbot.waitSignal(tab.adding.ended, timeout=PATIENCE_MS):
        tab.take_files(some[:1])
        tab.show_client(berg)
        tab.take_files([some[0].with_name("gone.pdf")])
        tab.take_files(some[1:])
    assert [file.name for file in attached(journal, ada)] == ["Agreement.pdf"]
    assert [file.name for file in attached(journal, berg)] == ["Brief.txt"]
    assert names(tab) == ["Brief.txt"]
    assert box_of(tab).text() == "gone.pdf is not there any more."


def test_a_journal_that_is_only_read_takes_no_files(qtbot, journal, ada, some):
    attach_bytes(journal, ada, "kept.pdf", b"kept", today=TODAY)
    path = journal.path
    journal.close()
    with Journal.open_read_only(path) as reader:
        tasks = Tasks(on_error=lambda error: pytest.fail(str(error)))
        tab = FilesTab(reader, lambda: NOON, tasks)
        qtbot.addWidget(tab)
        tab.show_client(ada)
        tab.show()
        assert names(tab) == ["kept.pdf"]
        assert not tab.add_button.isEnabled()
        assert tab.drop_words() == ""
        assert tab.choose() is None
        tab.take_files(some)
        tab.trash()
        assert (tab.rename(), tab.note()) == (None, None)
        assert [file.name for file in attached(reader, ada)] == ["kept.pdf"]
        tasks.stop()


# -- opening and saving -----------------------------------------------------------------------------------


def test_enter_opens_a_copy_that_can_only_be_read(qtbot, journal, ada, alone, opened):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF signed", today=TODAY)
    with qtbot.waitSignal(alone.toast) as said:
        QTest.keyClick(alone.table, Qt.Key.Key_Return)
    assert said.args == ["Opened as a copy to read. What is changed in it does not come back here."]
    (url,) = opened
    assert url.isLocalFile()
    copy = paths.opened_folder().joinpath(url.toLocalFile())
    assert copy.name == "Agreement.pdf"
    assert copy.is_relative_to(paths.opened_folder())
    assert copy.read_bytes() == b"%PDF signed"
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_double_click_opens_it_too(qtbot, journal, ada, alone, opened):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    place = alone.table.visualRect(alone.table.model().index(0, 0)).center()
    qtbot.mouseClick(alone.table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(alone.table.viewport(), LEFT, pos=place)
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("setup.exe", "It is a program."),
        ("Invoice.pdf.js", "It is a script: a program written as text."),
        ("Offer.docm", "It is a document that may hold a program, a macro."),
        ("Page.html", "It is a web page, which may hold a program that the browser runs."),
        ("Bank.lnk", "It is a shortcut: it opens something else than itself."),
    ],
)
def test_what_may_run_a_program_asks_first_says_what_it_is_and_no_is_the_answer(
    qtbot, journal, ada, alone, opened, name, what
):
    attach_bytes(journal, ada, name, b"MZ", today=TODAY)
    QTest.keyClick(alone.table, Qt.Key.Key_Return)
    box = box_of(alone)
    assert box.text() == f"Open “{name}”?"
    assert box.informativeText().startswith(what)
    assert box.defaultButton().text() == "Do not open"
    assert box.escapeButton().text() == "Do not open"
    assert opened == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened == []
    assert not any(paths.opened_folder().rglob(name))
    QTest.keyClick(alone.table, Qt.Key.Key_Return)
    press(qtbot, box_of(alone), "Open all the same")
    assert [url.fileName() for url in opened] == [name]


def test_where_no_program_opens_it_a_copy_can_be_saved_instead(qtbot, journal, ada, alone, opened, tmp_path):
    attach_bytes(journal, ada, "drawing.odd", b"odd", today=TODAY)
    QTest.keyClick(alone.table, Qt.Key.Key_Return)
    box = box_of(alone)
    assert box.text() == "No program on this computer opens “drawing.odd”."
    press(qtbot, box, "Save a copy as…")
    chooser = alone.findChild(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("/drawing.odd")
    with qtbot.waitSignal(alone.toast, timeout=PATIENCE_MS):
        chooser.fileSelected.emit(str(tmp_path / "mine.odd"))
        chooser.accept()
    assert (tmp_path / "mine.odd").read_bytes() == b"odd"


def test_a_copy_is_saved_where_the_person_wants_it(qtbot, journal, ada, alone, tmp_path):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF signed", today=TODAY)
    (tmp_path / "out").mkdir()
    qtbot.mouseClick(alone.save_button, LEFT)
    chooser = alone.findChild(QFileDialog)
    with qtbot.waitSignal(alone.toast, timeout=PATIENCE_MS) as said:
        chooser.fileSelected.emit(str(tmp_path / "out" / "Signed.pdf"))
        chooser.reject()
    assert said.args == ["1 copy is in out."]
    assert (tmp_path / "out" / "Signed.pdf").read_bytes() == b"%PDF signed"


def test_several_copies_go_into_one_folder_and_overwrite_nothing(qtbot, journal, ada, alone, tmp_path):
    for held in (b"first", b"second"):
        attach_bytes(journal, ada, "Brief.txt", held, today=TODAY)
    mine = tmp_path / "Brief.txt"
    mine.write_bytes(b"mine")
    alone.table.selectAll()
    chooser = alone.save_copies()
    with qtbot.waitSignal(alone.toast, timeout=PATIENCE_MS) as said:
        chooser.fileSelected.emit(str(tmp_path))
        chooser.reject()
    assert said.args == [f"2 copies are in {tmp_path.name}."]
    assert mine.read_bytes() == b"mine"
    copies = {(tmp_path / f"Brief ({n}).txt").read_bytes() for n in (2, 3)}
    assert copies == {b"first", b"second"}


@pytest.mark.parametrize("name", ["../../outside.txt", "/outside.txt", "..\\..\\outside.txt", "..", ""])
def test_a_name_of_a_foreign_journal_leads_nowhere_else(qtbot, journal, ada, alone, opened, tmp_path, name):
    """Whoever can write into the file can write any name; a copy stays where the person put it."""
    for _twice in range(2):
        number = attach_bytes(journal, ada, "inside.txt", b"held", today=TODAY)
        journal.connection.execute("UPDATE attachment SET name = ? WHERE id = ?", (name, number))
    alone.make_stale()
    chooser = alone.out.ask_where(attached(journal, ada)[:1])
    suggested = Path(chooser.selectedFiles()[0])
    assert suggested.parent == Path(chooser.directory().absolutePath()).resolve()
    assert suggested.name not in {"", ".."}
    chooser.reject()
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    alone.table.selectAll()
    chooser = alone.save_copies()
    with qtbot.waitSignal(alone.toast, timeout=PATIENCE_MS):
        chooser.fileSelected.emit(str(inner))
        chooser.reject()
    assert len(list(inner.iterdir())) == 2
    assert list(tmp_path.glob("*outside*")) + list((tmp_path / "one").glob("*outside*")) == []
    alone.out.open(attached(journal, ada)[0])
    assert Path(opened[-1].toLocalFile()).is_relative_to(paths.opened_folder())


def test_a_copy_that_cannot_be_written_is_told_with_a_way_on(qtbot, journal, ada, alone, tmp_path):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    alone.out.save([(attached(journal, ada)[0], tmp_path / "gone" / "Agreement.pdf")])
    qtbot.waitUntil(
        lambda: any(box.isVisible() for box in alone.findChildren(QMessageBox)), timeout=PATIENCE_MS
    )
    box = box_of(alone)
    assert box.text() == "The copy Agreement.pdf cannot be written there."
    press(qtbot, box, "Try again")
    assert alone.findChild(QFileDialog) is not None


def test_a_file_whose_content_is_spoilt_is_told_and_not_opened(qtbot, journal, ada, alone, opened):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    journal.connection.execute("UPDATE attachment_content SET content = x'00'")
    QTest.keyClick(alone.table, Qt.Key.Key_Return)
    assert "cannot be read any more" in box_of(alone).text()
    assert opened == []


# -- names, notes, the trash ------------------------------------------------------------------------------


def test_f2_renames_the_file_and_not_the_client(qtbot, desk, journal, ada, tab):
    attach_bytes(journal, ada, "scan0001.pdf", b"%PDF", today=TODAY)
    tab.take_focus()
    QTest.keyClick(tab.table, Qt.Key.Key_F2)
    (dialog,) = [one for one in desk.findChildren(QDialog) if one.isVisible()]
    assert dialog.name.selectedText() == "scan0001"
    QTest.keyClicks(dialog.name, "Agreement 2026")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert names(tab) == ["Agreement 2026.pdf"]
    assert desk.toast.words.text() == "Renamed to Agreement 2026.pdf."
    desk.undo()
    assert names(tab) == ["scan0001.pdf"]


def test_a_name_of_nothing_is_refused_at_the_field(journal, ada, alone):
    attach_bytes(journal, ada, "Agreement", b"%PDF", today=TODAY)
    dialog = alone.rename()
    dialog.name.setText(" . ")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.field("name").error() == "A file needs a name, of letters or digits."
    dialog.reject()
    assert names(alone) == ["Agreement"]


def test_a_note_stands_beside_the_file_and_is_found(qtbot, desk, journal, ada, tab):
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    dialog = tab.note()
    QTest.keyClicks(dialog.words, "signed by both")
    qtbot.mouseClick(dialog.do_button, LEFT)
    column = next(column for column in tab.table.table.columns if column.title == "Note")
    assert column.text(tab.table.current()) == "signed by both"
    desk.undo()
    assert tab.table.current().note == ""


def test_delete_puts_what_is_chosen_in_the_trash_with_an_undo(qtbot, desk, journal, ada, tab):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        attach_bytes(journal, ada, name, name.encode(), today=TODAY)
    tab.take_focus()
    place = tab.table.visualRect(tab.table.model().index(0, 0)).center()
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=place)
    QTest.keyClick(tab.table, Qt.Key.Key_Down, SHIFT)
    assert [file.name for file in tab.table.chosen()] == ["c.pdf", "b.pdf"]
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert names(tab) == ["a.pdf"]
    assert desk.toast.words.text() == "2 files are in the trash."
    qtbot.mouseClick(desk.toast.button, LEFT)
    assert names(tab) == ["c.pdf", "b.pdf", "a.pdf"]
    QTest.keyClick(tab.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert names(tab) == []
    assert tab.first_button.isVisible()


def test_the_trash_brings_a_file_back(desk, journal, ada, tab):
    number = attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    put_in_trash(journal, [number], now=NOON)
    desk.open_trash()
    page = desk.page("trash")
    assert isinstance(page, TrashPage)
    shown = [[column.text(item) for column in page.table.table.columns] for item in page.table.records()]
    assert shown == [["Agreement.pdf", "File", "Ada Ltd", "today"]]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.toast.words.text() == "Agreement.pdf is back."
    desk.open_client(ada, "files")
    assert names(tab) == ["Agreement.pdf"]


def test_the_menu_offers_what_can_be_done_with_one_and_with_several(journal, ada, alone):
    for name in ("a.pdf", "b.pdf"):
        attach_bytes(journal, ada, name, name.encode(), today=TODAY)

    def offered():
        return [act.text() for act in alone.menu_for_chosen().actions() if act.text() and act.isEnabled()]

    alone.table.selectRow(0)
    assert offered() == ["Open", "Save a copy as…", "Rename…", "Note…", "Move to the trash"]
    assert alone.open_button.isEnabled()
    alone.table.selectAll()
    assert offered() == ["Save a copy as…", "Move to the trash"]
    assert not alone.open_button.isEnabled()


# -- getting there ----------------------------------------------------------------------------------------


def test_search_leads_to_the_file_among_the_others(qtbot, desk, journal, ada):
    for name in ("Agreement.pdf", "Brief.txt", "Logo.png"):
        attach_bytes(journal, ada, name, name.encode(), today=TODAY)
    note(journal, attached(journal, ada)[1].id, "what they hope for")
    desk.search_for("hope")
    page = desk.page("search")
    assert isinstance(page, SearchResultsPage)
    (hit,) = page.list.records()
    assert hit.type == "attachment"
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    client = desk.page("client")
    assert isinstance(client, ClientPage)
    assert client.current_tab() == "files"
    assert client.tab("files").table.current().name == "Brief.txt"
    assert [file.name for file in client.tab("files").table.chosen()] == ["Brief.txt"]


def test_the_palette_adds_files_to_the_client_at_hand_and_leads_to_them(qtbot, desk, ada):
    command = next(one for one in desk.menus.actions() if one.text().replace("&", "") == "Add files…")
    command.trigger()
    assert desk.toast.words.text() == "Open the client first."
    desk.open_client(ada)
    command.trigger()
    client = desk.page("client")
    assert client.current_tab() == "files"
    client.tab("files").findChild(QFileDialog).reject()
    desk.go_to("today")
    hit = next(one for one in desk._search_journal("ada") if one.title == "Files of Ada Ltd")  # noqa: SLF001
    hit.activate()
    assert (desk.current_page(), client.current_tab()) == ("client", "files")


def test_the_tab_counts_the_files(desk, journal, ada, tab):
    bar = desk.page("client").bar
    number = next(n for n in range(bar.count()) if bar.tabText(n).startswith("Files"))
    assert bar.tabText(number) == "Files"
    attach_bytes(journal, ada, "Agreement.pdf", b"%PDF", today=TODAY)
    assert bar.tabText(number) == "Files  1"
    journal.undo()
    assert bar.tabText(number) == "Files"


def test_another_client_shows_only_its_own_files(desk, journal, ada, tab):
    berg = a_client(journal, "Berg AS")
    attach_bytes(journal, ada, "Ada.pdf", b"ada", today=TODAY)
    attach_bytes(journal, ada, "Ada again.pdf", b"ada", today=TODAY)
    attach_bytes(journal, berg, "Berg.pdf", b"berg", today=TODAY)
    attach_bytes(journal, berg, "Berg again.pdf", b"berg", today=TODAY)
    tab.table.selectRow(1)
    desk.open_client(berg, "files")
    assert names(tab) == ["Berg again.pdf", "Berg.pdf"]
    assert [file.name for file in tab.table.chosen()] == ["Berg again.pdf"]


# -- words ------------------------------------------------------------------------------------------------


def test_no_name_or_note_is_read_as_markup_or_as_a_letter_of_a_menu(qtbot, desk, journal, ada, tab):
    number = attach_bytes(journal, ada, f"{MARK} {'x' * 300}.pdf", b"%PDF", today=TODAY)
    note(journal, number, f"{MARK} <table width=9999><b>{'y' * 300}")
    kept = attached(journal, ada)[0].name
    tab.grab()
    model = tab.table.model()
    for column in range(model.columnCount()):
        tip = model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) or ""
        assert "&Ada" not in tip
        assert "<table" not in tip
        assert "<b>" not in tip
    assert tab.minimumSizeHint().width() < 1600
    for dialog in (tab.rename(), tab.note()):
        assert "[*] " not in dialog.windowTitle().replace("[*][*]", "")
        for one in dialog.findChildren(QLabel):
            assert one.textFormat() is Qt.TextFormat.PlainText
        dialog.reject()
    tab.trash()
    assert desk.toast.words.textFormat() is Qt.TextFormat.PlainText
    desk.undo()
    assert names(tab) == [kept]


def test_a_dangerous_hostile_name_is_shown_as_it_is_in_the_question(qtbot, journal, ada, alone):
    attach_bytes(journal, ada, "<b>&x</b>.exe", b"MZ", today=TODAY)
    QTest.keyClick(alone.table, Qt.Key.Key_Return)
    box = box_of(alone)
    for words in box.findChildren(QLabel):
        assert words.textFormat() is Qt.TextFormat.PlainText or not words.text()
    box.reject()


def test_the_sign_shows_a_clients_name_as_it_is_and_short(desk, journal):
    hostile = a_client(journal, f"{MARK} {'x' * 300}")
    desk.open_client(hostile, "files")
    words = desk.page("client").drop_words()
    assert MARK in words
    assert len(words) < 200


@pytest.mark.parametrize(
    ("size", "words", "norwegian"),
    [
        (1, "1 byte", "1 byte"),
        (999, "999 bytes", "999 bytes"),
        (1024, "1 kB", "1 kB"),
        (1025, "2 kB", "2 kB"),
        (999 * 1024, "999 kB", "999 kB"),
        (1000 * 1024, "1 MB", "1 MB"),
        (1_500_000, "1.4 MB", "1,4 MB"),
        (MOST_BYTES, "25 MB", "25 MB"),
        (1_300 * 1024 * 1024, "1,300 MB", "1\u00a0300 MB"),
    ],
)
def test_sizes_are_said_in_the_persons_language(size, words, norwegian):
    assert size_words(size) == words
    i18n.use("nb")
    try:
        assert size_words(size).split()[0] == norwegian.split()[0]
    finally:
        i18n.use("en")


def test_kinds_are_told_by_the_ending_and_what_may_run_is_told_apart():
    kinds = {
        "a.pdf": FileKind.PDF,
        "a.docx": FileKind.TEXT,
        "a.xlsx": FileKind.TABLE,
        "a.pptx": FileKind.SLIDES,
        "a.jpeg": FileKind.PICTURE,
        "a.mp3": FileKind.SOUND,
        "a.mp4": FileKind.FILM,
        "a.eml": FileKind.MAIL,
        "a.zip": FileKind.ARCHIVE,
        "a.docm": FileKind.RISKY,
        "A.EXE": FileKind.RISKY,
        "a": FileKind.OTHER,
    }
    assert {name: kind_of(name) for name in kinds} == kinds
    assert risk_words("a.gadget") == "It is a program."
    assert risk_words("a.vsto") == "It is of a kind that may run a program."


def test_each_line_says_its_name_kind_size_and_day_to_a_screen_reader(journal, ada, alone):
    attach_bytes(journal, ada, "Agreement.pdf", b"x" * 5000, today=TODAY - timedelta(days=3))
    model = alone.table.model()
    told = [
        model.index(0, number).data(Qt.ItemDataRole.AccessibleTextRole)
        for number in range(model.columnCount())
    ]
    assert told == ["Agreement.pdf, PDF document", "", "5 kB", "3 days ago"]
    assert alone.table.accessibleName() == "Files of this client"
    assert alone.more_button.accessibleName() == "What else to do with the file"
