"""Everything that refers to customers, in whatever domain, as the tables themselves say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column

from smoothschedule.core.db import Base
from smoothschedule.scheduling.models import Customer


def references() -> list[Column[Any]]:
    """The columns that name a customer by a foreign key, in an order that stays."""
    found = [
        table.c[constraint.column_keys[-1]]
        for table in Base.metadata.sorted_tables
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is Customer.__table__
    ]
    return sorted(found, key=lambda column: (column.table.name, column.name))
