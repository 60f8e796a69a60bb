"""How a command ends. Source: cli, "Exit codes"."""

from __future__ import annotations

DONE = 0
#: A journal, file or entry the person can act on.
REFUSED = 1
WRONG_USAGE = 2
CANCELLED = 3
#: Something that is ours to mend.
FAULT = 70
