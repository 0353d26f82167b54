"""Tenants stay apart behind a real PgBouncer that lends few connections to many transactions."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine, text

from scripts.local.pgbouncer import PgBouncer, find_or_unpack
from smoothschedule import tasks
from smoothschedule.core.db import LOOKUP, Context, make_engine, open_session
from smoothschedule.runtime import Runtime
from tests.databases import Database
from tests.factories import Business

THREADS, ROUNDS, LENT = 16, 12, 2
KNOWS_PREPARED = (1, 22)
SEEN = text("SELECT pg_backend_pid(), array(SELECT DISTINCT tenant_id FROM customers)")
SAID = "SELECT current_setting('app.tenant_id', true)"
COUNTED = "SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM users)"


@pytest.fixture
def others() -> dict[str, str]:
    """Settings that are not as the product ships them."""
    return {}


@pytest.fixture
def bouncer(database: Database, others: dict[str, str]) -> Iterator[PgBouncer]:
    """As docker-compose.yml starts it, but for two server connections a role."""
    program = find_or_unpack()
    if program is None:
        pytest.skip("there is no PgBouncer; install it, or name its program in PGBOUNCER")
    known = database.known
    passwords = {"smooth_app": known.smooth_app, "smooth_platform": known.smooth_platform}
    with PgBouncer(
        program, database.admin_url, passwords, pool_size=LENT, settings=others
    ) as bouncer:
        yield bouncer


@pytest.fixture(params=[0, 100], ids=["sent whole", "prepared"])
def engine(bouncer: PgBouncer, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The application's own."""
    if request.param and bouncer.version < KNOWS_PREPARED:
        pytest.skip("this PgBouncer is older than the one in the Dockerfile")
    url = bouncer.url("smooth_app")
    engine = make_engine(url, pool_size=THREADS, prepared=request.param)
    yield engine
    engine.dispose()


@pytest.fixture
def tenants(business: Business, rival: Business) -> list[UUID]:
    return [business.id, rival.id]


def test_each_of_many_transactions_sees_its_own_tenant_over_few_connections(
    engine: Engine, tenants: list[UUID]
) -> None:
    def look(number: int) -> list[tuple[UUID | None, int, list[UUID]]]:
        seen = []
        for turn in range(ROUNDS):
            tenant = (*tenants, None)[(number + turn) % 3]
            context = Context(tenant, read_only=turn % 2 == 0)
            with open_session(engine, context) as session, session.begin():
                pid, found = session.execute(SEEN).one()
                again = session.execute(SEEN).one()
                assert again.pg_backend_pid == pid
                seen.append((tenant, pid, found))
                if turn % 4 == 3:
                    session.rollback()
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        seen = [row for rows in pool.map(look, range(THREADS)) for row in rows]

    assert len(seen) == THREADS * ROUNDS
    for tenant, _, found in seen:
        assert found == ([tenant] if tenant else [])
    # The point of it: every server connection served both, and nobody.
    served: dict[int, set[UUID | None]] = {}
    for tenant, pid, _ in seen:
        served.setdefault(pid, set()).add(tenant)
    assert 1 <= len(served) <= LENT
    assert all(whom == {*tenants, None} for whom in served.values())


@pytest.mark.parametrize("end", ["commit", "rollback", "failure", "closed", "cut"])
def test_nothing_of_a_transaction_is_left_on_its_connection(
    bouncer: PgBouncer, tenants: list[UUID], end: str
) -> None:
    url = bouncer.url("smooth_app")
    clients = [psycopg.connect(url, autocommit=True, prepare_threshold=None) for _ in range(LENT)]
    for client, tenant in zip(clients, tenants, strict=True):  # all that are lent are in use
        client.execute(Context(tenant).opening())
        assert client.execute(COUNTED).fetchone() > (0,)
    for client in clients:
        _end(client, end)
    # Half as many again, so that some had to wait for each connection that was given back.
    for _ in range(LENT + 1):
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as after:
            after.execute("BEGIN")
            assert after.execute(SAID).fetchone() in {(None,), ("",)}
            assert after.execute(COUNTED).fetchone() == (0,)
            after.execute("COMMIT")
            assert after.execute(COUNTED).fetchone() == (0,)


def _end(client: psycopg.Connection, how: str) -> None:
    """The client's transaction is over in that way."""
    if how in ("commit", "rollback"):
        client.execute(how.upper())
    elif how == "failure":
        with pytest.raises(psycopg.errors.DivisionByZero):
            client.execute("SELECT 1 / 0")
        client.execute("ROLLBACK")
    elif how == "cut":  # as a killed process's: the connection is gone, nothing was said
        with socket.fromfd(client.fileno(), socket.AF_INET, socket.SOCK_STREAM) as cable:
            cable.shutdown(socket.SHUT_RDWR)
    client.close()


def test_the_platforms_role_has_connections_of_its_own_and_look_ups_need_no_tenant(
    bouncer: PgBouncer, engine: Engine, business: Business
) -> None:
    with open_session(engine, LOOKUP) as session:
        found = session.scalar(
            text("SELECT lookup.subdomain_is_taken(:subdomain)"), {"subdomain": business.subdomain}
        )
    assert found is True
    platform = make_engine(bouncer.url("smooth_platform"), pool_size=1)
    with open_session(platform, Context(platform_role="SUPERUSER")) as session:
        who = session.scalar(text("SELECT current_user"))
        session.rollback()
    platform.dispose()
    assert who == "smooth_platform"


@pytest.mark.parametrize("others", [{"idle_transaction_timeout": "1"}])
def test_a_task_longer_than_transactions_may_idle_is_done_and_nobody_else_does_it(
    bouncer: PgBouncer,
    runtime: Runtime,
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tasks, "AWAKE_SECONDS", 0.2)
    behind = Runtime(replace(runtime.settings, app_database_url=bouncer.url("smooth_app")))
    met: list[tasks.Outcome] = []

    def run(_: Runtime) -> int:
        admin.execute("SELECT pg_sleep(3)")
        met.append(tasks.attempt(task, behind))
        return 1

    task = tasks.Task("long", "Takes long.", "rounds", "* * * * *", None, run, lambda _: 1)
    outcome = tasks.attempt(task, behind)
    behind.close()

    assert (outcome.state, outcome.count) == (tasks.State.DONE, 1)
    assert [other.state for other in met] == [tasks.State.BUSY]
