import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from scripts.local.ports import LOOPBACK
from scripts.local.postgres import PostgresError, PostgresServer
from scripts.local.redis import RedisServer
from tests.databases import Database, Sweeper


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="smoothschedule-") as name:
        # PostgreSQL may have to run as another user, who must get through.
        Path(name).chmod(0o711)
        yield Path(name)


def answer_of(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_postgres_keeps_its_data_and_port_over_a_power_cut(folder: Path) -> None:
    with PostgresServer(folder / "postgres", password="a b/ü@:") as server:
        url = server.create_database("kept")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE facts AS SELECT 42 AS answer")
        server.kill()
        assert not server.is_running()

        server.start()

        assert server.url("kept") == url
        assert answer_of(url, "SELECT answer FROM facts") == 42
        assert answer_of(url, "SHOW fsync") == "on"


def test_a_server_that_its_owner_left_behind_is_ended_first(folder: Path) -> None:
    left_behind = PostgresServer(folder / "postgres", password="word", durable=False)
    left_behind.start()

    with PostgresServer(folder / "postgres", password="word", durable=False) as server:
        assert answer_of(server.url(), "SELECT 1") == 1
        assert not left_behind.is_running()

    left_behind.stop()


def test_a_mark_of_a_server_that_is_gone_does_no_harm(folder: Path) -> None:
    with PostgresServer(folder / "postgres", password="word", durable=False) as server:
        pass
    # The number belongs to a program that lives, but is no PostgreSQL.
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")

    with server:
        assert answer_of(server.url(), "SELECT 1") == 1
    os.kill(os.getpid(), 0)


def test_secrets_that_do_not_fit_the_data_are_told_so(folder: Path) -> None:
    with PostgresServer(folder / "postgres", password="right", durable=False):
        pass

    with pytest.raises(PostgresError, match="password does not fit"):
        PostgresServer(folder / "postgres", password="wrong", durable=False).start()


def test_nothing_is_left_of_a_removed_server(folder: Path) -> None:
    server = PostgresServer(folder / "postgres", password="word", durable=False)
    server.start()
    real = server.data.resolve()

    server.remove()

    assert not real.exists()
    assert not server.folder.exists()


def test_redis_keeps_what_it_took_over_a_stop(folder: Path) -> None:
    with RedisServer(folder / "redis", password="word") as server:
        with Redis.from_url(server.url(5)) as client:
            client.set("kept", "yes")
        server.stop()
        server.start()
        with Redis.from_url(server.url(5)) as client:
            assert client.get("kept") == b"yes"


def test_redis_wants_the_password(folder: Path) -> None:
    with (
        RedisServer(folder / "redis", password="word", durable=False) as server,
        socket.create_connection((LOOPBACK, server.port or 0)) as stranger,
    ):
        stranger.sendall(b"PING\r\n")

        assert stranger.recv(64).startswith(b"-NOAUTH")


def test_a_swept_database_holds_reference_data_only(database: Database, sweeper: Sweeper) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        before = connection.execute("SELECT count(*) FROM alembic_version").fetchone()
        connection.execute(
            "INSERT INTO tenants (id, name, subdomain, time_zone)"
            " VALUES (gen_random_uuid(), 'A', 'salon-a', 'UTC')"
        )

        sweeper.sweep()

        assert connection.execute("SELECT count(*) FROM tenants").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == before
        assert before == (1,)
