"""What a command says: one JSON document or plain lines on standard output, the rest on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _


@dataclass(frozen=True)
class Output:
    """Where the answer goes.

    Attributes:
        is_json: Whether one JSON document is wanted, and nothing else.
    """

    is_json: bool

    def answer(self, document: Any, lines: Iterable[str]) -> None:
        """Give the answer: as ``document`` for programs, or as ``lines`` for people."""
        if self.is_json:
            _print_json(document)
            return
        for line in lines:
            print(line)

    def tell(self, line: str) -> None:
        """Say something on the way."""
        print(line, file=sys.stderr)

    def refuse(self, error: JournalError) -> None:
        """Say why it was not done, and what to do about it."""
        self.tell(error.message)
        if error.advice:
            self.tell(error.advice)
        self._error(
            error.code,
            error.message,
            error.advice,
            error.field if isinstance(error, InvalidEntryError) else None,
        )

    def cancelled(self) -> None:
        """Say that it was stopped."""
        message = _("Stopped. Nothing is half done.")
        self.tell(message)
        self._error("cancelled", message, "")

    def fault(self) -> None:
        """Say that something is ours to mend; the caller shows where."""
        message = _("Something went wrong in the program itself. Your journal is as it was.")
        advice = _("Please send us the lines below; look first that they hold nothing private.")
        self.tell(message)
        self.tell(advice)
        self._error("fault", message, advice)

    def progress(self, done: int, total: int) -> None:
        """Show how far it is, where somebody is watching."""
        if not self.is_json and sys.stderr.isatty():
            end = "\n" if done >= total > 0 else ""
            print(f"\r{done} / {total}" if total else f"\r{done}", end=end, file=sys.stderr, flush=True)

    def _error(self, code: str, message: str, advice: str, field: str | None = None) -> None:
        if self.is_json:
            told = {"code": code, "message": message, "advice": advice}
            _print_json({"error": told if field is None else {**told, "field": field}})


def speak_utf8() -> None:
    """Print every letter, whatever the terminal is set to, and into nothing where there is no terminal."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - until the program ends
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - until the program ends
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def counted(records: dict[str, int]) -> list[str]:
    """Return a line for each type of which there are records."""
    return [f"  {name}: {count}" for name, count in records.items() if count]


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no place in an answer")
