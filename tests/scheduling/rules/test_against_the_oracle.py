"""Thousands of random problems: the rules and the minute-by-minute oracle say the same.

HYPOTHESIS_PROFILE=thorough looks at many more, different ones each time.
"""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings, strategies as st

from smoothschedule.case_forms import Fields, read_problem
from smoothschedule.scheduling.rules.problem import (
    Closure,
    Grid,
    Refusal,
    Requirement,
    Rule,
    Segment,
)
from smoothschedule.scheduling.rules.recurrence import Series, occurrences
from smoothschedule.scheduling.rules.slots import alternatives, answer, free_slots, refusal
from tests.scheduling.rules import oracle
from tests.scheduling.rules.random_cases import CHANGES, minute_of, slot_case

IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
seeds = st.integers(0, 2**64 - 1)


def many(ordinary, thorough):
    """That many examples; the ordinary run sees the same ones each time."""
    return settings(
        max_examples=thorough if IS_THOROUGH else ordinary,
        deadline=None,
        derandomize=not IS_THOROUGH,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def random_case(seed, alignment):
    case = slot_case(Random(seed), alignment)
    note(case)
    return case


def problem_of(case):
    """The case as the rules know it, with what the cases' form has no words for."""
    read = read_problem(Fields(case, "case"))
    own = {fields.get("id", "only"): fields for fields in case.get("resources", [case])}
    if len(own) == 1:
        names = (each.id for need in read.requirements for each in need.candidates)
        own = dict.fromkeys(names, *own.values())
    requirements = tuple(
        Requirement(
            tuple(
                replace(each, closures=closures_of(own[each.id])) for each in requirement.candidates
            )
        )
        for requirement in read.requirements
    )
    parts = tuple(
        Segment(minutes * 60, frozenset(held)) for minutes, held in case.get("segments", ())
    )
    service = replace(read.service, segments=parts)
    return replace(read, service=service, requirements=requirements)


def closures_of(fields):
    return tuple(
        Closure(
            date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"]), entry["yearly"]
        )
        for entry in fields.get("closures", [])
    )


@pytest.mark.timeout(7200 if IS_THOROUGH else 300)
@pytest.mark.parametrize(("alignment", "examples"), [("window", 350), ("optimized", 150)])
def test_the_free_slots_are_those_of_the_oracle(alignment, examples):
    @many(examples, 25_000)
    @given(seed=seeds)
    def agree(seed):
        case = random_case(seed, alignment)
        found = {slot.start: slot.candidates for slot in free_slots(problem_of(case))}
        expected = oracle.starts(case)
        assert list(found) == list(expected)
        if case.get("combine") == "any":
            assert {t: list(names[0]) for t, names in found.items()} == expected

    agree()


@pytest.mark.parametrize("alignment", ["window", "optimized"])
@many(150, 3_000)
@given(seed=seeds)
def test_what_is_offered_may_be_booked(alignment, seed):
    problem = problem_of(random_case(seed, alignment))
    for slot in free_slots(problem)[::7]:
        assert answer(problem, slot.start, on_grid=True) == slot
        assert refusal(problem, slot.start) is None


@pytest.mark.parametrize("alignment", ["window", "optimized"])
@many(150, 3_000)
@given(seed=seeds)
def test_any_minute_may_be_booked_or_is_refused_as_the_oracle_says(alignment, seed):
    random = Random(seed)
    case = random_case(seed, alignment)
    problem = problem_of(case)
    start = random.randrange(problem.start, problem.end, 60)
    resources = [oracle.Resource(case, own) for own in case.get("resources", [{}])]
    allowed = [
        start >= problem.now + problem.service.lead
        and each.is_within_horizon(case, start)
        and each.could_take(case, start // 60, place if case.get("combine") == "all" else 0)
        for place, each in enumerate(resources)
    ]
    is_free = all(allowed) if case.get("combine") == "all" else any(allowed)
    assert (refusal(problem, start) is None) == is_free


@many(150, 3_000)
@given(seed=seeds)
def test_a_start_between_the_grid_lines_is_refused_only_when_the_grid_is_asked_for(seed):
    problem = problem_of(random_case(seed, "window"))
    offered = {slot.start for slot in free_slots(problem)}
    for start in range(problem.start, problem.end, 3_660):
        loose, strict = answer(problem, start), answer(problem, start, on_grid=True)
        assert (start in offered) == (not isinstance(strict, Refusal))
        if not isinstance(loose, Refusal) and start not in offered:
            assert strict == Refusal(Rule.OFF_GRID)


@pytest.mark.parametrize("grid", list(Grid))
@many(150, 3_000)
@given(seed=seeds)
def test_the_grid_does_not_depend_on_the_range_asked_about(grid, seed):
    problem = problem_of(random_case(seed, grid.value))
    middle = (problem.start + problem.end) // 2
    halves = free_slots(replace(problem, end=middle)) + free_slots(replace(problem, start=middle))
    assert halves == free_slots(problem)


@many(100, 2_000)
@given(seed=seeds)
def test_alternatives_are_the_nearest_offers(seed):
    problem = problem_of(random_case(seed, "window"))
    wanted = Random(seed).randrange(problem.start, problem.end)
    others = [slot.start for slot in free_slots(problem) if slot.start != wanted]
    nearest = sorted(others, key=lambda start: abs(start - wanted))
    found = [slot.start for slot in alternatives(problem, wanted)]
    assert [abs(start - wanted) for start in found] == [abs(s - wanted) for s in nearest[:3]]


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@many(20, 500)
@given(minute=st.integers(0, 1439), every=st.integers(1, 3))
def test_a_series_happens_when_the_clock_on_the_wall_shows_it(zone, day, minute, every):
    first = datetime.combine(day - timedelta(days=3), time(minute // 60, minute % 60))
    walls = [first + timedelta(days=every * count) for count in range(4)]
    middle = minute_of(day)
    wall = oracle.wall_of(zone, middle - 5 * oracle.DAY, middle + 9 * oracle.DAY)
    shown = [minute_of(each) + each.hour * 60 + each.minute for each in walls]
    expected = sorted({wall.moment(each) * 60 for each in shown})
    series = Series(zone, first, f"FREQ=DAILY;COUNT=4;INTERVAL={every}")
    assert list(occurrences(series).starts) == expected
