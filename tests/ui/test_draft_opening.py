from __future__ import annotations

import pytest

from retention_journal.ui.draft_opening import takes_drafts

THUNDERBIRD = "message/rfc822=org.mozilla.Thunderbird.desktop;"


@pytest.fixture
def desktop(tmp_path):
    """Return a home of its own, and what writes a list of programs there."""
    told = {name: str(tmp_path / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    told |= {"XDG_CONFIG_DIRS": str(tmp_path / "etc"), "XDG_DATA_DIRS": f"{tmp_path / 'a'}:{tmp_path / 'b'}"}

    def write(place, *lines):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines))

    return told, write


@pytest.mark.parametrize(
    ("place", "group"),
    [
        ("XDG_CONFIG_HOME/mimeapps.list", "[Default Applications]"),
        ("etc/mimeapps.list", "[Added Associations]"),
        ("XDG_DATA_HOME/applications/mimeapps.list", "[Default Applications]"),
        ("b/applications/mimeinfo.cache", "[MIME Cache]"),
    ],
)
def test_a_mail_program_is_found_wherever_the_desktop_names_it(desktop, place, group):
    environ, write = desktop
    write("a/applications/mimeinfo.cache", "[MIME Cache]", "text/plain=editor.desktop;")
    assert not takes_drafts("linux", environ)
    write(place, group, THUNDERBIRD)
    assert takes_drafts("linux", environ)


@pytest.mark.parametrize(
    "lines", [("[Removed Associations]", THUNDERBIRD), ("[MIME Cache]", "message/rfc822=;"), ()]
)
def test_a_program_that_was_taken_away_is_none(desktop, lines):
    environ, write = desktop
    write("XDG_CONFIG_HOME/mimeapps.list", *lines)
    assert not takes_drafts("linux", environ)


def test_where_nothing_can_be_told_the_system_is_asked(desktop):
    environ, _write = desktop
    assert takes_drafts("linux", environ)
    assert takes_drafts("win32", environ)
    assert takes_drafts("darwin", environ)


def test_a_list_that_cannot_be_read_names_nothing(desktop, tmp_path):
    environ, write = desktop
    write("a/applications/mimeinfo.cache", "x")
    (tmp_path / "a/applications/mimeinfo.cache").write_bytes(b"\xff\xfe\x00message/rfc822=")
    assert not takes_drafts("linux", environ)
