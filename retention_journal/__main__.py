"""The program: a window, or one command."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    from retention_journal.commands.run import run

    return run(sys.argv[1:] if arguments is None else arguments, open_window=_open_window)


def _open_window(journal: str | None) -> int:
    from pathlib import Path

    from retention_journal import app

    return app.run(Path(journal) if journal else None)


if __name__ == "__main__":
    sys.exit(main())
