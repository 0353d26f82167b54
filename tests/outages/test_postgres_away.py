"""PostgreSQL goes and comes back: an honest 503 meanwhile, and nobody restarts anything."""

from __future__ import annotations

from tests.outages.conftest import Site
from tests.processes import Caller, until


def test_the_same_process_says_503_and_recovers_by_itself(site: Site) -> None:
    site.install.start("web")
    owner, stranger = site.owner(), Caller(site.install, site.business.host)
    pid = site.install.pid("web")
    site.postgres.stop()
    for method, path, body in (
        ("GET", "/api/v1/me", None),
        ("POST", "/api/v1/appointments", site.booking(days=2)),
        ("GET", "/api/v1/public/business", None),
        ("POST", "/api/v1/auth/sign-in", {"email": "a@example.com", "password": "b"}),
    ):
        answer = owner.call(method, path, body)
        assert answer.status_code == 503, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.json()["type"] == "/problems/unavailable"
    page = stranger.call("GET", "/", Accept="text/html")
    assert page.status_code == 503
    assert page.headers["Content-Type"].startswith("text/html")
    assert '<a href="">Try again</a>' in page.text
    assert owner.call("GET", "/healthz").status_code == 200
    assert owner.call("GET", "/readyz").status_code == 503
    site.postgres.start()
    until(lambda: owner.call("GET", "/readyz").status_code == 200)
    assert owner.call("GET", "/api/v1/me").status_code == 200
    booked = owner.call("POST", "/api/v1/appointments", site.booking(days=2))
    assert booked.status_code == 201, booked.text
    assert site.install.is_running("web")
    assert site.install.pid("web") == pid


def test_connections_that_were_cut_are_replaced_without_a_failed_request(site: Site) -> None:
    """A restart between two requests leaves dead connections in the pool."""
    site.install.start("web")
    owner = site.owner()
    site.postgres.stop()
    site.postgres.start()
    answers = [owner.call("GET", "/api/v1/me").status_code for _ in range(5)]
    assert answers[-1] == 200
    assert set(answers) <= {200, 503}
    assert answers.count(503) <= 1


def test_relay_worker_and_realtime_survive_and_go_on(site: Site) -> None:
    site.install.start("web", "relay", "worker", "realtime", "scheduler")
    owner = site.owner()
    site.postgres.stop()
    until(lambda: "relay.postponed" in site.install.text("relay"))
    site.postgres.start()
    until(lambda: owner.call("GET", "/readyz").status_code == 200)
    assert owner.call("POST", "/api/v1/appointments", site.booking(days=3)).status_code == 201
    until(lambda: site.mail_count() == 1, why=site.install.text("worker"))
    for name in ("web", "relay", "worker", "realtime", "scheduler"):
        assert site.install.is_running(name), site.install.text(name)
