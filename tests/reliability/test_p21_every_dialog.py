"""Every dialog there is, opened on what hostile people wrote: it shows text and not marks.

Source: reliability, promise 21. Which dialogs there are is read from the program, so that a new one that is
not opened here fails. In full (``make reliability``) each is opened for a dozen records, else for one.
"""

from __future__ import annotations

import ast
import threading
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

import retention_journal
from retention_journal.core.attachments import cleaned_name
from retention_journal.settings import Settings, SettingsFile
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.text_labels import literal, tooltip
from tests.reliability.every_dialog import NOW, OPENED, Stage, kinds
from tests.reliability.hostile_journal import MARK, WIDER, make
from tests.reliability.marks_on_screen import Findings
from tests.screenshots import settle

pytestmark = [
    pytest.mark.promise(21),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),  # the offscreen one
]
_SETTLES_MS = 15

#: Dialogs that are not opened, and why.
NOT_OPENED = {
    "Dialog": "the frame of the others",
    "KeptDialog": "the frame of forms that are kept as drafts",
    "WritingOut": "the frame of what writes a folder",
    "ImportAssistant": "the frame of what brings files in",
}
#: Dialogs that show nothing that a person wrote, and what they show.
OUR_WORDS_ONLY = {
    "AboutDialog": "the program and what it stands on",
    "LicencesDialog": "the licences of that",
    "HelpDialog": "what F1 says",
    "PassphraseDialog": "fields of a passphrase, which are dots",
    "RecoverySheetDialog": "six lines of letters; the journal’s name is on the paper only",
    "KeepingClaimForm": "a claim that came with the program",
    "DropForm": "one question, empty",
    "SetLight": "two questions, empty",
}


def test_every_dialog_of_the_program_is_opened_or_said_why_not():
    """Promise 21: over every window, those that are made tomorrow too."""
    assert set(kinds()) == OPENED.keys() | NOT_OPENED.keys()
    assert not OPENED.keys() & NOT_OPENED.keys()


@pytest.fixture
def stage(qtbot, tmp_path):
    theme.apply(Settings())
    folder = tmp_path / "beside"
    folder.mkdir()
    is_over = threading.Event()
    with make(tmp_path / f"{cleaned_name(MARK)}.rjournal", NOW.date(), WIDER) as journal:
        desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOW)
        qtbot.addWidget(desk)
        desk.resize(1300, 850)
        desk.show()
        settle(_SETTLES_MS)
        yield Stage(desk, folder, qtbot, is_over)
        is_over.set()
        desk.finish()


@pytest.mark.slow
def test_no_dialog_reads_marks_in_what_people_wrote(stage):
    """Promise 21: 0 rich-text sinks in every dialog there is."""
    findings, opened, shown = Findings(), Counter(), set()
    for name, opens in OPENED.items():
        last = None
        for dialog in opens(stage):
            if last is not None and last is not dialog:
                close(last)
            last = dialog
            assert type(dialog).__name__ == name
            opened[name] += 1
            if look_at(dialog, findings):
                shown.add(name)
        close(last)
    print(f"{len(opened)} kinds of dialogs, opened {opened.total()} times; {dict(findings.marked)} marked")
    print("\n".join(f"{count} x {what}" for what, count in findings.wrong.items()))
    assert findings.wrong == Counter()
    assert opened.keys() == OPENED.keys()
    assert OPENED.keys() - shown == OUR_WORDS_ONLY.keys()


#: What paints texts that come from elsewhere and reads marks in them if they look like marks.
READERS = {
    "QTextDocument", "QTextDocumentFragment", "QGraphicsTextItem", "QInputDialog", "QErrorMessage",
    "QProgressDialog", "QWhatsThis", "AutoText", "MarkdownText", "fromHtml", "QSplashScreen",
}  # fmt: skip


def test_nothing_that_guesses_marks_is_used_at_all():
    """Promise 21, structural: delegates paint text, and what asks or tells is a dialog of ours."""
    found, tips = [], set()
    for module in sorted((Path(retention_journal.__file__).parent / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            found += [(module.name, name)] if name in READERS else []
            tips |= {module.name} if name == "QToolTip" else set()
    assert found == []
    assert tips == {"pdf_view.py"}  # where it goes through ``tooltip``, as every other tip does


def test_what_qt_would_swallow_or_say_wrongly_is_found(qtbot):
    """Else the walk over the dialogs would say nothing."""
    findings = Findings()
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    name = QLabel(MARK, window)
    name.setTextFormat(Qt.TextFormat.PlainText)
    name.setBuddy(field)
    field.setAccessibleName(literal(MARK))
    tick = QCheckBox(MARK, window)
    tick.setAccessibleDescription(tooltip(MARK))
    fine = QCheckBox(literal(MARK), window)
    fine.setAccessibleName(MARK)
    for one in (name, field, tick, fine):
        findings.look_at(one)
    assert sorted(findings.wrong.values()) == [1, 1, 1, 1]
    told = " ".join(findings.wrong)
    assert told.count("takes an ampersand for an Alt letter") == 2
    assert told.count("says marks for letters") == 2


def look_at(dialog: QDialog, findings: Findings) -> bool:
    """Show a dialog, look at all of it, and say whether it shows what people wrote."""
    if not dialog.isVisible():
        dialog.open()
    settle(_SETTLES_MS)
    dialog.grab()
    inside = [dialog, *dialog.findChildren(QWidget)]
    for one in inside:
        if isValid(one):
            findings.look_at(one)
    told = [words for one in inside if isValid(one) for words in told_by(one)]
    return any(MARK in words or cleaned_name(MARK) in words for words in told)


def told_by(widget: QWidget) -> list[str]:
    """Return the texts that a widget shows or says."""
    told = [widget.accessibleName(), widget.windowTitle()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        told.append(str(widget.text()))
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        told.append(widget.toPlainText())
    if isinstance(widget, QComboBox):
        told += [widget.itemText(number) for number in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        told += [
            str(model.index(row, column).data(role))
            for row in range(model.rowCount())
            for column in range(model.columnCount() if isinstance(widget, QTableView) else 1)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        ]
    return told


def close(dialog: QDialog) -> None:
    """Leave a dialog, and let it end."""
    if isValid(dialog):
        dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
