"""Whether this process lives, and whether it can serve."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app
from redis.exceptions import RedisError
from sqlalchemy import text

from smoothschedule.core.db import LOOKUP, open_session
from smoothschedule.core.problems import Unavailable

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers, and is not about to end: a proxy may send requests here."""
    drain_file = current_app.extensions["runtime"].settings.drain_file
    if drain_file and Path(drain_file).exists():
        raise Unavailable("This process is about to end.")
    return {"status": "ok"}


@health.get("/readyz")
def readyz() -> dict[str, str]:
    """PostgreSQL answers, else 503. Redis may be away: bookings go on and events wait."""
    runtime = current_app.extensions["runtime"]
    with open_session(runtime.engine, LOOKUP) as session:
        session.execute(text("SELECT 1"))
    try:
        runtime.redis.ping()
    except RedisError:
        return {"status": "ok", "database": "ok", "redis": "away"}
    return {"status": "ok", "database": "ok", "redis": "ok"}
