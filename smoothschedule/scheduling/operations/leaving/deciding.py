"""What becomes of one appointment of a resource that leaves, by the same question as every move.

A preview is the act itself, taken back before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from smoothschedule.core.problems import NotAllowed, NotFound, Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, Resource
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.moving import Telling, move, require_mover
from smoothschedule.scheduling.operations.setup import switch_off, wait_for_bookings
from smoothschedule.scheduling.operations.taking_back import undo
from smoothschedule.scheduling.permissions import MANAGE_APPOINTMENTS, VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.ahead import appointments_ahead, count_ahead
from smoothschedule.scheduling.rules.departures import Do, Fate

#: A job does it with these, so whoever decides has them too.
NEEDED: Final = frozenset({MANAGE_APPOINTMENTS, VIEW_ALL_CALENDARS})
#: A preview tries so many; more would keep whoever asks, and whoever books meanwhile, waiting.
MOST_TRIED: Final = 25
#: So many are shown of each kind.
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the appointments go; `otherwise` is for those that do not fit there."""

    do: str = Do.LEAVE
    to_id: UUID | None = None
    otherwise: str = Do.LEAVE
    notify: bool = True
    deletes: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an appointment: in which version, or why it could not go there."""

    fate: Fate
    version: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """An appointment that the resource still has; `reason` is why it does not fit."""

    id: UUID
    starts_at: datetime
    service: str
    customer: str | None
    reason: str | None = None


@dataclass(slots=True)
class Preview:
    """What would become of the first `tried` of `count` appointments."""

    count: int
    tried: int
    fit: int = 0
    items: list[Ahead] = field(default_factory=list)
    #: The first of those that do not fit.
    clashes: list[Ahead] = field(default_factory=list)


def preview(work: Work, resource: Resource, decision: Decision) -> Preview:
    """What a departure would come to; nothing of it stays. Raises as `require_decider`.

    While it tries moves, bookings with the resource wait: for MOST_TRIED moves at most, about
    0.3 s on two cores. The lock goes back with what was tried, before the transaction ends.
    """
    require_decider(work, resource, decision)
    count = count_ahead(work, resource.id)
    first = appointments_ahead(work, resource.id, limit=MOST_TRIED)
    # Who comes is for those to know who see the calendar.
    is_seen = work.actor.may(VIEW_ALL_CALENDARS) or work.actor.resource_id == resource.id
    found = Preview(count, len(first), items=[_seen(each) for each in first[:SHOWN] if is_seen])
    if decision.do == Do.MOVE:
        with _taken_back(work):
            wait_for_bookings(work, resource.id)
            switch_off(work, resource)
            for each in first:
                _try(work, each, decision, found)
    return found


def require_decider(work: Work, resource: Resource, decision: Decision) -> None:
    """The caller may decide so: raises NotAllowed, ManagersMove, or NotFound for a stand-in that
    is none."""
    if decision.do == Do.LEAVE:
        return
    require_needed(work)
    if decision.do == Do.MOVE:
        to = work.get(Resource, decision.to_id) if decision.to_id else None
        if to is None or to.kind != resource.kind or to.id == resource.id or not to.is_active:
            raise NotFound


def require_needed(work: Work) -> None:
    """The caller may do themselves what the job is to do; raises NotAllowed, ManagersMove."""
    if not work.actor.permissions >= NEEDED:
        raise NotAllowed
    require_mover(work)


def settle(work: Work, each: Appointment, decision: Decision) -> Settled:
    """The appointment is where the decision puts it. Emits what becomes of it."""
    reason = None
    if decision.do == Do.MOVE and decision.to_id is not None:
        refused = _moved(work, each, decision.to_id, notify=decision.notify)
        if refused is None:
            return Settled(Fate.MOVED, each.version)
        reason = refused.title
        if decision.otherwise == Do.LEAVE:
            return Settled(Fate.STAYED, reason=reason)
    try:
        with _all_or_nothing(work):
            cancel(
                work,
                each.id,
                version=each.version,
                reason=None,
                by_guest=False,
                notify=decision.notify,
            )
    except Problem as refused:
        return Settled(Fate.STAYED, reason=refused.title)
    return Settled(Fate.CANCELLED, each.version, reason)


def bring_back(work: Work, appointment_id: UUID, *, version: int) -> Problem | None:
    """What was done to the appointment is taken back, or why not. Emits what follows from it."""
    try:
        with _all_or_nothing(work):
            undo(work, appointment_id, version=version)
    except Problem as refused:
        return refused
    return None


def _seen(each: Appointment) -> Ahead:
    guest = each.customer.name if each.customer else None
    return Ahead(each.id, each.starts_at, each.service.name, guest)


def _try(work: Work, each: Appointment, decision: Decision, found: Preview) -> None:
    assert decision.to_id is not None
    seen = _seen(each)
    refused = _moved(work, each, decision.to_id, notify=False)
    if refused is None:
        found.fit += 1
    elif len(found.clashes) < SHOWN:
        found.clashes.append(replace(seen, reason=refused.title))


def _moved(work: Work, each: Appointment, to_id: UUID, *, notify: bool) -> Problem | None:
    try:
        with _all_or_nothing(work):
            move(
                work,
                each.id,
                version=each.version,
                starts_at=each.starts_at,
                resource_ids=frozenset({to_id}),
                telling=Telling(notify=notify),
            )
    except Problem as refused:
        return refused
    return None


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
