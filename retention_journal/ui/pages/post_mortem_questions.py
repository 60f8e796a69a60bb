"""The three questions to oneself, and what went well, badly, and by luck: all saved as one writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from retention_journal.core.incidents import Verdict
from retention_journal.i18n import N_, _
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option
from retention_journal.ui.text_labels import caption

_ANSWERS = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
#: The names of the answer and of its words, the question, and what helps. Source: forms, section 3.
_QUESTIONS = (
    ("could_differently", "differently", N_("Could we have handled it differently?"), ""),
    ("could_see_earlier", "seen_earlier", N_("Could we have seen it earlier?"), ""),
    (
        "could_come_along",
        "come_along",
        N_("Could we have come along?"),
        N_("When a contact moves on, or the company is bought, you can sometimes follow."),
    ),
)


class OwnQuestion(QWidget):
    """One question in the serif, Yes, Partly or No beside it, and room for words."""

    def __init__(self, question: str, help_: str) -> None:
        super().__init__()
        self.answer = OptionalSegmented(
            [Option(one, one.label) for one in _ANSWERS], name=question, small=True
        )
        self.words = TextField(lines=1)
        self.words.setAccessibleName(question)
        asked = spoken(question, large=True)
        line = row(asked, self.answer, gap=12)
        line.setStretch(0, 1)
        line.setAlignment(self.answer, Qt.AlignmentFlag.AlignTop)
        help_part = [caption(help_, wrap=True)] if help_ else []
        stack(self, Rule(), 4, line, *help_part, self.words, gap=5)

    def buttons(self) -> list[QAbstractButton]:
        """Return what is clicked."""
        return [self.answer.button(one) for one in _ANSWERS]


class ThreeQuestions(QWidget):
    """Could it have been handled differently, seen earlier, and could one have come along?"""

    def __init__(self) -> None:
        super().__init__()
        self.questions = {
            words: OwnQuestion(_(question), _(help_) if help_ else "")
            for _answer, words, question, help_ in _QUESTIONS
        }
        stack(self, *self.questions.values(), gap=10)

    def fields(self) -> list[QWidget]:
        """Return what is written and clicked in."""
        made: list[QWidget] = []
        for one in self.questions.values():
            made += [*one.buttons(), one.words]
        return made

    def texts(self) -> dict[str, TextField]:
        """Return the fields of words by name."""
        return {name: one.words for name, one in self.questions.items()}

    def values(self) -> dict[str, Any]:
        """Return what stands in them, by the names the journal has."""
        told: dict[str, Any] = {}
        for answer, words, _question, _help in _QUESTIONS:
            told[answer] = self.questions[words].answer.value() or Verdict.UNKNOWN
            told[words] = self.questions[words].words.cleaned()
        return told

    def show_one(self, one: PostMortemView) -> None:
        """Show what was answered."""
        for answer, words, _question, _help in _QUESTIONS:
            verdict = getattr(one, answer)
            self.questions[words].answer.set_value(None if verdict is Verdict.UNKNOWN else verdict)
            put(self.questions[words].words, getattr(one, words))


class WellAndBadly(Form):
    """What went well, what badly, where one was lucky, and what good may come of it."""

    def __init__(self) -> None:
        super().__init__()
        self.went_well, self.went_wrong = TextField(lines=2), TextField(lines=2)
        self.got_lucky, self.good = TextField(lines=2), TextField(lines=2)
        self.add_row(
            ("went_well", _("What went well?"), self.went_well),
            ("went_wrong", _("What went badly?"), self.went_wrong),
        )
        self.add_row(
            ("got_lucky", _("Where were you lucky?"), self.got_lucky),
            ("good_that_came", _("What good may come of it?"), self.good),
        )

    def texts(self) -> dict[str, TextField]:
        """Return the fields by the names the journal has."""
        return {
            "went_well": self.went_well,
            "went_wrong": self.went_wrong,
            "got_lucky": self.got_lucky,
            "good_that_came": self.good,
        }


def put(field: TextField, text: str) -> None:
    """Show ``text`` where it is another than stands there, so that the cursor stays where one writes."""
    if field.cleaned() != text:
        field.setPlainText(text)


def show_texts(fields: Mapping[str, TextField], one: object) -> None:
    """Show in each field what ``one`` has by its name."""
    for name, field in fields.items():
        put(field, getattr(one, name))


Save = Callable[[], bool]
