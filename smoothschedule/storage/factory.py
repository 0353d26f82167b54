"""From the setting FILES_URL to a store."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

from smoothschedule.storage.disk import DiskStorage
from smoothschedule.storage.port import Storage


def storage_from(
    files_url: str,
    *,
    secret: str,
    base_url: str,
    now: Callable[[], float] = time.time,
    s3_endpoint_url: str | None = None,
    s3_region: str | None = None,
    s3_access_key_id: str | None = None,
    s3_secret_access_key: str | None = None,
) -> Storage:
    """The store that `folder:PATH` or `s3://BUCKET` names; raises ValueError.

    `secret`, `base_url` and `now` are for links to a folder's files: what signs them, the
    address below which we serve them, and the clock by which they end.
    """
    parts = urlsplit(files_url)
    if parts.scheme == "folder" and parts.path:
        return DiskStorage(Path(unquote(parts.path)), secret=secret, base_url=base_url, now=now)
    if parts.scheme == "s3" and parts.netloc:
        # Loading boto3 takes almost half a second, which only those pay who use it.
        driver = import_module("smoothschedule.storage.s3")
        store: Storage = driver.S3Storage(
            parts.netloc,
            endpoint_url=s3_endpoint_url,
            region=s3_region,
            access_key_id=s3_access_key_id,
            secret_access_key=s3_secret_access_key,
        )
        return store
    raise ValueError("FILES_URL must be folder:PATH or s3://BUCKET")
