"""Codes of authenticator apps: which count, when, and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from smoothschedule.users import totp

#: RFC 6238, appendix B, SHA-1, of whose eight digits apps show the last six.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_VALUES = [(59, "94287082"), (1_111_111_109, "07081804"), (20_000_000_000, "65353130")]
moments = st.integers(min_value=1_600_000_000, max_value=4_100_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)


@pytest.mark.parametrize(("second", "code"), RFC_VALUES)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    step = totp.step_at(datetime.fromtimestamp(second, UTC))
    assert totp.code_of(RFC_SECRET, step) == code[-totp.DIGITS :]


@given(moments, st.integers(min_value=-200, max_value=200))
def test_a_code_counts_one_step_either_way_and_no_further(now: datetime, seconds: int) -> None:
    shown_at = now + timedelta(seconds=seconds)
    step = totp.step_at(shown_at)
    code = totp.code_of(RFC_SECRET, step)
    near = range(totp.step_at(now) - 1, totp.step_at(now) + 2)
    same = [s for s in near if totp.code_of(RFC_SECRET, s) == code]
    found = totp.matching_step(RFC_SECRET, code, now=now, after=None)
    assert found == (same[0] if same else None)
    if step in near:
        assert found is not None


@given(moments, st.lists(st.integers(min_value=-1, max_value=1), min_size=1, max_size=12))
def test_no_code_counts_twice_in_whatever_order_they_are_shown(
    now: datetime, shown: list[int]
) -> None:
    last: int | None = None
    accepted: list[int] = []
    for offset in shown:
        code = totp.code_of(RFC_SECRET, totp.step_at(now) + offset)
        step = totp.matching_step(RFC_SECRET, code, now=now, after=last)
        if step is not None:
            accepted.append(step)
            last = step
    assert accepted == sorted(set(accepted))
    assert accepted


@given(moments, st.text(max_size=12))
def test_anything_but_a_code_is_none(now: datetime, typed: str) -> None:
    near = {totp.code_of(RFC_SECRET, totp.step_at(now) + n) for n in (-1, 0, 1)}
    found = totp.matching_step(RFC_SECRET, typed, now=now, after=None)
    assert (found is not None) == (typed in near)


def test_secrets_are_long_and_never_the_same() -> None:
    made = {totp.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert {len(secret) for secret in made} == {32}
