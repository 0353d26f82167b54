"""One of two web servers is replaced: what it was at is finished, and the other takes the rest.

Once told to end, gunicorn leaves new connections unanswered until it has: the proxy must know
before, which is what DRAIN_FILE is for.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.outages.conftest import Site
from tests.processes import Caller, Install, until

WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'smooth_app'"


@pytest.fixture
def other(site: Site, tmp_path: Path) -> Iterator[Install]:
    """A second web server on the same database; both run."""
    site.install.values["DRAIN_FILE"] = str(tmp_path / "draining")
    (tmp_path / "other").mkdir()
    site.sql("ALTER ROLE smooth_app SET lock_timeout = '30s'")  # a busy machine takes its time
    other = Install({**site.install.values, "DRAIN_FILE": ""}, tmp_path / "other")
    site.install.start("web")
    other.start("web")
    yield other
    other.stop()
    site.sql("ALTER ROLE smooth_app SET lock_timeout = '10s'")


def test_a_request_outlives_the_order_to_end(site: Site, other: Install, tmp_path: Path) -> None:
    ending, owner = site.install, site.owner()
    there = Caller(other, site.business.host)
    there.cookie, there.csrf_token = owner.cookie, owner.csrf_token
    with psycopg.connect(site.admin_url) as holder, ThreadPoolExecutor(1) as pool:
        holder.execute("LOCK TABLE appointments IN ACCESS EXCLUSIVE MODE")
        booking = pool.submit(owner.call, "POST", "/api/v1/appointments", site.booking(days=2))
        until(lambda: site.sql(WAITING), why=ending.text("web"))
        (tmp_path / "draining").touch()
        assert owner.call("GET", "/healthz").status_code == 503
        ending.tell("web", signal.SIGTERM)
        assert there.call("GET", "/healthz").status_code == 200
        assert there.call("GET", "/api/v1/me").status_code == 200
        assert ending.is_running("web")
        assert not booking.done()
        holder.rollback()
        answer = booking.result(timeout=20)
    assert answer.status_code == 201, answer.text
    until(lambda: not ending.is_running("web"), why="It does not end.")
    found = there.call("GET", f"/api/v1/appointments/{answer.json()['id']}")
    assert found.status_code == 200
