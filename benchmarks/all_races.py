"""Every race about appointments by its name, as tests and benchmarks run them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from benchmarks import change_races, class_races, races
from benchmarks.races import Round, expect
from benchmarks.stage import Stage

RACES: dict[str, Callable[[Stage], Round]] = {
    race.__name__.replace("_", "-"): race
    for race in (
        races.same_slot_stampede,
        races.overlap_with_different_lengths,
        races.staff_and_room_in_opposite_order,
        races.two_pending_one_approval,
        races.hold_expires,
        class_races.class_capacity,
        races.reschedule_race,
        races.retry_is_not_a_second_booking,
        change_races.undo_cancel_into_taken_slot,
        change_races.swap_two,
        races.any_staff_two_clients_two_free,
        change_races.staff_may_override_customer_may_not,
        races.two_moves_cross,
        class_races.join_against_leaving,
        class_races.join_against_moving,
    )
}


def run_race(stage: Stage, name: str, *, rounds: int) -> Counter[str]:
    """The race was run that often and every promise kept; counts answers by status and slug.

    Raises Broken.
    """
    run, seen = RACES[name](stage), Counter[str]()
    for number in range(rounds):
        for answer in run(number):
            seen[f"{answer.status} {answer.problem}".strip()] += 1
    expect(stage.overlaps() == 0, "nothing overlaps")
    return seen
