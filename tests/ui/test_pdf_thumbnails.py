from __future__ import annotations

import io

import pytest
from PySide6.QtCore import QObject, QSize

from retention_journal.core.errors import NotFoundError
from retention_journal.ui import pdf_thumbnails
from retention_journal.ui.pdf_thumbnails import Thumbnails, first_page
from retention_journal.ui.tasks import Tasks

ROOM = QSize(132, 187)


def _file(text="one", size=(595.28, 841.89)):
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size)
    canvas.drawString(100, 500, text)
    canvas.showPage()
    canvas.drawString(100, 500, "page two")
    canvas.save()
    return file.getvalue()


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def tasks(owner):
    tasks = Tasks(owner, on_error=print)
    yield tasks
    assert tasks.stop()


@pytest.mark.parametrize(
    ("size", "drawn"),
    [((595.28, 841.89), (132, 187)), ((612, 792), (132, 171)), ((841.89, 595.28), (132, 93))],
)
def test_a_first_page_fits_into_its_room_and_keeps_its_shape(size, drawn):
    picture = first_page(_file(size=size), ROOM)
    assert (picture.width(), picture.height()) == drawn


@pytest.mark.parametrize("file", [b"", b"no PDF", b"%PDF-1.7 and no more"])
def test_what_is_no_pdf_has_no_picture(file):
    assert first_page(file, ROOM).isNull()


def test_a_picture_is_drawn_once_and_then_at_hand(qtbot, owner, tasks):
    read = []
    keeper = Thumbnails(tasks, lambda report: read.append(report) or _file(), owner)
    with qtbot.wait_signal(keeper.drawn) as drawn:
        assert keeper.picture("a", 1, ROOM) is None
        assert keeper.picture("a", 1, ROOM) is None
    assert drawn.args == [frozenset({"a"})]
    assert keeper.picture("a", 1, ROOM).size() == ROOM
    assert read == [1]


def test_a_screen_of_double_density_gets_a_picture_of_its_own(qtbot, owner, tasks):
    keeper = Thumbnails(tasks, lambda _report: _file(), owner)
    keeper.picture("a", 1, ROOM)
    keeper.picture("a", 1, ROOM * 2)
    qtbot.wait_until(lambda: not keeper.busy())
    assert keeper.picture("a", 1, ROOM).size() == ROOM
    assert keeper.picture("a", 1, ROOM * 2).width() == 2 * ROOM.width()


def test_a_report_thrown_away_in_the_meantime_leaves_an_empty_sheet(qtbot, owner, tasks):
    def gone(_report):
        raise NotFoundError("gone")

    keeper = Thumbnails(tasks, gone, owner)
    with qtbot.wait_signal(keeper.drawn):
        keeper.picture("a", 1, ROOM)
    assert keeper.picture("a", 1, ROOM).isNull()


def test_what_was_scrolled_past_is_not_drawn(qtbot, owner, tasks):
    read = []
    keeper = Thumbnails(tasks, lambda report: read.append(report) or _file(), owner)
    for report in range(1000):
        keeper.picture(str(report), report, ROOM)
    qtbot.wait_until(lambda: not keeper.busy())
    assert read[0] == 0  # it was asked for when there was nothing else
    assert set(read[1:]) <= set(range(800, 1000))


def test_pictures_take_bounded_memory_and_the_longest_unused_goes(qtbot, owner, tasks, monkeypatch):
    one = ROOM.width() * ROOM.height() * 4
    monkeypatch.setattr(pdf_thumbnails, "MOST_BYTES", 5 * one)
    keeper = Thumbnails(tasks, lambda _report: _file(), owner)
    for report in range(12):
        keeper.picture(str(report), report, ROOM)
        qtbot.wait_until(lambda: not keeper.busy())
        assert keeper.bytes_kept() <= 5 * one
    assert keeper.picture("11", 11, ROOM) is not None
    assert keeper.picture("0", 0, ROOM) is None
    qtbot.wait_until(lambda: not keeper.busy())
