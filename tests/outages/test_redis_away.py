"""Redis goes, comes back, or comes back empty: nothing that was accepted is lost."""

from __future__ import annotations

from redis import Redis

from tests.outages.conftest import Site
from tests.processes import until
from tests.sockets import Socket

WAITING = "SELECT name FROM outbox_events WHERE handled_at IS NULL"


def test_sign_in_and_booking_go_on_and_are_told_afterwards(site: Site) -> None:
    site.install.start("web", "realtime", "relay", "worker")
    before = site.owner()
    cookie = before.cookie.partition("=")[2]
    with Socket(site.install.realtime_port, site.business.host, cookie=cookie) as socket:
        site.redis.stop()
        owner = site.owner()
        booked = owner.call("POST", "/api/v1/appointments", site.booking(days=2))
        assert booked.status_code == 201, booked.text
        assert ("AppointmentBooked",) in site.sql(WAITING)
        assert site.mail_count() == 0
        assert owner.call("GET", "/readyz").json()["redis"] == "away"
        site.redis.start()
        until(lambda: site.sql(WAITING) == [], why=site.install.text("relay"))
        until(lambda: site.mail_count() == 1, why=site.install.text("worker"))
        heard = socket.change() or _heard_afterwards(site, cookie, owner)
        assert heard is not None, site.install.text("realtime")
        assert heard["name"] == "appointment"
    for name in ("web", "realtime", "relay", "worker"):
        assert site.install.is_running(name), site.install.text(name)


def _heard_afterwards(site: Site, cookie: str, owner: object) -> dict[str, object] | None:
    """A client that missed the first word while its server came back hears the next."""
    with Socket(site.install.realtime_port, site.business.host, cookie=cookie) as socket:
        booked = owner.call(  # type: ignore[attr-defined]
            "POST", "/api/v1/appointments", site.booking(days=5)
        )
        assert booked.status_code == 201
        return socket.change()


def test_sockets_hear_again_after_redis_came_back(site: Site) -> None:
    site.install.start("web", "realtime", "relay")
    owner = site.owner()
    cookie = owner.cookie.partition("=")[2]
    with Socket(site.install.realtime_port, site.business.host, cookie=cookie) as socket:
        site.redis.stop()
        site.redis.start()
        until(lambda: owner.call("GET", "/readyz").json()["redis"] == "ok")

        days = iter(range(2, 40))

        def heard() -> object:
            body = site.booking(days=next(days))
            assert owner.call("POST", "/api/v1/appointments", body).status_code == 201
            return socket.change(seconds=1)

        assert until(heard, why=site.install.text("realtime"))


def test_redis_emptied_between_commit_and_worker_loses_no_mail(site: Site) -> None:
    site.install.start("web", "relay")
    assert (
        site.owner().call("POST", "/api/v1/appointments", site.booking(days=2)).status_code == 201
    )
    until(lambda: site.sql(WAITING) == [])
    queued = site.sql("SELECT id FROM jobs WHERE state = 'queued'")
    assert queued
    with Redis.from_url(site.redis.url()) as client:
        until(lambda: client.llen("rq:queue:smoothschedule") == len(queued))
        client.flushall()
    site.install.start("worker")
    # The message was sent longer ago than the relay waits for an answer.
    site.sql("UPDATE jobs SET sent_at = now() - interval '1 minute'")
    until(lambda: site.mail_count() == 1, why=site.install.text("worker"))
    until(lambda: site.sql("SELECT id FROM jobs WHERE state <> 'done'") == [])
