"""Locations, resources, services, customers and appointments that cannot clash.

Revision ID: 20261123_1300
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import rls

revision = "20261123_1300"
down_revision = "20261123_1200"
branch_labels = None
depends_on = None

TABLES = (
    "locations",
    "resources",
    "availability_windows",
    "services",
    "service_requirements",
    "requirement_candidates",
    "customers",
    "appointments",
    "allocations",
    "appointment_mails",
)


def upgrade() -> None:
    _places()
    _offers()
    _people()
    _calendar()
    for table in TABLES:
        rls.protect_tenant_table(table)
    rls.let_lookup_read("appointments", "tenant_id, state, hold_expires_at")
    rls.lookup_function(
        "tenants_with_stale_holds()",
        "SETOF uuid",
        "SELECT DISTINCT tenant_id FROM public.appointments"
        " WHERE state = 'hold' AND hold_expires_at <= now()",
        callers="smooth_app",
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_stale_holds()")
    for table in reversed(TABLES):
        op.drop_table(table)


def _create(table: str, *parts: Any) -> None:
    """A tenant's table: keyed by (tenant_id, id), the tenant filled in by the database."""
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


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{other}.tenant_id", f"{other}.id"],
        name=f"fk_{table}_tenant_id_{column}",
    )


def _places() -> None:
    _create(
        "locations",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_locations_name_given")),
        sa.CheckConstraint("time_zone <> ''", name=op.f("ck_locations_time_zone_given")),
    )
    _create(
        "resources",
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), server_default=sa.text("'#4263eb'"), nullable=False),
        sa.Column("capacity", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name=op.f("ck_resources_color")),
        sa.CheckConstraint(
            "kind IN ('staff', 'room', 'equipment')", name=op.f("ck_resources_kind")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_resources_name_given")),
        sa.CheckConstraint(
            "user_id IS NULL OR kind = 'staff'", name=op.f("ck_resources_only_staff_sign_in")
        ),
        sa.CheckConstraint("capacity = 1", name=op.f("ck_resources_capacity_is_one")),
        _refers("resources", "location_id", "locations"),
        _refers("resources", "user_id", "users"),
        sa.UniqueConstraint("tenant_id", "id", "kind", name="uq_resources_kind"),
        sa.UniqueConstraint("tenant_id", "user_id", name=op.f("uq_resources_tenant_id_user_id")),
    )
    op.create_index("ix_resources_location", "resources", ["tenant_id", "location_id"])
    _create(
        "availability_windows",
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("opens_minute", sa.Integer(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("resource_id"), "="),
            (sa.column("weekday"), "="),
            (sa.text("int4range(opens_minute, closes_minute)"), "&&"),
            using="gist",
            name="ex_availability_windows_overlap",
        ),
        sa.CheckConstraint(
            "0 <= opens_minute AND opens_minute < closes_minute AND closes_minute <= 1440",
            name=op.f("ck_availability_windows_opens_before_it_closes"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_availability_windows_weekday")),
        _refers("availability_windows", "resource_id", "resources"),
    )


def _offers() -> None:
    _create(
        "services",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("color", sa.Text(), server_default=sa.text("'#4263eb'"), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column(
            "buffer_before_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "buffer_after_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("lead_time_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=True),
        sa.Column("grid", sa.Text(), server_default=sa.text("'window'"), nullable=False),
        sa.Column(
            "requires_approval", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("is_public", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name=op.f("ck_services_color")),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_services_currency")),
        sa.CheckConstraint("grid IN ('window', 'optimized')", name=op.f("ck_services_grid")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_services_name_given")),
        sa.CheckConstraint(
            "buffer_after_minutes BETWEEN 0 AND 1440", name=op.f("ck_services_buffer_after")
        ),
        sa.CheckConstraint(
            "buffer_before_minutes BETWEEN 0 AND 1440", name=op.f("ck_services_buffer_before")
        ),
        sa.CheckConstraint(
            "duration_minutes BETWEEN 1 AND 1440", name=op.f("ck_services_duration")
        ),
        sa.CheckConstraint("horizon_days BETWEEN 0 AND 1096", name=op.f("ck_services_horizon")),
        sa.CheckConstraint(
            "lead_time_minutes BETWEEN 0 AND 527040", name=op.f("ck_services_lead_time")
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_services_price")),
        sa.CheckConstraint("step_minutes BETWEEN 1 AND 1440", name=op.f("ck_services_step")),
    )
    _create(
        "service_requirements",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('staff', 'room', 'equipment')", name=op.f("ck_service_requirements_kind")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_service_requirements_position")),
        _refers("service_requirements", "service_id", "services"),
        sa.UniqueConstraint("tenant_id", "id", "kind", name="uq_service_requirements_kind"),
        sa.UniqueConstraint(
            "tenant_id",
            "service_id",
            "position",
            name=op.f("uq_service_requirements_tenant_id_service_id_position"),
        ),
    )
    _create(
        "requirement_candidates",
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_requirement_candidates_position")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "requirement_id", "kind"],
            [
                "service_requirements.tenant_id",
                "service_requirements.id",
                "service_requirements.kind",
            ],
            name="fk_requirement_candidates_requirement",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "resource_id", "kind"],
            ["resources.tenant_id", "resources.id", "resources.kind"],
            name="fk_requirement_candidates_resource",
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "requirement_id",
            "resource_id",
            name=op.f("uq_requirement_candidates_tenant_id_requirement_id_resource_id"),
        ),
    )
    op.create_index(
        "ix_requirement_candidates_resource", "requirement_candidates", ["tenant_id", "resource_id"]
    )


def _people() -> None:
    _create(
        "customers",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "search_name",
            sa.Text(collation="C"),
            sa.Computed("lower(name)", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "search_last_name",
            sa.Text(collation="C"),
            sa.Computed("lower(regexp_replace(name, '^.*\\s', ''))", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "search_phone",
            sa.Text(collation="C"),
            sa.Computed("regexp_replace(phone, '[^0-9]', '', 'g')", persisted=True),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "email = lower(email) AND email <> ''", name=op.f("ck_customers_email_lower")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_customers_name_given")),
        sa.CheckConstraint("phone <> ''", name=op.f("ck_customers_phone_given")),
        _refers("customers", "created_by_id", "users"),
        _refers("customers", "user_id", "users"),
        sa.UniqueConstraint("tenant_id", "user_id", name=op.f("uq_customers_tenant_id_user_id")),
    )
    op.create_index("ix_customers_last_name", "customers", ["tenant_id", "search_last_name"])
    op.create_index("ix_customers_name", "customers", ["tenant_id", "search_name", "id"])
    op.create_index("ix_customers_phone", "customers", ["tenant_id", "search_phone"])
    op.create_index(
        "uq_customers_person", "customers", ["tenant_id", "email", "search_name"], unique=True
    )


def _calendar() -> None:
    _create(
        "appointments",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price_minor", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("hold_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("manage_nonce", sa.Text(), nullable=True),
        sa.Column("manage_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "is_blocking",
            sa.Boolean(),
            sa.Computed(
                "state IN ('checked_in', 'completed', 'confirmed',"
                " 'hold', 'in_progress', 'pending')",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_appointments_currency")),
        sa.CheckConstraint(
            "customer_id IS NOT NULL OR state IN ('hold', 'expired')",
            name=op.f("ck_appointments_somebody_comes"),
        ),
        sa.CheckConstraint(
            "ends_at - starts_at <= interval '72 hours'", name=op.f("ck_appointments_bounded")
        ),
        sa.CheckConstraint(
            "state <> 'hold' OR (hold_expires_at IS NOT NULL AND hold_token_hash IS NOT NULL)",
            name=op.f("ck_appointments_a_hold_ends"),
        ),
        sa.CheckConstraint(
            "state IN ('cancelled', 'checked_in', 'completed', 'confirmed', 'expired',"
            " 'hold', 'in_progress', 'no_show', 'pending', 'rejected')",
            name=op.f("ck_appointments_state"),
        ),
        sa.CheckConstraint(
            "(manage_nonce IS NULL) = (manage_token_hash IS NULL)",
            name=op.f("ck_appointments_manage_link_is_whole"),
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_appointments_price")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_appointments_sequence")),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_appointments_starts_before_it_ends")
        ),
        _refers("appointments", "customer_id", "customers"),
        _refers("appointments", "location_id", "locations"),
        _refers("appointments", "service_id", "services"),
        sa.UniqueConstraint("tenant_id", "id", "is_blocking", name="uq_appointments_blocking"),
    )
    op.create_index(
        "ix_appointments_customer", "appointments", ["tenant_id", "customer_id", "starts_at"]
    )
    op.create_index(
        "ix_appointments_holds",
        "appointments",
        ["tenant_id", "hold_expires_at"],
        postgresql_where=sa.text("state = 'hold'"),
    )
    op.create_index("ix_appointments_location", "appointments", ["tenant_id", "location_id"])
    op.create_index("ix_appointments_service", "appointments", ["tenant_id", "service_id"])
    op.create_index("ix_appointments_starts", "appointments", ["tenant_id", "starts_at", "id"])
    op.create_index(
        "uq_appointments_hold_token", "appointments", ["tenant_id", "hold_token_hash"], unique=True
    )
    op.create_index(
        "uq_appointments_manage_token",
        "appointments",
        ["tenant_id", "manage_token_hash"],
        unique=True,
    )
    _create(
        "allocations",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("segment", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("busy_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocking", sa.Boolean(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("tenant_id"), "="),
            (sa.column("resource_id"), "="),
            (sa.text("tstzrange(busy_from, busy_until)"), "&&"),
            where=sa.text("blocking"),
            using="gist",
            name="ex_allocations_no_overlap",
        ),
        sa.CheckConstraint(
            "busy_until - busy_from <= interval '72 hours'", name=op.f("ck_allocations_bounded")
        ),
        sa.CheckConstraint(
            "busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until",
            name=op.f("ck_allocations_lies_within_busy"),
        ),
        sa.CheckConstraint("segment >= 0", name=op.f("ck_allocations_segment")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id", "blocking"],
            ["appointments.tenant_id", "appointments.id", "appointments.is_blocking"],
            name="fk_allocations_appointment",
            initially="DEFERRED",
            deferrable=True,
        ),
        _refers("allocations", "resource_id", "resources"),
        sa.UniqueConstraint(
            "tenant_id",
            "appointment_id",
            "resource_id",
            "segment",
            name=op.f("uq_allocations_tenant_id_appointment_id_resource_id_segment"),
        ),
    )
    op.create_index(
        "ix_allocations_starts", "allocations", ["tenant_id", "resource_id", "starts_at"]
    )
    _create(
        "appointment_mails",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('request', 'confirmation', 'approval', 'rejection',"
            " 'change', 'cancellation')",
            name=op.f("ck_appointment_mails_kind"),
        ),
        _refers("appointment_mails", "appointment_id", "appointments"),
        sa.UniqueConstraint(
            "tenant_id",
            "appointment_id",
            "kind",
            "sequence",
            name=op.f("uq_appointment_mails_tenant_id_appointment_id_kind_sequence"),
        ),
    )
