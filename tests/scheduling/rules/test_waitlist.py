"""Who is offered which time: in order, only what was waited for, with time left to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.waitlist import (
    SHORTEST,
    EntryState,
    Opening,
    Wish,
    after_lapse,
    deadline,
    matches,
    suits,
)

DAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
WISH = Wish(DAY, DAY + timedelta(days=2))
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0, *, day: int = 4, **more: Any) -> Opening:
    moment = datetime(2026, 5, day, hour, minute, tzinfo=UTC)
    return Opening(moment, moment, **more)


@pytest.mark.parametrize(
    ("wish", "opening", "does"),
    [
        (WISH, at(10), True),
        (WISH, at(23, 59, day=6), True),
        (WISH, at(0, day=7), False),
        (WISH, at(23, day=3), False),
        (replace(WISH, from_minute=600, until_minute=720), at(10), True),
        (replace(WISH, from_minute=600, until_minute=720), at(9, 59), False),
        (replace(WISH, from_minute=600, until_minute=720), at(12), False),
        (replace(WISH, resource="sam"), at(10, resources=frozenset({"tess"})), False),
        (replace(WISH, resource="sam"), at(10, resources=frozenset({"sam", "tess"})), True),
        (replace(WISH, seats=3), at(10, seats_left=2), False),
        (replace(WISH, seats=3), at(10, seats_left=3), True),
        (replace(WISH, not_again=frozenset({at(10).starts_at})), at(10), False),
    ],
)
def test_a_time_suits_by_day_hour_person_seats_and_history(
    wish: Wish, opening: Opening, does: bool
) -> None:
    assert suits(wish, opening) is does


def test_the_day_is_that_of_the_clock_there() -> None:
    late = Opening(datetime(2026, 5, 5, 1, tzinfo=UTC), datetime(2026, 5, 4, 21))  # noqa: DTZ001
    assert suits(Wish(DAY, DAY), late)


@pytest.mark.parametrize(
    ("starts_in", "lead", "lasts", "expected"),
    [
        (48 * HOUR, HOUR, HOUR, HOUR),
        (90 * HOUR / 60, HOUR, HOUR, HOUR / 2),
        (HOUR, HOUR, HOUR, None),
        (HOUR + SHORTEST, HOUR, HOUR, SHORTEST),
        (HOUR + SHORTEST - timedelta(seconds=1), HOUR, HOUR, None),
    ],
)
def test_an_offer_ends_before_the_notice_does(
    starts_in: timedelta, lead: timedelta, lasts: timedelta, expected: timedelta | None
) -> None:
    until = deadline(NOW, NOW + starts_in, lead=lead, lasts=lasts)
    assert until == (expected and NOW + expected)


def test_whoever_lets_two_offers_lapse_in_a_row_is_passed() -> None:
    assert [after_lapse(each) for each in (1, 2, 3)] == [
        EntryState.WAITING,
        EntryState.PASSED,
        EntryState.PASSED,
    ]


openings = st.lists(
    st.builds(
        at, st.integers(0, 23), day=st.integers(4, 7), seats_left=st.none() | st.integers(1, 4)
    ),
    max_size=8,
)
wishes = st.lists(
    st.builds(
        lambda first, days, start, length, seats: Wish(
            DAY + timedelta(days=first),
            DAY + timedelta(days=first + days),
            start * 60,
            min(1440, (start + length) * 60),
            seats,
        ),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 22),
        st.integers(1, 24),
        st.integers(1, 4),
    ),
    max_size=6,
)


@given(wishes=wishes, openings=openings)
def test_the_first_in_line_whom_anything_suits_gets_the_earliest_that_does(
    wishes: list[Wish], openings: list[Opening]
) -> None:
    found = next(matches(wishes, lambda _: openings), None)
    fits = [[o.starts_at for o in openings if suits(wish, o)] for wish in wishes]
    expected = next(((place, min(rows)) for place, rows in enumerate(fits) if rows), None)
    assert (found and (found[0], found[1].starts_at)) == expected
