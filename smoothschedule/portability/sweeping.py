"""Archives are kept for a week and then gone, whoever fetched them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text

from smoothschedule.core.db import LOOKUP, open_session
from smoothschedule.portability.exporting import expire

OVER: Final = text("SELECT * FROM lookup.tenants_with_old_exports()")


def drop_old_exports(runtime: Any) -> int:
    """Archives past their time are gone; returns how many."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(OVER))
    count = 0
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            keys = expire(work)
            # In the transaction: a file that stays behind would be found by nobody.
            for key in keys:
                runtime.files.delete(key)
        count += len(keys)
    return count
