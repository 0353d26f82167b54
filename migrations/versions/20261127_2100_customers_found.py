"""Customers are found with accents or without.

The name without them is worked out by the index alone: no column, so that nothing is written anew,
and built beside everybody's work, so that nobody waits.

Revision ID: 20261127_2100
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_2100"
down_revision = "20261127_2000"
branch_labels = None
depends_on = None

TABLE = "customers"
FORMER, INDEX = "ix_customers_search", "ix_customers_found"
FOLDED = "translate(normalize(search_name, NFD), 'øłđħıð', 'oldhid')"
for letter, spelled in {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}.items():
    FOLDED = f"replace({FOLDED}, '{letter}', '{spelled}')"
FOLDED = rf"regexp_replace({FOLDED}, '[\u0300-\u036f]', '', 'g')"


def upgrade() -> None:
    _replace(FORMER, INDEX, sa.text(FOLDED))


def downgrade() -> None:
    _replace(INDEX, FORMER)


def _replace(former: str, index: str, *more: sa.TextClause) -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5s'")
        # One that an earlier try left unfinished is no use.
        op.drop_index(index, TABLE, if_exists=True, postgresql_concurrently=True)
        op.create_index(
            index,
            TABLE,
            ["tenant_id", "search_name", "id", *more],
            postgresql_include=["search_phone", "email"],
            postgresql_where=sa.text("erased_at IS NULL"),
            postgresql_concurrently=True,
        )
        op.drop_index(former, TABLE, if_exists=True, postgresql_concurrently=True)
