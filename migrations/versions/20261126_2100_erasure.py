"""Customers can be erased: on request, or when nobody has seen them for long.

Revision ID: 20261126_2100
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_2100"
down_revision = "20261126_2000"
branch_labels = None
depends_on = None

REQUESTS = "erasure_requests"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("customers", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_customers_erased_is_nobody"),
        "customers",
        "erased_at IS NULL OR (num_nonnulls(email, phone, user_id, time_zone) = 0"
        " AND notes = '' AND tags = '{}' AND status = 'blocked')",
    )
    months = sa.Column("erase_customers_after_months", sa.SmallInteger(), nullable=True)
    op.add_column("tenants", months)
    op.create_check_constraint(
        op.f("ck_tenants_erase_customers_after"),
        "tenants",
        "erase_customers_after_months BETWEEN 6 AND 120",
    )
    op.execute("GRANT UPDATE (erase_customers_after_months) ON tenants TO smooth_app")
    op.execute("GRANT SELECT (erase_customers_after_months, status) ON tenants TO smooth_lookup")
    rls.lookup_function(
        "tenants_that_erase_customers()",
        "SETOF uuid",
        "SELECT id FROM public.tenants"
        " WHERE erase_customers_after_months IS NOT NULL AND status <> 'suspended'",
        callers="smooth_app",
    )
    _requests()


def _requests() -> None:
    op.create_table(
        REQUESTS,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('open', 'withdrawn', 'declined', 'done')",
            name=op.f(f"ck_{REQUESTS}_state"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f(f"ck_{REQUESTS}_decided")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{REQUESTS}_tenant_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=f"fk_{REQUESTS}_tenant_id_customer_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{REQUESTS}"),
    )
    op.create_index(f"ix_{REQUESTS}_customer", REQUESTS, ["tenant_id", "customer_id"])
    op.create_index(
        f"uq_{REQUESTS}_open",
        REQUESTS,
        ["tenant_id", "customer_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    rls.protect_tenant_table(REQUESTS)


def downgrade() -> None:
    op.drop_table(REQUESTS)
    op.execute("DROP FUNCTION lookup.tenants_that_erase_customers()")
    op.execute("REVOKE SELECT (status) ON tenants FROM smooth_lookup")
    op.drop_column("tenants", "erase_customers_after_months")
    op.drop_constraint(op.f("ck_customers_erased_is_nobody"), "customers")
    op.drop_column("customers", "erased_at")
