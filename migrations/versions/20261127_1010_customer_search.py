"""Customers are found by the domain of their e-mail and by any end of their phone number; an
import names the rows that share an address.

Revision ID: 20261127_1010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261127_1010"
down_revision = "20261127_0200"
branch_labels = None
depends_on = None

#: The numbers after which a phone number is one's own within a country.
COUNTRY = (
    "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    "|2[1-689][0-9]|3[578][0-9]|42[0-9]|5[09][0-9]|6[7-9][0-9]|8[035789][0-9]|9[679][0-9]"
)
DIGITS = "regexp_replace(phone, '[^0-9]', '', 'g')"
FOUND_BY = {
    "search_domain": "lower(nullif(split_part(email, '@', 2), ''))",
    "search_phone_local": (
        f"ltrim(CASE WHEN phone ~ '^[^0-9]*([+]|00)' THEN"
        f" regexp_replace(ltrim({DIGITS}, '0'), '^({COUNTRY})', '') ELSE {DIGITS} END, '0')"
    ),
    "search_phone_end": f"reverse({DIGITS})",
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    added = (
        f'ADD COLUMN {name} text COLLATE "C" GENERATED ALWAYS AS ({rule}) STORED'
        for name, rule in FOUND_BY.items()
    )
    # One statement, for it writes the whole table anew.
    op.execute(f"ALTER TABLE customers {', '.join(added)}")
    for name in FOUND_BY:
        index = f"ix_customers_{name.removeprefix('search_')}"
        op.create_index(index, "customers", ["tenant_id", name])
    op.add_column(
        "customer_imports",
        sa.Column("shared_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "customer_imports",
        sa.Column("shared", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("customer_imports", "shared")
    op.drop_column("customer_imports", "shared_rows")
    for name in reversed(FOUND_BY):
        op.drop_column("customers", name)
