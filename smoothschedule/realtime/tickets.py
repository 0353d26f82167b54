"""Tickets: how a visitor without a session may join exactly one public room."""

from __future__ import annotations

from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

VALID_SECONDS = 60


def issue(secret_key: str, *, tenant_id: UUID, room: str) -> str:
    """A ticket for this room of this tenant, good for connecting within a minute."""
    return str(_serializer(secret_key).dumps([str(tenant_id), room]))


def read(secret_key: str, ticket: str) -> tuple[UUID, str] | None:
    """Tenant and room of a ticket that is ours and fresh."""
    try:
        tenant_id, room = _serializer(secret_key).loads(ticket, max_age=VALID_SECONDS)
        return UUID(tenant_id), str(room)
    except (BadData, ValueError, TypeError):
        return None


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="socket-ticket")
