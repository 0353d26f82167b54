"""Tickets: how a visitor without a session may join exactly one public room.

One process writes them and another reads them, so that the moment they end at stands in them,
by the database's clock: the processes' own may differ.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

VALID_SECONDS = 60


def issue(secret_key: str, *, tenant_id: UUID, room: str, now: datetime) -> str:
    """A ticket for this room of this tenant, good for connecting within a minute."""
    until = int(now.timestamp()) + VALID_SECONDS
    return str(_serializer(secret_key).dumps([str(tenant_id), room, until]))


def read(secret_key: str, ticket: str, *, now: datetime) -> tuple[UUID, str] | None:
    """Tenant and room of a ticket that is ours and fresh."""
    try:
        tenant_id, room, until = _serializer(secret_key).loads(ticket)
        is_over = now.timestamp() > int(until)
        return None if is_over else (UUID(tenant_id), str(room))
    except (BadData, ValueError, TypeError):
        return None


def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt="socket-ticket-until")
