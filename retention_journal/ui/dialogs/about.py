"""About: which program this is, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QWidget

import retention_journal
from retention_journal import paths
from retention_journal.i18n import _
from retention_journal.services.check import driver_warnings
from retention_journal.storage.database import versions
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label

#: Whose work is in the program, and under which licence.
PARTS = (
    ("Qt and PySide6", "LGPL 3"),
    ("SQLite and SQLite3 Multiple Ciphers, apsw", "MIT"),
    ("peewee", "MIT"),
    ("ReportLab", "BSD"),
    ("PDFium, pypdfium2", "BSD, Apache 2"),
    ("pypdf, cryptography", "BSD, Apache 2"),
    ("resvg, defusedxml", "MIT, PSF"),
    ("python-bidi, arabic-reshaper", "LGPL 3, MIT"),
    ("Babel, platformdirs, keyring", "BSD, MIT"),
    ("calamine, dateutil, tzdata", "MIT, BSD, Apache 2"),
    ("Inter, Newsreader", "SIL OFL 1.1"),
    ("Cuts of IBM Plex, Source, Noto, Nanum", "SIL OFL 1.1"),
    ("Cuts of Droid Sans Fallback and DejaVu", "Apache 2, Vera"),
    ("Lucide", "ISC"),
)


class AboutDialog(QDialog):
    """Name, version, and licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Retention Journal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(icons.app_picture(56, self.devicePixelRatio()))
        version = _("Version {version}, Qt {qt}").format(version=retention_journal.__version__, qt=qVersion())
        head = column(label("Retention Journal", "section"), caption(version), gap=2)
        promise = label(
            _("Everything stays on this computer. No account, no network."), "ui", colour="text_2", wrap=True
        )
        driver = caption(" · ".join(versions()), wrap=True)
        warned = [caption(line, wrap=True, strong=True) for line in driver_warnings()]
        close = outlined_button(_("Close"), _("Esc"))
        close.clicked.connect(self.close)
        lines = [row(label(name, "ui"), None, caption(licence), gap=12) for name, licence in PARTS]
        where = caption(
            _("The full texts of the licences are in {folder}.").format(folder=paths.resources()), wrap=True
        )
        stack(
            self,
            row(picture, head, None, gap=14),
            promise,
            column(driver, *warned, gap=4),
            Rule(),
            caption(_("With work by others"), strong=True),
            column(*lines, gap=4),
            where,
            4,
            row(None, close),
            gap=10,
            margins=(22, 20, 22, 16),
        )
        self.setMinimumWidth(theme.px(420))
