"""Contracts are found by any part of a title or of a name, with accents or without.

What is folded of a title is worked out by the index alone; it is built beside everybody's work.

Revision ID: 20261127_2200
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_2200"
down_revision = "20261127_2100"
branch_labels = None
depends_on = None


#: As customers are found by.
FOLDED = "translate(normalize(search_title, NFD), 'øłđħıð', 'oldhid')"
for letter, spelled in {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}.items():
    FOLDED = f"replace({FOLDED}, '{letter}', '{spelled}')"
FOLDED = rf"regexp_replace({FOLDED}, '[\u0300-\u036f]', '', 'g')"

TABLE, INDEX = "contracts", "ix_contracts_found"
# Of use for the beginnings of titles and names alone.
FORMER = {
    "contracts": ("ix_contracts_title", ["tenant_id", "search_title"]),
    "contract_signers": ("ix_contract_signers_name", ["tenant_id", "search_name"]),
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5s'")
        # One that an earlier try left unfinished is no use.
        op.drop_index(INDEX, TABLE, if_exists=True, postgresql_concurrently=True)
        op.create_index(
            INDEX,
            TABLE,
            ["tenant_id", "id", sa.text(FOLDED)],
            postgresql_include=["search_title", "number"],
            postgresql_concurrently=True,
        )
        for table, (name, _) in FORMER.items():
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5s'")
        for table, (name, columns) in FORMER.items():
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True)
        op.drop_index(INDEX, TABLE, if_exists=True, postgresql_concurrently=True)
