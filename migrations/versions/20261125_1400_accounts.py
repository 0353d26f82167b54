"""Invitations, registrations, the rights of roles.

Revision ID: 20261125_1400
"""

revision = "20261125_1400"
down_revision = "20261125_1300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
