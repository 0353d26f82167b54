"""Businesses, people, events and jobs, with the walls between tenants.

Revision ID: 20261123_1200
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261123_1200"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _directory()
    _people()
    _events()
    _walls()
    _lookups()


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_old_rows()")
    op.execute("DROP FUNCTION lookup.tenants_with_jobs()")
    op.execute("DROP FUNCTION lookup.tenants_with_events()")
    op.execute("DROP FUNCTION lookup.subdomain_is_taken(text)")
    op.execute("DROP FUNCTION lookup.platform_session_of(bytea)")
    op.execute("DROP FUNCTION lookup.session_of(uuid, bytea)")
    op.execute("DROP FUNCTION lookup.tenant_of_host(text, text)")
    for table in [
        "idempotency_keys",
        "jobs",
        "outbox_events",
        "platform_jobs",
        "platform_outbox_events",
        "user_links",
        "sessions",
        "users",
        "platform_links",
        "platform_sessions",
        "platform_users",
        "tenant_domains",
        "tenants",
    ]:
        op.drop_table(table)


def _directory() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subdomain", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'trial'"), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("plan", sa.Text(), server_default=sa.text("'free'"), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), server_default=sa.text("'en'"), nullable=False),
        sa.Column("currency", sa.Text(), server_default=sa.text("'USD'"), nullable=False),
        sa.Column("brand_color", sa.Text(), server_default=sa.text("'#4263eb'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "plan IN ('free', 'professional', 'business', 'enterprise')",
            name=op.f("ck_tenants_plan"),
        ),
        sa.CheckConstraint(
            "status IN ('trial', 'active', 'suspended')", name=op.f("ck_tenants_status")
        ),
        sa.CheckConstraint("subdomain = lower(subdomain)", name=op.f("ck_tenants_subdomain_lower")),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
    )
    op.create_index("uq_tenants_subdomain", "tenants", ["subdomain"], unique=True)
    op.create_table(
        "tenant_domains",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("host = lower(host)", name=op.f("ck_tenant_domains_host_lower")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_tenant_domains_tenant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tenant_domains"),
    )
    op.create_index("ix_tenant_domains_tenant_id", "tenant_domains", ["tenant_id"], unique=False)
    op.create_index("uq_tenant_domains_host", "tenant_domains", ["host"], unique=True)


def _people() -> None:
    op.create_table(
        "platform_users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "role IN ('PLATFORM_MANAGER', 'PLATFORM_SALES', 'PLATFORM_SUPPORT', 'SUPERUSER')",
            name=op.f("ck_platform_users_role_of_platform"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_platform_users_email_lower")),
        sa.PrimaryKeyConstraint("id", name="pk_platform_users"),
        sa.UniqueConstraint("email", name="uq_platform_users_email"),
    )
    op.create_table(
        "platform_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("purpose IN ('password_reset')", name=op.f("ck_platform_links_purpose")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["platform_users.id"], name="fk_platform_links_user_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_platform_links"),
        sa.UniqueConstraint("token_hash", name="uq_platform_links_token_hash"),
    )
    op.create_index("ix_platform_links_user", "platform_links", ["user_id"], unique=False)
    op.create_table(
        "platform_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["platform_users.id"], name="fk_platform_sessions_user_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_platform_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_platform_sessions_token_hash"),
    )
    op.create_index("ix_platform_sessions_user", "platform_sessions", ["user_id"], unique=False)
    op.create_table(
        "users",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "role IN ('CUSTOMER', 'TENANT_MANAGER', 'TENANT_OWNER', 'TENANT_STAFF')",
            name=op.f("ck_users_role_of_tenant"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email_lower")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_users_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_users"),
        sa.UniqueConstraint("tenant_id", "email", name="uq_users_tenant_id_email"),
    )
    op.create_table(
        "sessions",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ip_address", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "user_id"],
            ["users.tenant_id", "users.id"],
            name="fk_sessions_tenant_id_user_id",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_sessions_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_sessions"),
        sa.UniqueConstraint("tenant_id", "token_hash", name="uq_sessions_tenant_id_token_hash"),
    )
    op.create_index("ix_sessions_user", "sessions", ["tenant_id", "user_id"], unique=False)
    op.create_table(
        "user_links",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "purpose IN ('password_reset', 'handover')", name=op.f("ck_user_links_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "user_id"],
            ["users.tenant_id", "users.id"],
            name="fk_user_links_tenant_id_user_id",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_user_links_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_user_links"),
        sa.UniqueConstraint("tenant_id", "token_hash", name="uq_user_links_tenant_id_token_hash"),
    )
    op.create_index("ix_user_links_user", "user_links", ["tenant_id", "user_id"], unique=False)


def _events() -> None:
    op.create_table(
        "platform_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_platform_jobs_state")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_platform_jobs"),
    )
    op.create_table(
        "platform_outbox_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_platform_outbox_events"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_idempotency_keys_tenant_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_idempotency_keys"),
        sa.UniqueConstraint(
            "tenant_id", "caller", "key", name="uq_idempotency_keys_tenant_id_caller_key"
        ),
    )
    op.create_table(
        "jobs",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_jobs_state")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_jobs_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_jobs"),
    )
    op.create_index(
        "ix_jobs_open",
        "jobs",
        ["tenant_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    op.create_table(
        "outbox_events",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_outbox_events_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_outbox_events"),
    )
    op.create_index(
        "ix_outbox_events_waiting",
        "outbox_events",
        ["tenant_id", "id"],
        unique=False,
        postgresql_where=sa.text("handled_at IS NULL"),
    )


def _walls() -> None:
    tenant_tables = "users sessions user_links outbox_events jobs idempotency_keys"
    for table in tenant_tables.split():
        rls.protect_tenant_table(table)
    _wall_of_tenants()
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON platform_users, platform_sessions,"
        " platform_links, platform_outbox_events, platform_jobs TO smooth_platform"
    )
    rls.let_lookup_read("sessions", "tenant_id, id, user_id, token_hash")
    rls.let_lookup_read("outbox_events", "tenant_id, handled_at, retry_at")
    rls.let_lookup_read("jobs", "tenant_id, state, due_at, sent_at, lease_until, finished_at")
    rls.let_lookup_read("idempotency_keys", "tenant_id, created_at")
    op.execute(
        "GRANT SELECT (id, user_id, token_hash, revoked_at, expires_at)"
        " ON platform_sessions TO smooth_lookup;"
        " GRANT SELECT (id, role, is_active) ON platform_users TO smooth_lookup"
    )


def _wall_of_tenants() -> None:
    """A business sees its own row; what it costs and whether it is open is the platform's."""
    rls.protect_tenant_table("tenants", column="id", grants="SELECT, INSERT")
    op.execute(
        "GRANT UPDATE (name, time_zone, locale, currency, brand_color, version)"
        " ON tenants TO smooth_app"
    )
    rls.let_lookup_read("tenants", "id, subdomain")
    op.execute(
        f"CREATE POLICY platform ON tenants TO smooth_platform"
        f" USING ({rls.PLATFORM_SEES}) WITH CHECK ({rls.PLATFORM_SEES})"
    )
    op.execute(
        "GRANT SELECT, UPDATE (status, status_reason, plan, version) ON tenants TO smooth_platform"
    )
    rls.protect_tenant_table("tenant_domains", grants="SELECT")
    rls.let_lookup_read("tenant_domains", "tenant_id, host, verified_at")


