"""Which pages may show a business's booking page within them.

Revision ID: 20261126_1400
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_1400"
down_revision = "20261126_1200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nobody = sa.text("'[]'")
    op.add_column(
        "tenants",
        sa.Column("widget_origins", postgresql.JSONB(), server_default=nobody, nullable=False),
    )
    op.execute("GRANT UPDATE (widget_origins) ON tenants TO smooth_app")


def downgrade() -> None:
    op.drop_column("tenants", "widget_origins")
