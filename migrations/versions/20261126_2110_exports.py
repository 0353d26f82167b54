"""A business takes everything with it as one archive.

Revision ID: 20261126_2110
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_2110"
down_revision = "20261126_2100"
branch_labels = None
depends_on = None

EXPORTS = "business_exports"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        EXPORTS,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("percent", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("file_bytes", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'expired')",
            name=op.f(f"ck_{EXPORTS}_state"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f(f"ck_{EXPORTS}_percent")),
        sa.CheckConstraint(
            "(state = 'done') = (expires_at IS NOT NULL)", name=op.f(f"ck_{EXPORTS}_done_expires")
        ),
        sa.CheckConstraint(
            "(state = 'done') = (file_key IS NOT NULL)", name=op.f(f"ck_{EXPORTS}_done_is_kept")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{EXPORTS}_tenant_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "created_by_id"],
            ["users.tenant_id", "users.id"],
            name=f"fk_{EXPORTS}_tenant_id_created_by_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{EXPORTS}"),
    )
    op.create_index(f"ix_{EXPORTS}_created", EXPORTS, ["tenant_id", "created_at"])
    op.create_index(
        f"uq_{EXPORTS}_underway",
        EXPORTS,
        ["tenant_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    rls.protect_tenant_table(EXPORTS)
    rls.let_lookup_read(EXPORTS, "tenant_id, state, expires_at")
    rls.lookup_function(
        "tenants_with_old_exports()",
        "SETOF uuid",
        f"SELECT DISTINCT tenant_id FROM public.{EXPORTS}"
        " WHERE state = 'done' AND expires_at <= now()",
        callers="smooth_app",
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_old_exports()")
    op.drop_table(EXPORTS)
