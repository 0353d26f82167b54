"""The states of an appointment, what leads from one to the next, and which keep a resource busy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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


class Act(StrEnum):
    """What somebody does to an appointment that stands, or takes back."""

    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    MOVE = "move"
    SWAP = "swap"
    CHECK_IN = "check_in"
    START = "start"
    COMPLETE = "complete"
    NO_SHOW = "no_show"
    REOPEN = "reopen"
    RESTORE = "restore"
    UNDO = "undo"


#: The customer is known to the business and not here yet.
EXPECTED: Final = frozenset({State.PENDING, State.CONFIRMED})
#: It may still be moved, swapped or called off.
MOVABLE: Final = EXPECTED | {State.CHECKED_IN}
#: The visit is under way or over, as somebody wrote down: a step that can be taken back.
ATTENDED: Final = frozenset({State.CHECKED_IN, State.IN_PROGRESS, State.COMPLETED, State.NO_SHOW})
#: It was called off or turned down, and its time is free.
CALLED_OFF: Final = frozenset({State.CANCELLED, State.REJECTED})

#: What is done to a class as a whole; everything else concerns single participants.
OF_A_SESSION: Final = frozenset({Act.CANCEL, Act.MOVE, Act.START, Act.COMPLETE})

#: How long before its start a customer may be checked in and the work begin.
EARLY: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the life of an appointment: from any of some states to another."""

    before: frozenset[State]
    after: State
    #: How long before the start it may be taken at the earliest; None is at any time.
    early: timedelta | None = None


STEPS: Final[Mapping[Act, Step]] = {
    Act.APPROVE: Step(frozenset({State.PENDING}), State.CONFIRMED),
    Act.REJECT: Step(frozenset({State.PENDING}), State.REJECTED),
    Act.CANCEL: Step(MOVABLE, State.CANCELLED),
    Act.CHECK_IN: Step(frozenset({State.CONFIRMED}), State.CHECKED_IN, EARLY),
    Act.START: Step(frozenset({State.CONFIRMED, State.CHECKED_IN}), State.IN_PROGRESS, EARLY),
    Act.COMPLETE: Step(
        frozenset({State.CONFIRMED, State.CHECKED_IN, State.IN_PROGRESS}), State.COMPLETED, EARLY
    ),
    Act.NO_SHOW: Step(frozenset({State.CONFIRMED}), State.NO_SHOW, timedelta()),
}


def is_too_early(act: Act, starts_at: datetime, *, now: datetime) -> bool:
    """Whether the act has to wait until the appointment is nearer."""
    early = STEPS[act].early
    return early is not None and now < starts_at - early


def step_back(state: State) -> State:
    """Where an appointment goes back to when nobody wrote down where it came from."""
    return State.PENDING if state is State.REJECTED else State.CONFIRMED
