from io import BytesIO

import pytest
from PIL import Image

from retention_journal.reports import colour, cover
from retention_journal.reports.status_report import print_report
from tests.reports.samples import ISSUER, THIN, replace

BRAND = colour.brand("#17494D")


def picture(kind="PNG", size=(60, 20), mode="RGBA", tint=(255, 255, 255, 255)):
    buffer = BytesIO()
    Image.new(mode, size, tint).save(buffer, kind)
    return buffer.getvalue()


def test_a_white_logo_stands_on_the_strip_itself():
    assert cover.read_logo(picture(), BRAND).logo.on_white is False


@pytest.mark.parametrize(
    "data",
    [
        picture(tint=(20, 70, 75, 255)),
        picture("JPEG", mode="RGB", tint=(200, 30, 30)),
    ],
    ids=["as dark as the strip", "without transparency"],
)
def test_a_logo_that_would_not_be_seen_gets_a_white_ground(data):
    assert cover.read_logo(data, BRAND).logo.on_white is True


def test_a_large_logo_is_made_small():
    logo = cover.read_logo(picture(size=(4000, 2000)), BRAND).logo
    assert max(logo.image.size) <= 900


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a picture", "cannot be read"),
        (picture()[:60], "cannot be read"),
        (picture("GIF", mode="P", tint=0), "cannot be read"),
        (picture(size=(8000, 6000), mode="L", tint=0), "too large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>", "cannot be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(/etc/passwd) (r) file", "cannot be read"),
    ],
    ids=["text", "cut short", "another kind", "48 million pixels", "svg", "postscript"],
)
def test_a_logo_that_cannot_be_printed_is_left_out_and_told(data, reason):
    printed = print_report(replace(THIN, issuer=replace(ISSUER, logo=data)))
    assert [reason in warning for warning in printed.warnings] == [True]
    assert printed.pages == 1


def test_the_logo_is_in_the_file():
    plain = print_report(THIN).pdf
    assert len(print_report(replace(THIN, issuer=replace(ISSUER, logo=picture()))).pdf) > len(plain)
