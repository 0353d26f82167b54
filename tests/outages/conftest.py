"""An install of its own for outages: servers that may be stopped, and the real processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from scripts.local.environment import Addresses, Secrets, settings_environment
from scripts.local.postgres import PostgresServer
from scripts.local.redis import RedisServer
from smoothschedule.config import Settings
from smoothschedule.runtime import Runtime
from tests.databases import Database
from tests.factories import PASSWORD, Business, make_business, soon, wire
from tests.processes import Caller, Install
from tests.servers import prepare_database


@dataclass(frozen=True, slots=True)
class Site:
    """Two servers, a migrated database, a business, and processes to start."""

    postgres: PostgresServer
    redis: RedisServer
    admin_url: str
    install: Install
    business: Business
    mails: Path

    def owner(self) -> Caller:
        """The owner, signed in over HTTP."""
        caller = Caller(self.install, self.business.host)
        return caller.sign_in(self.business.owner.email, PASSWORD)

    def booking(self, *, days: int) -> dict[str, str]:
        """The body of a booking of our customer."""
        return {
            "service_id": str(self.business.service_id),
            "starts_at": wire(soon(days)),
            "customer_id": str(self.business.customer_id),
        }

    def sql(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query of the administrator's; none for a change."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            cursor = connection.execute(query)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def mail_count(self) -> int:
        """How many mails have been sent."""
        return len(list(self.mails.glob("*.eml")))


@pytest.fixture(scope="session")
def servers_of_our_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[PostgresServer, RedisServer, Database, Path]]:
    folder, known = tmp_path_factory.mktemp("outages"), Secrets.new()
    postgres = PostgresServer(folder / "postgres", password=known.postgres, durable=False)
    redis = RedisServer(folder / "redis", password=known.redis, durable=False)
    with postgres, redis:
        url = postgres.create_database("outages")
        prepare_database(url, redis.url(), known, folder)
        yield postgres, redis, Database(url, known), folder
    postgres.remove()


@pytest.fixture
def site(
    servers_of_our_own: tuple[PostgresServer, RedisServer, Database, Path], tmp_path: Path
) -> Iterator[Site]:
    """Everything runs but the processes; each test starts those that it needs."""
    postgres, redis, database, _ = servers_of_our_own
    postgres.start()
    redis.start()
    with Redis.from_url(redis.url()) as client:
        client.flushall()
    addresses = Addresses(database.admin_url, redis.url(), web_port=0, realtime_port=0)
    values = settings_environment(addresses, database.known, folder=tmp_path)
    install = Install(values | {"ENVIRONMENT": "test"}, tmp_path)
    made = Site(
        postgres,
        redis,
        database.admin_url,
        install,
        _business(values),
        tmp_path / "mail",
    )
    made.sql("DELETE FROM outbox_events")
    yield made
    install.stop()
    postgres.start()
    made.sql("TRUNCATE tenants CASCADE")


def _business(values: dict[str, str]) -> Business:
    runtime = Runtime(Settings.from_environment(values))
    try:
        return make_business(runtime, "aurora")
    finally:
        runtime.close()
