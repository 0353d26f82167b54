"""What other programs may hear of: each topic is an event under the audit's name for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from smoothschedule.core.audit_tags import Tag

#: What the button sends; never chosen, always taken.
TEST: Final = "webhook.test"
#: Topic -> what it tells, in the order of the screen. The part before the dot groups them.
TOPICS: Final[Mapping[str, str]] = {
    Tag.APPOINTMENT_REQUESTED: "Booked, and waiting for approval",
    Tag.APPOINTMENT_BOOKED: "Booked and confirmed",
    Tag.APPOINTMENT_APPROVED: "A request was approved",
    Tag.APPOINTMENT_REJECTED: "A request was turned down",
    Tag.APPOINTMENT_MOVED: "Moved to another time or somebody else",
    Tag.APPOINTMENT_CANCELLED: "Cancelled, by either side",
    Tag.APPOINTMENT_RESTORED: "Put back on the calendar",
    Tag.APPOINTMENT_CHECKED_IN: "The customer is here",
    Tag.APPOINTMENT_STARTED: "The work has begun",
    Tag.APPOINTMENT_COMPLETED: "It is done",
    Tag.APPOINTMENT_MISSED: "Nobody came",
    Tag.APPOINTMENT_REOPENED: "A step was taken back",
    Tag.APPOINTMENT_CHANGED: "Notes changed",
    Tag.SERIES_BOOKED: "Appointments that repeat were booked",
    Tag.SERIES_MOVED: "Several of a series were moved",
    Tag.SERIES_CANCELLED: "Several of a series were cancelled",
    Tag.SERIES_CHANGE_UNDONE: "A change to a series was taken back",
    Tag.SESSION_OPENED: "A class takes place",
    Tag.SESSION_CLOSED: "A session has nobody left and is gone",
    Tag.CUSTOMER_CHANGED: "A customer was added or changed",
    Tag.CUSTOMER_ERASED: "A customer was erased: forget them, too",
    Tag.CONTRACT_SENT: "Sent to be signed",
    Tag.SIGNER_SIGNED: "One person has signed",
    Tag.CONTRACT_SIGNED: "Everybody has signed",
    Tag.CONTRACT_COMPLETED: "The sealed document is there",
    Tag.CONTRACT_DECLINED: "Somebody will not sign",
    Tag.CONTRACT_VOIDED: "The business took it back",
    Tag.CONTRACT_EXPIRED: "Nobody can sign it any more",
}
