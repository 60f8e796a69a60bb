"""What the journal knew: the strip, its signs as text, and what one makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.known_before import KnownBefore, KnownKind, KnownLine
from retention_journal.i18n import _
from retention_journal.services.post_mortem_timeline import known_before
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.ui import theme
from retention_journal.ui.dialogs.timeline_note_form import TimelineNoteForm
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, row, stack
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.pages.post_mortem_strip import KnewStrip, StripPicture, StripSign
from retention_journal.ui.pages.post_mortem_timeline import TimelinePart
from retention_journal.ui.text_labels import Span, caption, label, shortened, spans

_YEAR_DAYS = 365
_LONGEST = 90


class SignList(QWidget):
    """The signs in two columns, each with its number and its day."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(20))
        self._grid.setVerticalSpacing(theme.px(2))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def show_signs(self, signs: Sequence[StripSign]) -> None:
        """Show these signs, numbered in order, from left to right."""
        clear(self._grid)
        for number, sign in enumerate(signs):
            name = label(formats.number(number + 1), "ui_strong", colour="watch_text")
            words = row(name, label(sign.text, "ui", wrap=True), gap=8)
            words.setStretch(1, 1)
            words.setAlignment(name, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(box(words), number // 2, number % 2)


class KnewPart(QWidget):
    """Twelve months to the notice as the journal saw them."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self._is_stale = True
        self._notice_on: date | None = None
        self.days = spans(role="ui")
        self.strip, self.signs, self.timeline = KnewStrip(), SignList(), TimelinePart()
        self.too_little = label(
            _("The journal knows too little here. That may be the lesson."), "ui", colour="text_2", wrap=True
        )
        self.told = caption("", wrap=True)
        self.detection = TextField(lines=1)
        self.form = Form()
        self.form.add(
            "detection",
            _("When could the light have told? Did it, and was it heeded?"),
            self.detection,
            optional=True,
        )
        self.timeline_words = TextField(lines=1)
        self.form.add("timeline", _("Notes to the timeline"), self.timeline_words, optional=True)
        head = row(caption(_("What the journal knew"), strong=True), None, self.days, gap=12)
        stack(
            self, head, self.strip, self.signs, self.too_little, self.timeline, 4, self.form, self.told, gap=6
        )
        self.timeline.line_opened.connect(self._open)
        self.timeline.add_wanted.connect(self.open_form)

    def texts(self) -> dict[str, TextField]:
        """Return the fields of words by the names the journal has."""
        return {"detection": self.detection, "timeline": self.timeline_words}

    def make_stale(self) -> None:
        """Look again into the journal when it is shown next: something of the client is another."""
        self._is_stale = True

    def show_one(self, one: PostMortemView, *, is_other: bool) -> None:
        """Show what was known of this loss."""
        self.form.field("timeline").setVisible(bool(one.timeline))
        if not (is_other or self._is_stale or one.notice_on != self._notice_on):
            return
        self._is_stale, self._notice_on = False, one.notice_on
        step = self._step
        self.show_known(
            known_before(step.journal, one.loss_id, today=step.today()),
            known_before(step.journal, one.loss_id, today=step.today(), days=_YEAR_DAYS),
        )

    def show_known(self, known: KnownBefore, year: KnownBefore) -> None:
        """Show the half year with its signs, and the talks of the whole year."""
        picture = _picture(known, year)
        self.strip.show_picture(picture)
        self.signs.show_signs(picture.signs)
        self.signs.setVisible(bool(picture.signs))
        self.too_little.setVisible(known.knows_too_little)
        self.days.show_spans(_first_sign(known))
        self.timeline.show_known(known)
        self.told.setText(known.detection)
        self.told.setVisible(bool(known.detection))

    def open_form(self, note_id: int | None = None) -> TimelineNoteForm | None:
        """Add a line that no record tells, or change it."""
        step = self._step
        if step.one is None:
            return None
        dialog = TimelineNoteForm(
            step.journal,
            step.now,
            step.window(),
            loss_id=step.one.loss_id,
            notice_on=step.one.notice_on,
            note_id=note_id,
        )
        dialog.undoable.connect(step.undoable)
        dialog.open()
        return dialog

    def _open(self, line: KnownLine) -> None:
        if line.kind is KnownKind.OWN:
            self.open_form(line.record_id)
        else:
            self._step.open_record.emit(line.table, line.record_id)


def _first_sign(known: KnownBefore) -> list[Span]:
    """Return how long before the notice the first sign was, its number strong."""
    days = known.days_from_first_sign
    if days is None:
        return []
    before, number, after = known.first_sign_words.partition(formats.number(days))
    told = (Span(before, "ui", "text_2"), Span(number, "ui_strong"), Span(after, "ui", "text_2"))
    return [one for one in told if one.text]


def _picture(known: KnownBefore, year: KnownBefore) -> StripPicture:
    talks = frozenset(year.talks)
    written = {line.on for line in year.lines if line.kind is KnownKind.CONTACT and not line.is_sign} - talks
    signs = tuple(
        StripSign(
            line.on,
            _("{what}, {day}").format(
                what=shortened(line.text, _LONGEST), day=formats.short_day(line.on).replace(" ", "\u00a0")
            ),
            line.until if line.kind is KnownKind.SILENCE else None,
        )
        for line in known.signs
    )
    return StripPicture(year.first, known.notice_on, tuple(sorted(talks)), tuple(sorted(written)), signs)
