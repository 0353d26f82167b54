"""The catalog itself proves the walls: what PostgreSQL says of every table, role and function."""

import psycopg
import pytest

TENANT_RULE = "tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid"
SQUEEZED = TENANT_RULE.replace(" ", "").replace("(", "").replace(")", "")
TABLES = """
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity,
           EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""
#: Has a tenant_id, but is a directory: it says which tenant a host belongs to.
DIRECTORY = {"tenant_domains"}
#: Directory tables that only the platform's role reaches.
PLATFORM_ONLY = {
    "platform_users",
    "platform_sessions",
    "platform_links",
    "platform_second_factors",
    "platform_recovery_codes",
    "platform_email_changes",
    "platform_outbox_events",
    "platform_jobs",
}

#: Written where platform staff are and read where they go, so by both roles.
VISITS = ("visits", "permission_grants")


@pytest.fixture
def tenant_tables(admin: psycopg.Connection) -> dict[int, str]:
    rows = admin.execute(TABLES).fetchall()
    return {oid: name for oid, name, _, _, has_tenant in rows if has_tenant}


def plain(rule: str | None) -> str:
    return (rule or "").replace(" ", "").replace("(", "").replace(")", "")


def test_every_table_is_either_of_tenants_or_a_known_directory(admin: psycopg.Connection) -> None:
    names = {name for _, name, _, _, has_tenant in admin.execute(TABLES) if not has_tenant}
    assert names == PLATFORM_ONLY | {"tenants", "alembic_version"}


def test_row_security_is_forced_on_every_tenant_table(admin: psycopg.Connection) -> None:
    rows = admin.execute(TABLES).fetchall()
    guarded = {name for _, name, enabled, forced, _ in rows if enabled and forced}
    assert guarded == {name for _, name, _, _, has in rows if has} | {"tenants"}


def test_every_tenant_table_has_the_one_canonical_policy(
    admin: psycopg.Connection, tenant_tables: dict[int, str]
) -> None:
    for name in tenant_tables.values():
        policies = admin.execute(
            "SELECT permissive, cmd, qual, with_check FROM pg_policies"
            " WHERE tablename = %s AND roles = '{smooth_app}'",
            [name],
        ).fetchall()
        assert len(policies) == 1, name
        permissive, command, using, check = policies[0]
        assert (permissive, command) == ("PERMISSIVE", "ALL"), name
        assert plain(using) == plain(check) == SQUEEZED, name


def test_no_policy_speaks_to_everybody(admin: psycopg.Connection) -> None:
    loose = admin.execute("SELECT policyname FROM pg_policies WHERE roles = '{public}'").fetchall()
    assert loose == []


def test_only_look_ups_and_the_platform_have_policies_besides(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT tablename, roles::text, cmd FROM pg_policies WHERE roles <> '{smooth_app}'"
    ).fetchall()
    assert {roles for _, roles, _ in rows} <= {"{smooth_lookup}", "{smooth_platform}"}
    more = {(table, cmd) for table, _, cmd in rows if cmd != "SELECT"}
    # DELETE: of demos only.
    visits = {(table, cmd) for table in VISITS for cmd in ("INSERT", "UPDATE", "DELETE")}
    others = {
        ("tenants", "ALL"),
        ("tenants", "DELETE"),  # restrictive: demos only
        ("tenant_domains", "UPDATE"),
        ("audit_events", "INSERT"),
        ("jobs", "UPDATE"),
        ("contract_events", "DELETE"),  # of demos only
    }
    assert more == others | visits


#: Of tables of tenants: what the platform's role may read, or write, and no column besides.
PLATFORM_READS = {
    "users": "tenant_id id email name role is_active is_temporary last_sign_in_at created_at",
    "jobs": "tenant_id id name state attempts due_at sent_at lease_until finished_at failure"
    " created_at",
}
PLATFORM_WRITES = {
    "jobs": "state attempts due_at sent_at lease_until finished_at",
    "visits": "ended_at end_reason",
    "permission_grants": "revoked_at revoked_by_id",
}


@pytest.mark.parametrize(
    ("privilege", "columns"), [("SELECT", PLATFORM_READS), ("UPDATE", PLATFORM_WRITES)]
)
def test_the_platform_reaches_only_some_columns_of_people_and_jobs(
    admin: psycopg.Connection, privilege: str, columns: dict[str, str]
) -> None:
    for table, names in columns.items():
        reached = admin.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped"
            " AND has_column_privilege('smooth_platform', attrelid, attnum, %s)",
            [table, privilege],
        ).fetchall()
        assert {name for (name,) in reached} == set(names.split())


def test_the_tenant_comes_first_in_every_key_of_a_tenant_table(
    admin: psycopg.Connection, tenant_tables: dict[int, str]
) -> None:
    wrong = admin.execute(
        """
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = ANY(%s) AND a.attname <> 'tenant_id'
        """,
        [[oid for oid, name in tenant_tables.items() if name not in DIRECTORY]],
    ).fetchall()
    assert wrong == []


def test_references_between_tenant_tables_carry_the_tenant(
    admin: psycopg.Connection, tenant_tables: dict[int, str]
) -> None:
    wrong = admin.execute(
        """
        SELECT c.conname FROM pg_constraint c
        JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[1]
        JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND c.confrelid = ANY(%s)
          AND (cardinality(c.conkey) < 2 OR f.attname <> 'tenant_id' OR t.attname <> 'tenant_id')
        """,
        [list(tenant_tables)],
    ).fetchall()
    assert wrong == []


def test_there_is_no_trigger_of_ours(admin: psycopg.Connection) -> None:
    assert admin.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").fetchall() == []


def test_there_is_no_crossing_that_forgets_row_security(admin: psycopg.Connection) -> None:
    views = admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND (relkind = 'm' OR relkind = 'v'"
        " AND NOT coalesce(reloptions @> '{security_invoker=true}', false))"
    ).fetchall()
    functions = admin.execute(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        " AND (p.proconfig IS NULL OR NOT p.proconfig::text LIKE '%search_path=%'"
        "      OR p.proowner <> 'smooth_lookup'::regrole)"
    ).fetchall()
    open_to_all = admin.execute(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'lookup'::regnamespace"
        " AND has_function_privilege('public', p.oid, 'EXECUTE')"
    ).fetchall()
    assert (views, functions, open_to_all) == ([], [], [])


def test_partitions_would_be_guarded_like_their_parents(admin: psycopg.Connection) -> None:
    bare = admin.execute(
        "SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON oid = inhrelid"
        " WHERE relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)"
    ).fetchall()
    assert bare == []


@pytest.mark.parametrize("role", ["smooth_app", "smooth_platform", "smooth_lookup"])
def test_no_serving_role_bypasses_owns_or_belongs(admin: psycopg.Connection, role: str) -> None:
    attributes = admin.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = %s",
        [role],
    ).fetchone()
    owned = admin.execute(
        "SELECT relname FROM pg_class WHERE relowner = %s::regrole", [role]
    ).fetchall()
    member_of = admin.execute(
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole", [role]
    ).fetchall()
    assert attributes == (False, False, False, False, False)
    assert (owned, member_of) == ([], [])


def test_everything_belongs_to_an_owner_who_cannot_log_in(admin: psycopg.Connection) -> None:
    owners = admin.execute(
        "SELECT DISTINCT relowner::regrole::text FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v')"
    ).fetchall()
    can_log_in = admin.execute(
        "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'smooth_owner'"
    ).fetchone()
    assert owners == [("smooth_owner",)]
    assert can_log_in == (False,)


@pytest.mark.parametrize("privilege", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_the_application_cannot_reach_round_row_security(
    admin: psycopg.Connection, privilege: str
) -> None:
    reachable = admin.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind = 'r' AND (has_table_privilege('smooth_app', c.oid, %s)"
        " OR has_table_privilege('smooth_platform', c.oid, %s))",
        [privilege, privilege],
    ).fetchall()
    assert reachable == []


def test_the_application_cannot_see_platform_accounts(admin: psycopg.Connection) -> None:
    readable = admin.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relname = ANY(%s)"
        " AND has_table_privilege('smooth_app', c.oid, 'SELECT')",
        [list(PLATFORM_ONLY)],
    ).fetchall()
    assert readable == []
