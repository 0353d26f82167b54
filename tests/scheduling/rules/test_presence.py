"""Closures by the calendar of their place: which moments they take away."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from smoothschedule.scheduling.rules.presence import closed_ranges, presence
from smoothschedule.scheduling.rules.problem import (
    Closure,
    Problem,
    Requirement,
    ResourceCalendar,
    Rule,
    ServiceRules,
    Window,
)
from smoothschedule.scheduling.rules.slots import free_slots, refusal

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def utc(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp())


def days_closed(closure: Closure, year: int) -> list[tuple[str, str]]:
    span = utc(year, 1, 3), utc(year, 12, 29)
    found = closed_ranges((closure,), ZoneInfo("UTC"), span)
    return [
        tuple(datetime.fromtimestamp(edge, UTC).date().isoformat() for edge in each)
        for each in found
    ]


def test_a_closed_day_is_as_long_as_the_clock_makes_it() -> None:
    spring = Closure(date(2026, 3, 29), date(2026, 3, 29))
    autumn = Closure(date(2026, 10, 25), date(2026, 10, 25))
    span = utc(2026, 1, 1), utc(2027, 1, 1)
    [short, long] = closed_ranges((spring, autumn), BERLIN, span)
    assert short == (utc(2026, 3, 28, 23), utc(2026, 3, 29, 22))
    assert (short[1] - short[0], long[1] - long[0]) == (23 * HOUR, 25 * HOUR)


@pytest.mark.parametrize(
    ("first", "last", "year", "expected"),
    [
        (date(2025, 5, 1), date(2025, 5, 1), 2024, []),
        (date(2025, 5, 1), date(2025, 5, 1), 2025, [("2025-05-01", "2025-05-02")]),
        (date(2025, 5, 1), date(2025, 5, 2), 2030, [("2030-05-01", "2030-05-03")]),
        (date(2024, 2, 29), date(2024, 2, 29), 2026, []),
        (date(2024, 2, 29), date(2024, 2, 29), 2028, [("2028-02-29", "2028-03-01")]),
        (date(2024, 2, 28), date(2024, 2, 29), 2026, [("2026-02-28", "2026-03-01")]),
        (date(2024, 2, 29), date(2024, 3, 2), 2026, [("2026-03-01", "2026-03-03")]),
    ],
)
def test_a_yearly_closure_comes_back_on_its_dates(
    first: date, last: date, year: int, expected: list[tuple[str, str]]
) -> None:
    assert days_closed(Closure(first, last, is_yearly=True), year) == expected


def test_a_yearly_closure_over_new_year_is_seen_from_both_sides() -> None:
    holidays = Closure(date(2024, 12, 24), date(2025, 1, 2), is_yearly=True)
    for asked in (utc(2030, 1, 1), utc(2029, 12, 30)):
        found = closed_ranges((holidays,), ZoneInfo("UTC"), (asked, asked + HOUR))
        assert found == [(utc(2029, 12, 24), utc(2030, 1, 3))]


def test_once_is_once() -> None:
    assert days_closed(Closure(date(2025, 5, 1), date(2025, 5, 1)), 2026) == []


def test_a_night_shift_ends_at_the_midnight_when_the_place_closes() -> None:
    nights = {0: (Window(22 * 60, 1440),), 1: (Window(0, 6 * 60),)}
    closed = (Closure(date(2026, 5, 5), date(2026, 5, 5)),)
    calendar = ResourceCalendar("only", "UTC", weekly=nights, closures=closed)
    found = presence(calendar, ZoneInfo("UTC"), (utc(2026, 5, 4), utc(2026, 5, 6)))
    assert found.opened == [(utc(2026, 5, 4, 22), utc(2026, 5, 5))]


def test_a_closed_day_is_refused_by_its_own_name_and_offers_nothing() -> None:
    calendar = ResourceCalendar(
        "only",
        "UTC",
        weekly=dict.fromkeys(range(7), (Window(9 * 60, 17 * 60),)),
        closures=(Closure(date(2026, 5, 5), date(2026, 5, 5)),),
        time_off=((utc(2026, 5, 5, 9), utc(2026, 5, 5, 10)),),
    )
    asked = Problem(
        service=ServiceRules(HOUR, HOUR),
        requirements=(Requirement((calendar,)),),
        now=utc(2026, 5, 1),
        start=utc(2026, 5, 5),
        end=utc(2026, 5, 6),
    )
    assert free_slots(asked) == []
    closed, night = refusal(asked, utc(2026, 5, 5, 9)), refusal(asked, utc(2026, 5, 5, 3))
    assert closed is not None
    assert closed.rule is Rule.CLOSED
    assert night is not None
    assert night.rule is Rule.OUTSIDE_HOURS


def test_a_closure_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Closure(date(2026, 5, 5), date(2026, 5, 4))
