"""Rows of businesses as raw SQL sees them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from smoothschedule.core.db import new_id
from tests.isolation.scene import TENANT_TABLES

#: A directory: the application claims hosts there and writes nothing else (tests/tenants).
HIDDEN = {"tenant_domains"}


def tenant_tables(admin: psycopg.Connection) -> list[str]:
    found = [name for (name,) in admin.execute(TENANT_TABLES)]
    assert len(found) > 10
    return found


def count(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def say(connection: psycopg.Connection, tenant: object) -> None:
    connection.execute("SELECT set_config('app.tenant_id', %s, false)", [str(tenant)])


def copied(
    admin: psycopg.Connection, table: str, tenant_id: UUID, **changed: Any
) -> tuple[str, list[Any]]:
    """An INSERT of a row like one that the tenant has, with another id."""
    columns = [
        name
        for (name,) in admin.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
    ]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    query = sql.SQL("SELECT {} FROM {} WHERE tenant_id = %s LIMIT 1").format(
        names, sql.Identifier(table)
    )
    row = admin.execute(query, [tenant_id]).fetchone()
    assert row is not None, f"{table} has no row to copy"
    values = dict(zip(columns, row, strict=True)) | {"id": new_id()} | changed
    for name in json_columns(admin, table) & values.keys():
        values[name] = None if values[name] is None else psycopg.types.json.Jsonb(values[name])
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table), names, sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    )
    return insert.as_string(admin), list(values.values())


def json_columns(admin: psycopg.Connection, table: str) -> set[str]:
    """The columns of a table that hold JSON: their arrays are no arrays of the database."""
    query = (
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND atttypid = 'jsonb'::regtype"
    )
    return {name for (name,) in admin.execute(query, [table])}


def filled(admin: psycopg.Connection, tenant_id: UUID) -> list[str]:
    """Tenant tables in which this tenant has rows."""
    return [
        table
        for table in tenant_tables(admin)
        if admin.execute(
            f"SELECT EXISTS (SELECT FROM {table} WHERE tenant_id = %s)", [tenant_id]
        ).fetchone()
        == (True,)
        and table not in HIDDEN
    ]
