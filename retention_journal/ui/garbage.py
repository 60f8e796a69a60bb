"""Throwing away what Python no longer needs, on the window's thread alone.

Python looks for it on whichever thread happens to make the next object, the worker's too. A widget that is
held by nothing but itself, as many are by what they are connected to, would then be ended on the wrong
thread, beneath Qt's hands: that crashes the program, once in a while and never where one looks.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt
from PySide6.QtGui import QGuiApplication

#: So many searches of everything may leave aside what was found in use before, while nobody looks away.
_SET_ASIDE_MOST = 50


class Garbage(QObject):
    """Looks for it when the window has nothing else to do and as much came together as Python waits for.

    From the moment it is made Python does not look by itself any more. Nothing wakes the program for it.
    What is in use after a search of everything is set aside, so that the next one takes a few milliseconds
    rather than fifty; it is looked through again once a person turns to another program, which is when
    nobody waits for a key to be answered.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._set_aside = 0
        gc.disable()

    def start(self) -> None:
        """Look from now on, with what is in use now set aside.

        Before there is a first picture it would only keep a person waiting: of all that a start makes there
        is next to nothing to throw away.
        """
        gc.freeze()
        dispatcher, app = QAbstractEventDispatcher.instance(), QGuiApplication.instance()
        if dispatcher is not None:
            dispatcher.aboutToBlock.connect(self.look)
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._turned)

    def look(self) -> None:
        """Throw away what is due, the oldest first since that takes the younger along."""
        waiting, worth = gc.get_count(), gc.get_threshold()
        if waiting[0] <= worth[0]:
            return
        if waiting[2] > worth[2]:
            self._look_through()
        else:
            gc.collect(1 if waiting[1] > worth[1] else 0)

    def look_through_all(self) -> None:
        """Throw away whatever is no longer needed, of what was set aside too."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._set_aside = 0

    def _look_through(self) -> None:
        if self._set_aside >= _SET_ASIDE_MOST:
            self.look_through_all()
            return
        gc.collect()
        gc.freeze()
        self._set_aside += 1

    def _turned(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and self._set_aside:
            self.look_through_all()
