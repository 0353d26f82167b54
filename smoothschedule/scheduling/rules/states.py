"""The states of an appointment, and which of them keep a resource busy."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an appointment stands in its life."""

    HOLD = "hold"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    EXPIRED = "expired"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


BLOCKING_STATES: Final = frozenset(
    {
        State.HOLD,
        State.PENDING,
        State.CONFIRMED,
        State.CHECKED_IN,
        State.IN_PROGRESS,
        State.COMPLETED,
    }
)
"""An appointment in one of these occupies its resources; in any other it occupies nothing."""
