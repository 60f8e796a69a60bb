"""Taking something out in the window: what, as what, where to, how far it is, and where it lies then."""

from __future__ import annotations

import zipfile
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from retention_journal import i18n
from retention_journal.services.people import people
from retention_journal.services.transfer.lists_out import Listed, ListKind
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.taking_out import What
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs import export_journal
from retention_journal.ui.dialogs.export_choices import FOLDER_KEY, Offer, Remembered, remembered
from retention_journal.ui.dialogs.export_journal import ExportDialog
from retention_journal.ui.last_folders import keep_folder
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, a_call, a_client, a_person, a_promise


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def tasks(qapp):
    tasks = Tasks(on_error=lambda error: pytest.fail(str(error)))
    yield tasks
    assert tasks.stop()


@pytest.fixture
def settings(tmp_path, journal):
    made = SettingsFile(tmp_path / "settings.json")
    (tmp_path / "out").mkdir()
    keep_folder(FOLDER_KEY, journal.path, tmp_path / "out")
    return made


@pytest.fixture
def make(qtbot, journal, tasks, settings):
    """Make the dialog; ``opened`` gathers the folders it shows."""
    parent = QWidget()
    qtbot.add_widget(parent)
    parent.show()

    def dialog(**offer):
        made = ExportDialog(
            journal, lambda: NOON, tasks=tasks, settings=settings, parent=parent, offer=Offer(**offer),
            open_url=lambda url: opened.append(url.toLocalFile()) or True,
        )  # fmt: skip
        made.open()
        return made

    opened = []
    dialog.opened = opened
    return dialog


def done(qtbot, dialog):
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.done_at is not None, timeout=20_000)
    return dialog.done_at


def write(qtbot, field, text):
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def said(dialog):
    return " ".join(one.text() for one in dialog.findChildren(Label) if one.isVisible())


def test_everything_goes_out_as_one_zip_and_its_folder_is_shown(qtbot, journal, make, tmp_path):
    a_client(journal)
    dialog = make()
    place = done(qtbot, dialog)
    assert place.parent == tmp_path / "out"
    assert place.suffix == ".zip"
    assert zipfile.is_zipfile(place)
    assert "1 entry is written." in said(dialog)
    assert place.name in said(dialog)
    dialog.open_button.click()
    assert make.opened == [str(tmp_path / "out")]
    assert dialog.cancel_button.text() == "Close"


def test_a_folder_is_shown_itself(qtbot, journal, make):
    a_client(journal)
    dialog = make()
    dialog.pack.set_value(False)
    place = done(qtbot, dialog)
    assert (place / "journal.jsonl").is_file()
    dialog.open_folder()
    assert make.opened == [str(place)]


def test_all_about_one_client_asks_for_the_client_and_to_be_read_first(qtbot, journal, make):
    ada = a_client(journal, "Ada Ltd")
    dialog = make(what=What.CLIENT)
    dialog.do_button.click()
    assert "Choose the client" in dialog.form.field("client").error()
    dialog.client.set_value(ada)
    assert dialog.name.text() == "Ada Ltd 2026-03-10.zip"
    place = done(qtbot, dialog)
    with zipfile.ZipFile(place) as archive:
        assert "Ada Ltd" in archive.read("what-is-kept.html").decode()
    assert "before you hand it on" in said(dialog)


def test_all_about_one_person(qtbot, journal, make):
    ann = a_person(journal, a_client(journal, "Ada Ltd"), "Ann Lee")
    dialog = make(what=What.PERSON)
    dialog.do_button.click()
    assert "Choose the person" in dialog.form.field("person").error()
    dialog.person.set_value(ann)
    place = done(qtbot, dialog)
    assert place.name == "Ann Lee 2026-03-10.zip"
    with zipfile.ZipFile(place) as archive:
        assert "Ada Ltd" not in archive.read("journal.jsonl").decode()


