"""A backup is put back into a fresh server, as it was; nobody without the key can read it."""

from __future__ import annotations

import fcntl
import io
import json
import os
import resource
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pyrage
import pytest

from scripts.local.environment import Secrets, role_url, role_urls
from scripts.local.postgres import PostgresServer
from smoothschedule.backups import making
from smoothschedule.backups.parts import (
    DATABASE,
    FILES,
    MANIFEST,
    BackupError,
    Manifest,
    backups_in,
    counted,
    sha256_of,
)
from smoothschedule.backups.restoring import restore
from smoothschedule.config import Settings
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.storage.disk import DiskStorage
from smoothschedule.storage.port import StorageError
from tests.databases import Database
from tests.factories import Business, soon, wire
from tests.web import signed_in

WORD = "backup-word"
IDENTITY = pyrage.x25519.Identity.generate()


def store(folder: Path) -> DiskStorage:
    return DiskStorage(folder, secret="s", base_url="http://x/files", now=lambda: 0.0)


@pytest.fixture
def files(tmp_path: Path) -> DiskStorage:
    """A store with files of some sizes."""
    kept = store(tmp_path / "files")
    for key, content in (("tenants/a/logo.png", b"png"), ("tenants/b/x.pdf", b"%PDF" * 70_000)):
        kept.put(key, io.BytesIO(content), content_type="application/pdf")
    return kept


