"""What tests may ask for: servers, a database, Redis and settings of their own.

Servers start when the first test asks. Each xdist worker has its own database, cloned from
a migrated template and emptied before each test, and its own numbered Redis database.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from scripts.local.environment import Addresses, settings_environment
from smoothschedule.config import Settings
from tests.databases import Database, Sweeper, clone, drop
from tests.servers import InvitedServers, OwnServers, ServerAddresses, ServersForWorkers

pytest_plugins = ["tests.product"]
#: Folders that one worker runs whole: their tests share what takes long to start, or, as backups
#: with its passwords, change what belongs to the whole server.
TOGETHER = frozenset({"backups", "journeys", "outages", "races"})
Servers = OwnServers | InvitedServers
_SERVERS = pytest.StashKey[Servers]()
_FOR_WORKERS = pytest.StashKey[ServersForWorkers]()


def pytest_configure(config: pytest.Config) -> None:
    """Worker or not, this process knows whom to ask for servers."""
    invitation = getattr(config, "workerinput", {}).get("servers")
    config.stash[_SERVERS] = InvitedServers(invitation) if invitation else OwnServers()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """A worker of xdist that starts now may ask us."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    if _FOR_WORKERS not in config.stash:
        config.stash[_FOR_WORKERS] = ServersForWorkers()
    node.workerinput["servers"] = config.stash[_FOR_WORKERS].invitation  # type: ignore[attr-defined]


class _ByFolder(LoadScopeScheduling):
    """Folders go out whole, the longest first, and all other tests one by one.

    The marks of `--dist loadgroup` do nothing with pytest 9.2 (pytest-xdist, issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return folder if folder in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Who of the workers runs what."""
    return _ByFolder(config, log)


def pytest_collection_finish() -> None:
    """What was imported by now stays: the garbage collector need not go through it again."""
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """No server outlives the run."""
    if _FOR_WORKERS in config.stash:
        config.stash[_FOR_WORKERS].stop()
    if _SERVERS in config.stash:
        config.stash[_SERVERS].stop()


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> ServerAddresses:
    """Addresses of the PostgreSQL and the Valkey of this run."""
    return pytestconfig.stash[_SERVERS].addresses()


@pytest.fixture(scope="session")
def worker_number() -> int:
    """0, 1, 2, … for the xdist workers; 0 without xdist."""
    found = re.search(r"\d+", os.environ.get("PYTEST_XDIST_WORKER", ""))
    return int(found.group()) if found else 0


@pytest.fixture(scope="session")
def new_database(
    servers: ServerAddresses, worker_number: int
) -> Iterator[Callable[[str], Database]]:
    """Makes further databases for tests that need one to themselves; `new_database("races")`."""
    made: list[Database] = []

    def make(purpose: str) -> Database:
        made.append(clone(servers, f"smooth_{purpose}_{worker_number}"))
        return made[-1]

    yield make
    for database in made:
        drop(servers, database)


@pytest.fixture(scope="session")
def worker_database(servers: ServerAddresses, worker_number: int) -> Iterator[Database]:
    """This worker's database, with whatever the last test left in it."""
    database = clone(servers, f"smooth_test_{worker_number}")
    yield database
    drop(servers, database)


@pytest.fixture(scope="session")
def sweeper(worker_database: Database) -> Iterator[Sweeper]:
    """Empties this worker's database."""
    sweeper = Sweeper(worker_database)
    yield sweeper
    sweeper.close()


@pytest.fixture
def database(worker_database: Database, sweeper: Sweeper) -> Database:
    """This worker's database without any business data."""
    sweeper.sweep()
    return worker_database


@pytest.fixture(scope="session")
def worker_redis_url(servers: ServerAddresses, worker_number: int) -> str:
    """This worker's numbered Redis database, with whatever the last test left in it."""
    return f"{servers.redis_url.rpartition('/')[0]}/{worker_number}"


@pytest.fixture(scope="session")
def worker_redis(worker_redis_url: str) -> Iterator[Redis]:
    """A connection to it, to which each new one costs time."""
    with Redis.from_url(worker_redis_url) as client:
        yield client


@pytest.fixture
def redis_url(worker_redis_url: str, worker_redis: Redis) -> str:
    """This worker's Redis database, empty."""
    worker_redis.flushdb()
    return worker_redis_url


@pytest.fixture
def settings_values(database: Database, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """Every setting by its environment name; mail and files go to this test's folder."""
    addresses = Addresses(database.admin_url, redis_url, web_port=8000, realtime_port=8001)
    return {
        **settings_environment(addresses, database.known, folder=tmp_path),
        "ENVIRONMENT": "test",
        "DATABASE_POOL_SIZE": "3",
    }


@pytest.fixture
def settings(settings_values: dict[str, str]) -> Settings:
    """Settings of an install of this test's own."""
    return Settings.from_environment(settings_values)
