"""What the tests of the activity page start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from smoothschedule.activity.queries import earliest_id
from smoothschedule.core.db import new_id

AddRow = Callable[..., UUID]


@pytest.fixture
def add_row(admin: psycopg.Connection) -> AddRow:
    """Writes an audit row of some moment, as the product would have then."""

    def add(tenant_id: UUID, tag: str, at: datetime, **columns: Any) -> UUID:
        id = UUID(int=earliest_id(at).int + (new_id().int & ((1 << 62) - 1)))
        values = {
            "actor_realm": "system",
            "actor_role": "system",
            **{k: Jsonb(v) if isinstance(v, list | dict) else v for k, v in columns.items()},
        }
        names = ", ".join(["tenant_id", "id", "tag", "created_at", *values])
        marks = ", ".join(["%s"] * (4 + len(values)))
        admin.execute(
            f"INSERT INTO audit_events ({names}) VALUES ({marks})",
            [tenant_id, id, tag, at, *values.values()],
        )
        return id

    return add
