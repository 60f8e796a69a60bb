"""What waits to be looked back on: losses to write about, to re-read, to look at again, and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.looks_back import ActionWait, WaitingAction
from retention_journal.services.post_mortems import Waiting
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, literal, section_title

_FEW = 3
_Make = Callable[[], QWidget]  # makes a line when it is shown


class LooksBackPart(QWidget):
    """Short lists, each with the way to what it is about; an empty one is not shown.

    Signals:
        loss_wanted: Look back on this loss, by id.
        complaint_wanted: Open this complaint, by id.
    """

    loss_wanted = Signal(int)
    complaint_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[tuple[str, str, list[_Make]]] = []
        self._open: set[str] = set()
        self._column = column(gap=12)
        self.setLayout(self._column)

    def show_waiting(
        self,
        write: Sequence[Waiting],
        reread: Sequence[Waiting],
        look_again: Sequence[Waiting],
        actions: Sequence[WaitingAction],
        today: date,
    ) -> None:
        """Show what waits as of ``today``."""
        do = [one for one in actions if one.what is ActionWait.DO]
        check = [one for one in actions if one.what is ActionWait.CHECK]
        self._lists = [
            ("write", _("To write"), [partial(self._loss, one, _begin(one), today) for one in write]),
            (
                "reread",
                _("To re-read before closing"),
                [partial(self._loss, one, _("Re-read"), today) for one in reread],
            ),
            (
                "look_again",
                _("To look at again"),
                [partial(self._loss, one, _("Look again"), today) for one in look_again],
            ),
            ("do", _("Actions to do"), [partial(self._action, one, today) for one in do]),
            ("check", _("Did it help?"), [partial(self._action, one, today) for one in check]),
        ]
        self._show_lists()

    def _show_lists(self) -> None:
        clear(self._column)
        for key, title, lines in self._lists:
            if lines:
                self._column.addWidget(self._list(key, title, lines))
        self.setVisible(any(lines for _key, _title, lines in self._lists))

    def _list(self, key: str, title: str, lines: list[_Make]) -> QWidget:
        count = caption(formats.number(len(lines)))
        shown = lines if key in self._open else lines[:_FEW]
        parts: list[QWidget] = [
            box(row(section_title(title), count, None, gap=8)),
            *(make() for make in shown),
        ]
        if len(lines) > _FEW:
            every = _("Show all {n}").format(n=formats.number(len(lines)))
            more = link_button(_("Show fewer") if key in self._open else every)
            more.setAccessibleName(f"{title}: {more.text()}")
            more.clicked.connect(lambda: self._toggle(key))
            parts.append(box(row(more, None)))
        return box(column(*parts, gap=2))

    def _toggle(self, key: str) -> None:
        self._open ^= {key}
        self._show_lists()

    def _loss(self, one: Waiting, act: str, today: date) -> QWidget:
        told = _("lost {day}").format(day=formats.short_day(one.notice_on, today=today))
        return _line(one.client, told, act, lambda: self.loss_wanted.emit(one.loss_id))

    def _action(self, one: WaitingAction, today: date) -> QWidget:
        told = ", ".join(part for part in (one.client, _due(one, today)) if part)
        act = _("Look at it") if one.what is ActionWait.DO else _("Say what it changed")
        return _line(one.text, told, act, lambda: self._open_action(one))

    def _open_action(self, one: WaitingAction) -> None:
        if one.loss_id is not None:
            self.loss_wanted.emit(one.loss_id)
        elif one.incident_id is not None:
            self.complaint_wanted.emit(one.incident_id)


def _begin(one: Waiting) -> str:
    return _("Start") if one.step is None else _("Go on at step {n} of 5").format(n=one.step + 1)


def _due(one: WaitingAction, today: date) -> str:
    if one.due is None:
        return ""
    late = (today - one.due).days
    if one.what is ActionWait.DO and late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=formats.number(late))
    if one.what is ActionWait.CHECK:
        return _("to be looked at since {day}").format(day=formats.short_day(one.due, today=today))
    return _("due {day}").format(day=formats.days_ahead(one.due, today))


def _line(name: str, told: str, act: str, done: Callable[[], object]) -> QWidget:
    link = link_button(literal(act))
    link.setAccessibleName(f"{act}: {name}")
    link.clicked.connect(done)
    said = box(column(label(name, "ui_medium", wrap=True), caption(told, wrap=True), gap=0))
    line = row(said, link, gap=12, margins=(0, 4, 0, 5))
    line.setStretch(0, 1)
    return box(column(box(line), Rule(), gap=0))
