"""`flask storage prepare` and `flask assets publish`: what buckets need before they serve."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import AppGroup

from smoothschedule.runtime import Runtime
from smoothschedule.storage.factory import bucket_named
from smoothschedule.storage.port import Storage, StorageError

#: Where PDFs of templates were sent until they had `unfinished/`; nothing knows of them any more.
FORMER_UPLOAD: Final = re.compile(r"tenants/[^/]+/contracts/uploads/[^/]+\.pdf")

storage = AppGroup("storage", help="The bucket where files of businesses are kept.")
assets = AppGroup("assets", help="The built front end, where a bucket or CDN serves it.")


def _runtime() -> Runtime:
    runtime = current_app.extensions["runtime"]
    assert isinstance(runtime, Runtime)
    return runtime


@storage.command("prepare")
def prepare() -> None:
    """Let browsers send files straight into the bucket of FILES_URL, and unfinished ones expire.

    Replaces the bucket's CORS and lifecycle rules, and deletes what older releases left behind;
    may be run again.
    """
    runtime = _runtime()
    try:
        dropped = _drop_former_uploads(runtime.files)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    if dropped:
        click.echo(f"{dropped} uploads of an older release are gone.")
    parts = urlsplit(runtime.settings.files_url)
    if parts.scheme != "s3":
        click.echo("Files are kept in a folder, which needs nothing more.")
        return
    try:
        unknown = bucket_named(parts.netloc, **runtime.s3_access).take_uploads()
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    for kind in unknown:
        click.echo(f"This store knows no {kind} rules (docs/deployment.md says who else can).")
    click.echo(f"{parts.netloc} takes uploads.")


def _drop_former_uploads(files: Storage) -> int:
    found = [key for key in files.all_keys() if FORMER_UPLOAD.fullmatch(key)]
    for key in found:
        files.delete(key)
    return len(found)


@assets.command("publish")
@click.argument("bucket")
@click.option("--public", "is_public", is_flag=True, help="Let everybody read each file (ACL).")
def publish(bucket: str, is_public: bool) -> None:
    """Send the built front end into BUCKET, below `assets/`, before this release is rolled out.

    ASSETS_URL then names the bucket or the CDN before it. Files of older releases stay. Replaces
    the bucket's CORS rules; may be run again.
    """
    runtime = _runtime()
    folder = runtime.settings.frontend_folder
    if not (folder / "assets").is_dir():
        raise click.ClickException(f"{folder} holds no built front end.")
    try:
        done = bucket_named(bucket, **runtime.s3_access).publish(
            folder, part="assets", is_public=is_public
        )
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{bucket}: {done.sent} files sent, {done.kept} were there already.")
