"""What may follow an event: a job, a word to a room, the end of a connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import JobRequest

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A socket message: what changed, never its content."""

    room: str
    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Hangup:
    """Every connection in the room ends."""

    room: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Programs outside hear of a topic; what it is about, by kind and id."""

    topic: str
    kind: str
    id: UUID


Effect = JobRequest | Message | Hangup | Announcement
#: Makes the effect of one event; None when the event lacks what it needs.
Maker = Callable[[Payload], Effect | None]


def run(name: str, *keys: str) -> Maker:
    """The job of this name gets these ids of the event."""
    return lambda payload: JobRequest(name, {key: payload[key] for key in keys})


def run_for(name: str, key: str) -> Maker:
    """The job of this name gets this id, if the event carries one."""

    def make(payload: Payload) -> JobRequest | None:
        return JobRequest(name, {key: payload[key]}) if payload.get(key) else None

    return make


def tell(room: str, name: str, key: str | None = None) -> Maker:
    """Who is in the room hears that `name` changed. Room templates may name the event's ids."""

    def make(payload: Payload) -> Message | None:
        try:
            return Message(room.format_map(payload), name, payload[key] if key else None)
        except KeyError:
            return None

    return make


def tell_for(room: str, name: str, key: str) -> Maker:
    """Who is in the room hears that `name` changed, if the event carries which one."""
    told = tell(room, name, key)
    return lambda payload: told(payload) if payload.get(key) else None


def hang_up(room: str) -> Maker:
    """The connections in the room end."""
    return lambda payload: Hangup(room.format_map(payload))


def hang_up_if(key: str, value: str, room: str) -> Maker:
    """The connections in the room end, if the event has this value among those."""
    return lambda payload: Hangup(room) if value in payload.get(key, ()) else None
