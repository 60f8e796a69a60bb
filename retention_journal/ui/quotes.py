"""People's own words: in the serif, with a rule of two pixels to the left."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from retention_journal.ui import theme
from retention_journal.ui.text_labels import Label

_INDENT = 16


class Quote(Label):
    """What somebody said, as it was said."""

    def __init__(self, text: str, *, large: bool = False, rule: bool = True, language: str = "") -> None:
        self._rule = rule
        super().__init__(role="people_large" if large else "people", wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if language:
            self.setLocale(QLocale(language))
        self.setText(text)

    def restyle(self) -> None:
        """Take over the theme's fonts and colours."""
        self.setContentsMargins(theme.px(_INDENT) if self._rule else 0, 0, 0, 0)
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rule:
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, 2, self.height()), theme.colour("quote_rule"))


def quote(text: str, *, large: bool = False, language: str = "") -> Quote:
    """Return somebody's words with the rule at their left.

    Args:
        text: Their words, without quotation marks.
        large: For the lesson to re-read and what matters most.
        language: BCP 47 tag of the words, for screen readers; "" where it is not known.
    """
    return Quote(text, large=large, language=language)


def spoken(text: str, *, large: bool = False) -> Quote:
    """Return words to say aloud, such as the three questions: the serif without a rule."""
    return Quote(text, large=large, rule=False)
