"""Rooms: named by tenant, so that nobody hears another business's changes.

desk        people who work there: calendar, setup, customers
own-desk    those of them who see their own calendar alone: that something changed, and not what
booking     visitors of the public booking page
signing     signers of one contract, by its id
user, customer, session   one person, one customer, one browser
role        everybody of one role, to be closed together
business    everybody who is connected there, whoever they are
"""

from __future__ import annotations

from uuid import UUID

PLATFORM = "platform"
DESK, OWN_DESK = "desk", "own-desk"


def full_name(tenant_id: UUID | str | None, room: str) -> str:
    """The room as the Socket.IO server knows it."""
    return f"{tenant_id or PLATFORM}/{room}"


def everybody_at(tenant_id: UUID | str) -> str:
    """The room that all connections at the business are in, to be closed together."""
    return full_name(tenant_id, f"business:{tenant_id}")


def rooms_of(
    *,
    role: str,
    permissions: frozenset[str],
    user_id: UUID,
    session_id: UUID,
    customer_id: UUID | None,
) -> list[str]:
    """The rooms a signed-in person is in, within their tenant."""
    rooms = [f"user:{user_id}", f"session:{session_id}", f"role:{role}"]
    if "view_all_calendars" in permissions or "view_tenants" in permissions:
        rooms.append(DESK)
    elif "use_calendar" in permissions:
        rooms.append(OWN_DESK)
    if customer_id is not None:
        rooms.append(f"customer:{customer_id}")
    return rooms
