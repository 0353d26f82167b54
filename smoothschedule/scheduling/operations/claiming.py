"""An appointment is taken hold of for one act, and what it was before is kept.

The row is locked first, then version and state are compared: of two who act on the same
appointment at once the second hears that it has changed.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment, AppointmentChange
from smoothschedule.scheduling.queries.seats import standing_participants
from smoothschedule.scheduling.refusals import (
    ForTheWholeClass,
    NotYet,
    VisitCompleted,
    WrongState,
)
from smoothschedule.scheduling.rules.states import (
    MOVABLE,
    OF_A_SESSION,
    STEPS,
    Act,
    State,
    is_too_early,
)


def locked(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The appointment as the caller saw it, locked; raises NotFound or Stale.

    A session is always locked before its participants: of a participant it is locked too, of a
    session all who have a seat.
    """
    session_id = work.get(Appointment, appointment_id).session_id
    if session_id is not None:
        work.get(Appointment, session_id, lock=True)
    found = work.get(Appointment, appointment_id, lock=True)
    if found.version != version or found.session_id != session_id:
        raise Stale
    if found.is_session:
        participants = standing_participants(found.id).with_for_update()
        work.session.scalars(participants.execution_options(populate_existing=True)).all()
    return found


def claimed(work: Work, appointment_id: UUID, act: Act, *, version: int) -> Appointment:
    """The same, for an act that its state allows now.

    Raises VisitCompleted for a change of what is completed, NotYet when the appointment
    is too far ahead, ForTheWholeClass for what only concerns single participants, WrongState
    for everything else that has moved on.
    """
    found = locked(work, appointment_id, version=version)
    if found.is_session and act not in OF_A_SESSION:
        raise ForTheWholeClass
    before = STEPS[act].before if act in STEPS else MOVABLE
    if State(found.state) not in before:
        raise VisitCompleted if found.state == State.COMPLETED else WrongState
    if act in STEPS and is_too_early(act, found.starts_at, now=work.now):
        raise NotYet
    return found


def remember(
    work: Work,
    found: Appointment,
    act: Act,
    *,
    to: str,
    reason: str | None = None,
    is_told: bool = True,
) -> AppointmentChange:
    """How the appointment is now stays on record, before `act` makes another state of it."""
    return remember_all(work, [found], act, to=to, reason=reason, is_told=is_told)[found.id]


def remember_all(
    work: Work,
    appointments: Collection[Appointment],
    act: Act,
    *,
    to: str | None = None,
    reason: str | None = None,
    batch_id: UUID | None = None,
    is_told: bool = True,
) -> dict[UUID, AppointmentChange]:
    """The same for many at once, by appointment; without `to` their states stay."""
    holders = {found.session_id or found.id for found in appointments}
    taken: dict[UUID, list[Allocation]] = {id: [] for id in holders}
    rows = select(Allocation).where(Allocation.appointment_id.in_(taken))
    for row in work.session.scalars(rows.order_by(Allocation.resource_id)):
        taken[row.appointment_id].append(row)
    changes = {
        found.id: _change(
            found,
            taken[found.session_id or found.id],
            act,
            to=to or found.state,
            reason=reason,
        )
        for found in appointments
    }
    for change in changes.values():
        change.batch_id, change.is_told = batch_id, is_told
    work.session.add_all(changes.values())
    return changes


def _change(
    found: Appointment, taken: list[Allocation], act: Act, *, to: str, reason: str | None
) -> AppointmentChange:
    return AppointmentChange(
        id=new_id(),
        appointment_id=found.id,
        act=act,
        from_state=found.state,
        to_state=to,
        from_starts_at=found.starts_at,
        from_ends_at=found.ends_at,
        from_resource_ids=list(dict.fromkeys(row.resource_id for row in taken)),
        from_overlap=any(row.is_overlap for row in taken),
        reason=reason,
    )
