"""Databases for tests: clones of the migrated template, emptied between tests."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from scripts.local.environment import Secrets, role_url, role_urls
from tests.servers import TEMPLATE, ServerAddresses

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
ORDER BY 1
"""
# CREATE DATABASE copies everything but the rights on the database itself.
RIGHTS = """
SELECT format('GRANT %%s ON DATABASE %%I TO %%s', a.privilege_type, %(clone)s::text,
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END)
FROM pg_database d, aclexplode(d.datacl) a
WHERE d.datname = %(template)s AND a.grantee <> d.datdba
"""


@dataclass(frozen=True, slots=True)
class Database:
    """One database, as its administrator and as each of the product's roles."""

    admin_url: str
    known: Secrets

    @property
    def name(self) -> str:
        """Its name."""
        return urlsplit(self.admin_url).path.lstrip("/")

    @property
    def app_url(self) -> str:
        """As smooth_app: what web and workers use."""
        return role_url(self.admin_url, "smooth_app", self.known.smooth_app)

    @property
    def platform_url(self) -> str:
        """As smooth_platform."""
        return role_url(self.admin_url, "smooth_platform", self.known.smooth_platform)

    @property
    def migrator_url(self) -> str:
        """As smooth_migrator."""
        return role_url(self.admin_url, "smooth_migrator", self.known.smooth_migrator)

    @property
    def environment(self) -> dict[str, str]:
        """The settings that name this database."""
        return {"DATABASE_URL": self.admin_url, **role_urls(self.admin_url, self.known)}


def clone(servers: ServerAddresses, name: str) -> Database:
    """A new database of that name: tables, rights and reference data, no business data."""
    target = sql.Identifier(name)
    with psycopg.connect(servers.postgres_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, sql.Identifier(TEMPLATE))
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(target))
        rights = connection.execute(RIGHTS, {"clone": name, "template": TEMPLATE}).fetchall()
        for (grant,) in rights:
            connection.execute(grant)
    parts = urlsplit(servers.postgres_url)
    return Database(urlunsplit(parts._replace(path=f"/{name}")), servers.known)


def drop(servers: ServerAddresses, database: Database) -> None:
    """The database is gone, whoever is connected."""
    with psycopg.connect(servers.postgres_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database.name))
        )


class Sweeper:
    """Empties every table that held nothing when the database was new."""

    def __init__(self, database: Database) -> None:
        self._connection = psycopg.connect(database.admin_url, autocommit=True)
        # Foreign keys are not looked at: all that could point somewhere goes.
        self._connection.execute("SET session_replication_role = replica")
        tables = [name for (name,) in self._connection.execute(TABLES).fetchall()]
        reference = set(self._filled(tables))
        self._tables = [name for name in tables if name not in reference]

    @property
    def tables(self) -> frozenset[str]:
        """Those that it empties, of the product itself."""
        schema = "public."
        return frozenset(
            name.removeprefix(schema).strip('"') for name in self._tables if name.startswith(schema)
        )

    def sweep(self) -> None:
        """No row of an earlier test is left."""
        filled = self._filled(self._tables)
        if filled:
            self._connection.execute("; ".join(f"DELETE FROM {name}" for name in filled))

    def close(self) -> None:
        """The connection is closed."""
        self._connection.close()

    def _filled(self, tables: list[str]) -> list[str]:
        if not tables:
            return []
        question = " UNION ALL ".join(
            f"SELECT {number} WHERE EXISTS (SELECT FROM {name})"
            for number, name in enumerate(tables)
        )
        return [tables[number] for (number,) in self._connection.execute(question).fetchall()]
