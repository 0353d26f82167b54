"""Guests are reminded in time: what is due is found, queued once, and looked at again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select, update

from smoothschedule.core import jobs
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentChange,
    AppointmentMail,
    Customer,
    Location,
    Service,
)
from smoothschedule.scheduling.operations.mailing import queue_reminder
from smoothschedule.scheduling.rules import reminders as rules
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.reminders import QuietHours, Visit
from smoothschedule.scheduling.rules.states import State
from smoothschedule.scheduling.rules.wall_clock import zone_named
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.quotas import own_tenant

BATCH: Final = 500


@dataclass(slots=True)
class Reminded:
    """How many appointments were looked at and how many reminders were queued."""

    looked_at: int = 0
    queued: int = 0
    #: Somebody else was at it already.
    was_busy: bool = False


def remind(work: Work, *, dry_run: bool = False) -> Reminded:
    """Each reminder that is due is queued, once for its start; at most BATCH appointments.

    Takes the business's lock of reminders; whoever comes while another has it does nothing.
    With `dry_run` it only counts.
    """
    tenant, done = own_tenant(work), Reminded()
    if tenant.is_suspended:
        return done
    if not dry_run and not _take_turn(work, tenant):
        return Reminded(was_busy=True)
    due = (
        _due(work)
        if dry_run
        else _due(work).with_for_update(of=Appointment, skip_locked=True, key_share=True)
    )
    for row in work.session.execute(due).all():
        done.looked_at += 1
        planned = rules.plan(_visit(row, tenant), now=work.now)
        if dry_run:
            done.queued += planned.due is not None
        else:
            done.queued += _carry_out(work, row.Appointment, planned)
    return done


def plan_anew(
    work: Work, *, service_id: UUID | None = None, customer_id: UUID | None = None
) -> None:
    """Reminders of what is to come are worked out again: of one service or customer, or of all."""
    statement = update(Appointment).where(
        Appointment.starts_at > work.now,
        Appointment.state == State.CONFIRMED,
        ~Appointment.is_session,
    )
    if service_id is not None:
        statement = statement.where(Appointment.service_id == service_id)
    if customer_id is not None:
        statement = statement.where(Appointment.customer_id == customer_id)
    _unseen(work, statement.values(reminders_planned_for=None))


def _carry_out(work: Work, found: Appointment, planned: rules.Plan) -> int:
    queued = 0
    if planned.due is not None:
        mail_id = queue_reminder(work, found, minutes_before=planned.due)
        if mail_id is not None:
            jobs.plan(work, JobRequest("send_mail", {"mail_id": str(mail_id)}))
            queued = 1
    look = {"reminders_planned_for": found.starts_at, "next_reminder_at": planned.next_at}
    _unseen(work, update(Appointment).where(Appointment.id == found.id).values(look))
    return queued


def _unseen(work: Work, statement: Any) -> None:
    """The appointment's version stays: nothing changed that anybody sees."""
    options = {"synchronize_session": False, "unjournaled": True}
    work.session.execute(statement.execution_options(**options))


def _take_turn(work: Work, tenant: Tenant) -> bool:
    key = func.hashtextextended(f"{tenant.id}:reminders", 0)
    return bool(work.session.scalar(select(func.pg_try_advisory_xact_lock(key))))


def _visit(row: Row[Any], tenant: Tenant) -> Visit:
    found: Appointment = row.Appointment
    return Visit(
        starts_at=found.starts_at,
        leads=tuple(row.reminder_minutes),
        told_at=max(filter(None, (found.created_at, row.changed_at, row.reminded_at))),
        zone=zone_named(row.time_zone),
        quiet=QuietHours(tenant.quiet_from_minute, tenant.quiet_until_minute),
    )


def _due(work: Work) -> Select[Any]:
    """Confirmed appointments not planned for their start yet, or whose next moment has come."""
    changed = _latest(AppointmentChange.created_at, AppointmentChange)
    reminded = _latest(AppointmentMail.created_at, AppointmentMail).where(
        AppointmentMail.kind == Mail.REMINDER, AppointmentMail.starts_at == Appointment.starts_at
    )
    return (
        select(
            Appointment,
            Service.reminder_minutes,
            changed.scalar_subquery().label("changed_at"),
            reminded.scalar_subquery().label("reminded_at"),
            func.coalesce(Customer.time_zone, Location.time_zone).label("time_zone"),
        )
        .join(Service, _same(Service, Appointment.service_id))
        .join(Location, _same(Location, Appointment.location_id))
        .join(Customer, _same(Customer, Appointment.customer_id))
        .where(
            Appointment.state == State.CONFIRMED,
            or_(
                Appointment.reminders_planned_for.is_distinct_from(Appointment.starts_at),
                Appointment.next_reminder_at <= work.now,
            ),
        )
        .order_by(Appointment.starts_at)
        .limit(BATCH)
    )


def _latest(moment: Any, model: Any) -> Select[tuple[datetime | None]]:
    return select(func.max(moment)).where(
        model.tenant_id == Appointment.tenant_id, model.appointment_id == Appointment.id
    )


def _same(model: Any, reference: Any) -> Any:
    return and_(model.tenant_id == Appointment.tenant_id, model.id == reference)
