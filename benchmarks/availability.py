"""Free slots as the product finds them: from the database, cold, every statement included.

    python -m benchmarks.availability [--small]

One process, one connection, processor time of that process and the time on the clock (which has
PostgreSQL's share in it). The targets are 20 ms for one resource with 200 appointments in 31 days
and 150 ms for fifty such resources; each is shown as a ratio to the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from uuid import UUID

import psycopg
from sqlalchemy import text

from benchmarks.figures import Report, milliseconds, progress, run
from benchmarks.installation import installation
from smoothschedule.access import MATRIX
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.unit_of_work import Actor, UnitsOfWork, Work
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.closures import add_closure
from smoothschedule.scheduling.operations.time_off import enter_time_off
from smoothschedule.scheduling.queries.facts import Question, offer_of
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.rules import Role

DAYS, APPOINTMENTS = 31, 200
FIRST = datetime(2026, 3, 2, tzinfo=UTC)
NOW = FIRST - timedelta(days=1)
RANGE = FIRST, FIRST + timedelta(days=DAYS)
ROUNDS = 9
OWNER = Actor(role=Role.TENANT_OWNER, permissions=MATRIX[Role.TENANT_OWNER])
TARGETS = {1: 0.020, 50: 0.150}
#: So many appointments of one resource, spread over the days and their working hours.
FILL = """
WITH made AS (
    INSERT INTO appointments
        (id, state, service_id, customer_id, location_id, starts_at, ends_at, currency)
    SELECT gen_random_uuid(), 'confirmed', :service, :customer, :location, starts_at,
        starts_at + interval '20 minutes', 'EUR'
    FROM generate_series(0, :count - 1) n, LATERAL (
        SELECT :first + make_interval(days => n % 31, mins => 480 + 60 * (n / 31)) AS starts_at
    ) slot
    RETURNING id, starts_at, ends_at
)
INSERT INTO allocations
    (id, appointment_id, resource_id, starts_at, ends_at, busy_from, busy_until, blocking)
SELECT gen_random_uuid(), id, :resource, starts_at, ends_at, starts_at,
    ends_at + interval '5 minutes', true
FROM made
"""


def measure(is_small: bool) -> Report:
    """Each size in a business of its own, asked again and again without any cache."""
    sizes = (1, 10) if is_small else (1, 10, 50, 200, 1_000)
    report = Report(
        f"Free slots with their queries: {DAYS} days, {APPOINTMENTS} appointments a resource"
    )
    with installation(durable=False) as install:
        units, spent = install.runtime.units, {}
        for count in sizes:
            progress(f"{count} resources")
            business = _business(units, count)
            with psycopg.connect(install.admin_url, autocommit=True) as admin:
                admin.execute("ANALYZE")
            spent[count] = _cost(units, *business)
        first = sizes[0]
        for count in sizes:
            clock, processor = spent[count]
            target = TARGETS.get(count)
            report.add(
                f"{count:,} resources / the target" if target else f"{count:,} resources",
                clock / target if target else None,
                f"{milliseconds(clock)}, {milliseconds(processor)} of it our own processor time",
                limit=1.0 if target else None,
            )
        for count in sizes[1:]:
            report.add(
                f"cost of one of {count:,} resources / of one alone",
                spent[count][0] / count / spent[first][0],
                f"{milliseconds(spent[count][0] / count)} / {milliseconds(spent[first][0])}",
            )
    return report


def _cost(units: UnitsOfWork, tenant_id: UUID, service_id: UUID) -> tuple[float, float]:
    """Median time on the clock and of the processor of one whole answer."""
    clock, processor = [], []
    for _ in range(ROUNDS):
        with _work(units, tenant_id) as work:
            began, began_working = perf_counter(), process_time()
            found = free_slots(work, Question(offer_of(work, service_id), is_visitor=True), RANGE)
            clock.append(perf_counter() - began)
            processor.append(process_time() - began_working)
        if not found:
            raise AssertionError("Nothing is free, so nothing was measured.")
    return median(clock), median(processor)


def _business(units: UnitsOfWork, count: int) -> tuple[UUID, UUID]:
    """A business of that many staff, each with appointments, time off and a closed day."""
    tenant_id = new_id()
    with _work(units, tenant_id) as work:
        name, plan = f"bench{count}", "enterprise"
        work.session.add(
            Tenant(id=tenant_id, name=name, subdomain=name, time_zone="Europe/Berlin", plan=plan)
        )
        work.session.flush()
        work.record(Tag.DEMO_SEEDED)
        location = setup.add_location(work, name="Here", time_zone="Europe/Berlin").id
        day = FIRST.date() + timedelta(days=20)
        add_closure(
            work,
            location_id=location,
            name="Holiday",
            starts_on=day,
            ends_on=day,
            repeats_yearly=True,
        )
        staff = [_person(work, location, number) for number in range(count)]
        service = setup.add_service(
            work,
            name="Cut",
            duration_minutes=30,
            step_minutes=15,
            buffer_after_minutes=5,
            requirements=[{"kind": "staff", "resource_ids": staff}],
        ).id
        _fill(work, service, location, staff)
    return tenant_id, service


def _person(work: Work, location: UUID, number: int) -> UUID:
    made = setup.add_resource(work, location_id=location, kind="staff", name=f"Person {number}")
    hours = [
        {"weekday": weekday, "opens_minute": 8 * 60, "closes_minute": 18 * 60}
        for weekday in range(6)
    ]
    setup.set_hours(work, made, hours)
    away = FIRST + timedelta(days=number % DAYS)
    span = {"starts_at": away, "ends_at": away + timedelta(hours=10)}
    enter_time_off(work, resource_id=made.id, reason="", **span)
    return made.id


def _fill(work: Work, service: UUID, location: UUID, staff: list[UUID]) -> None:
    customer = new_id()
    work.session.execute(
        text("INSERT INTO customers (id, name) VALUES (:id, 'Ann')"), {"id": customer}
    )
    common = {"service": service, "customer": customer, "location": location}
    for resource in staff:
        values = {**common, "resource": resource, "first": FIRST, "count": APPOINTMENTS}
        work.session.execute(text(FILL), values)


@contextmanager
def _work(units: UnitsOfWork, tenant_id: UUID) -> Iterator[Work]:
    with units.open(Context(tenant_id=tenant_id), actor=OWNER, now=NOW) as work:
        yield work


if __name__ == "__main__":
    run("availability", measure, __doc__)
