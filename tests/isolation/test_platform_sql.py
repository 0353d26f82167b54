"""What raw SQL as the platform's role can and cannot do to people, visits and grants."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tests.factories import Business
from tests.isolation.test_raw_sql import affected, copied, count, furnished

__all__ = ["furnished"]  # a fixture


def test_the_platforms_role_reads_only_the_directory_columns_of_people(
    business: Business, platform_sql: psycopg.Connection
) -> None:
    platform_sql.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    for column in ("password_hash", "version", "*"):
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            platform_sql.execute(f"SELECT {column} FROM users")
    assert affected(platform_sql, "UPDATE users SET role = 'TENANT_OWNER'") == 0
    assert affected(platform_sql, "DELETE FROM users") == 0


@pytest.mark.parametrize("role", ["PLATFORM_SALES", ""])
def test_sales_sees_and_makes_nothing_about_real_businesses(
    furnished: tuple[Business, Business],
    admin: psycopg.Connection,
    platform_sql: psycopg.Connection,
    role: str,
) -> None:
    ours, _ = furnished
    platform_sql.execute("SELECT set_config('app.platform_role', %s, false)", [role])
    assert platform_sql.execute("SELECT id FROM users").fetchall() == []
    for table in ("visits", "permission_grants"):
        assert count(platform_sql, table) == 0
        assert count(admin, table) == 2
        for is_temporary in (False, True):  # marking the row as a demo's does not help
            statement, values = copied(admin, table, ours.id, is_temporary=is_temporary)
            with pytest.raises(InsufficientPrivilege, match="row-level security"):
                platform_sql.execute(statement, values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visits SET expires_at = now() + interval '1 day'",
        "UPDATE visits SET mode = 'act'",
        "UPDATE visits SET redeemed_at = now()",
        "UPDATE permission_grants SET expires_at = now() + interval '1 day'",
        "UPDATE permission_grants SET action = 'edit_tenant'",
    ],
)
def test_the_platforms_role_can_only_end_what_it_began(
    furnished: tuple[Business, Business], platform_sql: psycopg.Connection, statement: str
) -> None:
    platform_sql.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    with pytest.raises(InsufficientPrivilege, match="permission denied"):
        platform_sql.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("table", ["visits", "permission_grants", "contract_events"])
def test_the_platforms_role_erases_records_of_demos_alone(
    furnished: tuple[Business, Business],
    admin: psycopg.Connection,
    platform_sql: psycopg.Connection,
    table: str,
) -> None:
    platform_sql.execute("SELECT set_config('app.platform_role', 'SUPERUSER', false)")
    assert platform_sql.execute(f"DELETE FROM {table}").rowcount == 0
    assert count(admin, table) == 2
