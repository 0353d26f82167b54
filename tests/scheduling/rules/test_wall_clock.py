"""Between the clock on the wall and UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from smoothschedule.scheduling.rules.wall_clock import (
    UnknownZoneError,
    instant_on,
    local_day,
    minute_of_day,
    next_utc_second,
    utc_second,
    zone_named,
)


def shown(zone_name, day, minute):
    second = instant_on(day, minute, zone_named(zone_name))
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%MZ")


@pytest.mark.parametrize(
    ("zone_name", "day", "minute", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), 150, "2026-03-08T07:30Z"),  # gap of an hour
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, "2026-10-03T15:45Z"),  # half an hour
        ("America/Sao_Paulo", date(2018, 11, 3), 1440, "2018-11-04T03:00Z"),  # at midnight
        ("Pacific/Apia", date(2011, 12, 30), 540, "2011-12-30T19:00Z"),  # a day that was not
        ("America/New_York", date(2026, 11, 1), 90, "2026-11-01T05:30Z"),  # the first of two
        ("America/Havana", date(2025, 11, 1), 1440, "2025-11-02T04:00Z"),  # midnight twice
        ("Asia/Kathmandu", date(2026, 5, 4), 0, "2026-05-03T18:15Z"),
    ],
)
def test_a_wall_time_is_one_moment(zone_name, day, minute, expected):
    assert shown(zone_name, day, minute) == expected


def test_the_local_day_is_that_of_the_zone():
    moment = utc_second(datetime(2026, 5, 4, 23, 0, tzinfo=UTC))
    assert local_day(moment, zone_named("Asia/Kolkata")) == date(2026, 5, 5)
    assert local_day(moment, zone_named("America/New_York")) == date(2026, 5, 4)


def test_fractions_of_a_second_round_to_either_side():
    east = timezone(timedelta(hours=2))
    moment = datetime(1969, 12, 31, 23, 59, 58, 500_000, tzinfo=east)
    assert utc_second(moment) == -7202
    assert next_utc_second(moment) == -7201
    assert utc_second(moment.replace(microsecond=0)) == -7202
    assert next_utc_second(moment.replace(microsecond=0)) == -7202


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("09:05", 545), ("24:00", 1440)])
def test_a_time_of_day_is_read_as_minutes(text, minute):
    assert minute_of_day(text) == minute


@pytest.mark.parametrize(
    "text", ["", "9:00", "24:01", "25:00", "12:60", "12:00:00", "١٢:٠٠", "12:00\n"]
)
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match="no time of day"):
        minute_of_day(text)


@pytest.mark.parametrize("name", ["", "Mars/Phobos", "../etc/passwd", "America", "a" * 5000, "\0"])
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(UnknownZoneError, match="no time zone"):
        zone_named(name)
