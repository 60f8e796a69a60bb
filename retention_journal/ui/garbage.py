"""Throwing away what Python no longer needs, on the window's thread alone.

Python looks for it on whichever thread happens to make the next object, the worker's too. A widget that is
held by nothing but itself, as many are by what they are connected to, would then be ended on the wrong
thread, beneath Qt's hands: that crashes the program, once in a while and never where one looks.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Garbage(QObject):
    """Looks for it twice a second where as much has come together as Python itself would wait for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Let Python look no more by itself, and look here from now on."""
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Throw away what is due, the oldest first since that takes the younger along."""
        waiting, worth = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if waiting[generation] > worth[generation]:
                gc.collect(generation)
                return
