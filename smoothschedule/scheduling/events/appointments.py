"""What happens to appointments, series and sessions of classes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class AppointmentEvent(Event):
    """Something happened to an appointment; `service_id` names whose free slots changed."""

    appointment_id: UUID
    service_id: UUID
    #: The mail that tells the guest; None where nobody is to be written to.
    mail_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AppointmentHeld(AppointmentEvent):
    """A visitor holds a slot while filling in the form."""

    tag = Tag.APPOINTMENT_HELD


@dataclass(frozen=True, slots=True)
class HoldReleased(AppointmentEvent):
    """The visitor gave the slot back."""

    tag = Tag.HOLD_RELEASED


@dataclass(frozen=True, slots=True)
class HoldExpired(AppointmentEvent):
    """The hold ran out."""

    tag = Tag.HOLD_EXPIRED


@dataclass(frozen=True, slots=True)
class AppointmentRequested(AppointmentEvent):
    """Booked, and waiting for the business to approve it."""

    tag = Tag.APPOINTMENT_REQUESTED


@dataclass(frozen=True, slots=True)
class AppointmentBooked(AppointmentEvent):
    """Booked and confirmed at once."""

    tag = Tag.APPOINTMENT_BOOKED


@dataclass(frozen=True, slots=True)
class AppointmentApproved(AppointmentEvent):
    """A request was confirmed."""

    tag = Tag.APPOINTMENT_APPROVED


@dataclass(frozen=True, slots=True)
class AppointmentRejected(AppointmentEvent):
    """A request was turned down."""

    tag = Tag.APPOINTMENT_REJECTED


@dataclass(frozen=True, slots=True)
class AppointmentMoved(AppointmentEvent):
    """Another time or other resources; the id stays."""

    tag = Tag.APPOINTMENT_MOVED


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(AppointmentEvent):
    """Called off, by either side."""

    tag = Tag.APPOINTMENT_CANCELLED


@dataclass(frozen=True, slots=True)
class AppointmentCheckedIn(AppointmentEvent):
    """The customer is here."""

    tag = Tag.APPOINTMENT_CHECKED_IN


@dataclass(frozen=True, slots=True)
class AppointmentStarted(AppointmentEvent):
    """The work has begun."""

    tag = Tag.APPOINTMENT_STARTED


@dataclass(frozen=True, slots=True)
class AppointmentCompleted(AppointmentEvent):
    """It is done."""

    tag = Tag.APPOINTMENT_COMPLETED


@dataclass(frozen=True, slots=True)
class AppointmentMissed(AppointmentEvent):
    """Nobody came."""

    tag = Tag.APPOINTMENT_MISSED


@dataclass(frozen=True, slots=True)
class AppointmentReopened(AppointmentEvent):
    """A step that was written down is taken back."""

    tag = Tag.APPOINTMENT_REOPENED


@dataclass(frozen=True, slots=True)
class AppointmentRestored(AppointmentEvent):
    """What was called off or turned down stands again."""

    tag = Tag.APPOINTMENT_RESTORED


@dataclass(frozen=True, slots=True)
class AppointmentChanged(AppointmentEvent):
    """Notes changed: nothing that a guest needs to hear of."""

    tag = Tag.APPOINTMENT_CHANGED


@dataclass(frozen=True, slots=True)
class AppointmentAnswered(AppointmentEvent):
    """What the service asks was answered, or answered otherwise."""

    tag = Tag.APPOINTMENT_ANSWERED


@dataclass(frozen=True, slots=True)
class SessionOpened(AppointmentEvent):
    """A class has a session: the team scheduled it, or somebody took the first seat."""

    tag = Tag.SESSION_OPENED


@dataclass(frozen=True, slots=True)
class SessionClosed(AppointmentEvent):
    """Nobody comes to the session any more, so it is gone."""

    tag = Tag.SESSION_CLOSED


@dataclass(frozen=True, slots=True)
class SeriesEvent(Event):
    """Something happened to a series; `service_id` names whose free slots changed."""

    series_id: UUID
    service_id: UUID
    mail_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SeriesBooked(SeriesEvent):
    """Appointments that repeat were booked."""

    tag = Tag.SERIES_BOOKED


@dataclass(frozen=True, slots=True)
class SeriesMoved(SeriesEvent):
    """Several of a series have another time or other resources."""

    tag = Tag.SERIES_MOVED


@dataclass(frozen=True, slots=True)
class SeriesCancelled(SeriesEvent):
    """Several of a series were called off."""

    tag = Tag.SERIES_CANCELLED


@dataclass(frozen=True, slots=True)
class SeriesChangeUndone(SeriesEvent):
    """What was done to several of a series was taken back."""

    tag = Tag.SERIES_CHANGE_UNDONE
