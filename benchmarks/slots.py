"""How the cost of free slots grows with resources and appointments; no database.

    python -m benchmarks.slots

Every problem is answered cold, windows expanded and all. The figures that travel between
machines are the ratios: twice the resources or bookings should cost about twice as much.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from random import Random
from statistics import median
from time import process_time

from smoothschedule.scheduling.rules.problem import (
    Busy,
    Grid,
    Problem,
    Requirement,
    ResourceCalendar,
    ServiceRules,
    Window,
)
from smoothschedule.scheduling.rules.slots import answer, free_slots

MINUTE, DAY = 60, 86_400
NOW = int(datetime(2026, 3, 14, 9, 30, tzinfo=UTC).timestamp())
WEEK = {weekday: (Window(9 * 60, 12 * 60), Window(13 * 60, 18 * 60)) for weekday in range(6)}
ROUNDS = 7


def calendar(number: int, days: int, bookings: int) -> ResourceCalendar:
    """A resource with that many bookings strewn over the days."""
    random = Random(number)
    busy = []
    for booking in range(bookings):
        start = NOW + random.randrange(days * 24 * 12) * 5 * MINUTE
        busy.append(
            Busy(start, start + 30 * MINUTE, buffer_after=10 * MINUTE, booking=f"{booking}")
        )
    return ResourceCalendar(f"r{number}", "Europe/Berlin", weekly=WEEK, busy=tuple(busy))


def problem(resources: int = 1, *, days: int = 31, bookings: int = 200) -> Problem:
    """Any of that many resources, half-hour appointments every quarter of an hour."""
    candidates = tuple(calendar(number, days, bookings) for number in range(resources))
    return Problem(
        service=ServiceRules(30 * MINUTE, 15 * MINUTE, buffer_before=5 * MINUTE),
        requirements=(Requirement(candidates),),
        now=NOW,
        start=NOW,
        end=NOW + days * DAY,
    )


def optimized(asked: Problem) -> Problem:
    """The same question on the optimized grid."""
    return replace(asked, service=replace(asked.service, grid=Grid.OPTIMIZED))


def milliseconds(work: Callable[[], object]) -> float:
    """Median processor time of one call."""
    spent = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        spent.append((process_time() - began) * 1000)
    return median(spent)


def table(title: str, problems: dict[str, Problem], ask: Callable[[Problem], object]) -> None:
    """One line for each problem, with its cost as a multiple of the first."""
    print(f"\n| {title} | ms | times the first |\n|---|---:|---:|")
    first = None
    for name, each in problems.items():
        cost = milliseconds(partial(ask, each))
        first = first or cost
        print(f"| {name} | {cost:.2f} | {cost / first:.2f} |")


def main() -> None:
    """Print the tables."""
    few_and_many = (1, 10, 50, 200, 1_000)
    table(
        "appointments of one resource, 31 days",
        {f"{n}": problem(bookings=n) for n in (10, 50, 200, 1_000)},
        free_slots,
    )
    table(
        "resources with 200 appointments each, 31 days",
        {f"{n}": problem(n) for n in few_and_many},
        free_slots,
    )
    table(
        "the same on the optimized grid",
        {f"{n}": optimized(problem(n)) for n in few_and_many[:4]},
        free_slots,
    )
    table("days, 10 resources", {f"{n}": problem(10, days=n) for n in (1, 7, 31, 62)}, free_slots)
    table(
        "may I book this, of so many resources",
        {f"{n}": problem(n) for n in few_and_many[:4]},
        lambda asked: answer(asked, NOW + 7 * DAY),
    )


if __name__ == "__main__":
    main()
