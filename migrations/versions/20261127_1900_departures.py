"""Departures of resources, and what became of their appointments.

Revision ID: 20261127_1900
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261127_1900"
down_revision = "20261127_1110"
branch_labels = None
depends_on = None

DEPARTURES, ROWS = "departures", "departure_rows"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _departures()
    _rows()
    for table in (DEPARTURES, ROWS):
        rls.protect_tenant_table(table)


def downgrade() -> None:
    op.drop_table(ROWS)
    op.drop_table(DEPARTURES)


def _departures() -> None:
    _create(
        DEPARTURES,
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("otherwise", sa.Text(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _foreign(DEPARTURES, "resource_id", "resources"),
        _foreign(DEPARTURES, "to_id", "resources"),
        _foreign(DEPARTURES, "created_by_id", "users"),
        *_checks(
            DEPARTURES,
            state="state IN ('working', 'done', 'stopped', 'undoing', 'undone')",
            decision="decision IN ('leave', 'move', 'cancel')",
            otherwise="otherwise IN ('leave', 'cancel')",
            moved_to_somebody="(decision = 'move') = (to_id IS NOT NULL)",
            total="total >= 0",
        ),
    )
    op.create_index("ix_departures_resource", DEPARTURES, ["tenant_id", "resource_id", "id"])
    op.create_index(
        "uq_departures_under_way",
        DEPARTURES,
        ["tenant_id", "resource_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('undoing', 'working')"),
    )


def _rows() -> None:
    _create(
        ROWS,
        sa.Column("departure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("is_back", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        _foreign(ROWS, "departure_id", DEPARTURES),
        _foreign(ROWS, "appointment_id", "appointments"),
        sa.UniqueConstraint(
            "tenant_id",
            "departure_id",
            "number",
            name=op.f("uq_departure_rows_tenant_id_departure_id_number"),
        ),
        *_checks(
            ROWS,
            fate="fate IN ('moved', 'cancelled', 'stayed')",
            number="number > 0",
            version_of_what_was_done="version IS NULL OR fate IN ('moved', 'cancelled')",
        ),
    )
    op.create_index("ix_departure_rows_appointment", ROWS, ["tenant_id", "appointment_id"])


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


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{to}.tenant_id", f"{to}.id"],
        name=op.f(f"fk_{table}_tenant_id_{column}"),
    )


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()
    ]
