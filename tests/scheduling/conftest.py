"""Businesses on this worker's database."""

from __future__ import annotations

import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.scheduling.shop import Shop, open_shop
from tests.scheduling.world import World, make_world
from tests.standing import StandingBusinesses


@pytest.fixture
def world(runtime: Runtime, standing: StandingBusinesses) -> World:
    return standing.stand("here", lambda: make_world(runtime, "here"))


@pytest.fixture
def elsewhere(runtime: Runtime, standing: StandingBusinesses) -> World:
    """Another business on the same install."""
    return standing.stand("elsewhere", lambda: make_world(runtime, "elsewhere"))


@pytest.fixture
def full(world: World) -> World:
    """Nothing is free on Monday: both of the staff are booked from nine to five."""
    for hour in range(9, 17):
        for _ in range(2):
            world.book(f"{hour:02}:00")
    return world


@pytest.fixture
def shop(app: App, business: Business) -> Shop:
    return open_shop(app, business)
