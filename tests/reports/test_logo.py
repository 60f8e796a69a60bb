from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from retention_journal.reports import colour
from retention_journal.reports.logo import is_svg, read_logo, safe_svg
from retention_journal.reports.status_report import print_report
from tests.reports.samples import ISSUER, THIN, replace

BRAND = colour.brand("#17494D")


def picture(kind="PNG", size=(60, 20), mode="RGBA", tint=(255, 255, 255, 255)):
    buffer = BytesIO()
    Image.new(mode, size, tint).save(buffer, kind)
    return buffer.getvalue()


def test_a_white_logo_stands_on_the_strip_itself():
    assert read_logo(picture(), BRAND).logo.on_white is False


@pytest.mark.parametrize(
    "data",
    [
        picture(tint=(20, 70, 75, 255)),
        picture("JPEG", mode="RGB", tint=(200, 30, 30)),
    ],
    ids=["as dark as the strip", "without transparency"],
)
def test_a_logo_that_would_not_be_seen_gets_a_white_ground(data):
    assert read_logo(data, BRAND).logo.on_white is True


def test_a_large_logo_is_made_small():
    logo = read_logo(picture(size=(4000, 2000)), BRAND).logo
    assert max(logo.image.size) <= 900


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a picture", "cannot be read"),
        (picture()[:60], "cannot be read"),
        (picture("GIF", mode="P", tint=0), "cannot be read"),
        (picture(size=(8000, 6000), mode="L", tint=0), "too large"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(/etc/passwd) (r) file", "cannot be read"),
    ],
    ids=["text", "cut short", "another kind", "48 million pixels", "postscript"],
)
def test_a_logo_that_cannot_be_printed_is_left_out_and_told(data, reason):
    printed = print_report(replace(THIN, issuer=replace(ISSUER, logo=data)))
    assert [reason in warning for warning in printed.warnings] == [True]
    assert printed.pages == 1


def test_the_logo_is_in_the_file():
    plain = print_report(THIN).pdf
    assert len(print_report(replace(THIN, issuer=replace(ISSUER, logo=picture()))).pdf) > len(plain)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'viewBox="0 0 30 10">%s</svg>'
)
DISC = b'<circle cx="5" cy="5" r="4" fill="#fff"/>'


def svg(inside=DISC):
    return SVG % inside


def colours(data):
    image = read_logo(data, BRAND).logo.image
    return {pixel for _count, pixel in image.getcolors(1_000_000) if pixel[3] == 255}


def test_an_svg_is_drawn_as_sharp_as_it_is_printed():
    logo = read_logo(svg(), BRAND).logo
    assert (logo.image.size, logo.shape, logo.on_white) == ((900, 300), 3.0, False)
    assert is_svg(svg()) and not is_svg(picture())


def test_an_svg_looks_as_its_drawing_program_meant_it():
    styled = b'<style>.st0{fill:#ff0000;}</style><a href="#x"><rect class="st0" width="30" height="10"/></a>'
    assert colours(svg(styled)) == {(255, 0, 0, 255)}
    with_text = svg(b'<text x="1" y="8" font-size="8" fill="#fff" font-family="Nobody has it">Ab</text>')
    assert (255, 255, 255, 255) in colours(with_text)


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<rect onload="alert(1)" onclick="x()" width="3" height="3"/>',
        b'<image href="/etc/passwd" width="30" height="10"/>',
        b'<image xlink:href="file:///etc/passwd" width="30" height="10"/>',
        b'<image href="http://example.com/a.png" width="30" height="10"/>',
        b'<image href="data:image/svg+xml;base64,PHN2Zy8+" width="30" height="10"/>',
        b'<use href="other.svg#a"/>',
        b"<style>@import url(http://example.com/a.css); .a{fill:url(http://example.com/#x)}</style>",
        b'<rect class="a" style="fill:url(http://example.com/x#y)" width="3" height="3"/>',
        b'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://example.com"/></foreignObject>',
        b'<filter id="f"><feImage href="/etc/passwd"/></filter>',
        b'<animate attributeName="href" to="http://example.com"/><set attributeName="x" to="1"/>',
    ],
)
def test_nothing_outside_an_svg_is_asked_for(inside):
    kept = safe_svg(svg(inside + DISC))
    for word in ("example.com", "passwd", "alert", "script", "onload", "other.svg", "iframe", "svg+xml"):
        assert word not in kept
    assert (255, 255, 255, 255) in colours(svg(inside + DISC))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        + svg(b"<text>&b;</text>"),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg(b"<text>&x;</text>"),
        svg(
            b"".join(
                b'<g id="l%d"><use href="#l%d"/><use href="#l%d"/><use href="#l%d"/></g>'
                % (n, n + 1, n + 1, n + 1)
                for n in range(40)
            )
            + b'<use href="#l0"/>'
        ),
        svg(b'<g id="a"><use href="#a"/></g><use href="#a"/>'),
        svg(b"<g>" * 5000 + b"</g>" * 5000),
        svg(b"<rect/>" * 30_000),
        svg()[:-9],
        b"<html><svg/></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>' + b"\x00" * 9,
    ],
    ids=["laughs", "outside entity", "uses of uses", "itself", "deep", "many", "cut", "html", "zeros"],
)
def test_an_svg_that_is_no_logo_is_left_out_and_told(data):
    printed = print_report(replace(THIN, issuer=replace(ISSUER, logo=data)))
    assert ["cannot be read" in warning for warning in printed.warnings] == [True]
    assert printed.pages == 1


@given(st.binary(max_size=300), st.integers(0, 120))
def test_a_damaged_svg_never_stops_a_report(junk, at):
    data = svg()[:at] + junk + svg()[at:]
    found = read_logo(data, BRAND)
    assert (found.logo is None) == bool(found.reason)
