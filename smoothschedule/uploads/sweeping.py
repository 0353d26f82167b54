"""Uploads are gone when their time is up."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text

from smoothschedule.core.db import LOOKUP, open_session
from smoothschedule.uploads.operations import drop_old_uploads

WITH_OLD_ONES: Final = text("SELECT * FROM lookup.tenants_with_old_uploads()")


def sweep_uploads(runtime: Any) -> int:
    """Uploads whose time is up are gone, taken over or not; returns how many."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(WITH_OLD_ONES))
    count = 0
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            count += drop_old_uploads(work, runtime.files)
    return count
