"""From the setting FILES_URL to a store."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from smoothschedule.storage.disk import DiskStorage
from smoothschedule.storage.port import Storage


def storage_from(
    files_url: str,
    *,
    secret: str,
    base_url: str,
    now: Callable[[], float] = time.time,
    **s3_access: str | None,
) -> Storage:
    """The store that `folder:PATH` or `s3://BUCKET` names; raises ValueError.

    `secret`, `base_url` and `now` are for links to a folder's files: what signs them, the
    address below which we serve them, and the clock by which they end. `s3_access` is for
    buckets: endpoint_url, region, access_key_id, secret_access_key.
    """
    parts = urlsplit(files_url)
    if parts.scheme == "folder" and parts.path:
        return DiskStorage(Path(unquote(parts.path)), secret=secret, base_url=base_url, now=now)
    if parts.scheme == "s3" and parts.netloc:
        # Loading boto3 takes almost half a second, which only those pay who use it.
        driver = import_module("smoothschedule.storage.s3")
        store: Storage = driver.S3Storage(parts.netloc, **s3_access)
        return store
    raise ValueError("FILES_URL must be folder:PATH or s3://BUCKET")


def bucket_named(name: str, **s3_access: str | None) -> Any:
    """The bucket itself (buckets.Bucket), for commands."""
    return import_module("smoothschedule.storage.buckets").Bucket(name, **s3_access)
