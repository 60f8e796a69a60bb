"""Terms of the trade: enums whose value is stored and whose label a person reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from retention_journal.i18n import Texts, _


class Term(StrEnum):
    """A word of the vocabulary: ``value`` is what files and scripts hold, ``label`` what people read.

    Members are written ``CALL = "call", N_("Call")``.
    """

    msgid: str

    def __new__(cls, value: str, msgid: str = "") -> Self:
        """Make the member ``value`` that people read as ``msgid``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.msgid = msgid
        return member

    @property
    def label(self) -> str:
        """The term in the program's language."""
        return _(self.msgid)

    def label_in(self, texts: Texts) -> str:
        """Return the term in the language of ``texts``, such as a report's."""
        return texts.gettext(self.msgid)
