"""Comparing a PDF's words with those that were read and found right."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    """Run ``pytest tests/reports --update-golden`` after a wanted change, and read the difference."""
    parser.addoption("--update-golden", action="store_true", help="write the golden texts of reports anew")


def words_of(pdf: Path) -> str:
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    return "".join(f"--- page {number} ---\n{text.strip()}\n" for number, text in enumerate(pages, start=1))


@pytest.fixture
def matches_golden(request):
    def compare(pdf: Path, name: str) -> None:
        golden = GOLDEN / f"{name}.txt"
        if request.config.getoption("update_golden", default=False):
            golden.write_text(words_of(pdf), encoding="utf-8")
        assert words_of(pdf) == golden.read_text(encoding="utf-8")

    return compare
