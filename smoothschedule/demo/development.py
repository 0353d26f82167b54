"""Two demo businesses and one log-in of every role, for development. Never in production."""

from __future__ import annotations

from sqlalchemy import select, text

from smoothschedule.config import Settings
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import LOOKUP, Context, new_id, open_session
from smoothschedule.demo.making import PEOPLE, DemoBusiness, email_of, make
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.users import passwords
from smoothschedule.users.models import PlatformUser
from smoothschedule.users.rules import Role

PASSWORD = "try-it-out-2026"  # noqa: S105 - of demo accounts only, never in production


BUSINESSES = (
    DemoBusiness(
        "Bella Salon", "bella", "America/New_York", "USD", "en-US", "#c2255c", Flavour.SALON
    ),
    DemoBusiness("Kiez Praxis", "kiez", "Europe/Berlin", "EUR", "en-GB", "#0b7285", Flavour.CLINIC),
)
STAFF_OF_PLATFORM = {
    Role.SUPERUSER: ("superuser", "Sam Superuser"),
    Role.PLATFORM_MANAGER: ("platform-manager", "Petra Platform"),
    Role.PLATFORM_SALES: ("sales", "Sol Sales"),
    Role.PLATFORM_SUPPORT: ("support", "Sunny Support"),
}


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
            make(runtime, new_id(), business, password_hash=password_hash, expires_in=None)
    _make_platform_staff(runtime, password_hash)
    return accounts(runtime.settings)


def _exists(runtime: Runtime, subdomain: str) -> bool:
    with open_session(runtime.engine, LOOKUP) as session:
        query = text("SELECT lookup.subdomain_is_taken(:subdomain)")
        return bool(session.scalar(query, {"subdomain": subdomain}))


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
