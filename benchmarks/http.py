"""What HTTP adds: the calendar over the wire, against /healthz and against its bare statements.

    python -m benchmarks.http [--small]

A week of 50 resources with 500 appointments, from real gunicorn processes; a few clients with
kept connections ask as fast as they are answered, kinds in turn.
"""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from time import perf_counter, process_time
from urllib.parse import urlencode

import psycopg

from benchmarks.figures import Report, milliseconds, p50, progress, run, spread
from benchmarks.hot_queries import OWNER
from benchmarks.installation import Installation, RunningProcess, installation
from benchmarks.overhearing import overheard
from benchmarks.stage import Stage, open_stage
from benchmarks.week import busy_week
from scripts.local.ports import LOOPBACK
from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import UnitsOfWork
from smoothschedule.scheduling.queries.calendar import calendar

RESOURCES, APPOINTMENTS = 50, 500
CLIENTS = 4
FIRST = datetime.combine(datetime.now(UTC).date(), time(), UTC) + timedelta(days=1)
WEEK = FIRST, FIRST + timedelta(days=7)


@dataclass(slots=True)
class Asked:
    """What one kind of question cost so far."""

    path: str
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: float = 0
    elapsed: float = 0

    @property
    def cpu(self) -> float:
        """Processor seconds of the web processes for one answer."""
        return self.cpu_seconds / len(self.seconds)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.elapsed


def measure(is_small: bool) -> Report:
    """Time and processor time of one answer, as multiples."""
    turns, turn_seconds = (2, 1.0) if is_small else (6, 5.0)
    report = Report(
        f"HTTP: GET /calendar, a week of {RESOURCES} resources with {APPOINTMENTS} appointments"
    )
    with installation(durable=False) as install:
        web = install.start("web")
        stage = open_stage(install.runtime, install.web_port, "calendar")
        busy_week(stage, FIRST, resources=RESOURCES, appointments=APPOINTMENTS)
        moments = {"from": WEEK[0], "to": WEEK[1]}
        query = urlencode({k: v.strftime("%Y-%m-%dT%H:%M:%SZ") for k, v in moments.items()})
        kinds = Asked("/healthz"), Asked("/api/v1/me"), Asked(f"/api/v1/calendar?{query}")
        for turn in range(turns):
            progress(f"turn {turn + 1} of {turns}")
            for kind in kinds:
                _ask(stage, web, kind, turn_seconds)
        statements = _statements(install, stage, 20 if is_small else 200)
        alone = _one_client(stage, kinds[2].path, 20 if is_small else 200)
    _tell(report, kinds, statements, alone)
    return report


def _tell(
    report: Report,
    kinds: tuple[Asked, Asked, Asked],
    statements: tuple[list[float], float],
    alone: list[float],
) -> None:
    health, me, week = kinds
    for kind, name in ((me, "GET /me"), (week, "GET /calendar")):
        report.add(
            f"{name}: processor time of one answer / that of /healthz",
            kind.cpu / health.cpu,
            f"{milliseconds(kind.cpu)} / {milliseconds(health.cpu)};"
            f" {kind.rate:,.0f} / {health.rate:,.0f} answers per second;"
            f" {CLIENTS} clients: {spread(kind.seconds)}",
        )
    seconds, cpu = statements
    report.add(
        "GET /calendar: time of one answer / that of its statements by psycopg",
        p50(alone) / p50(seconds),
        f"p50 {milliseconds(p50(alone))} / {milliseconds(p50(seconds))}, one client",
    )
    report.add(
        "GET /calendar: processor time of one answer / that of psycopg fetching the rows",
        week.cpu / cpu,
        f"{milliseconds(week.cpu)} / {milliseconds(cpu)}",
    )


def _ask(stage: Stage, web: RunningProcess, kind: Asked, seconds: float) -> None:
    """The clients have asked for so long; times and processor time are counted."""
    before, began = web.cpu_seconds(), perf_counter()
    stop = began + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = pool.map(lambda _: _until(stage, kind.path, stop), range(CLIENTS))
    kind.seconds += [took for each in found for took in each]
    kind.elapsed += perf_counter() - began
    kind.cpu_seconds += web.cpu_seconds() - before


def _until(stage: Stage, path: str, stop: float) -> list[float]:
    seconds = []
    connection = _Kept(stage)
    while perf_counter() < stop:
        seconds.append(connection.seconds_of(path))
    connection.close()
    return seconds


def _one_client(stage: Stage, path: str, times: int) -> list[float]:
    connection = _Kept(stage)
    seconds = [connection.seconds_of(path) for _ in range(times)]
    connection.close()
    return seconds


class _Kept:
    """A connection that is kept between questions."""

    def __init__(self, stage: Stage) -> None:
        self._headers = {"Host": stage.host, **stage.owner.headers}
        self._connection = http.client.HTTPConnection(LOOPBACK, stage.port, timeout=60)

    def seconds_of(self, path: str) -> float:
        """How long one answer took; raises when it is not 200."""
        began = perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return perf_counter() - began

    def close(self) -> None:
        """The connection is closed."""
        self._connection.close()


def _statements(install: Installation, stage: Stage, times: int) -> tuple[list[float], float]:
    """Seconds of the calendar's own statements by plain psycopg, and processor time of one."""
    context = Context(tenant_id=stage.tenant_id, read_only=True)
    engine = install.runtime.engine
    with UnitsOfWork(engine).open(context, actor=OWNER) as work, overheard() as sent:
        found = calendar(work, WEEK)
        assert len(found) == APPOINTMENTS
    seconds = []
    with psycopg.connect(install.values["APP_DATABASE_URL"], autocommit=True) as connection:
        used = process_time()
        for _ in range(times):
            began = perf_counter()
            connection.execute(context.opening().encode())
            for statement, values in sent:
                connection.execute(statement.encode(), values).fetchall()
            connection.execute("COMMIT")
            seconds.append(perf_counter() - began)
        used = process_time() - used
    return seconds, used / times


if __name__ == "__main__":
    run("http", measure, __doc__)
