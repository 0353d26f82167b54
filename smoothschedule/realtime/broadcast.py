"""Talking to the Socket.IO server from other processes, through Redis."""

from __future__ import annotations

import json
from uuid import UUID

from redis import Redis
from socketio import RedisManager

from smoothschedule.core.effects import Hangup, Message
from smoothschedule.realtime.rooms import full_name

#: Flask-SocketIO's own channel; python-socketio's default differs and would lose everything.
CHANNEL = "flask-socketio"
HANGUPS = "smoothschedule:hangups"


class Broadcaster:
    """Sends what the realtime processes pass on to their connections; raises RedisError."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(redis_url, socket_connect_timeout=1, socket_timeout=2)
        self._manager = RedisManager(redis_url, channel=CHANNEL, write_only=True)

    def send(self, tenant_id: UUID | None, effect: Message | Hangup, *, version: int) -> None:
        """The effect has reached Redis. Versions grow with time."""
        room = full_name(tenant_id, effect.room)
        if isinstance(effect, Hangup):
            self._redis.publish(HANGUPS, json.dumps({"room": room}))
            return
        self._redis.ping()  # the manager below swallows a lost Redis; this does not
        message = {"name": effect.name, "id": effect.id, "version": version}
        self._manager.emit("change", message, room=room)
