"""Files kept in an S3-compatible store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from smoothschedule.storage.port import FileMissingError, StorageError, checked_key

MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
IN_MEMORY_BYTES = 1024 * 1024
TIMEOUT_SECONDS = 20


def client_of(
    *,
    endpoint_url: str | None,
    region: str | None,
    access_key_id: str | None,
    secret_access_key: str | None,
) -> Any:
    """boto3's client for AWS or a compatible store."""
    # Compatible stores do not know the checksums that newer clients add by themselves.
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=TIMEOUT_SECONDS,
        read_timeout=TIMEOUT_SECONDS,
        retries={"mode": "standard", "max_attempts": 3},
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint_url,
        region_name=region,
        aws_access_key_id=access_key_id,
        aws_secret_access_key=secret_access_key,
        config=config,
    )


class S3Storage:
    """One bucket, addressed by path, with presigned links."""

    def __init__(
        self,
        bucket: str,
        *,
        endpoint_url: str | None = None,
        region: str | None = None,
        access_key_id: str | None = None,
        secret_access_key: str | None = None,
    ) -> None:
        self.bucket = bucket
        self._client = client_of(
            endpoint_url=endpoint_url,
            region=region,
            access_key_id=access_key_id,
            secret_access_key=secret_access_key,
        )

    @property
    def origin(self) -> str:
        """Of the endpoint; buckets are named in the path."""
        parts = urlsplit(self._client.meta.endpoint_url)
        return f"{parts.scheme}://{parts.netloc}"

    def put(self, key: str, content: BinaryIO, *, content_type: str) -> None:
        """The content is kept; raises StorageError."""
        try:
            self._client.upload_fileobj(
                _Unclosed(content),
                self.bucket,
                checked_key(key),
                ExtraArgs={"ContentType": content_type},
            )
        except (BotoCoreError, ClientError, boto3.exceptions.Boto3Error) as error:
            raise _explained(key, error) from error

    def open(self, key: str) -> BinaryIO:
        """The content, read whole before it is given, so that no connection stays open."""
        checked = checked_key(key)
        # Small files stay in memory, large ones go to a temporary file that ends with it.
        file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115
        try:
            answer = self._client.get_object(Bucket=self.bucket, Key=checked)
            with answer["Body"] as body:
                shutil.copyfileobj(body, file)
        except (BotoCoreError, ClientError) as error:
            file.close()
            raise _explained(key, error) from error
        file.seek(0)
        opened: BinaryIO = file
        return opened

    def all_keys(self) -> Iterator[str]:
        """Every key under which something is kept."""
        try:
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket):
                yield from (found["Key"] for found in page.get("Contents", ()))
        except (BotoCoreError, ClientError) as error:
            raise _explained("the list of files", error) from error

    def size(self, key: str) -> int | None:
        """How many bytes are kept under the key; None when nothing is."""
        try:
            found = self._client.head_object(Bucket=self.bucket, Key=checked_key(key))
        except (BotoCoreError, ClientError) as error:
            explained = _explained(key, error)
            if isinstance(explained, FileMissingError):
                return None
            raise explained from error
        return int(found["ContentLength"])

    def delete(self, key: str) -> None:
        """Nothing is kept under the key any more."""
        try:
            self._client.delete_object(Bucket=self.bucket, Key=checked_key(key))
        except (BotoCoreError, ClientError) as error:
            raise _explained(key, error) from error

    def link(
        self, key: str, *, expires_seconds: int, filename: str | None, content_type: str
    ) -> str:
        """A presigned GET; with a filename the browser saves instead of showing."""
        wanted = {"ResponseContentType": content_type}
        if filename is not None:
            name = quote(filename, safe="")
            wanted["ResponseContentDisposition"] = f"attachment; filename*=UTF-8''{name}"
        return self._presigned("get_object", key, expires_seconds, wanted)

    def upload_link(
        self, key: str, *, expires_seconds: int, content_type: str, size_bytes: int
    ) -> str:
        """A presigned PUT whose signature binds the key, the type and the exact length."""
        wanted = {"ContentType": content_type, "ContentLength": size_bytes}
        return self._presigned("put_object", key, expires_seconds, wanted)

    def _presigned(
        self, operation: str, key: str, expires_seconds: int, more: dict[str, Any]
    ) -> str:
        try:
            address: str = self._client.generate_presigned_url(
                operation,
                Params={"Bucket": self.bucket, "Key": checked_key(key), **more},
                ExpiresIn=expires_seconds,
            )
        except (BotoCoreError, ClientError) as error:
            raise _explained(key, error) from error
        return address


class _Unclosed:
    """Reads another file; the upload closes what it is given, the caller's file stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


def _explained(key: str, error: Exception) -> StorageError:
    if isinstance(error, ClientError) and error.response["Error"].get("Code") in MISSING:
        return FileMissingError(f"Nothing is kept under {key}.")
    return StorageError(f"The file store failed for {key}: {error}")
