"""How long an appointment was before an act: it may be given another length.

Revision ID: 20261126_1900
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1900"
down_revision = "20261126_1510"
branch_labels = None
depends_on = None


def upgrade() -> None:
    ends = sa.Column("from_ends_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("appointment_changes", ends)


def downgrade() -> None:
    op.drop_column("appointment_changes", "from_ends_at")
