"""Which starts a rule makes, and how a whole series moves, on the wall clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.series import (
    ENDLESS_FOR,
    MOST,
    SeriesError,
    TooManyError,
    moved,
    planned,
    shifted,
    wall_delta,
)

NEW_YORK = "America/New_York"
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wall(text: str, zone: str = NEW_YORK) -> datetime:
    """The moment at which a clock there shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def clocks(starts: list[datetime] | tuple[datetime, ...], zone: str = NEW_YORK) -> list[str]:
    return [f"{start.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for start in starts]


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    plan = planned(wall("2026-10-27 09:00"), "FREQ=WEEKLY;COUNT=3", NEW_YORK, length=HOUR)
    assert clocks(plan.starts) == ["10-27 09:00", "11-03 09:00", "11-10 09:00"]
    assert plan.starts[1] - plan.starts[0] == timedelta(days=7, hours=1)
    assert not plan.is_bounded


def test_a_rule_without_an_end_is_followed_for_a_year() -> None:
    first = wall("2026-05-04 09:00")
    plan = planned(first, "FREQ=WEEKLY", NEW_YORK, length=HOUR)
    assert plan.is_bounded
    assert len(plan.starts) == 53
    assert plan.starts[-1] < first + ENDLESS_FOR


def test_a_series_has_a_limit_that_the_refusal_names() -> None:
    first = wall("2026-05-04 09:00")
    most = planned(first, f"FREQ=DAILY;COUNT={MOST}", NEW_YORK, length=HOUR)
    assert len(most.starts) == MOST
    for count in (MOST + 1, 10_000):
        with pytest.raises(TooManyError, match=str(MOST)):
            planned(first, f"FREQ=DAILY;COUNT={count}", NEW_YORK, length=HOUR)


@pytest.mark.parametrize(
    "rule",
    [
        "every week",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20260601T000000",
        "FREQ=DAILY;UNTIL=20200101T000000",
        "FREQ=HOURLY;COUNT=5;BYMONTH=5",
    ],
)
def test_what_is_no_rule_is_refused_with_the_reason(rule: str) -> None:
    with pytest.raises(SeriesError):
        planned(wall("2026-05-04 09:00"), rule, NEW_YORK, length=HOUR)


def test_appointments_of_a_series_do_not_overlap_each_other() -> None:
    first = wall("2026-05-04 09:00")
    assert planned(first, "FREQ=HOURLY;COUNT=3", NEW_YORK, length=HOUR).starts
    with pytest.raises(SeriesError, match="overlap"):
        planned(first, "FREQ=HOURLY;COUNT=3", NEW_YORK, length=HOUR + timedelta(minutes=1))


@given(
    days=st.lists(st.integers(0, 700), min_size=1, max_size=5, unique=True),
    minutes=st.integers(-3 * 1440, 3 * 1440),
    zone=st.sampled_from([NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_a_series_moved_keeps_the_same_stretch_on_the_wall(
    days: list[int], minutes: int, zone: str
) -> None:
    starts = [wall("2026-01-05 12:00", zone) + timedelta(days=day) for day in sorted(days)]
    delta = timedelta(minutes=minutes)
    for before, after in zip(starts, shifted(starts, delta, zone), strict=True):
        local = before.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + delta
        is_real = (
            local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
        ).replace(tzinfo=None) == local
        if is_real:
            assert wall_delta(before, after, zone) == delta
        else:
            assert wall_delta(before, after, zone) > delta


@given(
    spans=st.lists(
        st.tuples(
            st.integers(0, 525_600).map(lambda minutes: YEAR + timedelta(minutes=minutes)),
            st.integers(1, 1440).map(lambda minutes: timedelta(minutes=minutes)),
        ),
        min_size=1,
        max_size=20,
    ),
    delta=st.integers(-10_000, 10_000).map(lambda minutes: timedelta(minutes=minutes)),
    zone=st.sampled_from([NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"]),
    given_length=st.none() | st.just(timedelta(minutes=35)),
)
def test_whatever_moves_takes_as_long_as_before_or_as_all_shall(
    spans: list[tuple[datetime, timedelta]],
    delta: timedelta,
    zone: str,
    given_length: timedelta | None,
) -> None:
    """Over an offset change, too: a length is elapsed time, a start what the clock shows."""
    before = [(start, start + length) for start, length in spans]
    after = moved(before, delta, zone, length=given_length)
    lengths = [end - start for start, end in after]
    assert lengths == [given_length or length for _, length in spans]
    assert [start for start, _ in after] == shifted([start for start, _ in before], delta, zone)
