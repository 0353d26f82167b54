"""A demo business comes to be: people, services, customers and six weeks of appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from smoothschedule.contracts import demo as contracts_demo
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling import demo as scheduling_demo, demo_class
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.scheduling.permissions import TAKE_TIME_OFF, VIEW_ALL_CALENDARS
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

#: Whoever fills a demo knows all of its customers.
ITSELF: Final = Actor(permissions=frozenset({VIEW_ALL_CALENDARS}))
EMAIL_SUFFIX: Final = "@demo.example"
PEOPLE: Final = {
    Role.TENANT_OWNER: ("owner", "Olivia Owner"),
    Role.TENANT_MANAGER: ("manager", "Marco Manager"),
    Role.TENANT_STAFF: ("staff", "Stella Staff"),
    Role.CUSTOMER: ("customer", "Casey Customer"),
}


@dataclass(frozen=True, slots=True)
class DemoBusiness:
    """A business to try things out with."""

    name: str
    subdomain: str
    time_zone: str
    currency: str
    locale: str
    brand_color: str
    flavour: Flavour


def email_of(name: str) -> str:
    """The demo address of this name."""
    return f"{name}{EMAIL_SUFFIX}"


def make(
    runtime: Runtime,
    tenant_id: UUID,
    business: DemoBusiness,
    *,
    password_hash: str,
    expires_in: timedelta | None,
) -> bool:
    """The demo is there, whole, by one transaction; False when it was already.

    It is on the Business plan and temporary, and so are its accounts; all have the password.
    """
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        if work.session.get(Tenant, tenant_id) is not None:
            return False
        work.record(Tag.DEMO_SEEDED, "tenant", tenant_id)
        work.session.add(
            Tenant(
                id=tenant_id,
                name=business.name,
                subdomain=business.subdomain,
                status="active",
                plan="business",
                is_temporary=True,
                expires_at=None if expires_in is None else work.now + expires_in,
                time_zone=business.time_zone,
                currency=business.currency,
                locale=business.locale,
                brand_color=business.brand_color,
                payment_methods=["cash", "card", "voucher"],
                opened_rights={Role.TENANT_STAFF: [TAKE_TIME_OFF]},
            )
        )
        work.session.flush()
        ids = _people(work, password_hash)
        scheduling_demo.seed(
            work,
            flavour=business.flavour,
            staff_user_id=ids[Role.TENANT_STAFF],
            customer_user_id=ids[Role.CUSTOMER],
        )
        demo_class.seed(work, flavour=business.flavour, secret_key=runtime.settings.secret_key)
        contracts_demo.seed(
            work,
            sender_id=ids[Role.TENANT_OWNER],
            files=runtime.files,
            secret_key=runtime.settings.secret_key,
        )
    return True


def _people(work: Work, password_hash: str) -> dict[Role, UUID]:
    people = {
        role: User(email=email_of(name), name=full_name, role=role, password_hash=password_hash)
        for role, (name, full_name) in PEOPLE.items()
    }
    work.session.add_all(people.values())
    work.session.flush()
    return {role: person.id for role, person in people.items()}
