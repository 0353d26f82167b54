"""Second factors, changes of address, API tokens.

Revision ID: 20261125_1450
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261125_1450"
down_revision = "20261125_1400"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _second_factors()
    _email_changes()
    _api_tokens()


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.api_token_of")
    for table in ("api_tokens", *_both("email_changes", "recovery_codes", "second_factors")):
        op.drop_table(table)


def _both(*names: str) -> list[str]:
    return [table for name in names for table in (name, f"platform_{name}")]


def _table_of_people(
    name: str, columns: Callable[[], list[sa.Column]], **more: list[sa.Constraint]
) -> None:
    """The table for people of tenants, and its twin for people of the platform."""
    op.create_table(
        name,
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        *columns(),
        _created_at(),
        *more.get("of_tenant", []),
        *_keys_of_tenant(name, "user_id"),
    )
    rls.protect_tenant_table(name)
    op.create_table(
        f"platform_{name}",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        *columns(),
        _created_at(),
        *more.get("of_platform", []),
        sa.ForeignKeyConstraint(
            ["user_id"], ["platform_users.id"], name=f"fk_platform_{name}_user_id"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_platform_{name}"),
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON platform_{name} TO smooth_platform")


def _tenant_id() -> sa.Column:
    return sa.Column(
        "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
    )


def _created_at() -> sa.Column:
    return sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False)


def _keys_of_tenant(table: str, person: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{table}_tenant_id"),
        sa.ForeignKeyConstraint(
            ["tenant_id", person],
            ["users.tenant_id", "users.id"],
            name=f"fk_{table}_tenant_id_{person}",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{table}"),
    ]


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _second_factors() -> None:
    _table_of_people(
        "second_factors",
        lambda: [
            sa.Column("secret", sa.LargeBinary(), nullable=False),
            sa.Column("confirmed_at", MOMENT, nullable=True),
            sa.Column("last_step", sa.BigInteger(), nullable=True),
        ],
        of_tenant=[_unique("second_factors", "tenant_id", "user_id")],
        of_platform=[_unique("platform_second_factors", "user_id")],
    )
    _table_of_people(
        "recovery_codes",
        lambda: [
            sa.Column("code_hash", sa.LargeBinary(), nullable=False),
            sa.Column("used_at", MOMENT, nullable=True),
        ],
        of_tenant=[_unique("recovery_codes", "tenant_id", "user_id", "code_hash")],
        of_platform=[_unique("platform_recovery_codes", "user_id", "code_hash")],
    )


def _email_changes() -> None:
    rule = "state IN ('waiting', 'done', 'stopped', 'undone')"
    _table_of_people(
        "email_changes",
        lambda: [
            sa.Column("old_email", sa.Text(collation="C"), nullable=False),
            sa.Column("new_email", sa.Text(collation="C"), nullable=False),
            sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
            sa.Column("expires_at", MOMENT, nullable=False),
            sa.Column("old_token_hash", sa.LargeBinary(), nullable=True),
            sa.Column("new_token_hash", sa.LargeBinary(), nullable=True),
            sa.Column("undo_token_hash", sa.LargeBinary(), nullable=True),
            sa.Column("old_confirmed_at", MOMENT, nullable=True),
            sa.Column("new_confirmed_at", MOMENT, nullable=True),
            sa.Column("done_at", MOMENT, nullable=True),
        ],
        of_tenant=[sa.CheckConstraint(rule, name=op.f("ck_email_changes_state"))],
        of_platform=[sa.CheckConstraint(rule, name=op.f("ck_platform_email_changes_state"))],
    )
    op.create_index("ix_email_changes_user", "email_changes", ["tenant_id", "user_id"])
    for side in ("old", "new", "undo"):
        op.create_index(
            f"ix_email_changes_{side}_token", "email_changes", ["tenant_id", f"{side}_token_hash"]
        )


def _api_tokens() -> None:
    op.create_table(
        "api_tokens",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        _created_at(),
        _unique("api_tokens", "tenant_id", "token_hash"),
        *_keys_of_tenant("api_tokens", "created_by_id"),
    )
    op.create_index("ix_api_tokens_created_by", "api_tokens", ["tenant_id", "created_by_id"])
    rls.protect_tenant_table("api_tokens")
    rls.let_lookup_read("api_tokens", "tenant_id, id, created_by_id, token_hash")
    rls.lookup_function(
        "api_token_of(tenant uuid, token bytea)",
        "TABLE (token_id uuid, user_id uuid)",
        """
        SELECT t.id, t.created_by_id FROM public.api_tokens t
        WHERE t.tenant_id = api_token_of.tenant AND t.token_hash = api_token_of.token
        """,
        callers="smooth_app",
    )
