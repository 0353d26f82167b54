"""Services made of parts that hold different resources, and what may be booked along.

Revision ID: 20261125_1920
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1920"
down_revision = "20261125_1910"
branch_labels = None
depends_on = None

TABLES = ("service_segments", "service_addons", "appointment_addons")


def upgrade() -> None:
    _create(
        "service_segments",
        "service_id",
        "services",
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("holds", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.CheckConstraint(
            "duration_minutes BETWEEN 1 AND 1440", name=op.f("ck_service_segments_duration")
        ),
        _once("service_segments", "service_id"),
    )
    _create(
        "service_addons",
        "service_id",
        "services",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("price_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_service_addons_name_given")),
        sa.CheckConstraint("extra_minutes BETWEEN 0 AND 480", name=op.f("ck_service_addons_extra")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_service_addons_price")),
    )
    op.create_index(
        "ix_service_addons_service", "service_addons", ["tenant_id", "service_id", "position"]
    )
    _create(
        "appointment_addons",
        "appointment_id",
        "appointments",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        _once("appointment_addons", "appointment_id"),
    )
    for table in TABLES:
        rls.protect_tenant_table(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _once(table: str, owner: str) -> sa.UniqueConstraint:
    name = f"uq_{table}_tenant_id_{owner}_position"
    return sa.UniqueConstraint("tenant_id", owner, "position", name=name)


def _create(table: str, owner: str, owners: str, *parts: Any) -> None:
    """A tenant's table of ordered rows that belong to one of `owners`."""
    op.create_table(
        table,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(owner, sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        *(part for part in parts if isinstance(part, sa.Column)),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        *(part for part in parts if not isinstance(part, sa.Column)),
        sa.CheckConstraint("position >= 0", name=op.f(f"ck_{table}_position")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{table}_tenant_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", owner],
            [f"{owners}.tenant_id", f"{owners}.id"],
            name=f"fk_{table}_tenant_id_{owner}",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{table}"),
    )
