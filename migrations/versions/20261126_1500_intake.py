"""Questions that services ask, what is answered, and the files sent in answer.

Revision ID: 20261126_1500
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261126_1500"
down_revision = "20261126_1300"
branch_labels = None
depends_on = None

KINDS = "kind IN ('text', 'choice', 'number', 'date', 'file', 'consent')"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _questions()
    _files()
    _answers()


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_unclaimed_files()")
    for table in ("appointment_answers", "intake_files", "service_questions"):
        op.drop_table(table)


def _questions() -> None:
    _table(
        "service_questions",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_required", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("options", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("limits", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _reference("service_questions", "service_id", "services"),
        _check("service_questions", "kind", KINDS),
        _check("service_questions", "label_given", "label <> ''"),
        _check("service_questions", "position", "position >= 0"),
    )
    op.create_index(
        "ix_service_questions_service",
        "service_questions",
        ["tenant_id", "service_id", "position"],
    )


def _files() -> None:
    _table(
        "intake_files",
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        _reference("intake_files", "appointment_id", "appointments"),
        _reference("intake_files", "question_id", "service_questions", is_kept_without=True),
        _check("intake_files", "name_given", "name <> ''"),
        _check("intake_files", "size", "size_bytes > 0"),
    )
    unclaimed = "appointment_id IS NULL"
    op.create_index(
        "uq_intake_files_token", "intake_files", ["tenant_id", "token_hash"], unique=True
    )
    op.create_index("ix_intake_files_appointment", "intake_files", ["tenant_id", "appointment_id"])
    op.create_index("ix_intake_files_question", "intake_files", ["tenant_id", "question_id"])
    op.create_index(
        "ix_intake_files_unclaimed",
        "intake_files",
        ["tenant_id", "created_at"],
        postgresql_where=sa.text(unclaimed),
    )
    rls.let_lookup_read("intake_files", "tenant_id, appointment_id, created_at")
    rls.lookup_function(
        "tenants_with_unclaimed_files()",
        "SETOF uuid",
        f"SELECT DISTINCT tenant_id FROM public.intake_files WHERE {unclaimed}"
        " AND created_at < now() - interval '1 day'",
        callers="smooth_app",
    )


def _answers() -> None:
    _table(
        "appointment_answers",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("value", postgresql.JSONB(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        _reference("appointment_answers", "appointment_id", "appointments"),
        _reference("appointment_answers", "file_id", "intake_files"),
        _reference("appointment_answers", "question_id", "service_questions", is_kept_without=True),
        _check("appointment_answers", "kind", KINDS),
        _check(
            "appointment_answers",
            "is_whole",
            "(kind = 'file') = (file_id IS NOT NULL) AND (kind = 'file') = (value IS NULL)",
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "appointment_id",
            "question_id",
            name=op.f("uq_appointment_answers_tenant_id_appointment_id_question_id"),
        ),
    )
    for name, column in (("question", "question_id"), ("file", "file_id")):
        op.create_index(
            f"ix_appointment_answers_{name}", "appointment_answers", ["tenant_id", column]
        )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of tenants, protected."""
    op.create_table(
        name,
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        *parts,
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f(f"fk_{name}_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    rls.protect_tenant_table(name)


def _reference(
    table: str, column: str, other: str, *, is_kept_without: bool = False
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{other}.tenant_id", f"{other}.id"],
        name=op.f(f"fk_{table}_tenant_id_{column}"),
        ondelete=f"SET NULL ({column})" if is_kept_without else None,
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