@pytest.mark.parametrize(
    ("what", "name", "begins"),
    [
        (What.CARDS, "contacts 2026-03-10.vcf", b"BEGIN:VCARD"),
        (What.CALENDAR, "calendar 2026-03-10.ics", b"BEGIN:VCALENDAR"),
        (What.LIST, "Clients 2026-03-10.csv", b"\xef\xbb\xbf"),
    ],
)
def test_cards_a_calendar_and_a_list_are_one_file(qtbot, journal, make, what, name, begins):
    a_call(journal, a_client(journal))
    dialog = make(what=what)
    place = done(qtbot, dialog)
    assert place.name.endswith(name)
    assert place.read_bytes().startswith(begins)


def test_only_what_belongs_to_the_choice_is_asked(make, journal):
    a_client(journal)
    dialog = make(what=What.EVERYTHING)

    def asked():
        fields = ("list", "client", "person", "pack", "kind", "name", "folder")
        return [name for name in fields if dialog.form.field(name).isVisible()]

    assert asked() == ["pack", "kind", "name", "folder"]
    for what, wanted in (
        (What.CLIENT, ["client", "pack", "kind", "name", "folder"]),
        (What.PERSON, ["person", "pack", "kind", "name", "folder"]),
        (What.CARDS, ["client", "name", "folder"]),
        (What.CALENDAR, ["client", "name", "folder"]),
        (What.LIST, ["list", "kind", "name", "folder"]),
    ):
        dialog.whats[what].click()
        assert asked() == wanted
    dialog.list.set_value(ListKind.PROMISES)
    assert asked() == ["list", "client", "kind", "name", "folder"]


def test_the_choice_is_remembered_but_not_whom_somebody_asked_about(qtbot, journal, make, settings, tmp_path):
    ada = a_client(journal)
    dialog = make()
    dialog.whats[What.LIST].click()
    dialog.kind.set_value(TableKind.EXACT)
    done(qtbot, dialog)
    kept = remembered(settings)
    assert (kept.what, kept.kind, kept.as_zip) == (What.LIST, TableKind.EXACT, True)
    assert make().what() is What.LIST
    done(qtbot, make(what=What.CLIENT, client=ada))
    assert remembered(settings).what is What.LIST


def test_settings_that_hold_nonsense_are_as_usual(tmp_path):
    settings = SettingsFile(tmp_path / "s.json")
    for nonsense in (5, [], {"what": "dragon", "kind": 7, "zip": "no", "folder": 3}, {"what": ["list"]}):
        settings.keep_view("export", nonsense)
        assert remembered(settings) == Remembered()


def test_a_name_that_is_taken_is_not_offered_and_never_overwritten(qtbot, journal, make):
    a_client(journal)
    first = done(qtbot, make())
    dialog = make()
    assert dialog.name.text() == first.name.replace(".zip", " (2).zip")
    write(qtbot, dialog.name, first.stem)  # without its ending, which is put there
    before = first.read_bytes()
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form.field("name").error()), timeout=20_000)
    assert "already" in dialog.form.field("name").error()
    assert first.read_bytes() == before
    assert dialog.do_button.isEnabled()


