"""What row security costs: the product's own statements with and without it.

    python -m benchmarks.rls [--small]

The statements are overheard from the product and sent again over two connections in turn:
as smooth_app under forced row security with the tenant in the message that begins the
transaction, and as a role that bypasses row security and says no tenant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import psutil
import psycopg

from benchmarks.figures import Report, milliseconds, p50, percentile, progress, run
from benchmarks.filling import Size, fill
from benchmarks.hot_queries import HOT, OWNER, PROMISED, Ask, Script, sample, scripts
from benchmarks.installation import Installation, installation
from scripts.local.environment import role_url
from smoothschedule.core.db import Context, make_engine
from smoothschedule.core.unit_of_work import UnitsOfWork

FULL, SMALL = Size(1000, 1000), Size(20, 400)
LIMIT = 1.10
PLAIN = "bench_plain"
MEMORY = {"shared_buffers": "2GB", "max_wal_size": "8GB", "maintenance_work_mem": "512MB"}
MAKE_PLAIN = f"""
CREATE ROLE {PLAIN} LOGIN BYPASSRLS PASSWORD '{PLAIN}';
GRANT CONNECT ON DATABASE smoothschedule TO {PLAIN};
GRANT USAGE ON SCHEMA public TO {PLAIN};
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {PLAIN};
"""
#: Begins the transaction of a script in one way.
Begin = Callable[[psycopg.Connection[Any], Script], None]


def measure(is_small: bool) -> Report:
    """Ratios of the promised queries, of ways to say the tenant, and pages by EXPLAIN."""
    size, rounds = (SMALL, 2) if is_small else (FULL, 12)
    report = Report(
        f"Row security: {size.tenants:,} tenants, {size.tenants * size.appointments:,} appointments"
    )
    with installation(durable=False, configuration=MEMORY) as install:
        fill(install.admin_url, size)
        sides = _Sides(install, sample(size, 20 if is_small else 250), rounds)
        for name, ask in PROMISED.items():
            progress(f"row security: {name}")
            _with_and_without(report, name, sides.scripts(ask), sides)
        progress("ways to say the tenant")
        _ways_to_say(report, sides.scripts(PROMISED["calendar of one resource, a week"]), sides)
        progress("pages")
        for name, ask in HOT.items():
            _pages(report, name, sides.scripts(ask)[: 10 if is_small else 50], sides)
        sides.close()
    return report


class _Sides:
    """The two connections, and the businesses that are asked for."""

    def __init__(self, install: Installation, numbers: list[int], rounds: int) -> None:
        with psycopg.connect(install.admin_url, autocommit=True) as admin:
            admin.execute(MAKE_PLAIN)
        self.engine = install.runtime.engine
        self.numbers, self.rounds = numbers, rounds
        self.app = _connect(install.values["APP_DATABASE_URL"])
        self.plain_url = role_url(install.admin_url, PLAIN, PLAIN)
        self.plain = _connect(self.plain_url)

    def scripts(self, ask: Ask) -> list[Script]:
        """What the product sends when asked so, for each business."""
        return scripts(self.engine, ask, self.numbers)

    def cpu_seconds(self) -> tuple[float, float]:
        """Processor time that the server has used so far for each connection."""
        app, plain = (
            psutil.Process(connection.info.backend_pid).cpu_times()
            for connection in (self.app, self.plain)
        )
        return app.user + app.system, plain.user + plain.system

    def close(self) -> None:
        """Both connections are closed."""
        self.app.close()
        self.plain.close()


def _connect(url: str) -> psycopg.Connection[Any]:
    # BEGIN is ours to send. Every statement is sent whole, so that all that row security costs is
    # in the figures; the rows through the ORM are of connections that prepare, as the product's.
    return psycopg.connect(url, autocommit=True, prepare_threshold=None)


def _in_one_message(connection: psycopg.Connection[Any], script: Script) -> None:
    connection.execute(script.context.opening().encode())


def _in_messages_of_their_own(connection: psycopg.Connection[Any], script: Script) -> None:
    for part in script.context.opening().split("; "):
        connection.execute(part.encode())


def _by_function(connection: psycopg.Connection[Any], script: Script) -> None:
    _not_at_all(connection, script)
    connection.execute(
        "SELECT set_config('app.tenant_id', %s, true), set_config('app.user_id', %s, true)",
        [str(script.context.tenant_id), str(script.context.user_id)],
    )


def _not_at_all(connection: psycopg.Connection[Any], script: Script) -> None:
    connection.execute(Context(read_only=True).opening().encode())


def _times(
    script_list: Sequence[Script],
    sides: Sequence[tuple[psycopg.Connection[Any], Begin]],
    rounds: int,
) -> list[list[float]]:
    """Seconds of each transaction, by side; each script runs on all sides before the next."""
    seconds: list[list[float]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for at, script in enumerate(script_list):
            # Whoever comes second finds warm caches, so they take turns.
            for turn in range(len(sides)):
                side = (turn + at + number) % len(sides)
                took = _once(*sides[side], script)
                if number > 0:  # the first round only warms up
                    seconds[side].append(took)
    return seconds


def _once(connection: psycopg.Connection[Any], begin: Begin, script: Script) -> float:
    began = perf_counter()
    begin(connection, script)
    for statement, values in script.statements:
        connection.execute(statement.encode(), values).fetchall()
    connection.execute("COMMIT")
    return perf_counter() - began


def _with_and_without(
    report: Report, name: str, script_list: Sequence[Script], sides: _Sides
) -> None:
    ways: list[tuple[psycopg.Connection[Any], Begin]]
    ways = [(sides.app, _in_one_message), (sides.plain, _not_at_all)]
    before = sides.cpu_seconds()
    forced, plain = _times(script_list, ways, sides.rounds)
    used = [after - then for after, then in zip(sides.cpu_seconds(), before, strict=True)]
    report.add(
        f"{name}: forced row security / none",
        p50(forced) / p50(plain),
        f"p50 {milliseconds(p50(forced))} / {milliseconds(p50(plain))},"
        f" p95 {milliseconds(percentile(forced, 0.95))} /"
        f" {milliseconds(percentile(plain, 0.95))}, {len(forced):,} transactions each",
        limit=LIMIT,
    )
    each = [cpu / len(script_list) / (sides.rounds + 1) for cpu in used]
    report.add(
        f"{name}: the same by processor time of the server",
        each[0] / each[1],
        f"{milliseconds(each[0])} / {milliseconds(each[1])}",
    )
    _through_python(report, name, sides)


def _through_python(report: Report, name: str, sides: _Sides) -> None:
    """The same with everything that the product does around the statements."""
    ask = PROMISED[name]
    engine = make_engine(sides.plain_url, pool_size=1, prepared=100)
    seconds: dict[str, list[float]] = {"forced": [], "plain": []}
    units = {"forced": UnitsOfWork(sides.engine), "plain": UnitsOfWork(engine)}
    found = scripts(sides.engine, ask, sides.numbers)
    for number, script in zip(sides.numbers, found, strict=True):
        for which in ("forced", "plain") if number % 2 else ("plain", "forced"):
            began = perf_counter()
            with units[which].open(script.context, actor=OWNER) as work:
                ask(work, number)
            seconds[which].append(perf_counter() - began)
    engine.dispose()
    forced, plain = p50(seconds["forced"]), p50(seconds["plain"])
    report.add(
        f"{name}: the same through the ORM",
        forced / plain,
        f"p50 {milliseconds(forced)} / {milliseconds(plain)}",
    )


def _ways_to_say(report: Report, script_list: Sequence[Script], sides: _Sides) -> None:
    ways: dict[str, Begin] = {
        "the tenant in the message that begins": _in_one_message,
        "the tenant by set_config, a call of its own": _by_function,
        "the tenant by SET LOCAL, calls of their own": _in_messages_of_their_own,
    }
    # All as the role without row security: only the saying differs.
    listed = [(sides.plain, _not_at_all), *((sides.plain, way) for way in ways.values())]
    none, *others = _times(script_list, listed, sides.rounds)
    for name, seconds in zip(ways, others, strict=True):
        report.add(
            f"{name} / not said",
            p50(seconds) / p50(none),
            f"p50 {milliseconds(p50(seconds))} / {milliseconds(p50(none))}",
        )


def _pages(report: Report, name: str, script_list: Sequence[Script], sides: _Sides) -> None:
    forced = [_pages_of(sides.app, script) for script in script_list]
    plain = [_pages_of(sides.plain, script) for script in script_list]
    statements = len(script_list[0].statements)
    scans = sorted({scan for _, found in forced for scan in found})
    report.add(
        f"{name}: pages, forced / none",
        p50([pages for pages, _ in forced]) / p50([pages for pages, _ in plain]),
        f"{p50([pages for pages, _ in forced]):.0f} / {p50([pages for pages, _ in plain]):.0f}"
        f" pages (most {max(pages for pages, _ in forced):.0f}) in {statements} statements,"
        f" sequential scans: {', '.join(scans) or 'none'}",
    )


def _pages_of(connection: psycopg.Connection[Any], script: Script) -> tuple[int, set[str]]:
    """Pages that the statements touched, and tables that were read from end to end."""
    pages, scans = 0, set()
    _in_one_message(connection, script)
    for statement, values in script.statements:
        explained = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}".encode()
        row = connection.execute(explained, values).fetchone()
        assert row is not None
        plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
        pages += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
        scans |= set(_sequential(plan[0]["Plan"]))
    connection.execute("ROLLBACK")
    return pages, scans


def _sequential(node: dict[str, Any]) -> list[str]:
    below = [name for child in node.get("Plans", ()) for name in _sequential(child)]
    return [*below, node["Relation Name"]] if node["Node Type"] == "Seq Scan" else below


if __name__ == "__main__":
    run("rls", measure, __doc__)
