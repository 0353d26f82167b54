"""Files kept in a folder of this machine, with signed links that expire."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from smoothschedule.storage.port import FileMissingError, StorageError, checked_key

Method = Literal["GET", "PUT"]
SIZE_DIGITS = 12


class InvalidLinkError(Exception):
    """The link was not made by us, or was changed."""


class ExpiredLinkError(Exception):
    """The link was good once."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What a link that holds allows."""

    method: Method
    key: str
    content_type: str
    filename: str | None
    #: Of what may be sent.
    size_bytes: int = 0


class DiskStorage:
    """One folder, one file for each key; links point below `base_url`, where we serve them.

    `secret` signs the links, `now` tells the seconds since the epoch.
    """

    def __init__(
        self, folder: Path, *, secret: str, base_url: str, now: Callable[[], float]
    ) -> None:
        self.folder = folder
        self._secret = secret.encode()
        self._base_url = base_url.rstrip("/")
        self._now = now

    @property
    def origin(self) -> str:
        """Of `base_url`."""
        parts = urlsplit(self._base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def put(self, key: str, content: BinaryIO, *, content_type: str) -> None:
        """The content is kept whole: readers see the old one or the new one.

        A file system keeps no content type: links name it.
        """
        path = self._path(key)
        part = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                shutil.copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            raise StorageError(f"{key} could not be written: {error.strerror}") from error
        finally:
            # Also when whoever sent it hung up halfway.
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def open(self, key: str) -> BinaryIO:
        """The content; raises FileMissingError or StorageError."""
        try:
            return self._path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise FileMissingError(f"Nothing is kept under {key}.") from None
        except OSError as error:
            raise StorageError(f"{key} could not be read: {error.strerror}") from error

    def all_keys(self) -> Iterator[str]:
        """Every key under which something is kept; what is half written has none yet."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(self.folder).as_posix()

    def size(self, key: str) -> int | None:
        """How many bytes are kept under the key; None when nothing is."""
        path = self._path(key)
        return path.stat().st_size if path.is_file() else None

    def delete(self, key: str) -> None:
        """Nothing is kept under the key any more."""
        try:
            self._path(key).unlink(missing_ok=True)
        except (IsADirectoryError, NotADirectoryError):
            return
        except OSError as error:
            raise StorageError(f"{key} could not be deleted: {error.strerror}") from error

    def link(
        self, key: str, *, expires_seconds: int, filename: str | None, content_type: str
    ) -> str:
        """An address that `permit` accepts for GET until it expires."""
        return self._signed(Permit("GET", key, content_type, filename), expires_seconds)

    def upload_link(
        self, key: str, *, expires_seconds: int, content_type: str, size_bytes: int
    ) -> str:
        """An address that `permit` accepts for a PUT of that size until it expires."""
        return self._signed(Permit("PUT", key, content_type, None, size_bytes), expires_seconds)

    def permit(self, key: str, query: str) -> Permit:
        """What the link with this key and query string allows.

        Raises InvalidLinkError when it is not ours, ExpiredLinkError when it was.
        """
        values = {name: found[-1] for name, found in parse_qs(query).items()}
        method: Method = "PUT" if values.get("method") == "PUT" else "GET"
        size = values.get("size", "0")
        size_bytes = int(size) if size.isdecimal() and len(size) <= SIZE_DIGITS else 0
        permit = Permit(method, key, values.get("type", ""), values.get("name"), size_bytes)
        until = values.get("until", "")
        given = values.get("signature", "")
        if not until.isdecimal() or not hmac.compare_digest(
            given.encode(), self._signature(permit, until).encode()
        ):
            raise InvalidLinkError("This link is not valid.")
        if self._now() >= int(until):
            raise ExpiredLinkError("This link has expired.")
        return permit

    def _path(self, key: str) -> Path:
        return self.folder.joinpath(*checked_key(key).split("/"))

    def _signed(self, permit: Permit, expires_seconds: int) -> str:
        until = str(int(self._now()) + expires_seconds)
        query = {"until": until, "type": permit.content_type}
        if permit.method == "PUT":
            query |= {"method": "PUT", "size": str(permit.size_bytes)}
        if permit.filename is not None:
            query["name"] = permit.filename
        query["signature"] = self._signature(permit, until)
        return f"{self._base_url}/{quote(checked_key(permit.key))}?{urlencode(query)}"

    def _signature(self, permit: Permit, until: str) -> str:
        # Each part is quoted, so that no two different links share one text.
        name = "-" if permit.filename is None else f"={permit.filename}"
        size = str(permit.size_bytes)
        parts = (permit.method, permit.key, permit.content_type, name, size, until)
        text = "\n".join(quote(part, safe="") for part in parts)
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()
