"""Templates, contracts, signers and the evidence of what they did.

Revision ID: 20261126_1000
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261126_1000"
down_revision = "20261125_2010"
branch_labels = None
depends_on = None

TABLES = (
    "contract_assets",
    "contract_templates",
    "service_contracts",
    "template_versions",
    "bulk_sends",
    "saved_signatures",
    "contracts",
    "bulk_send_rows",
    "contract_signers",
    "contract_events",
    "contract_files",
    "signature_images",
    "signer_codes",
    "contract_values",
)
#: What may be added and read, and never changed.
LASTING = {
    # A version that a contract was made from cannot go either: the contract refers to it.
    "template_versions": "SELECT, INSERT, DELETE",
    # Only the evidence of a demo business goes, and only by the platform.
    "contract_events": "SELECT, INSERT",
}


def upgrade() -> None:
    _contract_assets()
    _contract_templates()
    _service_contracts()
    _template_versions()
    _bulk_sends()
    _saved_signatures()
    _contracts()
    _bulk_send_rows()
    _contract_signers()
    _contract_events()
    _contract_files()
    _signature_images()
    _signer_codes()
    _contract_values()
    for table in TABLES:
        grants = LASTING.get(table, "SELECT, INSERT, UPDATE, DELETE")
        rls.protect_tenant_table(table, grants=grants)
    demo = "EXISTS (SELECT FROM tenants t WHERE t.id = tenant_id AND t.is_temporary)"
    rls.let_platform_read("contract_events", "tenant_id", rule=demo)
    op.execute(
        "CREATE POLICY platform_erases ON contract_events FOR DELETE TO smooth_platform"
        f" USING ({demo})"
    )
    op.execute("GRANT DELETE ON contract_events TO smooth_platform")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _contract_assets() -> None:
    op.create_table(
        "contract_assets",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "width_px > 0 AND height_px > 0", name=op.f("ck_contract_assets_has_a_size")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_assets_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_assets")),
        sa.UniqueConstraint(
            "tenant_id", "sha256", name=op.f("uq_contract_assets_tenant_id_sha256")
        ),
    )


def _contract_templates() -> None:
    op.create_table(
        "contract_templates",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("fields", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=True),
        sa.Column("settings", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("pdf_path", sa.Text(), nullable=True),
        sa.Column("pdf_sha256", sa.Text(), nullable=True),
        sa.Column("pdf_bytes", sa.Integer(), nullable=True),
        sa.Column("frames", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column(
            "form_fields", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("upload_path", sa.Text(), nullable=True),
        sa.Column("upload_name", sa.Text(), nullable=True),
        sa.Column("upload_password", sa.LargeBinary(), nullable=True),
        sa.Column("preflight_state", sa.Text(), server_default=sa.text("'none'"), nullable=False),
        sa.Column("preflight_progress", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("preflight_code", sa.Text(), nullable=True),
        sa.Column("preflight_sentence", sa.Text(), nullable=True),
        sa.Column("is_archived", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "search_name",
            sa.Text(collation="C"),
            sa.Computed("lower(name)", persisted=True),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(preflight_state = 'refused') = (preflight_code IS NOT NULL)",
            name=op.f("ck_contract_templates_refusal_says_why"),
        ),
        sa.CheckConstraint(
            "kind = 'html' OR body IS NULL", name=op.f("ck_contract_templates_body_is_of_html")
        ),
        sa.CheckConstraint(
            "kind = 'pdf' OR pdf_path IS NULL", name=op.f("ck_contract_templates_file_is_of_pdf")
        ),
        sa.CheckConstraint("kind IN ('pdf', 'html')", name=op.f("ck_contract_templates_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_contract_templates_name_given")),
        sa.CheckConstraint(
            "preflight_state IN ('none', 'checking', 'ready', 'refused')",
            name=op.f("ck_contract_templates_preflight_state"),
        ),
        sa.CheckConstraint(
            "(pdf_path IS NULL) = (pdf_sha256 IS NULL) AND (pdf_path IS NULL) = (pdf_bytes IS"
            " NULL)",
            name=op.f("ck_contract_templates_file_is_whole"),
        ),
        sa.CheckConstraint(
            "preflight_progress BETWEEN 0 AND 100",
            name=op.f("ck_contract_templates_preflight_progress"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_templates_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_templates")),
    )
    op.create_index(
        "ix_contract_templates_name",
        "contract_templates",
        ["tenant_id", "search_name", "id"],
        unique=False,
    )


def _service_contracts() -> None:
    op.create_table(
        "service_contracts",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("deadline_hours", sa.Integer(), nullable=True),
        sa.Column("customer_role_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(policy = 'cancel') = (deadline_hours IS NOT NULL)",
            name=op.f("ck_service_contracts_cancelling_has_a_deadline"),
        ),
        sa.CheckConstraint(
            "policy IN ('block', 'warn', 'cancel')", name=op.f("ck_service_contracts_policy")
        ),
        sa.CheckConstraint(
            "deadline_hours BETWEEN 0 AND 720", name=op.f("ck_service_contracts_deadline_hours")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["services.tenant_id", "services.id"],
            name=op.f("fk_service_contracts_tenant_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "template_id"],
            ["contract_templates.tenant_id", "contract_templates.id"],
            name=op.f("fk_service_contracts_tenant_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_service_contracts_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_contracts")),
        sa.UniqueConstraint(
            "tenant_id", "service_id", name=op.f("uq_service_contracts_tenant_id_service_id")
        ),
    )


def _template_versions() -> None:
    op.create_table(
        "template_versions",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(), nullable=False),
        sa.Column("fields", postgresql.JSONB(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=True),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("pdf_path", sa.Text(), nullable=True),
        sa.Column("pdf_sha256", sa.Text(), nullable=True),
        sa.Column("frames", postgresql.JSONB(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('pdf', 'html')", name=op.f("ck_template_versions_kind")),
        sa.CheckConstraint("number > 0", name=op.f("ck_template_versions_number")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "template_id"],
            ["contract_templates.tenant_id", "contract_templates.id"],
            name=op.f("fk_template_versions_tenant_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_template_versions_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint(
            "tenant_id",
            "template_id",
            "content_sha256",
            name=op.f("uq_template_versions_tenant_id_template_id_content_sha256"),
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "template_id",
            "number",
            name=op.f("uq_template_versions_tenant_id_template_id_number"),
        ),
    )


def _bulk_sends() -> None:
    op.create_table(
        "bulk_sends",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_version_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("options", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_bulk_sends_state")
        ),
        sa.CheckConstraint(
            "sent >= 0 AND failed >= 0 AND sent + failed <= total",
            name=op.f("ck_bulk_sends_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "created_by_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_bulk_sends_tenant_id_created_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "template_version_id"],
            ["template_versions.tenant_id", "template_versions.id"],
            name=op.f("fk_bulk_sends_tenant_id_template_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_bulk_sends_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_bulk_sends")),
    )


def _saved_signatures() -> None:
    op.create_table(
        "saved_signatures",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "how IN ('drawn', 'typed', 'uploaded', 'remembered')",
            name=op.f("ck_saved_signatures_how"),
        ),
        sa.CheckConstraint(
            "kind IN ('signature', 'initials')", name=op.f("ck_saved_signatures_kind")
        ),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (customer_id IS NULL)",
            name=op.f("ck_saved_signatures_of_one_person"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_saved_signatures_tenant_id_customer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "user_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_saved_signatures_tenant_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_saved_signatures_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_saved_signatures")),
        sa.UniqueConstraint(
            "tenant_id",
            "customer_id",
            "kind",
            name=op.f("uq_saved_signatures_tenant_id_customer_id_kind"),
        ),
        sa.UniqueConstraint(
            "tenant_id", "user_id", "kind", name=op.f("uq_saved_signatures_tenant_id_user_id_kind")
        ),
    )


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("original_pdf_path", sa.Text(), nullable=True),
        sa.Column("original_pdf_sha256", sa.Text(), nullable=True),
        sa.Column("original_bytes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("frames", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("fields", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("sealed_pdf_path", sa.Text(), nullable=True),
        sa.Column("sealed_sha256", sa.Text(), nullable=True),
        sa.Column("sealed_bytes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("timestamp_state", sa.Text(), server_default=sa.text("'none'"), nullable=False),
        sa.Column("seal_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_in_days", sa.Integer(), server_default=sa.text("30"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_every_days", sa.Integer(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("last_event_number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_event_hash", sa.Text(), nullable=True),
        sa.Column(
            "search_title",
            sa.Text(collation="C"),
            sa.Computed("lower(title)", persisted=True),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'completed') = (sealed_pdf_path IS NOT NULL)",
            name=op.f("ck_contracts_completed_is_sealed"),
        ),
        sa.CheckConstraint(
            "policy IN ('block', 'warn', 'cancel')", name=op.f("ck_contracts_policy")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (sent_at IS NOT NULL AND expires_at IS NOT NULL AND "
            "original_pdf_path IS NOT NULL AND original_pdf_sha256 IS NOT NULL)",
            name=op.f("ck_contracts_sent_is_whole"),
        ),
        sa.CheckConstraint(
            "state IN ('completed', 'declined', 'draft', 'expired', 'in_progress', "
            "'seal_failed', 'sealing', 'sent', 'voided')",
            name=op.f("ck_contracts_state"),
        ),
        sa.CheckConstraint(
            "timestamp_state IN ('none', 'stamped', 'failed')",
            name=op.f("ck_contracts_timestamp_state"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_contracts_title_given")),
        sa.CheckConstraint(
            "(sealed_pdf_path IS NULL) = (sealed_sha256 IS NULL)",
            name=op.f("ck_contracts_sealed_is_whole"),
        ),
        sa.CheckConstraint(
            "expires_in_days BETWEEN 1 AND 366", name=op.f("ck_contracts_expires_in_days")
        ),
        sa.CheckConstraint("last_event_number >= 0", name=op.f("ck_contracts_last_event_number")),
        sa.CheckConstraint(
            "policy IS NULL OR appointment_id IS NOT NULL",
            name=op.f("ck_contracts_policy_has_a_visit"),
        ),
        sa.CheckConstraint(
            "remind_every_days BETWEEN 1 AND 90", name=op.f("ck_contracts_remind_every_days")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointments.tenant_id", "appointments.id"],
            name=op.f("fk_contracts_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "created_by_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_contracts_tenant_id_created_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_contracts_tenant_id_customer_id"),
            ondelete="SET NULL (customer_id)",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "template_version_id"],
            ["template_versions.tenant_id", "template_versions.id"],
            name=op.f("fk_contracts_tenant_id_template_version_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_contracts_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contracts")),
    )
    op.create_index(
        "ix_contracts_appointment", "contracts", ["tenant_id", "appointment_id"], unique=False
    )
    op.create_index(
        "ix_contracts_customer", "contracts", ["tenant_id", "customer_id", "id"], unique=False
    )
    op.create_index(
        "ix_contracts_open",
        "contracts",
        ["tenant_id", "expires_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('in_progress', 'sent')"),
    )
    op.create_index("ix_contracts_state", "contracts", ["tenant_id", "state", "id"], unique=False)
    op.create_index("ix_contracts_title", "contracts", ["tenant_id", "search_title"], unique=False)
    op.create_index(
        "ix_contracts_unsealed",
        "contracts",
        ["tenant_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'sealing'"),
    )
    op.create_index(
        "ix_contracts_version", "contracts", ["tenant_id", "template_version_id"], unique=False
    )
    op.create_index("uq_contracts_number", "contracts", ["tenant_id", "number"], unique=True)
    op.create_index(
        "uq_contracts_required",
        "contracts",
        ["tenant_id", "appointment_id"],
        unique=True,
        postgresql_where=sa.text("policy IS NOT NULL"),
    )


def _bulk_send_rows() -> None:
    op.create_table(
        "bulk_send_rows",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bulk_send_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("values", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (contract_id IS NOT NULL)",
            name=op.f("ck_bulk_send_rows_sent_is_a_contract"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sent', 'failed')", name=op.f("ck_bulk_send_rows_state")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_bulk_send_rows_number")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "bulk_send_id"],
            ["bulk_sends.tenant_id", "bulk_sends.id"],
            name=op.f("fk_bulk_send_rows_tenant_id_bulk_send_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_bulk_send_rows_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_bulk_send_rows_tenant_id_customer_id"),
            ondelete="SET NULL (customer_id)",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_bulk_send_rows_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_bulk_send_rows")),
        sa.UniqueConstraint(
            "tenant_id",
            "bulk_send_id",
            "number",
            name=op.f("uq_bulk_send_rows_tenant_id_bulk_send_id_number"),
        ),
    )
    op.create_index(
        "ix_bulk_send_rows_contract", "bulk_send_rows", ["tenant_id", "contract_id"], unique=False
    )


def _contract_signers() -> None:
    op.create_table(
        "contract_signers",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("role_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=False),
        sa.Column("routing_order", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("link_nonce", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("token_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requires_code", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("code_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_version", sa.Text(), nullable=True),
        sa.Column("consent_sha256", sa.Text(), nullable=True),
        sa.Column("consent_language", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("signed_ip", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("is_in_person", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("host_user_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "search_name",
            sa.Text(collation="C"),
            sa.Computed("lower(name)", persisted=True),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)",
            name=op.f("ck_contract_signers_replaced_by"),
        ),
        sa.CheckConstraint(
            "(state = 'signed') = (signed_at IS NOT NULL)",
            name=op.f("ck_contract_signers_signed_has_a_time"),
        ),
        sa.CheckConstraint(
            "email = lower(email) AND email <> ''", name=op.f("ck_contract_signers_email_lower")
        ),
        sa.CheckConstraint(
            "kind IN ('signer', 'approver', 'viewer', 'cc')", name=op.f("ck_contract_signers_kind")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_contract_signers_name_given")),
        sa.CheckConstraint(
            "party IN ('staff', 'customer', 'external')", name=op.f("ck_contract_signers_party")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'notified', 'viewed', 'signed', 'declined', 'expired', "
            "'replaced')",
            name=op.f("ck_contract_signers_state"),
        ),
        sa.CheckConstraint(
            "(link_nonce IS NULL) = (token_hash IS NULL) AND (link_nonce IS NULL) = "
            "(token_expires_at IS NULL)",
            name=op.f("ck_contract_signers_link_is_whole"),
        ),
        sa.CheckConstraint(
            "routing_order BETWEEN 1 AND 100", name=op.f("ck_contract_signers_routing_order")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_contract_signers_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_contract_signers_tenant_id_customer_id"),
            ondelete="SET NULL (customer_id)",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "host_user_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_contract_signers_tenant_id_host_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "replaced_by_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_contract_signers_tenant_id_replaced_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "user_id"],
            ["users.tenant_id", "users.id"],
            name=op.f("fk_contract_signers_tenant_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_signers_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_signers")),
        sa.UniqueConstraint(
            "tenant_id", "token_hash", name=op.f("uq_contract_signers_tenant_id_token_hash")
        ),
    )
    op.create_index(
        "ix_contract_signers_contract",
        "contract_signers",
        ["tenant_id", "contract_id", "routing_order", "id"],
        unique=False,
    )
    op.create_index(
        "ix_contract_signers_customer",
        "contract_signers",
        ["tenant_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_contract_signers_email", "contract_signers", ["tenant_id", "email"], unique=False
    )
    op.create_index(
        "ix_contract_signers_name", "contract_signers", ["tenant_id", "search_name"], unique=False
    )
    op.create_index(
        "ix_contract_signers_user", "contract_signers", ["tenant_id", "user_id"], unique=False
    )
    op.create_index(
        "uq_contract_signers_role",
        "contract_signers",
        ["tenant_id", "contract_id", "role_key"],
        unique=True,
        postgresql_where=sa.text("state <> 'replaced'"),
    )


def _contract_events() -> None:
    op.create_table(
        "contract_events",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(number = 1) = (prev_hash IS NULL)",
            name=op.f("ck_contract_events_the_first_has_none_before"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_contract_events_number")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_contract_events_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_contract_events_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_events_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_events")),
        sa.UniqueConstraint(
            "tenant_id",
            "contract_id",
            "number",
            name=op.f("uq_contract_events_tenant_id_contract_id_number"),
        ),
    )


def _contract_files() -> None:
    op.create_table(
        "contract_files",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_contract_files_name_given")),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_contract_files_size")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_contract_files_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_contract_files_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_files_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_files")),
    )
    op.create_index(
        "ix_contract_files_contract",
        "contract_files",
        ["tenant_id", "contract_id", "signer_id"],
        unique=False,
    )


def _signature_images() -> None:
    op.create_table(
        "signature_images",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "how IN ('drawn', 'typed', 'uploaded', 'remembered')",
            name=op.f("ck_signature_images_how"),
        ),
        sa.CheckConstraint(
            "kind IN ('signature', 'initials')", name=op.f("ck_signature_images_kind")
        ),
        sa.CheckConstraint(
            "width_px > 0 AND height_px > 0", name=op.f("ck_signature_images_has_a_size")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_signature_images_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_signature_images_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_signature_images_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_signature_images")),
    )
    op.create_index(
        "ix_signature_images_contract",
        "signature_images",
        ["tenant_id", "contract_id", "signer_id"],
        unique=False,
    )


def _signer_codes() -> None:
    op.create_table(
        "signer_codes",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("code_nonce", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_signer_codes_tries")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_signer_codes_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_signer_codes_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_signer_codes")),
    )
    op.create_index(
        "ix_signer_codes_signer", "signer_codes", ["tenant_id", "signer_id", "id"], unique=False
    )


def _contract_values() -> None:
    op.create_table(
        "contract_values",
        sa.Column(
            "tenant_id", sa.Uuid(), server_default=sa.text(rls.CURRENT_TENANT), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=True),
        sa.Column("value", postgresql.JSONB(), nullable=False),
        sa.Column("signature_image_id", sa.Uuid(), nullable=True),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(saved_by = 'signer') = (signer_id IS NOT NULL)",
            name=op.f("ck_contract_values_signer_saved_their_own"),
        ),
        sa.CheckConstraint(
            "saved_by IN ('prefill', 'signer')", name=op.f("ck_contract_values_saved_by")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contracts.tenant_id", "contracts.id"],
            name=op.f("fk_contract_values_tenant_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signature_image_id"],
            ["signature_images.tenant_id", "signature_images.id"],
            name=op.f("fk_contract_values_tenant_id_signature_image_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "signer_id"],
            ["contract_signers.tenant_id", "contract_signers.id"],
            name=op.f("fk_contract_values_tenant_id_signer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_contract_values_tenant_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract_values")),
        sa.UniqueConstraint(
            "tenant_id",
            "contract_id",
            "field_id",
            name=op.f("uq_contract_values_tenant_id_contract_id_field_id"),
        ),
    )
