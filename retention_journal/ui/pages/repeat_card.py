"""Before the next contact: a client hit twice in 90 days, and both stories (capability E7)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.repeat_guard import Repeat, Story
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.panels import Panel
from retention_journal.ui.text_labels import caption, label, shortened

_MOST = 3
_LONGEST = 140


class RepeatCard(Panel):
    """Tells what happened to a client lately; hidden where it was not twice."""

    def __init__(self) -> None:
        super().__init__(fill="watch_soft", edge="border")
        self._content = column(gap=8)
        self.setLayout(self._content)
        self._content.setContentsMargins(14, 10, 14, 10)
        self.hide()

    def show_repeat(self, found: Repeat | None, today: date) -> None:
        """Show the stories of a client, or nothing."""
        clear(self._content)
        self.setVisible(found is not None)
        if found is None:
            return
        title = _("Hit {n} times in 90 days. Read this before you speak.").format(n=len(found.stories))
        self._content.addLayout(row(LightBadge("watch", text=title, size=12), None))
        for story in found.stories[:_MOST]:
            self._content.addWidget(_story(story, today))
        self.setAccessibleName(title)


def _story(story: Story, today: date) -> QWidget:
    head = f"{_short(story.name)} · {formats.short_day(story.day, today=today)} · {story.outcome}"
    parts: list[QWidget] = [label(head, "ui_medium", wrap=True)]
    if story.client_words and story.client_words != story.name:
        parts.append(label(_short(story.client_words), "people", wrap=True))
    if story.remedy:
        parts.append(
            caption(
                _("Mended by: {what}").format(what=shortened(" ".join(story.remedy.split()), _LONGEST)),
                wrap=True,
            )
        )
    return box(column(*parts, gap=1))


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
