"""A PDF locked with a password, by AES with a key of 256 bits. Source: ISO 32000-2, 7.6.4; reliability, 2d.

The password is kept nowhere: it comes in, the file is locked, and it is gone.
"""

from __future__ import annotations

import io
import itertools
import math
import re
import stringprep
import unicodedata
from collections.abc import Iterable

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _

#: The longest password that a PDF takes, in bytes of UTF-8. Source: ISO 32000-2, 7.6.4.3.3.
LONGEST = 127
_VERSION = "%PDF-2.0"
_FIRST = b"/Encrypt"
#: What no password may hold, since readers disagree about it. Source: RFC 4013, 2.3.
_REFUSED = (
    stringprep.in_table_c12, stringprep.in_table_c21_c22, stringprep.in_table_c3, stringprep.in_table_c4,
    stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8,
    stringprep.in_table_c9, stringprep.in_table_a1,
)  # fmt: skip
#: Below the first a program may find it in days, from the second on in no time that matters: at a million
#: tries a second, 40 bits take two weeks and 60 bits thirty thousand years.
_FAIR, _STRONG = 40.0, 60.0
_RUNS = re.compile(r"(?:19|20)\d\d|[^\W\d_]+|\d+|[\W_]")
_YEAR, _DIGIT, _SIGN, _CAPITAL = 6.0, 3.3, 4.0, 1.0  # what each is worth, in bits
_LETTER, _WORD, _WORD_LETTERS = 4.7, 12.9, 6  # a word is worth one picked by dice out of 7,776


class Strength(Term):
    """How long a password holds, in plain words."""

    WEAK = "weak", N_("Weak: a program can find it in days.")
    FAIR = "fair", N_("Fair: it keeps the curious out.")
    STRONG = "strong", N_("Strong: nobody finds it by trying.")


def checked_password(typed: str) -> str:
    """Return a password in the form that every reader of PDFs makes of what is typed there.

    Letters that look the same become the same: one composed on another keyboard opens the file too.
    Source: RFC 4013 (SASLprep), which PDF 2.0 asks for.

    Raises:
        InvalidEntryError: It is longer than a PDF takes, or holds what readers disagree about.
    """
    mapped = "".join(
        " " if stringprep.in_table_c12(sign) else sign for sign in typed if not stringprep.in_table_b1(sign)
    )
    password = unicodedata.normalize("NFKC", mapped)
    if any(refused(sign) for sign in password for refused in _REFUSED) or _turns(password):
        raise InvalidEntryError(
            "password",
            _("Some programs that show PDFs do not take a sign in this password."),
            _("Letters, digits and common signs open it everywhere."),
        )
    if len(password.encode()) > LONGEST:
        raise InvalidEntryError(
            "password", _("This password is longer than a PDF takes."), _("Use fewer words.")
        )
    return password


def lock(pdf: bytes, password: str) -> bytes:
    """Return ``pdf`` so that it opens with ``password`` only; what it says stays the same.

    Args:
        pdf: A whole file that is not locked.
        password: As ``checked_password`` returns it; not "".

    Raises:
        InvalidEntryError: The password is one that no PDF takes.
    """
    from pypdf import PdfWriter

    password = checked_password(password)
    if not password:
        raise InvalidEntryError("password", _("A password is missing."))
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = _VERSION
    writer.encrypt(password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def is_locked(pdf: bytes) -> bool:
    """Say whether a PDF opens with a password only."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if _FIRST not in pdf:
        return False
    try:
        return PdfReader(io.BytesIO(pdf)).is_encrypted
    except (PyPdfError, ValueError):
        return False


def strength(password: str, known: Iterable[str] = ()) -> Strength:
    """Return how long a password holds, estimated on the safe side.

    Letters in a row count as words, digits in a row as a number and not more the more they repeat; what
    people know of the client and the firm counts for nothing.

    Args:
        password: As it was typed.
        known: Names that somebody who tries would try first.
    """
    names = {part for one in known for part in clean(one, lines=False).casefold().split() if len(part) > 1}
    bits = 0.0
    seen: set[str] = set()
    for run in _RUNS.findall(clean(password, lines=False)):
        folded = run.casefold()
        if folded not in names and folded not in seen:
            bits += _worth(run)
        seen.add(folded)
    if bits < _FAIR:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG else Strength.STRONG


def _worth(run: str) -> float:
    """Return what signs of one kind in a row are worth, in bits."""
    steps = sum(abs(ord(one) - ord(other)) > 1 for one, other in itertools.pairwise(run)) + 1
    if run.isdigit():
        is_year = len(run) == len("2026") and run[:2] in {"19", "20"}
        return _YEAR if is_year else _DIGIT * steps
    if not run.isalpha():
        return _SIGN
    capitals = _CAPITAL if run != run.casefold() else 0.0
    return min(_LETTER * steps, _WORD * math.ceil(len(run) / _WORD_LETTERS)) + capitals


def _turns(password: str) -> bool:
    """Say whether letters that run from right to left stand beside others. Source: RFC 3454, 6."""
    if not any(stringprep.in_table_d1(sign) for sign in password):
        return False
    return (
        any(stringprep.in_table_d2(sign) for sign in password)
        or not stringprep.in_table_d1(password[0])
        or not stringprep.in_table_d1(password[-1])
    )
