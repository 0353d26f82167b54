"""The statements that the product sends most, taken from the product itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from benchmarks.filling import FIRST, RESOURCES, SERVICES, Size, made_id, tenant_id
from benchmarks.overhearing import Statement, overheard
from smoothschedule.access import MATRIX
from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import Actor, UnitsOfWork, Work
from smoothschedule.scheduling.queries.appointments import appointments
from smoothschedule.scheduling.queries.calendar import calendar
from smoothschedule.scheduling.queries.customers import customers
from smoothschedule.scheduling.queries.offered import slots_for_staff
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

Ask = Callable[[Work, int], object]
#: Tables that others refer to, which must be known before the first statement is made.
REFERRED_TO = (Tenant, User)
OWNER = Actor(role=Role.TENANT_OWNER, permissions=MATRIX[Role.TENANT_OWNER])
#: From tomorrow on.
WEEK = FIRST + timedelta(days=14), FIRST + timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Script:
    """What one business's transaction consists of: its context, then its statements."""

    context: Context
    statements: tuple[Statement, ...]


def calendar_of_one(work: Work, number: int) -> object:
    """A week of one resource."""
    return calendar(work, WEEK, resource_id=made_id("resource", number, 1 + number % RESOURCES))


def list_by_cursor(work: Work, number: int) -> object:
    """The second page of 25 appointments, latest first."""
    first = appointments(work, limit=25, after=None)
    return appointments(work, limit=25, after=first["next"])


def customers_by_prefix(work: Work, number: int) -> object:
    """Customers whose names begin so."""
    name = ("ann", "bob", "cem", "dana", "emil")[number % 5]
    return customers(work, q=name, limit=25, after=None)


def calendar_of_all(work: Work, number: int) -> object:
    """A week of everybody."""
    return calendar(work, WEEK)


def free_slots(work: Work, number: int) -> object:
    """A week of free time of one service, whoever gives it."""
    service = made_id("service", number, 1 + number % SERVICES)
    return slots_for_staff(work, service, WEEK)


#: The three whose cost under row security is promised.
PROMISED: dict[str, Ask] = {
    "calendar of one resource, a week": calendar_of_one,
    "list of appointments by cursor": list_by_cursor,
    "customer search by prefix": customers_by_prefix,
}
HOT: dict[str, Ask] = {
    **PROMISED,
    "calendar of all, a week": calendar_of_all,
    "free slots of a week": free_slots,
}


def scripts(engine: Engine, ask: Ask, numbers: list[int]) -> list[Script]:
    """What the product sends for each of these businesses, ready to be sent again."""
    units, found = UnitsOfWork(engine), []
    for number in numbers:
        context = Context(
            tenant_id=tenant_id(number), user_id=made_id("user", number, 1), read_only=True
        )
        with units.open(context, actor=OWNER) as work, overheard() as sent:
            ask(work, number)
        found.append(Script(context, tuple(sent)))
    return found


def sample(size: Size, count: int) -> list[int]:
    """Businesses from all over the tables."""
    step = max(1, size.tenants // count)
    return list(range(1, size.tenants + 1, step))[:count]
