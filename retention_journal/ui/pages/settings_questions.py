"""What the settings page says of the questions of the start, and the way to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import EngagementType
from retention_journal.i18n import _, ngettext
from retention_journal.services.intake_questions import questions_for
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.text_labels import caption, label


class QuestionFields(QWidget):
    """How many questions are asked at the start, and how many of them you learnt yourself.

    Signals:
        questions_wanted: Show the questions of each kind of engagement.
    """

    questions_wanted = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        told = _("A bed is sold without slats until somebody asks: what nobody mentions is asked here.")
        self._learnt = caption("", wrap=True)
        self.open_button = outlined_button(_("Set the questions…"), small=True)
        self.open_button.clicked.connect(self.questions_wanted)
        words = label(told, "ui", colour="text_2", wrap=True)
        stack(self, words, row(self.open_button, None), self._learnt, gap=10)

    def refresh(self) -> None:
        """Say how many questions came from own incidents."""
        learnt = {
            question.question_id
            for kind in EngagementType
            for question in questions_for(self._journal, kind)
            if question.origin
        }
        n = len(learnt)
        several = ngettext(
            "{n} question comes from something that went wrong with you.",
            "{n} questions come from something that went wrong with you.",
            n,
        )
        self._learnt.setText(several.format(n=n) if n else _("None comes from an incident of your own yet."))
