"""The RQ worker."""

from __future__ import annotations

from typing import Any

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from smoothschedule import processes
from smoothschedule.core import metrics
from smoothschedule.job_queue import QUEUE, worker_runtime

log = structlog.get_logger()


class Worker(SimpleWorker):
    """Runs jobs in this process, which has the application loaded already.

    Our jobs keep their state in PostgreSQL under a lease: one that takes the
    whole worker down is done again by the next, so a fork per job buys nothing.
    """

    def heartbeat(self, *args: Any, **named: Any) -> None:
        """The worker is between jobs."""
        metrics.ALIVE.set_to_current_time()
        super().heartbeat(*args, **named)


def main() -> None:
    """Runs until told to stop; comes back by itself when Redis was away."""
    runtime = processes.start("worker")
    worker_runtime.append(runtime)
    while not processes.is_stopping():
        connection = Redis.from_url(runtime.settings.redis_url, socket_connect_timeout=1)
        try:
            queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
            worker = Worker(
                [queue], connection=connection, serializer=JSONSerializer, worker_ttl=60
            )
            worker.work(logging_level="WARNING")
            return
        except (RedisError, OSError) as error:
            log.warning("worker.waiting", error=type(error).__name__)
            processes.pause(1)


if __name__ == "__main__":
    main()
