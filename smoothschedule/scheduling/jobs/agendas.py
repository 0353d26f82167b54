"""The day of somebody of the team, by mail."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select

from smoothschedule.config import Settings
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.scheduling.mails.agenda import agenda_letter
from smoothschedule.scheduling.mails.writing import Letterhead, addressed
from smoothschedule.scheduling.models import Agenda, Resource
from smoothschedule.scheduling.operations.agendas import zone_of
from smoothschedule.scheduling.queries.agendas import visits_of_day
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User

log = structlog.get_logger()


@job
def mail_agenda(runtime: Any, tenant_id: UUID, *, user_id: str, day: str) -> None:
    """The person has read what is booked for them that day; on a free day there is no mail."""
    with runtime.units.tenant(tenant_id) as work:
        message = _message(work, UUID(user_id), date.fromisoformat(day), runtime.settings)
    if message is None:
        return
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail="agenda", user_id=user_id)


def _message(work: Work, user_id: UUID, day: date, settings: Settings) -> EmailMessage | None:
    person, zone = work.session.scalar(select(User).where(User.id == user_id)), None
    wants = work.session.scalar(select(Agenda.id).where(Agenda.user_id == user_id))
    if person is None or not person.is_active or wants is None:
        return None
    zone = zone_of(work, user_id)
    own = work.session.scalar(select(Resource.id).where(Resource.user_id == user_id))
    if zone is None or own is None:
        return None
    visits = visits_of_day(work, own, day, zone)
    if not visits:
        return None
    tenant = own_tenant(work)
    head = Letterhead.of(work, tenant, settings)
    link = settings.url_of(head.host, "/app/my-day")
    written = agenda_letter(visits, head, day=day, zone=zone, locale=tenant.locale, link=link)
    return addressed(
        written,
        head,
        name=person.name,
        email=person.email,
        message_id=f"agenda-{day.isoformat()}-{user_id}",
    )
