"""The only message boxes: an error, a question that undo cannot answer, and what to do with a fault of ours.

Everything else is done at once, said in a toast, and can be undone.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QApplication, QWidget

import retention_journal
from retention_journal import logs
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

Done = Callable[[], object]


def show_error(error: BaseException, parent: QWidget | None = None, *, retry: Done | None = None) -> None:
    """Tell what happened: plainly what the person can act on, anything else as a fault with its details.

    Args:
        error: What was raised.
        parent: The window it belongs to.
        retry: What *Try again* does; no such button without it.
    """
    from PySide6.QtWidgets import QMessageBox

    if isinstance(error, CancelledError):
        return
    if isinstance(error, JournalError):
        box = _box(parent, error.message, error.advice)
    else:
        logs.fault(error)
        box = _box(
            parent,
            _("Something went wrong in Retention Journal."),
            _("What was saved before is safe. What you were doing may not be; look before you go on."),
        )
        box.setDetailedText(details(error))
        copy = box.addButton(_("Copy the details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details(error)))
    if retry is not None:
        again = box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole)
        again.clicked.connect(lambda _checked=False: retry())
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.open()


def confirm(
    parent: QWidget,
    question: str,
    consequence: str,
    do: str,
    keep: str,
    action: Done,
) -> QMessageBox:
    """Ask before what undo cannot bring back.

    Args:
        parent: The window it belongs to.
        question: "Delete this for good?"
        consequence: What goes, in numbers, and that it cannot be undone.
        do: Text of the button that does it, a verb.
        keep: Text of the button that does not; Esc and Enter press it.
        action: What to do.
    """
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, question, consequence)
    yes = box.addButton(do, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    yes.clicked.connect(lambda _checked=False: action())
    box.open()
    return box


def tell(parent: QWidget | None, message: str, more: str = "") -> QMessageBox:
    """Say something that has to be read before going on."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, message, more)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def show_uncaught_errors(window: QWidget) -> None:
    """Send every exception that a slot lets through to ``show_error``."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show_error(error, window)

    sys.excepthook = hook


def details(error: BaseException) -> str:
    """Return what a person may copy into a report of a fault, which quotes nobody; nothing is ever sent."""
    versions = f"{retention_journal.__version__}, Qt {qVersion()}, Python {platform.python_version()}"
    # Not ``platform.platform()``, which starts another program to ask.
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Retention Journal {versions}, {system}\n\n{logs.trace(error)}"


def _box(parent: QWidget | None, message: str, more: str) -> QMessageBox:
    from PySide6.QtWidgets import QLabel, QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal if parent else Qt.WindowModality.ApplicationModal)
    box.setWindowTitle(_("Retention Journal"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    box.setInformativeText(more)
    for words in box.findChildren(QLabel):
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setOpenExternalLinks(False)  # which Qt sets for the second of them
    return box
