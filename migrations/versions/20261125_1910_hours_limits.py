"""How many of a service may be booked for a day, and by one customer in a day or a week.

Revision ID: 20261125_1910
"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_1910"
down_revision = "20261125_1900"
branch_labels = None
depends_on = None

LIMITS = ("max_per_day", "customer_max_per_day", "customer_max_per_week")


def upgrade() -> None:
    for name in LIMITS:
        op.add_column("services", sa.Column(name, sa.Integer(), nullable=True))
        op.create_check_constraint(
            op.f(f"ck_services_{name}"), "services", f"{name} BETWEEN 1 AND 1000"
        )
    op.drop_index("ix_appointments_service", table_name="appointments")
    op.create_index(
        "ix_appointments_service", "appointments", ["tenant_id", "service_id", "starts_at"]
    )


def downgrade() -> None:
    op.drop_index("ix_appointments_service", table_name="appointments")
    op.create_index("ix_appointments_service", "appointments", ["tenant_id", "service_id"])
    for name in LIMITS:
        op.drop_column("services", name)
