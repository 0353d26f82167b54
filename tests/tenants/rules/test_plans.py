"""What a plan includes, when, and what is said when it is used up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from smoothschedule.tenants.rules.plans import (
    PLANS,
    Limit,
    does_fit,
    month_start,
    plan_in_force,
    words_of_refusal,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ORDER = ["free", "professional", "business", "enterprise"]


def test_a_larger_plan_never_includes_less() -> None:
    for smaller, larger in pairwise(ORDER):
        for limit in Limit:
            low, high = PLANS[smaller].includes(limit), PLANS[larger].includes(limit)
            assert high is None or (low is not None and low < high)
        assert PLANS[smaller].price_minor < PLANS[larger].price_minor


@pytest.mark.parametrize(
    ("plan", "status", "ends_in", "in_force"),
    [
        ("free", "trial", timedelta(seconds=1), "professional"),
        ("free", "trial", timedelta(0), "free"),
        ("free", "trial", timedelta(days=-1), "free"),
        ("free", "trial", None, "free"),
        ("free", "active", timedelta(days=9), "free"),
        ("free", "suspended", timedelta(days=9), "free"),
        ("business", "trial", timedelta(days=9), "business"),
    ],
)
def test_a_trial_includes_more_until_it_ends(
    plan: str, status: str, ends_in: timedelta | None, in_force: str
) -> None:
    ends_at = None if ends_in is None else NOW + ends_in
    assert plan_in_force(plan, status, ends_at, NOW).name == in_force


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 50))
def test_what_fits_stays_within_the_limit(limit: int, used: int, adding: int) -> None:
    assert does_fit(limit, used=used, adding=adding) == (used + adding <= limit)
    assert does_fit(None, used=used, adding=adding)


@pytest.mark.parametrize(
    ("now", "zone", "began"),
    [
        ("2026-11-01T03:00+00:00", "America/New_York", "2026-10-01T04:00+00:00"),
        ("2026-11-01T04:30+00:00", "America/New_York", "2026-11-01T04:00+00:00"),
        ("2026-10-31T15:00+00:00", "Asia/Tokyo", "2026-10-31T15:00+00:00"),
        ("2026-12-31T23:59+00:00", "UTC", "2026-12-01T00:00+00:00"),
    ],
)
def test_a_month_begins_by_the_clock_of_the_business(now: str, zone: str, began: str) -> None:
    found = month_start(datetime.fromisoformat(now), zone)
    assert found.astimezone(UTC) == datetime.fromisoformat(began)


@pytest.mark.parametrize("limit", list(Limit))
def test_a_refusal_names_the_plan_and_the_amount(limit: Limit) -> None:
    said = words_of_refusal(PLANS["free"], limit)
    included = PLANS["free"].includes(limit)
    assert included is not None
    assert "Free plan" in said
    assert str(included if limit is not Limit.STORAGE_BYTES else included // 1_000_000) in said
