from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.settings import Settings, Theme
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, primary_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dates_typed import day_typed
from retention_journal.ui.fields import Choice, DateField, LineField, NumberField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import stack
from retention_journal.ui.light import LightBadge
from retention_journal.ui.rhythm_strip import RhythmStrip
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import label, literal
from retention_journal.ui.toggles import TickBox

TUESDAY = date(2025, 10, 14)


@pytest.fixture(autouse=True)
def usual_looks(qapp):
    theme.apply(Settings())
    yield
    theme.apply(Settings())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", TUESDAY),
        ("i dag", TUESDAY),
        ("Tomorrow", date(2025, 10, 15)),
        ("i går", date(2025, 10, 13)),
        ("fri", date(2025, 10, 17)),
        ("fre", date(2025, 10, 17)),
        ("tuesday", date(2025, 10, 21)),
        ("lørdag", date(2025, 10, 18)),
        ("14.10", TUESDAY),
        ("3/1", date(2026, 1, 3)),
        ("28.12", date(2025, 12, 28)),
        ("14 oct", TUESDAY),
        ("14. oktober 2025", TUESDAY),
        ("2025-10-14", TUESDAY),
        ("14.10.25", TUESDAY),
    ],
)
def test_days_are_understood_as_people_type_them(typed, meant):
    assert day_typed(typed, TUESDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fri", date(2025, 10, 10)),
        ("tue", TUESDAY),
        ("wed", date(2025, 10, 8)),
        ("14.10", TUESDAY),
        ("15.10", date(2024, 10, 15)),
        ("24 dec", date(2024, 12, 24)),
        ("2025-10-15", date(2025, 10, 15)),
    ],
)
def test_of_what_is_past_a_day_is_the_last_of_its_kind(typed, meant):
    assert day_typed(typed, TUESDAY, past=True) == meant


@pytest.mark.parametrize("typed", ["", "soon", "31.9", "2025-13-01", "99999999", "0.0", "<b>", "1 x"])
def test_what_is_no_day_is_none(typed):
    assert day_typed(typed, TUESDAY) is None


def test_a_date_field_tidies_what_is_typed_and_counts_with_the_arrows(qtbot):
    field = DateField(None, lambda: TUESDAY)
    qtbot.addWidget(field)
    assert field.problem() == "Choose a day."
    qtbot.keyClicks(field.line, "fri")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "17 October 2025"
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.day() == date(2025, 10, 18)
    field.line.setText("31 September")
    assert field.day() is None
    assert "not a day" in field.problem()


def test_segments_are_moved_through_with_arrows_and_tell_their_value(qtbot):
    control = Segmented(
        [Option("yes", "Yes"), Option("no", "No"), Option(None, "Not asked")], name="Is all OK?"
    )
    qtbot.addWidget(control)
    with qtbot.waitActive(control):
        control.show()
    control.set_value("yes")
    control.focus()
    with qtbot.waitSignal(control.changed) as changed:
        qtbot.keyClick(control.button("yes"), Qt.Key.Key_Right)
    assert changed.args == ["no"]
    assert control.value() == "no"
    assert control.button("no").accessibleName() == "Is all OK?: No"
    control.set_value(None)
    assert control.value() is None


def test_chips_keep_what_is_on_when_their_counts_change(qtbot):
    chips = Chips([Chip("all", "All", count=14), Chip("act", "Act now", "act", 2)])
    qtbot.addWidget(chips)
    chips.show()
    assert chips.value() == "all"
    with qtbot.waitSignal(chips.changed) as changed:
        qtbot.mouseClick(chips.button("act"), Qt.MouseButton.LeftButton)
    assert changed.args == ["act"]
    chips.show_chips([Chip("all", "All", count=15), Chip("act", "Act now", "act", 3)])
    assert chips.value() == "act"
    assert chips.button("act").text() == "Act now 3"
    chips.show_chips([Chip("all", "All"), Chip("none", "Too early")])
    assert chips.value() == "all"


def test_chips_of_which_many_may_be_on_tell_a_set(qtbot):
    chips = Chips([Chip(1, "One"), Chip(2, "Two")], many=True)
    qtbot.addWidget(chips)
    chips.set_value({1, 2})
    assert chips.value() == frozenset({1, 2})


def test_a_choice_gives_back_pythons_own_values(qtbot):
    choice = Choice([(None, "Nobody"), (7, "Marte <Eide>")], 7)
    qtbot.addWidget(choice)
    assert choice.value() == 7
    choice.set_value(99)
    assert choice.value() is None


def test_a_text_field_grows_with_its_lines_up_to_six(qtbot):
    field = TextField()
    qtbot.addWidget(field)
    field.resize(300, 40)
    field.show()
    start = field.height()
    field.setPlainText("\n".join("abcd"))
    grown = field.height()
    field.setPlainText("\n" * 40)
    assert start < grown < field.height() < 3 * grown
    field.setPlainText(" two\x00 lines\nhere ")
    assert field.cleaned() == "two lines\nhere"


