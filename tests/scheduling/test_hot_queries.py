"""The hot queries reach their indexes as the application's role, under row security."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from benchmarks.overhearing import overheard
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.queries.appointments import appointments
from smoothschedule.scheduling.queries.calendar import calendar
from smoothschedule.scheduling.queries.customers import customers
from smoothschedule.scheduling.queries.facts import Question, offer_of
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.scheduling.queries.reports import Asked, sums
from smoothschedule.scheduling.rules.reports import By, Days, Period
from tests.scheduling.world import NOW, World, at

WEEK = at("00:00"), at("00:00", 11)
MONTH = Asked(Days(date(2020, 5, 1), date(2020, 5, 31)), Period.DAY)
#: Enough rows of another tenant that reading a whole table is never the cheaper plan.
FILL = """
INSERT INTO customers (id, name, email, phone)
SELECT gen_random_uuid(), md5(n::text) || ' ' || md5(n || 'z'), md5(n || 'x') || '@x.example',
    '+49 ' || n
FROM generate_series(1, 4000) n;
INSERT INTO appointments (id, state, service_id, customer_id, location_id, starts_at, ends_at,
    currency)
SELECT gen_random_uuid(), 'confirmed', :service, (SELECT id FROM customers LIMIT 1), :location,
    moment, moment + interval '1 hour', 'USD'
FROM generate_series(timestamptz '2020-01-01', '2020-12-31', '2 hours') AS moment;
INSERT INTO allocations (id, appointment_id, resource_id, starts_at, ends_at, busy_from,
    busy_until, blocking)
SELECT gen_random_uuid(), id, :resource, starts_at, ends_at, starts_at, ends_at, true
FROM appointments
"""


@pytest.fixture
def busy_world(world: World, elsewhere: World) -> World:
    """Our business, on an install where another one has thousands of rows."""
    for one in (world, elsewhere):
        with one.work() as work:
            values = {
                "service": one.cut,
                "location": one.location_id,
                "resource": one.staff[0],
            }
            for statement in FILL.split(";"):
                work.session.execute(text(statement), values)
    return world


def plans(work: Work, ask: Any) -> str:
    """The plans of every question that `ask` asks, one below the other."""
    with overheard() as asked:
        ask()
    connection = work.session.connection()
    lines: list[str] = []
    for statement, parameters in asked:
        explained = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        lines += [row[0] for row in explained]
    return "\n".join(lines)


def whole_reads(work: Work) -> dict[str, int]:
    """How often this transaction has read each of the large tables from end to end."""
    tables = "SELECT relname, seq_scan FROM pg_stat_xact_user_tables"
    large = "('appointments', 'allocations', 'customers')"
    return dict(work.session.execute(text(f"{tables} WHERE relname IN {large}")).all())


HOT: list[tuple[str, Any]] = [
    ("ix_appointments_starts", lambda work, _: calendar(work, WEEK)),
    ("ix_appointments_holds", lambda work, _: expire_before_booking(work)),
    (
        "ix_allocations_starts",
        lambda work, world: free_slots(
            work, Question(offer_of(work, world.cut), is_visitor=True), WEEK
        ),
    ),
    *(
        ("ix_customers_found", lambda work, _, q=q: customers(work, q=q, limit=20, after=None))
        for q in ("", "ab12", "f9", "@ab12", "0170 12", "mueller", "nobody at all")
    ),
    ("ix_appointments_starts", lambda work, _: appointments(work, limit=20, after=None)),
    # Each leads to the rows of a service's month alone; here one customer has them all.
    (
        "ix_appointments_(starts|service|customer)",
        lambda work, _: sums(work, MONTH, by=By.SERVICE),
    ),
]


def test_hot_queries_read_an_index(
    busy_world: World, admin: psycopg.Connection, subtests: pytest.Subtests
) -> None:
    admin.execute("ANALYZE")
    for index, ask in HOT:
        with subtests.test(index), busy_world.work(now=NOW + timedelta(days=1)) as work:
            plan = plans(work, lambda ask=ask, work=work: ask(work, busy_world))
            assert re.search(index, plan), plan
            assert "Seq Scan on appointments" not in plan
            assert "Seq Scan on allocations" not in plan
            assert "Seq Scan on customers" not in plan


#: From the sixth time on statements are prepared; from the eleventh on PostgreSQL may keep a plan.
OFTEN = 12


def test_hot_queries_read_no_table_whole_once_their_plans_are_kept(
    busy_world: World, admin: psycopg.Connection, subtests: pytest.Subtests
) -> None:
    admin.execute("ANALYZE")
    for index, ask in HOT:
        with subtests.test(index), busy_world.work(now=NOW + timedelta(days=1)) as work:
            before = whole_reads(work)
            for _ in range(OFTEN):
                ask(work, busy_world)
            assert whole_reads(work) == before


def test_holds_that_have_run_out_are_found_by_their_index_alone(
    busy_world: World, admin: psycopg.Connection
) -> None:
    """It holds nothing else, so a plan that is kept must know that it serves."""
    admin.execute("ANALYZE")
    read = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'appointments'"
    with busy_world.work() as work:
        work.session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        before = work.session.scalar(text(read))
        expire_before_booking(work)
        assert work.session.scalar(text(read)) == before
