"""What a business costs the database, against one schema per business.

    python -m benchmarks.tenants [--small]

The other way is written in plain SQL, as its followers would: the same tables, keys,
checks and indexes, made from the product's own models, once in each schema. Both hold the
same rows. The server does not wait for the disk, which favours whoever makes more files.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.figures import Report, milliseconds, p50, progress, run
from benchmarks.installation import installation
from smoothschedule.core.db import Base, Context
from smoothschedule.job_queue import JOB_MODULES

COUNTS, SMALL_COUNTS = (10, 100, 1000), (3, 10)
CUSTOMERS = 20
#: How many businesses at most are made and timed at each count.
TRIES = 10
PLACE = "schema_of_one_tenant"
MODELS = (JOB_MODULES,)  # every module with tables is imported by now
NEW_OWNER = "INSERT INTO {users} (tenant_id, id, email, name, role)"
NEW_OWNER += " VALUES (%s, %s, 'owner@example.com', 'Owner', 'TENANT_OWNER')"
NEW_CUSTOMERS = "INSERT INTO {customers} (tenant_id, id, name)"
NEW_CUSTOMERS += " SELECT %s, gen_random_uuid(), 'Guest ' || n FROM generate_series(1, %s) n"
#: The migration: a column and an index. Written once here, once for each schema there.
MIGRATION = """
ALTER TABLE {table} ADD COLUMN nickname text;
CREATE INDEX ix_customers_nickname ON {table} (tenant_id, nickname);
"""
TABLES = """
SELECT count(*) FILTER (WHERE relkind = 'r'), count(*) FILTER (WHERE relkind = 'i')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname LIKE %s
"""
Connection = psycopg.Connection[Any]


def measure(is_small: bool) -> Report:
    """Ratios at each count of businesses: making one more, one migration of all, size."""
    report = Report("Businesses and migrations: rows in shared tables against a schema for each")
    with installation(durable=False, configuration={"max_locks_per_transaction": "256"}) as install:
        schema_url = install.postgres.create_database("by_schema")
        with (
            psycopg.connect(install.values["APP_DATABASE_URL"], autocommit=True) as app,
            psycopg.connect(install.admin_url, autocommit=True) as owner,
            psycopg.connect(schema_url, autocommit=True) as other,
        ):
            shared, schemas = Shared(app, owner), Schemas(other)
            for count in SMALL_COUNTS if is_small else COUNTS:
                progress(f"{count} businesses")
                _compare(report, count, shared, schemas)
    report.notes.append(
        "The ratio is the time of a schema for each divided by that of shared tables."
    )
    return report


def _compare(report: Report, count: int, shared: Shared, schemas: Schemas) -> None:
    tries = min(TRIES, count - shared.count)
    for world in (shared, schemas):
        while world.count < count - tries:
            world.add()
    rows, files = ([_seconds(w.add) for _ in range(tries)] for w in (shared, schemas))
    report.add(
        f"create a business, {count:,} there",
        p50(files) / p50(rows),
        f"p50 {milliseconds(p50(files))} / {milliseconds(p50(rows))}",
    )
    row, each = _seconds(shared.migrate), _seconds(schemas.migrate)
    report.add(
        f"one migration (column and index), {count:,} there",
        each / row,
        f"{milliseconds(each)} / {milliseconds(row)}",
    )
    report.add(
        f"size of the database, {count:,} there",
        schemas.size() / shared.size(),
        f"{schemas.size() / 2**20:,.0f} / {shared.size() / 2**20:,.0f} MB,"
        f" {schemas.objects('tenant_%')} / {shared.objects('public')} tables and indexes",
    )
    shared.undo()
    schemas.undo()


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


class _World:
    """One database of either kind."""

    def __init__(self, admin: Connection) -> None:
        self.admin = admin
        self.count = 0

    def size(self) -> int:
        """Bytes on disk."""
        return int(self._one("SELECT pg_database_size(current_database())")[0])

    def objects(self, schemas: str) -> str:
        """How many tables and indexes there are."""
        tables, indexes = self._one(TABLES, [schemas])
        return f"{tables:,} + {indexes:,}"

    def _one(self, query: str, values: list[str] | None = None) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self.admin.execute(query.encode(), values).fetchone()
        assert row is not None
        return row


class Shared(_World):
    """The product's way: every business in the same tables, under row security."""

    def __init__(self, app: Connection, admin: Connection) -> None:
        super().__init__(admin)
        self.app = app

    def add(self) -> None:
        """One more business with its owner and customers, in one transaction of its own."""
        self.count += 1
        tenant_id = uuid4()
        self.app.execute(Context(tenant_id=tenant_id).opening().encode())
        self.app.execute(
            "INSERT INTO tenants (id, name, subdomain, time_zone) VALUES (%s, 'Name', %s, 'UTC')",
            [tenant_id, f"tenant-{self.count}"],
        )
        _people(self.app, tenant_id, "")
        self.app.execute("COMMIT")

    def migrate(self) -> None:
        """The column and its index are there for everybody."""
        self.admin.execute(f"BEGIN; {MIGRATION.format(table='customers')} COMMIT".encode())

    def undo(self) -> None:
        """As before the migration."""
        self.admin.execute("ALTER TABLE customers DROP COLUMN nickname")


