"""Two businesses, and connections that speak SQL as the application's roles."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.databases import Database
from tests.factories import Business
from tests.isolation.scene import Scene
from tests.mailbox import Mailbox


@pytest.fixture
def scene(
    app: App,
    runtime: Runtime,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    business: Business,
    rival: Business,
) -> Scene:
    return Scene(app, runtime, admin, mailbox, business, rival)


@pytest.fixture
def platform_sql(database: Database) -> Iterator[psycopg.Connection]:
    """A connection as smooth_platform that nobody has said a role on."""
    with psycopg.connect(database.platform_url, autocommit=True) as connection:
        yield connection
