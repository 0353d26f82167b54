"""What follows later: mails to guests, and the first calendar of a new business.

Jobs may run twice, but not at once: whoever runs one holds its lease. A mail is written down
as told once it has left, so a second run finds it told; one for a state that has passed is not
sent at all. No transaction is open while a mail server thinks.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload

from smoothschedule.config import Settings
from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.scheduling.mails import Mail, written, written_for_series
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentMail,
    AppointmentSeries,
    Location,
)
from smoothschedule.scheduling.operations.first_calendar import open_calendar
from smoothschedule.scheduling.operations.manage_links import token_of
from smoothschedule.scheduling.queries.appointments import with_details
from smoothschedule.scheduling.rules.states import EXPECTED
from smoothschedule.tenants.branding import logo_url, sender_of
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User

log = structlog.get_logger()
#: So many times of a series stand in its mail; of the rest it says how many they are.
SHOWN_OF_SERIES = 20


@job
def mail_request_received(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest knows that the request arrived and waits for an answer."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.REQUEST)


@job
def mail_confirmation(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest has when and where in writing."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.CONFIRMATION)


@job
def mail_approval(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest knows that the request was accepted."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.APPROVAL)


@job
def mail_rejection(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest knows that the request was turned down."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.REJECTION)


@job
def mail_change(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest knows the new time."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.CHANGE)


@job
def mail_cancellation(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The guest knows that the appointment is off."""
    _mail(runtime, tenant_id, UUID(appointment_id), Mail.CANCELLATION)


@job
def mail_series(runtime: Any, tenant_id: UUID, *, series_id: str) -> None:
    """The guest has the coming times of the series in writing: one mail, however many."""
    with runtime.units.tenant(tenant_id) as work:
        message = _mail_of_series(work, UUID(series_id), runtime.settings)
    if message is None:
        return
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail="series", series_id=series_id)


@job
def open_first_calendar(runtime: Any, tenant_id: UUID, *, user_id: str) -> None:
    """The new business has a location, its owner as staff with hours, and one service to book."""
    with runtime.units.tenant(tenant_id) as work:
        if not work.session.scalar(select(exists(select(Location.id)))):
            open_calendar(work, work.get(Tenant, tenant_id), work.get(User, UUID(user_id)))


def _mail(runtime: Any, tenant_id: UUID, appointment_id: UUID, mail: Mail) -> None:
    with runtime.units.tenant(tenant_id) as work:
        due = _due(work, appointment_id, mail, runtime.settings)
    if due is None:
        return
    message, sequence = due
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail=mail.value, appointment_id=str(appointment_id))
    with runtime.units.tenant(tenant_id) as work:
        told = {"appointment_id": appointment_id, "kind": mail.value, "sequence": sequence}
        marked = insert(AppointmentMail).values(id=new_id(), **told)
        work.session.execute(marked.on_conflict_do_nothing())


def _due(
    work: Work, appointment_id: UUID, mail: Mail, settings: Settings
) -> tuple[EmailMessage, int] | None:
    """The mail and the turn of the appointment that it tells of.

    None when it is true no more, the guest cannot be reached or was told already.
    """
    found = work.session.scalar(with_details().where(Appointment.id == appointment_id))
    if found is None or found.state not in mail.states:
        return None
    if found.customer is None or found.customer.email is None or _is_told(work, found, mail):
        return None
    tenant = work.get(Tenant, found.tenant_id)
    host = settings.subdomain_host(tenant.subdomain)
    token = token_of(found, settings.secret_key)
    link = settings.url_of(host, f"/b/{token}") if token else None
    path = logo_url(tenant)
    logo = settings.url_of(host, path) if path else None
    message = written(mail, found, tenant, link=link, host=host, logo=logo)
    message["From"] = sender_of(work, tenant, settings)
    return message, found.sequence


def _mail_of_series(work: Work, series_id: UUID, settings: Settings) -> EmailMessage | None:
    series = work.session.scalar(
        select(AppointmentSeries)
        .where(AppointmentSeries.id == series_id)
        .options(joinedload(AppointmentSeries.service), joinedload(AppointmentSeries.customer))
    )
    if series is None or series.customer.email is None:
        return None
    coming = (
        select(Appointment)
        .where(
            Appointment.series_id == series.id,
            Appointment.state.in_(EXPECTED),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.starts_at)
    )
    found = work.session.scalars(coming).all()
    tenant = work.get(Tenant, series.tenant_id)
    host, path = settings.subdomain_host(tenant.subdomain), logo_url(tenant)
    message = written_for_series(
        series,
        found[:SHOWN_OF_SERIES],
        tenant,
        total=len(found),
        host=host,
        logo=settings.url_of(host, path) if path else None,
    )
    message["From"] = sender_of(work, tenant, settings)
    return message


def _is_told(work: Work, found: Appointment, mail: Mail) -> bool:
    told = exists().where(
        AppointmentMail.appointment_id == found.id,
        AppointmentMail.kind == mail.value,
        AppointmentMail.sequence == found.sequence,
    )
    return bool(work.session.scalar(select(told)))
