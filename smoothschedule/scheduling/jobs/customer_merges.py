"""Merges of customers that can be taken back no more are forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.scheduling.operations.unmerging import forget_merge


@job
def forget_customer_merge(runtime: Any, tenant_id: UUID, *, customer_merge_id: str) -> None:
    """The merge stands for good."""
    with runtime.units.tenant(tenant_id) as work:
        forget_merge(work, UUID(customer_merge_id))
