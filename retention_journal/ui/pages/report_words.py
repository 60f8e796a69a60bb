"""The left side of the preview: the period, the language, your words, and what else one chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange, period_label
from retention_journal.i18n import _, nearest
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_checks import word_count
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.services.report_words import MOST_WORDS, ReportWords
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.fields import Choice, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import column, stack
from retention_journal.ui.pages.report_chosen_part import ReportChosen
from retention_journal.ui.panels import Rule
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label

#: How long nobody may type before the pages are printed again.
PRINT_AFTER_MS = 10
#: How long nobody may type before the words are kept in the journal.
KEEP_AFTER_MS = 4000
_LINK_PADDING = 2  # a link's own room at its left, which the fields get too
#: What each language of a report calls itself, short enough to stand three in a row.
_LANGUAGES = {"en": "English", "nb": "Bokmål", "sv": "Svenska"}


class ReportWordsPane(QWidget):
    """Period, language and words of one report, and below them what else one chooses for it.

    Words that were put together from the journal stand pale in the fields until one is taken over or written;
    then all four are text of one's own.

    Signals:
        period_chosen: Another period, a ``DayRange``.
        language_chosen: Another language, its tag.
        typed: The words have changed and nobody has typed for a moment.
        settled: What was written wants keeping: nobody types any more, the focus has left it, or something
            was chosen.
        correction_wanted: Correct the report that was sent, with a new one that says so.
        business_wanted: Change the logo, colour and address.
        opened: A section was opened, its head; bring it into sight.
    """

    period_chosen = Signal(object)
    language_chosen = Signal(str)
    typed = Signal()
    settled = Signal()
    correction_wanted = Signal()
    business_wanted = Signal()
    opened = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.chosen = ReportChosen(today)
        self.period = Choice()
        self.language = Segmented(
            [Option(tag, name) for tag, name in _LANGUAGES.items()], "en", name=_("Language"), small=True
        )
        self.headline = TextField(lines=3)
        self.went_well, self.went_not, self.doing = TextField(), TextField(), TextField()
        self._fields = (self.headline, self.went_well, self.went_not, self.doing)
        self._offered: ReportWords | None = None
        self._kept = ReportWords()
        self._showing = False
        self._print, self._keep = self._timer(PRINT_AFTER_MS), self._timer(KEEP_AFTER_MS)
        self._build()
        self._connect()

    def _timer(self, after_ms: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        return made

    def _build(self) -> None:
        note = _("Say the weak point yourself, before the client does.")
        self._named = {
            "headline": Field(_("&Headline"), self.headline, note=note),
            "went_well": Field(_("What went &well"), self.went_well),
            "went_not": Field(_("What did &not"), self.went_not),
            "doing": Field(_("What I am &doing"), self.doing),
        }
        self._note = caption(_("Put together from the journal. Read them once."), wrap=True)
        self.use_button = outlined_button(_("Use this draft"), small=True)
        self._offer = QWidget()
        stack(self._offer, self._note, self.use_button, gap=6)
        self._words = QWidget()
        self.count = caption("")
        stack(
            self._words,
            column(label(_("Your words on page 1"), "ui_strong"), self.count, gap=2),
            self._offer,
            *self._named.values(),
            Rule(),
            self.chosen,
            gap=12,
        )
        self._sent_words = label("", "ui", colour="text_2", wrap=True)
        self.correct_button = outlined_button(_("Correct this report…"), small=True)
        self._sent = QWidget()
        stack(self._sent, self._sent_words, self.correct_button, gap=10)
        self.business_button = link_button(_("Logo, colour and address"))
        period = Field(_("&Period"), self.period)
        language = Field(_("&Language"), self.language)
        parts = column(
            period, language, self.chosen.part_folds, Rule(), self._words, self._sent, gap=14,
            margins=(_LINK_PADDING, 0, 0, 0),
        )  # fmt: skip
        around = column(parts, None, gap=16, margins=(20 - _LINK_PADDING, 18, 20, 18))
        around.addWidget(self.business_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(around)

    def _connect(self) -> None:
        self.period.chosen.connect(self.period_chosen)
        self.language.changed.connect(self._language_changed)
        self.use_button.clicked.connect(self._use)
        self.correct_button.clicked.connect(self.correction_wanted)
        self.business_button.clicked.connect(self.business_wanted)
        self._print.timeout.connect(self.typed)
        self._keep.timeout.connect(self.settled)
        for field in self._fields:
            field.textChanged.connect(self._changed)
            field.installEventFilter(self)
        self.chosen.typed.connect(self._soon)
        self.chosen.chosen.connect(self.settled)
        self.chosen.left.connect(self._left)
        self.chosen.opened.connect(self.opened)

    def show_sheet(self, sheet: ReportSheet, sent: ReportRow | None = None, told: str = "") -> None:
        """Show what ``sheet`` says; words that are being written stay as they are.

        Args:
            sheet: The report and what stands beside it.
            sent: The report whose pages are shown as they were sent, so that there is nothing to write.
            told: What to say of them then.
        """
        is_sent = sent is not None
        self._showing = True
        self.period.set_options(
            [(one, _period_name(one, was_sent)) for one, was_sent in sheet.periods], sheet.report.period
        )
        self.language.set_value(nearest((sent or sheet.report).language))
        self.language.setEnabled(not is_sent)
        self._words.setVisible(not is_sent)
        self.chosen.part_folds.setVisible(not is_sent)
        self._sent.setVisible(is_sent)
        self._sent_words.setText(told)
        if not is_sent:
            self._show_words(sheet)
            self.chosen.show_sheet(sheet)
        self._showing = False
        self._show_count()

    def words(self) -> ReportWords:
        """Return the words as they stand: those written, or those offered while none is."""
        if self._offered is not None:
            return self._offered
        return self._written()

    def has_unkept(self) -> bool:
        """Say whether there is anything written or chosen that the journal does not have."""
        return self.has_unkept_words() or self.chosen.has_unkept()

    def has_unkept_words(self) -> bool:
        """Say whether there are words that the journal does not have."""
        return self._offered is None and self._written() != self._kept

    def is_offered(self) -> bool:
        """Say whether nobody has taken over the words yet."""
        return self._offered is not None

    def take_offered(self) -> None:
        """Make the words offered one's own, because somebody has looked them through."""
        if self._offered is not None:
            self._take_over()

    def take_kept(self, words: ReportWords) -> None:
        """Take note that ``words`` are in the journal now."""
        self._kept = words
        self._keep.stop()

    def forget(self) -> None:
        """Drop what is written here, because another report is shown next."""
        self._print.stop()
        self._keep.stop()
        self._kept = self._written()
        self.chosen.forget()

    def show_error(self, error: InvalidEntryError) -> None:
        """Say under the field that ``error`` is about what is wrong, and go there."""
        section = self.chosen.section_about(error)
        if section is not None:
            self.chosen.show_error(section, f"{error.message} {error.advice}".strip())
            return
        named = self._named.get(error.field, self._named["headline"])
        named.show_error(f"{error.message} {error.advice}".strip())
        named.widget.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and watched in self._fields:
            self._left()
        return super().eventFilter(watched, event)

    def _show_words(self, sheet: ReportSheet) -> None:
        offered = sheet.draft.words if sheet.draft.is_offered else None
        if offered is not None and not any(_texts(offered)):
            offered = None
        if self.has_unkept_words():
            return
        self._offered = offered
        self._kept = ReportWords() if sheet.draft.is_offered else sheet.draft.words
        shown = self._kept
        pale = offered or ReportWords()
        for field, text, hint in zip(self._fields, _texts(shown), _texts(pale), strict=True):
            field.setPlaceholderText(hint)
            if field.cleaned() != text:
                field.setPlainText(text)
        self._offer.setVisible(offered is not None)
        self._clear_errors()

    def _written(self) -> ReportWords:
        return ReportWords(*(field.cleaned() for field in self._fields))

    def _clear_errors(self) -> None:
        for named in self._named.values():
            if named.error():
                named.show_error("")

    def _changed(self) -> None:
        if self._showing:
            return
        if self._offered is not None:
            self._take_over()
        self._clear_errors()
        self._soon()

    def _soon(self) -> None:
        """Print soon, and keep once nobody types any more."""
        self._show_count()
        self._print.start()
        self._keep.start()

    def _left(self) -> None:
        if self.has_unkept():
            self.settled.emit()

    def _show_count(self) -> None:
        n = word_count(self.words())
        told = _("{n} of {most} words").format(n=formats.number(n), most=formats.number(MOST_WORDS))
        self.count.setText(told)
        self.count.set_role("caption_medium" if n > MOST_WORDS else "caption",
                            "watch_text" if n > MOST_WORDS else "text_2")  # fmt: skip

    def _take_over(self) -> None:
        """Make the words offered one's own, in the fields that nobody has written in."""
        offered, self._offered = self._offered or ReportWords(), None
        self._showing = True
        for field, text in zip(self._fields, _texts(offered), strict=True):
            field.setPlaceholderText("")
            if not field.toPlainText():
                field.setPlainText(text)
        self._showing = False
        self._offer.hide()

    def _use(self) -> None:
        self._take_over()
        self.headline.setFocus()
        self.settled.emit()

    def _language_changed(self, tag: str) -> None:
        if not self._showing:
            self.language_chosen.emit(tag)


def _texts(words: ReportWords) -> tuple[str, str, str, str]:
    return words.headline, words.went_well, words.went_not, words.doing


def _period_name(period: DayRange, was_sent: bool) -> str:
    label_ = period_label(period)
    return _("{period} (sent)").format(period=label_) if was_sent else label_
