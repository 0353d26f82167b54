"""Other programs hear what happens in a business.

Revision ID: 20261126_1800
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261126_1800"
down_revision = "20261126_1900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _webhooks()
    _deliveries()
    for table in ("webhooks", "webhook_deliveries"):
        rls.protect_tenant_table(table)


def _webhooks() -> None:
    _create(
        "webhooks",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topics", postgresql.JSONB(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("off_because", sa.Text(), nullable=True),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("former_sealed_secret", sa.LargeBinary(), nullable=True),
        _moment("former_until"),
        sa.Column("failures", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        _moment("delivered_at"),
        _moment("failed_at"),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("url <> ''", name=op.f("ck_webhooks_url_given")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_webhooks_failures")),
        sa.CheckConstraint(
            "off_because IN ('failures', 'gone')", name=op.f("ck_webhooks_off_because")
        ),
        sa.CheckConstraint(
            "off_because IS NULL OR NOT is_on", name=op.f("ck_webhooks_off_when_because")
        ),
        sa.CheckConstraint(
            "(former_sealed_secret IS NULL) = (former_until IS NULL)",
            name=op.f("ck_webhooks_former_ends"),
        ),
    )


def _deliveries() -> None:
    _create(
        "webhook_deliveries",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        _moment("occurred_at", nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        _moment("next_try_at"),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("log", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'failed')", name=op.f("ck_webhook_deliveries_state")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_webhook_deliveries_tries")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "webhook_id"],
            ["webhooks.tenant_id", "webhooks.id"],
            name="fk_webhook_deliveries_tenant_id_webhook_id",
        ),
    )
    of = "ix_webhook_deliveries"
    op.create_index(f"{of}_webhook", "webhook_deliveries", ["tenant_id", "webhook_id", "id"])
    op.create_index(f"{of}_created", "webhook_deliveries", ["tenant_id", "created_at"])


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _create(table: str, *parts: Any) -> None:
    op.create_table(
        table,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(part for part in parts if isinstance(part, sa.Column)),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        *(part for part in parts if not isinstance(part, sa.Column)),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=f"fk_{table}_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{table}"),
    )
