"""A resource is switched off: its appointments go to another, are called off, or stay.

Where they go is found by the same question as every move. A preview is the act itself, taken
back before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from smoothschedule.core.problems import NotAllowed, NotFound, Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, Resource
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.moving import Telling, move
from smoothschedule.scheduling.operations.setup import (
    change_resource,
    switch_off,
    wait_for_bookings,
)
from smoothschedule.scheduling.operations.taking_back import undo
from smoothschedule.scheduling.permissions import MANAGE_APPOINTMENTS
from smoothschedule.scheduling.queries.ahead import appointments_ahead
from smoothschedule.scheduling.refusals import TooManyAhead

LEAVE, MOVE, CANCEL = "leave", "move", "cancel"
#: More than these are not decided about at once.
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the appointments go; `otherwise` is for those that do not fit there."""

    do: str = LEAVE
    to_id: UUID | None = None
    otherwise: str = LEAVE
    notify: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment in the version that came of it."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """An appointment as it was when the resource left; `reason` is why it does not fit."""

    id: UUID
    service_id: UUID
    starts_at: datetime
    service: str
    customer: str | None
    reason: str | None = None


@dataclass(slots=True)
class Departure:
    """What becomes of the appointments ahead, or would."""

    ahead: list[Ahead]
    moved: list[Seen] = field(default_factory=list)
    cancelled: list[Seen] = field(default_factory=list)
    #: Those that do not fit.
    clashes: list[Ahead] = field(default_factory=list)

    @property
    def left(self) -> int:
        return len(self.ahead) - len(self.moved) - len(self.cancelled)


def deactivate(work: Work, resource: Resource, decision: Decision) -> Departure:
    """The resource is off and its appointments are where the decision puts them.

    Raises NotAllowed, ManagersMove, NotFound for a stand-in that is none, TooManyAhead. Locks the
    resource first, so that nobody is booked with it meanwhile. Emits ResourceChanged and what
    becomes of each appointment.
    """
    wait_for_bookings(work, resource.id)
    appointments = appointments_ahead(work, resource.id)
    found = Departure([_seen_now(each) for each in appointments])
    if decision.do != LEAVE:
        _require_decider(work, resource, decision, count=len(found.ahead))
        for each, was in zip(appointments, found.ahead, strict=True):
            _settle(work, each, was, decision=decision, found=found)
    switch_off(work, resource)
    return found


def preview(work: Work, resource: Resource, decision: Decision) -> Departure:
    """What `deactivate` would do; nothing of it stays."""
    with _taken_back(work):
        return deactivate(work, resource, decision)


def reactivate(work: Work, resource: Resource, seen: Sequence[Seen]) -> int:
    """The resource is on again, and what its leaving did to these appointments is taken back;
    returns for how many. Others keep what was done to them since. Raises QuotaReached."""
    change_resource(work, resource, is_active=True)
    return sum(_undone(work, each) for each in seen)


def _require_decider(work: Work, resource: Resource, decision: Decision, *, count: int) -> None:
    if not work.actor.may(MANAGE_APPOINTMENTS):
        raise NotAllowed
    if count > MOST:
        raise TooManyAhead(count=count)
    if decision.do == MOVE:
        to = work.get(Resource, decision.to_id) if decision.to_id else None
        if to is None or to.kind != resource.kind or to.id == resource.id or not to.is_active:
            raise NotFound


def _seen_now(each: Appointment) -> Ahead:
    guest = each.customer.name if each.customer else None
    return Ahead(each.id, each.service_id, each.starts_at, each.service.name, guest)


def _settle(
    work: Work, each: Appointment, was: Ahead, *, decision: Decision, found: Departure
) -> None:
    if decision.do == MOVE and decision.to_id is not None:
        refused = _moved(work, each, decision)
        if refused is None:
            found.moved.append(Seen(each.id, each.version))
            return
        found.clashes.append(replace(was, reason=refused.title))
        if decision.otherwise == LEAVE:
            return
    cancel(
        work,
        each.id,
        version=each.version,
        reason=None,
        by_guest=False,
        notify=decision.notify,
    )
    found.cancelled.append(Seen(each.id, each.version))


def _moved(work: Work, each: Appointment, decision: Decision) -> Problem | None:
    assert decision.to_id is not None
    try:
        with _all_or_nothing(work):
            move(
                work,
                each.id,
                version=each.version,
                starts_at=each.starts_at,
                resource_ids=frozenset({decision.to_id}),
                telling=Telling(notify=decision.notify),
            )
    except Problem as refused:
        return refused
    return None


def _undone(work: Work, seen: Seen) -> bool:
    try:
        with _all_or_nothing(work):
            undo(work, seen.id, version=seen.version)
    except Problem:
        return False
    return True


@contextmanager
def _all_or_nothing(work: Work) -> Iterator[None]:
    """What raises inside has left no trace, in the journal either."""
    journal = work.journal
    changes, marks = len(journal.changes), len(journal.marks)
    try:
        with work.session.begin_nested():
            yield
    except Problem:
        del journal.changes[changes:], journal.marks[marks:]
        raise


class _OnlyLooked(Problem):
    """Ends a preview."""


@contextmanager
def _taken_back(work: Work) -> Iterator[None]:
    try:
        with _all_or_nothing(work):
            yield
            raise _OnlyLooked
    except _OnlyLooked:
        return
