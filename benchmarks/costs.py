"""What one request, one job and one open socket cost, and how many processes that makes.

    python -m benchmarks.costs [--small]

Processor time is that of the process's own (gunicorn with one worker, a worker, realtime), as the
system counts it, while one client does one thing again and again. `day.py` has the mix and computes
from it what a thousand businesses need.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlencode

from benchmarks.day import BUSY_HOUR, BUSY_PART, SIZES, Costs, Need, need
from benchmarks.fanout import allow_files, book, clients_of, ended, realtime_of
from benchmarks.figures import Report, milliseconds, progress, run
from benchmarks.http_client import Answer
from benchmarks.installation import Installation, RunningProcess, installation
from benchmarks.races import booking, confirming, holding
from benchmarks.signing_races import ANN, Seat, send
from benchmarks.stage import Stage, open_stage
from benchmarks.week import busy_week
from scripts.local.ports import LOOPBACK
from smoothschedule.webhooks.operations import webhooks

RESOURCES, APPOINTMENTS = 6, 250
FIRST = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7)
OPEN = (
    "SELECT (SELECT count(*) FROM jobs WHERE state IN ('queued', 'running'))"
    " + (SELECT count(*) FROM outbox_events WHERE handled_at IS NULL)"
)
DONE = "SELECT count(*) FROM jobs WHERE state = 'done' AND name = :name"
PATIENCE_SECONDS = 120
MINUTES, FEW = 30, 10


def measure(is_small: bool) -> Report:
    """Costs, and processes for a thousand businesses of three sizes."""
    rounds, sockets, seconds = (4, 40, 2.0) if is_small else (150, 1000, 60.0)
    report = Report("Costs: processor time of a request, a job and a socket; processes they need")
    with installation(durable=True, configuration={"track_commit_timestamp": "on"}) as install:
        install.values |= {"WEB_WORKERS": "1", "OUTBOUND_PRIVATE_NETWORKS": f"{LOOPBACK}/32"}
        web = install.start("web")
        stage = open_stage(install.runtime, install.web_port, "costs")
        requests = _requests(report, web, _Acts(stage), rounds)
        install.start("relay")
        jobs = _jobs(report, install.start("worker"), stage, rounds)
        message, second, mb = _sockets(report, install, stage, count=sockets, seconds=seconds)
    costs = Costs(requests, jobs, message, second, mb)
    for size in SIZES:
        found = need(costs, size)
        report.add(f"1,000 businesses, {size.name}", None, _told(found, costs))
    report.notes.append(
        f"Of a thousand businesses: the busiest hour has {BUSY_HOUR:.0%} of the day's work, and"
        f" processes are planned to be busy for {BUSY_PART:.0%} of it; benchmarks/day.py has the"
        " mix with its reasons. A web process is one of WEB_WORKERS. PostgreSQL is not counted."
    )
    return report


def _told(found: Need, costs: Costs) -> str:
    web, worker, realtime = found.processes
    return (
        f"{web} web, {worker} worker, {realtime} realtime processes; busy cores"
        f" {found.web:.2f} / {found.worker:.2f} / {found.realtime:.2f}; {found.sockets:,} sockets,"
        f" {found.sockets * costs.socket_mb:,.0f} MB"
    )


def _used(process: RunningProcess, act: Callable[[], object], rounds: int) -> float:
    """Processor seconds of the process for one act."""
    act()  # what is read and compiled once
    before = process.cpu_seconds()
    for _ in range(rounds):
        act()
    return (process.cpu_seconds() - before) / rounds


class _Acts:
    """What people do, once each; raises when it was refused. A day further on at each booking."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.guest = stage.visitor()
        self.service, _ = busy_week(stage, FIRST, resources=RESOURCES, appointments=APPOINTMENTS)
        self.free = stage.service(MINUTES, ("staff", [stage.resource("staff", (0, 24))]))
        self.booked: list[Answer] = []
        self.manage_token = ""
        self._starts = slots()

    def me(self) -> None:
        _well(self.stage.owner.call("GET", "/me"))

    def business(self) -> None:
        _well(self.guest.call("GET", "/public/business"))

    def calendar(self) -> None:
        _well(self.stage.owner.call("GET", f"/calendar?{_week()}"))

    def slots(self) -> None:
        path = f"/public/services/{self.service}/slots?{_week()}"
        _well(self.guest.call("GET", path))

    def booking(self) -> None:
        held = _well(holding(self.guest, self.free, next(self._starts)))
        self.manage_token = _well(confirming(self.guest, held)).body["manage_token"]

    def desk(self) -> None:
        self.booked.append(_well(booking(self.stage.owner, self.free, next(self._starts))))

    def change(self) -> None:
        one = self.booked.pop()
        path, version = f"/appointments/{one.body['id']}/cancel", one.body["version"]
        match = {"If-Match": f'"{version}"'}
        _well(self.stage.owner.call("POST", path, {}, headers=match))

    def manage(self) -> None:
        _well(self.guest.call("GET", f"/public/bookings/{self.manage_token}"))

    def appointment(self) -> None:
        _well(self.stage.owner.call("GET", f"/appointments/{self.booked[-1].body['id']}"))

    def customers(self) -> None:
        _well(self.stage.owner.call("GET", "/customers?q=gue&limit=20"))

    def contracts(self) -> None:
        _well(self.stage.owner.call("GET", "/contracts?limit=50"))

    def signing(self) -> None:
        paper = send(self.stage, ANN)
        _well(Seat(self.stage, paper.tokens["ann"], "sign_ann").finish())


