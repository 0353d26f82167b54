"""A merge of two customers is taken back: both are there again, each with what was theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete

from smoothschedule.core import jobs
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.problems import NotFound, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Customer, CustomerMerge
from smoothschedule.scheduling.models.customer_merge import MERGE_LIVES
from smoothschedule.scheduling.operations.customer_moves import Moved, move_back
from smoothschedule.scheduling.queries.customers import customer, merges_into
from smoothschedule.scheduling.refusals import CustomerErased, MergedSince
from smoothschedule.scheduling.rules.customer_details import unmerged

#: What two records bring into a merge, and get back.
DETAILS: Final = (
    "name",
    "email",
    "phone",
    "notes",
    "tags",
    "status",
    "time_zone",
    "user_id",
    "created_by_id",
    "created_at",
)


def details_of(customer: Customer) -> dict[str, Any]:
    """The details as JSON has them."""
    said = {name: getattr(customer, name) for name in DETAILS}
    return {
        name: value if value is None or isinstance(value, str | list) else str(value)
        for name, value in said.items()
    }


def seen_of(customer: Customer) -> dict[str, Any]:
    """The details, and the version by which others know them."""
    return details_of(customer) | {"version": customer.version}


def keep_merge(
    work: Work,
    stays: Customer,
    gone_id: UUID,
    *,
    were: tuple[dict[str, Any], dict[str, Any]],
    moved: dict[str, Moved],
) -> None:
    """What the merge did is kept for 30 days, to be taken back. `were`: the details of the one
    who stays and `seen_of` the one who is gone, as they were before."""
    before, gone = were
    merge = CustomerMerge(
        stays_id=stays.id,
        gone_id=gone_id,
        created_by_id=work.actor.user_id,
        gone=gone,
        before=before,
        after=details_of(stays),
        moved={name: [str(id) for id in each.ids] for name, each in moved.items()},
        given_up={name: each.given_up for name, each in moved.items() if each.given_up},
    )
    work.session.add(merge)
    work.session.flush()
    forget = JobRequest("forget_customer_merge", {"customer_merge_id": str(merge.id)})
    jobs.plan(work, forget, due_at=work.now + MERGE_LIVES)


def unmerge(
    work: Work, customer_id: UUID, merge_id: UUID, *, version: int
) -> tuple[Customer, Customer]:
    """The customer and the one who was merged into them, each with what was theirs.

    What came since, and what was changed since, stays the customer's. Raises NotFound once it
    cannot be taken back any more, Stale, CustomerErased, MergedSince when another was merged into
    them later, or CustomerKnown when somebody has a former name and e-mail now. Locks the
    customer. Emits MergeTakenBack.
    """
    customer(work, customer_id)
    stays = work.get(Customer, customer_id, lock=True)
    if stays.version != version:
        raise Stale
    if stays.erased_at is not None:
        raise CustomerErased
    merge = _last_merge(work, customer_id, merge_id)
    now = details_of(stays)
    _become(stays, unmerged(merge.before, merge.after, now))
    if not work.session.is_modified(stays):
        stays.version += 1
    # Name, address and account are given up before they are taken.
    work.session.flush()
    has_account = now["user_id"] == merge.gone["user_id"]
    back = Customer(id=merge.gone_id)
    _become(back, merge.gone | ({} if has_account else {"user_id": None}))
    work.session.add(back)
    work.session.flush()
    # A new row begins at 1, by which somebody may have seen the one that is gone.
    back.version = merge.gone["version"] + 1
    work.session.flush()
    moved = move_back(work, merge)
    work.session.delete(merge)
    work.session.flush()
    event = events.MergeTakenBack(stays.id)
    work.emit(event, restored_id=str(back.id), moved=moved)
    return stays, back


def forget_merge(work: Work, merge_id: UUID) -> None:
    """The merge stands for good."""
    work.session.execute(delete(CustomerMerge).where(CustomerMerge.id == merge_id))


def _last_merge(work: Work, customer_id: UUID, merge_id: UUID) -> CustomerMerge:
    found = merges_into(work, customer_id)
    if merge_id not in {each.id for each in found}:
        raise NotFound
    if found[0].id != merge_id:
        raise MergedSince
    return found[0]


def _become(customer: Customer, details: dict[str, Any]) -> None:
    said = {name: details[name] for name in DETAILS}
    said["created_at"] = datetime.fromisoformat(details["created_at"])
    for name in ("user_id", "created_by_id"):
        said[name] = None if said[name] is None else UUID(said[name])
    for name, value in said.items():
        if getattr(customer, name) != value:
            setattr(customer, name, value)
