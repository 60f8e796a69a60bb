"""Hatchling's hook: a wheel holds fonts, icons and compiled texts; a checkout reads them where they are."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface):
    """Brings resources/ into the wheel as retention_journal/resources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the texts and name the folder to include, unless the wheel only points at this checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "texts.py"))["compile_all"]()
        build_data["force_include"][str(root / "resources")] = "retention_journal/resources"
