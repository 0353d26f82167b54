"""Businesses that many tests begin with: made by the product once, put back as they were after."""

from __future__ import annotations

from copy import deepcopy

import psycopg
from psycopg import sql

from smoothschedule.runtime import Runtime
from tests.databases import Database
from tests.factories import Business, make_business

#: Each table with a business's rows, and what may be written of it.
TABLES = """
    SELECT c.relname,
           CASE c.relname WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END,
           array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
    GROUP BY c.relname
    HAVING bool_or(a.attname = 'tenant_id') OR c.relname = 'tenants'
"""


class StandingBusinesses:
    """Makes a business the first time it is asked for, and writes the same rows every next time.

    The rows are those that the product itself wrote, with their ids and moments.
    """

    def __init__(self, database: Database) -> None:
        self._connection = psycopg.connect(database.admin_url, autocommit=True)
        # All rows of one business come at once: nothing they refer to is missing for long.
        self._connection.execute("SET session_replication_role = replica")
        self._known: dict[str, tuple[Business, str]] = {}

    def stand(self, runtime: Runtime, subdomain: str) -> Business:
        """The business is there, in a database that was emptied."""
        if subdomain not in self._known:
            made = make_business(runtime, subdomain)
            self._known[subdomain] = deepcopy(made), self._statements(made)
            return made
        business, statements = self._known[subdomain]
        self._connection.execute(statements)
        return deepcopy(business)

    def close(self) -> None:
        """The connection is closed."""
        self._connection.close()

    def _statements(self, business: Business) -> str:
        written = []
        for table, owner, columns in self._connection.execute(TABLES).fetchall():
            names = {"table": sql.Identifier(table), "owner": sql.Identifier(owner)}
            asked = sql.SQL("SELECT json_agg(t)::text FROM {table} t WHERE {owner} = %s")
            (rows,) = self._connection.execute(asked.format(**names), [business.id]).fetchone()
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
