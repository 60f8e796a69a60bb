"""The driver's cipher: SQLCipher 4, so that another program can open a locked journal in thirty years too.

A file is never given another key in place: a kill in that moment left one of three unopenable by either
passphrase (reliability, finding 2). A copy is written with the other key instead.
"""

from __future__ import annotations

from pathlib import Path

import apsw


def turn(connection: apsw.Connection, key: str) -> None:
    """Open what is locked with ``key``; before anything else is asked of the connection."""
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", key)


def opens(path: Path, key: str) -> bool:
    """Say whether ``key`` opens the file at ``path``, which is not open; a save cut short is taken back."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        turn(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except apsw.Error:
        return False
    else:
        return True
    finally:
        connection.close()


def copy_as(connection: apsw.Connection, target: Path, key: str, *, vfs: str) -> None:
    """Write a compact copy to the empty file ``target``, locked with ``key``.

    The connection must take the names of files as URIs.
    """
    connection.execute("VACUUM INTO ?", (f"{address(target, key)}&vfs={vfs}",))


def address(path: Path, key: str) -> str:
    """Return a locked file's path with its key, as a connection takes both that takes URIs."""
    return f"file:{_quoted(path)}?cipher=sqlcipher&legacy=4&key={key}"


def _quoted(path: Path) -> str:
    """Return a path as it stands in a URI."""
    plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.~:"
    return "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in path.as_posix().encode())
