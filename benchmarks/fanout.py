"""From the commit of a booking to the browsers of everybody who looks at the calendar.

    python -m benchmarks.fanout [--small]

The way is the real one: outbox, relay, Redis, the realtime process, a websocket. PostgreSQL
says when the booking was committed, the clients when they heard of it; one clock tells both.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.figures import (
    ROOT,
    Report,
    milliseconds,
    p50,
    percentile,
    progress,
    run,
    spread,
)
from benchmarks.installation import Installation, RunningProcess, installation
from benchmarks.stage import Stage, open_stage
from scripts.local.environment import child_environment

FEW, MANY, SMALL_MANY = 10, 1000, 50
PROCESSES = 2
PAUSE_SECONDS = 0.5
SETTLE_SECONDS = 3.0
FILES = 8192
COMMITTED = """
SELECT id::text, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 FROM appointments
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of the bookings: seconds from commit to client, and to each booking's first."""

    clients: int
    bookings: int
    seconds: list[float]
    first: list[float]
    last: list[float]
    lost: int

    @property
    def missing(self) -> int:
        """Messages that should have come and did not."""
        return self.clients * self.bookings - len(self.seconds)


def measure(is_small: bool) -> Report:
    """Delays with few and with many clients, and what a client costs in memory."""
    allow_files()
    many, bookings = (SMALL_MANY, 5) if is_small else (MANY, 60)
    report = Report(f"Fan-out: from commit to {many:,} browsers")
    with installation(durable=True, configuration={"track_commit_timestamp": "on"}) as install:
        for process in ("web", "relay", "worker", "realtime"):
            install.start(process)
        stage = open_stage(install.runtime, install.web_port, "fanout")
        service = stage.service(30, ("staff", [stage.resource("staff", (0, 24))]))
        progress(f"{FEW} clients")
        few, empty = _round(install, stage, service, first=0, clients=FEW, bookings=bookings)
        progress(f"{many} clients")
        all_of_them, full = _round(
            install, stage, service, first=bookings, clients=many, bookings=bookings
        )
    _tell(report, few, all_of_them)
    report.add(
        f"memory of the realtime process, {many:,} clients / {FEW}",
        full / empty,
        f"{full:,.0f} / {empty:,.0f} MB,"
        f" {(full - empty) * 1024 / (many - FEW):.0f} kB for each client",
    )
    return report


def allow_files() -> None:
    """This process and its children may have enough connections open; raises when not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if wanted < 2 * MANY + 200:
        raise SystemExit(f"{2 * MANY + 200} open files are needed, the limit is {hard}: ulimit -n")
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _round(
    install: Installation,
    stage: Stage,
    service: UUID,
    *,
    first: int,
    clients: int,
    bookings: int,
) -> tuple[Heard, float]:
    """That many clients listened to that many bookings; also the memory meanwhile."""
    with clients_of(install, stage, clients) as processes:
        booked = []
        for number in range(first, first + bookings):
            booked.append(book(stage, service, number))
            time.sleep(PAUSE_SECONDS)
        time.sleep(SETTLE_SECONDS)
        memory = realtime_of(install).memory_mb()
        answers = [ended(process) for process in processes]
    return _heard(install, booked, clients, answers), memory


def realtime_of(install: Installation) -> RunningProcess:
    """The process that holds the sockets."""
    return next(each for each in install.running if each.name == "realtime")


@contextmanager
def clients_of(
    install: Installation, stage: Stage, count: int
) -> Iterator[list[subprocess.Popen[str]]]:
    """So many clients of the owner listen, in a few processes."""
    shares = [count // PROCESSES + (at < count % PROCESSES) for at in range(PROCESSES)]
    command = [sys.executable, "-m", "benchmarks.fanout_clients"]
    processes = [
        subprocess.Popen(
            [*command, str(install.realtime_port), stage.host, str(share)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=child_environment({}),
        )
        for share in shares
    ]
    try:
        for process in processes:
            assert process.stdin is not None
            process.stdin.write(stage.owner.headers["Cookie"] + "\n")
            process.stdin.flush()
        for process in processes:
            assert process.stdout is not None
            if process.stdout.readline() != "ready\n":
                raise RuntimeError("The clients did not connect; see above.")
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait()


def ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What its clients heard; they listen no more."""
    answer, _ = process.communicate()
    found: dict[str, Any] = json.loads(answer)
    return found


def book(stage: Stage, service: UUID, number: int) -> str:
    """The id of a new booking, on a slot of its own."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight + timedelta(days=1, minutes=30 * number)
    body = {
        "service_id": str(service),
        "starts_at": start.strftime("%Y-%m-%dT%H:%M:00Z"),
        "customer": {"name": "Ann"},
    }
    answer = stage.owner.call("POST", "/appointments", body)
    if answer.status != 201:
        raise RuntimeError(f"A booking was answered with {answer.status}: {answer.body}")
    return str(answer.body["id"])


def _heard(
    install: Installation, booked: Sequence[str], clients: int, answers: Sequence[dict[str, Any]]
) -> Heard:
    with psycopg.connect(install.admin_url) as connection:
        committed: dict[str, float] = dict(connection.execute(COMMITTED).fetchall())
    found = Heard(clients, len(booked), [], [], [], sum(answer["lost"] for answer in answers))
    for id in booked:
        moments = [moment for answer in answers for moment in answer["heard"].get(id, ())]
        delays = [moment - committed[id] for moment in moments]
        if delays:
            found.seconds.extend(delays)
            found.first.append(min(delays))
            found.last.append(max(delays))
    return found


def _tell(report: Report, few: Heard, many: Heard) -> None:
    for heard in (few, many):
        report.add(
            f"commit to client, {heard.clients:,} clients: p99 / that of {few.clients}",
            percentile(heard.seconds, 0.99) / percentile(few.seconds, 0.99),
            f"{spread(heard.seconds)}; {heard.bookings} bookings, {heard.missing} messages"
            f" missing, {heard.lost} connections lost",
        )
    report.add(
        f"commit to the first client, {many.clients:,} clients / {few.clients}",
        p50(many.first) / p50(few.first),
        f"p50 {milliseconds(p50(many.first))} / {milliseconds(p50(few.first))};"
        f" to the last p50 {milliseconds(p50(many.last))} / {milliseconds(p50(few.last))}",
    )


if __name__ == "__main__":
    run("fanout", measure, __doc__)
