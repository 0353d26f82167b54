"""Two records turn out to be one person: one of them has everything, the other is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.problems import NotFound, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations.customer_moves import counts_of, move_all
from smoothschedule.scheduling.operations.unmerging import details_of, keep_merge, seen_of
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.scheduling.refusals import (
    BothHaveAccounts,
    CustomerErased,
    OneIsBlocked,
    SamePerson,
)

#: What is chosen field by field.
CHOSEN: Final = ("name", "email", "phone", "notes")
THIS, OTHER, BOTH = "this", "other", "both"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to merge, as they were seen, and whose details stay."""

    other_id: UUID
    other_version: int
    #: Field -> "this" or "other"; notes may be "both". What is not named is this one's.
    keep: Mapping[str, str] = field(default_factory=dict)
    #: Whether they are blocked afterwards; has to be said when only one of them is.
    status: str | None = None


def merge(work: Work, customer_id: UUID, wish: Wish, *, version: int) -> Customer:
    """The customer has what both had: appointments, contracts, tags, account. The other is gone.

    Raises NotFound, Stale, SamePerson, CustomerErased, BothHaveAccounts, OneIsBlocked, or
    CustomerKnown when a third has the chosen name and e-mail. Locks both in the order of their
    ids, so that who books meanwhile comes before or after it, never between. Emits
    CustomersMerged.
    """
    stays, goes = _locked(work, customer_id, wish.other_id)
    if (stays.version, goes.version) != (version, wish.other_version):
        raise Stale
    if stays.erased_at or goes.erased_at:
        raise CustomerErased
    if stays.user_id and goes.user_id:
        raise BothHaveAccounts
    if stays.status != goes.status and wish.status is None:
        raise OneIsBlocked
    new, were = _merged(stays, goes, wish), (details_of(stays), seen_of(goes))
    moved = move_all(work, from_id=goes.id, to_id=stays.id)
    # Gone first: name, address and account may be taken over only from nobody.
    work.session.delete(goes)
    work.session.flush()
    for name, value in new.items():
        setattr(stays, name, value)
    if not work.session.is_modified(stays):
        stays.version += 1
    work.session.flush()
    keep_merge(work, stays, goes.id, were=were, moved=moved)
    work.emit(events.CustomersMerged(stays.id), merged_id=str(goes.id), moved=counts_of(moved))
    return stays


def _locked(work: Work, stays_id: UUID, goes_id: UUID) -> tuple[Customer, Customer]:
    if stays_id == goes_id:
        raise SamePerson
    for id in (stays_id, goes_id):
        customer(work, id)
    query = select(Customer).where(Customer.id.in_((stays_id, goes_id))).order_by(Customer.id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    found = {each.id: each for each in work.session.scalars(locked)}
    if len(found) < 2:
        raise NotFound
    return found[stays_id], found[goes_id]


def _merged(stays: Customer, goes: Customer, wish: Wish) -> dict[str, Any]:
    new = {name: getattr(goes, name) for name in CHOSEN if wish.keep.get(name, THIS) == OTHER}
    if wish.keep.get("notes") == BOTH:
        new["notes"] = "\n\n".join(filter(None, (stays.notes, goes.notes)))
    return {
        **new,
        "tags": list(dict.fromkeys([*stays.tags, *goes.tags])),
        "status": wish.status or stays.status,
        "user_id": stays.user_id or goes.user_id,
        "time_zone": stays.time_zone or goes.time_zone,
        "created_by_id": stays.created_by_id or goes.created_by_id,
        "created_at": min(stays.created_at, goes.created_at),
    }
