"""What each report tells, computed from sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Sums = Mapping[str, Any]
#: None: there is nothing to compute it from.
Value = float | None


class Kind(StrEnum):
    BOOKINGS = "bookings"
    UTILISATION = "utilisation"
    NO_SHOWS = "no_shows"
    REVENUE = "revenue"
    LEAD_TIME = "lead_time"


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"  # minor units of the business's currency
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of a report, and how it follows from the sums."""

    key: str
    label: str
    unit: Unit
    of: Callable[[Sums], Value]


def _sum(name: str) -> Callable[[Sums], Value]:
    return lambda sums: float(sums.get(name) or 0)


def _mean(name: str) -> Callable[[Sums], Value]:
    return lambda sums: None if sums.get(name) is None else round(float(sums[name]), 1)


def _share(part: str, *whole: str) -> Callable[[Sums], Value]:
    def share(sums: Sums) -> Value:
        total = sum(sums.get(name) or 0 for name in whole)
        return round(100 * float(sums.get(part) or 0) / float(total), 1) if total else None

    return share


def _hours(name: str) -> Callable[[Sums], Value]:
    return lambda sums: round((sums.get(name) or 0) / 60, 1)


#: The first measure of each is the one that is drawn.
MEASURES: Final[Mapping[Kind, tuple[Measure, ...]]] = {
    Kind.BOOKINGS: (
        Measure("booked", "Booked", Unit.COUNT, _sum("booked")),
        Measure("cancelled", "Cancelled", Unit.COUNT, _sum("cancelled")),
        Measure(
            "cancelled_share",
            "Cancelled, in %",
            Unit.PERCENT,
            _share("cancelled", "booked", "cancelled", "missed"),
        ),
    ),
    Kind.UTILISATION: (
        Measure(
            "used_share", "Booked, in %", Unit.PERCENT, _share("booked_minutes", "open_minutes")
        ),
        Measure("booked_hours", "Booked", Unit.HOURS, _hours("booked_minutes")),
        Measure("open_hours", "Open", Unit.HOURS, _hours("open_minutes")),
    ),
    Kind.NO_SHOWS: (
        Measure("missed", "Did not come", Unit.COUNT, _sum("missed")),
        Measure(
            "missed_share",
            "Did not come, in %",
            Unit.PERCENT,
            _share("missed", "missed", "completed"),
        ),
        Measure("late_fees", "Late fees", Unit.MONEY, _sum("late_fees_minor")),
    ),
    Kind.REVENUE: (
        Measure("earned", "Earned", Unit.MONEY, _sum("earned_minor")),
        Measure("expected", "Still expected", Unit.MONEY, _sum("expected_minor")),
        Measure("late_fees", "Late fees", Unit.MONEY, _sum("late_fees_minor")),
    ),
    Kind.LEAD_TIME: (
        Measure("lead_hours", "Booked ahead, on average", Unit.HOURS, _mean("lead_hours")),
        Measure("median_hours", "Booked ahead, median", Unit.HOURS, _mean("median_hours")),
        Measure("booked", "Booked", Unit.COUNT, _sum("booked")),
    ),
}


def values_of(kind: Kind, sums: Sums) -> list[Value]:
    """The values of the report's measures, in their order."""
    return [measure.of(sums) for measure in MEASURES[kind]]
