"""What is old is forgotten, of businesses and of the platform; the rest is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.jobs import Job, PlatformJob
from smoothschedule.core.outbox import OutboxEvent, PlatformOutboxEvent
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import chosen, forget_old_rows
from smoothschedule.users.realms import OF_PLATFORM, OF_TENANT, Realm
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person


def rows(realm: Realm, kinds: tuple[Any, Any], user_id: Any, moment: datetime) -> list[Any]:
    """One row of each table, over at that moment."""
    event, job = kinds
    secret = {"token_hash": new_id().bytes, "user_id": user_id, "expires_at": moment}
    return [
        event(name="E", payload={}, handled_at=moment),
        job(name="j", args={}, state="done", finished_at=moment),
        realm.session(**secret),
        realm.link(**secret, purpose="password_reset"),
    ]


def test_old_rows_go_and_fresh_ones_stay(
    runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("DELETE FROM outbox_events")
    person = make_platform_person(runtime, Role.SUPERUSER)
    now = datetime.now(UTC)
    for moment in (now, now - timedelta(days=40)):
        with runtime.units.tenant(business.id) as work:
            work.record(Tag.DEMO_SEEDED)
            kinds = (OutboxEvent, Job)
            work.session.add_all(rows(OF_TENANT, kinds, business.owner.id, moment))
        with runtime.platform_units.open(Context()) as work:
            work.record(Tag.DEMO_SEEDED)
            kinds = (PlatformOutboxEvent, PlatformJob)
            work.session.add_all(rows(OF_PLATFORM, kinds, person.id, moment))
    assert forget_old_rows(runtime) == 1
    for table in ("outbox_events", "jobs", "sessions", "user_links"):
        assert admin.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
    for table in ("outbox_events", "jobs", "sessions", "links"):
        assert admin.execute(f"SELECT count(*) FROM platform_{table}").fetchone() == (1,), table


def test_one_that_is_given_names_runs_these_alone() -> None:
    usual = {task.name: seconds for task, seconds in chosen([]).items()}
    assert usual["holds"] == 10
    assert not {"backup", "outbox"} & usual.keys()
    named = {task.name: seconds for task, seconds in chosen(["backup", "holds"]).items()}
    assert named == {"backup": 3600, "holds": 10}
    with pytest.raises(KeyError, match="backups"):
        chosen(["backups"])
