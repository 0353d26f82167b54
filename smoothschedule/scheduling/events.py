"""What happens in scheduling that others follow: past tense, ids only."""

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


@dataclass(frozen=True, slots=True)
class WaitlistEvent(Event):
    """Something happened to somebody's place on the waitlist."""

    waitlist_entry_id: UUID
    service_id: UUID
    mail_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitlistJoined(WaitlistEvent):
    """Somebody waits for a time of a service."""

    tag = Tag.WAITLIST_JOINED


@dataclass(frozen=True, slots=True)
class WaitlistOffered(WaitlistEvent):
    """A time is kept for them until they answer, or until the offer runs out."""

    tag = Tag.WAITLIST_OFFERED


@dataclass(frozen=True, slots=True)
class WaitlistBooked(WaitlistEvent):
    """They took it: it is an appointment now."""

    tag = Tag.WAITLIST_BOOKED


@dataclass(frozen=True, slots=True)
class WaitlistDeclined(WaitlistEvent):
    """They did not want that time and wait on."""

    tag = Tag.WAITLIST_DECLINED


@dataclass(frozen=True, slots=True)
class WaitlistOfferLapsed(WaitlistEvent):
    """They did not answer in time."""

    tag = Tag.WAITLIST_LAPSED


@dataclass(frozen=True, slots=True)
class WaitlistOfferWithdrawn(WaitlistEvent):
    """The time went away under the offer."""

    tag = Tag.WAITLIST_WITHDRAWN


@dataclass(frozen=True, slots=True)
class WaitlistLeft(WaitlistEvent):
    """They wait no more: they left, or the team took them off."""

    tag = Tag.WAITLIST_LEFT


@dataclass(frozen=True, slots=True)
class WaitlistRestored(WaitlistEvent):
    """The team put them back, at the place they had."""

    tag = Tag.WAITLIST_RESTORED


@dataclass(frozen=True, slots=True)
class WaitlistPassed(WaitlistEvent):
    """The days they waited for are over."""

    tag = Tag.WAITLIST_PASSED


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


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    """A customer was added or changed."""

    tag = Tag.CUSTOMER_CHANGED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersMerged(Event):
    """Two customers are one; whatever the other had is theirs."""

    tag = Tag.CUSTOMERS_MERGED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerImportEvent(Event):
    """Something happened to an import of customers."""

    customer_import_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerImportCheckAsked(CustomerImportEvent):
    """Somebody wants to know what an import would do."""

    tag = Tag.CUSTOMER_IMPORT_CHECK_ASKED


@dataclass(frozen=True, slots=True)
class CustomerImportStarted(CustomerImportEvent):
    """Customers are imported."""

    tag = Tag.CUSTOMER_IMPORT_STARTED


@dataclass(frozen=True, slots=True)
class CustomerImportWentOn(CustomerImportEvent):
    """More rows of the file were gone through."""

    tag = Tag.CUSTOMER_IMPORT_WENT_ON


@dataclass(frozen=True, slots=True)
class CustomerImportEnded(CustomerImportEvent):
    """All rows were gone through, or it was stopped."""

    tag = Tag.CUSTOMER_IMPORT_ENDED


@dataclass(frozen=True, slots=True)
class CustomerImportUndoAsked(CustomerImportEvent):
    """An import is to be taken back."""

    tag = Tag.CUSTOMER_IMPORT_UNDO_ASKED


@dataclass(frozen=True, slots=True)
class CustomerImportUndone(CustomerImportEvent):
    """An import was taken back."""

    tag = Tag.CUSTOMER_IMPORT_UNDONE
