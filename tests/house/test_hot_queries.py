"""What every request, the relay and the workers ask reaches an index, as the application's role.

tests/scheduling/test_hot_queries.py does the same for the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.overhearing import overheard
from smoothschedule.actors import facts_about_user
from smoothschedule.config import Settings
from smoothschedule.core import jobs
from smoothschedule.core.db import straight
from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.identity import TENANT_CALLER
from smoothschedule.outbox_relay import WITH_EVENTS, WITH_JOBS, _claim
from smoothschedule.runtime import Runtime
from smoothschedule.users.accounts import person_with
from smoothschedule.users.sessions import business_and_person, sessions_of, signed_in
from tests.databases import Database
from tests.factories import BASE, Business, make_business

BUSINESSES, EACH = 50, 400
BUSY = ("users", "sessions", "outbox_events", "jobs")
FILL = (
    (
        "INSERT INTO tenants (id, name, subdomain, time_zone)"
        f" SELECT gen_random_uuid(), 'T' || n, 't' || n, 'UTC'"
        f" FROM generate_series(1, {BUSINESSES}) n"
    ),
    (
        "INSERT INTO users (tenant_id, id, email, name, role)"
        " SELECT t.id, gen_random_uuid(), 'p' || n || '@example.com', 'P', 'TENANT_STAFF'"
        f" FROM tenants t, generate_series(1, {EACH}) n"
    ),
    (
        "INSERT INTO sessions (tenant_id, id, user_id, token_hash, expires_at)"
        " SELECT tenant_id, gen_random_uuid(), id, sha256(id::text::bytea),"
        " now() + interval '1 day'"
        " FROM users"
    ),
    (
        "INSERT INTO outbox_events (tenant_id, id, name, payload, handled_at)"
        " SELECT tenant_id, gen_random_uuid(), 'AppointmentBooked', '{}', now() FROM users"
    ),
    (
        "INSERT INTO jobs (tenant_id, id, name, args, state, finished_at)"
        " SELECT tenant_id, gen_random_uuid(), 'mail_change', '{}', 'done', now() FROM users"
    ),
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Our business among fifty that are busy; `session_id` and `user_id` are of its own."""

    runtime: Runtime
    business: Business
    session_id: UUID
    user_id: UUID


@pytest.fixture(scope="module")
def crowd(
    new_database: Callable[[str], Database], product_values: dict[str, str]
) -> Iterator[Crowd]:
    database = new_database("crowd")
    runtime = Runtime(Settings.from_environment(product_values | database.environment))
    business = make_business(runtime, "aurora")
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("UPDATE outbox_events SET handled_at = now()")
        for statement in FILL:
            admin.execute(statement)  # type: ignore[arg-type]
        admin.execute("ANALYZE")
        row = admin.execute(
            "SELECT id, user_id FROM sessions WHERE tenant_id = %s LIMIT 1", [business.id]
        ).fetchone()
    assert row is not None
    yield Crowd(runtime, business, *row)
    runtime.close()


@contextmanager
def reading_nothing_whole(session: Session) -> Iterator[None]:
    """The busy tables are not read from end to end, as PostgreSQL itself counts."""
    before = whole_reads(session)
    yield
    assert whole_reads(session) == before


def whole_reads(session: Session) -> dict[str, int]:
    """How often this connection has read each busy table from end to end."""
    rows = session.execute(text("SELECT relname, seq_scan FROM pg_stat_xact_user_tables")).all()
    return {name: count for name, count in rows if name in BUSY}


Ask = Callable[[Work, Crowd], Any]
QUESTIONS: dict[str, Ask] = {
    "outbox claim": lambda work, _: _claim(work),
    "lost jobs": lambda work, _: jobs.unsent(work),
    "claim of a job": lambda work, crowd: jobs.claim(work, crowd.user_id),
    "person by address": lambda work, _: person_with(work, "p7@example.com"),
    "the signed-in person": lambda work, crowd: signed_in(work, crowd.session_id),
    "the business and who calls": lambda work, crowd: business_and_person(
        work, crowd.session_id, also=facts_about_user()
    )[1](),
    "one's sessions": lambda work, crowd: sessions_of(work, crowd.user_id),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hot_query_reaches_an_index(crowd: Crowd, name: str) -> None:
    with crowd.runtime.units.tenant(crowd.business.id) as work:
        with reading_nothing_whole(work.session):
            QUESTIONS[name](work, crowd)
        for plan in plans(work, lambda: QUESTIONS[name](work, crowd)):
            assert not any(f"Seq Scan on {table}" in plan for table in BUSY)
            assert "Index" in plan


def plans(work: Work, ask: Callable[[], Any]) -> list[str]:
    """EXPLAIN of each statement about the busy tables that `ask` sends."""
    with overheard() as asked:
        ask()
    connection = work.session.connection()
    found = [
        "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {query}", values))
        for query, values in asked
        if any(table in query for table in BUSY)
    ]
    assert found
    return found


def test_the_door_reads_no_table_from_end_to_end(crowd: Crowd) -> None:
    """The look-up function is opaque to EXPLAIN; PostgreSQL counts what it really read."""
    values = {"host": crowd.business.host, "base": BASE, "token": token_hash("nobody's")}
    with crowd.runtime.units.tenant(crowd.business.id) as work:
        with reading_nothing_whole(work.session):
            found = straight(work.session.connection(), TENANT_CALLER, values).fetchone()
        assert found[0] == crowd.business.id


@pytest.mark.parametrize("query", [WITH_EVENTS, WITH_JOBS], ids=["events", "jobs"])
def test_who_has_work_is_found_without_reading_what_is_done(crowd: Crowd, query: Any) -> None:
    with crowd.runtime.units.tenant(crowd.business.id) as work:
        with reading_nothing_whole(work.session):
            assert work.session.scalars(query).all() == []
        assert work.session.scalar(text("SELECT count(*) FROM outbox_events")) > 0


@pytest.mark.parametrize(
    "ask", [jobs.unsent, lambda work: jobs.is_waiting(work, "mail_change")], ids=["lost", "waiting"]
)
def test_jobs_still_to_do_are_found_without_those_that_are_done(crowd: Crowd, ask: Any) -> None:
    """Their index holds no others, which a plan that is kept for all values has to know."""
    read = text(
        "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'jobs'"
    )
    with crowd.runtime.units.tenant(crowd.business.id) as work:
        work.session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        before = work.session.scalar(read)
        assert not ask(work)
        assert work.session.scalar(read) == before


def test_the_count_that_these_tests_trust_counts(crowd: Crowd) -> None:
    with crowd.runtime.units.tenant(crowd.business.id) as work:
        for kind in ("indexscan", "bitmapscan", "indexonlyscan"):
            work.session.execute(text(f"SET LOCAL enable_{kind} = off"))
        before = whole_reads(work.session)
        work.session.execute(text("SELECT count(*) FROM sessions"))
        after = whole_reads(work.session)
    assert after["sessions"] == before.get("sessions", 0) + 1
