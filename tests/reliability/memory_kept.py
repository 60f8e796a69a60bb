"""Says how far the system may write this process's memory to the disk."""

from __future__ import annotations


def how() -> str:
    """Return the limit of core dumps, and Linux's mark of what may be dumped."""
    import ctypes
    import resource

    return f"{resource.getrlimit(resource.RLIMIT_CORE)} {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)}"
