"""A backup is put back: into an empty database and a store, then counted against its manifest."""

from __future__ import annotations

import mimetypes
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pyrage

from smoothschedule.backups.parts import (
    DATABASE,
    FILES,
    BackupError,
    Manifest,
    connected,
    counted,
    identities_in,
    program,
    without_password,
)
from smoothschedule.config import Settings
from smoothschedule.core.database_roles import prepare_roles
from smoothschedule.storage.port import Storage

Identities = Sequence[pyrage.x25519.Identity]


def restore(settings: Settings, files: Storage, backup: Path, *, identity: Path) -> Manifest:
    """Database and store hold what the backup holds.

    The database of DATABASE_URL must be empty. Raises BackupError, StorageError.
    """
    url = settings.database_url
    if not url:
        raise BackupError("DATABASE_URL is missing: an administrator's, of an empty database.")
    manifest, keys = Manifest.read(backup), identities_in(identity)
    manifest.check(backup)
    with connected(url) as connection:
        if counted(connection):
            raise BackupError("The database is not empty. Make a new one, or drop its tables.")
    prepare_roles(settings)
    _put_back_database(url, backup / DATABASE, keys)
    count = _put_back_files(files, backup / FILES, keys)
    _compare(url, manifest, count)
    return manifest


def _put_back_database(url: str, path: Path, keys: Identities) -> None:
    where, word = without_password(url)
    # What the roles need (a schema, an extension) is there already and is made anew.
    command = [program("pg_restore"), "--clean", "--if-exists", "--exit-on-error", "--no-password"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [*command, "--single-transaction", f"--dbname={where}"],
            stdin=subprocess.PIPE,
            stderr=said,
            env=word,
        ) as running,
        path.open("rb") as source,
    ):
        assert running.stdin is not None
        try:
            pyrage.decrypt_io(source, running.stdin, keys)
            running.stdin.close()
        except pyrage.DecryptError as error:
            running.kill()
            raise BackupError("This key does not open the backup.") from error
        except OSError:
            running.wait()  # it ended early, and has said why
        if running.wait() != 0:
            said.seek(0)
            raise BackupError(f"pg_restore failed: {said.read().decode(errors='replace').strip()}")


def _put_back_files(files: Storage, path: Path, keys: Identities) -> int:
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as thread, os.fdopen(reading, "rb") as clear:
        decrypted = thread.submit(_decrypt, path, writing, keys)
        try:
            count = _unpack(files, clear)
            decrypted.result()
        except (tarfile.TarError, pyrage.DecryptError) as error:
            raise BackupError(
                f"{path} is damaged. The database was put back, not all files: make it anew,"
                " empty, and use another backup."
            ) from error
        return count


def _decrypt(path: Path, descriptor: int, keys: Identities) -> None:
    with os.fdopen(descriptor, "wb") as out, path.open("rb") as source:
        pyrage.decrypt_io(source, out, keys)


def _unpack(files: Storage, clear: BinaryIO) -> int:
    count = 0
    with tarfile.open(fileobj=clear, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is None:
                continue
            kind = mimetypes.guess_type(entry.name)[0] or "application/octet-stream"
            # A store may want to go back to the beginning, which a stream cannot.
            files.put(entry.name, BytesIO(content.read()), content_type=kind)
            count += 1
    return count


def _compare(url: str, manifest: Manifest, count: int) -> None:
    with connected(url) as connection:
        found = counted(connection)
    wrong = [table for table, rows in manifest.tables.items() if found.get(table) != rows]
    if wrong or count != manifest.files:
        raise BackupError(f"What was put back is not what was saved: {wrong or 'files'}.")
