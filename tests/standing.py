"""What many tests begin with: made by the product once, put back as it was after."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg
from psycopg import sql

from tests.databases import Database, Sweeper

#: Each table, by what column its rows are a business's, and what may be written of it.
TABLES = """
    SELECT c.relname,
           CASE WHEN c.relname = 'tenants' THEN 'id'
                WHEN bool_or(a.attname = 'tenant_id') THEN 'tenant_id' END,
           array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
    GROUP BY c.relname
"""
T = TypeVar("T")


class OneBusiness(Protocol):
    """A business, and what a test wants to know of it."""

    @property
    def tenant_id(self) -> UUID: ...


B = TypeVar("B", bound=OneBusiness)


class StandingBusinesses:
    """Makes a business the first time it is asked for, and writes the same rows every next time.

    The rows are those that the product itself wrote, with their ids and moments.
    """

    def __init__(self, database: Database) -> None:
        self._connection = psycopg.connect(database.admin_url, autocommit=True)
        # All rows of one business come at once: nothing they refer to is missing for long.
        self._connection.execute("SET session_replication_role = replica")
        self._known: dict[str, tuple[Any, str]] = {}
        self._whole: dict[str, tuple[Any, str]] = {}

    def stand(self, subdomain: str, make: Callable[[], B]) -> B:
        """The business that `make` makes is there, in a database that was emptied."""
        if subdomain not in self._known:
            made = make()
            self._known[subdomain] = deepcopy(made), self._statements(of=made.tenant_id)
            return made
        business, statements = self._known[subdomain]
        self._connection.execute(statements)
        kept: B = deepcopy(business)
        return kept

    def stand_whole(self, name: str, make: Callable[[], T], sweeper: Sweeper) -> T:
        """All that `make` leaves in the database is there, and nothing else."""
        if name not in self._whole:
            made = make()
            self._whole[name] = deepcopy(made), self._statements(among=sweeper.tables)
            return made
        found, statements = self._whole[name]
        sweeper.sweep()
        self._connection.execute(statements)
        kept: T = deepcopy(found)
        return kept

    def close(self) -> None:
        """The connection is closed."""
        self._connection.close()

    def _statements(self, *, of: UUID | None = None, among: Collection[str] | None = None) -> str:
        """What writes the rows of a business, or all rows of the tables named, as they are now."""
        written = []
        for table, owner, columns in self._connection.execute(TABLES).fetchall():
            if owner is None if among is None else table not in among:
                continue
            names = {"table": sql.Identifier(table)}
            asked = sql.SQL("SELECT json_agg(t)::text FROM {table} t").format(**names)
            if of is not None:
                is_theirs = sql.SQL(" WHERE {} = {}")
                asked += is_theirs.format(sql.Identifier(owner), sql.Literal(of))
            (rows,) = self._connection.execute(asked).fetchone()
            if rows is not None:
                names["columns"] = sql.SQL(", ").join(map(sql.Identifier, columns))
                names["rows"] = sql.Literal(rows)
                written.append(
                    sql.SQL(
                        "INSERT INTO {table} ({columns}) SELECT {columns}"
                        " FROM json_populate_recordset(NULL::{table}, {rows})"
                    ).format(**names)
                )
        return sql.SQL("; ").join(written).as_string(self._connection)
