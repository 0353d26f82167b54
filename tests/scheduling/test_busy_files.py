"""What an iCalendar file says of when its owner is busy."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from smoothschedule.scheduling.ical.busy import FormatError, entries_in
from smoothschedule.scheduling.rules import busy
from smoothschedule.scheduling.rules.busy import TooManyError, busy_stretches

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)


def file(*events: str) -> bytes:
    """A calendar of these; each is the lines of a VEVENT."""
    parts = [
        f"BEGIN:VEVENT\nUID:{at}\nDTSTAMP:20300101T000000Z\n{event.strip()}\nEND:VEVENT"
        for at, event in enumerate(events)
    ]
    return calendar(*parts)


def calendar(*components: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *components, "END:VCALENDAR"]
    return "\n".join(lines).replace("\n", "\r\n").encode() + b"\r\n"


def busy_in(content: bytes) -> list[str]:
    """The stretches in Berlin's time, as MM-DD HH:MM/HH:MM."""
    found, skipped = stretches(content)
    assert skipped == 0
    return found


def stretches(content: bytes) -> tuple[list[str], int]:
    read = entries_in(content, BERLIN)
    found, skipped = busy_stretches(read.entries, now=int(NOW.timestamp()))
    shown = [[datetime.fromtimestamp(second, BERLIN) for second in span] for span in found]
    words = [
        f"{start:%m-%d %H:%M}/{end:%H:%M}"
        if start.date() == end.date()
        else f"{start:%m-%d %H:%M}/{end:%m-%d %H:%M}"
        for start, end in shown
    ]
    return words, read.skipped + skipped


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20310303T090000Z\nDTEND:20310303T100000Z", ["03-03 10:00/11:00"]),
        ("DTSTART:20310303T090000Z\nDURATION:PT90M", ["03-03 10:00/11:30"]),
        (
            "DTSTART;TZID=America/New_York:20310303T090000\nDURATION:PT1H",
            ["03-03 15:00/16:00"],
        ),
        ("DTSTART:20310303T090000\nDTEND:20310303T100000", ["03-03 09:00/10:00"]),
        ("DTSTART;VALUE=DATE:20310303\nDTEND;VALUE=DATE:20310305", ["03-03 00:00/03-05 00:00"]),
        ("DTSTART;VALUE=DATE:20310303", ["03-03 00:00/03-04 00:00"]),
        ("DTSTART:20310303T090000Z", []),  # takes no time
        ("DTSTART:20310303T090000Z\nDTEND:20310303T100000Z\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20310303T090000Z\nDTEND:20310303T100000Z\nSTATUS:CANCELLED", []),
        (
            "DTSTART:20310303T090000Z\nDTEND:20310303T100000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
            [],
        ),
        ("DTSTART:20300303T090000Z\nDTEND:20300303T100000Z", []),  # long ago
        ("DTSTART:20350303T090000Z\nDTEND:20350303T100000Z", []),  # beyond the horizon
    ],
)
def test_one_entry(event: str, expected: list[str]) -> None:
    assert busy_in(file(event)) == expected


def test_a_recurring_entry_keeps_to_the_wall_clock_through_the_change() -> None:
    event = "DTSTART;TZID=Europe/Berlin:20200106T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    found = busy_in(file(event))
    assert len(found) == 52
    assert found[:5] == [
        f"{day} 09:00/10:00" for day in ("03-03", "03-10", "03-17", "03-24", "03-31")
    ]


def test_exceptions_moves_and_additions_are_followed() -> None:
    zone = "TZID=Europe/Berlin"
    series = (
        f"BEGIN:VEVENT\nUID:s\nDTSTAMP:20300101T000000Z\nDTSTART;{zone}:20310303T090000\n"
        f"DTEND;{zone}:20310303T100000\nRRULE:FREQ=DAILY;COUNT=5\n"
        f"EXDATE;{zone}:20310304T090000\nRDATE;{zone}:20310310T090000\nEND:VEVENT"
    )
    moved = (
        f"BEGIN:VEVENT\nUID:s\nDTSTAMP:20300101T000000Z\nRECURRENCE-ID;{zone}:20310305T090000\n"
        f"DTSTART;{zone}:20310305T140000\nDTEND;{zone}:20310305T150000\nEND:VEVENT"
    )
    off = (
        "BEGIN:VEVENT\nUID:s\nDTSTAMP:20300101T000000Z\nRECURRENCE-ID:20310306T080000Z\n"
        f"DTSTART;{zone}:20310306T090000\nSTATUS:CANCELLED\nEND:VEVENT"
    )
    assert busy_in(calendar(series, moved, off)) == [
        "03-03 09:00/10:00",
        "03-05 14:00/15:00",
        "03-07 09:00/10:00",
        "03-10 09:00/10:00",
    ]


def test_free_busy_periods_are_read_too() -> None:
    found = calendar(
        "BEGIN:VFREEBUSY\nUID:f\nDTSTAMP:20300101T000000Z\n"
        "FREEBUSY:20310303T090000Z/20310303T100000Z,20310303T120000Z/PT30M\n"
        "FREEBUSY;FBTYPE=FREE:20310304T090000Z/20310304T100000Z\nEND:VFREEBUSY"
    )
    assert busy_in(found) == ["03-03 10:00/11:00", "03-03 13:00/13:30"]


def test_stretches_that_touch_are_one() -> None:
    pair = [f"DTSTART:20310303T{h:02}0000Z\nDTEND:20310303T{h + 1:02}0000Z" for h in (9, 10)]
    assert busy_in(file(*pair)) == ["03-03 10:00/12:00"]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20310303T090000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY",
        "DTSTART:20310303T090000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;COUNT=3",
        "DTSTART:20310303T090000Z\nDTEND:20310303T080000Z",
        "SUMMARY:no time at all",
    ],
)
def test_what_makes_no_sense_is_counted_and_the_rest_is_read(event: str) -> None:
    good = "DTSTART:20310303T090000Z\nDTEND:20310303T100000Z"
    assert stretches(file(event, good)) == (["03-03 10:00/11:00"], 1)


@pytest.mark.parametrize("content", [b"", b"<html>Sign in</html>"])
def test_what_is_no_calendar_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(FormatError):
        entries_in(content, BERLIN)


def test_a_calendar_that_explodes_is_refused() -> None:
    daily = "DTSTART:20310301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=9000"
    with pytest.raises(TooManyError):
        busy_stretches(entries_in(file(*[daily] * 6), BERLIN).entries, now=int(NOW.timestamp()))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(2025, 1, 1), datetime(2033, 1, 1)),  # noqa: DTZ001 - wall times
            st.sampled_from(["DAILY", "WEEKLY"]),
            st.integers(1, 5),
            st.integers(1, 600),
        ),
        max_size=2,
    )
)
def test_a_shortcut_to_today_changes_nothing(
    rows: list[tuple[datetime, str, int, int]],
) -> None:
    """COUNT forbids the shortcut; a count beyond the horizon otherwise changes nothing."""
    events = [
        f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}\nDURATION:PT{minutes}M\n"
        f"RRULE:FREQ={freq};INTERVAL={step}"
        for start, freq, step, minutes in rows
    ]
    counted = [f"{event};COUNT=3000" for event in events]
    assert busy_in(file(*events)) == busy_in(file(*counted))


def test_every_trouble_has_words() -> None:
    assert set(busy.TROUBLES) == set(busy.Trouble)
