"""The job that makes an archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.portability.exporting import fail, make


@job
def export_business(runtime: Any, tenant_id: UUID, *, business_export_id: str) -> None:
    """Everything that the business has is one archive. One that cannot be made has failed, so
    that the owner sees it and may ask again."""
    id = UUID(business_export_id)
    try:
        make(runtime, tenant_id, id)
    except Exception:
        fail(runtime, tenant_id, id)
        raise
