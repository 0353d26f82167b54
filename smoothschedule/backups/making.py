"""A backup is made: one snapshot of the database, then the files, encrypted as they are read."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg
import pyrage

from smoothschedule.backups.parts import (
    DATABASE,
    FILES,
    NAME,
    BackupError,
    Manifest,
    backups_in,
    connected,
    counted,
    program,
    recipients_of,
    sha256_of,
    without_password,
)
from smoothschedule.config import Settings
from smoothschedule.storage.port import UNFINISHED, FileMissingError, Storage

#: A backup that is younger than that is today's.
FRESH_FOR: Final = timedelta(hours=20)
#: How the name of one begins that is being made.
PART: Final = ".part-"


def make(settings: Settings, files: Storage) -> tuple[Path, Manifest]:
    """A new backup is complete in BACKUP_FOLDER, and those past BACKUP_KEEP_DAYS are gone.

    One is made at a time. Raises BackupError, StorageError.
    """
    folder, url, recipients = _set_up(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            path, manifest = _made(folder, url, recipients, files)
            _forget(folder, older_than=timedelta(days=settings.backup_keep_days))
    except (OSError, pyrage.EncryptError) as error:
        raise BackupError(f"The backup cannot be written to {folder}: {error}") from error
    return path, manifest


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Nobody else makes a backup there; what somebody left who was killed is gone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"Another backup is being made in {folder}.") from error
        for left in folder.glob(f"{PART}*"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(descriptor)


def _made(
    folder: Path, url: str, recipients: Sequence[pyrage.x25519.Recipient], files: Storage
) -> tuple[Path, Manifest]:
    part = Path(tempfile.mkdtemp(prefix=PART, dir=folder))
    try:
        manifest = _made_in(part, url, recipients, files)
        path = folder / datetime.fromisoformat(manifest.made_at).strftime(NAME)
        part.rename(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return path, manifest


def is_due(settings: Settings) -> bool:
    """Whether backups are wanted here and there is none of today."""
    if not settings.backup_folder:
        return False
    made = [moment for moment, _ in backups_in(Path(settings.backup_folder))]
    return not made or made[-1] < datetime.now(UTC) - FRESH_FOR


def _set_up(settings: Settings) -> tuple[Path, str, list[pyrage.x25519.Recipient]]:
    wanted = ("backup_folder", "backup_database_url", "backup_recipients")
    for name in wanted:
        if not getattr(settings, name):
            raise BackupError(f"{name.upper()} is missing.")
    url, names = settings.backup_database_url, settings.backup_recipients
    assert url is not None
    assert names is not None
    return Path(settings.backup_folder or ""), url, recipients_of(names)


def _made_in(
    part: Path, url: str, recipients: Sequence[pyrage.x25519.Recipient], files: Storage
) -> Manifest:
    with connected(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        now, snapshot, revision = _facts(connection)
        tables = counted(connection)
        _dump(url, snapshot, part / DATABASE, recipients)
    count = _pack(files, part / FILES, recipients)
    sums = {name: sha256_of(part / name) for name in (DATABASE, FILES)}
    manifest = Manifest(now.astimezone(UTC).isoformat(), revision, tables, count, sums)
    manifest.write(part)
    return manifest


def _facts(connection: psycopg.Connection) -> tuple[datetime, str, str]:
    row = connection.execute(
        "SELECT now(), pg_export_snapshot(), (SELECT version_num FROM alembic_version)"
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def _dump(
    url: str, snapshot: str, path: Path, recipients: Sequence[pyrage.x25519.Recipient]
) -> None:
    where, word = without_password(url)
    command = [program("pg_dump"), "--format=custom", "--no-password", f"--snapshot={snapshot}"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [*command, f"--dbname={where}"], stdout=subprocess.PIPE, stderr=said, env=word
        ) as running,
        path.open("xb") as out,
    ):
        pyrage.encrypt_io(running.stdout, out, recipients)
        if running.wait() != 0:
            said.seek(0)
            raise BackupError(f"pg_dump failed: {said.read().decode(errors='replace').strip()}")


def _pack(files: Storage, path: Path, recipients: Sequence[pyrage.x25519.Recipient]) -> int:
    """The files are in an encrypted tar; returns how many. Nothing is written in the clear."""
    reading, writing = os.pipe()
    with (
        ThreadPoolExecutor(1) as thread,
        os.fdopen(reading, "rb") as source,
        path.open("xb") as out,
    ):
        packed = thread.submit(_write_tar, files, writing)
        pyrage.encrypt_io(source, out, recipients)
        return packed.result()


def _write_tar(files: Storage, descriptor: int) -> int:
    count = 0
    with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w|") as tar:
        for key in files.all_keys():
            if key.startswith(UNFINISHED):  # gone within hours, and nothing has looked at it
                continue
            try:
                content = files.open(key)
            except FileMissingError:  # deleted since it was listed
                continue
            with content:
                entry = tarfile.TarInfo(key)
                entry.size = content.seek(0, os.SEEK_END)
                content.seek(0)
                tar.addfile(entry, content)
            count += 1
    return count


def _forget(folder: Path, *, older_than: timedelta) -> None:
    """Old backups are gone, but never the newest."""
    for moment, path in backups_in(folder)[:-1]:
        if moment < datetime.now(UTC) - older_than:
            shutil.rmtree(path)
