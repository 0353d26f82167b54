"""A PgBouncer of our own, with the configuration that the product ships."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from scripts.local import children
from scripts.local.ports import LOOPBACK, answers, free_port
from scripts.local.postgres import last_lines

SHIPPED = Path(__file__).resolve().parents[2] / "ops" / "pgbouncer" / "pgbouncer.ini"
UNPACKED = Path(tempfile.gettempdir()) / f"smoothschedule-pgbouncer-{os.geteuid()}"
START_SECONDS = 10


class PgBouncerError(RuntimeError):
    """It could not be started; the message has its last words."""


def find_or_unpack() -> Path | None:
    """The program: PGBOUNCER's, the system's, or Debian's unpacked beside it; None without any.

    Unpacking needs no root, and starts no service as installing the package would.
    """
    named = os.environ.get("PGBOUNCER")
    for name in (named,) if named else ("pgbouncer", "/usr/sbin/pgbouncer"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    program = UNPACKED / "usr" / "sbin" / "pgbouncer"
    if not program.is_file() and shutil.which("apt-get") and shutil.which("dpkg"):
        _unpack()
    return program if program.is_file() else None


class PgBouncer:
    """One process in front of a database, on a free port of 127.0.0.1."""

    def __init__(
        self,
        program: Path,
        database_url: str,
        passwords: Mapping[str, str],
        *,
        pool_size: int,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self._program = program
        self._database = urlsplit(database_url)
        self._passwords = passwords
        self._pool_size = pool_size
        self._others = settings or {}
        self._user = children.server_user()
        self._folder = Path(tempfile.mkdtemp(prefix="smoothschedule-pgbouncer-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PgBouncer:
        self._write("userlist.txt", self._userlist())
        settings = self._write("pgbouncer.ini", self._settings())
        self._folder.chmod(0o755)
        with self._log.open("wb") as log:
            self._process = children.spawn(
                [self._program, settings],
                end_signal=signal.SIGTERM,
                environment={**os.environ, "LD_LIBRARY_PATH": _libraries(self._program)},
                folder=Path("/"),
                output=log,
                user=self._user,
            )
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__(None, None, None)
                raise PgBouncerError(f"PgBouncer did not start:\n{last_lines(self._log)}")
            time.sleep(0.02)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            children.end(self._process, signal.SIGTERM, patience_seconds=5)
            self._process = None
        if error is None and self._log.stat().st_size < 1_000_000:
            shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, role: str) -> str:
        """The database as that role, through this PgBouncer."""
        name = self._database.path.lstrip("/")
        return f"postgresql://{role}:{self._passwords[role]}@{LOOPBACK}:{self.port}/{name}"

    @property
    def version(self) -> tuple[int, int]:
        """(1, 24) of 1.24.1."""
        libraries = {**os.environ, "LD_LIBRARY_PATH": _libraries(self._program)}
        said = subprocess.run(
            [self._program, "--version"], capture_output=True, text=True, check=True, env=libraries
        )
        major, minor, *_ = re.findall(r"\d+", said.stdout)
        return int(major), int(minor)

    @property
    def _log(self) -> Path:
        return self._folder / "pgbouncer.log"

    def _userlist(self) -> str:
        return "".join(f'"{role}" "{word}"\n' for role, word in self._passwords.items())

    def _settings(self) -> str:
        """The shipped file, with the addresses of this place."""
        parts = self._database
        text = SHIPPED.read_text()
        text = re.sub(
            r"^smoothschedule = .*$",
            f"{parts.path.lstrip('/')} = host={parts.hostname} port={parts.port}",
            text,
            flags=re.MULTILINE,
        )
        for name, value in {
            "listen_addr": LOOPBACK,
            "listen_port": str(self.port),
            "auth_file": str(self._folder / "userlist.txt"),
            "default_pool_size": str(self._pool_size),
            "reserve_pool_size": "0",
            **self._others,
        }.items():
            text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
        return text

    def _write(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        children.give(self._user, path)
        return path


def _libraries(program: Path) -> str:
    """Where the libraries lie that were unpacked with the program."""
    root = program.parents[2]
    return os.pathsep.join(str(folder) for folder in (root / "usr" / "lib").glob("*-linux-*"))


def _unpack() -> None:
    """Debian's package and the libraries that few systems have lie in UNPACKED."""
    asked = subprocess.run(
        ["apt-cache", "depends", "pgbouncer"], capture_output=True, text=True, check=False
    ).stdout
    libraries = re.findall(r"Depends: (lib(?:event-2|c-ares|cares)[\w.+-]*)", asked)
    with tempfile.TemporaryDirectory(prefix="smoothschedule-debs-") as folder:
        command = ["apt-get", "download", "-q", "pgbouncer", *libraries]
        if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode != 0:
            return
        part = Path(tempfile.mkdtemp(prefix="smoothschedule-pgbouncer-"))
        part.chmod(0o755)
        for package in sorted(Path(folder).glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, part], check=True)
        try:
            part.rename(UNPACKED)
        except OSError:  # another test run was quicker
            shutil.rmtree(part)
