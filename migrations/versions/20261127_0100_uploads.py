"""Files on their way straight into the store.

Revision ID: 20261127_0100
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261127_0100"
down_revision = "20261126_2110"
branch_labels = None
depends_on = None

UPLOADS = "uploads"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        UPLOADS,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("drop_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "purpose IN ('template', 'customer_import')", name=op.f(f"ck_{UPLOADS}_purpose")
        ),
        sa.CheckConstraint("size_bytes > 0", name=op.f(f"ck_{UPLOADS}_size")),
        sa.CheckConstraint(
            "result_id IS NULL OR taken_at IS NOT NULL", name=op.f(f"ck_{UPLOADS}_result_of_taken")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{UPLOADS}_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{UPLOADS}"),
    )
    op.create_index(f"ix_{UPLOADS}_person", UPLOADS, ["tenant_id", "person_id", "drop_at"])
    op.create_index(f"ix_{UPLOADS}_drop", UPLOADS, ["tenant_id", "drop_at"])
    rls.protect_tenant_table(UPLOADS)
    rls.let_lookup_read(UPLOADS, "tenant_id, drop_at")
    rls.lookup_function(
        "tenants_with_old_uploads()",
        "SETOF uuid",
        f"SELECT DISTINCT tenant_id FROM public.{UPLOADS} WHERE drop_at <= now()",
        callers="smooth_app",
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_old_uploads()")
    op.drop_table(UPLOADS)
