"""Group classes: seats of a service, sessions with participants, time that a class shares.

Revision ID: 20261126_1300
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1300"
down_revision = "20261126_1220"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("services", sa.Column("capacity", sa.SmallInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_services_capacity"), "services", "capacity BETWEEN 2 AND 500"
    )
    _sessions()
    op.add_column(
        "allocations",
        sa.Column(
            "share_key", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
    )
    _keep_apart(", share_key WITH <>")
    op.create_index(
        "uq_allocations_session",
        "allocations",
        ["tenant_id", "resource_id", "share_key", "starts_at"],
        unique=True,
        postgresql_where=sa.text("blocking AND NOT is_overlap"),
    )


def downgrade() -> None:
    op.drop_index("uq_allocations_session", "allocations")
    _keep_apart("")
    op.drop_column("allocations", "share_key")
    op.drop_index("ix_appointments_session", "appointments")
    for name in ("seats", "only_sessions_stay_empty", "a_session_is_nobodys", "somebody_comes"):
        op.drop_constraint(op.f(f"ck_appointments_{name}"), "appointments")
    for column in ("stays_empty", "seats", "session_id", "is_session"):
        op.drop_column("appointments", column)
    op.create_check_constraint(
        op.f("ck_appointments_somebody_comes"),
        "appointments",
        "customer_id IS NOT NULL OR state IN ('hold', 'expired')",
    )
    op.drop_column("services", "capacity")


def _sessions() -> None:
    false = sa.text("false")
    for column in (
        sa.Column("is_session", sa.Boolean(), server_default=false, nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("seats", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("stays_empty", sa.Boolean(), server_default=false, nullable=False),
    ):
        op.add_column("appointments", column)
    op.create_foreign_key(
        op.f("fk_appointments_tenant_id_session_id"),
        "appointments",
        "appointments",
        ["tenant_id", "session_id"],
        ["tenant_id", "id"],
    )
    op.drop_constraint(op.f("ck_appointments_somebody_comes"), "appointments")
    for name, rule in (
        (
            "somebody_comes",
            "is_session OR customer_id IS NOT NULL OR state IN ('hold', 'expired')",
        ),
        (
            "a_session_is_nobodys",
            "NOT is_session OR (customer_id IS NULL AND session_id IS NULL AND state <> 'hold')",
        ),
        ("only_sessions_stay_empty", "is_session OR NOT stays_empty"),
        ("seats", "seats BETWEEN 0 AND 500 AND is_session = (seats = 0)"),
    ):
        op.create_check_constraint(op.f(f"ck_appointments_{name}"), "appointments", rule)
    op.create_index(
        "ix_appointments_session",
        "appointments",
        ["tenant_id", "session_id"],
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )


def _keep_apart(unless_shared: str) -> None:
    """No two rows of a resource overlap, unless they share it."""
    op.drop_constraint("ex_allocations_no_overlap", "allocations")
    op.execute(
        "ALTER TABLE allocations ADD CONSTRAINT ex_allocations_no_overlap EXCLUDE USING gist"
        " (tenant_id WITH =, resource_id WITH =, tstzrange(busy_from, busy_until) WITH &&"
        f"{unless_shared}) WHERE (blocking AND NOT is_overlap)"
    )
