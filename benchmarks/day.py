"""A day of a typical business, as a table with its reasons; and how many processes a thousand of
them need, computed from what one request, one job and one open socket cost.

The mix is an estimate, and stands here to be argued with: what is counted is per appointment, per
person who works there, or per change and open screen. Measure your own (`smooth_request_seconds`,
`smooth_job_seconds`, `smooth_sockets`) and put it in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: Of a day's work, what falls into its busiest hour; businesses of one country share it.
BUSY_HOUR: Final = 0.15
#: Processes are planned to be busy for this part of that hour, so that answers stay quick and a
#: machine may be lost.
BUSY_PART: Final = 0.5
BUSINESSES: Final = 1000
#: Whatever is needed, one process does none of it while it is replaced.
FEWEST: Final = 2
#: More would all come back at once when it is replaced.
SOCKETS_OF_A_PROCESS: Final = 2000


@dataclass(frozen=True, slots=True)
class Size:
    """A business: who works there, appointments a day, screens open in the busy hour."""

    name: str
    people: int
    appointments: int
    screens: int


SIZES: Final = (
    Size("alone (1 person, 8 appointments a day)", 1, 8, 1),
    Size("middle (6 people, 50 appointments)", 6, 50, 4),
    Size("large (30 people, 300 appointments)", 30, 300, 16),
)


@dataclass(frozen=True, slots=True)
class Share:
    """How often something is done in a day: so often per appointment, and so often per person."""

    kind: str
    per_appointment: float
    per_person: float
    why: str


#: What the web processes answer.
REQUESTS: Final = (
    Share("me", 0, 8, "each full load of a page by the team, and its document"),
    Share("business", 3, 0, "guests open the booking page, and pages that mails lead to"),
    Share("slots", 4, 0, "a guest looks at three weeks or days, the desk at one"),
    Share("booking", 0.6, 0, "six in ten are booked online: hold, then confirm"),
    Share("desk", 0.4, 0, "the others by the team"),
    Share("change", 2.2, 0, "checked in, completed, and now and then moved or cancelled"),
    Share("manage", 0.5, 0, "guests look at their booking from a mail"),
    Share("appointment", 2, 0, "somebody opens it"),
    Share("customers", 1.5, 2, "three letters typed for each booking at the desk; the list"),
    Share("calendar", 0, 40, "the week by hand; what changes on open screens comes on top"),
    Share("signing", 0.1, 0, "one in ten signs something: six requests, a drawn signature"),
    Share("contracts", 0, 4, "the list of contracts"),
)
#: What the workers do.
JOBS: Final = (
    Share("mail", 1.4, 1, "confirmation and changes to the guest, the day to each of the team"),
    Share("reminder", 1, 0, "one for each; it is a mail"),
    Share("contract", 0.1, 0, "sealed, and a copy mailed to everybody"),
    Share("webhook", 0.3, 0, "one business in ten has one, for three changes an appointment"),
)
#: Each appointment changes so often (booked, and `change` above), and each change tells screens.
CHANGES: Final = 3.2
#: A screen that hears of changes asks for the calendar once for several in a row.
REFETCHES: Final = 0.7


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured: seconds of one core, by kind; of sockets, memory and seconds too."""

    requests: Mapping[str, float]
    jobs: Mapping[str, float]
    message: float
    socket_second: float
    socket_mb: float


@dataclass(frozen=True, slots=True)
class Need:
    """Of a thousand businesses: cores that are busy in the busy hour, and open sockets."""

    web: float
    worker: float
    realtime: float
    sockets: int

    @property
    def processes(self) -> tuple[int, int, int]:
        """Of web, worker and realtime; each uses one core."""
        by_sockets = -(-self.sockets // SOCKETS_OF_A_PROCESS)
        return _count(self.web), _count(self.worker), max(_count(self.realtime), by_sockets)


def _count(cores: float) -> int:
    return max(FEWEST, -int(-cores // BUSY_PART))


def times(share: Share, size: Size) -> float:
    """How often it is done in a day of such a business."""
    return share.per_appointment * size.appointments + share.per_person * size.people


def need(costs: Costs, size: Size) -> Need:
    """Of a thousand businesses of this size."""
    told = size.appointments * CHANGES * size.screens
    requests = sum(times(share, size) * costs.requests[share.kind] for share in REQUESTS)
    requests += told * REFETCHES * costs.requests["calendar"]
    jobs = sum(times(share, size) * costs.jobs[share.kind] for share in JOBS)
    sockets = BUSINESSES * size.screens
    busy = BUSINESSES * BUSY_HOUR / 3600
    realtime = told * costs.message * busy + sockets * costs.socket_second
    return Need(requests * busy, jobs * busy, realtime, sockets)
