"""How many seats a slot says are left: as large a party as the oracle would let come."""

from random import Random

from hypothesis import given

from smoothschedule.scheduling.rules.slots import free_slots
from tests.scheduling.rules import oracle
from tests.scheduling.rules.random_cases import slot_case
from tests.scheduling.rules.test_against_the_oracle import many, problem_of, seeds


def class_case(seed):
    """A random case of one resource and a class of some seats, of which one is asked for."""
    random = Random(seed)
    case = slot_case(random, "window")
    while "resources" in case:
        case = slot_case(random, "window")
    seats = {"capacity": random.randint(2, 6), "party_size": 1, "service": "yoga"}
    return case | seats


@many(60, 3_000)
@given(seed=seeds)
def test_the_seats_left_are_the_largest_party_that_may_come(seed):
    case = class_case(seed)
    slots = free_slots(problem_of(case))[:12]
    sizes = range(1, case["capacity"] + 2)
    rooms = {size: oracle.Resource({**case, "party_size": size}, {}) for size in sizes}
    for slot in slots:
        may_come = [size for size in sizes if rooms[size].could_take(case, slot.start // 60)]
        assert slot.seats_left == max(may_come)


@many(60, 3_000)
@given(seed=seeds)
def test_a_service_that_is_no_class_counts_no_seats(seed):
    case = class_case(seed) | {"capacity": None}
    assert all(slot.seats_left is None for slot in free_slots(problem_of(case)))
