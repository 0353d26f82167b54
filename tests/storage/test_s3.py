import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.storage.factory import storage_from
from smoothschedule.storage.port import (
    FileMissingError,
    InvalidKeyError,
    Storage,
    StorageError,
)
from tests.bucket import ACCESS, BUCKET, bucket_server, bucket_storage

KEY = "tenants/t1/contract.pdf"


@pytest.fixture(scope="module")
def endpoint_url() -> Iterator[str]:
    with bucket_server() as address:
        yield address


@pytest.fixture
def storage(endpoint_url: str) -> Storage:
    return bucket_storage(endpoint_url)


def put(storage: Storage, content: bytes, key: str = KEY) -> None:
    storage.put(key, BytesIO(content), content_type="application/pdf")


@pytest.mark.parametrize("size", [0, 12, 9 * 1024 * 1024])
def test_what_was_put_is_read_again(storage: Storage, size: int) -> None:
    content = b"x" * size
    source = BytesIO(content)

    storage.put(KEY, source, content_type="application/pdf")

    with storage.open(KEY) as file:
        assert file.read() == content
    assert storage.size(KEY) == size
    assert not source.closed


def test_a_deleted_file_is_missing_and_may_be_deleted_again(storage: Storage) -> None:
    put(storage, b"content")

    storage.delete(KEY)
    storage.delete(KEY)

    assert storage.size(KEY) is None
    with pytest.raises(FileMissingError):
        storage.open(KEY)


def test_a_link_gives_the_content_and_names_the_file(storage: Storage) -> None:
    put(storage, b"%PDF-1.7")

    address = storage.link(
        KEY, expires_seconds=60, filename="Vertrag ä.pdf", content_type="application/pdf"
    )

    assert address.startswith(f"{storage.origin}/")
    with urllib.request.urlopen(address) as answer:  # noqa: S310 (our own http address)
        assert answer.read() == b"%PDF-1.7"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "Vertrag%20%C3%A4.pdf" in answer.headers["Content-Disposition"]
    assert urlsplit(address).path == f"/{BUCKET}/{KEY}"
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == ["60"]


def test_an_upload_link_takes_the_content(storage: Storage) -> None:
    address = storage.upload_link(
        "tenants/t1/new.pdf", expires_seconds=60, content_type="application/pdf", size_bytes=8
    )

    request = urllib.request.Request(  # noqa: S310 (our own http address)
        address, data=b"uploaded", method="PUT", headers={"Content-Type": "application/pdf"}
    )
    urllib.request.urlopen(request).close()  # noqa: S310

    with storage.open("tenants/t1/new.pdf") as file:
        assert file.read() == b"uploaded"
    signed = parse_qs(urlsplit(address).query)["X-Amz-SignedHeaders"]
    assert signed == ["content-length;content-type;host"]


def test_no_unsafe_key_reaches_the_store(storage: Storage) -> None:
    for use in (storage.open, storage.size, storage.delete):
        with pytest.raises(InvalidKeyError):
            use("../outside")


def test_a_store_that_is_away_is_a_storage_error() -> None:
    away = storage_from(
        f"s3://{BUCKET}",
        secret="",
        base_url="",
        endpoint_url=f"http://{LOOPBACK}:{free_port()}",
        **ACCESS,
    )

    with pytest.raises(StorageError, match="file store failed"):
        put(away, b"content")
    with pytest.raises(StorageError, match="file store failed"):
        away.size(KEY)


def test_a_missing_bucket_is_a_storage_error(endpoint_url: str) -> None:
    missing = storage_from(
        "s3://no-such-bucket", secret="", base_url="", endpoint_url=endpoint_url, **ACCESS
    )

    with pytest.raises(StorageError):
        put(missing, b"content")
