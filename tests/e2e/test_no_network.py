"""The program talks to nobody.

Source: reliability, promise 22.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.promise(22), pytest.mark.slow]
ROOT = Path(__file__).parents[2]


def test_a_day_in_the_window_opens_no_socket(tmp_path):
    tracer = shutil.which("strace")
    trace = tmp_path / "trace"
    heard = [tracer, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(trace)] if tracer else []
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for variable in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        environment[variable] = str(tmp_path)
    done = subprocess.run(
        [*heard, sys.executable, "-m", "tests.e2e.quiet_child", str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("asked: []")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "report.pdf").exists()
    calls = trace.read_text().splitlines() if tracer else []
    assert [call for call in calls if "socket(" in call and "AF_UNIX" not in call] == []
