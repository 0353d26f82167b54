"""Several appointments of a series are moved or called off at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    AppointmentChange,
    AppointmentSeries,
)
from smoothschedule.scheduling.operations.claiming import claimed, remember_all
from smoothschedule.scheduling.operations.fitting import Ask, Fit, fits, write
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.mailing import queue_series_mail
from smoothschedule.scheduling.operations.moving import (
    length_for_all,
    require_mover,
    staff_who_stay,
)
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.series_booking import documents, require_fitting
from smoothschedule.scheduling.queries.appointments import visible
from smoothschedule.scheduling.queries.facts import Question, offer_of
from smoothschedule.scheduling.queries.moves import length_of, question_about
from smoothschedule.scheduling.queries.series import Scope, members, series_of
from smoothschedule.scheduling.rules.series import moved, wall_delta
from smoothschedule.scheduling.rules.states import Act, State


@dataclass(frozen=True, slots=True)
class Shift:
    """Where one appointment of a series shall be, and so by how much the others move."""

    scope: Scope
    starts_at: datetime
    resource_ids: frozenset[UUID] = frozenset()
    #: What all of them shall take; without it each takes as long as it does.
    duration_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """What a shift would do: who of the series is concerned, and where each fits or why not."""

    series: AppointmentSeries
    question: Question
    concerned: dict[UUID, Appointment]
    found: list[Fit]

    def document(self) -> dict[str, Any]:
        """As ShiftPreviewSchema shows it."""
        lengths = [
            (each.ask.length, length_of(self.concerned[each.ask.appointment_id]))
            for each in self.found
            if each.rule is None
        ]
        return {
            "items": documents(self.found),
            "other_lengths": sum(new != now for new, now in lengths),
        }


def shift(work: Work, appointment_id: UUID, asked: Shift, *, version: int) -> Shifted:
    """What the shift would do. Exceptions stay where they are, the one asked from excepted.

    Raises Stale, WrongState, NotInSeries, ManagersMove, NotFound, OwnCalendarOnly or
    LengthIsFixed. Locks the appointments concerned. Writes nothing.
    """
    require_mover(work)
    anchor = claimed(work, appointment_id, Act.MOVE, version=version)
    series = series_of(work, anchor)
    concerned = [
        each
        for each in _locked_members(work, anchor, asked.scope)
        if each.id == anchor.id or each.starts_at == each.planned_starts_at
    ]
    concerned.sort(key=lambda each: each.starts_at)
    delta = wall_delta(anchor.starts_at, asked.starts_at, series.time_zone)
    offer = offer_of(work, series.service_id)
    spans = [(each.starts_at, each.ends_at) for each in concerned]
    length = length_for_all(offer, asked.duration_minutes)
    targets = moved(spans, delta, series.time_zone, length=length)
    named = own_calendar(work, offer, asked.resource_ids)
    held = _held(work, concerned)
    asks = [
        Ask(
            each.id,
            start,
            end - start,
            wanted=named | staff_who_stay(offer, held[each.id], named),
            preferred=held[each.id],
        )
        for each, (start, end) in zip(concerned, targets, strict=True)
    ]
    question = question_about(anchor, offer)
    return Shifted(
        series, question, {each.id: each for each in concerned}, _settled(work, question, asks)
    )


def move_series(
    work: Work,
    appointment_id: UUID,
    asked: Shift,
    *,
    version: int,
    skip_clashes: bool,
    reason: str | None,
    notify: bool = True,
) -> AppointmentSeries:
    """Those that fit are where the shift puts them; others stay, if that was asked for.

    Raises as `shift` does, SeriesClashes, or SlotTaken when somebody was faster; then all stay
    where they were. Emits SeriesMoved.
    """
    expire_before_booking(work)
    plan = shift(work, appointment_id, asked, version=version)
    fitting = require_fitting(plan.found, skip_clashes=skip_clashes)
    others = [plan.concerned[fit.ask.appointment_id] for fit in fitting]
    batch_id = new_id()
    changes = remember_all(work, others, Act.MOVE, reason=reason, batch_id=batch_id, is_told=notify)
    work.session.flush()
    rewrite(work, plan.question, fitting)
    for fit, each in zip(fitting, others, strict=True):
        put(each, fit)
        each.planned_starts_at = each.starts_at
    plan.series.sequence += 1
    work.session.flush()
    mail_id = queue_series_mail(work, plan.series) if notify else None
    event = events.SeriesMoved(plan.series.id, plan.series.service_id, mail_id)
    work.emit(event, count=len(others))
    record(work, Tag.APPOINTMENT_MOVED, changes)
    return plan.series


def cancel_series(
    work: Work,
    appointment_id: UUID,
    *,
    scope: Scope,
    version: int,
    reason: str | None,
    notify: bool = True,
) -> AppointmentSeries:
    """Those still to come are off, exceptions too, and their time is free.

    Raises Stale, WrongState or NotInSeries. Emits SeriesCancelled.
    """
    anchor = claimed(work, appointment_id, Act.CANCEL, version=version)
    series = series_of(work, anchor)
    off = _locked_members(work, anchor, scope)
    changes = remember_all(
        work,
        off,
        Act.CANCEL,
        to=State.CANCELLED,
        reason=reason,
        batch_id=new_id(),
        is_told=notify,
    )
    for each in off:
        each.state, each.cancel_reason = State.CANCELLED, reason
        each.sequence += 1
    series.sequence += 1
    work.session.flush()
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id.in_(changes))
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
    mail_id = queue_series_mail(work, series) if notify else None
    work.emit(events.SeriesCancelled(series.id, series.service_id, mail_id), count=len(off))
    record(work, Tag.APPOINTMENT_CANCELLED, changes)
    return series


def _locked_members(work: Work, anchor: Appointment, scope: Scope) -> list[Appointment]:
    query = members(anchor, scope, now=work.now).where(visible(work))
    found = work.session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return list(found)


def _held(work: Work, concerned: Sequence[Appointment]) -> dict[UUID, frozenset[UUID]]:
    held: dict[UUID, set[UUID]] = {each.id: set() for each in concerned}
    query = select(Allocation.appointment_id, Allocation.resource_id).where(
        Allocation.appointment_id.in_(held)
    )
    for row in work.session.execute(query):
        held[row.appointment_id].add(row.resource_id)
    return {id: frozenset(ids) for id, ids in held.items()}


def _settled(work: Work, question: Question, asks: Sequence[Ask]) -> list[Fit]:
    """Where each fits when those that fit nowhere stay, and so are in the way of others."""
    staying: dict[UUID, Fit] = {}
    while True:
        left = [ask for ask in asks if ask.appointment_id not in staying]
        moving = frozenset(ask.appointment_id for ask in left)
        found = fits(work, question, left, moving=moving) if left else []
        refused = {fit.ask.appointment_id: fit for fit in found if fit.rule is not None}
        if not refused:
            by_id = staying | {fit.ask.appointment_id: fit for fit in found}
            return [by_id[ask.appointment_id] for ask in asks]
        staying |= refused


def rewrite(work: Work, question: Question, fitting: Sequence[Fit]) -> None:
    """The time that these had is free and the new one theirs; raises SlotTaken."""
    ids = [fit.ask.appointment_id for fit in fitting]
    work.session.execute(delete(Allocation).where(Allocation.appointment_id.in_(ids)))
    write(work, question, fitting)


def put(each: Appointment, fit: Fit) -> None:
    """The appointment is where it fits, and its guest is to hear of it."""
    each.starts_at, each.ends_at = fit.ask.starts_at, fit.ask.ends_at
    each.location_id = fit.location_id or each.location_id
    each.sequence += 1


def record(work: Work, tag: Tag, changes: dict[UUID, AppointmentChange]) -> None:
    """The history of each appointment tells of it."""
    for id, change in changes.items():
        work.record(tag, "appointment", id, change_id=str(change.id))
