"""Connections that speak SQL to the database as the application's roles."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.databases import Database


@pytest.fixture
def platform_sql(database: Database) -> Iterator[psycopg.Connection]:
    """A connection as smooth_platform that nobody has said a role on."""
    with psycopg.connect(database.platform_url, autocommit=True) as connection:
        yield connection
