"""What the platform's role can read and do of people and jobs, by raw SQL."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from tests.factories import Business, make_business, make_domain


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("SUPERUSER", {"aurora", "tryout"}),
        ("PLATFORM_MANAGER", {"aurora", "tryout"}),
        ("PLATFORM_SUPPORT", {"aurora", "tryout"}),
        ("PLATFORM_SALES", {"tryout"}),
        ("TENANT_OWNER", {"tryout"}),
        ("", {"tryout"}),
    ],
)
def test_the_console_reads_people_and_jobs_of_whom_the_role_may_see(
    runtime: Runtime,
    admin: psycopg.Connection,
    business: Business,
    platform_sql: psycopg.Connection,
    role: str,
    sees: set[str],
) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    admin.execute("UPDATE users SET is_temporary = true WHERE tenant_id = %s", [demo.id])
    for made in (business, demo):
        admin.execute(
            "INSERT INTO jobs (tenant_id, id, name, args, state)"
            " VALUES (%s, gen_random_uuid(), 'x', '{}', 'failed')",
            [made.id],
        )
    names = {business.id: "aurora", demo.id: "tryout"}
    platform_sql.execute("SELECT set_config('app.platform_role', %s, false)", [role])
    for table in ("users", "jobs"):
        seen = platform_sql.execute(f"SELECT DISTINCT tenant_id FROM {table}").fetchall()
        assert {names[id] for (id,) in seen} == sees, table
    retried = platform_sql.execute("UPDATE jobs SET state = 'queued', attempts = 0").rowcount
    assert retried == len(sees)


def test_the_console_makes_of_a_failed_job_a_queued_one_and_nothing_else(
    admin: psycopg.Connection, business: Business, platform_sql: psycopg.Connection
) -> None:
    platform_sql.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    for state in ("queued", "running", "done"):
        admin.execute(
            "INSERT INTO jobs (tenant_id, id, name, args, state)"
            " VALUES (%s, gen_random_uuid(), 'x', '{}', %s)",
            [business.id, state],
        )
    assert platform_sql.execute("UPDATE jobs SET state = 'queued'").rowcount == 0
    admin.execute("UPDATE jobs SET state = 'failed'")
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        platform_sql.execute("UPDATE jobs SET state = 'done'")
    for column in ("args = '{}'", "name = 'y'", "error = NULL", "tenant_id = tenant_id"):
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            platform_sql.execute(f"UPDATE jobs SET {column}")
    with pytest.raises(InsufficientPrivilege, match="permission denied"):
        platform_sql.execute("DELETE FROM jobs")


def test_whoever_is_on_a_visit_finds_it_whatever_role_they_are_in(
    admin: psycopg.Connection, business: Business, platform_sql: psycopg.Connection
) -> None:
    """A superuser in a sales person's place: the database knows them as sales."""
    ours, other = new_id(), new_id()
    for target in (ours, other):
        admin.execute(
            "INSERT INTO visits (tenant_id, id, kind, mode, reason, actor_realm, actor_id,"
            " actor_role, actor_email, actor_name, actor_session_id, session_key, target_id,"
            " target_role, target_email, expires_at)"
            " VALUES (%s, gen_random_uuid(), 'masquerade', 'view', 'x', 'platform',"
            " gen_random_uuid(), 'SUPERUSER', 'a@b.c', 'A', gen_random_uuid(), 'k', %s,"
            " 'PLATFORM_SALES', 's@b.c', now() + interval '1 hour')",
            [PLATFORM_ID, target],
        )
    platform_sql.execute("SELECT set_config('app.platform_role', 'PLATFORM_SALES', false)")
    assert platform_sql.execute("SELECT target_id FROM visits").fetchall() == []
    platform_sql.execute("SELECT set_config('app.user_id', %s, false)", [str(ours)])
    assert platform_sql.execute("SELECT target_id FROM visits").fetchall() == [(ours,)]
    ended = platform_sql.execute("UPDATE visits SET ended_at = now(), end_reason = 'released'")
    assert ended.rowcount == 1


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("SUPERUSER", {"aurora.example", "tryout.example"}),
        ("PLATFORM_SUPPORT", {"aurora.example", "tryout.example"}),
        ("PLATFORM_SALES", {"tryout.example"}),
        ("TENANT_OWNER", {"tryout.example"}),
        ("", {"tryout.example"}),
    ],
)
def test_domains_are_shown_and_checked_of_whom_the_role_may_see(
    runtime: Runtime,
    admin: psycopg.Connection,
    business: Business,
    platform_sql: psycopg.Connection,
    role: str,
    sees: set[str],
) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    make_domain(runtime, business, "aurora.example", admin=admin)
    make_domain(runtime, demo, "tryout.example", admin=admin)
    platform_sql.execute("SELECT set_config('app.platform_role', %s, false)", [role])
    seen = platform_sql.execute("SELECT host FROM tenant_domains").fetchall()
    assert {host for (host,) in seen} == sees
    checked = platform_sql.execute("UPDATE tenant_domains SET checked_at = now()").rowcount
    assert checked == len(sees)
    for statement in (
        "UPDATE tenant_domains SET host = 'evil.example'",
        "UPDATE tenant_domains SET tenant_id = tenant_id",
        "UPDATE tenant_domains SET txt_token = 'known'",
        "INSERT INTO tenant_domains SELECT * FROM tenant_domains",
        "DELETE FROM tenant_domains",
    ):
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            platform_sql.execute(statement)  # type: ignore[arg-type]
