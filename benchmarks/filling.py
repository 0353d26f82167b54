"""A database full of businesses, made by the server itself from generate_series.

Every id follows from kind, business and number, so that rows can refer to each other
without being looked up, and grows as UUIDv7 would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.figures import progress

RESOURCES, CUSTOMERS, SERVICES = 10, 200, 4
#: Two weeks before and all later days are booked, as in a business that has been open for long.
FIRST = datetime.combine(datetime.now(UTC).date(), time(), UTC) - timedelta(days=13)
#: Appointments of one resource on one day, two hours apart from 08:00.
A_DAY = 4
KINDS = (
    "tenant user location resource service requirement customer"
    " appointment allocation window candidate"
).split()

FUNCTIONS = """
CREATE FUNCTION pg_temp.made_id(kind int, tenant int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT (lpad(to_hex(1770000000000 + n::bigint * 1000 + tenant % 1000), 12, '0')
    || '7' || lpad(to_hex(kind), 3, '0') || '8000'
    || lpad(to_hex(tenant::bigint * 1000000 + n), 12, '0'))::uuid $$;
"""
ROWS = (
    """INSERT INTO tenants (id, name, subdomain, time_zone)
    SELECT {tenant}, 'Business ' || t, 'business-' || t, 'UTC' FROM {tenants}""",
    """INSERT INTO users (tenant_id, id, email, name, role)
    SELECT {tenant}, {user:1}, 'owner@example.com', 'Owner', 'TENANT_OWNER' FROM {tenants}""",
    """INSERT INTO locations (tenant_id, id, name, time_zone)
    SELECT {tenant}, {location:1}, 'Here', 'UTC' FROM {tenants}""",
    """INSERT INTO resources (tenant_id, id, location_id, kind, name, position)
    SELECT {tenant}, {resource:n}, {location:1}, 'staff', 'Person ' || n, n
    FROM {tenants}, generate_series(1, {resources}) n""",
    """INSERT INTO availability_windows
        (tenant_id, id, resource_id, weekday, opens_minute, closes_minute)
    SELECT {tenant}, {window:(n * 7 + day)}, {resource:n}, day, 480, 1080
    FROM {tenants}, generate_series(1, {resources}) n, generate_series(0, 6) day""",
    """INSERT INTO services
        (tenant_id, id, name, duration_minutes, step_minutes, currency, price_minor)
    SELECT {tenant}, {service:n}, 'Service ' || n, 45, 15, 'USD', 5000
    FROM {tenants}, generate_series(1, {services}) n""",
    """INSERT INTO service_requirements (tenant_id, id, service_id, position, kind)
    SELECT {tenant}, {requirement:n}, {service:n}, 0, 'staff'
    FROM {tenants}, generate_series(1, {services}) n""",
    """INSERT INTO requirement_candidates
        (tenant_id, id, requirement_id, resource_id, kind, position)
    SELECT {tenant}, {candidate:(s * 1000 + n)}, {requirement:s}, {resource:n}, 'staff', n
    FROM {tenants}, generate_series(1, {services}) s, generate_series(1, {resources}) n""",
    """INSERT INTO customers (tenant_id, id, name, email, phone)
    SELECT {tenant}, {customer:n},
        (array['Ann','Bob','Cem','Dana','Emil','Fay','Gus','Hana','Ivo','Joan'])[1 + n % 10]
            || ' ' || chr(65 + n % 26) || substr(md5(n::text), 1, 7),
        'guest' || n || '@example.com', '+1555' || lpad(n::text, 7, '0')
    FROM {tenants}, generate_series(1, {customers}) n""",
    """INSERT INTO appointments (tenant_id, id, state, service_id, customer_id, location_id,
        starts_at, ends_at, price_minor, currency)
    SELECT {tenant}, {appointment:n},
        CASE WHEN n % 20 = 0 THEN 'cancelled' ELSE 'confirmed' END,
        {service:(1 + n % {services})}, {customer:(1 + n % {customers})}, {location:1},
        {start}, {start} + interval '45 minutes', 5000, 'USD'
    FROM {tenants}, generate_series(0, {appointments} - 1) n""",
    """INSERT INTO allocations (tenant_id, id, appointment_id, resource_id,
        starts_at, ends_at, busy_from, busy_until, blocking)
    SELECT {tenant}, {allocation:n}, {appointment:n}, {resource:(1 + n % {resources})},
        {start}, {start} + interval '45 minutes', {start}, {start} + interval '45 minutes',
        n % 20 <> 0
    FROM {tenants}, generate_series(0, {appointments} - 1) n""",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many businesses, and how many appointments each has."""

    tenants: int
    appointments: int


class _Ids(dict[str, Any]):
    """`{resource:n}` in a statement becomes the id of the business's n-th resource."""

    def __missing__(self, kind: str) -> _Id:
        return _Id(kind)


class _Id:
    def __init__(self, kind: str) -> None:
        self._number = KINDS.index(kind)

    def __format__(self, n: str) -> str:
        return f"pg_temp.made_id({self._number}, t, {n or 0})"


def fill(admin_url: str, size: Size) -> None:
    """The businesses are there, each resource booked day after day, and analysed.

    Rows come as an administrator's, foreign keys unchecked: they are right by construction.
    """
    start = (
        f"(timestamptz '{FIRST.isoformat()}'"
        f" + (n / {RESOURCES * A_DAY}) * interval '1 day'"
        f" + (8 + 2 * (n / {RESOURCES} % {A_DAY})) * interval '1 hour')"
    )
    words = _Ids(
        tenants=f"generate_series(1, {size.tenants}) t",
        resources=RESOURCES,
        services=SERVICES,
        customers=CUSTOMERS,
        appointments=size.appointments,
        start=start,
    )
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute(FUNCTIONS)
        for statement in ROWS:
            progress(f"filling {statement.split()[2]}")
            connection.execute(_worded(statement, words))
        connection.execute("VACUUM (ANALYZE)")


def _worded(statement: str, words: _Ids) -> str:
    # Expressions inside an id name words of their own: {service:(1 + n % {services})}.
    return statement.format_map(words)


def tenant_id(number: int) -> UUID:
    """The id of the business of that number, from 1."""
    return made_id("tenant", number, 0)


def made_id(kind: str, tenant: int, n: int) -> UUID:
    """The id of the n-th thing of a kind of one business."""
    moment = 1_770_000_000_000 + n * 1000 + tenant % 1000
    return UUID(f"{moment:012x}7{KINDS.index(kind):03x}8000{tenant * 1_000_000 + n:012x}")
