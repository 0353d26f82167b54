"""A departure begins, is stopped and taken back; its appointments are decided about one by one.

Each is a transaction of its own that locks the departure first, so a worker may die at any
moment, or two may run at once: each appointment is decided about once.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, false, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Appointment, Departure, DepartureRow, Resource
from smoothschedule.scheduling.operations.leaving.deciding import (
    Decision,
    Settled,
    bring_back,
    require_decider,
    require_needed,
    settle,
)
from smoothschedule.scheduling.operations.leaving.deleting import delete, restore
from smoothschedule.scheduling.operations.setup import (
    change_resource,
    switch_off,
    wait_for_bookings,
)
from smoothschedule.scheduling.queries.ahead import count_ahead, is_ahead, is_leaving, list_ahead
from smoothschedule.scheduling.queries.departures import fates, is_latest
from smoothschedule.scheduling.refusals import (
    BeingBooked,
    DepartureGoesOn,
    DepartureMovedOn,
    ResourceHasAppointments,
)
from smoothschedule.scheduling.rules.departures import REVERSIBLE, DepartureState, Do, Fate

#: Whoever looks on is told after so many.
TELL_EVERY: Final = 20
CHANGED_MEANWHILE: Final = "It was changed or called off meanwhile."
UNEXPECTED: Final = "It did not work this time. Please look at it by hand."


def leave(work: Work, resource: Resource, decision: Decision) -> Departure:
    """The resource is off, and a job puts its appointments where the decision says.

    Locks the resource first, so that nobody is booked with it meanwhile. Raises as
    `require_decider`, or DepartureGoesOn. Emits ResourceChanged, and DepartureStarted where there
    is anything to do.
    """
    wait_for_bookings(work, resource.id)
    require_decider(work, resource, decision)
    if is_leaving(work, resource.id):
        raise DepartureGoesOn
    count = count_ahead(work, resource.id)
    has_work = count > 0 and decision.do != Do.LEAVE
    found = Departure(
        resource_id=resource.id,
        created_by_id=work.actor.user_id,
        decision=decision.do,
        to_id=decision.to_id,
        otherwise=decision.otherwise,
        notify=decision.notify,
        deletes=decision.deletes,
        state=DepartureState.WORKING if has_work else DepartureState.DONE,
        total=count,
        ended_at=None if has_work else work.now,
    )
    work.session.add(found)
    work.session.flush()
    switch_off(work, resource)
    if has_work:
        list_ahead(work, found)
        work.emit(events.DepartureStarted(found.id), appointments=count)
    return found


def stop(work: Work, departure_id: UUID) -> Departure:
    """No more appointments are decided about; what was done stands. Raises DepartureMovedOn.
    Emits DepartureEnded."""
    found = work.get(Departure, departure_id, lock=True)
    if found.state != DepartureState.WORKING:
        raise DepartureMovedOn
    _end(work, found, DepartureState.STOPPED)
    return found


def settle_next(work: Work, departure_id: UUID) -> bool:
    """The next appointment is where the decision puts it, or the departure has ended, and False.

    Emits what becomes of the appointment, now and then DepartureWentOn, at last DepartureEnded.
    """
    found = work.get(Departure, departure_id, lock=True)
    if found.state != DepartureState.WORKING:
        return False
    row = _next(work, found)
    if row is None:
        _end(work, found, DepartureState.DONE)
        if found.deletes:
            _delete(work, found)
        return False
    decision = Decision(found.decision, found.to_id, found.otherwise, found.notify)
    each = work.get(Appointment, row.appointment_id)
    if is_ahead(work, found.resource_id, each.id):
        _note(row, settle(work, each, decision))
    else:
        _note(row, Settled(Fate.STAYED, reason=CHANGED_MEANWHILE))
    _tell(work, found, row)
    return True


def next_number(work: Work, departure_id: UUID) -> int | None:
    """Which appointment is the next; it stays that until the end, for the departure is locked."""
    row = _next(work, work.get(Departure, departure_id, lock=True))
    return None if row is None else row.number


def give_up(work: Work, departure_id: UUID, number: int) -> None:
    """The appointment of this number stays as it is, for what nobody expected went wrong with it,
    unless it was decided about meanwhile."""
    found = work.get(Departure, departure_id, lock=True)
    row = _next(work, found, DepartureRow.number == number)
    if row is None:
        return
    if found.state == DepartureState.WORKING:
        _note(row, Settled(Fate.STAYED, reason=UNEXPECTED))
    else:
        row.is_back, row.reason = False, UNEXPECTED


def ask_undo(work: Work, departure_id: UUID) -> Departure:
    """The resource is on again, and a job takes back what its leaving did to its appointments.

    Raises NotAllowed, ManagersMove, DepartureMovedOn unless it is the last one and over, or
    QuotaReached. Emits ResourceChanged and DepartureUndoAsked, and ResourceRestored where it had
    been deleted.
    """
    found = work.get(Departure, departure_id, lock=True)
    require_needed(work)
    if DepartureState(found.state) not in REVERSIBLE or not is_latest(work, found):
        raise DepartureMovedOn
    resource = work.get(Resource, found.resource_id)
    if resource.deleted_at is not None:
        restore(work, resource, is_active=True)
    else:
        change_resource(work, resource, is_active=True)
    found.state, found.ended_at = DepartureState.UNDOING, None
    work.session.flush()
    work.emit(events.DepartureUndoAsked(found.id))
    return found


def take_back_next(work: Work, departure_id: UUID) -> bool:
    """The next appointment is as before, or its row says why not; False when all are.

    What was changed since is left alone. Emits what follows, at last DepartureUndone.
    """
    found = work.get(Departure, departure_id, lock=True)
    if found.state != DepartureState.UNDOING:
        return False
    row = _next(work, found)
    if row is None:
        found.state, found.ended_at = DepartureState.UNDONE, work.now
        work.session.flush()
        work.emit(events.DepartureUndone(found.id), taken_back=fates(work, found)["back"])
        return False
    assert row.version is not None
    refused = bring_back(work, row.appointment_id, version=row.version)
    row.is_back, row.reason = refused is None, refused.title if refused else None
    _tell(work, found, row)
    return True


#: What is still to be done while a job works.
_TO_DO: Final = {
    DepartureState.WORKING: DepartureRow.fate.is_(None),
    DepartureState.UNDOING: DepartureRow.version.is_not(None) & DepartureRow.is_back.is_(None),
}


def _next(work: Work, found: Departure, *which: ColumnElement[bool]) -> DepartureRow | None:
    to_do = _TO_DO.get(DepartureState(found.state), false())
    query = select(DepartureRow).where(DepartureRow.departure_id == found.id, to_do, *which)
    return work.session.scalar(query.order_by(DepartureRow.number).limit(1))


def _note(row: DepartureRow, settled: Settled) -> None:
    row.fate, row.version, row.reason = settled.fate, settled.version, settled.reason


def _tell(work: Work, found: Departure, row: DepartureRow) -> None:
    work.session.flush()
    if row.number % TELL_EVERY == 0:
        work.emit(events.DepartureWentOn(found.id))


def _delete(work: Work, found: Departure) -> None:
    """The resource is a former one, unless appointments could not go; then it stays, switched
    off."""
    with suppress(ResourceHasAppointments, BeingBooked):
        delete(work, work.get(Resource, found.resource_id))


def _end(work: Work, found: Departure, state: DepartureState) -> None:
    found.state, found.ended_at = state, work.now
    work.session.flush()
    counts = fates(work, found)
    work.emit(
        events.DepartureEnded(found.id), **{name: counts[name] for name in ("moved", "cancelled")}
    )
