"""A business on this worker's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from smoothschedule.config import Settings
from smoothschedule.runtime import Runtime
from tests.scheduling.world import World, make_world


@pytest.fixture
def runtime(settings: Settings) -> Iterator[Runtime]:
    made = Runtime(settings)
    yield made
    made.close()


@pytest.fixture
def world(runtime: Runtime) -> World:
    return make_world(runtime, "here")


@pytest.fixture
def elsewhere(runtime: Runtime) -> World:
    """Another business on the same install."""
    return make_world(runtime, "elsewhere")
