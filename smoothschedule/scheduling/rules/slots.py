"""What is free, and may I book this: one answer to both.

`answer` decides about one start, `free_slots` about every start of the grid, both by asking
the same board. So a time that was offered is refused only when the facts have changed.
"""

from smoothschedule.scheduling.rules.intervals import holds, merged
from smoothschedule.scheduling.rules.layout import DAY, REACH, lay_out
from smoothschedule.scheduling.rules.problem import (
    Grid,
    Interval,
    Problem,
    Refusal,
    Rule,
    ServiceRules,
    Slot,
)


def free_slots(problem: Problem) -> list[Slot]:
    """Every start on offer in [problem.start, problem.end), in order.

    A slot names, of the first requirement, only those whose own grid it lies on. Raises
    RangeTooLongError when more than five years would have to be looked at.
    """
    asked = _asked(problem)
    if asked[0] >= asked[1]:
        return []
    layout = lay_out(problem, asked)
    full = merged(problem.used_up)
    offered = layout.board.slots(layout.grids)
    return [slot for slot in offered if not holds(full, slot.start, slot.start + 1)]


def answer(problem: Problem, start: int, *, on_grid: bool = False) -> Slot | Refusal:
    """The slot at `start` with those who could take it, or the rule that refuses it.

    The range of the problem does not matter here. Whoever has `start` on their own grid goes
    before those who are merely free. With `on_grid` a start on nobody's grid is refused; the
    optimized grid moves with the clock and the bookings, so there it stays allowed.
    """
    service = problem.service
    if start < problem.now:
        return Refusal(Rule.PAST_TIME)
    if start < problem.now + service.lead:
        return Refusal(Rule.TOO_SOON)
    if holds(merged(problem.used_up), start, start + 1):
        return Refusal(Rule.LIMIT)
    layout = lay_out(problem, (start, start + 1))
    slot = layout.board.slot(start, layout.on_grid(start))
    if slot is None and not (on_grid and service.grid is Grid.WINDOW):
        slot = layout.board.slot(start, layout.board.rows[0])
    return slot or layout.board.refusal(start) or Refusal(Rule.OFF_GRID)


def refusal(problem: Problem, start: int, *, on_grid: bool = False) -> Refusal | None:
    """The rule that refuses a booking at `start`, or None when it may be made."""
    found = answer(problem, start, on_grid=on_grid)
    return found if isinstance(found, Refusal) else None


def alternatives(problem: Problem, start: int, *, count: int = 3) -> list[Slot]:
    """The `count` offered times nearest to `start` within the problem's range, nearest first."""
    others = (slot for slot in free_slots(problem) if slot.start != start)
    return sorted(others, key=lambda slot: (abs(slot.start - start), slot.start))[:count]


def facts_needed(service: ServiceRules, asked: Interval, *, now: int) -> Interval:
    """The interval whose bookings and time off decide about starts within `asked`.

    Bookings belong to it with their own buffers. What lies outside cannot change an answer;
    for the optimized grid, which follows free ranges to their ends, only where the grid of
    a resource that never closes lies.
    """
    start = asked[0] - service.buffer_before
    end = asked[1] + service.duration + service.buffer_after
    if service.grid is Grid.OPTIMIZED:
        return min(start, now + service.lead - service.buffer_before), end + REACH
    return start, end


def _asked(problem: Problem) -> Interval:
    """The range of starts as far as lead time and horizon let it count in any zone."""
    start = max(problem.start, problem.now + problem.service.lead)
    end = problem.end
    if problem.service.horizon_days is not None:
        end = min(end, problem.now + (problem.service.horizon_days + 3) * DAY)
    return start, end
