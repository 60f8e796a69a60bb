"""The key of a journal in the keyring of the system: a convenience, and never the only place that has it.

A keyring that changes with the desktop has locked people out of other programs for good. So what lies in it
is a second copy: the passphrase and the recovery sheet open the journal as if it were not there, and it is
taken out whenever the journal locks itself or is locked.

Everything here asks another program, which may ask the person; call it beside the window.

Source: reliability, section 2e: optional convenience only, plain-text keyrings refused.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from retention_journal.storage import keys, rekeying
from retention_journal.storage.keys import Key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

#: What an entry is filed under; its name is the salt, which tells nothing of whose journal it is.
SERVICE = "Retention Journal"
#: The keyrings that keep what they are given locked, by the module of the library that speaks to them.
SAFE = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def is_there() -> bool:
    """Say whether the system has a keyring that keeps what it is given locked."""
    return _keyring() is not None


def name(key: Key) -> str:
    """Return the name under which a key is kept; it tells nothing of the journal."""
    return key.salt.hex()


def name_of(path: Path) -> str:
    """Return the name by which the keyring knows the locked journal at ``path``, open here or not.

    Raises:
        OSError: It cannot be read.
    """
    key = rekeying.key_of(path) if keys.ring.is_open(path) else None
    return name(key) if key else keys.start_of(path).hex()


def remember(key: Key) -> bool:
    """Put a key into the keyring; False where there is none, or it does not take it."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.set_password(SERVICE, name(key), "\n".join(key.sheet))
    except Exception:  # another program failed: what it raises is its own
        return False
    return True


def forget(key: Key) -> None:
    """Take a key out of the keyring, if it is in it."""
    keyring = _keyring()
    if keyring is not None:
        with suppress(Exception):  # it is not there, or another program failed
            keyring.delete_password(SERVICE, name(key))


def words_for(path: Path) -> str:
    """Return what opens the locked journal at ``path``, which is not open; "" where the keyring has nothing.

    It is the lines of the recovery sheet; ``keys.unlock`` takes them and says whether they fit.
    """
    keyring = _keyring()
    if keyring is None:
        return ""
    try:
        return keyring.get_password(SERVICE, name_of(path)) or ""
    except Exception:  # another program failed, the person refused it, or the file is gone
        return ""


def _keyring() -> KeyringBackend | None:
    """Return the best of the safe keyrings that answers; one that settings name instead is passed over."""
    try:
        from keyring.backend import KeyringBackend
    except ImportError:  # it is an extra of the installation
        return None
    for name in SAFE:
        with suppress(Exception):  # of another system
            import_module(name)
    found = [one for one in KeyringBackend.get_viable_backends() if one.__module__ in SAFE]
    with suppress(Exception):  # it was there a moment ago
        return max(found, key=lambda one: one.priority)() if found else None
    return None
