"""The database roles, and the rights they hold before any table exists.

Each process connects as the least role that can do its work. Table rights come
with the migrations that make the tables.
"""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from smoothschedule.config import SettingError, Settings

#: Role -> attributes.
ROLES = {
    "smooth_owner": "NOLOGIN NOBYPASSRLS",
    "smooth_lookup": "NOLOGIN NOBYPASSRLS",
    "smooth_migrator": "LOGIN BYPASSRLS",
    "smooth_app": "LOGIN NOBYPASSRLS",
    "smooth_platform": "LOGIN NOBYPASSRLS",
    "smooth_backup": "LOGIN BYPASSRLS",
}
RIGHTS = """
GRANT smooth_owner, smooth_lookup TO smooth_migrator;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO smooth_app, smooth_platform, smooth_lookup, smooth_backup;
GRANT USAGE, CREATE ON SCHEMA public TO smooth_owner, smooth_migrator;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE SCHEMA IF NOT EXISTS lookup AUTHORIZATION smooth_lookup;
GRANT USAGE ON SCHEMA lookup TO smooth_app, smooth_platform;
ALTER ROLE smooth_app SET statement_timeout = '30s';
ALTER ROLE smooth_app SET lock_timeout = '10s';
ALTER ROLE smooth_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE smooth_platform SET statement_timeout = '30s';
ALTER ROLE smooth_platform SET lock_timeout = '10s';
ALTER ROLE smooth_platform SET idle_in_transaction_session_timeout = '60s';
ALTER DEFAULT PRIVILEGES FOR ROLE smooth_migrator IN SCHEMA public
    GRANT SELECT ON TABLES TO smooth_backup;
"""
CREATE = """
DO $$ BEGIN
    CREATE ROLE {role} {attributes};
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    ALTER ROLE {role} {attributes};
END $$
"""


def prepare_roles(settings: Settings) -> None:
    """The roles exist with the passwords of their URLs; safe to run again.

    Needs DATABASE_URL: an administrator who may create roles that bypass row security.
    """
    if not settings.database_url:
        raise SettingError("DATABASE_URL is missing: an administrator's, to make the roles with.")
    with psycopg.connect(settings.database_url) as connection:
        for role, attributes in ROLES.items():
            connection.execute(
                sql.SQL(CREATE).format(role=sql.Identifier(role), attributes=sql.SQL(attributes))
            )
        for role, url in role_urls(settings).items():
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(make_url(url).password)
                )
            )
        database = sql.Identifier(connection.info.dbname)
        logins = sql.SQL(", ").join(
            sql.Identifier(role) for role, how in ROLES.items() if how.startswith("LOGIN")
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, logins))
        connection.execute(
            sql.SQL("GRANT CREATE ON DATABASE {} TO smooth_migrator").format(database)
        )
        connection.execute(RIGHTS)


def role_urls(settings: Settings) -> dict[str, str]:
    """Role -> URL, for the roles whose URLs are set; raises SettingError for a wrong role."""
    urls = {
        "smooth_app": settings.app_database_url,
        "smooth_platform": settings.platform_database_url,
        "smooth_migrator": settings.migrator_database_url,
        "smooth_backup": settings.backup_database_url,
    }
    found = {role: url for role, url in urls.items() if url}
    for role, url in found.items():
        if make_url(url).username != role:
            name = role.removeprefix("smooth_").upper()
            raise SettingError(f"{name}_DATABASE_URL must connect as {role}.")
    return found
