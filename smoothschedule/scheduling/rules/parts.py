"""Whether the parts of a service fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

#: Minutes, and the places of the requirements that are held meanwhile.
Part: TypeAlias = tuple[int, Collection[int]]


def why_parts_do_not_fit(
    parts: Iterable[Part], *, minutes: int, needs: int, grid: str
) -> str | None:
    """What is wrong with the parts of a service of so many minutes and requirements, in words;
    None when they fit, or when there are none."""
    every = list(parts)
    if not every:
        return None
    total = sum(length for length, _ in every)
    if total != minutes:
        return f"The parts take {total} minutes together, the service {minutes}."
    if {place for _, holds in every for place in holds} != set(range(needs)):
        return "Each requirement is needed in at least one part, and no other is."
    if grid == "optimized":
        return "A service in parts starts at regular times."
    return None
