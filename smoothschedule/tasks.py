"""Recurring tasks: each may run as often as one likes, and never twice at once."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import structlog
from redis.exceptions import RedisError
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from smoothschedule.core import metrics
from smoothschedule.core.db import Context, open_session
from smoothschedule.runtime import Runtime
from smoothschedule.storage.port import StorageError

log = structlog.get_logger()
#: PostgreSQL and PgBouncer end transactions that are idle for a minute.
AWAKE_SECONDS: Final = 20


class SomeFailed(RuntimeError):
    """Part of the task could not be done this time; the next run makes up for it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is to be done again and again."""

    name: str
    meaning: str
    #: What its numbers count.
    counted: str
    #: When cron should run it, where no scheduler does.
    cron: str
    #: How often the scheduler runs it; None where another process does the same all the time.
    every_seconds: int | None
    run: Callable[[Runtime], int]
    #: How much there is to do, without doing it.
    due: Callable[[Runtime], int]


class State(StrEnum):
    """How a run ended."""

    DONE = "done"
    FAILED = "failed"
    #: Somebody else is at it.
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    state: State
    count: int = 0
    seconds: float = 0
    error: str = ""


def attempt(task: Task, runtime: Runtime) -> Outcome:
    """The task was done once, unless somebody else is at it; trouble is logged, not raised."""
    began = time.monotonic()
    try:
        with _alone(runtime, task.name) as is_alone:
            if not is_alone:
                return Outcome(State.BUSY)
            count = task.run(runtime)
    except (SomeFailed, DBAPIError, RedisError, OSError, StorageError) as error:
        metrics.TASKS_FAILED.labels(task.name).inc()
        log.warning("task.postponed", task=task.name, error=_sentence(error))
        return Outcome(State.FAILED, seconds=time.monotonic() - began, error=_sentence(error))
    seconds = time.monotonic() - began
    metrics.TASK_SECONDS.labels(task.name).observe(seconds)
    metrics.TASK_DONE.labels(task.name).set_to_current_time()
    return Outcome(State.DONE, count, seconds)


@contextmanager
def _alone(runtime: Runtime, name: str) -> Iterator[bool]:
    """Whether nobody else has the task; it is ours until the block ends.

    The lock lasts as long as a transaction, so that it holds behind PgBouncer, too.
    """
    key = int.from_bytes(hashlib.sha256(f"task:{name}".encode()).digest()[:8], signed=True)
    with open_session(runtime.engine, Context()) as session:
        is_alone = bool(session.scalar(select(func.pg_try_advisory_xact_lock(key))))
        with _awake(session, name):
            yield is_alone


@contextmanager
def _awake(session: Session, name: str) -> Iterator[None]:
    """The transaction is not ended for being idle, however long the block takes.

    Nobody else uses the session meanwhile.
    """
    is_over = threading.Event()

    def stay() -> None:
        while not is_over.wait(AWAKE_SECONDS):
            try:
                session.execute(text("SELECT 1"))
            except DBAPIError as error:  # the task goes on: it bears to run twice
                log.warning("task.lock_lost", task=name, error=type(error).__name__)
                return

    thread = threading.Thread(target=stay, name="awake", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _sentence(error: Exception) -> str:
    """What went wrong, without what a statement's values would tell."""
    return str(error) if isinstance(error, SomeFailed) else type(error).__name__
