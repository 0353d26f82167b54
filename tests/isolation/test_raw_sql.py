"""PostgreSQL itself is the wall: what raw SQL as the application's roles can and cannot do."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.databases import Database, Sweeper
from tests.factories import Business, make_business
from tests.isolation.furnished import furnish
from tests.isolation.rows import HIDDEN, copied, count, filled, say, tenant_tables
from tests.mailbox import Mailbox
from tests.standing import StandingBusinesses

#: Tables of tenants of which the platform's role may read what its role allows.
SHOWN_TO_PLATFORM = {"audit_events", "tenant_domains", "visits", "permission_grants"}


@pytest.fixture
def furnished(
    app: App,
    runtime: Runtime,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    business: Business,
    rival: Business,
    standing: StandingBusinesses,
    sweeper: Sweeper,
) -> tuple[Business, Business]:
    """Two businesses with rows in every table of tenants, made by the product."""

    def make() -> tuple[Business, Business]:
        for made in (business, rival):
            furnish(app, runtime, made)
        mailbox.deliver()
        return business, rival

    both = standing.stand_whole("furnished", make, sweeper)
    for made in both:
        assert set(filled(admin, made.id)) == set(tenant_tables(admin)) - HIDDEN, (
            "A table of tenants is empty here: let `furnished` make a row of it, so that what "
            "the application's role may do with it is tried."
        )
    return both


@pytest.fixture
def app_sql(database: Database) -> Iterator[psycopg.Connection]:
    """A connection as smooth_app that nobody has said a tenant on."""
    with psycopg.connect(database.app_url, autocommit=True) as connection:
        yield connection


def affected(connection: psycopg.Connection, statement: str, *values: object) -> int:
    """How many rows the statement changed: none where the role may not do so at all."""
    try:
        return connection.execute(statement, values).rowcount  # type: ignore[arg-type]
    except InsufficientPrivilege:
        return 0


def test_without_a_tenant_there_are_no_rows(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    tables = [*filled(admin, furnished[0].id), "tenants"]
    assert {table: count(app_sql, table) for table in tables} == dict.fromkeys(tables, 0)


@pytest.mark.parametrize("said", ["   ", "not-a-uuid", "*", "' OR true --"])
def test_a_tenant_that_is_none_is_an_error_never_everybody(
    business: Business, app_sql: psycopg.Connection, said: str
) -> None:
    say(app_sql, said)
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        count(app_sql, "customers")
    say(app_sql, "")
    assert count(app_sql, "customers") == 0


def test_without_a_tenant_nothing_can_be_written(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, _ = furnished
    for table in filled(admin, ours.id):
        before = count(admin, table)
        statement, values = copied(admin, table, ours.id)
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            app_sql.execute(statement, values)  # type: ignore[arg-type]
        assert affected(app_sql, f"DELETE FROM {table}") == 0
        assert count(admin, table) == before


def test_with_one_tenant_only_its_rows_are_there(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    for table in filled(admin, ours.id):
        seen = app_sql.execute(f"SELECT DISTINCT tenant_id FROM {table}").fetchall()
        assert seen == [(theirs.id,)], table
        named = app_sql.execute(f"SELECT FROM {table} WHERE tenant_id = %s", [ours.id])
        assert named.fetchall() == []
    assert app_sql.execute("SELECT id FROM tenants").fetchall() == [(theirs.id,)]


def test_a_forged_tenant_cannot_be_inserted(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    for table in filled(admin, ours.id):
        before = count(admin, table)
        statement, values = copied(admin, table, ours.id)
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            app_sql.execute(statement, values)  # type: ignore[arg-type]
        assert count(admin, table) == before


def test_a_row_cannot_be_moved_to_another_tenant_nor_fetched_from_it(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    for table in filled(admin, theirs.id):
        with pytest.raises((InsufficientPrivilege, psycopg.errors.ForeignKeyViolation)):
            app_sql.execute(f"UPDATE {table} SET tenant_id = %s", [ours.id])
        taken = f"UPDATE {table} SET tenant_id = %s WHERE tenant_id = %s"
        assert affected(app_sql, taken, theirs.id, ours.id) == 0, table
        gone = f"DELETE FROM {table} WHERE tenant_id = %s"
        assert affected(app_sql, gone, ours.id) == 0, table


def test_a_reference_cannot_reach_into_another_tenant(
    furnished: tuple[Business, Business], app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app_sql.execute(
            "INSERT INTO resources (id, location_id, kind, name) VALUES (%s, %s, 'room', 'X')",
            [new_id(), ours.location_id],
        )
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        app_sql.execute("UPDATE customers SET user_id = %s", [ours.owner.id])


def test_an_upsert_does_not_reveal_or_touch_another_tenants_row(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    upsert = (
        "INSERT INTO customers (id, name, version) VALUES (%s, 'Mine', 1)"
        " ON CONFLICT (tenant_id, id) DO UPDATE SET name = 'Overwritten' RETURNING tenant_id"
    )
    # The key begins with the tenant, so the same id is simply free here.
    assert app_sql.execute(upsert, [ours.customer_id]).fetchall() == [(theirs.id,)]
    kept = admin.execute(
        "SELECT name FROM customers WHERE tenant_id = %s AND id = %s", [ours.id, ours.customer_id]
    ).fetchone()
    assert kept == (ours.people[Role.CUSTOMER].name,)


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE customers",
        "TRUNCATE tenants CASCADE",
        "SET ROLE smooth_owner",
        "SET ROLE smooth_migrator",
        "SET ROLE smooth_lookup",
        "SET ROLE smooth_platform",
        "SET ROLE smooth_backup",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER TABLE customers DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE customers NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant_isolation ON customers",
        "CREATE POLICY mine ON customers USING (true)",
        "CREATE TABLE public.mine (id int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "ALTER ROLE smooth_app BYPASSRLS",
        "SELECT * FROM platform_users",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY customers TO PROGRAM 'cat'",
        "SELECT lookup.platform_session_of(''::bytea)",
        "UPDATE tenants SET plan = 'enterprise'",
        "UPDATE tenants SET status = 'active'",
        "UPDATE tenants SET is_temporary = true",
        "UPDATE tenants SET subdomain = 'borealis'",
        "DELETE FROM tenants",
        "UPDATE tenant_domains SET verified_at = now()",
        (
            "INSERT INTO tenant_domains (id, tenant_id, host, txt_token, verified_at)"
            " SELECT gen_random_uuid(), id, 'x.y', 'x', now() FROM tenants"
        ),
    ],
)
def test_the_application_cannot_reach_round_the_wall(
    business: Business, app_sql: psycopg.Connection, statement: str
) -> None:
    say(app_sql, business.id)
    with pytest.raises(InsufficientPrivilege):
        app_sql.execute(statement)  # type: ignore[arg-type]


def test_copy_from_is_refused(
    furnished: tuple[Business, Business], admin: psycopg.Connection, app_sql: psycopg.Connection
) -> None:
    ours, theirs = furnished
    say(app_sql, theirs.id)
    before = count(admin, "customers")
    with (
        pytest.raises(psycopg.errors.FeatureNotSupported, match="row-level security"),
        app_sql.cursor().copy("COPY customers (tenant_id, id, name) FROM STDIN") as copy,
    ):
        copy.write_row((ours.id, new_id(), "Smuggled"))
    assert count(admin, "customers") == before


def test_row_security_cannot_be_switched_off(
    business: Business, app_sql: psycopg.Connection
) -> None:
    app_sql.execute("SET row_security = off")
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app_sql.execute("SELECT * FROM customers")


def test_a_leaky_function_is_not_run_on_hidden_rows(
    business: Business, rival: Business, app_sql: psycopg.Connection
) -> None:
    say(app_sql, rival.id)
    # A division by zero on somebody else's row would tell that the row exists.
    probe = "SELECT count(*) FROM customers WHERE 1 / (position(%s in name) - 1) > 0"
    assert app_sql.execute(probe, [business.mark]).fetchone() == (0,)


def test_the_look_up_functions_tell_ids_only(
    furnished: tuple[Business, Business], app_sql: psycopg.Connection, admin: psycopg.Connection
) -> None:
    ours, _ = furnished
    found = app_sql.execute(
        "SELECT lookup.tenant_of_host(%s, 'smoothschedule.localhost')", [ours.host]
    ).fetchone()
    assert found == (ours.id,)
    results = admin.execute(
        "SELECT DISTINCT pg_get_function_result(p.oid) FROM pg_proc p"
        " WHERE p.pronamespace = 'lookup'::regnamespace"
    ).fetchall()
    assert {result for (result,) in results} <= {
        "uuid",
        "SETOF uuid",
        "boolean",
        "TABLE(session_id uuid, user_id uuid)",
        "TABLE(session_id uuid, user_id uuid, role text)",
        "TABLE(token_id uuid, user_id uuid)",
    }


def test_the_platforms_role_sees_no_rows_of_businesses(
    furnished: tuple[Business, Business],
    admin: psycopg.Connection,
    platform_sql: psycopg.Connection,
) -> None:
    platform_sql.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    say(platform_sql, furnished[0].id)
    for table in set(tenant_tables(admin)) - SHOWN_TO_PLATFORM:
        with pytest.raises(InsufficientPrivilege):
            platform_sql.execute(f"SELECT * FROM {table}")


@pytest.mark.parametrize("role", ["app", "platform"])
def test_the_audit_can_be_added_to_but_never_changed(
    furnished: tuple[Business, Business],
    app_sql: psycopg.Connection,
    platform_sql: psycopg.Connection,
    role: str,
) -> None:
    connection = {"app": app_sql, "platform": platform_sql}[role]
    say(connection, furnished[0].id)
    connection.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    assert count(connection, "audit_events") > 0
    for statement in ("UPDATE audit_events SET tag = 'x'", "DELETE FROM audit_events"):
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            connection.execute(statement)  # type: ignore[call-overload]


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
def test_sales_sees_demo_businesses_only(
    runtime: Runtime,
    business: Business,
    platform_sql: psycopg.Connection,
    role: str,
    sees: set[str],
) -> None:
    make_business(runtime, "tryout", is_temporary=True)
    platform_sql.execute("SELECT set_config('app.platform_role', %s, false)", [role])
    seen = {name for (name,) in platform_sql.execute("SELECT subdomain FROM tenants")}
    changed = platform_sql.execute("UPDATE tenants SET plan = 'business'").rowcount
    assert seen == sees
    assert changed == len(sees)
