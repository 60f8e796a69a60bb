"""Below the calls: who is offered too, who waits, who is put off, whose terms renew, and what would help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.engagements import renewal_line
from retention_journal.i18n import _, ngettext
from retention_journal.services.morning import Call
from retention_journal.services.today import CallToMake, TodayView
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.light import LightBadge, role
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.pages import today_words as words
from retention_journal.ui.pages.today_acts import CallActs
from retention_journal.ui.text_labels import Span, caption, literal, spans, tooltip

_MOST_RENEWALS = 3


class BelowCalls(QWidget):
    """A few quiet lines; nothing where there is nothing to say."""

    def __init__(self, acts: CallActs) -> None:
        super().__init__()
        self._acts = acts
        self._column = column(gap=0, margins=(16, 10, 8, 0))
        self.setLayout(self._column)

    def show_view(self, view: TodayView) -> None:
        """Show what stands below the calls of ``view``."""
        clear(self._column)
        lines = [self._offered(one) for one in view.offered]
        if left := words.left_over(view):
            lines.append(caption(left, wrap=True))
        if view.morning.waiting:
            lines.append(self._waiting(view))
        lines += [self._put_off(call, view) for call in view.morning.later]
        lines += self._left_off(view)
        lines += self._renewals(view)
        check = view.morning.check
        if not check.is_enough:
            helps = check.suggestion.text if check.suggestion else ""
            lines.append(caption(" ".join(part for part in (check.text, helps) if part), wrap=True))
        content = box(column(*lines, gap=4))  # put in as one, so that they are laid out once
        self._column.addWidget(content)
        content.show()
        self.setVisible(bool(lines))

    def _offered(self, one: CallToMake) -> QWidget:
        call, shape = one.call, words.light_shape(one.call)
        mark = LightBadge(shape, size=14, word_shown=False)
        mark.setToolTip(tooltip(words.light(call, self._acts.today())))
        told = spans(
            Span(_("Also today: "), "ui", "text_3"),
            Span(f"{one.facts.name}. ", "ui_medium"),
            Span(call.reasons[0].text, "ui", f"{role(shape)}_text" if shape == "act" else "text_2"),
            wrap=True,
            role="ui",
        )
        add = _link(_("Add to the list"), partial(self._acts.add_to_list, call.client_id, one.facts.name))
        line = row(mark, told, add, gap=8, margins=(0, 3, 0, 3))
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        made = LineToOpen(told.text())
        made.opened.connect(partial(self._acts.open, call.client_id))
        made.setLayout(line)
        return made

    def _waiting(self, view: TodayView) -> QWidget:
        told = link_button(literal(words.waiting(view)))
        menu = QMenu(told)
        for call in view.morning.waiting:
            name = view.names.get(call.client_id)
            if name:
                action = menu.addAction(literal(f"{name}: {call.lane.label}"))
                action.triggered.connect(partial(_run, self._acts.open, call.client_id))
        told.open_menu(menu)
        return box(row(told, None, gap=0))

    def _put_off(self, call: Call, view: TodayView) -> QWidget:
        text = words.put_off(view.names[call.client_id], self._acts.until(call), view.today)
        return _with_way_back(text, partial(self._acts.put_back, call))

    def _left_off(self, view: TodayView) -> list[QWidget]:
        made = []
        for one in view.morning.snoozed:
            name = view.names[one.client_id]
            back = partial(self._acts.wake, one.snooze_id, name)
            made.append(_with_way_back(words.left_off(name, one), back))
        return made

    def _renewals(self, view: TodayView) -> list[QWidget]:
        """Return whose terms renew soon, each with the way to them."""
        made = []
        for one in view.renewals[:_MOST_RENEWALS]:
            if one.renewal_date is None:
                continue
            name = view.names[one.client_id]
            text = renewal_line(name, one.renewal_date, one.notice_days, view.today)
            look = partial(self._acts.record_wanted.emit, "engagement", one.engagement_id, one.client_id)
            made.append(_with_link(text, _("Look at the terms"), look))
        left = len(view.renewals) - len(made)
        if left > 0:
            more = ngettext("{n} more agreement renews soon.", "{n} more agreements renew soon.", left)
            made.append(caption(more.format(n=formats.number(left))))
        return made


def _with_way_back(text: str, back: Callable[[], object]) -> QWidget:
    return _with_link(text, _("Put back"), back)


def _with_link(text: str, way: str, done: Callable[[], object]) -> QWidget:
    """Return a quiet line with a link at its end."""
    told = caption(text, wrap=True)
    link = _link(way, done)
    link.setAccessibleName(f"{way}: {text}")
    line = row(told, link, gap=8)
    line.setStretch(0, 1)
    line.setAlignment(told, Qt.AlignmentFlag.AlignVCenter)
    return box(line)


def _link(text: str, done: Callable[[], object]) -> QWidget:
    made = link_button(text)
    made.clicked.connect(partial(_run, done))
    return made


def _run(done: Callable[..., object], *given: object) -> None:
    """Call ``done`` without the state that Qt tells of a button."""
    done(*[one for one in given if not isinstance(one, bool)])
