"""What happens on the waitlist."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class WaitlistEvent(Event):
    """Something happened to somebody's place on the waitlist."""

    waitlist_entry_id: UUID
    service_id: UUID
    #: Whose place it is, so that they see it change.
    customer_id: UUID
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
