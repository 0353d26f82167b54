"""A sent contract keeps what was known of its people, and in whose place it was sent.

Revision ID: 20261127_1100
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261127_1100"
down_revision = "20261127_1010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    facts = sa.Column("facts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    op.add_column("contracts", facts)
    op.add_column("contracts", sa.Column("former_id", sa.Uuid()))
    op.create_foreign_key(
        "fk_contracts_tenant_id_former_id_contracts",
        "contracts",
        "contracts",
        ["tenant_id", "former_id"],
        ["tenant_id", "id"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_index("ix_contracts_former", "contracts", ["tenant_id", "former_id"])


def downgrade() -> None:
    op.drop_index("ix_contracts_former", "contracts")
    op.drop_constraint("fk_contracts_tenant_id_former_id_contracts", "contracts")
    op.drop_column("contracts", "former_id")
    op.drop_column("contracts", "facts")
