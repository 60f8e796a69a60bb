"""The settings of your own business. What is written is saved when a field is left: one step each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.business import LOGO_BYTES, own_business, save_business
from retention_journal.services.business_year import out_of_step, set_year_start, year_start
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.fields import Choice, LineField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.pages.settings_parts import Swatch, beside
from retention_journal.ui.text_labels import caption

_CURRENCIES = {
    "NOK": N_("Norwegian kroner (NOK)"),
    "SEK": N_("Swedish kronor (SEK)"),
    "DKK": N_("Danish kroner (DKK)"),
    "EUR": N_("Euros (EUR)"),
    "GBP": N_("Pounds sterling (GBP)"),
    "USD": N_("US dollars (USD)"),
    "CHF": N_("Swiss francs (CHF)"),
    "ISK": N_("Icelandic krónur (ISK)"),
    "PLN": N_("Polish złoty (PLN)"),
}
_PICTURES = {b"png", b"jpeg"}
_LOGO_WIDTH, _LOGO_HEIGHT = 260, 72
_WIDEST_LOGO = 8_000  # pixels; a small file can unfold to more than a computer holds


class BusinessFields(QWidget):
    """The fields of what stands on every report."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self.name, self.person = LineField(), LineField()
        self.email, self.tel = LineField(), LineField()
        self.address = TextField(lines=3)
        self.brand_colour = LineField(longest=9)
        self.swatch = Swatch(_("Choose your colour"))
        self.currency = Choice()
        self.language = Choice(list(i18n.LANGUAGES.items()))
        self.year_start_month = Choice(
            [(month, formats.month_name(date(2000, month, 1))) for month in range(1, 13)]
        )
        self.logo = LogoField()
        self._written: dict[str, LineField | TextField] = {
            "name": self.name,
            "person": self.person,
            "email": self.email,
            "tel": self.tel,
            "address": self.address,
            "brand_colour": self.brand_colour,
        }
        colour = box(row(self.brand_colour, self.swatch, gap=8))
        colour.setFocusProxy(self.brand_colour)
        self.fields = {
            "name": Field(_("&Business"), self.name, note=_("At the head of every report.")),
            "person": Field(_("Your &name"), self.person),
            "email": Field(_("&E-mail"), self.email),
            "tel": Field(_("&Phone"), self.tel),
            "address": Field(_("&Address"), self.address),
            "logo": Field(_("Logo"), self.logo, note=_("A PNG or JPEG of at most 2 MB.")),
            "brand_colour": Field(_("Your &colour"), colour),
            "currency": Field(_("C&urrency"), self.currency, note=_("For what a client is worth.")),
            "language": Field(
                _("&Reports are in"), self.language, note=_("For clients who have no language of their own.")
            ),
        }
        self.fields["year_start_month"] = Field(_("Business &year from"), self.year_start_month)
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Show what the journal holds; a field that is being written in stays as it is."""
        own = own_business(self._journal)
        for name, field in self._written.items():
            if not (field.hasFocus() and _is_written_in(field)):
                _put(field, getattr(own, name))
                self.fields[name].show_error("")
        known = {code: _(text) for code, text in _CURRENCIES.items()}
        known.setdefault(own.currency, own.currency)
        self.currency.set_options(list(known.items()), own.currency)
        self.language.set_value(own.language)
        self._show_year(year_start(self._journal))
        self.logo.show_logo(own.logo)
        self.fields["logo"].show_error("")
        self._show_colour(own.brand_colour)

    def save(self) -> None:
        """Save what was written and not yet saved."""
        for name, field in self._written.items():
            if _is_written_in(field):
                self._keep(name, field.cleaned())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            for name, field in self._written.items():
                if field is watched and _is_written_in(field):
                    self._keep(name, field.cleaned())
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        part = self.fields
        stack(
            self,
            beside(part["name"], part["person"]),
            beside(part["email"], part["tel"]),
            part["address"],
            part["logo"],
            beside(part["brand_colour"], part["currency"]),
            beside(part["language"], part["year_start_month"]),
            gap=14,
        )

    def _listen(self) -> None:
        for name, field in self._written.items():
            field.installEventFilter(self)
            if isinstance(field, LineField):
                field.returnPressed.connect(self._saver(name, field.cleaned))
        self.swatch.chosen.connect(lambda colour: self._keep("brand_colour", colour))
        self.currency.chosen.connect(lambda code: self._keep("currency", code))
        self.language.chosen.connect(lambda tag: self._keep("language", tag))
        self.year_start_month.chosen.connect(lambda month: set_year_start(self._journal, month))
        self.logo.chosen.connect(lambda logo: self._keep("logo", logo))
        self.logo.refused.connect(lambda error: self._show_error("logo", error))

    def _saver(self, name: str, value: Callable[[], Any]) -> Callable[[], None]:
        return lambda: self._keep(name, value())

    def _keep(self, name: str, value: Any) -> None:
        own = own_business(self._journal)
        if name == "brand_colour" and value and not value.startswith("#"):
            value = f"#{value}"
        try:
            if getattr(own, name) != value:
                save_business(self._journal, replace(own, **{name: value}))
        except JournalError as error:
            self._show_error(name, error)
            return
        self.fields[name].show_error("")
        if name in self._written:
            _put(self._written[name], value)
        elif name == "logo":
            self.logo.show_logo(value)
        if name == "brand_colour":
            self._show_colour(value)

    def _show_year(self, month: int) -> None:
        self.year_start_month.set_value(month)
        apart = out_of_step(self._journal, month)
        said = ngettext(
            "{n} number was entered for another quarter or year. It is kept, but no goal counts it.",
            "{n} numbers were entered for other quarters or years. They are kept, but no goal counts them.",
            apart,
        ).format(n=formats.number(apart))
        self.fields["year_start_month"].set_note(
            said if apart else _("Quarters and years of goals follow it.")
        )

    def _show_error(self, name: str, error: JournalError) -> None:
        self.fields[name].show_error(f"{error.message} {error.advice}".strip())

    def _show_colour(self, colour: str) -> None:
        from retention_journal.reports.colour import brand

        self.swatch.show_colour(colour)
        used = brand(colour)
        self.fields["brand_colour"].set_note(
            _("White text on it is hard to read, so reports use the darker {colour}.").format(
                colour=used.main
            )
            if used.darkened
            else _("On your reports. Written like #17494D.")
        )


class LogoField(QWidget):
    """A picture, and choosing another.

    Signals:
        chosen: The bytes of a picture, or None for no picture.
        refused: The InvalidEntryError why a file was not taken.
    """

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Your logo"))
        self._none = caption(_("No logo yet"))
        self.paper = _Paper()
        self.paper.setLayout(row(self.picture, None, margins=(12, 10, 12, 10)))
        self.choose_button = outlined_button(_("Choose a picture…"), small=True)
        self.remove_button = quiet_button(_("Remove"), small=True)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda: self.chosen.emit(None))
        self.setFocusProxy(self.choose_button)
        stack(self, self.paper, self._none, row(self.choose_button, self.remove_button, None, gap=6), gap=8)

    def show_logo(self, logo: bytes | None) -> None:
        """Show the picture, or that there is none."""
        picture = _pixmap(logo, self.devicePixelRatioF()) if logo else QPixmap()
        self.picture.setPixmap(picture)
        self.paper.setVisible(not picture.isNull())
        self._none.setVisible(picture.isNull())
        self.remove_button.setVisible(logo is not None)
        self.choose_button.setText(_("Choose another…") if logo else _("Choose a picture…"))

    def take_file(self, path: Path) -> None:
        """Take the picture in the file ``path``."""
        try:
            self.chosen.emit(picture_in(path))
        except InvalidEntryError as error:
            self.refused.emit(error)

    def _choose(self) -> None:
        kinds = _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg")
        dialog = QFileDialog(self, _("Choose your logo"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()


class _Paper(QWidget):
    """White also in the dark, as the report is."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def picture_in(path: Path) -> bytes:
    """Return the bytes of the picture in ``path``.

    Raises:
        InvalidEntryError: It cannot be read, is too large, or is no PNG or JPEG.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LOGO_BYTES + 1)
    except OSError as error:
        message = _("“{name}” cannot be read.").format(name=path.name)
        raise InvalidEntryError("logo", message, _("Choose another picture.")) from error
    if len(content) > LOGO_BYTES:
        raise InvalidEntryError("logo", _("The picture is larger than 2 MB."), _("Choose a smaller one."))
    _refuse_other_files(path, content)
    return content


def _refuse_other_files(path: Path, content: bytes) -> None:
    with _opened(content) as device:
        reader = QImageReader(device)
        is_picture = bytes(reader.format().data()) in _PICTURES
        size = reader.size()
        if is_picture and max(size.width(), size.height()) > _WIDEST_LOGO:
            message = _("The picture is more than {n} pixels wide or high.").format(n=_WIDEST_LOGO)
            raise InvalidEntryError("logo", message, _("Choose a smaller one."))
        if not is_picture or reader.read().isNull():
            message = _("“{name}” is no PNG or JPEG picture.").format(name=path.name)
            raise InvalidEntryError("logo", message, _("Choose another picture."))


@contextmanager
def _opened(content: bytes) -> Iterator[QBuffer]:
    """Yield ``content`` as Qt reads it."""
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    try:
        yield buffer
    finally:
        buffer.close()


def _pixmap(logo: bytes, ratio: float) -> QPixmap:
    with _opened(logo) as device:
        reader = QImageReader(device)
        room = QSize(round(theme.px(_LOGO_WIDTH) * ratio), round(theme.px(_LOGO_HEIGHT) * ratio))
        size = reader.size()
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        picture = QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(ratio)
    return picture


def _is_written_in(field: LineField | TextField) -> bool:
    return field.isModified() if isinstance(field, LineField) else field.document().isModified()


def _put(field: LineField | TextField, text: str) -> None:
    """Show ``text`` as what is saved, where it is not shown already."""
    if isinstance(field, LineField):
        if field.text() != text:
            field.setText(text)
        field.setModified(False)
        return
    if field.toPlainText() != text:
        field.setPlainText(text)
    field.document().setModified(False)
