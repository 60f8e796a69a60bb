"""What Qt says on standard error: that something was amiss and of which kind, never about what.

Qt names the file or the letter that no program took, and with it a client.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_UNTOLD = frozenset({QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg})


def keep_words_off_the_terminal() -> None:
    """Write of Qt's messages only their category from now on; what ends the program is told whole.

    A window's standard error ends in a file of the desktop's, which others keep, send and forget.
    """
    qInstallMessageHandler(_say)


def _say(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if kind in _UNTOLD or sys.stderr is None:
        return
    category = getattr(context, "category", None) or "default"
    told = text if kind is QtMsgType.QtFatalMsg else f"Qt, {category}: something was not as it should be."
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{told}\n")
