"""A bucket of a server that speaks as S3 does."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.storage.factory import storage_from
from smoothschedule.storage.port import Storage

BUCKET = "smooth-files"
REGION = "eu-central-1"
ACCESS = {
    "region": REGION,
    "access_key_id": "test",
    "secret_access_key": "test-secret",
}


@contextmanager
def bucket_server() -> Iterator[str]:
    """The address of a server with an empty bucket."""
    port = free_port()
    server = ThreadedMotoServer(ip_address=LOOPBACK, port=port, verbose=False)
    server.start()
    address = f"http://{LOOPBACK}:{port}"
    # Its buckets live in this process, where another test may have had one.
    urllib.request.urlopen(f"{address}/moto-api/reset", data=b"").close()  # noqa: S310
    client(address).create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    yield address
    server.stop()


def client(address: str) -> Any:
    """What an operator's own tools see of it."""
    return boto3.client(
        "s3",
        endpoint_url=address,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test-secret",
    )


def bucket_storage(address: str) -> Storage:
    """The bucket as the application's store."""
    return storage_from(f"s3://{BUCKET}", secret="", base_url="", endpoint_url=address, **ACCESS)
