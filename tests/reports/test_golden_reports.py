"""Whole reports, as they were read and looked at: their words, and small pictures of their pages.

`pytest tests/reports --update-golden` writes both anew; read the difference of the words and look at the
pictures before they are committed. The pictures are grey: a report must be readable in black and white.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from retention_journal.core.report_look import Look, Paper, Typeface
from retention_journal.reports.status_report import print_report
from tests.reports.conftest import GOLDEN
from tests.reports.rich_samples import CORRECTION, LETTER, NORWEGIAN, QUARTER, RICH, SWEDISH
from tests.reports.samples import THIN, long_report

REPORTS = {
    "rich_en": RICH,
    "rich_nb": NORWEGIAN,
    "rich_sv": SWEDISH,
    "thin": THIN,
    "thin_draft_letter": replace(THIN, draft=True, look=Look(Paper.LETTER, Typeface.INTER)),
    "quarterly": QUARTER,
    "letter_serif": LETTER,
    "correction_plex": CORRECTION,
    "forty_goals": long_report(40, 12),
}
#: Half a pixel to the point: enough to see what stands where.
SCALE = 0.5
#: A pixel that is so much lighter or darker is another one; so large a share of them is another page.
DIFFERS, MOST = 64, 0.002


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_it_was_read(name, tmp_path, matches_golden):
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(print_report(REPORTS[name]).pdf)
    matches_golden(path, name)


@pytest.mark.parametrize("name", REPORTS)
def test_its_pages_look_as_they_were_looked_at(name, request):
    seen = pages_of(print_report(REPORTS[name]).pdf)
    path = GOLDEN / f"{name}.png"
    if request.config.getoption("update_golden", default=False):
        seen.save(path, optimize=True)
    known = Image.open(path)
    assert seen.size == known.size
    histogram = ImageChops.difference(seen, known).histogram()
    assert sum(histogram[DIFFERS:]) <= MOST * seen.width * seen.height


@pytest.mark.parametrize("name", REPORTS)
def test_the_outline_the_language_and_the_fonts_are_in_the_file(name):
    report = REPORTS[name]
    reader = PdfReader(BytesIO(print_report(report).pdf))
    assert str(reader.trailer["/Root"]["/Lang"])[:2] == report.language
    assert report.client in reader.metadata.title
    assert reader.metadata.author == f"{report.issuer.person}, {report.issuer.name}"
    places = [reader.get_destination_page_number(one) for one in flat(reader.outline)]
    assert places and all(one <= other for one, other in pairwise(places))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_is_the_same_file(name):
    assert print_report(REPORTS[name]).pdf == print_report(replace(REPORTS[name])).pdf


def flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one


def pages_of(pdf: bytes) -> Image.Image:
    """Return the pages side by side, small and grey."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [
        document[number].render(scale=SCALE, grayscale=True).to_pil().convert("L")
        for number in range(len(document))
    ]
    document.close()
    whole = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole
