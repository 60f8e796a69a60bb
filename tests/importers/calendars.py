"""Small calendars for tests, written as calendar programs write them."""

from __future__ import annotations

ME = "me@studio.example"
CLIENT = "kim@ada.example"
UTC_DAY = "20260310T090000Z"  # a Tuesday


def event(
    *lines: str,
    start: str = f"DTSTART:{UTC_DAY}",
    uid: str = "UID:1@x",
    title: str = "SUMMARY:The new list",
    who: tuple[str, ...] = (f"ORGANIZER;CN=Me:mailto:{ME}", f"ATTENDEE;CN=Kim Lie:mailto:{CLIENT}"),
) -> list[str]:
    """Return the lines of an event; a blank one leaves out what it stands for."""
    body = [uid, start, title, *who, *lines]
    return ["BEGIN:VEVENT", *(line for line in body if line), "END:VEVENT"]


def calendar(*parts: list[str] | str, end: str = "\r\n") -> bytes:
    """Return a calendar of events and lines of its own."""
    lines = [line for part in parts for line in ([part] if isinstance(part, str) else part)]
    return end.join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()
