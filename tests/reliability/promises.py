"""The 26 promises of reliability, section 3: what each says, and how many tests of each held.

``make reliability`` loads this into pytest (``-p tests.reliability.promises``), which then ends with one line
for each promise. A test says which it proves by ``@pytest.mark.promise(number)``.
"""

from __future__ import annotations

from collections import Counter

import pytest

PROMISES = {
    1: "Saved means saved",
    2: "Also through a power cut",
    3: "A failing disk is told as such",
    4: "Damage is never shown as truth",
    5: "Damage is not “wrong password”",
    6: "It never starts empty by mistake",
    7: "Neighbour files cannot rewrite history",
    8: "One writer",
    9: "Only the driver touches the open journal",
    10: "A backup is a backup only once read back",
    11: "Backups happen by themselves",
    12: "Rotation never destroys the way back",
    13: "Restore is rehearsed",
    14: "Migrations change only what they say",
    15: "Older program, newer journal",
    16: "A change of passphrase cannot lose the journal",
    17: "Encrypted means encrypted",
    18: "Undo is exact or refuses",
    19: "Nothing vanishes quietly",
    20: "What leaves for a client is clean",
    21: "The screen shows text, not markup",
    22: "No network",
    23: "Private on disk",
    24: "Locked is locked",
    25: "Erased is erased",
    26: "Readable in 30 years",
}
_PROVES = "promise"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test carry the numbers of its promises into its report, from whichever process."""
    for item in items:
        item.user_properties += [(_PROVES, mark.args[0]) for mark in item.iter_markers(_PROVES)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with what became of the tests of each promise."""
    ended: dict[int, Counter[str]] = {number: Counter() for number in PROMISES}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(outcome):
            for number in {value for name, value in report.user_properties if name == _PROVES}:
                ended[number][outcome] += 1
    terminalreporter.section("promises")
    for number, words in PROMISES.items():
        told = ", ".join(f"{count} {outcome}" for outcome, count in ended[number].items()) or "not run"
        terminalreporter.line(f"{number:2} {words}: {told}")
