"""Cursor pagination: a page is what follows a key, so inserts never shift it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from smoothschedule.core.problems import Malformed


def page(
    session: Session,
    query: Select[Any],
    order: Sequence[InstrumentedAttribute[Any]],
    *,
    limit: int,
    after: str | None,
    descending: bool = False,
) -> dict[str, Any]:
    """`{"items": […], "next": cursor or None}`: at most `limit` rows after the cursor.

    `order` names columns that together are unique; all sort the same way.
    """
    query = within(query, order, limit=limit, after=after, descending=descending)
    rows = list(session.scalars(query))
    has_more = len(rows) > limit
    items = rows[:limit]
    return {"items": items, "next": _cursor(items[-1], order) if has_more else None}


def within(
    query: Select[Any],
    order: Sequence[InstrumentedAttribute[Any]],
    *,
    limit: int,
    after: str | None,
    descending: bool = False,
) -> Select[Any]:
    """The query's rows of that page, in order, and the next one, which says that there is more.

    A query of ids alone may know the page from an index; `page` then reads the rows of these.
    """
    query = query.where(beyond(order, after, descending=descending))
    return query.order_by(*(column.desc() if descending else column for column in order)).limit(
        limit + 1
    )


def beyond(
    order: Sequence[InstrumentedAttribute[Any]], after: str | None, *, descending: bool = False
) -> ColumnElement[bool]:
    """What lies after the cursor; without one everything."""
    if not after:
        return true()
    key, edge = tuple_(*order), tuple(_read_cursor(after, order))
    return key < edge if descending else key > edge


def _cursor(row: Any, order: Sequence[InstrumentedAttribute[Any]]) -> str:
    values = [getattr(row, column.key) for column in order]
    plain = [v.isoformat() if isinstance(v, datetime) else v for v in values]
    text = json.dumps([str(v) if isinstance(v, UUID) else v for v in plain])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, order: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(text)
        if len(values) != len(order):
            raise ValueError
        return [
            _typed(value, column.type.python_type)
            for value, column in zip(values, order, strict=True)
        ]
    except (ValueError, TypeError, binascii.Error):
        raise Malformed(errors={"query": {"after": ["This is not a place in the list."]}}) from None


def _typed(value: Any, kind: type) -> Any:
    if isinstance(value, str):
        value.encode()  # half a character could not be sent to the database
        if kind is UUID:
            return UUID(value)
        if kind is datetime:
            return datetime.fromisoformat(value)
    if not isinstance(value, kind):
        raise ValueError
    return value
