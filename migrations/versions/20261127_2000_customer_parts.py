"""Customers are found by any part of their name and phone number.

The indexes of what they were found by before serve nothing any more; their columns go with a later
release, since the previous one still reads them.

Revision ID: 20261127_2000
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_2000"
down_revision = "20261127_1910"
branch_labels = None
depends_on = None

TABLE = "customers"
FORMER = {
    "ix_customers_name": ["tenant_id", "search_name", "id"],
    "ix_customers_last_name": ["tenant_id", "search_last_name"],
    "ix_customers_phone": ["tenant_id", "search_phone"],
    "ix_customers_phone_local": ["tenant_id", "search_phone_local"],
    "ix_customers_phone_end": ["tenant_id", "search_phone_end"],
    "ix_customers_domain": ["tenant_id", "search_domain"],
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(
        "ix_customers_search",
        TABLE,
        ["tenant_id", "search_name", "id"],
        postgresql_include=["search_phone", "email"],
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    for name in FORMER:
        op.drop_index(name, TABLE)


def downgrade() -> None:
    for name, columns in FORMER.items():
        op.create_index(name, TABLE, columns)
    op.drop_index("ix_customers_search", TABLE)
