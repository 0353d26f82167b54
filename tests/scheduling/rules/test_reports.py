"""The days of reports: parted, set beside others; and what follows from sums."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from smoothschedule.scheduling.rules.measures import Kind, values_of
from smoothschedule.scheduling.rules.reports import Compare, Days, Period, start_of

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 400), st.sampled_from(Period))
def test_every_day_lies_in_one_of_the_periods(first: date, more: int, period: Period) -> None:
    days = Days(first, date.fromordinal(first.toordinal() + more))
    buckets = days.buckets(period)
    starts = {
        start_of(date.fromordinal(n), period)
        for n in range(days.first.toordinal(), days.last.toordinal() + 1)
    }
    assert buckets == sorted(starts)


@pytest.mark.parametrize(
    ("first", "last", "how", "expected"),
    [
        ("2026-11-01", "2026-11-30", Compare.PREVIOUS, ("2026-10-01", "2026-10-31")),
        ("2026-01-01", "2026-03-31", Compare.PREVIOUS, ("2025-10-01", "2025-12-31")),
        ("2026-11-10", "2026-11-16", Compare.PREVIOUS, ("2026-11-03", "2026-11-09")),
        ("2024-02-29", "2024-02-29", Compare.YEAR, ("2023-02-28", "2023-02-28")),
        ("2026-12-15", "2027-01-14", Compare.YEAR, ("2025-12-15", "2026-01-14")),
    ],
)
def test_days_are_set_beside_those_before_or_a_year_ago(
    first: str, last: str, how: Compare, expected: tuple[str, str]
) -> None:
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    assert days.compared(how) == Days(*map(date.fromisoformat, expected))


def test_shares_of_nothing_are_none_and_counts_of_nothing_are_none_at_all() -> None:
    assert values_of(Kind.NO_SHOWS, {}) == [0, None, 0]
    assert values_of(Kind.LEAD_TIME, {}) == [None, None, 0]
    sums = {"booked_minutes": 90, "open_minutes": 480}
    assert values_of(Kind.UTILISATION, sums) == [18.8, 1.5, 8.0]
