from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from retention_journal.settings import Settings, SettingsFile
from retention_journal.ui import theme
from retention_journal.ui.delegates import LightCell, Strip, StripCell, TwoLines
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import Span, spans_width


@dataclass(frozen=True)
class Firm:
    number: int
    name: str
    state: str = "steady"


COLUMNS = [
    Column("Light", lambda f: f.state, cell=LightCell(lambda f: f.state), width=110, name="light"),
    Column("Client", lambda f: f.name, cell=TwoLines(lambda f: "Bergen")),
    Column(
        "Number", lambda f: str(f.number), sort_key=lambda f: f.number, right=True, width=90, drop=1,
        accessible=lambda f: f"Number {f.number}",
    ),
    Column("Strip", lambda f: "", cell=StripCell(lambda f: Strip([1, 9], [3], 4)), width=140, drop=2),
]  # fmt: skip
ADA, BO, CY = Firm(1, "Ada Ltd"), Firm(10, "Bø Rør", "act"), Firm(2, "Cyprus Dental", "watch")


@pytest.fixture
def view(qtbot):
    theme.apply(Settings())
    made = RecordView(COLUMNS, key=lambda firm: firm.number, name="Clients")
    QAbstractItemModelTester(made.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show_records([ADA, BO, CY])
    made.show()
    return made


def names(view):
    return [firm.name for firm in view.records()]


def shown_columns(view):
    return [c.title for n, c in enumerate(view.table.columns) if not view.isColumnHidden(n)]


def test_the_current_line_stays_current_when_the_records_change(view):
    view.select(10)
    view.show_records([CY, Firm(10, "Bø Rør AS"), ADA])
    assert view.current() == Firm(10, "Bø Rør AS")


def test_when_the_current_record_goes_the_next_line_is_current(view):
    view.select(10)
    view.show_records([ADA, CY])
    assert view.current() == CY
    view.show_records([])
    assert view.current() is None


def test_a_click_on_a_heading_sorts_by_its_own_key_and_keeps_the_line(view):
    view.select(10)
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert names(view) == ["Ada Ltd", "Cyprus Dental", "Bø Rør"]
    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert names(view) == ["Bø Rør", "Cyprus Dental", "Ada Ltd"]
    assert view.current() == BO


def test_new_records_come_in_the_order_asked_for(view):
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    view.show_records([CY, BO, ADA])
    assert names(view) == ["Ada Ltd", "Bø Rør", "Cyprus Dental"]


def test_enter_opens_and_space_toggles_the_current_record(qtbot, view):
    view.select(2)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.toggled) as toggled:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert (opened.args, toggled.args) == ([CY], [CY])


def test_moving_to_another_line_tells_its_record(qtbot, view):
    view.select(1)
    with qtbot.waitSignal(view.current_changed) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert moved.args == [BO]


def test_letters_jump_to_the_word_that_begins_with_them_with_or_without_marks(qtbot, view):
    view.select(1)
    qtbot.keyClicks(view, "ro")
    assert view.current() == BO


def test_a_screen_reader_hears_what_the_column_says(view):
    index = view.table.index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Number 10"
    assert view.table.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Bø Rør"


def test_a_tooltip_reads_no_markup_in_a_name(view):
    view.show_records([Firm(1, "<img src=x>")])
    assert "&lt;img" in view.table.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_columns_go_in_their_order_where_there_is_no_room(view):
    assert shown_columns(view) == ["Light", "Client", "Number", "Strip"]
    view.resize(430, 300)
    assert shown_columns(view) == ["Light", "Client", "Strip"]
    view.resize(300, 300)
    assert shown_columns(view) == ["Light", "Client"]
    view.resize(800, 300)
    assert shown_columns(view) == ["Light", "Client", "Number", "Strip"]


def test_widths_order_and_hidden_columns_are_there_the_next_time(qtbot, view, tmp_path):
    settings = SettingsFile(tmp_path / "settings.json")
    view.remember_in(settings, "clients")
    view.setColumnWidth(2, 123)
    view.show_column("Strip", False)
    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: bool(settings.view("table.clients")))
    again = RecordView(COLUMNS, key=lambda firm: firm.number)
    qtbot.addWidget(again)
    again.resize(800, 300)
    again.remember_in(SettingsFile(tmp_path / "settings.json"), "clients")
    again.show_records([ADA, BO, CY])
    again.show()
    assert again.columnWidth(2) == 123
    assert shown_columns(again) == ["Light", "Client", "Number"]
    assert names(again)[0] == "Bø Rør"


@pytest.mark.parametrize(
    "kept", [7, {"widths": 3, "hidden": "Light", "sorted": ["gone", "up"]}, {"sorted": []}]
)
def test_a_kept_state_that_makes_no_sense_changes_nothing(view, tmp_path, kept):
    settings = SettingsFile(tmp_path / "settings.json")
    settings.keep_view("table.clients", kept)
    view.remember_in(settings, "clients")
    assert shown_columns(view) == ["Light", "Client", "Number", "Strip"]


def test_five_thousand_records_are_shown_and_sorted_without_a_pause(qtbot, view):
    view.show_records([Firm(n, f"Firm {n:05}") for n in range(5000)])
    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    view.select(4)
    view.grab()
    assert view.current() == Firm(4, "Firm 00004")


def test_a_column_that_may_grow_is_as_wide_as_its_texts_and_not_wider_than_it_may(qtbot):
    columns = [
        Column("Name", lambda f: f[0]),
        Column("Last", lambda f: f[1], width=60, most=400, name="last"),
        Column("Long", lambda f: f[1], width=60, most=90, name="long"),
        Column("Fixed", lambda f: f[1], width=60, name="fixed"),
    ]
    made = RecordView(columns, key=lambda f: f[0], name="Clients")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_records([("a", "14 days ago, on a Tuesday")])
    made.show()
    needed = round(spans_width([Span("14 days ago, on a Tuesday", "ui")]))
    assert needed < made.columnWidth(1) < needed + theme.px(24)
    assert made.columnWidth(2) == theme.px(90)
    assert made.columnWidth(3) == theme.px(60)
    made.show_records([("a", "now")])
    assert made.columnWidth(1) == theme.px(60)
