"""Jobs in the console: both worlds', without arguments, and failed ones started again."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.job_queue import run
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import Console, console_of
from tests.factories import Business
from tests.mailbox import Mailbox

LIST = "/admin/jobs/"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def failed_job(
    admin: psycopg.Connection, business: Business | None, *, state: str = "failed"
) -> UUID:
    """A job that was given up, about somebody whose address stands in its error."""
    id = new_id()
    table, owner = ("jobs", "tenant_id, ") if business else ("platform_jobs", "")
    person = business.owner.id if business else new_id()
    admin.execute(
        f"INSERT INTO {table} ({owner}id, name, args, state, attempts, finished_at, error)"
        f" VALUES ({'%s, ' if business else ''}%s, 'mail_password_changed',"
        " jsonb_build_object('user_id', %s::text), %s, 8, now(),"
        " 'ConnectionRefusedError: to olga@example.com')",
        [*([business.id] if business else []), id, str(person), state],
    )
    return id


def state_of(admin: psycopg.Connection, id: UUID) -> tuple[str, int]:
    row = admin.execute(
        "SELECT state, attempts FROM jobs WHERE id = %(id)s"
        " UNION ALL SELECT state, attempts FROM platform_jobs WHERE id = %(id)s",
        {"id": id},
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def test_jobs_of_businesses_and_of_the_platform_are_one_list(
    console: Console, admin: psycopg.Connection, business: Business
) -> None:
    for owner in (business, None):
        failed_job(admin, owner)
    text = console.page(LIST).text
    assert "Aurora House" in text
    assert "SmoothSchedule</span>" in text
    assert "ConnectionRefusedError" in text
    assert "olga@example.com" not in text
    assert str(business.owner.id) not in text
    assert "Nothing fits" in console.page(f"{LIST}?flt0_state_is=running").text


def test_a_failed_job_started_again_is_done(
    console: Console,
    admin: psycopg.Connection,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
) -> None:
    id = failed_job(admin, business)
    assert console.send("/admin/jobs/retry", id=id).location == "/admin/jobs/?done=queued"
    assert state_of(admin, id) == ("queued", 0)
    run(runtime, business.id, id)
    assert state_of(admin, id) == ("done", 1)
    told = admin.execute(
        "SELECT tenant_id, subject_id FROM audit_events WHERE tag = 'job.retried'"
    ).fetchall()
    assert told == [(business.id, id)]


def test_many_are_started_again_at_once_and_only_failed_ones(
    console: Console, admin: psycopg.Connection, business: Business, rival: Business
) -> None:
    failed = [failed_job(admin, owner) for owner in (business, rival, None)]
    done = failed_job(admin, business, state="done")
    answer = console.send("/admin/jobs/retry", id=[*failed, done])
    assert answer.status_code == 303
    assert {state_of(admin, id) for id in failed} == {("queued", 0)}
    assert state_of(admin, done) == ("done", 8)


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_a_job_that_has_not_failed_is_not_started_again(
    console: Console, admin: psycopg.Connection, business: Business, state: str
) -> None:
    id = failed_job(admin, business, state=state)
    answer = console.send("/admin/jobs/retry", id=id)
    assert answer.status_code == 404
    assert "None of these jobs has failed." in answer.text
    assert state_of(admin, id) == (state, 8)


def test_support_looks_at_jobs_but_starts_none(
    app: App, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    support = console_of(app, runtime, Role.PLATFORM_SUPPORT)
    id = failed_job(admin, business)
    assert "data-dialog" not in support.page(LIST).text
    assert support.send("/admin/jobs/retry", id=id).status_code == 403
    assert state_of(admin, id) == ("failed", 8)


def test_the_list_works_while_redis_is_away(
    other_app: object, runtime: Runtime, business: Business
) -> None:
    app = other_app(REDIS_URL="redis://127.0.0.1:1/0")  # type: ignore[operator]
    text = console_of(app, app.extensions["runtime"], Role.SUPERUSER).page(LIST).text
    assert "Redis is away" in text
