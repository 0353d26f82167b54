"""What appointments were before each act, and time that overlaps on purpose.

Revision ID: 20261125_1800
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1800"
down_revision = "20261125_1600"
branch_labels = None
depends_on = None

STATES = (
    "'hold', 'pending', 'confirmed', 'checked_in', 'in_progress',"
    " 'completed', 'expired', 'rejected', 'cancelled', 'no_show'"
)
ACTS = (
    "'approve', 'reject', 'cancel', 'move', 'swap', 'check_in', 'start', 'complete',"
    " 'no_show', 'reopen', 'restore', 'undo'"
)


def upgrade() -> None:
    _changes()
    op.add_column(
        "allocations",
        sa.Column("is_overlap", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    _keep_apart("blocking AND NOT is_overlap")


def downgrade() -> None:
    _keep_apart("blocking")
    op.drop_column("allocations", "is_overlap")
    op.drop_table("appointment_changes")


def _changes() -> None:
    op.create_table(
        "appointment_changes",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("from_starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "from_resource_ids",
            postgresql.ARRAY(sa.Uuid()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("from_overlap", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(f"act IN ({ACTS})", name=op.f("ck_appointment_changes_act")),
        sa.CheckConstraint(
            f"from_state IN ({STATES})", name=op.f("ck_appointment_changes_from_state")
        ),
        sa.CheckConstraint(f"to_state IN ({STATES})", name=op.f("ck_appointment_changes_to_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_appointment_changes_tenant_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointments.tenant_id", "appointments.id"],
            name=op.f("fk_appointment_changes_tenant_id_appointment_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_appointment_changes"),
    )
    op.create_index(
        "ix_appointment_changes_appointment",
        "appointment_changes",
        ["tenant_id", "appointment_id", "id"],
    )
    rls.protect_tenant_table("appointment_changes")


def _keep_apart(which: str) -> None:
    """No two such rows of a resource overlap."""
    op.drop_constraint("ex_allocations_no_overlap", "allocations")
    op.execute(
        "ALTER TABLE allocations ADD CONSTRAINT ex_allocations_no_overlap EXCLUDE USING gist"
        " (tenant_id WITH =, resource_id WITH =, tstzrange(busy_from, busy_until) WITH &&)"
        f" WHERE ({which})"
    )
