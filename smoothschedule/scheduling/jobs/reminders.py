"""Reminders are worked out again when what decides about them has changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.scheduling.operations.reminding import plan_anew


@job
def plan_reminders_anew(runtime: Any, tenant_id: UUID) -> None:
    """The scheduler looks at everything that is to come once more."""
    with runtime.units.tenant(tenant_id) as work:
        plan_anew(work)
