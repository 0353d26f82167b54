"""Customers who are removed are looked for by an index wherever they are named.

Revision ID: 20261126_1610
"""

from alembic import op

revision = "20261126_1610"
down_revision = "20261126_1600"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_bulk_send_rows_customer", "bulk_send_rows", ["tenant_id", "customer_id"])


def downgrade() -> None:
    op.drop_index("ix_bulk_send_rows_customer", "bulk_send_rows")
