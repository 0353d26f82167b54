"""Demo businesses and one log-in of every role, for development and trying out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import select, text

from smoothschedule.config import Settings
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import LOOKUP, Context, new_id, open_session
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling import demo as scheduling_demo
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import passwords
from smoothschedule.users.models import PlatformUser, User
from smoothschedule.users.rules import Role

EMAIL_SUFFIX = "@demo.example"
PASSWORD = "try-it-out-2026"  # noqa: S105 - of demo accounts only, never in production


@dataclass(frozen=True, slots=True)
class DemoBusiness:
    """A business to try things out with."""

    name: str
    subdomain: str
    time_zone: str
    currency: str
    locale: str
    brand_color: str
    flavour: Literal["salon", "clinic"]


BUSINESSES = (
    DemoBusiness("Bella Salon", "bella", "America/New_York", "USD", "en-US", "#c2255c", "salon"),
    DemoBusiness("Kiez Praxis", "kiez", "Europe/Berlin", "EUR", "en-GB", "#0b7285", "clinic"),
)
PEOPLE = {
    Role.TENANT_OWNER: ("owner", "Olivia Owner"),
    Role.TENANT_MANAGER: ("manager", "Marco Manager"),
    Role.TENANT_STAFF: ("staff", "Stella Staff"),
    Role.CUSTOMER: ("customer", "Casey Customer"),
}
STAFF_OF_PLATFORM = {
    Role.SUPERUSER: ("superuser", "Sam Superuser"),
    Role.PLATFORM_MANAGER: ("platform-manager", "Petra Platform"),
    Role.PLATFORM_SALES: ("sales", "Sol Sales"),
    Role.PLATFORM_SUPPORT: ("support", "Sunny Support"),
}


def email_of(name: str) -> str:
    """The demo address of this name."""
    return f"{name}{EMAIL_SUFFIX}"


def accounts(settings: Settings) -> list[dict[str, str]]:
    """Every demo log-in: role, host, e-mail, password."""
    found = []
    for business in BUSINESSES:
        host = settings.subdomain_host(business.subdomain)
        found += [_account(role, host, name) for role, (name, _) in PEOPLE.items()]
    platform = settings.platform_host
    return found + [_account(r, platform, name) for r, (name, _) in STAFF_OF_PLATFORM.items()]


def _account(role: Role, host: str, name: str) -> dict[str, str]:
    return {"role": role.value, "host": host, "email": email_of(name), "password": PASSWORD}


def sign_in_forms(settings: Settings) -> list[dict[str, str]]:
    """What the landing page's one-click log-ins post, and where."""
    labels = {settings.subdomain_host(b.subdomain): b.name for b in BUSINESSES}
    return [
        {
            "role": account["role"],
            "label": labels.get(account["host"], "Platform"),
            "email": account["email"],
            "sign_in_url": settings.url_of(account["host"], "/dev/sign-in"),
        }
        for account in accounts(settings)
    ]


def seed(runtime: Runtime) -> list[dict[str, str]]:
    """The demo exists, made once; returns its log-ins. Refused in production."""
    if runtime.settings.environment == "production":
        raise RuntimeError("Demo log-ins with a known password do not belong in production.")
    password_hash = passwords.hash_of(PASSWORD)
    for business in BUSINESSES:
        if not _exists(runtime, business.subdomain):
            _make(runtime, business, password_hash)
    _make_platform_staff(runtime, password_hash)
    return accounts(runtime.settings)


def _exists(runtime: Runtime, subdomain: str) -> bool:
    with open_session(runtime.engine, LOOKUP) as session:
        query = text("SELECT lookup.subdomain_is_taken(:subdomain)")
        return bool(session.scalar(query, {"subdomain": subdomain}))


def _make(runtime: Runtime, business: DemoBusiness, password_hash: str) -> None:
    with runtime.units.tenant(new_id()) as work:
        work.record(Tag.DEMO_SEEDED, "tenant", work.context.tenant_id)
        work.session.add(
            Tenant(
                id=work.context.tenant_id,
                name=business.name,
                subdomain=business.subdomain,
                time_zone=business.time_zone,
                currency=business.currency,
                locale=business.locale,
                brand_color=business.brand_color,
                is_temporary=True,
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


def _people(work: Work, password_hash: str) -> dict[Role, UUID]:
    people = {
        role: User(
            email=email_of(name),
            name=full_name,
            role=role,
            password_hash=password_hash,
            is_temporary=True,
        )
        for role, (name, full_name) in PEOPLE.items()
    }
    work.session.add_all(people.values())
    work.session.flush()
    return {role: person.id for role, person in people.items()}


def _make_platform_staff(runtime: Runtime, password_hash: str) -> None:
    with runtime.platform_units.open(Context()) as work:
        there = set(work.session.scalars(select(PlatformUser.email)))
        work.record(Tag.DEMO_SEEDED)
        work.session.add_all(
            PlatformUser(
                email=email_of(name), name=full_name, role=role, password_hash=password_hash
            )
            for role, (name, full_name) in STAFF_OF_PLATFORM.items()
            if email_of(name) not in there
        )
