"""Who gets the booking."""

from itertools import product

import pytest
from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.assignment import can_assign, choose
from smoothschedule.scheduling.rules.problem import Slot

options = st.lists(st.lists(st.sampled_from("abcde"), max_size=4, unique=True), max_size=5)


def assignments(rows):
    return [each for each in product(*rows) if len(set(each)) == len(each)]


def slot(*rows):
    return Slot(0, 60, tuple(tuple(row) for row in rows))


@given(options)
def test_everyone_can_be_placed_when_some_assignment_has_no_one_twice(rows):
    assert can_assign(rows) == bool(assignments(rows))


@given(options.filter(assignments), st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3)))
def test_the_choice_is_the_best_assignment_from_the_first_requirement_on(rows, booked):
    def preference(each):
        return [
            (booked.get(chosen, 0), row.index(chosen))
            for chosen, row in zip(each, rows, strict=True)
        ]

    assert choose(slot(*rows), booked=booked) == min(assignments(rows), key=preference)


def test_the_one_with_the_fewest_bookings_goes_first():
    assert choose(slot(["ann", "bea"]), booked={"ann": 2, "bea": 1}) == ("bea",)


def test_of_equals_the_first_in_order_goes_first():
    assert choose(slot(["ann", "bea"]), booked={}) == ("ann",)


def test_the_first_requirement_leaves_the_next_somebody():
    assert choose(slot(["ann", "bea"], ["ann"]), booked={}) == ("bea", "ann")


def test_nobody_left_is_an_error():
    with pytest.raises(ValueError, match="enough"):
        choose(slot(["ann"], ["ann"]), booked={})
