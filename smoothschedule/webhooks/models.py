"""Webhooks of a business: where its messages go, and every message with what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, TenantOwned, Versioned, tenant_fk

STATES = ("waiting", "delivered", "failed")
OFF_BECAUSE = ("failures", "gone")


class Webhook(TenantOwned, Versioned, Base):
    """An address of another program, and the topics that it hears of.

    After a change of secrets messages carry both signatures until `former_until`.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        CheckConstraint("url <> ''", name="url_given"),
        CheckConstraint("failures >= 0", name="failures"),
        CheckConstraint(f"off_because IN {OFF_BECAUSE}", name="off_because"),
        CheckConstraint("off_because IS NULL OR NOT is_on", name="off_when_because"),
        CheckConstraint(
            "(former_sealed_secret IS NULL) = (former_until IS NULL)", name="former_ends"
        ),
    )

    #: Addresses of many services are their own password, so the audit does not tell them.
    url: Mapped[str] = mapped_column(info=SECRET)
    #: The address's host, which may be told.
    host: Mapped[str]
    name: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(JSONB)
    is_on: Mapped[bool] = mapped_column(server_default=text("true"))
    #: Why we switched it off; None when its owner did.
    off_because: Mapped[str | None]
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    former_sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    former_until: Mapped[datetime | None]
    #: Messages in a row that came to nothing after all their tries.
    failures: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    delivered_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class WebhookDelivery(TenantOwned, Base):
    """One message for one webhook, signed and sent until it is taken or given up.

    The body is written before the first try and the same at every later one.
    """

    __tablename__ = "webhook_deliveries"
    __is_audited__ = False
    __table_args__ = (
        tenant_fk("webhook_id", "webhooks"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("tries >= 0", name="tries"),
        Index("ix_webhook_deliveries_webhook", "tenant_id", "webhook_id", "id"),
        Index("ix_webhook_deliveries_created", "tenant_id", "created_at"),
    )

    webhook_id: Mapped[UUID]
    topic: Mapped[str]
    #: What it is about; nothing for a test.
    subject_kind: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    occurred_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    #: Tries since it was made or sent again.
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_try_at: Mapped[datetime | None]
    body: Mapped[str | None]
    #: The latest tries: when, how long it took, the answer's status, what was wrong.
    log: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    #: How the latest answer begins.
    response: Mapped[str | None]
    request_id: Mapped[str | None]
