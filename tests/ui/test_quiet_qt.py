"""Qt names on standard error what no program took; the window's does not."""

from __future__ import annotations

import subprocess
import sys

OPENS = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from retention_journal.ui.quiet_qt import keep_words_off_the_terminal
app = QGuiApplication(["window"])
if sys.argv[1] == "quiet":
    keep_words_off_the_terminal()
for url in (QUrl.fromLocalFile("/nowhere/Havblikk agreement.pdf"), QUrl("mailto:?body=Havblikk")):
    assert not QDesktopServices.openUrl(url)
"""


def said(how):
    """Return what a window says where no program opens a file or a letter."""
    ended = subprocess.run(
        [sys.executable, "-c", OPENS, how], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


def test_no_name_of_a_file_and_no_letter_reaches_standard_error():
    assert "Havblikk" in said("as Qt does"), "Qt has stopped naming them, and nothing is to be kept off"
    told = said("quiet")
    assert "Havblikk" not in told
    assert told.startswith("Qt, ")
