"""Invitations, the one owner of a business, and what an owner opens to other roles.

Revision ID: 20261125_1400
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1400"
down_revision = "20261125_1300"
branch_labels = None
depends_on = None

OWNS = sa.text("role = 'TENANT_OWNER'")
WAITS = sa.text("invited_by_id IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL")


def upgrade() -> None:
    _invitations()
    op.create_index("uq_users_owner", "users", ["tenant_id"], unique=True, postgresql_where=OWNS)
    op.create_check_constraint(
        op.f("ck_users_owner_is_active"), "users", "is_active OR role <> 'TENANT_OWNER'"
    )
    op.add_column(
        "tenants",
        sa.Column(
            "opened_rights", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column(
        "tenants",
        sa.Column(
            "customers_may_register", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
    )
    op.execute("GRANT UPDATE (opened_rights, customers_may_register) ON tenants TO smooth_app")


def downgrade() -> None:
    op.drop_column("tenants", "customers_may_register")
    op.drop_column("tenants", "opened_rights")
    op.drop_constraint(op.f("ck_users_owner_is_active"), "users", type_="check")
    op.drop_index("uq_users_owner", "users")
    op.drop_table("invitations")


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "role IN ('TENANT_MANAGER', 'TENANT_STAFF', 'CUSTOMER')",
            name=op.f("ck_invitations_role_invited"),
        ),
        sa.CheckConstraint(
            "invited_by_id IS NOT NULL OR role = 'CUSTOMER'",
            name=op.f("ck_invitations_only_customers_register"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitations_email_lower")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_invitations_name_given")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_invitations_tenant_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "resource_id"],
            ["resources.tenant_id", "resources.id"],
            name="fk_invitations_tenant_id_resource_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "invited_by_id"],
            ["users.tenant_id", "users.id"],
            name="fk_invitations_tenant_id_invited_by_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_invitations"),
        sa.UniqueConstraint("tenant_id", "token_hash", name="uq_invitations_tenant_id_token_hash"),
    )
    op.create_index(
        "uq_invitations_waiting",
        "invitations",
        ["tenant_id", "email"],
        unique=True,
        postgresql_where=WAITS,
    )
    rls.protect_tenant_table("invitations")
