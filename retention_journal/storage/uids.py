"""The identities of records: made by us, unique, and the same in every copy of a journal."""

from __future__ import annotations

import os

#: The bits of a UUID that say how it was made. Source: RFC 9562, section 5.4.
_ALL_BUT_VERSION, _VERSION_4 = ~(0xF << 76 | 0x3 << 62), 0x4 << 76 | 0x2 << 62


def new_uid() -> str:
    """Return a fresh UUID (version 4) as text."""
    bits = int.from_bytes(os.urandom(16)) & _ALL_BUT_VERSION | _VERSION_4
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
