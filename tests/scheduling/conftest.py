"""Businesses on this worker's database."""

from __future__ import annotations

import pytest

from smoothschedule.runtime import Runtime
from tests.scheduling.world import World, make_world


@pytest.fixture
def world(runtime: Runtime) -> World:
    return make_world(runtime, "here")


@pytest.fixture
def elsewhere(runtime: Runtime) -> World:
    """Another business on the same install."""
    return make_world(runtime, "elsewhere")
