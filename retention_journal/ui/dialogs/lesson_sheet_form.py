"""The sheet of lessons for a colleague: in which language, and what to say instead of each name."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lesson_sheet import LessonSheet, Named, SheetLesson, without
from retention_journal.i18n import _, ngettext
from retention_journal.services.business import own_business
from retention_journal.services.lesson_sheet import a_client, lesson_sheet, names_on, with_texts
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import FlowLayout, box, clear, column
from retention_journal.ui.text_labels import caption, label, literal

#: Each language by its own name, so that whoever reads it finds it.
_LANGUAGES = (("en", "English"), ("nb", "Norsk"), ("sv", "Svenska"))


class LessonSheetDialog(Dialog):
    """Shows which lessons name somebody, lets the words be changed, and lets nothing out with a name in it.

    Signals:
        sheet_wanted: Save this ``LessonSheet``.
    """

    sheet_wanted = Signal(object)

    def __init__(self, journal: Journal, today: date, parent: QWidget, *, loss_id: int | None = None) -> None:
        super().__init__(_("Lesson sheet without names"), _("Save PDF…"), parent, width=640)
        self._journal, self._today, self._loss_id = journal, today, loss_id
        self.language = Choice(_LANGUAGES, i18n.nearest(own_business(journal).language))
        self.counts = label("", "ui", wrap=True)
        self.lines = column(gap=14)
        self._named: dict[int, NamedLesson] = {}
        form = self.use_form(Form())
        form.add("language", _("&Language of the sheet"), self.language)
        form.add_part(self.counts)
        form.add_part(self.lines)
        self.language.chosen.connect(lambda _language: self._fill())
        self._fill()
        self.language.setFocus()

    def sheet(self) -> LessonSheet:
        """Return the sheet as the form says it."""
        texts = {number: line.words.cleaned() for number, line in self._named.items()}
        gone = {number for number, line in self._named.items() if line.left_out.isChecked()}
        return with_texts(self._plain(), texts, gone)

    def submit(self) -> None:
        """Let the sheet be saved.

        Raises:
            InvalidEntryError: It names somebody still, or says nothing.
        """
        sheet = self.sheet()
        if not sheet.lessons or not all(one.text for one in sheet.lessons):
            raise InvalidEntryError("", _("There is nothing to print."))
        if named := names_on(self._journal, sheet):
            for number in {one.lesson_id for one in named}:
                self._line_of(number).show_names([one for one in named if one.lesson_id == number])
            raise InvalidEntryError(
                "", _("“{name}” is named still. Change the words, or leave the lesson out.").format(
                    name=named[0].name
                ),
            )  # fmt: skip
        self.sheet_wanted.emit(sheet)

    def _plain(self) -> LessonSheet:
        return lesson_sheet(self._journal, self._today, self.language.value(), loss_id=self._loss_id)

    def _fill(self) -> None:
        """Show the lessons that name somebody; what was changed already stays."""
        sheet = self._plain()
        written = {number: line.words.toPlainText() for number, line in self._named.items()}
        left_out = {number for number, line in self._named.items() if line.left_out.isChecked()}
        clear(self.lines)
        self._named = {}
        named = names_on(self._journal, sheet)
        for lesson in sheet.lessons:
            found = [one for one in named if one.lesson_id == lesson.lesson_id]
            if found:
                line = self._line(lesson, found)
                line.words.setPlainText(written.get(lesson.lesson_id, lesson.text))
                line.left_out.setChecked(lesson.lesson_id in left_out)
        self._tell(len(sheet.lessons), len(self._named))

    def _line(self, lesson: SheetLesson, found: list[Named]) -> NamedLesson:
        line = NamedLesson(lesson, found, self.language.value())
        self._named[lesson.lesson_id] = line
        self.lines.addWidget(line)
        return line

    def _line_of(self, lesson_id: int) -> NamedLesson:
        lesson = next(one for one in self.sheet().lessons if one.lesson_id == lesson_id)
        return self._named.get(lesson_id) or self._line(lesson, [])

    def _tell(self, count: int, named: int) -> None:
        told = ngettext("{n} lesson on one page.", "{n} lessons on one page.", count).format(n=count)
        if named:
            names = ngettext(
                "{n} of them names somebody. Change the words here; the lesson itself stays as it is.",
                "{n} of them name somebody. Change the words here; the lessons themselves stay as they are.",
                named,
            ).format(n=named)
        else:
            names = _("None of them names a client or a person you know.")
        self.counts.setText(f"{told} {names}")


class NamedLesson(QWidget):
    """One lesson that names somebody: its words to change, a button for each name, or left out."""

    def __init__(self, lesson: SheetLesson, found: list[Named], language: str) -> None:
        super().__init__()
        self._language = language
        self.words = TextField(lesson.text, lines=2, people=True)
        self.words.setAccessibleName(_("Words on the sheet"))
        self.names = caption("", wrap=True)
        self.left_out = QCheckBox(_("Leave it out"))
        self.acts = FlowLayout()
        self.setLayout(column(self.names, self.words, box(self.acts), self.left_out, gap=5))
        self.show_names(found)

    def show_names(self, found: list[Named]) -> None:
        """Show which names are in the words, and offer to replace each."""
        self._found = found
        clear(self.acts)
        told = ", ".join(formats.quoted(one.name) for one in found)
        self.names.setText(_("Names {names}").format(names=told) if told else "")
        for one in found:
            instead = a_client(self._language, is_person=one.is_person)
            button = outlined_button(
                literal(_("Say “{instead}” for {name}").format(instead=instead, name=one.name)), small=True
            )
            button.clicked.connect(
                lambda _checked=False, name=one.name, instead=instead: self._say(name, instead)
            )
            self.acts.addWidget(button)

    def _say(self, name: str, instead: str, _checked: bool = False) -> None:
        self.words.setPlainText(without(self.words.toPlainText(), name, instead))
        self.show_names([one for one in self._found if one.name != name])
        self.words.setFocus()
