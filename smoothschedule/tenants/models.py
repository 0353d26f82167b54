"""Tables of businesses. Tenants and domains are directory tables: they say who is where."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, Identified, Versioned

STATUSES = ("trial", "active", "suspended")
PLANS = ("free", "professional", "business", "enterprise")


class Tenant(Identified, Versioned, Base):
    """One business. The application role sees and changes only its own row.

    `trial_ends_at` is when a trial is over, `expires_at` when a demo is thrown away.
    Prices are what the platform recorded; no money moves.
    """

    __tablename__ = "tenants"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(f"plan IN {PLANS}", name="plan"),
        CheckConstraint("subdomain = lower(subdomain)", name="subdomain_lower"),
        CheckConstraint("is_temporary OR expires_at IS NULL", name="only_demos_expire"),
        CheckConstraint("plan_price_minor >= 0", name="plan_price"),
        CheckConstraint("cancellation_window_hours BETWEEN 0 AND 720", name="cancellation_window"),
        CheckConstraint("late_fee_percent BETWEEN 0 AND 100", name="late_fee_percent"),
        CheckConstraint(
            "quiet_from_minute BETWEEN 0 AND 1439 AND quiet_until_minute BETWEEN 0 AND 1439",
            name="quiet_hours",
        ),
        CheckConstraint(
            "NOT payment_method_required OR payment_methods <> '[]'", name="some_payment_method"
        ),
        CheckConstraint("waitlist_offer_minutes BETWEEN 10 AND 1440", name="waitlist_offer"),
        CheckConstraint(
            "erase_customers_after_months BETWEEN 6 AND 120", name="erase_customers_after"
        ),
        CheckConstraint("(logo_id IS NULL) = (logo_bytes IS NULL)", name="logo_is_whole"),
        Index("uq_tenants_subdomain", "subdomain", unique=True),
        # What accounts refer to: theirs are temporary exactly when the business is.
        UniqueConstraint("id", "is_temporary", name="uq_tenants_temporary"),
    )

    name: Mapped[str]
    subdomain: Mapped[str]
    status: Mapped[str] = mapped_column(server_default=text("'trial'"))
    status_reason: Mapped[str | None]
    trial_ends_at: Mapped[datetime | None]
    plan: Mapped[str] = mapped_column(server_default=text("'free'"))
    plan_price_minor: Mapped[int] = mapped_column(server_default=text("0"))
    plan_currency: Mapped[str] = mapped_column(server_default=text("'USD'"))
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))
    expires_at: Mapped[datetime | None]
    time_zone: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default=text("'en'"))
    currency: Mapped[str] = mapped_column(server_default=text("'USD'"))
    brand_color: Mapped[str] = mapped_column(server_default=text("'#4263eb'"))
    #: Role -> permissions that its owner opened to it.
    opened_rights: Mapped[dict[str, list[str]]] = mapped_column(JSONB, server_default=text("'{}'"))
    customers_may_register: Mapped[bool] = mapped_column(server_default=text("true"))
    #: Owners get a mail whenever somebody of the platform is in their business.
    notify_of_visits: Mapped[bool] = mapped_column(server_default=text("true"))
    logo_id: Mapped[UUID | None]
    logo_bytes: Mapped[int | None]
    hides_our_name: Mapped[bool] = mapped_column(server_default=text("false"))
    cancellation_window_hours: Mapped[int] = mapped_column(server_default=text("24"))
    late_fee_percent: Mapped[int] = mapped_column(server_default=text("0"))
    staff_may_reschedule: Mapped[bool] = mapped_column(server_default=text("true"))
    staff_may_approve: Mapped[bool] = mapped_column(server_default=text("true"))
    #: How guests can pay, of PAYMENT_METHODS; asked when they book, and recorded.
    payment_methods: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    payment_method_required: Mapped[bool] = mapped_column(server_default=text("false"))
    #: For so long a time is kept for whoever is next on the waitlist.
    waitlist_offer_minutes: Mapped[int] = mapped_column(server_default=text("60"))
    #: Customers not seen for so long are erased; None is never.
    erase_customers_after_months: Mapped[int | None] = mapped_column(SmallInteger)
    #: Origins of the pages that may show the booking page within them.
    widget_origins: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))

    #: Between these minutes of the customer's day no reminder is sent; the same twice is never.
    quiet_from_minute: Mapped[int] = mapped_column(server_default=text("1260"))
    quiet_until_minute: Mapped[int] = mapped_column(server_default=text("480"))
    #: By which ids it was known before it was imported: its sealed contracts name these.
    former_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))

    @property
    def is_suspended(self) -> bool:
        return self.status == "suspended"


class TenantDomain(Identified, Base):
    """A host name of the business's own; it counts only while `verified_at` stands.

    Several businesses may claim a host, one may have it: whoever shows by `txt_token` in the
    host's DNS that it is theirs. The application's role adds and removes claims; only the
    platform's writes what a check found. `failures` counts checks in a row that said no.
    """

    __tablename__ = "tenant_domains"
    __table_args__ = (
        CheckConstraint("host = lower(host)", name="host_lower"),
        CheckConstraint("failures >= 0", name="failures"),
        Index(
            "uq_tenant_domains_host",
            "host",
            unique=True,
            postgresql_where=text("verified_at IS NOT NULL"),
        ),
        UniqueConstraint("tenant_id", "host", name="uq_tenant_domains_claim"),
    )

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    host: Mapped[str]
    txt_token: Mapped[str] = mapped_column(info=SECRET)
    verified_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    #: What the last check found: see tenants/rules/dns.py.
    finding: Mapped[str | None]
    is_pointed_here: Mapped[bool] = mapped_column(server_default=text("false"))
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    #: The hosted zone in which the platform wrote the records itself.
    route53_zone_id: Mapped[str | None]
