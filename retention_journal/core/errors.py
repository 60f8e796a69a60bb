"""What the person can act on; anything else that is raised is a fault of ours."""

from __future__ import annotations


class JournalError(Exception):
    """Something the person can act on.

    Attributes:
        message: What happened, in the person's language and words.
        advice: What to do about it, or "" where there is nothing to do.
        code: A short stable name for scripts, such as "not_found" (see ``cli.md``).
    """

    code = "journal"

    def __init__(self, message: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if code is not None:
            self.code = code


class InvalidEntryError(JournalError):
    """One field of a form holds something the journal cannot keep.

    Attributes:
        field: Name of the service's argument that is wrong, such as "name".
    """

    code = "invalid_entry"

    def __init__(self, field: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.field = field


class NotFoundError(JournalError):
    """What was named is not in the journal."""

    code = "not_found"


class CancelledError(JournalError):
    """The person asked to stop; nothing is half done."""

    code = "cancelled"