def test_a_number_field_counts_within_its_bounds(qtbot):
    field = NumberField(14, 1, 15, suffix="days")
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.value(), field.text()) == (15, "15 days")


def test_an_error_stands_under_its_field_and_the_focus_goes_there(qtbot):
    form, name = Form(), LineField()
    field = form.add("name", "&Name", name)
    qtbot.addWidget(form)
    form.show()
    form.show_error(InvalidEntryError("name", "A client needs a name.", "Write one."))
    assert field.error() == "A client needs a name. Write one."
    assert name.accessibleDescription() == field.error()
    assert name.accessibleName() == "Name"
    form.show_error(InvalidEntryError("elsewhere", "That does not fit."))
    assert field.error() == ""
    form.clear_errors()
    assert name.accessibleDescription() == ""


def test_a_label_shows_a_hostile_name_as_it_is_and_stays_small(qtbot):
    made = label("<img src=x> <table width=9999>" + "x" * 100_000, elide=True)
    qtbot.addWidget(made)
    made.resize(200, 20)
    made.show()
    assert made.text().startswith("<img src=x>")
    assert len(made.text()) < 7000
    assert made.minimumSizeHint().width() < 200


def test_a_label_that_wraps_asks_for_the_height_it_needs(qtbot):
    made = label("one two three four five six seven eight nine ten", "ui", wrap=True)
    qtbot.addWidget(made)
    assert made.heightForWidth(80) > made.heightForWidth(2000) == theme.line("ui")


def test_texts_of_people_keep_their_ampersands():
    assert literal("Harbour & Hale") == "Harbour && Hale"
    assert primary_button(literal("Harbour & Hale")).text() == "Harbour && Hale"


def test_enter_presses_a_button(qtbot):
    button = primary_button("Log it", "Ctrl+Enter")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_an_icon_alone_has_a_name():
    button = icon_button("more", "More for Elsa")
    assert (button.accessibleName(), button.toolTip()) == ("More for Elsa", "More for Elsa")


def test_a_light_is_read_as_its_word(qtbot):
    badge = LightBadge("act", word_shown=False)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Act now"
    badge.set_state("watch", "2 days late")
    assert badge.accessibleName() == "2 days late"


def test_the_strip_says_what_it_shows(qtbot):
    strip = RhythmStrip()
    qtbot.addWidget(strip)
    strip.show_contacts([1, 20, 44, 60, 88], [3], 8)
    assert strip.accessibleName() == "5 talks in 90 days, 8 days later than agreed"
    strip.show_contacts([0], last="today")
    assert strip.accessibleName() == "1 talk in 90 days, last today"


@pytest.mark.parametrize("scale", [80, 200])
@pytest.mark.parametrize("looks", [Theme.LIGHT, Theme.DARK])
def test_everything_is_painted_in_every_look_and_size(qtbot, scale, looks):
    theme.apply(Settings(theme=looks, text_scale=scale))
    page = QWidget()
    qtbot.addWidget(page)
    strip = RhythmStrip(legend=("July", "", "today"))
    strip.show_contacts([1, 50, 90, 400], [3], 200)
    lights = [LightBadge(state, pill=True) for state in ("steady", "watch", "act", "none", "paused", "lost")]
    stack(page, primary_button("Log"), TickBox("Kept"), Choice([(1, "One")]), strip, *lights)
    page.show()
    seen = page.grab().toImage()
    assert (
        len(
            {
                seen.pixelColor(x, y).rgb()
                for x in range(0, seen.width(), 3)
                for y in range(0, seen.height(), 3)
            }
        )
        > 8
    )


def test_sizes_follow_the_text_size_and_colours_the_theme():
    theme.apply(Settings(theme=Theme.LIGHT))
    small, pale = theme.font("body").pixelSize(), theme.colour("surface")
    theme.apply(Settings(theme=Theme.DARK, text_scale=200))
    assert theme.font("body").pixelSize() == 2 * small
    assert theme.colour("surface").lightness() < 50 < pale.lightness()
    assert theme.is_dark()


def test_high_contrast_draws_grey_texts_as_dark_as_all_others():
    theme.apply(Settings(theme=Theme.LIGHT, high_contrast=True))
    assert theme.colour("text_3") == theme.colour("text")


@pytest.mark.parametrize("width", range(150, 330, 12))
def test_a_text_that_fits_its_field_has_no_bar_beside_it(qtbot, width):
    field = TextField(lines=3)
    qtbot.addWidget(field)
    field.resize(width, 50)
    field.show()
    field.setPlainText("More people asked for a survey. Small changes went from six days to three.")
    bar = field.verticalScrollBar()
    lines = field.document().size().height()
    assert lines > 6 or (bar.maximum() == 0 and not bar.isVisible())
