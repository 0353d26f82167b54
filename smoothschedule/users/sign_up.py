"""A new business and its owner, in one transaction of the tenant that comes to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event
from smoothschedule.core.problems import Clash, constraint_means
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.rules.plans import TRIAL_LASTS
from smoothschedule.users import passwords
from smoothschedule.users.accounts import HANDOVER_LASTS, new_link
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

SUBDOMAIN = re.compile(r"^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$")
RESERVED = frozenset(
    "platform www api app admin mail smtp static assets cdn docs help support status blog "
    "billing login auth sign realtime traefik files edge dev test staging localhost".split()
)


class SubdomainTaken(Clash):
    slug = "subdomain-taken"
    title = "This address belongs to another business already."


constraint_means("uq_tenants_subdomain", SubdomainTaken)


@dataclass(frozen=True, slots=True)
class OwnerSignedUp(Event):
    tag = Tag.OWNER_SIGNED_UP
    user_id: UUID


def refusal_of_subdomain(subdomain: str) -> str | None:
    """Why nobody may have this subdomain, or None when its form is fine."""
    if not SUBDOMAIN.match(subdomain) or "--" in subdomain:
        return "Use 3 to 40 small letters, digits and single hyphens, not a hyphen at the ends."
    if subdomain in RESERVED:
        return "This address is kept for the platform."
    return None


def is_taken(work: Work, subdomain: str) -> bool:
    """Whether a business has this subdomain."""
    found = work.session.scalar(text("SELECT lookup.subdomain_is_taken(:s)"), {"s": subdomain})
    return bool(found)


def sign_up(
    work: Work,
    *,
    business_name: str,
    subdomain: str,
    time_zone: str,
    name: str,
    email: str,
    password: str,
) -> str:
    """The business and its owner exist; returns the hand-over secret for the owner's first visit.

    `work` is in a tenant that does not exist yet. Raises SubdomainTaken,
    Malformed. Emits OwnerSignedUp.
    """
    passwords.require_good(password, email=email, name=name, business=business_name)
    tenant = Tenant(
        id=work.context.tenant_id,
        name=business_name,
        subdomain=subdomain,
        time_zone=time_zone,
        trial_ends_at=work.now + TRIAL_LASTS,
    )
    work.session.add(tenant)
    work.session.flush()
    work.record(Tag.TENANT_CREATED, "tenant", tenant.id)
    owner = User(
        email=email,
        name=name,
        role=Role.TENANT_OWNER,
        password_hash=passwords.hash_of(password),
    )
    work.session.add(owner)
    work.session.flush()
    work.emit(OwnerSignedUp(owner.id))
    return new_link(work, owner.id, purpose="handover", lasts=HANDOVER_LASTS)
