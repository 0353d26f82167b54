"""Second factors, changes of address, API tokens.

Revision ID: 20261125_1450
"""

revision = "20261125_1450"
down_revision = "20261125_1400"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
