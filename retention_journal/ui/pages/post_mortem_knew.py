"""What the journal knew: the strip, its signs as text, and what one makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.ui import theme
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import clear, row, stack
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.pages.post_mortem_strip import KnewStrip, StripPicture, StripSign, too_little
from retention_journal.ui.text_labels import Span, caption, label, spans


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
            words = spans(
                Span(f"{number + 1}", "ui_strong", "watch_text"), Span(f"  {sign.text}", "ui"), wrap=True
            )
            self._grid.addWidget(words, number // 2, number % 2)


class KnewPart(QWidget):
    """Twelve months to the notice as the journal saw them."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self.days = spans(role="ui")
        self.strip, self.signs = KnewStrip(), SignList()
        self.too_little = label(
            _("The journal knows too little here. That may be the lesson."), "ui", colour="text_2", wrap=True
        )
        self.detection = TextField(lines=1)
        self.form = Form()
        self.form.add(
            "detection",
            _("When could the light have told? Did it, and was it heeded?"),
            self.detection,
            optional=True,
        )
        head = row(caption(_("What the journal knew"), strong=True), None, self.days, gap=12)
        stack(self, head, self.strip, self.signs, self.too_little, self.form, gap=6)

    def texts(self) -> dict[str, TextField]:
        """Return the fields of words by the names the journal has."""
        return {"detection": self.detection}

    def show_one(self, one: PostMortemView, *, is_other: bool) -> None:
        """Show what was known of this loss."""
        self.show_picture(picture_of(self._step, one))

    def show_picture(self, picture: StripPicture) -> None:
        """Show the strip and its signs."""
        self.strip.show_picture(picture)
        self.signs.show_signs(picture.signs)
        self.signs.setVisible(bool(picture.signs))
        self.too_little.setVisible(too_little(picture))
        days = picture.days_from_first_sign
        self.days.setVisible(days is not None)
        if days is not None:
            counted = ngettext("{n} day", "{n} days", days).format(n=formats.number(days))
            self.days.show_spans(
                [
                    Span(counted, "ui_strong"),
                    Span(" " + _("from the first sign to the notice"), "ui", "text_2"),
                ]
            )


def picture_of(step: PostMortemStep, one: PostMortemView) -> StripPicture:
    """Return what is drawn of a loss."""
    from datetime import timedelta

    return StripPicture(one.notice_on - timedelta(days=365), one.notice_on)
