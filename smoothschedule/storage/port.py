"""What the rest of the house knows of stored files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

#: Before the keys of what browsers send and nothing has taken over.
UNFINISHED = "unfinished/"
MAX_KEY_LENGTH = 512
SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")


class StorageError(Exception):
    """The store could not do it this time; trying again later may help."""


class FileMissingError(StorageError):
    """No file is kept under that key."""


class InvalidKeyError(ValueError):
    """The key is not made of safe segments."""


class Storage(Protocol):
    """Keeps bytes under keys like `tenants/<id>/logo.png`."""

    @property
    def origin(self) -> str:
        """Scheme and host of its links, for pages whose policy must allow them."""

    def put(self, key: str, content: BinaryIO, *, content_type: str) -> None:
        """The content, from where it stands to its end, is kept; an older one is replaced."""

    def open(self, key: str) -> BinaryIO:
        """The content, to be read and closed by the caller; raises FileMissingError."""

    def all_keys(self) -> Iterator[str]:
        """Every key under which something is kept."""

    def size(self, key: str) -> int | None:
        """How many bytes are kept under the key; None when nothing is."""

    def delete(self, key: str) -> None:
        """Nothing is kept under the key any more (nor need there have been)."""

    def link(
        self, key: str, *, expires_seconds: int, filename: str | None, content_type: str
    ) -> str:
        """An address that gives the content to whoever has it, until it expires."""

    def upload_link(
        self, key: str, *, expires_seconds: int, content_type: str, size_bytes: int
    ) -> str:
        """An address that takes a PUT of exactly that type and size, until it expires."""


def checked_key(key: str) -> str:
    """The key itself, made of plain segments; raises InvalidKeyError.

    Segments hold letters, digits, `.`, `_`, `-` and never start with a dot, so that no key
    leaves its folder, hides, or means two things.
    """
    segments = key.split("/")
    if len(key) > MAX_KEY_LENGTH or not all(SEGMENT.match(segment) for segment in segments):
        raise InvalidKeyError(f"{key!r} is no key for a stored file.")
    return key
