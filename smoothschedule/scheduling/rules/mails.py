"""The kinds of mail to guests: when each is true, and what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from smoothschedule.scheduling.rules.states import State


class Mail(StrEnum):
    """What a guest is written about an appointment, a series, or their place on the waitlist."""

    REQUEST = "request"
    CONFIRMATION = "confirmation"
    APPROVAL = "approval"
    REJECTION = "rejection"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    SERIES = "series"
    WAITLIST_JOINED = "waitlist_joined"
    WAITLIST_OFFER = "waitlist_offer"


class TextKind(StrEnum):
    """The texts a business can word itself; a series that is off has one of its own."""

    REQUEST = "request"
    CONFIRMATION = "confirmation"
    APPROVAL = "approval"
    REJECTION = "rejection"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    SERIES = "series"
    SERIES_OFF = "series_off"
    WAITLIST_JOINED = "waitlist_joined"
    WAITLIST_OFFER = "waitlist_offer"


class MailState(StrEnum):
    """Where a mail stands; `dropped` is one that was true no more when its turn came."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Failure(StrEnum):
    """Why a mail was not sent."""

    NO_ADDRESS = "no_address"
    OUTDATED = "outdated"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


FAILURES: Final[Mapping[Failure, str]] = {
    Failure.NO_ADDRESS: "We know no e-mail address.",
    Failure.OUTDATED: "It was no longer true when its turn came.",
    Failure.REFUSED: "The mail server of the address refused it.",
    Failure.UNREACHABLE: "Our mail server could not be reached.",
    Failure.UNKNOWN: "It may have arrived: sending was interrupted twice.",
}


class Invitation(StrEnum):
    """What the calendar file in a mail asks a calendar to do (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Kind:
    """A mail is true only in these states; only while the visit stands does it carry the link."""

    states: frozenset[State]
    stands: bool
    invitation: Invitation | None


_EXPECTED = frozenset({State.PENDING, State.CONFIRMED})
_CONFIRMED = frozenset({State.CONFIRMED})
KINDS: Final[Mapping[Mail, Kind]] = {
    Mail.REQUEST: Kind(frozenset({State.PENDING}), True, Invitation.REQUEST),
    Mail.CONFIRMATION: Kind(_CONFIRMED, True, Invitation.REQUEST),
    Mail.APPROVAL: Kind(_CONFIRMED, True, Invitation.REQUEST),
    Mail.REJECTION: Kind(frozenset({State.REJECTED}), False, Invitation.CANCEL),
    Mail.CHANGE: Kind(_EXPECTED, True, Invitation.REQUEST),
    Mail.CANCELLATION: Kind(frozenset({State.CANCELLED}), False, Invitation.CANCEL),
    Mail.REMINDER: Kind(_CONFIRMED, True, None),
}