@pytest.fixture
def settings(
    runtime: Runtime, database: Database, admin: psycopg.Connection, tmp_path: Path
) -> Settings:
    """The application's settings, with backups that only IDENTITY opens."""
    admin.execute(f"ALTER ROLE smooth_backup PASSWORD '{WORD}'")
    return replace(
        runtime.settings,
        backup_folder=str(tmp_path / "backups"),
        backup_database_url=role_url(database.admin_url, "smooth_backup", WORD),
        backup_recipients=str(IDENTITY.to_public()),
    )


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The key as age-keygen writes it."""
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n# public key: {IDENTITY.to_public()}\n{IDENTITY}\n")
    return file


def kept_in(files: DiskStorage) -> dict[str, bytes]:
    """Every file of the store."""
    return {key: (files.folder / key).read_bytes() for key in files.all_keys()}


def rows_of(url: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as connection:
        return {
            table: sorted(
                row for (row,) in connection.execute(f"SELECT t::text FROM {table} t").fetchall()
            )
            for table in counted(connection)
        }


def test_what_was_saved_is_put_back_into_a_fresh_server(
    app: App,
    business: Business,
    database: Database,
    settings: Settings,
    files: DiskStorage,
    identity: Path,
    tmp_path: Path,
) -> None:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    assert signed_in(app, business).post("/appointments", body).status_code == 201
    kept = kept_in(files)
    files.put("unfinished/sent-by-a-browser", io.BytesIO(b"?"), content_type="text/csv")
    backup, manifest = making.make(settings, files)
    saved = rows_of(database.admin_url)
    assert manifest.tables == {table: len(rows) for table, rows in saved.items()}
    assert manifest.tables["appointments"] == 1
    for name in (DATABASE, FILES):
        written = (backup / name).read_bytes()
        assert written.startswith(b"age-encryption.org/v1")
        assert business.mark.encode() not in written
    known = Secrets.new()
    # PostgreSQL may have to run as another user, who must get through.
    with PostgresServer(tmp_path / "fresh", password=known.postgres, durable=False) as fresh:
        url = fresh.create_database("restored")
        there = replace(settings, **_urls(url, known))
        put_back = store(tmp_path / "files-there")
        assert restore(there, put_back, backup, identity=identity) == manifest
        assert rows_of(url) == saved
        _check_wall(role_url(url, "smooth_app", known.smooth_app), business)
        assert kept_in(put_back) == kept
        with pytest.raises(BackupError, match="not empty"):
            restore(there, put_back, backup, identity=identity)
        other = fresh.create_database("damaged")
        _damage(backup, FILES)
        with pytest.raises(BackupError, match="is damaged"):
            restore(replace(settings, **_urls(other, known)), put_back, backup, identity=identity)


def _damage(backup: Path, name: str) -> None:
    """One byte of the part is another, and the manifest says that it should be."""
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 1
    (backup / name).write_bytes(content)
    manifest = Manifest.read(backup)
    replace(manifest, sha256={**manifest.sha256, name: sha256_of(backup / name)}).write(backup)


def _urls(url: str, known: Secrets) -> dict[str, str]:
    roles = {name.lower(): value for name, value in role_urls(url, known).items()}
    return {**roles, "database_url": url, "backup_database_url": role_url(url, "smooth_backup", "")}


def _check_wall(url: str, business: Business) -> None:
    """The roles and their row security came along."""
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM customers").fetchone() == (0,)
        connection.execute("SELECT set_config('app.tenant_id', %s, false)", [str(business.id)])
        assert connection.execute("SELECT count(*) FROM customers").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE customers")


def test_another_key_or_a_damaged_part_opens_nothing(
    settings: Settings, files: DiskStorage, identity: Path, tmp_path: Path
) -> None:
    backup, _ = making.make(settings, files)
    fake = replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none")
    with (backup / FILES).open("ab") as damaged:
        damaged.write(b"x")
    with pytest.raises(BackupError, match="missing or damaged"):
        restore(fake, files, backup, identity=identity)
    other = tmp_path / "other.txt"
    other.write_text("not a key")
    with pytest.raises(BackupError, match="holds no age key"):
        restore(fake, files, backup, identity=other)
    with pytest.raises(BackupError, match="is no backup"):
        Manifest.read(tmp_path)


def test_one_that_fails_leaves_nothing_half_made(
    settings: Settings, files: DiskStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise StorageError("The store is away.")

    monkeypatch.setattr(files, "open", broken)
    with pytest.raises(StorageError):
        making.make(settings, files)
    assert list(Path(str(settings.backup_folder)).iterdir()) == []
    wrong = str(settings.backup_database_url).replace(WORD, "wrong")
    with pytest.raises(BackupError, match="cannot be reached"):
        making.make(replace(settings, backup_database_url=wrong), files)
    with pytest.raises(BackupError, match="BACKUP_RECIPIENTS"):
        making.make(replace(settings, backup_recipients="ssh-rsa A"), files)


def test_a_disk_that_is_full_is_said_and_nothing_is_left(
    settings: Settings, files: DiskStorage
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(BackupError, match=r"cannot be written to .*File too large"):
            making.make(settings, files)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(Path(str(settings.backup_folder)).iterdir()) == []


def test_one_is_made_at_a_time_and_what_a_killed_one_left_goes(
    settings: Settings, files: DiskStorage
) -> None:
    folder = Path(str(settings.backup_folder))
    (folder / ".part-of-one-that-was-killed" / "sub").mkdir(parents=True)
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(BackupError, match="Another backup is being made"):
        making.make(settings, files)
    os.close(other)  # as when its process is killed
    backup, _ = making.make(settings, files)
    assert list(folder.iterdir()) == [backup]


def test_old_ones_go_but_never_the_last(settings: Settings, files: DiskStorage) -> None:
    folder = Path(str(settings.backup_folder))
    for days in (45, 31, 29):
        (folder / f"{datetime.now(UTC) - timedelta(days=days):%Y%m%dT%H%M%SZ}").mkdir(parents=True)
    (folder / "notes").mkdir()
    assert making.is_due(settings)
    backup, _ = making.make(settings, files)
    left = [path for _, path in backups_in(folder)]
    assert len(left) == 2
    assert left[-1] == backup
    assert (folder / "notes").is_dir()
    assert not making.is_due(settings)
    assert not making.is_due(replace(settings, backup_folder=None))
    assert set(json.loads((backup / MANIFEST).read_text())) == set(Manifest.__dataclass_fields__)