def _lookups() -> None:
    rls.lookup_function(
        "tenant_of_host(host text, base_domain text)",
        "uuid",
        """
        SELECT t.id FROM public.tenants t
        WHERE right(host, length(base_domain) + 1) = '.' || base_domain
          AND t.subdomain = left(host, length(host) - length(base_domain) - 1)
        UNION ALL
        SELECT d.tenant_id FROM public.tenant_domains d
        WHERE d.host = tenant_of_host.host AND d.verified_at IS NOT NULL
        LIMIT 1
        """,
        callers="smooth_app",
    )
    rls.lookup_function(
        "session_of(tenant uuid, token bytea)",
        "TABLE (session_id uuid, user_id uuid)",
        """
        SELECT s.id, s.user_id FROM public.sessions s
        WHERE s.tenant_id = session_of.tenant AND s.token_hash = session_of.token
        """,
        callers="smooth_app",
    )
    rls.lookup_function(
        "platform_session_of(token bytea)",
        "TABLE (session_id uuid, user_id uuid, role text)",
        """
        SELECT s.id, s.user_id, u.role::text
        FROM public.platform_sessions s JOIN public.platform_users u ON u.id = s.user_id
        WHERE s.token_hash = platform_session_of.token AND s.revoked_at IS NULL
          AND s.expires_at > now() AND u.is_active
        """,
        callers="smooth_platform",
    )
    rls.lookup_function(
        "subdomain_is_taken(name text)",
        "boolean",
        "SELECT EXISTS (SELECT FROM public.tenants t WHERE t.subdomain = subdomain_is_taken.name)",
        callers="smooth_app",
    )
    rls.lookup_function(
        "tenants_with_events()",
        "SETOF uuid",
        """
        SELECT DISTINCT tenant_id FROM public.outbox_events
        WHERE handled_at IS NULL AND (retry_at IS NULL OR retry_at <= now()) LIMIT 500
        """,
        callers="smooth_app",
    )
    rls.lookup_function(
        "tenants_with_jobs()",
        "SETOF uuid",
        """
        SELECT DISTINCT tenant_id FROM public.jobs
        WHERE state IN ('queued', 'running') AND due_at <= now()
          AND (lease_until IS NULL OR lease_until < now())
          AND (sent_at IS NULL OR sent_at < now() - interval '20 seconds') LIMIT 500
        """,
        callers="smooth_app",
    )
    rls.lookup_function(
        "tenants_with_old_rows()",
        "SETOF uuid",
        """
        SELECT tenant_id FROM public.outbox_events WHERE handled_at < now() - interval '7 days'
        UNION SELECT tenant_id FROM public.jobs WHERE finished_at < now() - interval '30 days'
        UNION SELECT tenant_id FROM public.idempotency_keys
              WHERE created_at < now() - interval '1 day'
        """,
        callers="smooth_app",
    )
