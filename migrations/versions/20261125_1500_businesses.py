"""Plans and policies, branding, custom domains, demo businesses that expire.

Revision ID: 20261125_1500
"""

revision = "20261125_1500"
down_revision = "20261125_1450"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
