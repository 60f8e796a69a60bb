"""packaging/prepare.sh says plainly what a machine lacks, and touches nothing it need not touch."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PREPARE = Path(__file__).resolve().parent.parent / "packaging" / "prepare.sh"
SMALL_TOOLS = ("sh", "env", "id", "uname", "sed", "sort", "tr", "head", "cat", "rm", "ldd", "bash", "dirname")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prepare.sh serves Linux")


@pytest.fixture
def machine(tmp_path):
    """A PATH with the small tools of every system, and neither Python nor apt."""
    for tool in SMALL_TOOLS:
        if found := shutil.which(tool):
            (tmp_path / tool).symlink_to(found)
    return tmp_path


def program(machine, name, script):
    path = machine / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!{machine}/sh\n{script}\n")
    path.chmod(0o755)


def python_of_version(machine, name, version, *, fits):
    program(
        machine,
        name,
        f'case "$2" in *"not (3"*) exit {0 if fits else 1} ;; *"%d.%d"*) echo {version} ;; esac; exit 0',
    )


def prepare(machine, *arguments):
    return subprocess.run(
        [machine / "sh", PREPARE, *arguments],
        env={"PATH": str(machine), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_how_to_get_it(machine):
    said = prepare(machine, "venv", machine / "v")
    assert said.returncode == 1
    assert said.stderr == (
        "Retention Journal needs Python 3.11, 3.12 or 3.13; there is no python3 here."
        " On Debian or Ubuntu: apt install python3\n"
    )


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_a_python_that_does_not_fit_is_named_with_its_version(machine, version):
    python_of_version(machine, "python3", version, fits=False)
    said = prepare(machine, "venv", machine / "v")
    assert said.returncode == 1
    assert f"python3 is Python {version}." in said.stderr
    assert not (machine / "v").exists()


def test_a_python_asked_for_by_name_is_the_one_judged(machine):
    python_of_version(machine, "python3", "3.12", fits=True)
    python_of_version(machine, "python3.14", "3.14", fits=False)
    said = prepare(machine, "venv", machine / "v", "python3.14")
    assert said.returncode == 1
    assert '"python3.14" is Python 3.14.' in said.stderr


def test_a_newer_python_beside_an_old_one_is_found(machine):
    python_of_version(machine, "python3", "3.9", fits=False)
    python_of_version(machine, "python3.12", "3.12", fits=True)
    said = prepare(machine, "venv", machine / "v")
    assert said.returncode == 0
    assert said.stderr == f"Making {machine}/v with Python 3.12\n"


def test_a_python_that_cannot_make_environments_is_helped_with_apt(machine):
    program(
        machine,
        "python3",
        f'case "$2" in *ensurepip*) test -e {machine}/installed ;; *"%d.%d"*) echo 3.11 ;; esac',
    )
    program(
        machine, "apt-get", f'case "$*" in *" install "*|install*) echo "$@" >> {machine}/installed ;; esac'
    )
    program(machine, "sudo", '"$@"')
    said = prepare(machine, "venv", machine / "v")
    assert said.returncode == 0
    assert "cannot make virtual environments yet. Installing with apt" in said.stderr
    assert "python3.11-venv" in (machine / "installed").read_text()


def test_missing_screens_readers_and_tracers_are_named_where_there_is_no_apt(machine):
    said = prepare(machine, "tools")
    assert said.returncode == 0
    assert "Not found here: xvfb xauth poppler-utils gcc libc6-dev strace" in said.stderr


def test_an_environment_that_fits_is_left_alone(machine):
    (machine / "v" / "bin").mkdir(parents=True)
    python_of_version(machine, "v/bin/python", "3.12", fits=True)
    said = prepare(machine, "venv", machine / "v")
    assert (said.returncode, said.stderr) == (0, "")


def test_a_folder_that_is_no_environment_is_never_removed(machine):
    (machine / "v").mkdir()
    (machine / "v" / "thesis.txt").write_text("years of work")
    python_of_version(machine, "python3", "3.12", fits=True)
    said = prepare(machine, "venv", machine / "v")
    assert said.returncode == 1
    assert "is not a virtual environment" in said.stderr
    assert (machine / "v" / "thesis.txt").exists()
