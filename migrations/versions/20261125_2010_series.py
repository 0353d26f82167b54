"""Appointments that repeat: the rule, and where it puts each of them.

Revision ID: 20261125_2010
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261125_2010"
down_revision = "20261125_2000"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment_series",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_bounded", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("rule <> ''", name=op.f("ck_appointment_series_rule_given")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_appointment_series_sequence")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_appointment_series_tenant_id"
        ),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_appointment_series_tenant_id_{column}"),
            )
            for column, table in (("service_id", "services"), ("customer_id", "customers"))
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_appointment_series"),
    )
    for noun in ("customer", "service"):
        op.create_index(
            f"ix_appointment_series_{noun}", "appointment_series", ["tenant_id", f"{noun}_id"]
        )
    rls.protect_tenant_table("appointment_series")
    op.add_column("appointments", sa.Column("series_id", sa.Uuid(), nullable=True))
    op.add_column(
        "appointments",
        sa.Column("planned_starts_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_foreign_key(
        op.f("fk_appointments_tenant_id_series_id"),
        "appointments",
        "appointment_series",
        ["tenant_id", "series_id"],
        ["tenant_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_appointments_planned_by_its_series"),
        "appointments",
        "(series_id IS NULL) = (planned_starts_at IS NULL)",
    )
    op.create_index(
        "ix_appointments_series",
        "appointments",
        ["tenant_id", "series_id", "planned_starts_at"],
        postgresql_where=sa.text("series_id IS NOT NULL"),
    )

    op.add_column("appointment_changes", sa.Column("batch_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_appointment_changes_batch",
        "appointment_changes",
        ["tenant_id", "batch_id"],
        postgresql_where=sa.text("batch_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_appointment_changes_batch", "appointment_changes")
    op.drop_column("appointment_changes", "batch_id")
    op.drop_index("ix_appointments_series", "appointments")
    op.drop_constraint(op.f("ck_appointments_planned_by_its_series"), "appointments")
    op.drop_constraint(op.f("fk_appointments_tenant_id_series_id"), "appointments")
    op.drop_column("appointments", "planned_starts_at")
    op.drop_column("appointments", "series_id")
    op.drop_table("appointment_series")
