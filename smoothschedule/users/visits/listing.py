"""Visits as owners and platform staff see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.models import Visit


def visits(work: Work, state: str | None) -> Select[Any]:
    """Visits that are open, ended, or either (None), as far as one may see them."""
    query = select(Visit)
    is_open = Visit.ended_at.is_(None) & (Visit.expires_at > work.now)
    if state is None:
        return query
    return query.where(is_open if state == "open" else ~is_open)


def visit_item(visit: Visit, now: datetime) -> dict[str, Any]:
    """The visit as VisitItemSchema shows it."""
    target = {"id": visit.target_id, "role": visit.target_role, "email": visit.target_email}
    names = "id kind mode reason created_at expires_at ended_at end_reason".split()
    is_open = visit.ended_at is None and visit.expires_at > now
    return {name: getattr(visit, name) for name in names} | {
        "tenant_id": None if visit.tenant_id == PLATFORM_ID else visit.tenant_id,
        "actor": {
            "id": visit.actor_id,
            "realm": visit.actor_realm,
            "role": visit.actor_role,
            "email": visit.actor_email,
            "name": visit.actor_name,
        },
        "target": target if visit.target_id else None,
        "is_open": is_open,
        "seconds_left": int((visit.expires_at - now).total_seconds()) if is_open else 0,
    }
