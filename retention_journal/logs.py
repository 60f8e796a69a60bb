"""The log file: what the program did, for the day something goes wrong.

It holds numbers of entries and names of steps, never names of people, texts or paths of journals. It is kept
on this computer, at most four files of half a megabyte, and is never sent anywhere. This module alone speaks
to it: an error's own words may quote the journal, so only its kind and where it came from are told.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from retention_journal import paths, private

_NAME = "retention_journal"
_BYTES, _OLDER = 500_000, 3


def start(folder: Path | None = None) -> Path | None:
    """Write the log to ``folder`` from here on; returns the file, or None where it cannot be written."""
    file = (folder or paths.state_folder()) / "log.txt"
    try:
        private.make_own_folder(file.parent)
        handler = _Later(file)
        os.close(private.open_log(file))
    except OSError:
        return None
    handler.setFormatter(_WithoutWords("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger(_NAME)
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    return file


class _WithoutWords(logging.Formatter):
    """Tells of an error what ``trace`` tells, whoever logs it."""

    def formatException(  # noqa: N802 - Python's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return trace(ei[1]) if ei[1] is not None else ""


class _Later(logging.Handler):
    """Opens the file with the first word that is said: most days nothing is."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._opened: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._opened is None:
            self._opened = _rotating(self._file)
            self._opened.setFormatter(self.formatter)
        record.exc_text = None  # what another handler made of the error, with its words
        self._opened.emit(record)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        super().close()


def _rotating(file: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:  # the one begun when the last is full, too
            return os.fdopen(private.open_log(self.baseFilename), "a", encoding="utf-8")

    return Private(file, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True)


def stop() -> None:
    """Close the log file."""
    log = logging.getLogger(_NAME)
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def fault(error: BaseException) -> None:
    """Write down a fault of ours: its kind and where it happened, without the texts it may quote."""
    at, places = error.__traceback__, []
    while at is not None:
        code = at.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    logging.getLogger(_NAME).error("%s at %s", type(error).__name__, " < ".join(reversed(places)))


def trace(error: BaseException) -> str:
    """Return where an error came from, for whoever mends it, without its words: they may quote people."""
    import traceback

    told: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        lines = ["Traceback (most recent call last, words left out):"]
        for frame in traceback.extract_tb(at.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
            lines.append(f"    {frame.line}")
        told.insert(0, "\n".join([*lines, type(at).__name__]))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n\n".join(told)


def keep_words_off_the_terminal() -> None:
    """Tell of what fails in a thread, or while something is cleared away, only where that was.

    A window's standard error ends in a file of the desktop's, which others keep, send and forget.
    """

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            say(told.exc_value)

    def unraisable(told: sys.UnraisableHookArgs) -> None:
        if told.exc_value is not None:
            say(told.exc_value)

    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def say(error: BaseException) -> None:
    """Write where an error came from to standard error, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{trace(error)}\n")
