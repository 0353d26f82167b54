"""Visits: platform staff and owners in somebody else's place; permission grants.

Revision ID: 20261125_1300
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261125_1300"
down_revision = "20261125_1200"
branch_labels = None
depends_on = None

#: What the platform writes of a business is marked as the business is.
MARKED_AS_ITS_BUSINESS = (
    "{table}.is_temporary = coalesce("
    "(SELECT t.is_temporary FROM tenants t WHERE t.id = {table}.tenant_id), false)"
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _visits()
    _sessions()
    _grants()
    op.add_column(
        "tenants",
        sa.Column("notify_of_visits", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.execute("GRANT UPDATE (notify_of_visits) ON tenants TO smooth_app")
    _lookups()
    op.execute("GRANT SELECT (visit_id) ON platform_sessions TO smooth_lookup")
    _platform_sessions(IS_OPEN_OR_OF_A_VISIT)


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_visits_to_close()")
    op.execute("DROP FUNCTION lookup.platform_actor_stands(uuid, uuid, text)")
    op.drop_column("tenants", "notify_of_visits")
    op.drop_table("permission_grants")
    _platform_sessions(IS_OPEN)
    op.drop_column("platform_sessions", "visit_id")
    op.execute("DELETE FROM sessions WHERE user_id IS NULL")
    op.alter_column("sessions", "user_id", nullable=False)
    op.drop_column("sessions", "visit_id")
    op.drop_table("visits")


IS_OPEN = "s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active"
#: Whoever is on a visit that is over is told so and led back, as at a business.
IS_OPEN_OR_OF_A_VISIT = f"(s.visit_id IS NOT NULL OR {IS_OPEN})"


def _platform_sessions(condition: str) -> None:
    """Who is behind a platform session; the role counts only while the session is open."""
    op.execute("DROP FUNCTION lookup.platform_session_of(bytea)")
    rls.lookup_function(
        "platform_session_of(token bytea)",
        "TABLE (session_id uuid, user_id uuid, role text)",
        f"""
        SELECT s.id, s.user_id, CASE WHEN {IS_OPEN} THEN u.role::text END
        FROM public.platform_sessions s JOIN public.platform_users u ON u.id = s.user_id
        WHERE s.token_hash = platform_session_of.token AND {condition}
        """,
        callers="smooth_platform",
    )


def _own_columns() -> list[sa.Column]:
    return [
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
    ]


def _created_at() -> sa.Column:
    return sa.Column(
        "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _visits() -> None:
    op.create_table(
        "visits",
        *_own_columns(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_realm", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("actor_email", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_session_id", sa.Uuid(), nullable=False),
        sa.Column("session_key", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("target_role", sa.Text(), nullable=True),
        sa.Column("target_email", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("handover_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _created_at(),
        sa.CheckConstraint("kind IN ('masquerade', 'entry')", name=op.f("ck_visits_kind")),
        sa.CheckConstraint("mode IN ('view', 'act')", name=op.f("ck_visits_mode")),
        sa.CheckConstraint(
            "actor_realm IN ('tenant', 'platform')", name=op.f("ck_visits_actor_realm")
        ),
        sa.CheckConstraint(
            "(kind = 'masquerade') = (target_id IS NOT NULL AND target_role IS NOT NULL)",
            name=op.f("ck_visits_target"),
        ),
        sa.CheckConstraint(
            "expires_at <= created_at + interval '60 minutes'", name=op.f("ck_visits_an_hour")
        ),
        sa.CheckConstraint(
            "handover_until <= created_at + interval '30 seconds'",
            name=op.f("ck_visits_handover"),
        ),
        sa.CheckConstraint(
            "end_reason IN ('released', 'expired', 'actor_gone', 'target_gone', 'role_changed',"
            " 'session_ended', 'ended_by_owner')",
            name=op.f("ck_visits_end_reason"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_visits_ended")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_visits"),
        sa.UniqueConstraint("tenant_id", "token_hash", name="uq_visits_tenant_id_token_hash"),
    )
    op.create_index(
        "ix_visits_open",
        "visits",
        ["tenant_id", "actor_id"],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    rls.protect_tenant_table("visits", grants="SELECT, INSERT, UPDATE")
    _let_platform_write("visits", columns="ended_at, end_reason")


def _let_platform_write(table: str, *, columns: str) -> None:
    """Platform staff see, add and end rows of the businesses that their role reaches."""
    marked = MARKED_AS_ITS_BUSINESS.format(table=table)
    rule = rls.PLATFORM_SEES
    op.execute(
        f"CREATE POLICY platform_sees ON {table} FOR SELECT TO smooth_platform USING ({rule})"
    )
    op.execute(
        f"CREATE POLICY platform_adds ON {table} FOR INSERT TO smooth_platform"
        f" WITH CHECK (({rule}) AND {marked})"
    )
    op.execute(
        f"CREATE POLICY platform_ends ON {table} FOR UPDATE TO smooth_platform"
        f" USING ({rule}) WITH CHECK ({rule})"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ({columns}) ON {table} TO smooth_platform")


def _sessions() -> None:
    op.alter_column("sessions", "user_id", nullable=True)
    op.add_column("sessions", sa.Column("visit_id", sa.Uuid(), nullable=True))
    op.add_column("platform_sessions", sa.Column("visit_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_sessions_tenant_id_visit_id",
        "sessions",
        "visits",
        ["tenant_id", "visit_id"],
        ["tenant_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_sessions_somebody"), "sessions", "user_id IS NOT NULL OR visit_id IS NOT NULL"
    )
    op.create_index(
        "ix_sessions_visit",
        "sessions",
        ["tenant_id", "visit_id"],
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )


def _grants() -> None:
    op.create_table(
        "permission_grants",
        *_own_columns(),
        sa.Column("grantor_realm", sa.Text(), nullable=False),
        sa.Column("grantor_id", sa.Uuid(), nullable=False),
        sa.Column("grantor_email", sa.Text(), nullable=False),
        sa.Column("grantee_realm", sa.Text(), nullable=False),
        sa.Column("grantee_id", sa.Uuid(), nullable=False),
        sa.Column("grantee_email", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _created_at(),
        sa.CheckConstraint(
            "grantor_realm IN ('tenant', 'platform')",
            name=op.f("ck_permission_grants_grantor_realm"),
        ),
        sa.CheckConstraint(
            "grantee_realm IN ('tenant', 'platform')",
            name=op.f("ck_permission_grants_grantee_realm"),
        ),
        sa.CheckConstraint(
            "grantor_id <> grantee_id", name=op.f("ck_permission_grants_not_oneself")
        ),
        sa.CheckConstraint(
            "expires_at > created_at AND expires_at <= created_at + interval '480 minutes'",
            name=op.f("ck_permission_grants_duration"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_permission_grants_tenant_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name="pk_permission_grants"),
    )
    op.create_index(
        "ix_permission_grants_grantee",
        "permission_grants",
        ["tenant_id", "grantee_id", "expires_at"],
    )
    rls.protect_tenant_table("permission_grants", grants="SELECT, INSERT, UPDATE")
    _let_platform_write("permission_grants", columns="revoked_at, revoked_by_id")


def _lookups() -> None:
    rls.let_lookup_read(
        "visits", "tenant_id, id, ended_at, expires_at, handover_until, redeemed_at"
    )
    rls.let_lookup_read("permission_grants", "tenant_id, expires_at, revoked_at, closed_at")
    op.execute("GRANT SELECT (visit_id, revoked_at) ON sessions TO smooth_lookup")
    rls.lookup_function(
        "platform_actor_stands(session uuid, staff uuid, staff_role text)",
        "boolean",
        """
        SELECT EXISTS (
            SELECT FROM public.platform_sessions s
            JOIN public.platform_users u ON u.id = s.user_id
            WHERE s.id = session AND u.id = staff AND u.role = staff_role AND u.is_active
              AND s.revoked_at IS NULL AND s.expires_at > now())
        """,
        callers="smooth_app, smooth_platform",
    )
    # The nil tenant is the platform: its visits are closed as smooth_platform.
    rls.lookup_function(
        "tenants_with_visits_to_close()",
        "SETOF uuid",
        """
        SELECT v.tenant_id FROM public.visits v
        WHERE v.ended_at IS NULL AND (v.expires_at <= now()
              OR (v.redeemed_at IS NULL AND v.handover_until <= now()))
        UNION SELECT s.tenant_id FROM public.sessions s
              JOIN public.visits v ON v.tenant_id = s.tenant_id AND v.id = s.visit_id
              WHERE s.visit_id IS NOT NULL AND s.revoked_at IS NULL AND v.ended_at IS NOT NULL
        UNION SELECT g.tenant_id FROM public.permission_grants g
              WHERE g.closed_at IS NULL AND (g.expires_at <= now() OR g.revoked_at IS NOT NULL)
        """,
        callers="smooth_app",
    )
