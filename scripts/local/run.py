"""Everything on this machine: servers, tables, demo and processes, until Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from scripts.local import console, frontend, product
from scripts.local.binaries import ServerNotFoundError
from scripts.local.children import NoUnprivilegedUserError
from scripts.local.environment import (
    Addresses,
    Secrets,
    SecretsError,
    child_environment,
    chosen,
    settings_environment,
    write_for_shells,
)
from scripts.local.ports import free_port
from scripts.local.postgres import PostgresError, PostgresServer
from scripts.local.redis import RedisServer, RedisServerError
from scripts.local.supervisor import Program, Server, Supervisor

VAR = product.ROOT / "var"
DATABASE = "smoothschedule"
WEB_PORT = 8000
PROGRAMS = tuple(Program(name, command) for name, command in product.COMMANDS.items())


class RunError(RuntimeError):
    """It cannot run; the message says what to do."""


PROBLEMS = (
    RunError,
    frontend.BuildError,
    NoUnprivilegedUserError,
    PostgresError,
    RedisServerError,
    SecretsError,
    ServerNotFoundError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until Ctrl-C; the exit code says whether it could."""
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__)
    parser.add_argument(
        "--fresh", action="store_true", help="start over: forget the data kept under var/"
    )
    options = parser.parse_args(arguments)
    try:
        with _only_one():
            if options.fresh:
                _forget()
            frontend.build()
            return _run()
    except PROBLEMS as error:
        console.fail(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


def _run() -> int:
    known = Secrets.kept_in(VAR / "secrets.json")
    with ExitStack() as stack:
        servers: dict[str, Server] = {}
        database_url = os.environ.get("DATABASE_URL") or _postgres(stack, known, servers)
        redis_url = os.environ.get("REDIS_URL") or _redis(stack, known, servers)
        web_port, realtime_port = _ports()
        addresses = Addresses(database_url, redis_url, web_port, realtime_port)
        derived = settings_environment(addresses, known, folder=VAR)
        logs = {"LOG_FOLDER": str(product.ROOT / "logs")}
        settings = chosen(derived | logs, os.environ)
        write_for_shells(settings, VAR / "environment")
        with console.step("Preparing the database"):
            _flask("database", "prepare", settings=settings)
        with console.step("Looking after the demo"):
            accounts = json.loads(_flask("demo", "seed", "--json", settings=settings))["accounts"]
        supervisor = Supervisor(
            PROGRAMS,
            servers=servers,
            environment=child_environment(settings),
            folder=product.ROOT,
        )
        supervisor.listen_for_signals()
        with console.step("Starting " + ", ".join(program.name for program in PROGRAMS)):
            pass
        return supervisor.run(
            is_ready=lambda: all(product.is_ready(each.name, settings) for each in PROGRAMS),
            announce=lambda: _announce(settings, accounts),
        )


def _postgres(stack: ExitStack, known: Secrets, servers: dict[str, Server]) -> str:
    server = PostgresServer(VAR / "postgres", password=known.postgres)
    with console.step("Starting PostgreSQL"):
        stack.enter_context(server)
        servers["postgres"] = server
        return server.create_database(DATABASE)


def _redis(stack: ExitStack, known: Secrets, servers: dict[str, Server]) -> str:
    server = RedisServer(VAR / "redis", password=known.redis)
    with console.step("Starting Valkey"):
        stack.enter_context(server)
        servers["redis"] = server
        return server.url()


def _ports() -> tuple[int, int]:
    """The ports of the last run if they are free, so that links stay good."""
    file = VAR / "ports.json"
    last: dict[str, int] = json.loads(file.read_text()) if file.is_file() else {}
    web = free_port(last.get("web", WEB_PORT))
    realtime = free_port(last.get("realtime", web + 1))
    if last and web != last["web"]:
        console.say(f"    port {last['web']} is taken now: links with it do not work")
    file.write_text(json.dumps({"web": web, "realtime": realtime}))
    return web, realtime


def _flask(*words: str, settings: Mapping[str, str]) -> str:
    try:
        return product.flask(*words, settings=settings)
    except product.ProductError as error:
        advice = "If the data under var/ are from another version, start over with --fresh."
        if os.environ.get("DATABASE_URL"):
            advice = "Mend DATABASE_URL, or unset it for an embedded server."
        raise RunError(f"{error}\n\n{advice}") from error


def _announce(settings: Mapping[str, str], accounts: Sequence[Mapping[str, Any]]) -> None:
    ending = f":{settings['PUBLIC_PORT']}" if settings["PUBLIC_PORT"] else ""
    site = f"{settings['PUBLIC_SCHEME']}://{settings['BASE_DOMAIN']}{ending}"
    rows = [
        (
            str(account["role"]),
            f"{settings['PUBLIC_SCHEME']}://{account['host']}{ending}/sign-in",
            str(account["email"]),
            str(account["password"]),
        )
        for account in accounts
    ]
    lines = [
        "",
        f"{console.paint('SmoothSchedule runs.', 'bold')}  {site}",
        f"Mail that it sends: {site}/dev/mail",
        "",
        console.table(("role", "sign in at", "e-mail", "password"), rows),
        "",
        "In another terminal, for commands (.venv/bin/flask --help): . var/environment",
        "Ctrl-C ends it; the data stay under var/.",
        "",
    ]
    console.say("\n".join(lines))


def _forget() -> None:
    with console.step("Forgetting the data under var/"):
        # The password does not matter to a server that only goes away.
        PostgresServer(VAR / "postgres", password="").remove()
        RedisServer(VAR / "redis", password="").remove()
        for name in ("mail", "files"):
            shutil.rmtree(VAR / name, ignore_errors=True)
        for name in ("secrets.json", "environment"):
            (VAR / name).unlink(missing_ok=True)
        if os.environ.get("DATABASE_URL"):
            console.say("    the database of DATABASE_URL is left alone")


@contextmanager
def _only_one() -> Iterator[None]:
    """Nobody else runs this install meanwhile; raises RunError."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise RunError(
                f"SmoothSchedule already runs from this folder (process {lock.read().strip()}). "
                "End that one first: Ctrl-C in its terminal."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


if __name__ == "__main__":
    sys.exit(main())
