"""Which parts of an appointment one requirement is held for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from smoothschedule.scheduling.rules.problem import ServiceRules


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, in seconds after the appointment's start, without a break.

    `segment` is the place of its first segment. The service's buffers lie around the whole
    appointment: only what is held from its start has the one before it, only what is held to
    its end the one after it.
    """

    segment: int
    start: int
    end: int
    buffer_before: int
    buffer_after: int


def stretches(service: ServiceRules, place: int) -> tuple[Stretch, ...]:
    """The stretches for which the requirement of that place is held, in order."""
    if not service.segments:
        whole = (service.buffer_before, service.buffer_after)
        return (Stretch(0, 0, service.duration, *whole),)
    return tuple(_stretches(service, place))


def _stretches(service: ServiceRules, place: int) -> Iterator[Stretch]:
    ends = list(accumulate(each.duration for each in service.segments))
    for is_held, run in groupby(
        range(len(ends)), key=lambda at: place in service.segments[at].holds
    ):
        if is_held:
            first, *rest = run
            start = ends[first] - service.segments[first].duration
            end = ends[rest[-1] if rest else first]
            yield Stretch(
                segment=first,
                start=start,
                end=end,
                buffer_before=service.buffer_before if start == 0 else 0,
                buffer_after=service.buffer_after if end == service.duration else 0,
            )
