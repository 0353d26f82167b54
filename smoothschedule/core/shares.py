"""How much one caller and one business may take of the service, by the minute.

Counted in Redis by a sliding window; while Redis is away each process counts for itself, so
that shares are then larger by the number of processes, but neither open nor shut.
"""

from __future__ import annotations

import math
import time

import structlog
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from smoothschedule.core.throttle import storage_options, storage_url

log = structlog.get_logger()
#: So long Redis is not asked again once it did not answer: each request would wait for it.
ALONE_SECONDS = 5.0


class Shares:
    """Counts what was taken of shares; says how long to wait for one that is used up."""

    def __init__(self, redis_url: str) -> None:
        together = storage_from_string(storage_url(redis_url), **storage_options())
        self._together = SlidingWindowCounterRateLimiter(together)
        self._alone = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._alone_until = 0.0

    def take(self, per_minute: int, *names: str) -> int | None:
        """One more of the share of that name; seconds to wait when there is none left.

        0 per minute stands for a share without an end.
        """
        if per_minute == 0:
            return None
        share = RateLimitItemPerMinute(per_minute, namespace="smoothschedule")
        if time.monotonic() >= self._alone_until:
            try:
                return _take(self._together, share, names)
            except RedisError as error:
                log.warning("shares.alone", error=type(error).__name__)
                self._alone_until = time.monotonic() + ALONE_SECONDS
        return _take(self._alone, share, names)


def _take(
    counter: SlidingWindowCounterRateLimiter, share: RateLimitItemPerMinute, names: tuple[str, ...]
) -> int | None:
    if counter.hit(share, *names):
        return None
    stats = counter.get_window_stats(share, *names)
    return max(1, math.ceil(stats.reset_time - time.time()))
