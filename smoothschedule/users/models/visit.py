"""Visits: somebody in another person's place, or platform staff inside a business."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from smoothschedule.core.db import CURRENT_TENANT, PERSONAL, SECRET, Base, TenantOwned
from smoothschedule.users.rules import EndReason, VisitKind, VisitMode


class Visit(TenantOwned, Base):
    """One masquerade or entry, from its start to its end.

    The tenant is no foreign key: PLATFORM_ID stands for the platform, where superusers become
    other staff. `target_*` is whose place it is; an entry is in nobody's. A row is written
    where the actor is and redeemed where they go, within 30 seconds, by the single-use secret
    of which `token_hash` is kept; on one host there is none.
    """

    __tablename__ = "visits"

    tenant_id: Mapped[UUID] = mapped_column(
        primary_key=True, server_default=text(CURRENT_TENANT), sort_order=-30
    )
    kind: Mapped[str]
    mode: Mapped[str]
    reason: Mapped[str] = mapped_column(info=PERSONAL)
    actor_realm: Mapped[str]
    actor_id: Mapped[UUID]
    actor_role: Mapped[str]
    actor_email: Mapped[str] = mapped_column(info=PERSONAL)
    actor_name: Mapped[str] = mapped_column(info=PERSONAL)
    actor_session_id: Mapped[UUID]
    #: What the logs call the session that started it.
    session_key: Mapped[str]
    target_id: Mapped[UUID | None]
    target_role: Mapped[str | None]
    target_email: Mapped[str | None] = mapped_column(info=PERSONAL)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    handover_until: Mapped[datetime | None]
    redeemed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    #: Of a demo business: sales may see it.
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint(f"kind IN {tuple(map(str, VisitKind))}", name="kind"),
            CheckConstraint(f"mode IN {tuple(map(str, VisitMode))}", name="mode"),
            CheckConstraint("actor_realm IN ('tenant', 'platform')", name="actor_realm"),
            CheckConstraint(
                "(kind = 'masquerade') = (target_id IS NOT NULL AND target_role IS NOT NULL)",
                name="target",
            ),
            CheckConstraint("expires_at <= created_at + interval '60 minutes'", name="an_hour"),
            CheckConstraint(
                "handover_until <= created_at + interval '30 seconds'", name="handover"
            ),
            CheckConstraint(f"end_reason IN {tuple(map(str, EndReason))}", name="end_reason"),
            CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),
            UniqueConstraint("tenant_id", "token_hash"),
            Index(
                "ix_visits_open", "tenant_id", "actor_id", postgresql_where=text("ended_at IS NULL")
            ),
        )