def test_a_name_that_was_written_stays_whatever_is_chosen(qtbot, make, journal):
    a_client(journal)
    dialog = make()
    write(qtbot, dialog.name, "mine")
    dialog.whats[What.LIST].click()
    dialog.folder.setText("/")
    assert dialog.name.text() == "mine"
    assert dialog.do_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "folder", "field"),
    [
        ("", None, "name"),
        ("a/b", None, "name"),
        ("..", None, "name"),
        ("fine", "here", "folder"),
        ("fine", "/not/there", "folder"),
        ("fine", "", "folder"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(qtbot, make, journal, name, folder, field):
    a_client(journal)
    dialog = make()
    write(qtbot, dialog.name, name)
    if folder is not None:
        dialog.folder.setText(folder)
    dialog.do_button.click()
    assert dialog.form.field(field).error()
    assert dialog.done_at is None


def test_a_folder_that_takes_nothing_is_told_and_asked_again(qtbot, make, journal, tmp_path, monkeypatch):
    a_client(journal)
    dialog = make()
    (tmp_path / "out").rename(tmp_path / "gone")
    (tmp_path / "out").mkdir(mode=0o700)
    dialog.whats[What.CARDS].click()
    dialog.name.setText("x.vcf")
    (tmp_path / "out" / "x.vcf").mkdir()
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=20_000)
    (box,) = dialog.findChildren(QMessageBox)
    assert "could not be saved" in box.text()
    box.close()
    assert dialog.asking.isEnabled()
    assert dialog.done_at is None


def test_closing_it_in_the_middle_leaves_nothing(qtbot, make, journal, tmp_path, tasks):
    ada = a_client(journal)
    for number in range(50):
        a_call(journal, ada, summary=f"call {number}")
    dialog = make()
    dialog.do_button.click()
    dialog.reject()
    assert tasks.stop()
    assert [path for path in (tmp_path / "out").iterdir() if path.suffix != ".zip"] == []


def test_the_keyboard_reaches_every_choice_and_finishes(qtbot, make, journal):
    a_client(journal)
    dialog = make()
    qtbot.waitUntil(dialog.whats[What.EVERYTHING].hasFocus)
    qtbot.keyClick(dialog.whats[What.EVERYTHING], Qt.Key.Key_Down)
    assert dialog.what() is What.CLIENT
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.form.field("client").error()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_choice_has_its_sentence():
    from retention_journal.ui.dialogs.export_choices import TOLD

    assert set(TOLD) == set(What)
    for n in (1, 2, 1000):
        for what in What:
            assert export_journal.sentence_of(what, n)


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    settings = SettingsFile(tmp_path / "desk.json")
    desk = Desk(journal, settings, lambda: datetime(2026, 3, 10, 12, 0))
    qtbot.add_widget(desk)
    desk.show()
    yield desk
    desk.tasks.stop()
    i18n.use("en")


def exporting(desk):
    return next(one for one in desk.findChildren(ExportDialog) if one.isVisible())


def test_the_clients_as_shown_are_saved_as_a_table(qtbot, journal, desk):
    a_client(journal, "Ada Ltd")
    a_client(journal, "Bob AS")
    desk.go_to("clients")
    page = desk.page("clients")
    qtbot.waitUntil(lambda: len(page.table.records()) == 2, timeout=10_000)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    page.list_wanted.emit()
    dialog = exporting(desk)
    assert dialog.wanted().listed.ids == tuple(one.client_id for one in page.table.records())
    assert dialog.list.currentText() == "Clients, as shown"
    dialog.close()


def test_each_tab_of_a_client_offers_its_own_list(qtbot, journal, desk):
    ada = a_client(journal, "Ada Ltd")
    a_client(journal, "Bob AS")
    a_call(journal, ada)
    a_promise(journal, ada)
    for tab, kind in (
        ("timeline", ListKind.CONTACTS),
        ("promises", ListKind.PROMISES),
        ("money", ListKind.INVOICES),
    ):
        desk.open_client(ada, tab)
        desk.save_list()
        dialog = exporting(desk)
        assert dialog.wanted().listed == Listed(kind, client=ada)
        dialog.close()
    desk.page("client").more_menu()
    desk.export_client(ada)
    dialog = exporting(desk)
    assert (dialog.what(), dialog.wanted().client) == (What.CLIENT, ada)
    dialog.close()


def test_all_about_a_person_is_offered_beside_their_name(qtbot, journal, desk):
    ada = a_client(journal, "Ada Ltd")
    ann = a_person(journal, ada, "Ann Lee")
    desk.open_client(ada)
    side = desk.page("client").timeline.side
    (person,) = people(journal, ada, NOON.date())
    (command,) = [one for one in side.menu_for(person).actions() if "all about this person" in one.text()]
    command.trigger()
    dialog = exporting(desk)
    assert (dialog.what(), dialog.wanted().contact) == (What.PERSON, ann)
    dialog.close()


def test_all_open_promises_are_saved_also_those_further_down(qtbot, journal, desk):
    ada = a_client(journal)
    promises = {a_promise(journal, ada, f"promise {n}") for n in range(70)}
    desk.go_to("promises")
    desk.save_list()
    dialog = exporting(desk)
    assert set(dialog.wanted().listed.ids) == promises
    dialog.close()


def test_a_page_without_a_list_says_so(qtbot, journal, desk):
    a_client(journal)
    desk.go_to("settings")
    desk.save_list()
    assert "no list here" in desk.toast.words.text()
