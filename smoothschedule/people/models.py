"""Invitations: a mailed link by which somebody becomes a person of the business."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, SECRET, Base, TenantOwned, tenant_fk

INVITED_ROLES = ("TENANT_MANAGER", "TENANT_STAFF", "CUSTOMER")
WAITS = "invited_by_id IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL"


class Invitation(TenantOwned, Base):
    """Whoever follows the link may make an account of this address and role, once and in time.

    Nobody invited a customer who registered: they asked for the link themselves. The secret is
    made when the mail is written, so `token_hash` is empty until then.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        tenant_fk("invited_by_id", "users"),
        CheckConstraint(f"role IN {INVITED_ROLES}", name="role_invited"),
        CheckConstraint(
            "invited_by_id IS NOT NULL OR role = 'CUSTOMER'", name="only_customers_register"
        ),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("name <> ''", name="name_given"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index(
            "uq_invitations_waiting",
            "tenant_id",
            "email",
            unique=True,
            postgresql_where=text(WAITS),
        ),
    )

    email: Mapped[str] = mapped_column(Text(collation="C"), info=PERSONAL)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    role: Mapped[str]
    #: The calendar row that will be theirs.
    resource_id: Mapped[UUID | None]
    invited_by_id: Mapped[UUID | None]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    @property
    def is_registration(self) -> bool:
        return self.invited_by_id is None

    @property
    def is_waiting(self) -> bool:
        """Neither accepted nor taken back; it may have run out all the same."""
        return self.accepted_at is None and self.revoked_at is None
