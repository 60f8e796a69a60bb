"""Time zones of every make lead to the zone that is meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retention_journal.importers.zone_names import NICK_NAMES, WINDOWS
from retention_journal.importers.zones import zone_by_hours, zone_for, zone_named

NAMES = {
    "Europe/Oslo": "Europe/Oslo",
    "europe/oslo": "Europe/Oslo",
    '"Europe/Oslo"': "Europe/Oslo",
    "America/Argentina/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/New York": "America/New_York",
    "America-New_York": "America/New_York",
    "US-Eastern": "US/Eastern",
    "EST5EDT": "EST5EDT",
    "/mozilla.org/20070129_1/America/New_York": "America/New_York",
    "/freeassociation.sourceforge.net/Tzfile/Europe/Oslo": "Europe/Oslo",
    "/softwarestudio.org/Olson_20011030_5/America/Argentina/Ushuaia": "America/Argentina/Ushuaia",
    "/citadel.org/20260108_1/EST5EDT": "EST5EDT",
    "W. Europe Standard Time": "Europe/Berlin",
    "Pacific Standard Time:": "America/Los_Angeles",
    "Romance Standard Time": "Europe/Paris",
    "Pacific Standard Time": "America/Los_Angeles",
    "Eastern": "America/New_York",
    "Western/Central Europe": "Europe/Paris",
    "Екатеринбург": "Asia/Yekaterinburg",
    "Oslo": "Europe/Oslo",
    "København": "Europe/Copenhagen",
    "(UTC-03:00) Brasilia": "America/Sao_Paulo",
    "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Amsterdam",
    "(GMT-05.00) Eastern Time (US & Canada)": "America/New_York",
    "(GMT+01.00) Sarajevo/Warsaw/Zagreb": "Europe/Sarajevo",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_to_its_zone(name: str) -> None:
    assert str(zone_named(name)) == NAMES[name]


@pytest.mark.parametrize("name", ["UTC", "Z", "tzone://Microsoft/Utc", "GMT", "Etc/UTC"])
def test_utc_has_many_names(name: str) -> None:
    zone = zone_named(name)
    assert zone is not None
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(0)


STRANGE = (
    "", " ", "/", "Customized Time Zone", "tzone://Microsoft/Custom", "../etc/passwd", "localtime", "Europe/",
    "Europe/Atlantis", "Room-12", "x" * 100_000, "\0", "(UTC+01:00) New York",
)  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_what_might_be_anything_leads_nowhere(name: str) -> None:
    assert zone_named(name) is None


HOURS = {
    "(UTC-03": -180,
    "GMT+0200": 120,
    "UTC+05:30": 330,
    "+0100": 60,
    "-5": -300,
    "(GMT+01.00) Nowhere": 60,
}


@pytest.mark.parametrize("name", HOURS)
def test_hours_from_utc_are_read_where_nothing_else_helps(name: str) -> None:
    zone = zone_by_hours(name)
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(minutes=HOURS[name])


@pytest.mark.parametrize("name", ["Room-12", "CET-1CEST", "UTC+99", "2024-01-01", "Eastern"])
def test_what_only_looks_like_hours_is_none(name: str) -> None:
    assert zone_by_hours(name) is None


def test_what_the_calendar_describes_comes_before_bare_hours() -> None:
    assert zone_for("(UTC-03:00) Here", {"(UTC-03:00) Here": UTC}) is UTC
    assert zone_for("Nowhere", {}) is None


@pytest.mark.parametrize("table", [WINDOWS, NICK_NAMES])
def test_every_name_of_the_tables_leads_somewhere(table: dict[str, str]) -> None:
    assert {name for name in table if zone_named(name) is None} == set()
