"""Work on a stranger's file that cannot be interrupted, done in a process that can.

A workbook, a calendar or a large JSON is read by one call of a library that asks nobody whether to stop and
may never come back. Such a call runs in a process of its own, which is ended when the person stops or the
time is up, and can take nothing of the program with it.

Source: imports, section 4.8.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from retention_journal import i18n, private
from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.importers.files import UnreadableFileError

#: Seconds after which such a call is given up.
TIME_LIMIT = 60.0
_LOOKS_EACH = 0.1

R = TypeVar("R")


class TooSlowError(UnreadableFileError):
    """Reading took longer than anything sound takes."""

    code = "too_slow"


def in_a_child(
    call: Callable[..., R], *arguments: Any, progress: Progress = silent, time_limit: float = TIME_LIMIT
) -> R:
    """Return ``call(*arguments)`` as worked out in a process of its own.

    Args:
        call: A function at the top of a module without Qt and without a journal.
        arguments: Its arguments; they and the result go through pickle.
        progress: Asked at the beginning and ten times a second whether to stop.
        time_limit: Seconds after which it is given up.

    Raises:
        TooSlowError: The time is up.
        UnreadableFileError: The process ended without an answer, as when memory ran out.
        CancelledError: ``progress`` asked to stop.
        UnreadableFileError: Whatever ``call`` said of the file itself.
    """
    progress(0, 0)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, i18n.language(), call, arguments), daemon=True)
    process.start()
    sender.close()
    try:
        waited = 0.0
        while not receiver.poll(_LOOKS_EACH):
            waited += _LOOKS_EACH
            progress(0, 0)
            if waited > time_limit:
                raise TooSlowError(
                    _("Reading this file took longer than {n} seconds and was stopped.").format(
                        n=int(time_limit)
                    ),
                    _("It is damaged, or far larger than it looks. Export it again, or a shorter period."),
                )
        try:
            result, refused = receiver.recv()
        except EOFError as error:
            raise UnreadableFileError(
                _("Reading this file came to a sudden end."),
                _("It is damaged, or too large for this computer. Export it again, or a shorter period."),
            ) from error
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()
    if refused is not None:
        message, advice, code = refused
        raise UnreadableFileError(message, advice, code=code)
    return cast("R", result)


def _work(sender: Connection, language: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Answer with the result, or with message, advice and code of what was refused."""
    private.keep_memory()
    i18n.use(language)
    try:
        answer: tuple[Any, tuple[str, str, str] | None] = (call(*arguments), None)
    except JournalError as error:
        answer = (None, (error.message, error.advice, error.code))
    except (RecursionError, MemoryError):
        message = _("This file is nested too deeply, or too large, to be read.")
        answer = (None, (message, _("Export it again from where it came from."), "unreadable_file"))
    sender.send(answer)
