"""What changes in what can be booked, and when."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class LocationChanged(Event):
    """A location was added or changed."""

    tag = Tag.LOCATION_CHANGED

    location_id: UUID


@dataclass(frozen=True, slots=True)
class ResourceChanged(Event):
    """A resource or its hours were added or changed."""

    tag = Tag.RESOURCE_CHANGED

    resource_id: UUID


@dataclass(frozen=True, slots=True)
class ResourceDeleted(Event):
    """A resource is in no list any more; what it took part in still names it."""

    tag = Tag.RESOURCE_DELETED

    resource_id: UUID


@dataclass(frozen=True, slots=True)
class ResourceRestored(Event):
    """A former resource is back."""

    tag = Tag.RESOURCE_RESTORED

    resource_id: UUID


@dataclass(frozen=True, slots=True)
class DepartureEvent(Event):
    """Something happened to a departure of a resource."""

    departure_id: UUID


@dataclass(frozen=True, slots=True)
class DepartureStarted(DepartureEvent):
    """It is decided where the appointments of a resource go that left."""

    tag = Tag.DEPARTURE_STARTED


@dataclass(frozen=True, slots=True)
class DepartureWentOn(DepartureEvent):
    """More of them are where they go, or back."""

    tag = Tag.DEPARTURE_WENT_ON


@dataclass(frozen=True, slots=True)
class DepartureEnded(DepartureEvent):
    """All of them were gone through, or it was stopped."""

    tag = Tag.DEPARTURE_ENDED


@dataclass(frozen=True, slots=True)
class DepartureUndoAsked(DepartureEvent):
    """What was done to them is to be taken back."""

    tag = Tag.DEPARTURE_UNDO_ASKED


@dataclass(frozen=True, slots=True)
class DepartureUndone(DepartureEvent):
    """It was taken back, as far as that was possible."""

    tag = Tag.DEPARTURE_UNDONE


@dataclass(frozen=True, slots=True)
class TimeOffEntered(Event):
    """A resource will be away for a while."""

    tag = Tag.TIME_OFF_ENTERED

    resource_id: UUID
    time_off_id: UUID


@dataclass(frozen=True, slots=True)
class TimeOffRemoved(Event):
    """The resource is there after all."""

    tag = Tag.TIME_OFF_REMOVED

    resource_id: UUID
    time_off_id: UUID


@dataclass(frozen=True, slots=True)
class BusySourceEvent(Event):
    """Something happened to a calendar kept elsewhere that a resource is busy by."""

    resource_id: UUID
    source_id: UUID


@dataclass(frozen=True, slots=True)
class BusySourceAdded(BusySourceEvent):
    """It is read from now on."""

    tag = Tag.BUSY_SOURCE_ADDED


@dataclass(frozen=True, slots=True)
class BusySourceRemoved(BusySourceEvent):
    """It says nothing any more."""

    tag = Tag.BUSY_SOURCE_REMOVED


@dataclass(frozen=True, slots=True)
class BusySourceCheckAsked(BusySourceEvent):
    """It is to be read at once."""

    tag = Tag.BUSY_SOURCE_CHECK_ASKED


@dataclass(frozen=True, slots=True)
class BusyTimesRead(BusySourceEvent):
    """It says other times than before."""

    tag = Tag.BUSY_TIMES_READ


@dataclass(frozen=True, slots=True)
class ClosureAdded(Event):
    """A location will be closed on some days."""

    tag = Tag.CLOSURE_ADDED

    location_id: UUID
    closure_id: UUID


@dataclass(frozen=True, slots=True)
class ClosureRemoved(Event):
    """The location is open after all."""

    tag = Tag.CLOSURE_REMOVED

    location_id: UUID
    closure_id: UUID


@dataclass(frozen=True, slots=True)
class ServiceChanged(Event):
    """A service or the rules for booking it were added or changed."""

    tag = Tag.SERVICE_CHANGED

    service_id: UUID
