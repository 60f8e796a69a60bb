"""How reports look: logo, colour, type, sheet and parts, with the head of a report as it will be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core.periods import month_of, period_label
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import Look, Paper, ReportPart, Typeface, parts_named
from retention_journal.i18n import _, texts_in
from retention_journal.services.business import OwnBusiness, own_business
from retention_journal.services.report_facts import issuer_of
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.pages.settings_logo import LogoField
from retention_journal.ui.pages.settings_own import OwnFields
from retention_journal.ui.pages.settings_parts import Swatch, beside
from retention_journal.ui.pdf_thumbnails import first_page
from retention_journal.ui.toggles import TickBox

_HEAD_WIDTH = 560  # pixels at 100 % text size
_HEAD_SHARE = 0.56  # height of what is shown of the first page, of its width
_SHOW_AFTER_MS = 60


class LookFields(OwnFields):
    """The look of every report, and a specimen that follows each change."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.logo = LogoField()
        self.brand_colour = LineField(longest=9)
        self.swatch = Swatch(_("Choose your colour"))
        self.typeface = Choice([(one, one.label) for one in Typeface])
        self.paper = Choice([(one, one.label) for one in Paper])
        self.parts = {part: TickBox(part.label) for part in ReportPart}
        self.specimen = Specimen()
        self._written = {"brand_colour": self.brand_colour}
        colour = box(row(self.brand_colour, self.swatch, gap=8))
        colour.setFocusProxy(self.brand_colour)
        self.fields = {
            "logo": Field(_("&Logo"), self.logo, note=_("A PNG, JPEG or SVG of at most 2 MB.")),
            "brand_colour": Field(_("Your &colour"), colour),
            "typeface": Field(_("&Typeface"), self.typeface),
            "paper": Field(_("&Sheet"), self.paper, note=_("Letter is the sheet of North America.")),
        }
        self.fields["parts_off"] = Field(
            _("Parts of every report"),
            self._part_boxes(),
            note=_("The order never changes. A part with nothing to say is left out by itself."),
        )
        stack(
            self,
            self.fields["logo"],
            beside(self.fields["brand_colour"], self.fields["typeface"]),
            beside(self.fields["paper"], QWidget()),
            self.specimen,
            self.fields["parts_off"],
            gap=14,
        )
        self._save_when_left()
        self._listen()

    def show_own(self, own: OwnBusiness) -> None:
        self.typeface.set_value(own.typeface)
        self.paper.set_value(own.paper)
        off = parts_named(own.parts_off)
        for part, tick in self.parts.items():
            tick.blockSignals(True)
            tick.setChecked(part not in off)
            tick.blockSignals(False)
        self.logo.show_logo(own.logo)
        self.fields["logo"].show_error("")
        self._show_colour(own.brand_colour)
        self.specimen.show_look(own)

    def keep(self, name: str, value: object) -> None:
        if name == "brand_colour" and isinstance(value, str) and value and not value.startswith("#"):
            value = f"#{value}"
        super().keep(name, value)

    def kept(self, name: str, value: object) -> None:
        self.show_own(own_business(self._journal))

    def _part_boxes(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        half = -(-len(self.parts) // 2)
        for number, tick in enumerate(self.parts.values()):
            grid.addWidget(tick, number % half, number // half)
        made.setFocusProxy(next(iter(self.parts.values())))
        return made

    def _listen(self) -> None:
        self.swatch.chosen.connect(lambda colour: self.keep("brand_colour", colour))
        self.typeface.chosen.connect(lambda typeface: self.keep("typeface", typeface))
        self.paper.chosen.connect(lambda paper: self.keep("paper", paper))
        self.logo.chosen.connect(lambda logo: self.keep("logo", logo))
        self.logo.refused.connect(lambda error: self.show_error("logo", error))
        for tick in self.parts.values():
            tick.toggled.connect(lambda _on: self._keep_parts())

    def _keep_parts(self) -> None:
        off = [part.value for part, tick in self.parts.items() if not tick.isChecked()]
        self.keep("parts_off", sorted(off))

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


class Specimen(QWidget):
    """The head of a report in the look chosen, as it will be printed; white also in the dark, as paper is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The head of a report in this look"))
        self.picture = QImage()
        self._own: OwnBusiness | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOW_AFTER_MS)
        self._soon.timeout.connect(self._print)

    def show_look(self, own: OwnBusiness) -> None:
        """Show the look of ``own``, a moment later where several changes come in a row."""
        if own != self._own:
            self._own = own
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(round(self.width() * _HEAD_SHARE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.fillPath(edge, Qt.GlobalColor.white)
        if not self.picture.isNull():
            painter.setClipPath(edge)
            high = self.width() * self.picture.height() / self.picture.width()
            painter.drawImage(QRectF(0, 0, self.width(), high), self.picture)
            painter.setClipping(False)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.drawPath(edge)

    def _print(self) -> None:
        from retention_journal.reports.status_report import print_report

        if self._own is not None:
            width = round(theme.px(_HEAD_WIDTH) * self.devicePixelRatioF())
            pdf = print_report(specimen_report(self._own)).pdf
            self.picture = first_page(pdf, QSize(width, 2 * width))
            self.update()


def specimen_report(own: OwnBusiness) -> StatusReport:
    """Return a report of nobody, in the firm's language and look."""
    _ = texts_in(own.language).gettext
    month = month_of(date(2025, 9, 1))
    return StatusReport(
        client=_("Name of the client"),
        period=month,
        period_label=period_label(month, own.language),
        issued_on=date(2025, 10, 3),
        language=own.language,
        issuer=replace(issuer_of(own), name=own.name or _("Your business")),
        headline=_("The period in one sentence, in your own words."),
        went_well=_("What went well stands here."),
        went_not=_("And here what did not."),
        doing=_("And what is being done about it."),
        look=Look(own.paper, own.typeface),
    )
