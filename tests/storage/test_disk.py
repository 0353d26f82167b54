from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from smoothschedule.storage.disk import (
    DiskStorage,
    ExpiredLinkError,
    InvalidLinkError,
    Permit,
)
from smoothschedule.storage.port import FileMissingError, InvalidKeyError

KEY = "tenants/t1/logo.png"


class Clock:
    """Seconds since the epoch, as set."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(tmp_path: Path, clock: Clock) -> DiskStorage:
    return DiskStorage(
        tmp_path / "files", secret="s" * 32, base_url="http://localhost/files/", now=clock
    )


def put(storage: DiskStorage, content: bytes, key: str = KEY) -> None:
    storage.put(key, BytesIO(content), content_type="image/png")


def read(storage: DiskStorage, key: str = KEY) -> bytes:
    with storage.open(key) as file:
        return file.read()


def test_what_was_put_is_read_again(storage: DiskStorage) -> None:
    put(storage, b"first")
    put(storage, b"second")

    assert read(storage) == b"second"
    assert storage.size(KEY) == len(b"second")


def test_a_deleted_file_is_missing_and_may_be_deleted_again(storage: DiskStorage) -> None:
    put(storage, b"content")

    storage.delete(KEY)
    storage.delete(KEY)

    assert storage.size(KEY) is None
    with pytest.raises(FileMissingError):
        storage.open(KEY)


def test_a_folder_is_no_file(storage: DiskStorage) -> None:
    put(storage, b"content")

    storage.delete("tenants/t1")

    assert storage.size("tenants/t1") is None
    assert read(storage) == b"content"
    with pytest.raises(FileMissingError):
        storage.open("tenants/t1")


@pytest.mark.parametrize("error", [OSError(5, "unplugged"), RuntimeError("unplugged")])
def test_nothing_half_written_stays_when_the_source_breaks(
    storage: DiskStorage, tmp_path: Path, error: Exception
) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise error

    with pytest.raises(Exception, match="unplugged"):
        storage.put(KEY, Broken(), content_type="image/png")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["../outside", "/etc/passwd", "a/../../b", ""])
def test_no_key_reaches_outside_the_folder(storage: DiskStorage, key: str) -> None:
    for use in (storage.open, storage.size, storage.delete):
        with pytest.raises(InvalidKeyError):
            use(key)
    with pytest.raises(InvalidKeyError):
        storage.link(key, expires_seconds=60, filename=None, content_type="text/plain")


def test_a_link_permits_reading_until_it_expires(storage: DiskStorage, clock: Clock) -> None:
    address = urlsplit(
        storage.link(KEY, expires_seconds=60, filename="Logo ä.png", content_type="image/png")
    )

    assert address.path == f"/files/{KEY}"
    clock.seconds += 59
    assert storage.permit(KEY, address.query) == Permit("GET", KEY, "image/png", "Logo ä.png")
    clock.seconds += 1
    with pytest.raises(ExpiredLinkError):
        storage.permit(KEY, address.query)


def test_links_point_to_the_origin_that_is_said(storage: DiskStorage) -> None:
    link = storage.link(KEY, expires_seconds=60, filename=None, content_type="text/plain")
    assert storage.origin == "http://localhost"
    assert link.startswith(f"{storage.origin}/")


def test_an_upload_link_permits_writing_only(storage: DiskStorage) -> None:
    link = storage.upload_link(KEY, expires_seconds=60, content_type="image/png", size_bytes=70)
    query = urlsplit(link).query

    assert storage.permit(KEY, query) == Permit("PUT", KEY, "image/png", None, 70)
    for changed in (("method=PUT", "method=GET"), ("size=70", "size=71"), ("size=70", "size=x")):
        with pytest.raises(InvalidLinkError):
            storage.permit(KEY, query.replace(*changed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until=18", "until=19"),
        ("image%2Fpng", "text%2Fhtml"),
        ("name=logo.png", "name=evil.exe"),
        ("&name=logo.png", ""),
        ("signature=", "signature=0"),
        ("until=", "until=x"),
    ],
)
def test_a_changed_link_is_no_link(storage: DiskStorage, old: str, new: str) -> None:
    address = urlsplit(
        storage.link(KEY, expires_seconds=60, filename="logo.png", content_type="image/png")
    )
    assert old in address.query

    with pytest.raises(InvalidLinkError):
        storage.permit(KEY, address.query.replace(old, new))


def test_a_link_fits_its_own_key_and_secret_only(
    storage: DiskStorage, clock: Clock, tmp_path: Path
) -> None:
    query = urlsplit(
        storage.link(KEY, expires_seconds=60, filename=None, content_type="image/png")
    ).query
    other = DiskStorage(tmp_path, secret="t" * 32, base_url="http://localhost/", now=clock)

    with pytest.raises(InvalidLinkError):
        storage.permit("tenants/t2/logo.png", query)
    with pytest.raises(InvalidLinkError):
        other.permit(KEY, query)
    with pytest.raises(InvalidLinkError):
        storage.permit(KEY, "")
