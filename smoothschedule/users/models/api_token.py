"""API tokens: what scripts and integrations of a business carry."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, TenantOwned, tenant_fk


class ApiToken(TenantOwned, Base):
    """Acts for the person who made it, within its scopes. Only its SHA-256 is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        tenant_fk("created_by_id", "users"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index("ix_api_tokens_created_by", "tenant_id", "created_by_id"),
    )

    created_by_id: Mapped[UUID]
    name: Mapped[str]
    #: How the token begins, so that its owner recognises it.
    prefix: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    #: Permissions; what its maker no longer holds, it does not hold either.
    scopes: Mapped[list[str]] = mapped_column(JSONB)
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
