"""What owners are told of visits."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User, Visit
from smoothschedule.users.rules import Role, VisitKind, VisitMode

NOTICE = """Hello {name},

{actor} of SmoothSchedule {did} at {place}, {mode}.

Reason: {reason}
It ends at {until} at the latest.

You can see every visit, and end one, here: {url}
To stop these mails, change "Tell me about visits" in your settings.
"""
MODES = {VisitMode.VIEW: "to look only", VisitMode.ACT: "to act for you"}


@job
def mail_visit_notice(runtime: Any, tenant_id: UUID, *, visit_id: str) -> None:
    """Owners who want to know have read who is in their business, and why."""
    with runtime.units.tenant(tenant_id) as work:
        tenant, visit = work.get(Tenant, tenant_id), work.get(Visit, UUID(visit_id))
        owners = _owners(work) if tenant.notify_of_visits else []
        did = _did(work, visit)
    settings = runtime.settings
    url = settings.url_of(settings.subdomain_host(tenant.subdomain), "/app/activity")
    until = visit.expires_at.astimezone(ZoneInfo(tenant.time_zone))
    for owner in owners:
        text = NOTICE.format(
            name=owner.name,
            actor=visit.actor_name,
            did=did,
            place=tenant.name,
            mode=MODES[VisitMode(visit.mode)],
            reason=visit.reason,
            until=f"{until:%H:%M}",
            url=url,
        )
        subject = f"Somebody of SmoothSchedule is at {one_line(tenant.name)}"
        runtime.mailer.send(_message(settings.mail_from, owner.email, subject, text))


def _owners(work: Work) -> list[User]:
    query = select(User).where(User.role == Role.TENANT_OWNER, User.is_active)
    return list(work.session.scalars(query))


def _did(work: Work, visit: Visit) -> str:
    if visit.kind == VisitKind.ENTRY or visit.target_id is None:
        return "entered your business"
    return f"took the place of {work.get(User, visit.target_id).name}"


def _message(sender: str, recipient: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="smoothschedule")
    message.set_content(text)
    return message
