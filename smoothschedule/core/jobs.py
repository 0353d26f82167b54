"""Jobs: what is to be done after a commit, kept in PostgreSQL and run by RQ.

The row is the truth; the message in Redis is only a nudge that carries its id.
A worker claims the row for a lease, does the work outside that transaction,
then writes the result. A lost message or a killed worker leaves a row that is
due again, and the relay sends it once more: at least once, so jobs check
before they act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import (
    CheckConstraint,
    Computed,
    Float,
    Index,
    exists,
    func,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Base, Identified, TenantOwned, written
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work

log = structlog.get_logger()
#: Of a job that runs, renewed until it ends: what a dead worker was at is due again after it.
LEASE = timedelta(minutes=1)
RESEND_AFTER = timedelta(seconds=20)
MAX_ATTEMPTS = 8
STATES = ("queued", "running", "done", "failed")


class JobRow:
    """Columns of a job table."""

    __is_audited__ = False

    id: Mapped[UUID]
    name: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(server_default=text("'queued'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    sent_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]
    #: The kind of error, without its message: that may quote an address or a name.
    failure: Mapped[str | None] = mapped_column(Computed("split_part(error, ':', 1)"))
    request_id: Mapped[str | None]


class Job(JobRow, TenantOwned, Base):
    __tablename__ = "jobs"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            CheckConstraint(f"state IN {STATES}", name="state"),
            Index(
                "ix_jobs_open",
                "tenant_id",
                "due_at",
                postgresql_where=text("state IN ('queued', 'running')"),
            ),
        )


class PlatformJob(JobRow, Identified, Base):
    """Jobs for platform accounts, which belong to no tenant."""

    __tablename__ = "platform_jobs"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (CheckConstraint(f"state IN {STATES}", name="state"),)


#: A job gets the running application's parts, the tenant (None: platform), and its arguments.
JobFunction = Callable[..., None]
_functions: dict[str, JobFunction] = {}


def job(function: JobFunction) -> JobFunction:
    """Registers a function `(runtime, tenant_id, **args)` as a job under its own name."""
    _functions[function.__name__] = function
    return function


#: Looks, in the transaction that would add the job, whether there is anything for it to do.
Look = Callable[..., bool]
_looks: dict[str, Look] = {}


def only_if(look: Look) -> Callable[[JobFunction], JobFunction]:
    """The job that follows an event is added only if `look(work, **args)` says so, cheaply.

    A thousand appointments that are moved ask of what hardly any of them has; a job each would
    keep whatever else is to be done waiting.
    """

    def mark(function: JobFunction) -> JobFunction:
        _looks[function.__name__] = look
        return function

    return mark


def is_worth(work: Work, request: JobRequest) -> bool:
    """Whether there is anything for the job to do, as far as anybody can say yet."""
    look = _looks.get(request.name)
    return look is None or look(work, **request.args)


def is_waiting(work: Work, name: str) -> bool:
    """A job of this name, without arguments, is yet to begin, so it will see all that is so now."""
    table = _table(work)
    waits = exists().where(
        table.state == written("queued"),
        table.due_at <= func.now(),
        table.name == name,
        table.args == {},
    )
    return bool(work.session.scalar(select(waits)))


def job_names() -> Iterator[str]:
    """The name of every registered job."""
    yield from sorted(_functions)


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A job to be done: its name and JSON arguments (ids)."""

    name: str
    args: dict[str, Any]


def _table(work: Work) -> type[Job] | type[PlatformJob]:
    return Job if work.context.tenant_id else PlatformJob


def add(work: Work, request: JobRequest, *, request_id: str | None) -> UUID:
    """The job is due from now on; returns its id."""
    return _add(work, request, request_id=request_id, sent_at=func.now())


def _add(work: Work, request: JobRequest, **more: Any) -> UUID:
    if request.name not in _functions:
        raise LookupError(f"There is no job {request.name}.")
    row = _table(work)(name=request.name, args=request.args, **more)
    work.session.add(row)
    work.session.flush()
    return row.id


def plan(
    work: Work,
    request: JobRequest,
    *,
    due_at: datetime | None = None,
    request_id: str | None = None,
) -> None:
    """The job is due, now or then; the relay sends it with its next sweep. For what the clock
    makes happen, of which no event tells."""
    _add(work, request, request_id=request_id, **({"due_at": due_at} if due_at else {}))


