"""What was done to several of a series at once is taken back at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Appointment, AppointmentChange, AppointmentSeries
from smoothschedule.scheduling.operations.claiming import locked, remember_all
from smoothschedule.scheduling.operations.fitting import Ask, Fit, fits
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.mailing import queue_series_mail
from smoothschedule.scheduling.operations.moving import (
    require_mover,
    staff_who_stay,
)
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.operations.series_booking import require_fitting
from smoothschedule.scheduling.operations.series_changes import put, record, rewrite
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of
from smoothschedule.scheduling.queries.moves import length_of, question_about
from smoothschedule.scheduling.queries.series import series_of
from smoothschedule.scheduling.refusals import NothingToUndo
from smoothschedule.scheduling.rules.states import Act, State


def undo_series_change(work: Work, appointment_id: UUID, *, version: int) -> AppointmentSeries:
    """What was last done to the appointment and others of its series is taken back, all of it.

    Raises Stale, NotInSeries, NothingToUndo when something was done to one of them since, or
    SeriesClashes when a former time is taken. Emits SeriesChangeUndone.
    """
    require_mover(work)
    expire_before_booking(work)
    anchor = locked(work, appointment_id, version=version)
    series = series_of(work, anchor)
    batch = _last_batch(work, anchor)
    query = select(Appointment).where(Appointment.id.in_(batch)).order_by(Appointment.id)
    back = list(work.session.scalars(query.with_for_update()))
    if any(each.state != batch[each.id].to_state for each in back):
        raise NothingToUndo
    is_told = batch[anchor.id].is_told
    changes = remember_all(work, back, Act.UNDO, is_told=is_told)
    for each in back:
        changes[each.id].to_state = batch[each.id].from_state
    work.session.flush()
    question = question_about(anchor, offer_of(work, series.service_id))
    lengths = {each.id: length_of(each) for each in back}
    fitting = _take_time_again(work, question, batch, lengths)
    if anchor.state == State.CANCELLED:
        require_appointment(work, by_visitor=False, adding=len(back))
    for each in back:
        _put_back(each, fitting[each.id], batch[each.id])
    series.sequence += 1
    work.session.flush()
    mail_id = queue_series_mail(work, series) if is_told else None
    event = events.SeriesChangeUndone(series.id, series.service_id, mail_id)
    work.emit(event, count=len(back))
    record(work, Tag.APPOINTMENT_RESTORED, changes)
    return series


def _take_time_again(
    work: Work,
    question: Question,
    batch: dict[UUID, AppointmentChange],
    lengths: dict[UUID, timedelta],
) -> dict[UUID, Fit]:
    asks = sorted(
        (_former(question.offer, change, lengths[id]) for id, change in batch.items()),
        key=lambda ask: ask.starts_at,
    )
    found = fits(work, question, asks, moving=frozenset(batch), may_be_past=True)
    fitting = require_fitting(found, skip_clashes=False)
    rewrite(work, question, fitting)
    return {fit.ask.appointment_id: fit for fit in fitting}


def _put_back(each: Appointment, fit: Fit, change: AppointmentChange) -> None:
    is_as_planned = each.starts_at == each.planned_starts_at
    put(each, fit)
    if is_as_planned:
        each.planned_starts_at = each.starts_at
    each.state, each.cancel_reason = change.from_state, None


def _last_batch(work: Work, anchor: Appointment) -> dict[UUID, AppointmentChange]:
    """The changes that were made with the anchor's last one, each the last of its own."""
    latest = (
        select(AppointmentChange)
        .where(AppointmentChange.appointment_id == anchor.id)
        .order_by(AppointmentChange.id.desc())
        .limit(1)
    )
    last = work.session.scalar(latest)
    if last is None or last.batch_id is None:
        raise NothingToUndo
    query = select(AppointmentChange).where(AppointmentChange.batch_id == last.batch_id)
    batch = {change.appointment_id: change for change in work.session.scalars(query)}
    since = (
        select(AppointmentChange.id)
        .where(
            AppointmentChange.appointment_id.in_(batch),
            AppointmentChange.id > max(change.id for change in batch.values()),
        )
        .limit(1)
    )
    if work.session.scalar(since) is not None:
        raise NothingToUndo
    return batch


def _former(offer: Offer, change: AppointmentChange, length: timedelta) -> Ask:
    if change.from_ends_at is not None:
        length = change.from_ends_at - change.from_starts_at
    held = frozenset(change.from_resource_ids)
    return Ask(
        change.appointment_id,
        change.from_starts_at,
        length,
        wanted=staff_who_stay(offer, held, frozenset()),
        preferred=held,
    )
