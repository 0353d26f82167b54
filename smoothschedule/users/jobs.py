"""Mails about accounts."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from uuid import UUID

from smoothschedule.core.db import Context
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.accounts import RESET_LASTS, Person, new_link
from smoothschedule.users.realms import realm_of

RESET = """Hello {name},

somebody asked for a new password for your account at {place}.
Choose it here within an hour:

{url}

If it was not you, ignore this mail: your password stays as it is.
"""
CHANGED = """Hello {name},

the password of your account at {place} was changed, and every browser was signed out.
If it was not you, ask for a new password at once: {url}
"""


@job
def mail_password_reset(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """A fresh reset link is in the person's mailbox; it was stored nowhere in plain."""
    with _work(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        token = new_link(work, person.id, purpose="password_reset", lasts=RESET_LASTS)
        place, host = _place(runtime, work)
    url = runtime.settings.url_of(host, f"/reset-password?token={token}")
    text = RESET.format(name=person.name, place=place, url=url)
    _send(runtime, person, f"Choose a new password for {place}", text)


@job
def mail_password_changed(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows that their password was changed."""
    with _work(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        place, host = _place(runtime, work)
    url = runtime.settings.url_of(host, "/reset-password")
    text = CHANGED.format(name=person.name, place=place, url=url)
    _send(runtime, person, f"Your password at {place} was changed", text)


def _work(runtime: Any, tenant_id: UUID | None) -> AbstractContextManager[Work]:
    opened: AbstractContextManager[Work] = runtime.units_of(tenant_id).open(
        Context(tenant_id=tenant_id)
    )
    return opened


def _place(runtime: Any, work: Work) -> tuple[str, str]:
    """Name and host of where the account lives."""
    tenant_id, settings = work.context.tenant_id, runtime.settings
    if tenant_id is None:
        return "SmoothSchedule", settings.platform_host
    tenant = work.get(Tenant, tenant_id)
    return one_line(tenant.name), settings.subdomain_host(tenant.subdomain)


def _send(runtime: Any, person: Person, subject: str, text: str) -> None:
    message = EmailMessage()
    message["From"], message["To"] = runtime.settings.mail_from, person.email
    message["Subject"] = subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="smoothschedule")
    message.set_content(text)
    runtime.mailer.send(message)
