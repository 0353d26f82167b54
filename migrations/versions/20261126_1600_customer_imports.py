"""Customers taken over from files, and what became of the rows.

Revision ID: 20261126_1600
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261126_1600"
down_revision = "20261126_1800"
branch_labels = None
depends_on = None

IMPORTS, ROWS = "customer_imports", "customer_import_rows"
STATES = (
    "('read', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed', 'undoing',"
    " 'undone')"
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _imports()
    _rows()
    for table in (IMPORTS, ROWS):
        rls.protect_tenant_table(table)


def downgrade() -> None:
    op.drop_table(ROWS)
    op.drop_table(IMPORTS)


def _imports() -> None:
    _create(
        IMPORTS,
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("delimiter", sa.Text(), nullable=False),
        sa.Column("head", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sample", postgresql.JSONB(), nullable=False),
        sa.Column("columns", postgresql.JSONB(), nullable=False),
        sa.Column("date_order", sa.Text(), nullable=False),
        sa.Column("existing", sa.Text(), server_default=sa.text("'skip'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'read'"), nullable=False),
        sa.Column("total_rows", sa.Integer(), nullable=False),
        *map(_count, ("done_rows", "added", "changed", "unchanged", "refused", "taken_back")),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "created_by_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_customer_imports_tenant_id_created_by_id"),
        ),
        *_checks(
            IMPORTS,
            state=f"state IN {STATES}",
            existing="existing IN ('skip', 'update')",
            date_order="date_order IN ('dmy', 'mdy')",
            progress="0 <= done_rows AND done_rows <= total_rows",
            file_bytes="file_bytes >= 0",
        ),
    )
    op.create_index("ix_customer_imports_created", IMPORTS, ["tenant_id", "created_at"])


def _rows() -> None:
    _create(
        ROWS,
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("cells", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "import_id"],
            ["customer_imports.tenant_id", "customer_imports.id"],
            name=op.f("fk_customer_import_rows_tenant_id_import_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "import_id",
            "number",
            name=op.f("uq_customer_import_rows_tenant_id_import_id_number"),
        ),
        *_checks(
            ROWS,
            outcome="outcome IN ('added', 'changed', 'unchanged', 'refused')",
            number="number > 0",
            refused_why="(outcome = 'refused') = (reason IS NOT NULL)",
            refused_is_nobody="(outcome = 'refused') = (customer_id IS NULL)",
        ),
    )


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


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()
    ]
