"""A PostgreSQL server of our own: made, started, stopped and mended in one folder."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg
from psycopg import sql

from scripts.local import children
from scripts.local.binaries import PostgresBinaries, find_postgres, shared_base
from scripts.local.ports import LOOPBACK, free_port

START_SECONDS = 60
STOP_SECONDS = 30
SUPERUSER = "postgres"
# What a crash may lose, a test run does not miss.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresError(RuntimeError):
    """The server could not be made or started; the message has its last words."""


class PostgresServer:
    """One cluster with its data under `folder`, reachable on a free port of 127.0.0.1.

    The data stay when it stops. As root the server runs as an unprivileged user; where
    that user cannot reach `folder`, the data lie under a shared folder and `folder/data`
    points there. It keeps its port over a stop and a start.
    """

    def __init__(
        self,
        folder: Path,
        *,
        password: str,
        durable: bool = True,
        configuration: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.password = password
        self.port: int | None = None
        self._configuration = {
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "max_connections": "200",
            "log_timezone": "UTC",
            "timezone": "UTC",
            **({} if durable else FORGETFUL),
            **(configuration or {}),
        }
        self._user: str | None = None
        self._binaries: PostgresBinaries | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PostgresServer:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        """The cluster's data folder (a link when it had to lie elsewhere)."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server wrote since its data were made."""
        return self.folder / "postgres.log"

    @property
    def binaries(self) -> PostgresBinaries:
        """The programs the server was started with: psql, pg_dump and the rest."""
        if self._binaries is None:
            self._user = children.server_user()
            self._binaries = find_postgres(self._user)
        return self._binaries

    def is_running(self) -> bool:
        """Whether our server process lives."""
        return self._process is not None and self._process.poll() is None

    def url(self, database: str = "postgres") -> str:
        """Administrator's URL of one database."""
        login = f"{SUPERUSER}:{quote(self.password, safe='')}"
        return f"postgresql://{login}@{LOOPBACK}:{self.port}/{database}"

    def start(self) -> None:
        """The server accepts connections; its data are made first if there are none.

        Raises PostgresError, ServerNotFoundError or NoUnprivilegedUserError.
        """
        if self.is_running():
            return
        binaries = self.binaries
        self._make_data(binaries)
        self._end_leftover(binaries)
        self.port = free_port(self.port)
        with self.log.open("ab") as log:
            self._process = children.spawn(
                [binaries.program("postgres"), "-D", self._real_data(), *self._options()],
                end_signal=signal.SIGINT,
                folder=Path("/"),
                output=log,
                user=self._user,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """The server has ended and its data are safe; clients were disconnected."""
        if self._process is not None:
            children.end(self._process, signal.SIGINT, patience_seconds=STOP_SECONDS)
            self._process = None

    def kill(self) -> None:
        """The server is gone as in a power cut."""
        if self._process is not None:
            children.end(self._process, signal.SIGQUIT, patience_seconds=STOP_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Server and data are gone."""
        self.stop()
        real = self._real_data()
        if self.folder.is_dir():
            self._end_leftover(self.binaries)
        for path in (real, self.folder):
            if path.is_dir():
                shutil.rmtree(path)

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """URL of the database, which exists: new from the template, or as it was."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [name]
            ).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(name), sql.Identifier(template or "template1")
                    )
                )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """The database is gone, whoever was connected."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _options(self) -> list[str]:
        options = ["-p", str(self.port)]
        for name, value in self._configuration.items():
            options += ["-c", f"{name}={value}"]
        return options

    def _real_data(self) -> Path:
        return self.data.resolve()

    def _make_data(self, binaries: PostgresBinaries) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if (self._real_data() / "PG_VERSION").is_file():
            return
        home = self._home()
        part = home.with_name(f"{home.name}.new")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        children.give(self._user, part)
        word = part.with_suffix(".word")
        try:
            word.touch(mode=0o600)
            word.write_text(self.password)
            children.give(self._user, word)
            self._initdb(binaries, part, word)
        finally:
            word.unlink(missing_ok=True)
        shutil.rmtree(home, ignore_errors=True)
        part.rename(home)
        if home != self.data:
            self.data.unlink(missing_ok=True)
            self.data.symlink_to(home)

    def _home(self) -> Path:
        """Where the data can lie so that the server's user reaches them."""
        if children.can_enter(self._user, self.folder):
            return self.data
        mark = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        return shared_base() / f"data-{mark}"

    def _initdb(self, binaries: PostgresBinaries, data: Path, word: Path) -> None:
        where = ["-D", str(data), "-U", SUPERUSER, f"--pwfile={word}", "--auth=scram-sha-256"]
        locale = ["--locale=C", "--encoding=UTF8", "--data-checksums", "--no-sync"]
        if binaries.major_version() >= 17:
            # The same sorting and upper case on every platform, whatever its C library.
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        answer = children.run_as(
            self._user,
            [binaries.program("initdb"), *where, *locale],
            folder=Path("/"),
        )
        if answer.returncode != 0:
            raise PostgresError(
                f"PostgreSQL could not make its data under {data}:\n{answer.stderr.strip()}"
            )

    def _end_leftover(self, binaries: PostgresBinaries) -> None:
        """No server of an earlier run holds the data any more."""
        mark = self._real_data() / "postmaster.pid"
        try:
            pid = int(mark.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            mark.unlink(missing_ok=True)
            return
        if not _is_server_of(pid, self._real_data()):
            # The number may belong to some other program by now; PostgreSQL would refuse.
            mark.unlink(missing_ok=True)
            return
        how = ["-D", str(self._real_data()), "-m", "fast", "-w"]
        answer = children.run_as(
            self._user, [binaries.program("pg_ctl"), "stop", *how], folder=Path("/")
        )
        if answer.returncode != 0:
            raise PostgresError(
                f"A PostgreSQL server of an earlier run (process {pid}) does not end: "
                f"{answer.stderr.strip()}"
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        reason = "it ended at once"
        while self.is_running() and time.monotonic() < deadline:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                reason = str(error).strip()
                if "authentication failed" in reason:
                    break
                time.sleep(0.05)
            else:
                return
        self.stop()
        if "authentication failed" in reason:
            raise PostgresError(
                f"The password does not fit the data under {self.folder}. Put back the file "
                "with the secrets, or start over with --fresh."
            )
        raise PostgresError(
            f"PostgreSQL did not start ({reason}). Its last words ({self.log}):\n"
            f"{last_lines(self.log)}"
        )


def last_lines(file: Path, count: int = 15) -> str:
    """The end of a log, for an error message."""
    if not file.is_file():
        return "(nothing was written)"
    return "\n".join(file.read_text(errors="replace").splitlines()[-count:])


def _is_server_of(pid: int, data: Path) -> bool:
    """Whether that process is a PostgreSQL with these data."""
    listing = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        command = listing.read_bytes().decode(errors="replace") if listing.exists() else ""
    else:
        command = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=True
        ).stdout
    return "postgres" in command and str(data) in command
