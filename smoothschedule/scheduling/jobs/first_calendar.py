"""A new business begins with something to try."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from smoothschedule.core.jobs import job
from smoothschedule.scheduling.models import Location
from smoothschedule.scheduling.operations.first_calendar import open_calendar
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User


@job
def open_first_calendar(runtime: Any, tenant_id: UUID, *, user_id: str) -> None:
    """The new business has a location, its owner as staff with hours, and one service to book."""
    with runtime.units.tenant(tenant_id) as work:
        if not work.session.scalar(select(exists(select(Location.id)))):
            open_calendar(work, work.get(Tenant, tenant_id), work.get(User, UUID(user_id)))
