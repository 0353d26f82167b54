"""The Socket.IO server: checks who connects, puts them into their rooms, passes messages on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import gevent
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from smoothschedule.actors import actor_of
from smoothschedule.core import metrics
from smoothschedule.core.problems import Problem
from smoothschedule.core.requests import plain_host
from smoothschedule.identity import (
    Caller,
    TenantSuspended,
    open_for,
    require_second_factor,
    who_knocks,
)
from smoothschedule.realtime import tickets
from smoothschedule.realtime.broadcast import channel_of, hangups_of
from smoothschedule.realtime.rooms import everybody_at, full_name, rooms_of
from smoothschedule.runtime import Runtime
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.sessions import session_cookie_name, signed_in

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Knock:
    """By what somebody came in: a session's secret or a visitor's ticket, at this host."""

    host: str
    token: str | None
    ticket: str | None


#: How each connection came in that came with a session, and the rooms that opened to it.
Knocks = dict[str, tuple[Knock, list[str]]]


def create_server(runtime: Runtime) -> tuple[Flask, SocketIO]:
    """The Flask application and Socket.IO server of the realtime process."""
    app = Flask("smoothschedule.realtime")
    app.config["SECRET_KEY"] = runtime.settings.secret_key
    socketio = SocketIO(
        app,
        async_mode="gevent",
        message_queue=runtime.settings.redis_url,
        channel=channel_of(runtime.settings.redis_url),
        transports=["websocket"],
        cors_allowed_origins=is_own_origin,
        manage_session=False,
        max_http_buffer_size=10_000,
    )
    knocks = Knocks()
    socketio.on_event("connect", lambda auth=None: _connect(runtime, knocks, auth))
    socketio.on_event("disconnect", lambda _reason=None: knocks.pop(_sid(), None))
    socketio.on_event("join", _join)
    metrics.SOCKETS.set_function(lambda: len(socketio.server.eio.sockets))
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "ok"})
    gevent.spawn(_hang_up_when_told, runtime, socketio)
    gevent.spawn(keep_looking, runtime, socketio, knocks)
    return app, socketio


def is_own_origin(origin: str, environ: dict[str, Any] | None = None) -> bool:
    """Pages connect to their own host only, whatever the port."""
    host = plain_host((environ or {}).get("HTTP_HOST", ""))
    return bool(host) and (urlsplit(origin).hostname or "") == host


def _connect(runtime: Runtime, knocks: Knocks, auth: Any) -> None:
    knock = Knock(plain_host(request.host), request.cookies.get(_cookie(runtime)), _ticket_in(auth))
    try:
        rooms, tenant_id = _rooms_for(runtime, knock)
    except Problem as problem:
        raise ConnectionRefusedError(problem.slug) from None
    except (DBAPIError, PoolTimeout):
        raise ConnectionRefusedError("unavailable") from None
    for room in rooms:
        join_room(room)
    if tenant_id is not None:
        join_room(everybody_at(tenant_id))
    if knock.ticket is None:
        knocks[_sid()] = knock, rooms


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _cookie(runtime: Runtime) -> str:
    return session_cookie_name(runtime.settings)


def _ticket_in(auth: Any) -> str | None:
    ticket = auth.get("ticket") if isinstance(auth, dict) else None
    return None if ticket is None else str(ticket)


def _rooms_for(runtime: Runtime, knock: Knock) -> tuple[list[str], UUID | None]:
    """Rooms of the session, or of the ticket, and the business (None: the platform).

    Raises Problem or ConnectionRefusedError.
    """
    caller, ticket = who_knocks(runtime, knock.host, knock.token), knock.ticket
    if ticket is None and caller.session_id is None:
        raise ConnectionRefusedError("not-signed-in")
    with open_for(runtime, caller, read_only=True) as work:
        if caller.tenant_id and work.get(Tenant, caller.tenant_id).is_suspended:
            raise TenantSuspended
        if ticket is not None:
            return [_room_of_ticket(runtime, caller, ticket, now=work.now)], caller.tenant_id
        person = signed_in(work, caller.session_id) if caller.session_id else None
        if person is None:
            raise ConnectionRefusedError("not-signed-in")
        if person.visit is None:
            require_second_factor(runtime, work, person.account.id)
        actor = actor_of(work, person.account, person.visit)
    names = rooms_of(
        role=actor.role,
        permissions=actor.permissions,
        user_id=person.account.id,
        session_id=person.session_id,
        customer_id=actor.customer_id,
    )
    return [full_name(caller.tenant_id, name) for name in names], caller.tenant_id


def _room_of_ticket(runtime: Runtime, caller: Caller, ticket: str, *, now: datetime) -> str:
    found = tickets.read(runtime.settings.secret_key, ticket, now=now)
    if found is None or found[0] != caller.tenant_id:
        runtime.security_log.security(
            "TICKET_REFUSED",
            tenant_id=caller.tenant_id,
            ip_address=request.remote_addr,
            host=caller.host,
        )
        raise ConnectionRefusedError("ticket-refused")
    tenant_id, room = found
    return full_name(tenant_id, room)


def _join(data: Any) -> dict[str, Any]:
    """Rooms follow from who one is; asking for others is always refused."""
    return {"type": "/problems/not-allowed", "title": "You may not join this room.", "status": 403}


def _hang_up_when_told(runtime: Runtime, socketio: SocketIO) -> None:
    url = runtime.settings.redis_url
    while True:
        try:
            pubsub = Redis.from_url(url).pubsub()
            pubsub.subscribe(hangups_of(url))
            for message in pubsub.listen():
                if message["type"] == "message":
                    hang_up(socketio, json.loads(message["data"])["room"])
        except RedisError as error:
            log.warning("hangups.waiting", error=type(error).__name__)
            gevent.sleep(1)
        except Exception:
            log.exception("hangups.waiting")
            gevent.sleep(1)


def keep_looking(runtime: Runtime, socketio: SocketIO, knocks: Knocks) -> None:
    """A word to hang up may be lost with Redis, or come while somebody is at the door: no
    connection outlives its session or its rights for long."""
    while True:
        gevent.sleep(runtime.settings.socket_recheck_seconds)
        try:
            look_again(runtime, socketio, knocks)
        except (DBAPIError, PoolTimeout) as error:
            log.warning("sessions.not_looked_at", error=type(error).__name__)
        except Exception:
            # As for somebody who is erased between two questions. It must not be the last look.
            log.exception("sessions.not_looked_at")


def look_again(runtime: Runtime, socketio: SocketIO, knocks: Knocks) -> None:
    """Every connection is closed whose session opens nothing any more, or other rooms."""
    for sid, (knock, rooms) in list(knocks.items()):
        if _opened(runtime, knock) != rooms:
            knocks.pop(sid, None)
            socketio.server.disconnect(sid)


def _opened(runtime: Runtime, knock: Knock) -> list[str] | None:
    try:
        return _rooms_for(runtime, knock)[0]
    except (Problem, ConnectionRefusedError):
        return None


def hang_up(socketio: SocketIO, room: str) -> None:
    """Every connection of this process in the room is closed."""
    manager = socketio.server.manager
    for sid, _ in list(manager.get_participants("/", room)):
        socketio.server.disconnect(sid)
