"""Changes of address: they happen once both mailboxes have agreed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, SECRET, Base, Identified, TenantOwned, tenant_fk

STATES = ("waiting", "done", "stopped", "undone")
_STATE_RULE = f"state IN ({', '.join(repr(state) for state in STATES)})"


class AddressChange:
    """Columns of a change: its links are known by the SHA-256 of their secrets only."""

    old_email: Mapped[str] = mapped_column(Text(collation="C"), info=PERSONAL)
    new_email: Mapped[str] = mapped_column(Text(collation="C"), info=PERSONAL)
    state: Mapped[str] = mapped_column(server_default="waiting")
    expires_at: Mapped[datetime]
    old_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    new_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    undo_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    old_confirmed_at: Mapped[datetime | None]
    new_confirmed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class EmailChange(AddressChange, TenantOwned, Base):
    __tablename__ = "email_changes"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        CheckConstraint(_STATE_RULE, name="state"),
        Index("ix_email_changes_user", "tenant_id", "user_id"),
        Index("ix_email_changes_old_token", "tenant_id", "old_token_hash"),
        Index("ix_email_changes_new_token", "tenant_id", "new_token_hash"),
        Index("ix_email_changes_undo_token", "tenant_id", "undo_token_hash"),
    )

    user_id: Mapped[UUID]


class PlatformEmailChange(AddressChange, Identified, Base):
    __tablename__ = "platform_email_changes"
    __table_args__ = (CheckConstraint(_STATE_RULE, name="state"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))
