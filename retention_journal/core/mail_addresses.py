"""E-mail addresses: how two spellings of one are told to be the same, and which of them are one's own."""

from __future__ import annotations

from collections.abc import Iterable

#: Providers at which dots in the name mean nothing, and under which name they are compared.
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


def address_key(text: str) -> str:
    """Return an address as it is compared: in small letters, without blanks, brackets and "mailto:"."""
    key = text.strip().strip("<>").strip().casefold()
    if not key.isprintable():
        key = "".join(filter(str.isprintable, key))
    return key.removeprefix("mailto:").strip()


def is_address(text: str) -> bool:
    """Say whether a text has the shape of an address, ``x@y``; nothing is asked beyond that."""
    name, at, host = text.rpartition("@")
    return bool(at and name and host) and not any(sign in text for sign in " \t\r\n<>,;") and "@" not in name


def is_whole_domain(text: str) -> bool:
    """Say whether a text stands for every address of a domain, as "@studio.example"."""
    return text.startswith("@") and is_address(f"x{text}") and "." in text


class OwnAddresses:
    """Which addresses are one's own.

    A part after "+" does not matter (``me+invoices@`` is ``me@``), nor do dots at Google; an entry
    "@studio.example" means everybody there.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        keys = [key for one in addresses if (key := address_key(one))]
        self._domains = frozenset(key for key in keys if is_whole_domain(key))
        self._addresses = frozenset(_mailbox(key) for key in keys)

    def __bool__(self) -> bool:
        return bool(self._addresses)

    def __contains__(self, address: object) -> bool:
        key = str(address)
        if key in self._addresses or _mailbox(key) in self._addresses:
            return True
        return bool(self._domains) and "@" + key.rpartition("@")[2] in self._domains


def _mailbox(address: str) -> str:
    """Return which mailbox an address leads to."""
    name, _at, host = address.rpartition("@")
    name = name.partition("+")[0] or name
    if host in _DOTLESS:
        name, host = name.replace(".", ""), _DOTLESS[host]
    return f"{name}@{host}"
