"""An import that ends half-way, or meets another of the same archive, costs nobody a file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability import importing
from smoothschedule.runtime import Runtime
from smoothschedule.storage.port import StorageError
from tests.contracts.world import sent
from tests.factories import Business
from tests.portability.archives import apart, brought, exported
from tests.web import signed_in


def test_an_import_that_was_killed_is_seen_by_nobody_and_done_by_the_next(
    app: App,
    business: Business,
    runtime: Runtime,
    admin: psycopg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent(signed_in(app, business), business)
    archive = exported(runtime, business.id)

    def away(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as killed:
        # Rows are written; the process gets neither to commit nor to clear up.
        killed.setattr(importing, "settle", away)
        killed.setattr(runtime.files, "delete", lambda _key: None)
        with pytest.raises(SystemExit):
            brought(runtime, tmp_path, archive)
    left = set(runtime.files.all_keys())
    assert admin.execute("SELECT count(*) FROM tenants").fetchone() == (1,)
    came = brought(runtime, tmp_path, archive)
    assert set(runtime.files.all_keys()) == left
    assert any(str(came.tenant_id) in key for key in left)
    with monkeypatch.context() as failed:
        failed.setattr(importing, "settle", away)
        with pytest.raises(SystemExit):
            brought(runtime, tmp_path, archive, "australis")
    assert set(runtime.files.all_keys()) == left


def test_an_import_that_fails_takes_no_file_of_another_of_the_same_archive(
    app: App,
    business: Business,
    runtime: Runtime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent(signed_in(app, business), business)
    archive = exported(runtime, business.id)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settles, puts = importing.settle, runtime.files.put

    def full(*_: object, **__: object) -> None:
        raise StorageError("No space is left.")

    def overtaken(work: Work) -> None:
        with monkeypatch.context() as failed:
            failed.setattr(runtime.files, "put", full)
            with pytest.raises(StorageError, match="No space"):
                brought(runtime, elsewhere, archive)
        settles(work)

    with monkeypatch.context() as together_with:
        together_with.setattr(importing, "settle", overtaken)
        came = brought(runtime, tmp_path, archive)
    names = [name.removeprefix("files/") for name in apart(archive) if name.startswith("files/")]
    kept = {key for key in runtime.files.all_keys() if str(came.tenant_id) in key}
    assert kept == {f"tenants/{came.tenant_id}/{name}" for name in names}

    # What the other took back before the rows came is noticed.
    def lost(key: str, content: BinaryIO, *, content_type: str) -> None:
        if "documents" not in key:
            puts(key, content, content_type=content_type)

    monkeypatch.setattr(runtime.files, "put", lost)
    with pytest.raises(StorageError, match="is not in the store as it was put there"):
        brought(runtime, tmp_path, archive, "australis")
