"""Which files of the store are on their way."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.uploads.models import Upload


def stored_keys(work: Work) -> Iterator[str]:
    """Every key of a file that was or will be sent."""
    yield from work.session.scalars(select(Upload.key))
