"""What this install measures of itself, for Prometheus. Every name stands here.

The web server's processes share their counts by files (`config.share_metrics`) and answer for
all of them at /internal/metrics; every other process listens at METRICS_BIND. Labels are few and
never name a business or a person.
"""

from __future__ import annotations

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector

from smoothschedule.config import bind_address, shares_metrics

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 240)

REQUESTS = Counter(
    "smooth_requests", "Requests answered, by route and status.", ["method", "route", "status"]
)
REQUEST_SECONDS = Histogram(
    "smooth_request_seconds", "How long answers took.", ["method", "route"], buckets=_QUICK
)
THROTTLED = Counter(
    "smooth_throttled", "Requests refused for their number.", ["route_class", "share"]
)
SLOT_SECONDS = Histogram(
    "smooth_slot_seconds", "How long free times took to work out.", buckets=_QUICK
)
JOB_SECONDS = Histogram(
    "smooth_job_seconds", "How long jobs took, by outcome.", ["job", "outcome"], buckets=_SLOW
)
JOB_WAIT_SECONDS = Histogram(
    "smooth_job_wait_seconds", "From when a job was due until it began.", buckets=_SLOW
)
SEAL_SECONDS = Histogram("smooth_seal_seconds", "How long sealing a contract took.", buckets=_SLOW)
WEBHOOK_SECONDS = Histogram(
    "smooth_webhook_seconds", "How long tries of webhooks took.", ["outcome"], buckets=_SLOW
)
OUTBOX_LAG_SECONDS = Histogram(
    "smooth_outbox_lag_seconds", "From an event's commit until it was told.", buckets=_SLOW
)
EVENTS_FAILED = Counter("smooth_events_failed", "Tries of events that went wrong.", ["event"])
ALIVE = Gauge("smooth_alive_timestamp_seconds", "When this process last began a round.")
RELAY_ROUND = Gauge("smooth_relay_round_timestamp_seconds", "When the outbox was last empty.")
QUEUE_LENGTH = Gauge("smooth_queue_messages", "Messages that wait for a worker.")
SOCKETS = Gauge("smooth_sockets", "Connections that are open.")
TASK_SECONDS = Histogram(
    "smooth_task_seconds", "How long recurring tasks took.", ["task"], buckets=_SLOW
)
TASKS_FAILED = Counter("smooth_tasks_failed", "Runs of tasks that went wrong.", ["task"])
TASK_DONE = Gauge("smooth_task_done_timestamp_seconds", "When a task last went well.", ["task"])


def serve(bind: str) -> None:
    """The counts of this process are read at that address; nothing without one."""
    if bind:
        host, port = bind_address("metrics_bind", bind)
        start_http_server(port, host)


def written() -> bytes:
    """All counts as Prometheus reads them: of every process that shares them, or of this one."""
    if not shares_metrics():
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return generate_latest(together)
