"""The audit: one table that the serving roles may only add to and read.

Revision ID: 20261125_1200
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1200"
down_revision = "20261123_1300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("actor_realm", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("impersonator_realm", sa.Text(), nullable=True),
        sa.Column("impersonator_id", sa.Uuid(), nullable=True),
        sa.Column("impersonator_role", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("subject_type", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("changes", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("details", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "actor_realm IN ('tenant', 'platform', 'visitor', 'system')",
            name=op.f("ck_audit_events_actor_realm"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_audit_events"),
    )
    op.create_index("ix_audit_events_subject", "audit_events", ["tenant_id", "subject_id", "id"])
    op.create_index("ix_audit_events_actor", "audit_events", ["tenant_id", "actor_id", "id"])
    rls.protect_tenant_table("audit_events", grants="SELECT, INSERT")
    op.execute(
        f"CREATE POLICY platform_reads ON audit_events FOR SELECT TO smooth_platform"
        f" USING ({rls.PLATFORM_SEES})"
    )
    # What the platform does is told whoever does it, and so is what is refused.
    op.execute(
        "CREATE POLICY platform_tells ON audit_events FOR INSERT TO smooth_platform"
        " WITH CHECK (true)"
    )
    op.execute("GRANT SELECT, INSERT ON audit_events TO smooth_platform")


def downgrade() -> None:
    op.drop_table("audit_events")