def unsent(work: Work, *, limit: int = 100) -> list[UUID]:
    """Due jobs whose message is missing or lost, now marked as sent again.

    A job that took its worker down at every attempt has failed instead.
    """
    table = _table(work)
    _give_up(work, table)
    due = (
        select(table.id)
        .where(
            table.state.in_((written("queued"), written("running"))),
            table.due_at <= func.now(),
            or_(table.lease_until.is_(None), table.lease_until < func.now()),
            or_(table.sent_at.is_(None), table.sent_at < func.now() - RESEND_AFTER),
        )
        .order_by(table.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(work.session.scalars(due))
    if ids:
        work.session.execute(update(table).where(table.id.in_(ids)).values(sent_at=func.now()))
    return ids


def _give_up(work: Work, table: type[Job] | type[PlatformJob]) -> None:
    work.session.execute(
        update(table)
        .where(
            table.state == written("running"),
            table.lease_until < func.now(),
            table.attempts >= MAX_ATTEMPTS,
        )
        .values(
            state="failed",
            lease_until=None,
            finished_at=func.now(),
            error="No worker survived it.",
        )
        .execution_options(synchronize_session=False)
    )


def retry(work: Work, job_ids: Sequence[UUID]) -> None:
    """The failed jobs among these, of businesses and of the platform, are tried anew.

    For platform staff, above tenants. Raises NotFound when none of them has failed.
    """
    afresh = {
        "state": "queued",
        "attempts": 0,
        "due_at": func.now(),
        "sent_at": None,
        "lease_until": None,
        "finished_at": None,
    }
    found = [
        row
        for table, owner in ((Job, Job.tenant_id), (PlatformJob, null()))
        for row in work.session.execute(
            update(table)
            .where(table.id.in_(job_ids), table.state == "failed")
            .values(afresh)
            .returning(table.id, table.name, owner.label("tenant_id"))
            .execution_options(synchronize_session=False)
        )
    ]
    if not found:
        raise NotFound("None of these jobs has failed.")
    for id, name, tenant_id in found:
        work.record(Tag.JOB_RETRIED, "job", id, tenant_id=tenant_id, name=name)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job this worker holds for the length of the lease."""

    id: UUID
    name: str
    args: dict[str, Any]
    attempts: int
    request_id: str | None
    #: From when it was due until now.
    waited_seconds: float = 0

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS


def claim(work: Work, job_id: UUID) -> Claim | None:
    """The job, if it is due and nobody else holds it."""
    table = _table(work)
    taken = (
        update(table)
        .where(
            table.id == job_id,
            table.state.in_(("queued", "running")),
            table.due_at <= func.now(),
            or_(table.lease_until.is_(None), table.lease_until < func.now()),
        )
        .values(state="running", attempts=table.attempts + 1, lease_until=func.now() + LEASE)
        .returning(
            table.id,
            table.name,
            table.args,
            table.attempts,
            table.request_id,
            func.extract("epoch", func.now() - table.due_at).cast(Float),
        )
    )
    row = work.session.execute(taken).one_or_none()
    return Claim(*row) if row else None


def renew(work: Work, claimed: Claim) -> None:
    """The lease begins anew, if the job is still this worker's."""
    table = _table(work)
    still_ours = (
        table.id == claimed.id,
        table.attempts == claimed.attempts,
        table.state == "running",
    )
    work.session.execute(update(table).where(*still_ours).values(lease_until=func.now() + LEASE))


def perform(claimed: Claim, runtime: Any, tenant_id: UUID | None) -> None:
    """The job's function has run; whatever it raises comes through."""
    _functions[claimed.name](runtime, tenant_id, **claimed.args)


def finish(work: Work, claimed: Claim, error: Exception | None) -> None:
    """The job is done, waits for its next attempt, or has failed for good.

    A worker that outlived its lease changes nothing once another has claimed the job.
    """
    values: dict[str, Any] = {"lease_until": None, "finished_at": func.now(), "state": "done"}
    if error is not None:
        is_final = claimed.is_last_attempt
        values = {
            "lease_until": None,
            "finished_at": func.now() if is_final else None,
            "error": f"{type(error).__name__}: {error}"[:500],
            "state": "failed" if is_final else "queued",
            "due_at": func.now() + timedelta(seconds=min(2**claimed.attempts, 600)),
            "sent_at": None,
        }
    table = _table(work)
    still_ours = table.id == claimed.id, table.attempts == claimed.attempts
    work.session.execute(update(table).where(*still_ours).values(**values))
