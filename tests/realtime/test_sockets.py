"""Sockets against the real process: who is let in and what they hear."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from itsdangerous import URLSafeSerializer

from smoothschedule.core.api import App
from smoothschedule.core.effects import Message
from smoothschedule.outbox_relay import Relay
from smoothschedule.realtime import tickets
from smoothschedule.realtime.broadcast import Broadcaster
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person
from tests.realtime.sockets import Connect, book, desk, ticket_of
from tests.sockets import Refused
from tests.web import Browser, signed_in


@pytest.mark.parametrize("auth", [None, {}, {"ticket": None}, "x", 7, ["ticket"]])
def test_without_session_or_ticket_nobody_gets_in(
    business: Business, connect: Connect, app: App, auth: object
) -> None:
    with pytest.raises(Refused, match="not-signed-in"):
        connect(business.host, auth=auth)


def test_an_unknown_host_has_no_sockets(business: Business, connect: Connect, app: App) -> None:
    cookie = signed_in(app, business).cookie
    with pytest.raises(Refused, match="unknown-host"):
        connect("nobody.smoothschedule.localhost", cookie=cookie)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://borealis.smoothschedule.localhost:8000",
        "http://smoothschedule.localhost:8000",
        "null",
        "http://[",
    ],
)
def test_a_page_of_another_host_is_refused(
    app: App, business: Business, rival: Business, connect: Connect, origin: str
) -> None:
    cookie = signed_in(app, business).cookie
    with pytest.raises(Refused):
        connect(business.host, cookie=cookie, origin=origin)
    assert connect(business.host, cookie=cookie)


def test_our_session_or_ticket_is_nobodys_at_another_business(
    app: App, business: Business, rival: Business, connect: Connect
) -> None:
    with pytest.raises(Refused, match="not-signed-in"):
        connect(rival.host, cookie=signed_in(app, business).cookie)
    with pytest.raises(Refused, match="ticket-refused"):
        connect(rival.host, auth=ticket_of(app, business))
    assert connect(business.host, auth=ticket_of(app, business))


def test_a_ticket_is_over_after_a_minute(
    business: Business, runtime: Runtime, connect: Connect
) -> None:
    key = runtime.settings.secret_key
    with runtime.units.tenant(business.id) as work:
        now = work.now
    made = partial(tickets.issue, key, tenant_id=business.id, room="booking")
    old = made(now=now - timedelta(seconds=tickets.VALID_SECONDS + 2))
    assert connect(business.host, auth={"ticket": made(now=now)})
    with pytest.raises(Refused, match="ticket-refused"):
        connect(business.host, auth={"ticket": old})


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_ticket_holds_wherever_the_clock_of_its_maker_stands(
    app: App, business: Business, connect: Connect, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    wrong = time.time() + hours * 3600
    monkeypatch.setattr("time.time", lambda: wrong)
    ticket = ticket_of(app, business)
    monkeypatch.undo()
    assert connect(business.host, auth=ticket)


@pytest.mark.parametrize("forged", ["x", "", "W10.aaaa.bbbb", "é", "a" * 5000])
def test_a_forged_ticket_is_refused(business: Business, connect: Connect, forged: str) -> None:
    with pytest.raises(Refused, match="ticket-refused"):
        connect(business.host, auth={"ticket": forged})


def test_a_ticket_signed_for_something_else_is_refused(
    business: Business, runtime: Runtime, connect: Connect
) -> None:
    other = URLSafeSerializer(runtime.settings.secret_key, salt="something else")
    forever = [str(business.id), "desk", 2**40]
    with pytest.raises(Refused, match="ticket-refused"):
        connect(business.host, auth={"ticket": other.dumps(forever)})


def test_asking_for_a_room_is_always_refused(
    app: App, business: Business, rival: Business, connect: Connect, relay: Relay
) -> None:
    socket = desk(app, connect, business)
    for room in (f"{rival.id}/desk", "desk", f"{business.id}/desk", "", None, {"room": 1}):
        assert socket.ask("join", room)["status"] == 403
    book(app, rival)
    relay.empty()
    assert socket.change(seconds=0.5) is None


def test_a_change_is_heard_at_its_own_desk_only(
    app: App, business: Business, rival: Business, connect: Connect, relay: Relay
) -> None:
    ours, theirs = desk(app, connect, business), desk(app, connect, rival)
    staff = desk(app, connect, business, Role.TENANT_STAFF)
    id = book(app, business)
    relay.empty()
    heard = ours.change()
    assert heard is not None
    assert (heard["name"], heard["id"]) == ("appointment", id)
    assert set(heard) == {"name", "id", "version"}
    assert staff.change() == {**heard, "id": None}
    # A later change of their own is the first that the others hear.
    own = book(app, rival)
    relay.empty()
    first = theirs.change()
    assert first is not None
    assert first["id"] == own
    assert first["version"] > heard["version"]
    assert ours.change(seconds=0.3) is None


def test_visitors_hear_that_times_changed_and_nothing_of_the_desk(
    app: App, business: Business, rival: Business, connect: Connect, relay: Relay
) -> None:
    visiting = connect(business.host, auth=ticket_of(app, business))
    elsewhere = connect(rival.host, auth=ticket_of(app, rival))
    body = {"name": "Somebody"}
    assert signed_in(app, business).post("/customers", body).status_code == 201
    book(app, business)
    relay.empty()
    heard = visiting.change()
    assert heard is not None
    assert (heard["name"], heard["id"]) == ("slots", str(business.service_id))
    assert visiting.change(seconds=0.3) is None
    assert elsewhere.change(seconds=0.3) is None


def test_customers_do_not_hear_the_desk(
    app: App, business: Business, connect: Connect, relay: Relay
) -> None:
    customer = desk(app, connect, business, Role.CUSTOMER)
    owner = desk(app, connect, business)
    book(app, business)
    relay.empty()
    assert owner.change() is not None
    assert customer.change(seconds=0.3) is None


def test_platform_staff_do_not_hear_businesses(
    app: App, business: Business, runtime: Runtime, connect: Connect, relay: Relay
) -> None:
    host = "platform.smoothschedule.localhost"
    browser = Browser(app, host).enter(make_platform_person(runtime, Role.SUPERUSER))
    platform = connect(host, cookie=browser.cookie)
    book(app, business)
    relay.empty()
    assert platform.change(seconds=0.5) is None


def test_installs_that_share_a_redis_do_not_hear_each_other(
    app: App, business: Business, runtime: Runtime, connect: Connect
) -> None:
    owner = desk(app, connect, business)
    own_url = runtime.settings.redis_url
    message = Message("desk", "tenant", str(business.id))
    Broadcaster(f"{own_url.rpartition('/')[0]}/15").send(business.id, message, version=1)
    Broadcaster(own_url).send(business.id, message, version=2)
    heard = owner.change()
    assert heard is not None
    assert heard["version"] == 2


def test_a_business_hears_that_the_platform_changed_its_plan(
    app: App, business: Business, rival: Business, runtime: Runtime, connect: Connect, relay: Relay
) -> None:
    own, other = desk(app, connect, business), desk(app, connect, rival)
    staff = Browser(app, "platform.smoothschedule.localhost").enter(
        make_platform_person(runtime, Role.PLATFORM_MANAGER)
    )
    path = f"/platform/tenants/{business.id}/plan"
    assert staff.post(path, {"plan": "professional"}, version=1).status_code == 200
    relay.empty()
    heard = own.change()
    assert heard is not None
    assert (heard["name"], heard["id"]) == ("tenant", str(business.id))
    assert other.change(seconds=0.3) is None
