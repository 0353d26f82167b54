"""What another connection does while one looks."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import psycopg


def waits(future: Future[Any], admin: psycopg.Connection) -> bool:
    """The other is at a lock (and has not answered)."""
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(2000):
        row = admin.execute(query).fetchone()
        if row is not None and row[0]:
            return not future.done()
    return False
