"""The first page: four ways to a journal, and the language at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QSizePolicy, QWidget

from retention_journal import i18n
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import link_button, primary_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, column, row, scrolled, stack
from retention_journal.ui.new_passphrase import NewPassphrase
from retention_journal.ui.panels import Panel, Rule
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import Radio

SUFFIX = ".rjournal"
_NOT_IN_A_NAME = '<>:"/\\|?*'
_NARROW = 900
_LONGEST_NAME = 80
_BLANK = 7  # left of the book in its picture, so that the book is in line with the words


class Way(StrEnum):
    """The four ways in."""

    NEW = "new"
    FILE = "file"
    SAMPLE = "sample"
    OPEN = "open"


class Overlooked(QWidget):
    """A hundred dots, 68 of them filled: those who leave because they feel overlooked."""

    FILLED, ROWS, COLUMNS, STEP = 68, 5, 20, 20
    RADIUS = 0.3  # of a step

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("68 of 100 who leave feel overlooked."))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self.COLUMNS * self.STEP), theme.px(self.ROWS * self.STEP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() / 2

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.ROWS * self._step(width))

    def _step(self, width: int) -> float:
        """Return how far the dots stand apart, so that all hundred are seen."""
        return min(float(theme.px(self.STEP)), width / self.COLUMNS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step(self.width())
        radius = step * self.RADIUS
        for number in range(self.ROWS * self.COLUMNS):
            across, down = divmod(number, self.ROWS)
            place = QPointF((across + 0.5) * step, (down + 0.5) * step)
            if number < self.FILLED:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent"))
            else:
                painter.setPen(QPen(theme.colour("border_strong"), 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, radius, radius)


class WayCard(Panel):
    """One way in: a round button, what it is, and its fields while it is the one taken."""

    def __init__(self, title: str, explained: str, fields: QWidget | None = None) -> None:
        self.radio = Radio(title, role="body_strong")
        self._fields = fields
        said = caption(explained, wrap=True)
        inner = column(said, gap=4, margins=(26, 0, 0, 0))
        if fields is not None:
            inner.addSpacing(theme.px(8))
            inner.addWidget(fields)
        super().__init__(column(self.radio, inner, gap=2), padding=(20, 14, 20, 14))
        self.radio.toggled.connect(lambda on: self._taken(taken=on))
        self._taken(taken=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        super().mousePressEvent(event)

    def _taken(self, *, taken: bool) -> None:
        self.set_edge("accent" if taken else "border")
        if self._fields is not None:
            self._fields.setVisible(taken)


class FirstRun(QWidget):
    """Asks how to begin; each wish goes to whoever opens journals."""

    new_wanted = Signal(object, str)  # Path of the journal to make, its passphrase or ""
    file_wanted = Signal(object, object)  # Path of the journal to make, Path of the file with clients
    sample_wanted = Signal()
    open_wanted = Signal(object)  # Path
    language_wanted = Signal(object)  # tag of a language

    def __init__(self, documents: Path) -> None:
        super().__init__()
        self._folder = documents
        self.setWindowTitle(_("Retention Journal"))
        self.name = LineField(_("My clients"), longest=_LONGEST_NAME)
        self.name.textChanged.connect(self._show_place)
        self._place = label("", "ui", elide=True)
        self.name_field = Field(_("Name"), self.name)
        self.passphrase = NewPassphrase()
        self.cards = self._make_cards()
        self.button = primary_button("", _("Enter"))
        self.button.clicked.connect(self.go)
        self._ways = QButtonGroup(self)
        for number, way in enumerate(Way):
            self._ways.addButton(self.cards[way].radio, number)
        self._ways.idToggled.connect(self._way_changed)
        self.languages = self._make_languages()
        self.left = self._left()
        stack(self, row(self.left, Rule(standing=True), self._right(), gap=0), gap=0)
        self.take(Way.NEW)

    def way(self) -> Way:
        """Return the way taken."""
        return list(Way)[self._ways.checkedId()]

    def take(self, way: Way) -> None:
        """Take ``way``, as a click on its card does."""
        self.cards[way].radio.setChecked(True)

    def journal_path(self) -> Path:
        """Return where the new journal will lie."""
        name = "".join("-" if c in _NOT_IN_A_NAME else c for c in clean(self.name.text(), lines=False))
        return self._folder / f"{name.strip('. ')}{SUFFIX}"

    def show_error(self, error: InvalidEntryError) -> None:
        """Say under the name what is wrong with the place."""
        self.take(Way.NEW if self.way() is not Way.FILE else Way.FILE)
        self.name_field.show_error(f"{error.message} {error.advice}".strip())

    def go(self) -> None:
        """Do what was chosen."""
        self.name_field.show_error("")
        match self.way():
            case Way.NEW:
                if self._is_named() and self.passphrase.is_whole():
                    self.new_wanted.emit(self.journal_path(), self.passphrase.words())
            case Way.FILE:
                self._choose_clients()
            case Way.SAMPLE:
                self.sample_wanted.emit()
            case Way.OPEN:
                self._choose_journal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.left.setVisible(self.width() >= theme.px(_NARROW))

    def _make_cards(self) -> dict[Way, WayCard]:
        change = link_button(_("Change"))
        change.clicked.connect(self._choose_folder)
        kept = Panel(row(self._place, change, gap=8), edge="border_strong", padding=(11, 2, 8, 2))
        kept.setMinimumHeight(self.name.minimumHeight())
        kept_field = Field(_("Kept in"), kept)
        line = row(self.name_field, kept_field, gap=16)
        line.setAlignment(self.name_field, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(kept_field, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self._show_place()
        return {
            Way.NEW: WayCard(
                _("Start a new journal"),
                _("Name it after your business. Add your first three clients next."),
                box(column(line, self.passphrase, gap=10)),
            ),
            Way.FILE: WayCard(
                _("Bring clients in from a file"),
                _("CSV from a spreadsheet, or a contacts file (vCard). A new journal is made for them."),
            ),
            Way.SAMPLE: WayCard(
                _("Look around in a sample journal"),
                _("29 invented clients and two years of history. Your own journal is not touched."),
            ),
            Way.OPEN: WayCard(_("Open a journal you already have"), _("A file that ends in .rjournal.")),
        }

    def _make_languages(self) -> Segmented:
        languages = Segmented(
            [Option(tag, name) for tag, name in i18n.LANGUAGES.items()],
            i18n.language(),
            name=_("Language"),
            small=True,
        )
        languages.changed.connect(self.language_wanted)
        return languages

    def _left(self) -> QWidget:
        picture = QLabel()
        picture.setPixmap(icons.app_picture(56, self.devicePixelRatioF()))
        told = _(
            "Retention Journal helps you call, keep your promises, and learn from the ones you lose. Three or"
            " four calls at nine o’clock is where it starts."
        )
        source = _(
            "Often quoted from the US Small Business Administration and Chamber of Commerce. A pointer, not"
            " proof."
        )
        words = column(
            spoken(
                _(
                    "Most clients do not leave because of a competitor."
                    " They leave because they feel overlooked."
                ),
                large=True,
            ),
            12,
            label(told, "body", colour="text_2", wrap=True),
            20,
            Overlooked(),
            label(_("68 of 100 who leave feel overlooked."), "ui", colour="text_2", wrap=True),
            caption(source, wrap=True),
            None,
            label(_("Everything stays on this computer. No account, no network."), "ui", wrap=True),
            gap=8,
            margins=(_BLANK, 0, 0, 0),
        )
        inner = column(row(picture, None), 20, words, gap=8, margins=(56 - _BLANK, 56, 40, 32))
        inner.setStretch(2, 1)
        pane = scrolled(box(inner), background="window")
        pane.setMaximumWidth(theme.px(520))
        return pane

    def _right(self) -> QWidget:
        cards = column(*self.cards.values(), gap=12)
        inner = column(
            label(_("Your journal"), "page"),
            label(
                _("One file holds everything. You can move it, copy it and back it up."),
                "body",
                colour="text_2",
                wrap=True,
            ),
            16,
            cards,
            None,
            row(self.languages, None, self.button),
            gap=6,
            margins=(56, 56, 56, 32),
        )
        return scrolled(box(inner))

    def _way_changed(self) -> None:
        self.button.setText(
            {
                Way.NEW: _("Create journal"),
                Way.FILE: _("Choose the file…"),
                Way.SAMPLE: _("Open the sample"),
                Way.OPEN: _("Choose the journal…"),
            }[self.way()]
        )

    def _is_named(self) -> bool:
        if clean(self.name.text(), lines=False).strip(". "):
            return True
        self.name_field.show_error(_("Give the journal a name."))
        self.name.setFocus()
        return False

    def _show_place(self) -> None:
        self._place.setText(str(self.journal_path()))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Keep the journal in"), str(self._folder))
        if folder:
            self._folder = Path(folder)
            self._show_place()

    def _choose_clients(self) -> None:
        if not self._is_named():
            return
        kinds = _("Clients ({patterns})").format(patterns="*.csv *.txt *.tsv *.vcf *.vcard")
        name, _kind = QFileDialog.getOpenFileName(self, _("Bring clients in"), str(self._folder), kinds)
        if name:
            self.file_wanted.emit(self.journal_path(), Path(name))

    def _choose_journal(self) -> None:
        kinds = _("Journals ({patterns})").format(patterns=f"*{SUFFIX}")
        name, _kind = QFileDialog.getOpenFileName(self, _("Open a journal"), str(self._folder), kinds)
        if name:
            self.open_wanted.emit(Path(name))
