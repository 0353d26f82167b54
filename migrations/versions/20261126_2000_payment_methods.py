"""Guests say how they will pay.

Revision ID: 20261126_2000
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_2000"
down_revision = "20261126_1610"
branch_labels = None
depends_on = None

METHODS = "('cash', 'card', 'bank_transfer', 'invoice', 'voucher')"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "tenants",
        sa.Column(
            "payment_methods", postgresql.JSONB(), nullable=False, server_default=sa.text("'[]'")
        ),
    )
    op.add_column(
        "tenants",
        sa.Column(
            "payment_method_required",
            sa.Boolean(),
            nullable=False,
            server_default=sa.text("false"),
        ),
    )
    op.create_check_constraint(
        op.f("ck_tenants_some_payment_method"),
        "tenants",
        "NOT payment_method_required OR payment_methods <> '[]'",
    )
    op.execute("GRANT UPDATE (payment_methods, payment_method_required) ON tenants TO smooth_app")
    op.add_column("appointments", sa.Column("payment_method", sa.Text()))
    op.create_check_constraint(
        op.f("ck_appointments_payment_method"), "appointments", f"payment_method IN {METHODS}"
    )


def downgrade() -> None:
    op.drop_column("appointments", "payment_method")
    op.drop_column("tenants", "payment_method_required")
    op.drop_column("tenants", "payment_methods")
