"""Interval algebra against sets of whole numbers."""

from itertools import pairwise

from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.intervals import (
    common,
    holds,
    merged,
    overlaps,
    pieces,
    without,
)

numbers = st.integers(-20, 40)
intervals = st.lists(st.tuples(numbers, numbers), max_size=8)


def members(ranges):
    return {number for start, end in ranges for number in range(start, end)}


def are_ranges(ranges):
    in_order = all(one[1] < other[0] for one, other in pairwise(ranges))
    return in_order and all(start < end for start, end in ranges)


@given(intervals)
def test_merging_keeps_every_member(some):
    assert members(merged(some)) == members(some)
    assert are_ranges(merged(some))


@given(intervals, intervals)
def test_two_sets_of_ranges_are_cut_and_shared_like_sets(some, others):
    one, other = merged(some), merged(others)
    assert members(without(one, other)) == members(one) - members(other)
    assert members(common(one, other)) == members(one) & members(other)
    assert are_ranges(without(one, other))
    assert are_ranges(common(one, other))


@given(intervals, intervals)
def test_pieces_stay_within_their_own_window(windows, others):
    cut = merged(others)
    expected = [piece for window in windows for piece in common(merged([window]), cut)]
    assert pieces(windows, cut) == expected


@given(intervals, numbers, st.integers(1, 9))
def test_an_interval_is_held_when_each_member_is(some, start, length):
    wanted = (start, start + length)
    assert holds(merged(some), *wanted) == (members([wanted]) <= members(some))
    for each in merged(some):
        assert overlaps(wanted, each) == bool(members([wanted]) & members([each]))
