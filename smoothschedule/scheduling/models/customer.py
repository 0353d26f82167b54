"""Who is served."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Computed,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.core.finding import folded
from smoothschedule.scheduling.rules.phones import COUNTRY

STATUSES = ("active", "blocked")
_DIGITS: Final = "regexp_replace(phone, '[^0-9]', '', 'g')"


class Customer(TenantOwned, Versioned, Base):
    """A person the business knows. One address may be shared, say by a family, so e-mail and
    name together tell people apart.

    The search columns are lower case in byte order, in which parts are found fastest.
    """

    __tablename__ = "customers"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        tenant_fk("created_by_id", "users"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("email = lower(email) AND email <> ''", name="email_lower"),
        CheckConstraint("phone <> ''", name="phone_given"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(
            "erased_at IS NULL OR (num_nonnulls(email, phone, user_id, time_zone) = 0"
            " AND notes = '' AND tags = '{}' AND status = 'blocked')",
            name="erased_is_nobody",
        ),
        UniqueConstraint("tenant_id", "user_id"),
        Index("uq_customers_person", "tenant_id", "email", "search_name", unique=True),
    )

    user_id: Mapped[UUID | None]
    created_by_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(info=PERSONAL)
    email: Mapped[str | None] = mapped_column(Text(collation="C"), info=PERSONAL)
    phone: Mapped[str | None] = mapped_column(info=PERSONAL)
    notes: Mapped[str] = mapped_column(server_default=text("''"), info=PERSONAL)
    #: Where they were when they booked online, or as the team says; None is taken for where they
    #: are served.
    time_zone: Mapped[str | None] = mapped_column(info=PERSONAL)
    #: The business's own words for sorting people, in lower case.
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"), info=PERSONAL)
    #: Who is blocked can not be booked in, by themselves or by the team.
    status: Mapped[str] = mapped_column(server_default=text("'active'"))
    #: The person was erased; the row stays for what may not go with them.
    erased_at: Mapped[datetime | None]
    search_name: Mapped[str] = mapped_column(
        Text(collation="C"), Computed("lower(name)", persisted=True)
    )
    search_phone: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(_DIGITS, persisted=True),
    )
    # What follows is read by nothing any more, and goes with the next release.
    search_last_name: Mapped[str] = mapped_column(
        Text(collation="C"),
        Computed(r"lower(regexp_replace(name, '^.*\s', ''))", persisted=True),
    )
    #: As `rules.phones.local` makes it.
    search_phone_local: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(
            f"ltrim(CASE WHEN phone ~ '^[^0-9]*([+]|00)' THEN"
            f" regexp_replace(ltrim({_DIGITS}, '0'), '^({COUNTRY})', '') ELSE {_DIGITS} END, '0')",
            persisted=True,
        ),
    )
    #: The digits from the last to the first.
    search_phone_end: Mapped[str | None] = mapped_column(
        Text(collation="C"), Computed(f"reverse({_DIGITS})", persisted=True)
    )
    search_domain: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed("lower(nullif(split_part(email, '@', 2), ''))", persisted=True),
    )


# All that people are found by, so that a search reads it and not the rows.
Index(
    "ix_customers_found",
    Customer.tenant_id,
    Customer.search_name,
    Customer.id,
    folded(Customer.search_name),
    postgresql_include=["search_phone", "email"],
    postgresql_where=Customer.erased_at.is_(None),
)
