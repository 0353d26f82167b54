"""Signing in person, who was mailed the finished document, and which businesses have work.

Revision ID: 20261126_1100
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_1100"
down_revision = "20261126_1400"
branch_labels = None
depends_on = None

#: Contracts that time or a lost job has something to do with.
WITH_CONTRACT_WORK = """
    SELECT c.tenant_id FROM contracts c
    WHERE c.state = 'sealing' OR (c.state IN ('sent', 'in_progress') AND (
        c.expires_at <= now()
        OR EXISTS (
            SELECT FROM contract_signers s
            WHERE s.tenant_id = c.tenant_id AND s.contract_id = c.id
            AND c.remind_every_days IS NOT NULL AND s.state IN ('notified', 'viewed')
            AND s.kind IN ('signer', 'approver')
            AND coalesce(s.reminded_at, s.notified_at)
                + make_interval(days => c.remind_every_days) <= now()
        )
    ))
    GROUP BY c.tenant_id
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _handovers()
    _copies()
    for table in ("signer_handovers", "contract_copies"):
        rls.protect_tenant_table(table)
    rls.let_lookup_read("contracts", "tenant_id, id, state, expires_at, remind_every_days")
    rls.let_lookup_read(
        "contract_signers", "tenant_id, contract_id, kind, state, notified_at, reminded_at"
    )
    rls.lookup_function(
        "tenants_with_contract_work()", "SETOF uuid", WITH_CONTRACT_WORK, callers="smooth_app"
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_contract_work()")
    for table in ("contracts", "contract_signers"):
        op.execute(f"DROP POLICY lookup ON {table}")
        op.execute(f"REVOKE ALL ON {table} FROM smooth_lookup")
    op.drop_table("contract_copies")
    op.drop_table("signer_handovers")


def _tenant_id() -> sa.Column:
    default = sa.text(rls.CURRENT_TENANT)
    return sa.Column("tenant_id", sa.Uuid(), server_default=default, nullable=False)


def _created_at() -> sa.Column:
    return sa.Column(
        "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _handovers() -> None:
    op.create_table(
        "signer_handovers",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("host_user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        _created_at(),
        sa.CheckConstraint(
            "(used_at IS NULL) = (token_hash IS NULL)",
            name=op.f("ck_signer_handovers_used_gives_a_token"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_signer_handovers_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "host_user_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_signer_handovers_tenant_id_host_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_signer_handovers_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_signer_handovers")),
        sa.UniqueConstraint(
            "tenant_id", "code_hash", name=op.f("uq_signer_handovers_tenant_id_code_hash")
        ),
        sa.UniqueConstraint(
            "tenant_id", "token_hash", name=op.f("uq_signer_handovers_tenant_id_token_hash")
        ),
    )
    op.create_index("ix_signer_handovers_signer", "signer_handovers", ["tenant_id", "signer_id"])


def _copies() -> None:
    op.create_table(
        "contract_copies",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        _created_at(),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_contract_copies_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_copies_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_copies")),
        sa.UniqueConstraint(
            "tenant_id",
            "contract_id",
            "recipient",
            name=op.f("uq_contract_copies_tenant_id_contract_id_recipient"),
        ),
    )
