"""How a job's id gets to a worker, and what the worker does with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import structlog
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from smoothschedule.contracts import jobs as contract_jobs
from smoothschedule.core import jobs, metrics, reporting
from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import UnitsOfWork
from smoothschedule.demo import jobs as demo_jobs
from smoothschedule.erasure import jobs as erasure_jobs
from smoothschedule.people import jobs as people_jobs
from smoothschedule.portability import jobs as portability_jobs
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling import jobs as scheduling_jobs
from smoothschedule.tenants import jobs as tenant_jobs
from smoothschedule.users import jobs as user_jobs
from smoothschedule.users.visits import mails as visit_mails
from smoothschedule.webhooks import jobs as webhook_jobs

log = structlog.get_logger()
QUEUE = "smoothschedule"
RENEWED_EVERY_SECONDS = 15.0
#: Imported for their @job registrations.
JOB_MODULES = (
    tenant_jobs,
    user_jobs,
    visit_mails,
    scheduling_jobs,
    contract_jobs,
    people_jobs,
    webhook_jobs,
    erasure_jobs,
    portability_jobs,
    demo_jobs,
)
#: The runtime of this worker process.
worker_runtime: list[Runtime] = []


def queue_of(runtime: Runtime) -> Queue:
    """The queue that workers listen to."""
    connection = Redis.from_url(
        runtime.settings.redis_url, socket_connect_timeout=1, socket_timeout=5
    )
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)


def send(queue: Queue, tenant_id: UUID | None, job_id: UUID) -> None:
    """A worker will look at this job; the row in PostgreSQL decides what happens then."""
    queue.enqueue(
        "smoothschedule.job_queue.run_job",
        str(tenant_id) if tenant_id else None,
        str(job_id),
        job_timeout=240,
        result_ttl=0,
        failure_ttl=3600,
    )


def run_job(tenant_id: str | None, job_id: str) -> None:
    """The job was done once by somebody, or waits for its next attempt."""
    run(worker_runtime[0], UUID(tenant_id) if tenant_id else None, UUID(job_id))


def run(runtime: Runtime, tenant_id: UUID | None, job_id: UUID) -> None:
    """Claims the job, does it, writes how it ended; three transactions."""
    units = runtime.units_of(tenant_id)
    context = Context(tenant_id=tenant_id)
    with units.open(context) as work:
        claimed = jobs.claim(work, job_id)
    if claimed is None:
        return
    error: Exception | None = None
    metrics.JOB_WAIT_SECONDS.observe(claimed.waited_seconds)
    began = time.monotonic()
    bound = {"job": claimed.name, "tenant_id": str(tenant_id), "request_id": claimed.request_id}
    with structlog.contextvars.bound_contextvars(**bound), _lease_of(claimed, units, context):
        try:
            jobs.perform(claimed, runtime, tenant_id)
            log.info("job.done", attempt=claimed.attempts)
        except Exception as raised:
            error = raised
            log.exception("job.failed", attempt=claimed.attempts)
    outcome = "done" if error is None else "failed" if claimed.is_last_attempt else "retried"
    seconds = time.monotonic() - began
    metrics.JOB_SECONDS.labels(claimed.name, outcome).observe(seconds)
    ids = {"request_id": claimed.request_id, "tenant_id": tenant_id, "outcome": outcome}
    reporting.took(claimed.name, "job", seconds, ids)
    with units.open(context) as work:
        jobs.finish(work, claimed, error)


@contextmanager
def _lease_of(claimed: jobs.Claim, units: UnitsOfWork, context: Context) -> Iterator[None]:
    """The lease is renewed until the block ends; one that could not be may run out."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(RENEWED_EVERY_SECONDS):
            try:
                with units.open(context) as work:
                    jobs.renew(work, claimed)
            except (DBAPIError, PoolTimeout) as error:
                log.warning("job.lease_not_renewed", job=claimed.name, error=type(error).__name__)

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