class Schemas(_World):
    """The other way: a schema for each business."""

    def __init__(self, admin: Connection) -> None:
        super().__init__(admin)
        self.definition = definition_of_one_schema()
        admin.execute("CREATE EXTENSION btree_gist")
        tenants = Base.metadata.tables["tenants"]
        admin.execute(str(CreateTable(tenants).compile(dialect=postgresql.dialect())).encode())

    def add(self) -> None:
        """One more schema with every table, its owner and customers, in one transaction."""
        self.count += 1
        name, tenant_id = f"tenant_{self.count}", uuid4()
        self.admin.execute(f"BEGIN; CREATE SCHEMA {name}".encode())
        self.admin.execute(
            "INSERT INTO tenants (id, name, subdomain, time_zone) VALUES (%s, 'Name', %s, 'UTC')",
            [tenant_id, name],
        )
        self.admin.execute(self.definition.replace(PLACE, name).encode())
        _people(self.admin, tenant_id, f"{name}.")
        self.admin.execute("COMMIT")

    def migrate(self) -> None:
        """The column and its index are there in every schema, one transaction each."""
        for number in range(1, self.count + 1):
            statements = MIGRATION.format(table=f"tenant_{number}.customers")
            self.admin.execute(f"BEGIN; {statements} COMMIT".encode())

    def undo(self) -> None:
        """As before the migration."""
        for number in range(1, self.count + 1):
            table = f"tenant_{number}.customers"
            self.admin.execute(f"ALTER TABLE {table} DROP COLUMN nickname".encode())


def _people(connection: Connection, tenant_id: UUID, prefix: str) -> None:
    owner = NEW_OWNER.format(users=f"{prefix}users")
    connection.execute(owner.encode(), [tenant_id, uuid4()])
    guests = NEW_CUSTOMERS.format(customers=f"{prefix}customers")
    connection.execute(guests.encode(), [tenant_id, CUSTOMERS])


def definition_of_one_schema() -> str:
    """The statements that make every table of a business in the schema PLACE."""
    theirs = MetaData()
    Base.metadata.tables["tenants"].to_metadata(theirs)
    made: list[Table] = [
        table.to_metadata(theirs, schema=PLACE, referred_schema_fn=_schema_of)
        for table in Base.metadata.sorted_tables
        if "tenant_id" in table.primary_key.columns
    ]
    dialect = postgresql.dialect()
    statements: list[CreateTable | CreateIndex] = [CreateTable(table) for table in made]
    for table in made:
        indexes: list[Index] = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [CreateIndex(index) for index in indexes]
    return ";\n".join(str(each.compile(dialect=dialect)) for each in statements)


def _schema_of(
    table: Table, schema: str | None, constraint: ForeignKeyConstraint, referred: str | None
) -> str | None:
    return None if constraint.referred_table.name == "tenants" else schema


if __name__ == "__main__":
    run("tenants", measure, __doc__)
