"""The log file: what the program did, for the day something goes wrong.

It holds numbers of entries and names of steps, never names of people, texts or paths of journals. It is kept
on this computer, at most four files of half a megabyte, and is never sent anywhere.
"""

from __future__ import annotations

import logging
from pathlib import Path

from retention_journal import paths

_NAME = "retention_journal"
_BYTES, _OLDER = 500_000, 3


def start(folder: Path | None = None) -> Path | None:
    """Write the log to ``folder`` from here on; returns the file, or None where it cannot be written."""
    file = (folder or paths.state_folder()) / "log.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _Later(file)
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger(_NAME)
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    return file


class _Later(logging.Handler):
    """Opens the file with the first word that is said: most days nothing is."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._opened: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._opened is None:
            from logging.handlers import RotatingFileHandler

            self._opened = RotatingFileHandler(
                self._file, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True
            )
            self._opened.setFormatter(self.formatter)
        self._opened.emit(record)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        super().close()


def stop() -> None:
    """Close the log file."""
    log = logging.getLogger(_NAME)
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def fault(error: BaseException) -> None:
    """Write down a fault of ours: its kind and where it happened, without the texts it may quote."""
    trace, places = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    logging.getLogger(_NAME).error("%s at %s", type(error).__name__, " < ".join(reversed(places)))
