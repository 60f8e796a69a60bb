"""What the tests of several promises have in common."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def preloaded(tmp_path_factory):
    """Build a library of ours from its C source and return its path, for LD_PRELOAD."""
    folder = tmp_path_factory.mktemp("preloaded")

    def build(name: str) -> Path:
        compiler = shutil.which("cc")
        if compiler is None:
            pytest.skip("there is no C compiler here (cc); `packaging/prepare.sh tools` brings one")
        made = folder / f"{name}.so"
        if not made.exists():
            subprocess.run(
                [
                    compiler,
                    "-shared",
                    "-fPIC",
                    "-O1",
                    "-Wall",
                    "-Werror",
                    "-o",
                    made,
                    HERE / f"{name}.c",
                    "-ldl",
                ],
                check=True,
            )
        return made

    return build
