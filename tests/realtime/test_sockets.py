"""Sockets against the real process: who is let in, what they hear, and when they are cut off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask_socketio import SocketIO
from gevent import GreenletExit
from itsdangerous import URLSafeSerializer
from psycopg import Connection
from sqlalchemy.exc import NoResultFound

from smoothschedule.core.api import App
from smoothschedule.core.effects import Message
from smoothschedule.outbox_relay import Relay
from smoothschedule.realtime import server, tickets
from smoothschedule.realtime.broadcast import Broadcaster
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person, soon, wire
from tests.processes import Install
from tests.sockets import Refused, Socket
from tests.web import Browser, signed_in, visitor

Connect = Callable[..., Socket]


@pytest.fixture(scope="module")
def realtime_port(
    product_values: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    values = {**product_values, "SOCKET_RECHECK_SECONDS": "1"}
    install = Install(values, tmp_path_factory.mktemp("realtime"))
    install.start("realtime")
    yield install.realtime_port
    install.stop()


@pytest.fixture
def connect(realtime_port: int) -> Iterator[Connect]:
    """Opens sockets that are closed after the test."""
    with ExitStack() as opened:
        yield lambda host, **how: opened.enter_context(Socket(realtime_port, host, **how))


@pytest.fixture
def relay(runtime: Runtime, business: Business, rival: Business, admin: Connection) -> Relay:
    """A relay that will not tell how the businesses came to be."""
    admin.execute("DELETE FROM outbox_events")
    return Relay(runtime)


def ticket_of(app: App, business: Business) -> dict[str, str]:
    answer = visitor(app, business).post("/public/socket-ticket")
    return {"ticket": answer.json["ticket"]}


def book(app: App, business: Business, *, days: int = 3) -> str:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(days)),
        "customer_id": str(business.customer_id),
    }
    answer = signed_in(app, business).post("/appointments", body)
    assert answer.status_code == 201
    return str(answer.json["id"])


def desk(app: App, connect: Connect, business: Business, role: Role = Role.TENANT_OWNER) -> Socket:
    browser = signed_in(app, business, business.people[role])
    return connect(business.host, cookie=browser.cookie)


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


def test_sockets_of_a_session_end_with_it_and_others_stay(
    app: App, business: Business, connect: Connect, relay: Relay
) -> None:
    leaving, staying = signed_in(app, business), signed_in(app, business)
    first = connect(business.host, cookie=leaving.cookie)
    second = connect(business.host, cookie=leaving.cookie)
    other = connect(business.host, cookie=staying.cookie)
    assert leaving.post("/auth/sign-out").status_code == 204
    relay.empty()
    assert first.ended()
    assert second.ended()
    assert not other.ended(seconds=0.3)
    with pytest.raises(Refused, match="not-signed-in"):
        connect(business.host, cookie=leaving.cookie)


def test_sockets_end_when_the_session_is_revoked_elsewhere(
    app: App, business: Business, connect: Connect, relay: Relay
) -> None:
    here, there = signed_in(app, business), signed_in(app, business)
    socket = connect(business.host, cookie=there.cookie)
    (other,) = [s for s in here.get("/auth/sessions").json["items"] if not s["is_current"]]
    assert UUID(other["id"])
    assert here.call("DELETE", f"/auth/sessions/{other['id']}").status_code == 204
    relay.empty()
    assert socket.ended()


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


def test_everybody_at_a_suspended_business_is_cut_off(
    app: App, business: Business, rival: Business, runtime: Runtime, connect: Connect, relay: Relay
) -> None:
    ours = [
        desk(app, connect, business),
        desk(app, connect, business, Role.CUSTOMER),
        connect(business.host, auth=ticket_of(app, business)),
    ]
    other = desk(app, connect, rival)
    staff = Browser(app, "platform.smoothschedule.localhost").enter(
        make_platform_person(runtime, Role.PLATFORM_MANAGER)
    )
    path = f"/platform/tenants/{business.id}/suspend"
    assert staff.post(path, {"reason": "unpaid"}, version=1).status_code == 200
    relay.empty()
    assert all(socket.ended() for socket in ours)
    assert not other.ended(seconds=0.3)


def test_a_suspended_business_has_no_sockets(
    app: App, business: Business, connect: Connect, admin: Connection
) -> None:
    cookie, ticket = signed_in(app, business).cookie, ticket_of(app, business)
    admin.execute("UPDATE tenants SET status = 'suspended'")
    with pytest.raises(Refused, match="tenant-suspended"):
        connect(business.host, cookie=cookie)
    with pytest.raises(Refused, match="tenant-suspended"):
        connect(business.host, auth=ticket)


def test_a_new_role_cuts_the_sockets_so_that_they_come_back_into_the_right_rooms(
    app: App, business: Business, connect: Connect, relay: Relay
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    inside = signed_in(app, business, staff)
    socket, other = connect(business.host, cookie=inside.cookie), desk(app, connect, business)
    owner = signed_in(app, business)
    (seen,) = owner.get("/users?q=staff").json["items"]
    body = {"role": Role.TENANT_MANAGER}
    assert owner.patch(f"/users/{staff.id}", body, version=seen["version"]).status_code == 200
    relay.empty()
    assert socket.ended()
    assert not other.ended(seconds=0.3)
    assert connect(business.host, cookie=inside.cookie)


@pytest.mark.parametrize("steps", [[True], [True, False]])
def test_rights_that_change_cut_the_sockets_so_that_they_come_back_into_the_right_rooms(
    app: App, business: Business, connect: Connect, relay: Relay, steps: list[bool]
) -> None:
    owner, role = signed_in(app, business), Role.TENANT_STAFF
    for is_open in steps:
        socket = desk(app, connect, business, Role.TENANT_STAFF)
        body = {"opened": {role: ["view_all_calendars"] * is_open}, "customers_may_register": True}
        version = owner.get("/rights").json["version"]
        assert owner.call("PUT", "/rights", body, version=version).status_code == 200
        relay.empty()
        assert socket.ended()
    socket = desk(app, connect, business, Role.TENANT_STAFF)
    id = book(app, business)
    relay.empty()
    assert (socket.change() or {})["id"] == (id if steps[-1] else None)


@pytest.mark.parametrize(
    ("changes", "concerned"),
    [
        ({"customers_may_register": False}, []),
        ({"opened": {Role.TENANT_MANAGER: ["view_activity"]}}, [Role.TENANT_MANAGER]),
    ],
)
def test_rights_that_change_cut_nobody_whom_they_do_not_concern(
    app: App,
    business: Business,
    connect: Connect,
    relay: Relay,
    changes: dict[str, Any],
    concerned: list[Role],
) -> None:
    roles = [Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF]
    sockets = {role: desk(app, connect, business, role) for role in roles}
    body = {"opened": {}, "customers_may_register": True, **changes}
    assert signed_in(app, business).call("PUT", "/rights", body, version=1).status_code == 200
    relay.empty()
    for role in concerned:
        assert sockets.pop(role).ended()
    for socket in sockets.values():
        assert (socket.change() or {})["name"] == "tenant"
        assert not socket.ended(seconds=0.3)


def test_a_deactivated_person_hears_nothing_more(
    app: App, business: Business, connect: Connect, relay: Relay
) -> None:
    inside = signed_in(app, business, business.people[Role.TENANT_STAFF])
    socket = connect(business.host, cookie=inside.cookie)
    owner = signed_in(app, business)
    (seen,) = owner.get("/users?q=staff").json["items"]
    ended = owner.post(f"/users/{seen['id']}/deactivate", version=seen["version"])
    assert ended.status_code == 200
    relay.empty()
    assert socket.ended()
    with pytest.raises(Refused, match="not-signed-in"):
        connect(business.host, cookie=inside.cookie)


def test_a_word_to_hang_up_that_was_lost_is_made_up_for(
    app: App, business: Business, connect: Connect, admin: Connection
) -> None:
    inside, socket = signed_in(app, business), desk(app, connect, business)
    other = connect(business.host, cookie=inside.cookie)
    guest = connect(business.host, auth=ticket_of(app, business))
    admin.execute(
        "UPDATE sessions SET revoked_at = now() WHERE token_hash = sha256(%s)",
        [str(inside.cookie).encode()],
    )
    assert other.ended()
    assert not socket.ended(seconds=1.5)
    assert not guest.ended(seconds=0.1)


def test_a_look_at_the_sessions_that_fails_is_not_the_last(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([NoResultFound(), KeyError(), GreenletExit()])

    def look(*_: object) -> None:
        raise next(looks)

    monkeypatch.setattr(server, "look_again", look)
    monkeypatch.setattr("gevent.sleep", lambda _: None)
    with pytest.raises(GreenletExit):
        server.keep_looking(runtime, SocketIO(), {})
