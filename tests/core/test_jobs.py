"""Jobs end: done, tried again, or failed for good, whatever became of their worker."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule import job_queue
from smoothschedule.core import jobs
from smoothschedule.core.jobs import MAX_ATTEMPTS, Claim, JobRequest
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.processes import until

LEASE_OVER = "UPDATE jobs SET lease_until = now() - interval '1 second'"


@pytest.fixture
def claimed(runtime: Runtime, business: Business) -> Claim:
    """A job under its first lease."""
    request = JobRequest("send_mail", {"mail_id": str(business.id)})
    with runtime.units.tenant(business.id) as work:
        job_id = jobs.add(work, request, request_id=None)
    with runtime.units.tenant(business.id) as work:
        found = jobs.claim(work, job_id)
    assert found is not None
    return found


def test_a_job_that_fails_is_due_again_and_at_last_failed_for_good(
    runtime: Runtime, business: Business, claimed: Claim, admin: psycopg.Connection
) -> None:
    query = "SELECT state, finished_at IS NOT NULL, due_at > now() FROM jobs"
    with runtime.units.tenant(business.id) as work:
        jobs.finish(work, claimed, OSError("no network"))
    assert admin.execute(query).fetchone() == ("queued", False, True)
    admin.execute(f"UPDATE jobs SET attempts = {MAX_ATTEMPTS - 1}, due_at = now()")
    with runtime.units.tenant(business.id) as work:
        last = jobs.claim(work, claimed.id)
        assert last is not None
        jobs.finish(work, last, OSError("no network"))
    assert admin.execute(query).fetchone() == ("failed", True, True)


def test_a_job_that_takes_each_worker_down_is_given_up(
    runtime: Runtime, business: Business, claimed: Claim, admin: psycopg.Connection
) -> None:
    admin.execute(f"{LEASE_OVER}, sent_at = NULL, attempts = {MAX_ATTEMPTS - 1}")
    with runtime.units.tenant(business.id) as work:
        assert jobs.unsent(work) == [claimed.id]
    admin.execute(f"{LEASE_OVER}, sent_at = NULL, attempts = {MAX_ATTEMPTS}")
    with runtime.units.tenant(business.id) as work:
        assert jobs.unsent(work) == []
    row = admin.execute("SELECT state, finished_at IS NOT NULL FROM jobs").fetchone()
    assert row == ("failed", True)


def test_a_worker_that_outlived_its_lease_changes_nothing(
    runtime: Runtime, business: Business, claimed: Claim, admin: psycopg.Connection
) -> None:
    admin.execute(LEASE_OVER)
    with runtime.units.tenant(business.id) as work:
        assert jobs.claim(work, claimed.id) is not None
    with runtime.units.tenant(business.id) as work:
        jobs.finish(work, claimed, None)
    assert admin.execute("SELECT state, attempts FROM jobs").fetchone() == ("running", 2)


def test_a_lease_is_renewed_while_the_job_runs(
    runtime: Runtime,
    business: Business,
    claimed: Claim,
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = "SELECT lease_until > now() + interval '30 seconds' FROM jobs"
    monkeypatch.setattr(job_queue, "RENEWED_EVERY_SECONDS", 0.01)
    renewed: list[object] = []

    def runs_long(*_: object) -> None:
        admin.execute("UPDATE jobs SET lease_until = now() + interval '1 second'")
        renewed.append(until(lambda: admin.execute(query).fetchone() == (True,)))

    monkeypatch.setattr(jobs, "perform", runs_long)
    admin.execute(LEASE_OVER)
    job_queue.run(runtime, business.id, claimed.id)
    assert renewed == [True]
    assert admin.execute("SELECT state FROM jobs").fetchone() == ("done",)


def test_a_lease_that_another_worker_has_by_now_is_left_alone(
    runtime: Runtime, business: Business, claimed: Claim, admin: psycopg.Connection
) -> None:
    admin.execute(LEASE_OVER)
    with runtime.units.tenant(business.id) as work:
        assert jobs.claim(work, claimed.id) is not None
    admin.execute(LEASE_OVER)
    with runtime.units.tenant(business.id) as work:
        jobs.renew(work, claimed)
    assert admin.execute("SELECT lease_until < now() FROM jobs").fetchone() == (True,)
