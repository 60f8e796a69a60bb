"""Small things kept between two starts, such as drafts: on this computer, never in the journal.

They are conveniences: what cannot be read is as if it had never been, what cannot be kept is told by
the answer. What belongs to a journal stands under its path; where that journal is locked with a passphrase it
is sealed with the journal's own key, so that a draft is as hard to read as what it is a draft of.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

from retention_journal import paths, private

_SEALED = "sealed"
_NONCE_BYTES = 12
_seals: dict[str, bytes] = {}


def seal_for(journal: Path, secret: bytes) -> None:
    """Seal what is kept about ``journal`` with ``secret``, 32 bytes, now and from now on."""
    _seals[str(journal)] = secret
    _keep_anew(str(journal))


def forget_seals() -> None:
    """Forget every secret: what is sealed cannot be read until its journal is unlocked again."""
    _seals.clear()


def unseal(journal: Path) -> None:
    """Keep what is kept about ``journal`` open again, because it has no passphrase any more."""
    opened = {name: remembered(name).get(str(journal)) for name in _names()}
    _seals.pop(str(journal), None)
    for name, value in opened.items():
        if value is not None and _SEALED not in (value if isinstance(value, dict) else {}):
            remember(name, {**remembered(name), str(journal): value})


def remembered(name: str) -> dict[str, Any]:
    """Return what was kept as ``name``, or nothing."""
    try:
        value = json.loads((paths.state_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {key: _opened(key, kept) for key, kept in value.items()}


def remember(name: str, value: dict[str, Any]) -> bool:
    """Keep ``value`` as ``name``, readable by nobody else, and say whether that worked."""
    folder = paths.state_folder()
    try:
        private.make_own_folder(folder)
        sealed = {key: _closed(key, kept) for key, kept in value.items()}
        text = json.dumps(sealed, ensure_ascii=False, indent=1)
        private.replace(folder / f"{name}.json", text.encode(), sync=False)
    except OSError:
        return False
    return True


def drop(name: str, key: str) -> None:
    """Forget what was kept as ``name`` under ``key``, where there is such a thing."""
    kept = remembered(name)
    if kept.pop(key, None) is not None:
        remember(name, kept)


def _names() -> list[str]:
    return [file.stem for file in paths.state_folder().glob("*.json")]


def _keep_anew(journal: str) -> None:
    for name in _names():
        value = remembered(name)
        if journal in value:
            remember(name, value)


def _closed(key: str, kept: Any) -> Any:
    secret = _seals.get(key)
    if secret is None or (isinstance(kept, dict) and _SEALED in kept):
        return kept
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # it takes a while, and few need it

    nonce = os.urandom(_NONCE_BYTES)
    words = AESGCM(secret).encrypt(nonce, json.dumps(kept, ensure_ascii=False).encode(), key.encode())
    return {_SEALED: base64.b64encode(nonce + words).decode()}


def _opened(key: str, kept: Any) -> Any:
    secret = _seals.get(key)
    if secret is None or not isinstance(kept, dict) or _SEALED not in kept:
        return kept
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        words = base64.b64decode(kept[_SEALED])
        return json.loads(AESGCM(secret).decrypt(words[:_NONCE_BYTES], words[_NONCE_BYTES:], key.encode()))
    except (InvalidTag, ValueError, TypeError):
        return kept  # of a key it had before
