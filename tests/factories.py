"""Businesses for tests, made by the product's own operations as the product's own role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

from PIL import Image

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.customers import add_customer, change_customer
from smoothschedule.tenants.models import Tenant, TenantDomain
from smoothschedule.users import passwords
from smoothschedule.users.models import PlatformUser, User
from smoothschedule.users.rules import Role

PASSWORD = "correct horse battery"
BASE = "smoothschedule.localhost"
ROUND_THE_CLOCK = [
    {"weekday": weekday, "opens_minute": 0, "closes_minute": 1440} for weekday in range(7)
]
_numbers = count(1)
#: One for the whole run, so that moments agree in a run that goes on past midnight.
_BEGAN = datetime.now(UTC)


@cache
def password_hash(password: str = PASSWORD) -> str:
    """The hash of the password, computed once for all tests."""
    return passwords.hash_of(password)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in with PASSWORD."""

    id: UUID
    email: str
    role: Role
    name: str


@dataclass(slots=True)
class Business:
    """A business that is open round the clock; `mark` stands in each of its texts."""

    id: UUID
    subdomain: str
    mark: str
    people: dict[Role, Person] = field(default_factory=dict)
    location_id: UUID = None  # type: ignore[assignment]
    staff_id: UUID = None  # type: ignore[assignment]
    room_id: UUID = None  # type: ignore[assignment]
    service_id: UUID = None  # type: ignore[assignment]
    approval_service_id: UUID = None  # type: ignore[assignment]
    customer_id: UUID = None  # type: ignore[assignment]

    @property
    def tenant_id(self) -> UUID:
        return self.id

    @property
    def host(self) -> str:
        return f"{self.subdomain}.{BASE}"

    @property
    def owner(self) -> Person:
        return self.people[Role.TENANT_OWNER]


def make_business(
    runtime: Runtime, subdomain: str, *, mark: str | None = None, **columns: Any
) -> Business:
    """A business with a person of each role, a calendar and a customer with an account."""
    mark = mark or subdomain.capitalize()
    made = Business(new_id(), subdomain, mark)
    with runtime.units.tenant(made.id) as work:
        details = {"time_zone": "Europe/Berlin", "currency": "EUR", "plan": "business", **columns}
        work.session.add(Tenant(id=made.id, name=f"{mark} House", subdomain=subdomain, **details))
        work.session.flush()
        work.record(Tag.TENANT_CREATED, "tenant", made.id)
        made.people = {role: _person(work, role, mark) for role in _TENANT}
        _calendar(work, made)
    return made


_TENANT = (Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER)


def add_person(runtime: Runtime, business: Business, role: Role, *, word: str) -> Person:
    """One more person of the business."""
    with runtime.units.tenant(business.id) as work:
        return _person(work, role, business.mark, word=word)


def make_platform_person(runtime: Runtime, role: Role) -> Person:
    """A person of the platform."""
    email = f"{role.lower().replace('_', '-')}-{next(_numbers)}@platform.example"
    row = PlatformUser(email=email, name=f"{role} Person", role=role, password_hash=password_hash())
    with runtime.platform_units.open(Context()) as work:
        work.session.add(row)
        work.session.flush()
        work.record(Tag.USER_CREATED, "user", row.id)
        return Person(row.id, email, role, row.name)


def make_domain(runtime: Runtime, business: Business, host: str, *, admin: Any) -> None:
    """The business is reached by this host name of its own, too."""
    admin.execute(
        f"INSERT INTO {TenantDomain.__tablename__} (id, tenant_id, host, txt_token, verified_at)"
        " VALUES (%s, %s, %s, 'shown', now())",
        [new_id(), business.id, host],
    )


def _person(work: Work, role: Role, mark: str, *, word: str = "") -> Person:
    name = f"{mark} {word or role.removeprefix('TENANT_').capitalize()}"
    email = f"{name.lower().replace(' ', '.')}@example.com"
    row = User(email=email, name=name, role=role, password_hash=password_hash())
    work.session.add(row)
    work.session.flush()
    work.record(Tag.USER_CREATED, "user", row.id)
    return Person(row.id, email, role, name)


def _calendar(work: Work, made: Business) -> None:
    mark, staff = made.mark, made.people[Role.TENANT_STAFF]
    made.location_id = setup.add_location(
        work, name=f"{mark} Street", address=f"1 {mark} Street", time_zone="Europe/Berlin"
    ).id
    person = setup.add_resource(
        work, location_id=made.location_id, kind="staff", name=staff.name, user_id=staff.id
    )
    room = setup.add_resource(work, location_id=made.location_id, kind="room", name=f"{mark} Room")
    for resource in (person, room):
        setup.set_hours(work, resource, ROUND_THE_CLOCK)
    made.staff_id, made.room_id = person.id, room.id
    needs = [{"kind": "staff", "resource_ids": [person.id]}]
    made.service_id = setup.add_service(
        work, name=f"{mark} Cut", duration_minutes=30, price_minor=2500, requirements=needs
    ).id
    made.approval_service_id = setup.add_service(
        work,
        name=f"{mark} Colour",
        duration_minutes=60,
        requires_approval=True,
        requirements=[*needs, {"kind": "room", "resource_ids": [room.id]}],
    ).id
    made.customer_id = _customer(work, made).id


def _customer(work: Work, made: Business) -> Customer:
    person = made.people[Role.CUSTOMER]
    found = add_customer(work, name=person.name, email=person.email, phone="+49 30 1234567")
    return change_customer(work, found, user_id=person.id, notes=f"{made.mark} secret notes")


def acting(person: Person) -> Actor:
    """The person as an actor without permissions, for operations called directly."""
    return Actor(user_id=person.id, role=person.role)


def soon(days: int = 2, *, hour: int = 10, minute: int = 0) -> datetime:
    """A full moment some days ahead of when the tests began, in UTC."""
    ahead = _BEGAN + timedelta(days=days)
    return ahead.replace(hour=hour, minute=minute, second=0, microsecond=0)


def shortly(minutes: int = 90) -> datetime:
    """A full minute so near that a visit can begin."""
    ahead = datetime.now(UTC) + timedelta(minutes=minutes)
    return ahead.replace(second=0, microsecond=0)


def picture(kind: str = "PNG", *, size: tuple[int, int] = (300, 120), **options: Any) -> bytes:
    """A small picture, as a file of that kind."""
    written = BytesIO()
    Image.new("RGB", size, "#c2255c").save(written, kind, **options)
    return written.getvalue()


def wire(moment: datetime) -> str:
    """The moment as it goes on the wire."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
