"""Days that differ from their weekday, time off, and closures of locations.

Revision ID: 20261125_1900
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1900"
down_revision = "20261125_1800"
branch_labels = None
depends_on = None

TABLES = ("date_overrides", "date_override_windows", "time_off", "closures")


def upgrade() -> None:
    _days()
    _absences()
    for table in TABLES:
        rls.protect_tenant_table(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


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


def _days() -> None:
    _create(
        "date_overrides",
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        _refers("date_overrides", "resource_id", "resources"),
        sa.UniqueConstraint(
            "tenant_id",
            "resource_id",
            "on_day",
            name="uq_date_overrides_tenant_id_resource_id_on_day",
        ),
    )
    _create(
        "date_override_windows",
        sa.Column("override_id", sa.Uuid(), nullable=False),
        sa.Column("opens_minute", sa.Integer(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("override_id"), "="),
            (sa.text("int4range(opens_minute, closes_minute)"), "&&"),
            using="gist",
            name="ex_date_override_windows_overlap",
        ),
        sa.CheckConstraint(
            "0 <= opens_minute AND opens_minute < closes_minute AND closes_minute <= 1440",
            name=op.f("ck_date_override_windows_opens_before_it_closes"),
        ),
        _refers("date_override_windows", "override_id", "date_overrides"),
    )


def _absences() -> None:
    _create(
        "time_off",
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_time_off_starts_before_it_ends")),
        sa.CheckConstraint(
            "ends_at - starts_at <= interval '366 days'", name=op.f("ck_time_off_bounded")
        ),
        _refers("time_off", "resource_id", "resources"),
        _refers("time_off", "created_by_id", "users"),
    )
    op.create_index("ix_time_off_starts", "time_off", ["tenant_id", "resource_id", "starts_at"])
    _create(
        "closures",
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("repeats_yearly", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_closures_name_given")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_closures_starts_before_it_ends")),
        sa.CheckConstraint("ends_on - starts_on < 366", name=op.f("ck_closures_bounded")),
        _refers("closures", "location_id", "locations"),
    )
    op.create_index("ix_closures_location", "closures", ["tenant_id", "location_id", "starts_on"])