def slots() -> Iterator[str]:
    """Moments that nobody else takes, half an hour apart, from next week on."""
    at = FIRST + timedelta(days=7)
    while True:
        yield f"{at:%Y-%m-%dT%H:%M:00Z}"
        at += timedelta(minutes=MINUTES)


def _week() -> str:
    moments = {"from": FIRST, "to": FIRST + timedelta(days=7)}
    return urlencode({name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in moments.items()})


def _well(answer: Answer) -> Answer:
    if answer.status not in (200, 201):
        raise RuntimeError(f"answered {answer.status}: {answer.body}")
    return answer


def _requests(report: Report, web: RunningProcess, acts: _Acts, rounds: int) -> dict[str, float]:
    """Processor seconds of each kind; those that need what others made come after them."""
    found: dict[str, float] = {}
    names = "me business calendar slots booking manage desk appointment change customers"
    for name in (*names.split(), "signing", "contracts"):
        progress(f"requests: {name}")
        found[name] = _used(web, getattr(acts, name), rounds)
        report.add(f"request: {name}", found[name] / found["me"], milliseconds(found[name]))
    return found


def _jobs(report: Report, worker: RunningProcess, stage: Stage, rounds: int) -> dict[str, float]:
    """Processor seconds of the worker for one mail, one contract, and one webhook.

    Each with the fetching of it and with what it leads to: a contract with all its mails.
    """
    starts = slots()
    service = stage.service(MINUTES, ("staff", [stage.resource("staff", (0, 24))]))

    def with_mail() -> None:
        guest = {"name": "Ann", "email": "ann@guests.example"}
        _well(booking(stage.owner, service, next(starts), customer=guest))

    def without() -> None:
        _well(booking(stage.owner, service, next(starts)))

    def signed() -> None:
        _well(Seat(stage, send(stage, ANN).tokens["ann"], "sign_ann").finish())

    _wait(stage)
    mail = _of_one(worker, stage, with_mail, job="send_mail", rounds=rounds)
    contract = _of_one(worker, stage, signed, job="seal_contract", rounds=rounds)
    with _told_of_bookings(stage):
        webhook = _of_one(worker, stage, without, job="send_webhook", rounds=rounds)
    found = {"mail": mail, "reminder": mail, "contract": contract, "webhook": webhook}
    for name, seconds in found.items():
        report.add(f"job: {name}", seconds / mail, milliseconds(seconds))
    return found


def _of_one(
    worker: RunningProcess, stage: Stage, cause: Callable[[], None], *, job: str, rounds: int
) -> float:
    progress(f"jobs: {job}")
    cause()
    _wait(stage)
    done, before = int(stage.scalar(DONE, name=job)), worker.cpu_seconds()
    for _ in range(rounds):
        cause()
    _wait(stage)
    return (worker.cpu_seconds() - before) / (int(stage.scalar(DONE, name=job)) - done)


def _wait(stage: Stage) -> None:
    """Every event was told and every job is done. Raises RuntimeError when nothing moves."""
    fewest, deadline = None, 0.0
    while left := int(stage.scalar(OPEN)):
        if fewest is None or left < fewest:
            fewest, deadline = left, time.monotonic() + PATIENCE_SECONDS
        if time.monotonic() > deadline:
            raise RuntimeError(f"{left} events and jobs wait for {PATIENCE_SECONDS} s already.")
        time.sleep(0.1)


@contextmanager
def _told_of_bookings(stage: Stage) -> Iterator[None]:
    """A program on this machine hears of each booking, until the block ends."""
    with _receiver() as url:
        with stage.work() as work:
            key = stage.runtime.settings.secret_key
            wish = {"name": "Here", "url": url, "host": LOOPBACK, "secret_key": key}
            added, _ = webhooks.add(work, topics=["appointment.booked"], **wish)
        yield
        with stage.work() as work:
            webhooks.remove(work, added.id)


@contextmanager
def _receiver() -> Iterator[str]:
    """Somebody who listens for webhooks on this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    running = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{running.server_port}/hook"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def _sockets(
    report: Report, install: Installation, stage: Stage, *, count: int, seconds: float
) -> tuple[float, float, float]:
    """Processor seconds of a message to one socket and of a socket in a second; MB of a socket."""
    allow_files()
    install.start("realtime")
    realtime = realtime_of(install)
    service = stage.service(MINUTES, ("staff", [stage.resource("staff", (0, 24))]))
    rounds = 10
    with clients_of(install, stage, FEW):
        time.sleep(1)
        few = realtime.memory_mb()
    progress(f"{count} sockets")
    with clients_of(install, stage, count) as processes:
        time.sleep(1)
        mb = (realtime.memory_mb() - few) / (count - FEW)
        before = realtime.cpu_seconds()
        time.sleep(seconds)
        second = (realtime.cpu_seconds() - before) / seconds / count
        before = realtime.cpu_seconds()
        for number in range(rounds):
            book(stage, service, number)
            time.sleep(0.3)
        _wait(stage)
        time.sleep(1)
        used = realtime.cpu_seconds() - before
        heard = sum(len(each) for one in map(ended, processes) for each in one["heard"].values())
    message = max(0.0, used - second * count * (rounds * 0.3 + 1)) / max(1, heard)
    report.add(f"socket: memory, of {count:,}", None, f"{mb * 1024:.0f} kB each")
    report.add("socket: open for an hour", None, milliseconds(second * 3600))
    report.add(
        "socket: one message to one socket", None, f"{message * 1e6:.0f} µs; {heard:,} were heard"
    )
    return message, second, mb


if __name__ == "__main__":
    run("costs", measure, __doc__)
