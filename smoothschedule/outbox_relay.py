"""The relay: empties the outbox, sends jobs to RQ and messages to sockets.

Everything is told at least once. Rows are claimed with SKIP LOCKED, so several
relays may run. When Redis is away the rows wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import structlog
from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError
from sqlalchemy import TextClause, func, or_, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from smoothschedule import processes
from smoothschedule.core import jobs, metrics
from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.core.effects import Announcement, Effect
from smoothschedule.core.outbox import OutboxEvent, OutboxRow, PlatformOutboxEvent
from smoothschedule.core.unit_of_work import Work
from smoothschedule.event_handlers import effects_of
from smoothschedule.job_queue import queue_of, send
from smoothschedule.realtime.broadcast import Broadcaster
from smoothschedule.runtime import NUDGES, Runtime
from smoothschedule.webhooks.operations.deliveries import announce

log = structlog.get_logger()
BATCH = 100
POLL_SECONDS = 1.0
#: After a nudge, until the look: others come meanwhile, and whoever waits for an answer goes first.
GATHER_SECONDS = 0.05
WITH_EVENTS = text("SELECT * FROM lookup.tenants_with_events()")
WITH_JOBS = text("SELECT * FROM lookup.tenants_with_jobs()")
SWEEP_SECONDS = 5.0


class Relay:
    """One relay process."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.broadcaster = Broadcaster(runtime.settings.redis_url)
        self.queue = queue_of(runtime)

    def empty(self) -> int:
        """Every waiting event has been told; returns how many."""
        told = sum(self._empty_one(tenant_id) for tenant_id in self._ids(WITH_EVENTS))
        told += self._empty_one(None)
        metrics.RELAY_ROUND.set_to_current_time()
        return told

    def resend_lost_jobs(self) -> int:
        """Due jobs whose message got lost are sent again; returns how many.

        Nothing is while many messages wait: workers that lag behind have lost nothing, and sending
        again would only make the queue longer.
        """
        waiting = self.queue.count
        metrics.QUEUE_LENGTH.set(waiting)
        if waiting >= BATCH:
            return 0
        count = 0
        for tenant_id in [*self._ids(WITH_JOBS), None]:
            with self._open(tenant_id) as work:
                ids = jobs.unsent(work)
            for job_id in ids:
                send(self.queue, tenant_id, job_id)
            count += len(ids)
        return count

    def _ids(self, query: TextClause) -> list[UUID]:
        with open_session(self.runtime.engine, LOOKUP) as session:
            return list(session.scalars(query))

    def _open(self, tenant_id: UUID | None) -> AbstractContextManager[Work]:
        return self.runtime.units_of(tenant_id).open(Context(tenant_id=tenant_id))

    def _empty_one(self, tenant_id: UUID | None) -> int:
        total = 0
        while True:
            with self._open(tenant_id) as work:
                rows = _claim(work)
                added = [job_id for row in rows for job_id in self._tell(work, row)]
            for job_id in added:
                send(self.queue, tenant_id, job_id)
            total += len(rows)
            if len(rows) < BATCH:
                return total

    def _tell(self, work: Work, row: OutboxRow) -> list[UUID]:
        """The event's effects have happened or are jobs now; a faulty event waits and is logged."""
        added: list[UUID] = []
        try:
            with work.session.begin_nested():
                for effect in effects_of(row.name, row.payload):
                    wanted = self._jobs_of(work, row, effect)
                    added += [
                        jobs.add(work, each, request_id=row.request_id)
                        for each in wanted
                        if jobs.is_worth(work, each)
                    ]
                row.handled_at = work.now
            lag = (work.now - row.created_at).total_seconds()
            metrics.OUTBOX_LAG_SECONDS.observe(max(lag, 0))
            return added
        except (RedisError, OperationalError, InterfaceError):
            raise  # the servers' trouble, not this event's
        except Exception:
            log.exception("event.failed", name=row.name)
            metrics.EVENTS_FAILED.labels(row.name).inc()
            row.attempts += 1
            row.retry_at = work.now + timedelta(seconds=min(2**row.attempts, 300))
            return []

    def _jobs_of(self, work: Work, row: OutboxRow, effect: Effect) -> Sequence[jobs.JobRequest]:
        """The jobs that the effect asks for; words to rooms are said at once."""
        if isinstance(effect, jobs.JobRequest):
            return [effect]
        if isinstance(effect, Announcement):
            at, id = row.created_at, row.request_id
            return announce(work, effect, occurred_at=at, request_id=id)
        # A UUIDv7 begins with its milliseconds: later events, higher versions.
        version = row.id.int >> 80
        for tenant_id in _concerned(work, row):
            self.broadcaster.send(tenant_id, effect, version=version)
        return []


def _concerned(work: Work, row: OutboxRow) -> set[UUID | None]:
    """Whose rooms hear of it: where it happened, and the business that the platform did it to."""
    named = row.payload.get("tenant_id")
    return {work.context.tenant_id, UUID(named) if named else work.context.tenant_id}


def _claim(work: Work) -> list[OutboxRow]:
    table = OutboxEvent if work.context.tenant_id else PlatformOutboxEvent
    return list(
        work.session.scalars(
            select(table)
            .where(
                table.handled_at.is_(None),
                or_(table.retry_at.is_(None), table.retry_at <= func.now()),
            )
            .order_by(table.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
    )


class Ear:
    """Waits for a nudge, or a second, whichever is first; Redis may be away."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._pubsub: PubSub | None = None

    def wait(self, seconds: float) -> None:
        try:
            if self._pubsub is None:
                client = Redis.from_url(self._redis_url, socket_connect_timeout=1)
                self._pubsub = client.pubsub(ignore_subscribe_messages=True)
                self._pubsub.subscribe(NUDGES)
            if self._pubsub.get_message(timeout=seconds) is not None:
                time.sleep(GATHER_SECONDS)
                while self._pubsub.get_message(timeout=0) is not None:
                    pass  # one look serves all the nudges that have come by now
        except RedisError:
            self._pubsub = None
            time.sleep(seconds)


def attempt(what: Callable[[], int], name: str) -> None:
    """The step was tried; PostgreSQL or Redis being away only postpones it."""
    try:
        what()
    except (RedisError, DBAPIError, OSError) as error:
        log.warning("relay.postponed", step=name, error=type(error).__name__)
        time.sleep(0.5)


def main() -> None:
    """Runs until told to stop."""
    runtime = processes.start("relay")
    relay, ear, next_sweep = Relay(runtime), Ear(runtime.settings.redis_url), 0.0
    while not processes.is_stopping():
        attempt(relay.empty, "events")
        if time.monotonic() >= next_sweep:
            attempt(relay.resend_lost_jobs, "jobs")
            next_sweep = time.monotonic() + SWEEP_SECONDS
        ear.wait(POLL_SECONDS)
    runtime.close()


if __name__ == "__main__":
    main()
