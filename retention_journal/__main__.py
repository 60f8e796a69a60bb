"""The program: a window, or one command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial

_CANCELLED = 3  # as ``exit_codes`` says, which may not be loaded yet


def main(
    arguments: Sequence[str] | None = None, *, after_first_paint: Callable[[], object] | None = None
) -> int:
    """Run what the command line asks for and return the exit code.

    Args:
        arguments: The command line; None takes the one the program was started with.
        after_first_paint: Called once the first window shows its content, for benchmarks.
    """
    if getattr(sys, "frozen", False):  # a bundle starts its own processes through the same file
        from multiprocessing import freeze_support

        freeze_support()
    try:
        from retention_journal.commands.run import run

        return run(
            sys.argv[1:] if arguments is None else arguments,
            open_window=partial(_open_window, after_first_paint=after_first_paint),
        )
    except KeyboardInterrupt:  # while it was being loaded
        return _CANCELLED


def _open_window(
    journal: str | None, passphrase: str | None, *, after_first_paint: Callable[[], object] | None
) -> int:
    import gc

    gc.disable()  # retention_journal.ui.garbage says why, and when it is looked for
    from pathlib import Path

    from retention_journal import app

    return app.run(Path(journal) if journal else None, passphrase, after_first_paint=after_first_paint)


if __name__ == "__main__":
    sys.exit(main())
