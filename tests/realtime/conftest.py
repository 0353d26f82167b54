"""The realtime process, sockets to it, and a relay that tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from psycopg import Connection

from smoothschedule.outbox_relay import Relay
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.processes import Install
from tests.realtime.sockets import Connect
from tests.sockets import Socket


@pytest.fixture(scope="module")
def realtime_port(
    product_values: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    values = {**product_values, "SOCKET_RECHECK_SECONDS": "1"}
    install = Install(values, tmp_path_factory.mktemp("realtime"))
    install.start("realtime")
    yield install.realtime_port
    install.stop()


@pytest.fixture
def connect(realtime_port: int) -> Iterator[Connect]:
    """Opens sockets that are closed after the test."""
    with ExitStack() as opened:
        yield lambda host, **how: opened.enter_context(Socket(realtime_port, host, **how))


@pytest.fixture
def relay(runtime: Runtime, business: Business, rival: Business, admin: Connection) -> Relay:
    """A relay that will not tell how the businesses came to be."""
    admin.execute("DELETE FROM outbox_events")
    return Relay(runtime)
