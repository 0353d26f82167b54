"""Sockets end when what they were opened with is over, and nobody else's do."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from flask_socketio import SocketIO
from gevent import GreenletExit
from psycopg import Connection
from sqlalchemy.exc import NoResultFound

from smoothschedule.core.api import App
from smoothschedule.outbox_relay import Relay
from smoothschedule.realtime import server
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person
from tests.realtime.sockets import Connect, book, desk, ticket_of
from tests.sockets import Refused
from tests.web import Browser, signed_in


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
        (
            {"opened": {Role.TENANT_MANAGER: ["view_activity"], Role.TENANT_STAFF: ["view_team"]}},
            [Role.TENANT_MANAGER, Role.TENANT_STAFF],
        ),
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


def test_a_word_of_other_rights_that_was_lost_is_made_up_for(
    app: App, business: Business, connect: Connect, admin: Connection
) -> None:
    roles = [Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF]
    owner, manager, staff = (desk(app, connect, business, role) for role in roles)
    opened = json.dumps({Role.TENANT_STAFF: ["view_all_calendars"]})
    admin.execute("UPDATE tenants SET opened_rights = %s WHERE id = %s", [opened, business.id])
    assert staff.ended()
    person = business.people[Role.TENANT_MANAGER]
    admin.execute("UPDATE users SET role = %s WHERE id = %s", [Role.TENANT_STAFF, person.id])
    assert manager.ended()
    assert not owner.ended(seconds=1.5)


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
