"""Who gets the booking: one distinct resource for each requirement."""

from collections.abc import Mapping, Sequence

from smoothschedule.scheduling.rules.problem import ResourceId, Slot

Options = Sequence[Sequence[ResourceId]]


def can_assign(options: Options) -> bool:
    """Whether each of `options` can be given one of its own, no two the same."""
    if len(options) == 1:
        return bool(options[0])
    if len({option for row in options for option in row}) == sum(map(len, options)):
        return all(options)
    holder: dict[ResourceId, int] = {}
    return all(_place(options, row, holder, set()) for row in range(len(options)))


def choose(slot: Slot, *, booked: Mapping[ResourceId, int]) -> tuple[ResourceId, ...]:
    """One free resource for each requirement of the slot, in their order, all different.

    Each requirement in turn takes whoever has the fewest bookings that day (`booked`; not
    named is none), then whoever comes first, as long as the rest still find someone.
    Raises ValueError when they cannot all be met, which no offered slot makes happen.
    """
    chosen: list[ResourceId] = []
    for at, candidates in enumerate(slot.candidates):
        rest = slot.candidates[at + 1 :]
        by_preference = sorted(candidates, key=lambda each: booked.get(each, 0))
        for candidate in by_preference:
            taken = {*chosen, candidate}
            left = [[each for each in row if each not in taken] for row in rest]
            if candidate not in chosen and can_assign(left):
                chosen.append(candidate)
                break
        else:
            raise ValueError("the slot does not name enough different resources")
    return tuple(chosen)


def _place(
    options: Options, row: int, holder: dict[ResourceId, int], tried: set[ResourceId]
) -> bool:
    """Whether `row` got one of its own in `holder`, others having moved over if need be."""
    for option in options[row]:
        if option not in tried:
            tried.add(option)
            if option not in holder or _place(options, holder[option], holder, tried):
                holder[option] = row
                return True
    return False
