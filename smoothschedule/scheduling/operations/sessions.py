"""Sessions of a class as the team keeps them: what is done to one concerns all who come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Appointment, AppointmentChange
from smoothschedule.scheduling.operations.claiming import remember_all
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.mailing import queue_mail
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.placing import PLAINLY, lock_candidates, options_for
from smoothschedule.scheduling.operations.seating import open_session
from smoothschedule.scheduling.operations.waitlist_offers import end_offers
from smoothschedule.scheduling.queries.facts import Question, offer_of
from smoothschedule.scheduling.queries.seats import standing_participants
from smoothschedule.scheduling.refusals import NotAClass
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.states import MOVABLE, STEPS, Act, State
from smoothschedule.scheduling.rules.waitlist import OfferState

#: What each act on a session tells of its participants, and by which mail.
_TOLD: Final = {
    Act.MOVE: (events.AppointmentMoved, Mail.CHANGE),
    Act.CANCEL: (events.AppointmentCancelled, Mail.CANCELLATION),
    Act.COMPLETE: (events.AppointmentCompleted, None),
}


def schedule_session(
    work: Work, service_id: UUID, starts_at: datetime, *, resource_ids: frozenset[UUID]
) -> Appointment:
    """The class takes place then, whoever comes. Emits SessionOpened.

    Raises NotFound, NotAClass, OwnCalendarOnly for a colleague's calendar, or a refusal with
    alternatives, as `book` does.
    """
    expire_before_booking(work)
    offer = offer_of(work, service_id)
    if offer.service.capacity is None:
        raise NotAClass
    wanted = own_calendar(work, offer, resource_ids)
    question = Question(offer, is_visitor=False, wanted=wanted)
    lock_candidates(work, question)
    options = options_for(work, question, starts_at, PLAINLY)
    return open_session(work, question, starts_at, options, stays_empty=True)


def carry_along(work: Work, session: Appointment, change: AppointmentChange, act: Act) -> None:
    """Whoever comes shares what was done to the session, and hears of it like anybody else.

    A seat that somebody holds while they fill in the form is theirs no more. The caller has
    locked all of them. Emits for each what the act tells.
    """
    before = STEPS[act].before if act in STEPS else MOVABLE
    after = STEPS[act].after if act in STEPS else None
    standing = list(work.session.scalars(standing_participants(session.id)))
    concerned = [each for each in standing if each.state in before]
    change.batch_id = new_id()
    changes = _remember(work, concerned, change, act, to=after)
    for each in concerned:
        _follow(each, session, after)
        each.cancel_reason = change.reason if act is Act.CANCEL else each.cancel_reason
    held = [each for each in standing if each.state == State.HOLD]
    if act is not Act.COMPLETE:
        end_offers(work, [each.id for each in held], as_=OfferState.WITHDRAWN)
        for each in held:
            each.state = State.EXPIRED
    work.session.flush()
    kind, mail = _TOLD[act]
    for each in concerned:
        mail_id = queue_mail(work, each, mail) if mail and change.is_told else None
        event = kind(each.id, each.service_id, mail_id)
        work.emit(event, change_id=str(changes[each.id].id))


def bring_back(
    work: Work, session: Appointment, undone: AppointmentChange | None, change: AppointmentChange
) -> Collection[Appointment]:
    """Whoever had to share what is now taken back stands as before, but for who changed since.

    `change` is the taking back. Emits AppointmentRestored or AppointmentReopened for each.
    """
    if undone is None or undone.batch_id is None:
        return ()
    with_it = select(AppointmentChange).where(
        AppointmentChange.batch_id == undone.batch_id,
        AppointmentChange.appointment_id != session.id,
    )
    former = {each.appointment_id: each for each in work.session.scalars(with_it)}
    theirs = Appointment.id.in_(former), Appointment.session_id == session.id
    query = select(Appointment).where(*theirs).order_by(Appointment.id)
    rows = work.session.scalars(query.with_for_update())
    back = [each for each in rows if each.state == former[each.id].to_state]
    changes = _remember(work, back, change, Act(change.act))
    was_off = undone.to_state == State.CANCELLED
    for each in back:
        changes[each.id].to_state = each.state = former[each.id].from_state
        each.sequence += 1 if was_off else 0
        each.cancel_reason = None if was_off else each.cancel_reason
    work.session.flush()
    kind = events.AppointmentRestored if was_off else events.AppointmentReopened
    for each in back:
        mail = Mail.REQUEST if each.state == State.PENDING else Mail.CONFIRMATION
        mail_id = queue_mail(work, each, mail) if was_off and change.is_told else None
        event = kind(each.id, each.service_id, mail_id)
        work.emit(event, change_id=str(changes[each.id].id))
    return back


def _remember(
    work: Work,
    concerned: Collection[Appointment],
    change: AppointmentChange,
    act: Act,
    *,
    to: State | None = None,
) -> dict[UUID, AppointmentChange]:
    return remember_all(
        work,
        concerned,
        act,
        to=to,
        reason=change.reason,
        batch_id=change.batch_id,
        is_told=change.is_told,
    )


def _follow(each: Appointment, session: Appointment, after: State | None) -> None:
    """The participant is where the session is, or ends as it does; guests hear what they must."""
    if after is None:
        each.starts_at, each.ends_at = session.starts_at, session.ends_at
        each.location_id = session.location_id
    else:
        each.state = after
    if after is not State.COMPLETED:
        each.sequence += 1
