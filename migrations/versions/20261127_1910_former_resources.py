"""Resources that were deleted stay for what they took part in, and can be brought back.

Revision ID: 20261127_1910
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_1910"
down_revision = "20261127_1900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("resources", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_resources_deleted_is_off"), "resources", "deleted_at IS NULL OR NOT is_active"
    )
    op.add_column(
        "departures",
        sa.Column("deletes", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("departures", "deletes")
    op.drop_column("resources", "deleted_at")
