"""Talking to the Socket.IO server from other processes, through Redis."""

from __future__ import annotations

import json
from uuid import UUID

from redis import Redis
from redis.connection import parse_url
from socketio import RedisManager

from smoothschedule.core.effects import Hangup, Message
from smoothschedule.realtime.rooms import DESK, OWN_DESK, full_name


def channel_of(redis_url: str) -> str:
    """Where messages to connections are published; server and senders must name the same.

    Redis publishes across its numbered databases, so the number is part of the name: installs
    that share a server do not hear each other.
    """
    return f"smoothschedule:{_number(redis_url)}:messages"


def hangups_of(redis_url: str) -> str:
    """Where it is published whose connections are to be closed."""
    return f"smoothschedule:{_number(redis_url)}:hangups"


def _number(redis_url: str) -> int:
    return int(parse_url(redis_url).get("db", 0))


class Broadcaster:
    """Sends what the realtime processes pass on to their connections; raises RedisError."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(redis_url, socket_connect_timeout=1, socket_timeout=2)
        self._hangups = hangups_of(redis_url)
        self._manager = RedisManager(redis_url, channel=channel_of(redis_url), write_only=True)

    def send(self, tenant_id: UUID | None, effect: Message | Hangup, *, version: int) -> None:
        """The effect has reached Redis. Versions grow with time."""
        room = full_name(tenant_id, effect.room)
        if isinstance(effect, Hangup):
            self._redis.publish(self._hangups, json.dumps({"room": room}))
            return
        self._redis.ping()  # the manager below swallows a lost Redis; this does not
        message = {"name": effect.name, "id": effect.id, "version": version}
        self._manager.emit("change", message, room=room)
        if effect.room == DESK:
            unnamed = {**message, "id": None}
            self._manager.emit("change", unnamed, room=full_name(tenant_id, OWN_DESK))
