"""Whether what is booked stands at once or begins as a request.

The service says so for visitors, and what domains above scheduling registered as a reason to wait
(`queries.waiting`) says it for whoever books.
"""

from __future__ import annotations

from smoothschedule.scheduling.queries.facts import Offer
from smoothschedule.scheduling.rules.states import State


def first_state(offer: Offer, *, by_visitor: bool) -> State:
    """The state in which a booking of what is offered begins."""
    asks = by_visitor and offer.service.requires_approval
    return State.PENDING if asks or offer.waits else State.CONFIRMED
