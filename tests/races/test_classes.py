"""The races about seats of classes, a few rounds each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.class_races import class_capacity, join_against_leaving, join_against_moving
from benchmarks.races import Round
from benchmarks.stage import Stage

ROUNDS = 4


@pytest.mark.parametrize("race", [class_capacity, join_against_leaving, join_against_moving])
def test_a_race_for_seats_ends_as_promised(stage: Stage, race: Callable[[Stage], Round]) -> None:
    run = race(stage)
    for number in range(ROUNDS):
        answers = run(number)
        assert not [answer for answer in answers if answer.status >= 500]
    assert stage.overlaps() == 0
