"""What a guest's cancellation costs, to the second and to the cent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.cancellation import CancellationPolicy

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
POLICIES = st.builds(CancellationPolicy, st.integers(0, 720), st.integers(0, 100))
PRICES = st.integers(0, 10**9)
BEFORE = st.timedeltas(timedelta(0), timedelta(days=60))


@pytest.mark.parametrize(
    ("hours_before", "seconds", "fee"),
    [(24, -1, 0), (24, 0, 1250), (23, 0, 1250), (0, 0, 1250), (48, 0, 0)],
)
def test_the_fee_begins_with_the_window(hours_before: int, seconds: int, fee: int) -> None:
    now = START - timedelta(hours=hours_before) + timedelta(seconds=seconds)
    assert CancellationPolicy(24, 50).fee_minor(2500, START, now=now) == fee


@pytest.mark.parametrize(
    ("price", "percent", "fee"),
    [(2500, 100, 2500), (999, 50, 500), (1, 50, 1), (1, 49, 0), (0, 100, 0), (2500, 0, 0)],
)
def test_half_a_minor_unit_is_rounded_up(price: int, percent: int, fee: int) -> None:
    assert CancellationPolicy(24, percent).fee_minor(price, START, now=START) == fee


@given(POLICIES, PRICES, BEFORE)
def test_it_never_costs_more_than_the_price(
    policy: CancellationPolicy, price: int, before: timedelta
) -> None:
    fee = policy.fee_minor(price, START, now=START - before)
    assert 0 <= fee <= price
    assert policy.may_move(price, START, now=START - before) == (fee == 0)


@given(POLICIES, PRICES, BEFORE, BEFORE)
def test_waiting_never_makes_it_cheaper(
    policy: CancellationPolicy, price: int, one: timedelta, other: timedelta
) -> None:
    earlier, later = max(one, other), min(one, other)
    assert policy.fee_minor(price, START, now=START - earlier) <= policy.fee_minor(
        price, START, now=START - later
    )
