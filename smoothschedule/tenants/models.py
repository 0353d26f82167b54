"""Tables of businesses. Tenants and domains are directory tables: they say who is where."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, Identified, Versioned

STATUSES = ("trial", "active", "suspended")
PLANS = ("free", "professional", "business", "enterprise")


class Tenant(Identified, Versioned, Base):
    """One business. The application role sees and changes only its own row."""

    __tablename__ = "tenants"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(f"plan IN {PLANS}", name="plan"),
        CheckConstraint("subdomain = lower(subdomain)", name="subdomain_lower"),
        Index("uq_tenants_subdomain", "subdomain", unique=True),
    )

    name: Mapped[str]
    subdomain: Mapped[str]
    status: Mapped[str] = mapped_column(server_default=text("'trial'"))
    status_reason: Mapped[str | None]
    plan: Mapped[str] = mapped_column(server_default=text("'free'"))
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))
    time_zone: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default=text("'en'"))
    currency: Mapped[str] = mapped_column(server_default=text("'USD'"))
    brand_color: Mapped[str] = mapped_column(server_default=text("'#4263eb'"))
    #: Role -> permissions that its owner opened to it.
    opened_rights: Mapped[dict[str, list[str]]] = mapped_column(JSONB, server_default=text("'{}'"))
    customers_may_register: Mapped[bool] = mapped_column(server_default=text("true"))
    #: Owners get a mail whenever somebody of the platform is in their business.
    notify_of_visits: Mapped[bool] = mapped_column(server_default=text("true"))

    @property
    def is_suspended(self) -> bool:
        return self.status == "suspended"


class TenantDomain(Identified, Base):
    """A host name of the business's own; it counts only once verified."""

    __tablename__ = "tenant_domains"
    __table_args__ = (
        CheckConstraint("host = lower(host)", name="host_lower"),
        Index("uq_tenant_domains_host", "host", unique=True),
    )

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), index=True)
    host: Mapped[str]
    verified_at: Mapped[datetime | None]
