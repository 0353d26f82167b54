"""How the departure of a resource goes, and what becomes of each of its appointments."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Do(StrEnum):
    """What is decided about the appointments ahead."""

    LEAVE = "leave"
    MOVE = "move"
    CANCEL = "cancel"


class DepartureState(StrEnum):
    """Where a departure stands."""

    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"  # what was done until then stands
    UNDOING = "undoing"
    UNDONE = "undone"


class Fate(StrEnum):
    """What became of an appointment."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    STAYED = "stayed"


#: A job goes through the appointments.
UNDER_WAY: Final = frozenset({DepartureState.WORKING, DepartureState.UNDOING})
#: What was done can be taken back.
REVERSIBLE: Final = frozenset({DepartureState.DONE, DepartureState.STOPPED})
