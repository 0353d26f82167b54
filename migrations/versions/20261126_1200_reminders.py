"""Mails say what became of them; guests are reminded, not in their quiet hours.

Revision ID: 20261126_1200
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_1200"
down_revision = "20261126_1000"
branch_labels = None
depends_on = None

UNPLANNED = "state = 'confirmed' AND reminders_planned_for IS DISTINCT FROM starts_at"
WAITING = "state = 'confirmed' AND next_reminder_at IS NOT NULL"
OLD_KINDS = "('request', 'confirmation', 'approval', 'rejection', 'change', 'cancellation')"
OLD_KEY = "uq_appointment_mails_tenant_id_appointment_id_kind_sequence"
MAILS = "appointment_mails"
CHECKS = {
    "kind": f"kind IN {OLD_KINDS[:-1]}, 'reminder', 'series')",
    "state": "state IN ('queued', 'sent', 'failed', 'dropped')",
    "is_about_one": "num_nonnulls(appointment_id, series_id) = 1",
    "series_is_whole": "(kind = 'series') = (series_id IS NOT NULL)",
    "reminder_is_of_a_start": (
        "(kind = 'reminder') = (starts_at IS NOT NULL AND minutes_before IS NOT NULL)"
    ),
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _settings()
    _mails()
    _appointments()


def _settings() -> None:
    for column, minute in (("quiet_from_minute", 1260), ("quiet_until_minute", 480)):
        _add("tenants", column, sa.Integer(), default=str(minute))
    op.create_check_constraint(
        op.f("ck_tenants_quiet_hours"),
        "tenants",
        "quiet_from_minute BETWEEN 0 AND 1439 AND quiet_until_minute BETWEEN 0 AND 1439",
    )
    op.execute("GRANT UPDATE (quiet_from_minute, quiet_until_minute) ON tenants TO smooth_app")
    _add("services", "reminder_minutes", sa.ARRAY(sa.Integer()), default="'{1440}'")
    op.create_check_constraint(
        op.f("ck_services_reminders"),
        "services",
        "cardinality(reminder_minutes) <= 5 AND 15 <= ALL (reminder_minutes)"
        " AND 43200 >= ALL (reminder_minutes)",
    )
    op.add_column("customers", sa.Column("time_zone", sa.Text(), nullable=True))
    _add("appointment_changes", "is_told", sa.Boolean(), default="true")


def _mails() -> None:
    op.drop_constraint(op.f("ck_appointment_mails_kind"), MAILS)
    op.drop_constraint(OLD_KEY, MAILS)
    op.alter_column(MAILS, "appointment_id", nullable=True)
    for name, kind in (
        ("series_id", sa.Uuid()),
        ("starts_at", sa.DateTime(timezone=True)),
        ("minutes_before", sa.Integer()),
        ("failure", sa.Text()),
        ("ended_at", sa.DateTime(timezone=True)),
    ):
        op.add_column(MAILS, sa.Column(name, kind, nullable=True))
    _add(MAILS, "state", sa.Text(), default="'queued'")
    _add(MAILS, "begun", sa.SmallInteger(), default="0")
    _add(MAILS, "tries", sa.SmallInteger(), default="0")
    # A row stood for a mail that had left.
    op.execute(f"UPDATE {MAILS} SET state = 'sent', ended_at = created_at")
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_appointment_mails_{name}"), MAILS, condition)
    op.create_foreign_key(
        op.f("fk_appointment_mails_tenant_id_series_id"),
        MAILS,
        "appointment_series",
        ["tenant_id", "series_id"],
        ["tenant_id", "id"],
    )
    for name, columns, condition in (
        ("turn", ["appointment_id", "kind", "sequence"], "kind NOT IN ('reminder', 'series')"),
        ("reminder", ["appointment_id", "starts_at", "minutes_before"], "kind = 'reminder'"),
        ("series", ["series_id", "sequence"], "kind = 'series'"),
    ):
        op.create_index(
            f"uq_appointment_mails_{name}",
            MAILS,
            ["tenant_id", *columns],
            unique=True,
            postgresql_where=sa.text(condition),
        )


def _appointments() -> None:
    for name in ("reminders_planned_for", "next_reminder_at"):
        op.add_column("appointments", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    # What is past needs no look any more.
    op.execute(
        "UPDATE appointments SET reminders_planned_for = starts_at"
        " WHERE state = 'confirmed' AND starts_at <= now()"
    )
    op.create_index(
        "ix_appointments_unplanned",
        "appointments",
        ["tenant_id"],
        postgresql_where=sa.text(UNPLANNED),
    )
    op.create_index(
        "ix_appointments_reminders",
        "appointments",
        ["tenant_id", "next_reminder_at"],
        postgresql_where=sa.text(WAITING),
    )
    op.execute(
        "GRANT SELECT (starts_at, reminders_planned_for, next_reminder_at)"
        " ON appointments TO smooth_lookup"
    )
    rls.lookup_function(
        "tenants_with_reminders()",
        "SETOF uuid",
        f"SELECT tenant_id FROM public.appointments WHERE {UNPLANNED}"
        f" UNION SELECT tenant_id FROM public.appointments"
        f" WHERE {WAITING} AND next_reminder_at <= now()",
        callers="smooth_app",
    )


def _add(table: str, column: str, kind: sa.types.TypeEngine, *, default: str) -> None:
    op.add_column(table, sa.Column(column, kind, server_default=sa.text(default), nullable=False))


def downgrade() -> None:
    op.execute("DROP FUNCTION lookup.tenants_with_reminders()")
    op.execute(
        "REVOKE SELECT (starts_at, reminders_planned_for, next_reminder_at)"
        " ON appointments FROM smooth_lookup"
    )
    op.drop_index("ix_appointments_reminders", "appointments")
    op.drop_index("ix_appointments_unplanned", "appointments")
    for column in ("next_reminder_at", "reminders_planned_for"):
        op.drop_column("appointments", column)
    for name in ("series", "reminder", "turn"):
        op.drop_index(f"uq_appointment_mails_{name}", MAILS)
    op.drop_constraint(op.f("fk_appointment_mails_tenant_id_series_id"), MAILS)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_appointment_mails_{name}"), MAILS)
    # Earlier releases know none of these.
    op.execute(f"DELETE FROM {MAILS} WHERE kind IN ('reminder', 'series') OR state <> 'sent'")
    columns = "tries begun state ended_at failure minutes_before starts_at series_id"
    for column in columns.split():
        op.drop_column(MAILS, column)
    op.alter_column(MAILS, "appointment_id", nullable=False)
    op.create_unique_constraint(OLD_KEY, MAILS, ["tenant_id", "appointment_id", "kind", "sequence"])
    op.create_check_constraint(op.f("ck_appointment_mails_kind"), MAILS, f"kind IN {OLD_KINDS}")
    op.drop_column("appointment_changes", "is_told")
    op.drop_column("customers", "time_zone")
    op.drop_constraint(op.f("ck_services_reminders"), "services")
    op.drop_column("services", "reminder_minutes")
    op.drop_constraint(op.f("ck_tenants_quiet_hours"), "tenants")
    op.drop_column("tenants", "quiet_until_minute")
    op.drop_column("tenants", "quiet_from_minute")
