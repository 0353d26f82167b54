"""Letters to people: from whose house they come, and how they leave."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from uuid import UUID

from smoothschedule.config import Settings
from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.tenants.branding import sender_of
from smoothschedule.tenants.models import Tenant


def work_of(runtime: Any, tenant_id: UUID | None) -> AbstractContextManager[Work]:
    """A unit of work where the account lives: in a business, or on the platform."""
    opened: AbstractContextManager[Work] = runtime.units_of(tenant_id).open(
        Context(tenant_id=tenant_id)
    )
    return opened


def place_of(runtime: Any, work: Work) -> tuple[str, str]:
    """Name and host of where the account lives."""
    tenant_id, settings = work.context.tenant_id, runtime.settings
    if tenant_id is None:
        return "SmoothSchedule", settings.platform_host
    tenant = work.get(Tenant, tenant_id)
    return one_line(tenant.name), settings.subdomain_host(tenant.subdomain)


def send(runtime: Any, tenant_id: UUID | None, *, to: str, subject: str, text: str) -> None:
    """The letter is on its way, in the name of the business where its plan and it want that."""
    message = EmailMessage()
    message["From"], message["To"] = _sender(runtime, tenant_id), to
    message["Subject"] = subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="smoothschedule")
    message.set_content(text)
    runtime.mailer.send(message)


def _sender(runtime: Any, tenant_id: UUID | None) -> str:
    settings: Settings = runtime.settings
    if tenant_id is None:
        return settings.mail_from
    with work_of(runtime, tenant_id) as work:
        return sender_of(work, work.get(Tenant, tenant_id), settings)
