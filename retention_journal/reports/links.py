"""What a link of a report may lead to: the sender's own address for letters, and its own pages.

Both come from fields of the firm, are taken apart and put together anew. No other text becomes a link.
"""

from __future__ import annotations

import re
import string

_MAIL = re.compile(r"([A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})")
_SITE = re.compile(r"(?:(https?)://)?([^\s:/?#@\\]+)(:[0-9]{1,5})?((?:/[^\s#]*)?)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
_LONGEST = 500
_PLAIN = string.ascii_letters + string.digits + "-._~"


def mail_target(address: str) -> str | None:
    """Return the target by which a letter to ``address`` is begun; None where it is no plain address."""
    found = _MAIL.fullmatch(address)
    return f"mailto:{_quoted(found[1], '')}@{found[2]}" if found else None


def web_target(site: str) -> str | None:
    """Return the target of a page, https unless it says http; None where it is no plain address of one."""
    found = _SITE.fullmatch(site) if len(site) <= _LONGEST else None
    if found is None:
        return None
    scheme, name, port, path = found.groups("")
    try:
        host = name.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not _HOST.fullmatch(host):
        return None
    return f"{scheme.lower() or 'https'}://{host}{port}{_quoted(path, '/%?=&+')}"


def _quoted(text: str, kept: str) -> str:
    """Return ``text`` as it stands in an address: all but plain letters and ``kept`` as %XX."""
    return "".join(
        letter
        if letter in _PLAIN + kept
        else "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
        for letter in text
    )
