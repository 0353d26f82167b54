"""Customers have tags, and can be blocked.

Revision ID: 20261125_2000
"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_2000"
down_revision = "20261125_1920"
branch_labels = None
depends_on = None


def upgrade() -> None:
    none, active = sa.text("'{}'"), sa.text("'active'")
    op.add_column(
        "customers", sa.Column("tags", sa.ARRAY(sa.Text()), server_default=none, nullable=False)
    )
    op.add_column(
        "customers", sa.Column("status", sa.Text(), server_default=active, nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_customers_status"), "customers", "status IN ('active', 'blocked')"
    )


def downgrade() -> None:
    op.drop_column("customers", "status")
    op.drop_column("customers", "tags")
