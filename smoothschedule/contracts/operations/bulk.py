"""The same contract for many people: one for each, one after the other, each by itself.

Whoever cannot be sent theirs is told of in their row, and holds nobody else up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, update

from smoothschedule.contracts.events import (
    BulkSendEnded,
    BulkSendResumed,
    BulkSendRowFailed,
    BulkSendStarted,
)
from smoothschedule.contracts.models import (
    BulkSend,
    BulkSendRow,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.bulk_people import people_of, role_of_each
from smoothschedule.contracts.operations.drafts import draft_from
from smoothschedule.contracts.operations.quotas import require_contracts
from smoothschedule.contracts.operations.sending import send
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.queries.bulk import can_retry
from smoothschedule.core.problems import Clash, Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

SHARED: Final = ("expires_in_days", "remind_every_days")


class NothingFailed(Clash):
    slug = "nothing-failed"
    title = "Everybody was sent theirs, or is being sent it right now."


def start_bulk(
    work: Work,
    *,
    template_id: UUID,
    role_key: str | None = None,
    customer_ids: Sequence[UUID] = (),
    rows: Sequence[dict[str, Any]] = (),
    signers: Sequence[dict[str, Any]] = (),
    title: str | None = None,
    message: str = "",
    **options: Any,
) -> BulkSend:
    """A job sends everybody theirs; `signers` take part in each contract besides.

    Raises NotFound, TemplateArchived, TemplateNotReady, ContractNotReady, and QuotaReached
    where the plan does not include so many more. Emits BulkSendStarted.
    """
    template = work.get(ContractTemplate, template_id)
    version = version_of(work, template)
    role = role_of_each(version, role_key, signers)
    people = people_of(work, customer_ids, rows)
    require_contracts(work, len(people))
    shared = {name: options[name] for name in SHARED if options.get(name) is not None}
    started = BulkSend(
        template_version_id=version.id,
        created_by_id=work.actor.user_id,
        title=title or template.name,
        message=message,
        total=len(people),
        options={"role_key": role.key, "signers": [_plain(each) for each in signers], **shared},
    )
    work.session.add(started)
    work.session.flush()
    work.session.add_all(
        BulkSendRow(bulk_send_id=started.id, number=at, **person)
        for at, person in enumerate(people, 1)
    )
    work.session.flush()
    work.emit(BulkSendStarted(started.id), total=len(people))
    return started


def next_row(work: Work, bulk_send_id: UUID) -> UUID | None:
    """A row of which nobody has been sent theirs yet."""
    query = (
        select(BulkSendRow.id)
        .where(BulkSendRow.bulk_send_id == bulk_send_id, BulkSendRow.state == "queued")
        .order_by(BulkSendRow.number)
        .limit(1)
    )
    found: UUID | None = work.session.scalar(query)
    return found


def send_row(work: Work, row_id: UUID, *, files: Storage, secret_key: str) -> None:
    """The row's person has their contract; one that is done already stays as it is.

    Locks the row. Raises the problem that keeps it from being sent.
    """
    row = work.get(BulkSendRow, row_id, lock=True)
    if row.state != "queued":
        return
    bulk = work.get(BulkSend, row.bulk_send_id)
    shared = {name: bulk.options[name] for name in SHARED if name in bulk.options}
    who: dict[str, Any] = {"customer_id": row.customer_id}
    if row.customer_id is None:
        who = {"name": row.name, "email": row.email}
    contract = draft_from(
        work,
        work.get(TemplateVersion, bulk.template_version_id),
        signers=[
            {"role_key": bulk.options["role_key"], **who},
            *map(_wish, bulk.options["signers"]),
        ],
        files=files,
        values=row.values,
        title=bulk.title,
        message=bulk.message,
        customer_id=row.customer_id,
        created_by_id=bulk.created_by_id,
        **shared,
    )
    send(work, contract.id, files=files, secret_key=secret_key)
    row.state, row.contract_id = "sent", contract.id
    work.session.flush()


def fail_row(work: Work, row_id: UUID, problem: Problem) -> None:
    """Why the row's person was sent nothing. Locks the row. Emits BulkSendRowFailed."""
    row = work.get(BulkSendRow, row_id, lock=True)
    if row.state == "queued":
        row.state, row.error = "failed", problem.title
        work.session.flush()
        work.emit(BulkSendRowFailed(row.bulk_send_id), problem=problem.slug)


def try_again(work: Work, bulk: BulkSend) -> None:
    """Whoever was sent nothing is tried once more, by a job; so is one that came to a halt.

    Locks the bulk send. Raises NothingFailed, QuotaReached. Emits BulkSendResumed.
    """
    work.session.refresh(bulk, with_for_update=True)
    if not can_retry(work, bulk):
        raise NothingFailed
    failed = update(BulkSendRow).where(
        BulkSendRow.bulk_send_id == bulk.id, BulkSendRow.state == "failed"
    )
    queued = failed.values(state="queued", error=None).returning(BulkSendRow.id)
    count = len(work.session.scalars(queued).all())
    require_contracts(work, count)
    bulk.state, bulk.failed = "running", 0
    work.session.flush()
    work.emit(BulkSendResumed(bulk.id), rows=count)


def count_up(work: Work, bulk_send_id: UUID) -> bool:
    """How many are done stands in the bulk send; True when that is all of them.

    Emits BulkSendEnded then, once.
    """
    bulk = work.get(BulkSend, bulk_send_id, lock=True)
    query = (
        select(BulkSendRow.state, func.count())
        .where(BulkSendRow.bulk_send_id == bulk.id)
        .group_by(BulkSendRow.state)
    )
    counts = dict(iter(work.session.execute(query)))
    bulk.sent, bulk.failed = counts.get("sent", 0), counts.get("failed", 0)
    is_over = not counts.get("queued")
    was_over = bulk.state == "done"
    bulk.state = "done" if is_over else "running"
    work.session.flush()
    if is_over and not was_over:
        work.emit(BulkSendEnded(bulk.id), sent=bulk.sent, failed=bulk.failed)
    return is_over


def _plain(wish: dict[str, Any]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, UUID) else v for name, v in wish.items()}


def _wish(stored: dict[str, Any]) -> dict[str, Any]:
    ids = {name: UUID(stored[name]) for name in ("user_id", "customer_id") if stored.get(name)}
    return {**stored, **ids}
