"""Who waits for a time, what they are offered, and the mails that tell them.

Revision ID: 20261126_1510
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261126_1510"
down_revision = "20261126_1500"
branch_labels = None
depends_on = None

ENTRIES, OFFERS, MAILS = "waitlist_entries", "waitlist_offers", "appointment_mails"
ON_THE_LIST = "state IN ('offered', 'waiting')"
OLD_KINDS = "request confirmation approval rejection change cancellation reminder series".split()
OLD_TEXTS = [*OLD_KINDS, "series_off"]
WAITLIST_KINDS = ["waitlist_joined", "waitlist_offer"]


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _entries()
    _offers()
    _mails()
    op.add_column(
        "tenants",
        sa.Column(
            "waitlist_offer_minutes", sa.Integer(), server_default=sa.text("60"), nullable=False
        ),
    )
    op.create_check_constraint(
        op.f("ck_tenants_waitlist_offer"), "tenants", "waitlist_offer_minutes BETWEEN 10 AND 1440"
    )
    op.execute("GRANT UPDATE (waitlist_offer_minutes) ON tenants TO smooth_app")


def downgrade() -> None:
    op.drop_column("tenants", "waitlist_offer_minutes")
    op.execute(f"DELETE FROM {MAILS} WHERE waitlist_entry_id IS NOT NULL")
    op.execute(f"DELETE FROM mail_texts WHERE kind IN {tuple(WAITLIST_KINDS)}")
    op.drop_index("uq_appointment_mails_waitlist", MAILS)
    _mail_rules(OLD_KINDS, OLD_TEXTS, "appointment_id, series_id")
    op.drop_constraint(op.f("ck_appointment_mails_waitlist_is_whole"), MAILS)
    op.drop_column(MAILS, "waitlist_entry_id")
    op.execute("DROP FUNCTION lookup.tenants_with_waitlists()")
    op.drop_table(OFFERS)
    op.drop_table(ENTRIES)


def _entries() -> None:
    zero = sa.text("0")
    _table(
        ENTRIES,
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("seats", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("from_minute", sa.SmallInteger(), server_default=zero, nullable=False),
        sa.Column(
            "until_minute", sa.SmallInteger(), server_default=sa.text("1440"), nullable=False
        ),
        sa.Column("sequence", sa.Integer(), server_default=zero, nullable=False),
        sa.Column("lapsed", sa.SmallInteger(), server_default=zero, nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _reference(ENTRIES, "customer_id", "customers"),
        _reference(ENTRIES, "service_id", "services"),
        _reference(ENTRIES, "resource_id", "resources"),
        _check(ENTRIES, "state", "state IN ('waiting', 'offered', 'booked', 'passed', 'left')"),
        _check(ENTRIES, "seats", "seats BETWEEN 1 AND 500"),
        _check(ENTRIES, "days", "from_day <= until_day"),
        _check(
            ENTRIES,
            "times",
            "0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440",
        ),
        _check(ENTRIES, "counts", "sequence >= 0 AND lapsed >= 0"),
    )
    for name, columns, is_unique, condition in (
        ("uq_waitlist_entries_open", ["customer_id", "service_id"], True, ON_THE_LIST),
        ("uq_waitlist_entries_token", ["token_hash"], True, None),
        ("ix_waitlist_entries_order", ["service_id", "created_at", "id"], False, ON_THE_LIST),
        ("ix_waitlist_entries_service", ["service_id"], False, None),
        ("ix_waitlist_entries_customer", ["customer_id"], False, None),
        ("ix_waitlist_entries_resource", ["resource_id"], False, None),
    ):
        op.create_index(
            name,
            ENTRIES,
            ["tenant_id", *columns],
            unique=is_unique,
            postgresql_where=sa.text(condition) if condition else None,
        )
    rls.let_lookup_read(ENTRIES, "tenant_id, state")
    rls.lookup_function(
        "tenants_with_waitlists()",
        "SETOF uuid",
        f"SELECT DISTINCT tenant_id FROM public.{ENTRIES} WHERE state = 'waiting'",
        callers="smooth_app",
    )


def _offers() -> None:
    _table(
        OFFERS,
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _reference(OFFERS, "entry_id", ENTRIES),
        _reference(OFFERS, "appointment_id", "appointments"),
        _check(
            OFFERS,
            "state",
            "state IN ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')",
        ),
        _check(OFFERS, "ends_once", "(state = 'open') = (ended_at IS NULL)"),
        _unique(OFFERS, "appointment_id"),
        _unique(OFFERS, "entry_id", "sequence"),
    )
    op.create_index(
        "uq_waitlist_offers_open",
        OFFERS,
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )


def _mails() -> None:
    op.add_column(MAILS, sa.Column("waitlist_entry_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_appointment_mails_tenant_id_waitlist_entry_id"),
        MAILS,
        ENTRIES,
        ["tenant_id", "waitlist_entry_id"],
        ["tenant_id", "id"],
    )
    _mail_rules(
        [*OLD_KINDS, *WAITLIST_KINDS],
        [*OLD_TEXTS, *WAITLIST_KINDS],
        "appointment_id, series_id, waitlist_entry_id",
    )
    op.create_check_constraint(
        op.f("ck_appointment_mails_waitlist_is_whole"),
        MAILS,
        f"(kind IN {tuple(WAITLIST_KINDS)}) = (waitlist_entry_id IS NOT NULL)",
    )
    op.create_index(
        "uq_appointment_mails_waitlist",
        MAILS,
        ["tenant_id", "waitlist_entry_id", "kind", "sequence"],
        unique=True,
        postgresql_where=sa.text("waitlist_entry_id IS NOT NULL"),
    )


def _mail_rules(kinds: list[str], texts: list[str], subjects: str) -> None:
    for table, name, condition in (
        (MAILS, "kind", f"kind IN {tuple(kinds)}"),
        (MAILS, "is_about_one", f"num_nonnulls({subjects}) = 1"),
        ("mail_texts", "kind", f"kind IN {tuple(texts)}"),
    ):
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


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


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{other}.tenant_id", f"{other}.id"],
        name=op.f(f"fk_{table}_tenant_id_{column}"),
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    name = op.f(f"uq_{table}_tenant_id_{'_'.join(columns)}")
    return sa.UniqueConstraint("tenant_id", *columns, name=name)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
