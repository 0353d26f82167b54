"""Businesses word their mails themselves.

Revision ID: 20261126_1220
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_1220"
down_revision = "20261126_1210"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_texts",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind IN ('request', 'confirmation', 'approval', 'rejection', 'change',"
            " 'cancellation', 'reminder', 'series', 'series_off')",
            name=op.f("ck_mail_texts_kind"),
        ),
        sa.CheckConstraint(
            "subject <> '' AND body <> ''", name=op.f("ck_mail_texts_says_something")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_mail_texts_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_mail_texts"),
        sa.UniqueConstraint("tenant_id", "kind", name=op.f("uq_mail_texts_tenant_id_kind")),
    )
    rls.protect_tenant_table("mail_texts")


def downgrade() -> None:
    op.drop_table("mail_texts")
