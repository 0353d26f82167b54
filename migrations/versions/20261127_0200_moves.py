"""A business that came from elsewhere knows by which ids it was known there.

Revision ID: 20261127_0200
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261127_0200"
down_revision = "20261127_0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    former = sa.Column(
        "former_ids",
        postgresql.ARRAY(sa.Uuid()),
        server_default=sa.text("'{}'"),
        nullable=False,
    )
    op.add_column("tenants", former)
    op.execute("GRANT SELECT (former_ids) ON tenants TO smooth_lookup")
    rls.lookup_function(
        "tenants_that_were(former uuid)",
        "SETOF uuid",
        "SELECT id FROM public.tenants WHERE former = ANY (former_ids) ORDER BY id LIMIT 10",
        callers="smooth_app",
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_that_were(uuid)")
    op.drop_column("tenants", "former_ids")
