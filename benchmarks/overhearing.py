"""The statements that this process sends, as the driver gets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from smoothschedule.core import db

#: Its text in the driver's style, and its values by name.
Statement = tuple[str, dict[str, Any]]


@contextmanager
def overheard() -> Iterator[list[Statement]]:
    """All that are sent meanwhile, in order, whether or not SQLAlchemy knows of them; what begins
    and ends transactions is left out."""
    sent: list[Statement] = []
    execute = db.Sent.execute

    def listen(cursor: db.Sent, query: Any, values: Any = None, **options: Any) -> Any:
        if not str(query).startswith("BEGIN"):
            sent.append((str(query), dict(values or {})))
        return execute(cursor, query, values, **options)

    with patch.object(db.Sent, "execute", listen):
        yield sent
