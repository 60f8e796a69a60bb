"""Every promise of reliability is claimed by a test, and README tells of each with its figure."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.reliability.promises import PROMISES

ROOT = Path(__file__).parents[2]
MARK = "pytest.mark.promise"
NUMBERED = re.compile(r"p(\d\d)_")


def claimed(test_file: Path) -> set[int]:
    """Return the numbers of the promises that the tests of a file say they prove."""
    written = test_file.read_text(encoding="utf-8")
    if MARK not in written:
        return set()
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(written))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == MARK
    }


def test_each_promise_is_claimed_by_a_test_and_none_that_nobody_made():
    assert set().union(*map(claimed, ROOT.glob("tests/*/test_*.py"))) == set(PROMISES)


def test_the_name_of_a_file_says_which_promises_it_proves():
    told = {
        path.name: (set(map(int, NUMBERED.findall(path.name))), claimed(path))
        for path in Path(__file__).parent.glob("test_p[0-9]*.py")
    }
    assert {name: numbers for name, numbers in told.items() if numbers[0] != numbers[1]} == {}


def test_readme_has_a_row_with_a_figure_and_a_command_for_each():
    rows = re.findall(
        r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    assert {int(number): words.strip() for number, words, _figure, _command in rows} == PROMISES
    for _number, _words, _figure, command in rows:
        for path in re.findall(r"tests/[\w/]+\.py", command):
            assert (ROOT / path).exists(), path
