"""Events leave through the outbox: a row in the same transaction as what they tell of.

PostgreSQL is the truth. A row stays until the relay has handled it, so an event
is told at least once, whatever happens to Redis or to a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Base, Identified, TenantOwned

_event_types: dict[str, type[Event]] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, past tense, carrying ids only; the first says of what."""

    name: ClassVar[str]
    #: What the audit calls it.
    tag: ClassVar[Tag]

    def __init_subclass__(cls) -> None:
        cls.name = cls.__name__
        _event_types[cls.name] = cls

    def payload(self) -> dict[str, Any]:
        """The ids as JSON values."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}

    def subject(self) -> tuple[str, UUID]:
        """What it happened to: "appointment" and its id."""
        name = fields(self)[0].name
        return name.removesuffix("_id"), getattr(self, name)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def event_types() -> Iterator[type[Event]]:
    """Every kind of event the application knows."""
    yield from _event_types.values()


class OutboxRow:
    """Columns of an outbox table."""

    __is_audited__ = False

    id: Mapped[UUID]
    created_at: Mapped[datetime]
    name: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    request_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    retry_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]


class OutboxEvent(OutboxRow, TenantOwned, Base):
    __tablename__ = "outbox_events"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            Index(
                "ix_outbox_events_waiting",
                "tenant_id",
                "id",
                postgresql_where=text("handled_at IS NULL"),
            ),
        )


class PlatformOutboxEvent(OutboxRow, Identified, Base):
    """Events about platform accounts, which belong to no tenant."""

    __tablename__ = "platform_outbox_events"


def row_of(event: Event, *, tenant_id: UUID | None, request_id: str | None) -> OutboxRow:
    """The outbox row that tells this event."""
    table = OutboxEvent if tenant_id else PlatformOutboxEvent
    return table(name=event.name, payload=event.payload(), request_id=request_id)
