"""What bookings of a service have to wait for.

Domains above scheduling may have their say: they register a condition about the service, and
scheduling need not know what it is about. It is asked by the statement that reads the service.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import ColumnElement, false, or_

#: A condition about the row of `Service` at hand.
Reason = Callable[[], ColumnElement[bool]]
_reasons: list[Reason] = []


def makes_wait(reason: Reason) -> Reason:
    """Bookings of services for which this is true begin as requests.

    Raises RuntimeError once somebody has asked: the statement is put together only once.
    """
    if waits.cache_info().currsize:
        raise RuntimeError("A reason to wait was registered after bookings were asked about.")
    _reasons.append(reason)
    return reason


@cache
def waits() -> ColumnElement[bool]:
    """Bookings of the service at hand have to wait for something."""
    return or_(false(), *(reason() for reason in _reasons))
