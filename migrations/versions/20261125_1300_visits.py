"""Visits: platform staff and owners in somebody else's place; permission grants.

Revision ID: 20261125_1300
"""

revision = "20261125_1300"
down_revision = "20261125_1200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
