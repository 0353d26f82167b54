"""The same contract for many people: one for each, one after the other, each by itself.

Whoever cannot be sent theirs is told of in their row, and holds nobody else up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from smoothschedule.contracts.events import BulkSendEnded, BulkSendStarted
from smoothschedule.contracts.models import (
    BulkSend,
    BulkSendRow,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.drafts import draft_from
from smoothschedule.contracts.operations.people import person_of
from smoothschedule.contracts.operations.sending import send
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.problems import wrong
from smoothschedule.contracts.rules.fields import Role, roles_of
from smoothschedule.contracts.rules.states import ACTING, SignerKind
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

MOST_ROWS: Final = 500
SHARED: Final = ("expires_in_days", "remind_every_days")


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

    Raises NotFound, TemplateArchived, TemplateNotReady, ContractNotReady. Emits
    BulkSendStarted.
    """
    template = work.get(ContractTemplate, template_id)
    version = version_of(work, template)
    role = _role_of_each(version, role_key, signers)
    people = _people(work, customer_ids, rows)
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
    """Why the row's person was sent nothing."""
    row = work.get(BulkSendRow, row_id, lock=True)
    if row.state == "queued":
        row.state, row.error = "failed", problem.title
        work.session.flush()


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


def _role_of_each(
    version: TemplateVersion, role_key: str | None, signers: Sequence[dict[str, Any]]
) -> Role:
    """As whom everybody signs; the other roles are filled. Raises ContractNotReady."""
    roles = roles_of(version.roles)
    taken = {each["role_key"] for each in signers}
    free = [role for role in roles if role.kind in ACTING and role.key not in taken]
    chosen = [role for role in free if role_key in (None, role.key)]
    if not chosen or chosen[0].kind != SignerKind.SIGNER:
        raise wrong(role_key=["Choose as whom everybody signs."])
    if others := [role.name for role in free if role is not chosen[0]]:
        raise wrong(signers=[f"Choose who is “{others[0]}”."])
    return chosen[0]


def _people(
    work: Work, customer_ids: Sequence[UUID], rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    wishes = [{"customer_id": id} for id in dict.fromkeys(customer_ids)] + [*rows]
    if not 0 < len(wishes) <= MOST_ROWS:
        raise wrong(rows=[f"Between 1 and {MOST_ROWS} people, please."])
    people = []
    for at, wish in enumerate(wishes):
        found = person_of(work, wish, at=at)
        kept = {name: found[name] for name in ("name", "email", "customer_id")}
        people.append({**kept, "values": wish.get("values") or {}})
    return people


def _plain(wish: dict[str, Any]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, UUID) else v for name, v in wish.items()}


def _wish(stored: dict[str, Any]) -> dict[str, Any]:
    ids = {name: UUID(stored[name]) for name in ("user_id", "customer_id") if stored.get(name)}
    return {**stored, **ids}
