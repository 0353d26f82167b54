"""Calendars are read elsewhere, calendars from elsewhere are read here; agendas by mail.

Revision ID: 20261126_1210
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_1210"
down_revision = "20261126_1100"
branch_labels = None
depends_on = None

TABLES = ("calendar_feeds", "busy_sources", "busy_times", "agendas")
LOOKUPS = {
    "tenants_with_due_sources": ("busy_sources", "next_check_at"),
    "tenants_with_due_agendas": ("agendas", "due_at"),
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _feeds()
    _sources()
    _create(
        "agendas",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        _moment("due_at", nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_agendas_hour")),
        _refers("agendas", "user_id", "users"),
        sa.UniqueConstraint("tenant_id", "user_id", name=op.f("uq_agendas_tenant_id_user_id")),
    )
    op.create_index("ix_agendas_due", "agendas", ["tenant_id", "due_at"])
    for table in TABLES:
        rls.protect_tenant_table(table)
    for function, (table, column) in LOOKUPS.items():
        rls.let_lookup_read(table, f"tenant_id, {column}")
        rls.lookup_function(
            f"{function}()",
            "SETOF uuid",
            f"SELECT DISTINCT tenant_id FROM public.{table} WHERE {column} <= now()",
            callers="smooth_app",
        )


def _feeds() -> None:
    _create(
        "calendar_feeds",
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(resource_id, customer_id) = 1", name=op.f("ck_calendar_feeds_is_of_one")
        ),
        _refers("calendar_feeds", "resource_id", "resources"),
        _refers("calendar_feeds", "customer_id", "customers"),
        _refers("calendar_feeds", "user_id", "users"),
    )
    for name, columns, condition in (
        ("token", ["token_hash"], None),
        ("resource", ["resource_id", "user_id"], "resource_id IS NOT NULL"),
        ("customer", ["customer_id"], "customer_id IS NOT NULL"),
    ):
        op.create_index(
            f"uq_calendar_feeds_{name}",
            "calendar_feeds",
            ["tenant_id", *columns],
            unique=True,
            postgresql_where=sa.text(condition) if condition else None,
        )


def _sources() -> None:
    _create(
        "busy_sources",
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("sealed_url", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        _moment("read_at"),
        _moment("checked_at"),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("failures", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("skipped", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "next_check_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_busy_sources_name_given")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_busy_sources_failures")),
        _refers("busy_sources", "resource_id", "resources"),
    )
    op.create_index("ix_busy_sources_resource", "busy_sources", ["tenant_id", "resource_id"])
    op.create_index("ix_busy_sources_due", "busy_sources", ["tenant_id", "next_check_at"])
    _create(
        "busy_times",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        _moment("starts_at", nullable=False),
        _moment("ends_at", nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_busy_times_starts_before_it_ends")),
        sa.CheckConstraint(
            "ends_at - starts_at <= interval '366 days'", name=op.f("ck_busy_times_bounded")
        ),
        _refers("busy_times", "source_id", "busy_sources"),
        _refers("busy_times", "resource_id", "resources"),
    )
    op.create_index("ix_busy_times_starts", "busy_times", ["tenant_id", "resource_id", "starts_at"])
    op.create_index("ix_busy_times_source", "busy_times", ["tenant_id", "source_id"])


def downgrade() -> None:
    for function in LOOKUPS:
        op.execute(f"DROP FUNCTION lookup.{function}()")
    for table in ("agendas", "busy_times", "busy_sources", "calendar_feeds"):
        op.drop_table(table)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _create(table: str, *parts: Any) -> None:
    op.create_table(
        table,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(part for part in parts if isinstance(part, sa.Column)),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        *(part for part in parts if not isinstance(part, sa.Column)),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{table}_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{table}"),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{other}.tenant_id", f"{other}.id"],
        name=f"fk_{table}_tenant_id_{column}",
    )
