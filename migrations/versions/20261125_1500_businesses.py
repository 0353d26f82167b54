"""Plans and policies, branding, custom domains, demo businesses that expire.

Revision ID: 20261125_1500
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261125_1500"
down_revision = "20261125_1450"
branch_labels = None
depends_on = None

SEEN_TENANT = "EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant_id)"
OWNERS_COLUMNS = (
    "logo_id, logo_bytes, hides_our_name, cancellation_window_hours, late_fee_percent,"
    " staff_may_reschedule, staff_may_approve"
)
#: Records of who was in the business: nobody deletes them but with a demo.
KEPT_RECORDS = ("permission_grants", "visits")
PLATFORMS_COLUMNS = "trial_ends_at, plan_price_minor, plan_currency, expires_at"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _tenants()
    _appointments()
    _temporary_accounts()
    _domains()
    _lookups()


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.demos_that_expired()")
    op.execute("DROP FUNCTION lookup.host_is_held(text)")
    for table in KEPT_RECORDS:
        op.execute(f"REVOKE DELETE ON {table} FROM smooth_platform")
        op.execute(f"DROP POLICY platform_erases ON {table}")
    op.execute("DROP POLICY platform_deletes ON tenants")
    op.execute("DROP POLICY platform_checks ON tenant_domains")
    op.execute("DROP POLICY platform ON tenant_domains")
    op.execute("REVOKE ALL ON tenant_domains FROM smooth_platform")
    op.execute("REVOKE DELETE ON tenant_domains FROM smooth_app")
    op.execute("REVOKE INSERT (id, tenant_id, host, txt_token) ON tenant_domains FROM smooth_app")
    op.execute("REVOKE DELETE ON tenants FROM smooth_platform")
    op.drop_constraint("uq_tenant_domains_claim", "tenant_domains", type_="unique")
    op.drop_index("uq_tenant_domains_host", "tenant_domains")
    op.create_index("uq_tenant_domains_host", "tenant_domains", ["host"], unique=True)
    op.create_index("ix_tenant_domains_tenant_id", "tenant_domains", ["tenant_id"])
    for column in "route53_zone_id failures is_pointed_here finding checked_at txt_token".split():
        op.drop_column("tenant_domains", column)
    op.drop_constraint("fk_users_temporary", "users", type_="foreignkey")
    op.drop_constraint("uq_tenants_temporary", "tenants", type_="unique")
    op.drop_index("ix_appointments_created", "appointments")
    op.drop_column("appointments", "late_fee_minor")
    for column in f"{OWNERS_COLUMNS}, {PLATFORMS_COLUMNS}".split(", "):
        op.drop_column("tenants", column)


def _tenants() -> None:
    false, true, zero = sa.text("false"), sa.text("true"), sa.text("0")
    for column in (
        sa.Column("trial_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_price_minor", sa.Integer(), server_default=zero, nullable=False),
        sa.Column("plan_currency", sa.Text(), server_default=sa.text("'USD'"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("logo_id", sa.Uuid(), nullable=True),
        sa.Column("logo_bytes", sa.Integer(), nullable=True),
        sa.Column("hides_our_name", sa.Boolean(), server_default=false, nullable=False),
        sa.Column(
            "cancellation_window_hours", sa.Integer(), server_default=sa.text("24"), nullable=False
        ),
        sa.Column("late_fee_percent", sa.Integer(), server_default=zero, nullable=False),
        sa.Column("staff_may_reschedule", sa.Boolean(), server_default=true, nullable=False),
        sa.Column("staff_may_approve", sa.Boolean(), server_default=true, nullable=False),
    ):
        op.add_column("tenants", column)
    for name, condition in (
        ("only_demos_expire", "is_temporary OR expires_at IS NULL"),
        ("plan_price", "plan_price_minor >= 0"),
        ("cancellation_window", "cancellation_window_hours BETWEEN 0 AND 720"),
        ("late_fee_percent", "late_fee_percent BETWEEN 0 AND 100"),
        ("logo_is_whole", "(logo_id IS NULL) = (logo_bytes IS NULL)"),
    ):
        op.create_check_constraint(op.f(f"ck_tenants_{name}"), "tenants", condition)
    op.create_unique_constraint("uq_tenants_temporary", "tenants", ["id", "is_temporary"])
    op.execute(f"GRANT UPDATE ({OWNERS_COLUMNS}) ON tenants TO smooth_app")
    op.execute(f"GRANT UPDATE ({PLATFORMS_COLUMNS}) ON tenants TO smooth_platform")
    # Only demos are ever thrown away.
    op.execute("GRANT DELETE ON tenants TO smooth_platform")
    op.execute(
        "CREATE POLICY platform_deletes ON tenants AS RESTRICTIVE FOR DELETE TO smooth_platform"
        " USING (is_temporary)"
    )
    for table in KEPT_RECORDS:
        op.execute(
            f"CREATE POLICY platform_erases ON {table} FOR DELETE TO smooth_platform USING"
            " (EXISTS (SELECT FROM tenants t WHERE t.id = tenant_id AND t.is_temporary))"
        )
        op.execute(f"GRANT DELETE ON {table} TO smooth_platform")


def _appointments() -> None:
    op.add_column(
        "appointments",
        sa.Column("late_fee_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_appointments_late_fee"), "appointments", "late_fee_minor >= 0"
    )
    op.create_index("ix_appointments_created", "appointments", ["tenant_id", "created_at"])


def _temporary_accounts() -> None:
    """Accounts of a demo business are temporary, no others are."""
    op.execute(
        "UPDATE users u SET is_temporary = t.is_temporary FROM tenants t"
        " WHERE t.id = u.tenant_id AND u.is_temporary <> t.is_temporary"
    )
    op.create_foreign_key(
        "fk_users_temporary",
        "users",
        "tenants",
        ["tenant_id", "is_temporary"],
        ["id", "is_temporary"],
        onupdate="CASCADE",
    )


def _domains() -> None:
    for column in (
        sa.Column("txt_token", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("is_pointed_here", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("route53_zone_id", sa.Text(), nullable=True),
    ):
        op.add_column("tenant_domains", column)
    # Nobody can prove a domain by an empty record: the check asks for a token.
    op.alter_column("tenant_domains", "txt_token", server_default=None)
    op.create_check_constraint(
        op.f("ck_tenant_domains_failures"), "tenant_domains", "failures >= 0"
    )
    op.drop_index("uq_tenant_domains_host", "tenant_domains")
    op.drop_index("ix_tenant_domains_tenant_id", "tenant_domains")
    op.create_index(
        "uq_tenant_domains_host",
        "tenant_domains",
        ["host"],
        unique=True,
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.create_unique_constraint("uq_tenant_domains_claim", "tenant_domains", ["tenant_id", "host"])
    # A business claims and gives up hosts; what DNS says of them is for the platform to write.
    op.execute("GRANT INSERT (id, tenant_id, host, txt_token) ON tenant_domains TO smooth_app")
    op.execute("GRANT DELETE ON tenant_domains TO smooth_app")
    op.execute(
        f"CREATE POLICY platform ON tenant_domains FOR SELECT TO smooth_platform"
        f" USING ({SEEN_TENANT})"
    )
    op.execute(
        f"CREATE POLICY platform_checks ON tenant_domains FOR UPDATE TO smooth_platform"
        f" USING ({SEEN_TENANT}) WITH CHECK ({SEEN_TENANT})"
    )
    op.execute("GRANT SELECT ON tenant_domains TO smooth_platform")
    op.execute(
        "GRANT UPDATE (verified_at, checked_at, finding, is_pointed_here, failures,"
        " route53_zone_id) ON tenant_domains TO smooth_platform"
    )


def _lookups() -> None:
    rls.lookup_function(
        "host_is_held(host text)",
        "boolean",
        """
        SELECT EXISTS (SELECT FROM public.tenant_domains d
        WHERE d.host = host_is_held.host AND d.verified_at IS NOT NULL)
        """,
        callers="smooth_app",
    )
    op.execute("GRANT SELECT (is_temporary, expires_at) ON tenants TO smooth_lookup")
    rls.lookup_function(
        "demos_that_expired()",
        "SETOF uuid",
        "SELECT id FROM public.tenants WHERE is_temporary AND expires_at <= now() LIMIT 100",
        callers="smooth_app",
    )
