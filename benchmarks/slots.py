"""How the cost of free slots grows with resources and appointments; no database.

    python -m benchmarks.slots [--small]

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

from benchmarks.figures import Report, milliseconds, run
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


def processor_seconds(work: Callable[[], object]) -> float:
    """Median processor time of one call."""
    spent = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        spent.append(process_time() - began)
    return median(spent)


def compare(
    report: Report, what: str, problems: dict[int, Problem], ask: Callable[[Problem], object]
) -> None:
    """One line for each problem after the first: how much more it is, how much more it costs."""
    first, *others = problems
    base = processor_seconds(partial(ask, problems[first]))
    for count in others:
        cost = processor_seconds(partial(ask, problems[count]))
        report.add(
            f"{count:,} / {first:,} {what}",
            cost / base,
            f"{milliseconds(cost)} / {milliseconds(base)}",
        )


def measure(is_small: bool) -> Report:
    """How cost grows with each dimension."""
    report = Report("Free slots: how their cost grows, by processor time and without a database")
    resources = (1, 10) if is_small else (1, 10, 50, 200, 1_000)
    bookings = (10, 50) if is_small else (10, 50, 200, 1_000)
    days = (1, 7) if is_small else (1, 7, 31, 62)
    compare(
        report,
        "appointments of one resource, 31 days",
        {n: problem(bookings=n) for n in bookings},
        free_slots,
    )
    compare(
        report,
        "resources with 200 appointments each, 31 days",
        {n: problem(n) for n in resources},
        free_slots,
    )
    compare(
        report,
        "resources, the same on the optimized grid",
        {n: optimized(problem(n)) for n in resources[:4]},
        free_slots,
    )
    compare(report, "days, 10 resources", {n: problem(10, days=n) for n in days}, free_slots)
    compare(
        report,
        "resources, may I book this",
        {n: problem(n) for n in resources[:4]},
        lambda asked: answer(asked, NOW + 7 * DAY),
    )
    return report


if __name__ == "__main__":
    run("slots", measure, __doc__)
