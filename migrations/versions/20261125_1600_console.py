"""What the platform's console may read.

Revision ID: 20261125_1600
"""

revision = "20261125_1600"
down_revision = "20261125_1500"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
