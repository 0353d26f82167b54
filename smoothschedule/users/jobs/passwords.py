"""Mails about passwords."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.jobs import job
from smoothschedule.tenants.jobs import platform_work
from smoothschedule.tenants.models import TenantDomain
from smoothschedule.users.accounts import RESET_LASTS, new_link
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.models import User
from smoothschedule.users.realms import realm_of
from smoothschedule.users.rules import Role

RESET = """Hello {name},

somebody asked for a new password for your account at {place}.
Choose it here within an hour:

{url}

If it was not you, ignore this mail: your password stays as it is.
"""
CHANGED = """Hello {name},

the password of your account at {place} was changed, and browsers signed in with the old one
were signed out. If it was not you, ask for a new password at once: {url}
"""
DOMAIN_LOST = """Hello {name},

the DNS record that shows that {domain} belongs to {place} was missing three times in a row.
So that address does not lead to your booking page any more. Your own address with us still
does, and nothing else has changed.

To bring it back, put the record in place again and press "Check now": {url}
"""


@job
def mail_password_reset(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """A fresh reset link is in the person's mailbox; it was stored nowhere in plain."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        token = new_link(work, person.id, purpose="password_reset", lasts=RESET_LASTS)
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/reset-password?token={token}")
    text = RESET.format(name=person.name, place=place, url=url)
    send(
        runtime, tenant_id, to=person.email, subject=f"Choose a new password for {place}", text=text
    )


@job
def mail_password_changed(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows that their password was changed."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, "/reset-password")
    text = CHANGED.format(name=person.name, place=place, url=url)
    send(
        runtime,
        tenant_id,
        to=person.email,
        subject=f"Your password at {place} was changed",
        text=text,
    )


@job
def mail_domain_lost(runtime: Any, _tenant_id: UUID | None, *, domain_id: str) -> None:
    """The owner knows that their domain leads nobody to the business any more."""
    with platform_work(runtime) as above:
        domain = above.session.get(TenantDomain, UUID(domain_id))
    if domain is None or domain.verified_at is not None:
        return
    with work_of(runtime, domain.tenant_id) as work:
        place, host = place_of(runtime, work)
        owners = work.session.scalars(select(User).where(User.role == Role.TENANT_OWNER)).all()
    url = runtime.settings.url_of(host, "/app/settings/domains")
    for owner in owners:
        text = DOMAIN_LOST.format(name=owner.name, place=place, domain=domain.host, url=url)
        send(
            runtime,
            domain.tenant_id,
            to=owner.email,
            subject=f"{domain.host} no longer leads to {place}",
            text=text,
        )
