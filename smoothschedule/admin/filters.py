"""Filters of lists: one value each, chosen or typed, kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_admin.contrib.sqla.filters import BaseSQLAFilter
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Query

Choices = Sequence[tuple[str, str]]
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


class Choice(BaseSQLAFilter):
    """The column equals one of the choices, or a condition belongs to each of them."""

    def __init__(
        self,
        column: Any,
        name: str,
        choices: Choices,
        *,
        condition: Callable[[str], ColumnElement[bool]] | None = None,
    ) -> None:
        super().__init__(column, name, options=list(choices))
        self.values = frozenset(value for value, _ in choices)
        self.condition = condition or (lambda value: column == value)

    def clean(self, value: str) -> str:
        if value not in self.values:
            raise ValueError(value)
        return value

    def apply(self, query: Query[Any], value: str, alias: Any = None) -> Query[Any]:
        return query.filter(self.condition(value))

    def operation(self) -> str:
        return "is"


class Flag(Choice):
    """A column that is true or false, in words."""

    def __init__(self, column: Any, name: str, *, yes: str, no: str) -> None:
        super().__init__(
            column,
            name,
            (("yes", yes), ("no", no)),
            condition=lambda value: column.is_(value == "yes"),
        )


class Contains(BaseSQLAFilter):
    """The column holds the text, in either case; an asterisk is no wildcard."""

    def clean(self, value: str) -> str:
        return value.strip()[:100]

    def apply(self, query: Query[Any], value: str, alias: Any = None) -> Query[Any]:
        return query.filter(self.column.icontains(value, autoescape=True))

    def operation(self) -> str:
        return "contains"


class Since(BaseSQLAFilter):
    """From the beginning of a day, in UTC."""

    def __init__(self, column: Any, name: str) -> None:
        super().__init__(column, name, data_type="datepicker")

    def clean(self, value: str) -> date:
        day = date.fromisoformat(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(value)
        return day

    def apply(self, query: Query[Any], value: date, alias: Any = None) -> Query[Any]:
        return query.filter(self.column >= _midnight(value))

    def operation(self) -> str:
        return "since"


class Until(Since):
    """To the end of a day, in UTC."""

    def apply(self, query: Query[Any], value: date, alias: Any = None) -> Query[Any]:
        return query.filter(self.column < _midnight(value + timedelta(days=1)))

    def operation(self) -> str:
        return "until"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
