"""A number is the same number with and without its country."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.phones import digits, local


@pytest.mark.parametrize(
    ("typed", "within"),
    [
        ("+49 (0)30 901-820", "30901820"),
        ("0049 30 901820", "30901820"),
        ("030 / 901 820", "30901820"),
        ("(+1) 555 100", "555100"),
        ("+353 1 234", "1234"),
        ("+44 020 7946", "207946"),
        ("555 100", "555100"),
        ("ext.", ""),
    ],
)
def test_a_number_within_its_country(typed: str, within: str) -> None:
    assert local(typed) == within


@given(
    country=st.sampled_from(["1", "7", "20", "39", "49", "353", "420", "998"]),
    number=st.from_regex(r"\A[1-9][0-9]{4,9}\Z"),
    gaps=st.lists(st.sampled_from(["", " ", "-", "/", "."]), min_size=12, max_size=12),
)
def test_however_it_is_written(country: str, number: str, gaps: list[str]) -> None:
    spaced = "".join(char + gap for char, gap in zip(number, gaps, strict=False))
    ways = [spaced, f"0{spaced}", f"+{country} {spaced}", f"00{country}/{spaced}"]
    assert {local(way) for way in ways} == {number}
    assert {digits(spaced), digits(f"+{number}")} == {number}
