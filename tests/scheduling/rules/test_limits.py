"""Days and weeks that a limit has filled, by the calendar of a place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st

from smoothschedule.scheduling.rules.intervals import holds
from smoothschedule.scheduling.rules.limits import Period, spent

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
BEGINS = int(datetime(2018, 2, 12, tzinfo=UTC).timestamp())
starts = st.lists(st.integers(BEGINS, BEGINS + 14 * 86_400), max_size=12)


def period_of(start: int, period: Period) -> date:
    day = datetime.fromtimestamp(start, SAO_PAULO).date()
    return day - timedelta(days=day.weekday()) if period is Period.WEEK else day


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(booked=starts, asked=starts, most=st.integers(1, 4), period=st.sampled_from(Period))
def test_a_start_is_refused_where_as_many_start_in_its_own_day_or_week(
    booked: list[int], asked: list[int], most: int, period: Period
) -> None:
    """The clock goes back at midnight in these two weeks: one day has 25 hours."""
    full = spent(booked, most, period, SAO_PAULO)
    for start in asked:
        there = sum(period_of(each, period) == period_of(start, period) for each in booked)
        assert holds(full, start, start + 1) == (there >= most)


def test_a_full_day_is_as_long_as_the_clock_makes_it() -> None:
    noon = int(datetime(2018, 2, 17, 12, tzinfo=SAO_PAULO).timestamp())
    [(begins, ends)] = spent([noon], 1, Period.DAY, SAO_PAULO)
    assert ends - begins == 25 * 3600
