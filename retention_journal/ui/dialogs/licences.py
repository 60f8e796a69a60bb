"""The licence of the program, and those of all it is made of."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from retention_journal import paths
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.layouts import stack
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import label

OWN, OTHERS = "LICENSE", "THIRD-PARTY-NOTICES"


class LicencesDialog(Dialog):
    """Shows the texts of the licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Licences"), _("Close"), parent, width=860, cancel=_("Close"))
        self.do_button.hide()
        self.choice = Segmented(
            [Option(OTHERS, _("What it is made of")), Option(OWN, _("Retention Journal"))],
            OTHERS,
            name=_("Licence of"),
        )
        self.text = _Text()
        self.choice.changed.connect(lambda name: self.text.setPlainText(licence(name)))
        self.text.setPlainText(licence(OTHERS))
        told = _("Retention Journal is free software under the MIT licence.")
        stack(self.content, label(told, "body", wrap=True), self.choice, self.text, gap=12)
        self.text.setFocus()


class _Text(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text of the licences"))
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.px(12))
        self.setFont(fixed)
        self.setMinimumHeight(theme.px(420))


def licence(name: str) -> str:
    """Return the text of the file ``name``: in a checkout, a bundle or an installed package."""
    for folder in (paths.resources(), paths.resources().parent):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    return _installed(name) or _("The text was not installed with the program.")


def _installed(name: str) -> str:
    try:
        files = metadata.files("retention-journal") or []
    except metadata.PackageNotFoundError:
        return ""
    found = next((file for file in files if file.name == name), None)
    return Path(str(found.locate())).read_text(encoding="utf-8") if found else ""
