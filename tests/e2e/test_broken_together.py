"""Several commands at once: each does its work or says why not, and nobody writes into another's file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from retention_journal.services.check import check
from retention_journal.storage.journal import Journal
from tests.builders import TODAY

pytestmark = pytest.mark.slow

AT_ONCE = 5


@pytest.fixture
def together(program_ends):
    """Start the same command several times at once and return what each said."""

    def together(*arguments):
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(lambda _n: program_ends(*arguments), range(AT_ONCE)))

    return together


def test_backups_made_at_once_are_whole_and_each_has_a_number_of_its_own(together, tmp_path):
    path = tmp_path / "own.rjournal"
    Journal.create(path).close()
    answers = together("backup", "--journal", path, "--json", "--on", TODAY.isoformat())
    assert [answer.code for answer in answers] == [0] * AT_ONCE
    assert len({answer.json["path"] for answer in answers}) == AT_ONCE
    kept = list((tmp_path / "own backups").iterdir())
    assert len(kept) == AT_ONCE
    assert all(check(one).ok for one in kept)


@pytest.mark.parametrize(
    "command", [("new",), ("new", "--sample"), ("backup",), ("restore", "--to")], ids=" ".join
)
def test_of_those_who_want_one_name_one_gets_it(together, tmp_path, command):
    path, wanted = tmp_path / "own.rjournal", tmp_path / "wanted.rjournal"
    Journal.create(path).close()
    named = {
        "new": [*command, wanted],
        "backup": ["backup", wanted, "--journal", path],
        "restore": ["restore", path, "--to", wanted],
    }[command[0]]
    answers = together(*named, "--json", "--on", TODAY.isoformat())
    assert sorted(answer.code for answer in answers) == [0, *[1] * (AT_ONCE - 1)]
    assert {answer.json["error"]["code"] for answer in answers if answer.code} == {"already_there"}
    assert check(wanted).ok
    assert sorted(tmp_path.iterdir()) == [path, wanted]
