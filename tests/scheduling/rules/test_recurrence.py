"""Series on the wall clock."""

from datetime import UTC, datetime

import pytest

from smoothschedule.scheduling.rules.recurrence import (
    MAX_OCCURRENCES,
    RecurrenceError,
    Series,
    occurrences,
)
from smoothschedule.scheduling.rules.wall_clock import UnknownZoneError


def wall(text):
    return datetime.fromisoformat(text)


def series(rule, *, first="2026-01-05T09:00", zone="Europe/Berlin", added=(), removed=()):
    texts = tuple(map(wall, added)), tuple(map(wall, removed))
    return Series(zone, wall(first), rule, *texts)


def starts(*given, **facts):
    found = occurrences(series(*given, **facts)).starts
    return [datetime.fromtimestamp(second, UTC).strftime("%m-%dT%H:%M") for second in found]


def test_the_hour_on_the_wall_stays_over_an_offset_change():
    found = starts("FREQ=WEEKLY;COUNT=2", first="2026-03-23T09:00")
    assert found == ["03-23T08:00", "03-30T07:00"]


def test_a_time_in_a_gap_moves_later_and_one_that_happens_twice_is_the_first():
    assert starts("FREQ=DAILY;COUNT=2", first="2026-03-28T02:30") == ["03-28T01:30", "03-29T01:30"]
    assert starts("FREQ=DAILY;COUNT=1", first="2026-10-25T02:30") == ["10-25T00:30"]


def test_two_wall_times_of_one_moment_are_one_occurrence():
    rule = "FREQ=HOURLY;COUNT=3"
    assert starts(rule, first="2026-03-29T01:30") == ["03-29T00:30", "03-29T01:30"]


def test_until_in_utc_is_a_moment_and_is_included():
    rule = "FREQ=DAILY;UNTIL=20260330T070000Z"
    assert starts(rule, first="2026-03-28T09:00") == ["03-28T08:00", "03-29T07:00", "03-30T07:00"]
    earlier = "FREQ=DAILY;UNTIL=20260330T065959Z"
    assert starts(earlier, first="2026-03-28T09:00") == ["03-28T08:00", "03-29T07:00"]


def test_until_without_a_zone_is_wall_time():
    assert len(starts("FREQ=DAILY;UNTIL=20260107T090000")) == 3
    assert len(starts("FREQ=DAILY;UNTIL=20260107T085959")) == 2


def test_an_exception_takes_away_additions_too():
    found = starts(
        "FREQ=DAILY;COUNT=1",
        added=("2026-01-06T14:00", "2026-01-05T09:00", "2026-01-04T10:00"),
        removed=("2026-01-06T14:00", "2027-01-01T00:00"),
    )
    assert found == ["01-04T09:00", "01-05T08:00"]


def test_without_a_rule_the_first_is_the_only_one():
    assert starts(None) == ["01-05T08:00"]
    assert starts(None, added=("2026-01-06T09:00",)) == ["01-05T08:00", "01-06T08:00"]


def test_a_rule_may_be_written_as_a_property_and_in_lower_case():
    assert starts("RRULE:freq=weekly;count=2;byday=mo") == ["01-05T08:00", "01-12T08:00"]


def test_a_rule_without_an_end_is_cut_and_says_so():
    endless = occurrences(series("FREQ=DAILY"))
    assert (len(endless.starts), endless.is_cut) == (MAX_OCCURRENCES, True)
    few = occurrences(series("FREQ=DAILY;COUNT=5"), limit=5)
    assert (len(few.starts), few.is_cut) == (5, False)
    cut = occurrences(series("FREQ=DAILY;COUNT=6"), limit=5)
    assert (len(cut.starts), cut.is_cut) == (5, True)


def test_a_rule_that_never_comes_true_has_no_occurrences():
    assert starts("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") == []


def test_a_series_ends_before_the_calendar_does():
    last = occurrences(series("FREQ=YEARLY", first="8990-01-05T09:00"))
    assert (len(last.starts), last.is_cut) == (10, False)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "daily",
        "FREQ=",
        "FREQ=SOMETIMES",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=two",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=2;UNTIL=20260107T090000Z",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=20261340T090000Z",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=3",
        "FREQ=SECONDLY;BYHOUR=25",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYHOUR=4;BYSETPOS=3",
        "FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY",
        "FREQ=DAILY;DTSTART=20260101T000000",
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused_in_one_line(rule):
    with pytest.raises(RecurrenceError) as refused:
        occurrences(series(rule))
    assert "\n" not in str(refused.value)


def test_times_with_an_offset_or_out_of_this_world_are_refused():
    with pytest.raises(RecurrenceError, match="offset"):
        occurrences(series("FREQ=DAILY", first="2026-01-05T09:00Z"))
    with pytest.raises(RecurrenceError, match="years"):
        occurrences(series("FREQ=DAILY", first="9999-01-05T09:00"))
    with pytest.raises(RecurrenceError, match="years"):
        occurrences(series("FREQ=DAILY", added=("0001-01-01T00:00",)))


def test_an_unknown_zone_is_refused():
    with pytest.raises(UnknownZoneError):
        occurrences(series("FREQ=DAILY", zone="Mars/Phobos"))
