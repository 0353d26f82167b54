"""Versions on the wire: `ETag` on what is read, `If-Match` on what is changed."""

from __future__ import annotations

import re
from typing import Final, Protocol, TypeVar

from flask import g, request

from smoothschedule.core.problems import Stale, VersionMissing


class HasVersion(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=HasVersion)
VERSION: Final = re.compile(r"[0-9]{1,9}")


def tagged(thing: V) -> V:
    """The same thing; the answer will carry its version as ETag."""
    g.tagged_thing = thing
    return thing


def tag_of_answer() -> str | None:
    """The ETag of this answer, read after the flush that counted the version up."""
    thing = g.pop("tagged_thing", None)
    return str(thing.version) if thing is not None else None


def expected_version() -> int:
    """The version named in If-Match; raises VersionMissing without one."""
    tags = request.if_match
    # Werkzeug makes None of `""`.
    versions = [tag for tag in tags.as_set(include_weak=True) if tag and VERSION.fullmatch(tag)]
    if not versions:
        raise VersionMissing
    return int(versions[0])


def require_match(thing: V) -> V:
    """The same thing, if the caller saw its current version; raises Stale otherwise."""
    if expected_version() != thing.version:
        raise Stale
    return thing
